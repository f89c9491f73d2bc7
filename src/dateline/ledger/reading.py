"""Reading the log as of a moment: every answer is a prefix of the log, so it never changes."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import sqlalchemy as sql

from dateline.errors import LedgerError
from dateline.ledger.chain import FIRST, Entry, find_fault
from dateline.ledger.payload import read_payload, rebuild
from dateline.ledger.schema import entries, head, headers, link_rows
from dateline.ledger.sealing import open_entry, seal_of, try_open
from dateline.ledger.times import settle_limit
from dateline.model.document import Document
from dateline.model.link import Link, is_person
from dateline.model.mention import Mention
from dateline.model.stored import StoredMention

Key = TypeVar("Key")
Noun = TypeVar("Noun")
_HASH = re.compile(r"[0-9a-f]{64}")
_KEYS_AT_ONCE = 500  # values in one query; SQLite takes no more than 32,766


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
        yield open_entry(connection, row)


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
        yield open_entry(connection, row)


def read_policy(connection: sql.Connection, key: str, noun: type[Noun]) -> Noun | None:
    """The newest rule recorded under a key; None where none is."""
    query = sql.select(entries).where(entries.c.kind == "policy", entries.c.key == key)
    row = connection.execute(query.order_by(entries.c.seq.desc()).limit(1)).first()
    return None if row is None else read_payload(noun, row.payload)


def read_keyed(
    connection: sql.Connection, kind: str, keys: Sequence[str], limit: int
) -> Iterator[Entry]:
    """The entries of a kind under these keys, in the order of the log."""
    found: list[Entry] = []
    for part in in_parts(keys):
        query = sql.select(entries).where(
            entries.c.kind == kind, entries.c.key.in_(part), entries.c.seq <= limit
        )
        found += [open_entry(connection, row) for row in connection.execute(query)]
    yield from sorted(found, key=lambda entry: entry.seq)


def in_parts(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """Keys in parts small enough for one query."""
    return (keys[at : at + _KEYS_AT_ONCE] for at in range(0, len(keys), _KEYS_AT_ONCE))


def read_headers(
    connection: sql.Connection,
    limit: int,
    as_reported: str | None,
    ids: Sequence[str] | None = None,
) -> dict[str, sql.Row[Any]]:
    """Headers of the documents in force, by id, that had been published by `as_reported`.

    Args:
        connection: the ledger's.
        limit: number of the last entry in force.
        as_reported: the publication clock.
        ids: the documents asked for; None asks for all.
    """
    newest: dict[str, sql.Row[Any]] = {}
    query = sql.select(headers).where(headers.c.seq <= limit).order_by(headers.c.seq)
    if as_reported is not None:
        query = query.where(headers.c.reported <= settle_limit(as_reported))
    parts = [None] if ids is None else in_parts(ids)
    for part in parts:
        asked = query if part is None else query.where(headers.c.id.in_(part))
        newest.update((row.id, row) for row in connection.execute(asked))
    return newest


def read_documents(
    connection: sql.Connection,
    limit: int,
    as_reported: str | None,
    ids: Sequence[str] | None = None,
) -> list[Document]:
    """Documents in force, in the order they were recorded; those of some ids, or all."""
    wanted = {row.seq for row in read_headers(connection, limit, as_reported, ids).values()}
    log = (
        read_entries(connection, kind="document", limit=limit)
        if ids is None
        else read_keyed(connection, "document", ids, limit)
    )
    return [
        read_payload(Document, entry.payload)
        for entry in log
        if entry.seq in wanted and entry.payload is not None
    ]


def read_mentions(
    connection: sql.Connection,
    limit: int,
    as_reported: str | None,
    numbers: Sequence[int] | None = None,
) -> list[StoredMention]:
    """Mentions of the documents in force, by id; those of some numbers, or all."""
    if numbers is None:
        log, ids = read_entries(connection, kind="mention", limit=limit), None
    else:
        told = list(read_keyed(connection, "mention", [str(one) for one in numbers], limit))
        log, ids = iter(told), _name_documents(told)
    known = read_headers(connection, limit, as_reported, ids)
    found = []
    for entry in log:
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


def _name_documents(told: Iterable[Entry]) -> list[str]:
    """Ids of the documents that mentions come from."""
    payloads = (entry.payload for entry in told if entry.payload is not None)
    return list({str(json.loads(payload)["mention"]["document"]) for payload in payloads})


def read_links(
    connection: sql.Connection, limit: int, mentions: Sequence[int] | None = None
) -> list[Link]:
    """The judgement in force on each mention: the latest, a person's before any machine's."""
    log = (
        read_entries(connection, kind="link", limit=limit)
        if mentions is None
        else read_keyed(connection, "link", [str(one) for one in mentions], limit)
    )
    standing: dict[int, Link] = {}
    for entry in log:
        if entry.payload is None:
            continue
        link = read_payload(Link, entry.payload)
        earlier = standing.get(link.mention)
        if earlier is None or is_person(link.by) or not is_person(earlier.by):
            standing[link.mention] = link
    return [standing[mention] for mention in sorted(standing)]


def read_later(connection: sql.Connection, event: int, seen: str) -> list[Entry]:
    """What was recorded about an event since a state."""
    limit, now = (find_limit(connection, state) for state in (seen, None))
    return [entry for entry in read_history(connection, event, now) if entry.seq > limit]


def read_history(connection: sql.Connection, event: int, limit: int) -> list[Entry]:
    """Everything recorded about an event: its founding, links to and from it, reviews."""
    about = sql.select(entries).where(
        entries.c.kind.in_(("event", "review")), entries.c.key == str(event)
    )
    rows = connection.execute(about.where(entries.c.seq <= limit))
    found = [open_entry(connection, row) for row in rows]
    here = sql.select(link_rows.c.mention).where(link_rows.c.event == event).distinct()
    moved = (
        sql.select(link_rows)
        .where(link_rows.c.mention.in_(here), link_rows.c.seq <= limit)
        .order_by(link_rows.c.seq)
    )
    touched: set[int] = set()
    wanted: list[int] = []
    for link in connection.execute(moved):
        if link.event == event:
            touched.add(link.mention)
            wanted.append(link.seq)
        elif link.mention in touched:  # it was here, and was moved away
            touched.discard(link.mention)
            wanted.append(link.seq)
    for part in in_parts(wanted):
        query = sql.select(entries).where(entries.c.seq.in_(part))
        found += [open_entry(connection, row) for row in connection.execute(query)]
    return sorted(found, key=lambda entry: entry.seq)


def find_break(connection: sql.Connection) -> str | None:
    """The first link of the chain that does not hold, in words; None for a sound log.

    A payload that is sealed, and that no key opens, is passed over: its commitment stands.
    """
    end = connection.execute(sql.select(head)).one()
    previous, seq = FIRST, 0
    for row in connection.execute(sql.select(entries).order_by(entries.c.seq)):
        seq += 1
        entry = Entry(*row)
        shown = try_open(entry, seal_of(connection)) or replace(entry, payload=None)
        if fault := find_fault(shown, previous, seq):
            return fault
        previous = entry.hash
    if (seq, previous) != (end.seq, end.hash):
        return f"the log ends at entry {seq}, where its head says {end.seq}"
    return None
