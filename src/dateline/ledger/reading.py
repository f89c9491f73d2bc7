"""Reading the log as of a moment: every answer is a prefix of the log, so it never changes."""

import json
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sql

from dateline.errors import LedgerError
from dateline.ledger.chain import FIRST, Entry, find_fault
from dateline.ledger.payload import read_payload, rebuild
from dateline.ledger.schema import entries, head, headers
from dateline.ledger.times import settle_limit
from dateline.model.document import Document
from dateline.model.link import Link, is_person
from dateline.model.mention import Mention
from dateline.model.stored import StoredMention

_HASH = re.compile(r"[0-9a-f]{64}")


def find_limit(connection: sql.Connection, as_of: str | None) -> int:
    """Number of the last entry in force.

    Args:
        connection: the ledger's.
        as_of: a time, a day (until its midnight) or a state hash; None is now.

    Raises:
        LedgerError: the state hash is not in this ledger, or the time cannot be read.
    """
    if as_of is None:
        return int(connection.execute(sql.select(head.c.seq)).scalar_one())
    if _HASH.fullmatch(as_of):
        if as_of == FIRST:
            return 0
        seq = connection.execute(
            sql.select(entries.c.seq).where(entries.c.hash == as_of)
        ).scalar_one_or_none()
        if seq is None:
            raise LedgerError(
                f"The state {as_of[:12]} is not in this ledger; take a state that "
                "`dateline verify` or an estimate of this desk prints."
            )
        return int(seq)
    found = connection.execute(
        sql.select(sql.func.max(entries.c.seq)).where(entries.c.recorded_at <= settle_limit(as_of))
    ).scalar_one()
    return int(found or 0)


def read_entries(
    connection: sql.Connection, *, kind: str | None = None, limit: int | None = None
) -> Iterator[Entry]:
    """The log in order, or the entries of one kind, up to the entry numbered `limit`."""
    query = sql.select(entries).order_by(entries.c.seq)
    if kind is not None:
        query = query.where(entries.c.kind == kind)
    if limit is not None:
        query = query.where(entries.c.seq <= limit)
    for row in connection.execute(query):
        yield Entry(*row)


def read_newest(connection: sql.Connection, kind: str, limit: int) -> Iterator[Entry]:
    """The newest entry under each key of a kind, in the order of the log."""
    later = entries.alias("later")
    superseded = sql.exists().where(
        later.c.kind == entries.c.kind,
        later.c.key == entries.c.key,
        later.c.seq > entries.c.seq,
        later.c.seq <= limit,
    )
    query = (
        sql.select(entries)
        .where(entries.c.kind == kind, entries.c.seq <= limit, ~superseded)
        .order_by(entries.c.seq)
    )
    for row in connection.execute(query):
        yield Entry(*row)


def read_headers(
    connection: sql.Connection, limit: int, as_reported: str | None
) -> dict[str, sql.Row[Any]]:
    """Headers of the documents in force, by id, that had been published by `as_reported`."""
    newest: dict[str, sql.Row[Any]] = {}
    query = sql.select(headers).where(headers.c.seq <= limit)
    if as_reported is not None:
        query = query.where(headers.c.reported <= settle_limit(as_reported))
    for row in connection.execute(query.order_by(headers.c.seq)):
        newest[row.id] = row
    return newest


def read_documents(
    connection: sql.Connection, limit: int, as_reported: str | None
) -> list[Document]:
    """Documents in force, in the order they were recorded."""
    wanted = {row.seq for row in read_headers(connection, limit, as_reported).values()}
    return [
        read_payload(Document, entry.payload)
        for entry in read_entries(connection, kind="document", limit=limit)
        if entry.seq in wanted and entry.payload is not None
    ]


def read_mentions(
    connection: sql.Connection, limit: int, as_reported: str | None
) -> list[StoredMention]:
    """Mentions of the documents in force, by id."""
    known = read_headers(connection, limit, as_reported)
    found = []
    for entry in read_entries(connection, kind="mention", limit=limit):
        if entry.payload is None:
            continue
        record = json.loads(entry.payload)
        header = known.get(record["mention"]["document"])
        if header is None or header.capture != record["capture"]:
            continue
        found.append(
            StoredMention(
                id=int(entry.key),
                mention=rebuild(Mention, record["mention"]),
                kind=header.kind,
                source=header.source,
                reported_at=header.published,
                recorded_at=entry.recorded_at,
                capture=record["capture"],
            )
        )
    return found


def read_links(connection: sql.Connection, limit: int) -> list[Link]:
    """The judgement in force on each mention: the latest, a person's before any machine's."""
    standing: dict[int, Link] = {}
    for entry in read_entries(connection, kind="link", limit=limit):
        if entry.payload is None:
            continue
        link = read_payload(Link, entry.payload)
        earlier = standing.get(link.mention)
        if earlier is None or is_person(link.by) or not is_person(earlier.by):
            standing[link.mention] = link
    return [standing[mention] for mention in sorted(standing)]


def read_history(connection: sql.Connection, event: int, limit: int) -> list[Entry]:
    """Everything recorded about an event: its founding, links to and from it, reviews."""
    about = sql.select(entries).where(
        entries.c.kind.in_(("event", "review")), entries.c.key == str(event)
    )
    found = [Entry(*row) for row in connection.execute(about.where(entries.c.seq <= limit))]
    touched: set[int] = set()
    for entry in read_entries(connection, kind="link", limit=limit):
        if entry.payload is None:
            continue
        link = read_payload(Link, entry.payload)
        if link.event == event:
            touched.add(link.mention)
            found.append(entry)
        elif link.mention in touched:  # it was here, and was moved away
            touched.discard(link.mention)
            found.append(entry)
    return sorted(found, key=lambda entry: entry.seq)


def find_break(connection: sql.Connection) -> str | None:
    """The first link of the chain that does not hold, in words; None for a sound log."""
    end = connection.execute(sql.select(head)).one()
    previous, seq = FIRST, 0
    for entry in read_entries(connection):
        seq += 1
        if fault := find_fault(entry, previous, seq):
            return fault
        previous = entry.hash
    if (seq, previous) != (end.seq, end.hash):
        return f"the log ends at entry {seq}, where its head says {end.seq}"
    return None
