"""What people said of events, said again without the words that a redaction takes out.

A person's word holds in the order in which it was said. So from the first on that quotes, all of
the same event or mention are taken out and appended again in their order, the quoted words blank:
what was accepted stays accepted, and what was corrected stays corrected.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql

from dateline.ledger.append import Draft, append_noun
from dateline.ledger.chain import Entry
from dateline.ledger.derived import derive_link
from dateline.ledger.payload import rebuild
from dateline.ledger.schema import entries, link_rows
from dateline.ledger.sealing import is_sealed, open_entry
from dateline.model.assessment import Assessment
from dateline.model.link import Link, is_person
from dateline.model.review import Review

Blank = Callable[[str], str]
Word = Review | Link | Assessment
_NOUNS: dict[str, type[Any]] = {"review": Review, "link": Link, "assessment": Assessment}
# What is no free text: names of people, times, and what programs look things up by.
_KEPT = frozenset({"author", "at", "by", "evidence", "indicators", "key", "made", "verdict"})


@dataclass(frozen=True, slots=True)
class Again:
    """What a person said, to be appended once more: its kind and key, author, and if sealed."""

    kind: str
    key: str
    author: str
    word: Word
    sealed: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What people said, as far as it quotes.

    Attributes:
        entries: numbers of what is taken out.
        again: what is appended in its place.
        quoting: what quotes, in words: whose, and of what.
        kept: what quotes where it cannot be taken out, in words.
    """

    entries: tuple[int, ...] = ()
    again: tuple[Again, ...] = ()
    quoting: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def find_said(connection: sql.Connection, taken: Collection[int], blank: Blank) -> Said:
    """What people said that quotes what is sought, besides entries that are taken out anyway.

    Args:
        connection: inside a write transaction.
        taken: numbers of those entries.
        blank: gives a text without the words; a text that holds none is given back as it is.
    """
    numbers: list[int] = []
    again: list[Again] = []
    quoting: list[str] = []
    kept: list[str] = []
    for kind, noun in _NOUNS.items():
        following: set[str] = set()
        for entry, sealed in _read_said(connection, kind, taken):
            if blank(entry.why) != entry.why:
                kept.append(f"{_describe(entry)}, entry {entry.seq}")
            record = json.loads(entry.payload or "{}")
            blanked = {
                name: value if name in _KEPT else _blank(value, blank)
                for name, value in record.items()
            }
            if blanked != record:
                quoting.append(_describe(entry))
                following.add(entry.key)
            if entry.key in following:
                numbers.append(entry.seq)
                word = rebuild(noun, blanked)
                again.append(Again(kind, entry.key, entry.author, word, sealed))
    return Said(tuple(numbers), tuple(again), tuple(quoting), tuple(kept))


def append_again(connection: sql.Connection, said: Sequence[Again], *, at: str) -> None:
    """Append what people said without the words, signed and sealed as it was."""
    for one in said:
        draft = Draft(one.kind, one.key, one.word, sealed=one.sealed)
        entry = append_noun(connection, draft, at=at, author=one.author)
        if isinstance(one.word, Link):
            connection.execute(sql.insert(link_rows), [derive_link(one.word, entry.seq)])


def _read_said(
    connection: sql.Connection, kind: str, taken: Collection[int]
) -> Iterator[tuple[Entry, bool]]:
    """What people said of a kind, in order, and whether it was sealed."""
    told = sql.select(entries).where(entries.c.kind == kind, entries.c.payload.is_not(None))
    rows = connection.execute(told.order_by(entries.c.seq)).all()
    for row in rows:
        if is_person(row.author) and row.seq not in taken:
            yield open_entry(connection, row), is_sealed(Entry(*row))


def _blank(value: Any, blank: Blank) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return blank(value)
    if isinstance(value, list):
        return [_blank(one, blank) for one in value]
    if isinstance(value, dict):
        return {name: _blank(one, blank) for name, one in value.items()}
    return value


def _describe(entry: Entry) -> str:
    about = {"review": "event", "link": "mention"}.get(entry.kind, "assessment")
    return f"what {entry.author} said of {about} {entry.key}"
