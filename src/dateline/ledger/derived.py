"""What stands beside the log for speed, and can be rebuilt from the log alone."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sql

from dateline.errors import LedgerError
from dateline.ledger.chain import FIRST, Entry
from dateline.ledger.payload import read_payload
from dateline.ledger.reading import read_entries
from dateline.ledger.schema import head, headers
from dateline.ledger.times import settle_published
from dateline.model.document import Document


def derive_header(document: Document, entry: Entry) -> dict[str, Any]:
    """The header of a document's entry: what is asked of a document without its text."""
    return {
        "seq": entry.seq,
        "id": document.id,
        "capture": document.capture,
        "kind": document.kind,
        "source": document.source,
        "published": document.published,
        "reported": _find_reported(document.published, entry.recorded_at),
        "recorded_at": entry.recorded_at,
    }


def derive_headers(log: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """The headers of every document entry of a log; of a redacted one only that it was."""
    for entry in log:
        if entry.kind != "document":
            continue
        if entry.payload is None:
            gone = Document(entry.key, "", None, "", "")
            yield derive_header(gone, entry)
        else:
            yield derive_header(read_payload(Document, entry.payload), entry)


def find_stale(connection: sql.Connection) -> str | None:
    """What of the derived tables does not follow from the log, if anything."""
    stored = [
        dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name for a row's mapping
        for row in connection.execute(sql.select(headers).order_by(headers.c.seq))
    ]
    if stored != list(derive_headers(read_entries(connection, kind="document"))):
        return "the headers of its documents do not follow from the log"
    return None


def rebuild_derived(connection: sql.Connection) -> None:
    """Throw the derived tables away and make them anew; inside a write transaction."""
    connection.execute(sql.delete(headers))
    rows = list(derive_headers(read_entries(connection, kind="document")))
    if rows:
        connection.execute(sql.insert(headers), rows)
    end: dict[str, Any] = {
        "seq": 0,
        "hash": FIRST,
        "recorded_at": "",
        "next_mention": 1,
        "next_event": 1,
    }
    for entry in read_entries(connection):
        end |= {"seq": entry.seq, "hash": entry.hash, "recorded_at": entry.recorded_at}
        if entry.kind in ("mention", "event"):
            following = f"next_{entry.kind}"
            end[following] = max(end[following], int(entry.key) + 1)
    connection.execute(sql.update(head).values(end))


def _find_reported(published: str | None, recorded_at: str) -> str:
    """The moment on the publication clock; a document without a usable one has the recorded."""
    if not published:
        return recorded_at
    try:
        return settle_published(published)
    except LedgerError:
        return recorded_at
