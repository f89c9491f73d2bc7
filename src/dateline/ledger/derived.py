"""What stands beside the log for speed, and can be rebuilt from the log alone."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sql

from dateline.errors import LedgerError
from dateline.ledger.chain import FIRST, Entry
from dateline.ledger.payload import read_payload
from dateline.ledger.reading import read_entries
from dateline.ledger.schema import head, headers, link_rows, mention_rows
from dateline.ledger.times import settle_published
from dateline.model.document import Document
from dateline.model.link import Link, is_person

DERIVED = (headers, mention_rows, link_rows)
_ROWS_AT_ONCE = 1000


def derive_header(document: Document, entry: Entry) -> dict[str, Any]:
    """The header of a document's entry: what is asked of a document without its text."""
    return {
        "seq": entry.seq,
        "id": document.id,
        "capture": document.capture,
        "kind": document.kind,
        "source": document.source,
        "published": document.published,
        "reported": _find_reported(document.published or document.modified, entry.recorded_at),
        "recorded_at": entry.recorded_at,
    }


class Deriver:
    """Follows the log and says which rows each entry gives the tables beside it."""

    def __init__(self) -> None:
        self._readings: dict[tuple[str, str], int] = {}

    def derive(self, entry: Entry) -> tuple[sql.Table, dict[str, Any]] | None:
        """The row of an entry and its table; None for an entry that gives none.

        A redacted document leaves a row that says only that it was; a redacted mention or link
        leaves none.
        """
        if entry.kind == "document":
            gone = Document(entry.key, "", None, "", "")
            known = entry.payload is not None
            document = read_payload(Document, entry.payload) if entry.payload else gone
            if known:
                self._readings[document.id, document.capture] = entry.seq
            return headers, derive_header(document, entry)
        if entry.payload is None or entry.kind not in ("mention", "link"):
            return None
        record = json.loads(entry.payload)
        if entry.kind == "link":
            return link_rows, derive_link(Link(**record), entry.seq)
        reading = self._readings[record["mention"]["document"], record["capture"]]
        return mention_rows, derive_mention(int(entry.key), entry.seq, reading)


def derive_mention(number: int, seq: int, header: int) -> dict[str, Any]:
    """The row of a mention: which reading of its document it came from."""
    return {"seq": seq, "id": number, "header": header}


def derive_link(link: Link, seq: int) -> dict[str, Any]:
    """The row of a link: which mention stands in which event."""
    person = int(is_person(link.by))
    return {"seq": seq, "mention": link.mention, "event": link.event, "by_person": person}


def find_stale(connection: sql.Connection) -> str | None:
    """What of the derived tables does not follow from the log, if anything."""
    results = {
        table.name: connection.execute(
            sql.select(table).order_by(table.c.seq).execution_options(yield_per=_ROWS_AT_ONCE)
        )
        for table in DERIVED
    }
    try:
        return _compare(read_entries(connection), results)
    finally:
        for result in results.values():
            result.close()


def _compare(log: Iterator[Entry], results: dict[str, sql.CursorResult[Any]]) -> str | None:
    deriver = Deriver()
    walking = {name: iter(result.mappings()) for name, result in results.items()}
    for entry in log:
        derived = deriver.derive(entry)
        if derived is None:
            continue
        table, row = derived
        stored = next(walking[table.name], None)
        if stored is None or dict(stored) != row:
            return f"the table {table.name} does not follow from the log at entry {entry.seq}"
    for name, rows in walking.items():
        if next(rows, None) is not None:
            return f"the table {name} holds rows that do not follow from the log"
    return None


def rebuild_derived(connection: sql.Connection) -> None:
    """Throw the derived tables away and make them anew; inside a write transaction."""
    for table in DERIVED:
        connection.execute(sql.delete(table))
    end: dict[str, Any] = {
        "seq": 0,
        "hash": FIRST,
        "recorded_at": "",
        "next_mention": 1,
        "next_event": 1,
    }
    deriver = Deriver()
    waiting: dict[str, list[dict[str, Any]]] = {table.name: [] for table in DERIVED}
    for entry in read_entries(connection):
        end |= {"seq": entry.seq, "hash": entry.hash, "recorded_at": entry.recorded_at}
        if entry.kind in ("mention", "event"):
            following = f"next_{entry.kind}"
            end[following] = max(end[following], int(entry.key) + 1)
        derived = deriver.derive(entry)
        if derived is not None:
            waiting[derived[0].name].append(derived[1])
    for table in DERIVED:
        rows = waiting[table.name]
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            connection.execute(sql.insert(table), rows[start : start + _ROWS_AT_ONCE])
    connection.execute(sql.update(head).values(end))


def _find_reported(published: str | None, recorded_at: str) -> str:
    """The moment on the publication clock; a document without a usable one has the recorded."""
    if not published:
        return recorded_at
    try:
        return settle_published(published)
    except LedgerError:
        return recorded_at
