"""Payloads that only the desk's key opens: the words of withheld material.

A sealed payload stands in the place of the plain one, its salt inside, bound to the commitment
of its entry. Commitment and hash stay what they were, so the chain verifies with the key and
without it.
"""

import json
from collections.abc import Iterable
from dataclasses import astuple, replace
from typing import Protocol

import sqlalchemy as sql

from dateline.errors import DeskError
from dateline.ledger.chain import Entry
from dateline.ledger.schema import entries, link_rows
from dateline.model.link import is_person

MARK = "sealed:"
RESTATED = "restatement"  # kind of an entry that gives another's payload without some words
SAID = ("review", "link", "assessment")  # kinds that a person's word may be of
# Written as the index `entries_sealed` has it, so that databases use the index.
IS_SEALED = sql.text(f"substr(entries.payload, 1, {len(MARK)}) = '{MARK}'")
_KEYS_AT_ONCE = 500


class Seal(Protocol):
    """What closes and opens a text with the desk's key."""

    def close(self, text: str, bound_to: str) -> str:
        """The text so that only the key opens it, bound to another that must be given again.

        Raises:
            DeskError: there is no key, and none can be made.
        """

    def open(self, closed: str, bound_to: str) -> str | None:
        """What was closed; None where the key is gone or another one."""


def is_sealed(entry: Entry) -> bool:
    """Whether an entry's payload is sealed."""
    return entry.payload is not None and entry.payload.startswith(MARK)


def seal_entry(entry: Entry, seal: Seal | None) -> Entry:
    """An entry with its payload and salt sealed.

    Raises:
        DeskError: the ledger was opened without a seal.
    """
    if seal is None:
        raise DeskError("This ledger was opened without the desk's key; open the desk itself.")
    closed = seal.close(json.dumps([entry.salt, entry.payload]), entry.commitment)
    return replace(entry, payload=f"{MARK}{closed}", salt=None)


def try_open(entry: Entry, seal: Seal | None) -> Entry | None:
    """An entry with its payload as it was before it was sealed; None where no key opens it."""
    if not is_sealed(entry):
        return entry
    body = (entry.payload or "").removeprefix(MARK)
    told = seal.open(body, entry.commitment) if seal is not None else None
    if told is None:
        return None
    salt, payload = json.loads(told)
    return replace(entry, payload=payload, salt=salt)


def open_entry(connection: sql.Connection, row: Iterable[object]) -> Entry:
    """A row of the log as an entry, opened where it is sealed.

    A person's word that a redaction took out reads as it was said again, in its old place.

    Raises:
        DeskError: it is sealed, and the desk's key is gone or another one.
    """
    entry = Entry(*row)  # type: ignore[arg-type]  # the columns in the order of the fields
    if (again := read_restated(connection, entry)) is not None:
        return replace(entry, payload=open_entry(connection, astuple(again)).payload)
    if not is_sealed(entry):
        return entry
    found = try_open(entry, seal_of(connection))
    if found is None:
        raise DeskError(
            f"Entry {entry.seq} of the ledger is sealed, and the desk's key is gone or another "
            "one. Put `desk.key` back from its copy, or name it as `key` under [desk]; without it "
            "no number that this desk gives can be trusted."
        )
    return found


def read_restated(connection: sql.Connection, entry: Entry) -> Entry | None:
    """What stands in the place of a person's word that was taken out, sealed or not."""
    if entry.payload is not None or entry.kind not in SAID or not is_person(entry.author):
        return None
    query = sql.select(entries).where(entries.c.kind == RESTATED, entries.c.key == str(entry.seq))
    query = query.where(entries.c.payload.is_not(None)).order_by(entries.c.seq.desc())
    row = connection.execute(query.limit(1)).first()
    return None if row is None else Entry(*row)


def seal_of(connection: sql.Connection) -> Seal | None:
    """The seal that a ledger's connection carries."""
    found: Seal | None = connection.get_execution_options().get("seal")
    return found


def find_sealed_keys(connection: sql.Connection, kind: str) -> set[str]:
    """Keys of the sealed entries of a kind."""
    query = sql.select(entries.c.key).where(entries.c.kind == kind, IS_SEALED)
    return {row.key for row in connection.execute(query)}


def find_lost(connection: sql.Connection) -> int:
    """How many entries are sealed and opened by no key that the connection carries."""
    seal = seal_of(connection)
    rows = connection.execute(sql.select(entries).where(IS_SEALED))
    return sum(try_open(Entry(*row), seal) is None for row in rows)


def find_sealed_events(connection: sql.Connection) -> tuple[set[int], set[int]]:
    """Mentions that are sealed, and events that any of them ever stood in."""
    mentions = {int(key) for key in find_sealed_keys(connection, "mention")}
    return mentions, find_events(connection, mentions)


def find_events(connection: sql.Connection, mentions: Iterable[int]) -> set[int]:
    """Events that mentions ever stood in."""
    found: set[int] = set()
    asked = sorted(mentions)
    for at in range(0, len(asked), _KEYS_AT_ONCE):
        part = link_rows.c.mention.in_(asked[at : at + _KEYS_AT_ONCE])
        query = sql.select(link_rows.c.event).where(part).distinct()
        found.update(row.event for row in connection.execute(query))
    return found


def seal_numbers(connection: sql.Connection, numbers: Iterable[int]) -> int:
    """Seal entries that lie open; return how many did. Inside a write transaction."""
    seal, changed = seal_of(connection), 0
    asked = sorted(numbers)
    for at in range(0, len(asked), _KEYS_AT_ONCE):
        query = sql.select(entries).where(entries.c.seq.in_(asked[at : at + _KEYS_AT_ONCE]))
        for row in connection.execute(query).all():
            entry = Entry(*row)
            if entry.payload is None or is_sealed(entry):
                continue
            closed = seal_entry(entry, seal)
            connection.execute(
                sql.update(entries)
                .where(entries.c.seq == entry.seq)
                .values(payload=closed.payload, salt=None)
            )
            changed += 1
    return changed
