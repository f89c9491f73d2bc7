"""Taking a payload out for somebody's safety: the words go, the chain still holds.

The entries stay with their commitments, so that nobody can say they never were; who took the
words out, when and why is an entry of its own.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sql

from dateline.errors import LedgerError
from dateline.ledger.append import Draft, append_drafts, newest
from dateline.ledger.reading import in_parts, read_entries
from dateline.ledger.restate import Blank, Said, append_again, find_said
from dateline.ledger.schema import entries, headers, link_rows, mention_rows
from dateline.ledger.sealing import RESTATED, find_events


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was taken out.

    Attributes:
        capture: SHA-256 of the capture.
        entries: numbers of the entries whose payloads are gone.
        by: the person.
        at: when, ISO 8601 in UTC.
        why: the reason, which must not repeat what is to be forgotten.
        files: path of each file of the desk that held the words to the SHA-256 of what stands
            there since; None where the file was taken away.
        said: what people said of events that quoted the words and is said again without them;
            known to the command that redacts alone.
        kept: what quotes them where it cannot be taken out.
    """

    capture: str
    entries: tuple[int, ...]
    by: str
    at: str
    why: str
    files: Mapping[str, str | None] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def redact_capture(  # noqa: PLR0913 - a redaction has these parts
    connection: sql.Connection,
    capture: str,
    *,
    by: str,
    why: str,
    at: str,
    files: Mapping[str, str | None],
    blank: Blank | None = None,
) -> Redaction:
    """Take out a capture's record, its documents, mentions, problems and their links.

    Runs inside a write transaction. The bytes in the archive are its caller's to remove. With
    `blank`, which gives a text without the words, what people said of events goes through it.

    Raises:
        LedgerError: the ledger knows no such capture.
    """
    if newest(connection, "capture", capture) is None:
        raise LedgerError(
            f"The ledger knows no capture {capture[:12]}; `dateline documents` names them."
        )
    taken = find_entries(connection, capture)
    said = find_said(connection, taken, blank) if blank else Said()
    numbers = tuple(sorted({*taken, *_find_restated(connection, said.entries), *said.entries}))
    record = {"capture": capture, "entries": numbers, "files": files}
    draft = Draft("redaction", capture, record, why)
    (entry,) = append_drafts(connection, [draft], at=at, author=by)
    for keys in in_parts(numbers):
        connection.execute(
            sql.update(entries).where(entries.c.seq.in_(keys)).values(payload=None, salt=None)
        )
    connection.execute(
        sql.update(headers)
        .where(headers.c.capture == capture)
        .values(capture="", kind="", source=None, published=None, reported=headers.c.recorded_at)
    )
    for table in (mention_rows, link_rows):
        for keys in in_parts(tuple(taken)):  # a link that is said again stays
            connection.execute(sql.delete(table).where(table.c.seq.in_(keys)))
    append_again(connection, said.again, at=at)
    at = entry.recorded_at
    return Redaction(capture, numbers, by, at, why, files, said.quoting, said.kept)


def read_redactions(connection: sql.Connection, limit: int) -> Iterator[Redaction]:
    """Every redaction, in order."""
    for entry in read_entries(connection, kind="redaction", limit=limit):
        record = json.loads(entry.payload or "{}")
        numbers = tuple(record.get("entries", ()))
        files = record.get("files", {})
        yield Redaction(entry.key, numbers, entry.author, entry.recorded_at, entry.why, files)


def find_unexplained(connection: sql.Connection, limit: int) -> str | None:
    """The first payload that is gone without a redaction that says so, if any."""
    explained: set[int] = set()
    for redaction in read_redactions(connection, limit):
        explained.update(redaction.entries)
    gone = connection.execute(
        sql.select(entries.c.seq).where(entries.c.payload.is_(None)).order_by(entries.c.seq)
    )
    for row in gone:
        if row.seq not in explained:
            return f"the payload of entry {row.seq} was taken out"
    return None


def find_entries(connection: sql.Connection, capture: str, *, beside: bool = False) -> set[int]:
    """Numbers of the entries that hold anything of a capture.

    With `beside` also the other links and the reviews of events that its mentions stood in: they
    may repeat what it says.
    """
    documents = sql.select(headers.c.seq).where(headers.c.capture == capture)
    found = {row.seq for row in connection.execute(documents)}
    told = sql.select(mention_rows.c.seq, mention_rows.c.id).where(
        mention_rows.c.header.in_(documents)
    )
    mentions = {row.id: row.seq for row in connection.execute(told)}
    found.update(mentions.values())
    for keys in in_parts(tuple(mentions)):
        linked = sql.select(link_rows.c.seq).where(link_rows.c.mention.in_(keys))
        found.update(row.seq for row in connection.execute(linked))
    about = sql.select(entries.c.seq).where(
        entries.c.kind.in_(("capture", "problem")),
        entries.c.key == capture,
        entries.c.payload.is_not(None),
    )
    found.update(row.seq for row in connection.execute(about))
    if beside:
        found.update(_find_beside(connection, tuple(find_events(connection, mentions))))
    return found | _find_restated(connection, tuple(found))


def _find_restated(connection: sql.Connection, numbers: Sequence[int]) -> set[int]:
    """Numbers of the entries that say again what some entries said."""
    found: set[int] = set()
    for keys in in_parts([str(number) for number in numbers]):
        query = sql.select(entries.c.seq).where(
            entries.c.kind == RESTATED, entries.c.key.in_(keys), entries.c.payload.is_not(None)
        )
        found.update(row.seq for row in connection.execute(query))
    return found


def _find_beside(connection: sql.Connection, events: tuple[int, ...]) -> Iterator[int]:
    """Numbers of every link to some events and of every review of them."""
    for keys in in_parts(events):
        linked = sql.select(link_rows.c.seq).where(link_rows.c.event.in_(keys))
        said = sql.select(entries.c.seq).where(
            entries.c.kind == "review", entries.c.key.in_([str(key) for key in keys])
        )
        for query in (linked, said):
            yield from (row.seq for row in connection.execute(query))
