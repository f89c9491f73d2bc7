"""What people said of events, said again without the words that a redaction takes out.

A person's word holds from when it was said, and in its order. So it keeps its entry, its number,
its time and its author; only the payload goes, and an entry of its own gives it again with the
words blank. Whoever reads the one is given the other (`sealing.open_entry`), so that an answer as
of any moment counts the same verdicts, links and corrections as before.

Blank are words that a person wrote. What programs look things up by, such as an id, a type, a day
or an admin unit, stays and is named. A place whose name is sought becomes the unit that it lies in.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sql

from dateline.ledger.append import Draft, append_noun
from dateline.ledger.chain import Entry
from dateline.ledger.schema import entries
from dateline.ledger.sealing import RESTATED, SAID, is_sealed, open_entry, read_restated
from dateline.model.link import is_person

Blank = Callable[[str], str]
# Free text; every other text of a person's word is a code, a time or the name of who said it.
_FREE = frozenset({"described_as", "name", "speaker", "statement", "text", "why", "words"})
_SIGNED = frozenset({"author", "by"})  # the desk's own people


@dataclass(frozen=True, slots=True)
class Again:
    """A person's word without the words.

    Attributes:
        entry: the one that it was said in.
        record: its payload, as a plain record.
        sealed: whether it was sealed.
    """

    entry: Entry
    record: dict[str, Any]
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


@dataclass(slots=True)
class _Blanker:
    """Takes words out of one record, and notes what it leaves.

    Attributes:
        blank: gives a text without the words.
        codes: names of the fields that hold the words and stay.
        units: admin units that places were made.
    """

    blank: Blank
    codes: dict[str, None] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)

    def clear(self, name: str, value: Any) -> Any:  # noqa: ANN401 - any JSON value
        """A value of a field without the words."""
        if isinstance(value, dict):
            placed = "gazetteer_id" in value
            told = self._coarsen(value) if placed else value
            return {
                key: one if placed and key == "name" else self.clear(key, one)
                for key, one in told.items()
            }
        if isinstance(value, list):
            return [self.clear(name, one) for one in value]
        if not isinstance(value, str) or name in _SIGNED or self.blank(value) == value:
            return value
        if name in _FREE:
            return self.blank(value)
        self.codes[name] = None
        return value

    def _coarsen(self, place: dict[str, Any]) -> dict[str, Any]:
        """A place as the unit that it lies in, where its own name is sought."""
        if self.blank(place.get("name") or "") == (place.get("name") or ""):
            return place
        unit = place.get("admin2") or place.get("admin1") or place.get("country") or ""
        coarse = {**place, "name": unit.rpartition("/")[2], "text": ""}
        if place["gazetteer_id"] in (f"admin:{unit}", f"country:{unit}"):
            return coarse  # it is that unit already
        self.units.append(unit or "nowhere")
        point = dict.fromkeys(("gazetteer_id", "latitude", "longitude"))
        return {**coarse, **point, "geo_precision": 3}


def find_said(connection: sql.Connection, taken: Collection[int], blank: Blank) -> Said:
    """What people said that quotes what is sought, besides entries that are taken out anyway.

    Args:
        connection: inside a write transaction.
        taken: numbers of those entries.
        blank: gives a text without the words; a text that holds none is given back as it is.
    """
    again: list[Again] = []
    quoting: list[str] = []
    kept: list[str] = []
    for entry, sealed in _read_said(connection, taken):
        whose = _describe(entry)
        if blank(entry.why) != entry.why:
            kept.append(f"{whose}, entry {entry.seq}, its reason")
        blanker = _Blanker(blank)
        record = json.loads(entry.payload or "{}")
        told = blanker.clear("", record)
        if blanker.codes:
            kept.append(f"{whose}, entry {entry.seq}, its {' and '.join(blanker.codes)}")
        if told != record:
            units = "".join(f", whose place is {unit} now" for unit in blanker.units)
            quoting.append(f"{whose}{units}")
            again.append(Again(entry, told, sealed))
    numbers = tuple(one.entry.seq for one in again)
    return Said(numbers, tuple(again), tuple(quoting), tuple(kept))


def append_again(connection: sql.Connection, said: Sequence[Again], *, at: str) -> None:
    """Append what people said without the words, signed and sealed as it was."""
    for one in said:
        draft = Draft(RESTATED, str(one.entry.seq), one.record, sealed=one.sealed)
        append_noun(connection, draft, at=at, author=one.entry.author)


def _read_said(connection: sql.Connection, taken: Collection[int]) -> Iterator[tuple[Entry, bool]]:
    """What people said, by kind and in order, as it stands now, and whether it is sealed."""
    for kind in SAID:
        told = sql.select(entries).where(entries.c.kind == kind).order_by(entries.c.seq)
        for row in connection.execute(told).all():
            entry = Entry(*row)
            stands = entry if entry.payload is not None else read_restated(connection, entry)
            if stands is not None and is_person(entry.author) and entry.seq not in taken:
                yield open_entry(connection, row), is_sealed(stands)


def _describe(entry: Entry) -> str:
    about = {"review": "event", "link": "mention"}.get(entry.kind, "assessment")
    return f"what {entry.author} said of {about} {entry.key}"
