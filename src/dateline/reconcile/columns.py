"""Mentions as columns of numbers, so that millions of pairs are compared without an object each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.model.link import is_by_hand
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.model.toll import total_toll
from dateline.reconcile.nearness import DISTRICT_KM, REACH_KM, REGION, is_area, is_whole_country

Array = NDArray[Any]

_WORD = re.compile(r"[^\W\d_]{4,}")
_SMALL = 40  # mentions that the base share counts for
_FIRST = 64  # rows made room for at first
_ROW: dict[str, type] = {
    "id": np.int64,
    "start": np.int32,  # proleptic ordinal of the first day; 0 where unknown
    "end": np.int32,
    "exact": np.bool_,  # the date is given to the day
    "written": np.bool_,  # whether the text itself writes the day
    "guessed": np.bool_,  # the year was inferred
    "years": np.bool_,  # the words could mean several years
    "day": np.int32,  # month and day as one number
    "town": np.int32,  # code of the gazetteer's id
    "name": np.int32,
    "latitude": np.float64,
    "longitude": np.float64,
    "reach": np.float32,  # kilometres within which the place truly lies
    "beside": np.bool_,  # near a town, not in it
    "placed": np.bool_,
    "area": np.bool_,
    "whole": np.bool_,  # no more than a country is known
    "admin": np.int32,
    "district": np.int32,  # the second level
    "country": np.int32,
    "kind": np.int32,  # sub-event type
    "parties": np.int32,  # code of perpetrators, targets and parties
    "weapons": np.int32,
    "killed": np.int32,  # the figure; -1 where none is given
    "killed_low": np.int32,
    "killed_high": np.int32,
    "injured": np.int32,
    "injured_low": np.int32,
    "injured_high": np.int32,
    "source": np.int32,
    "document": np.int32,
    "sentence": np.int32,
    "sheet": np.int32,  # the sheet that a person coded it in; -1 where in none
    "batch": np.int32,  # what was brought in with it
    "vector": np.int32,  # row of `vectors`; -1 where none
}  # fmt: skip


class Codes:
    """Values by number in the order they came, with how many mentions have each."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.values: list[Any] = []
        self._counts = np.zeros(_FIRST, dtype=np.int64)

    @property
    def counts(self) -> Array:
        """Mentions by code."""
        return self._counts[: len(self.values)]

    def give(self, value: Any) -> int:  # noqa: ANN401 - whatever a column holds
        """The value's number, a new one where it has none."""
        found = self.numbers.get(value)
        if found is None:
            found = self.numbers[value] = len(self.values)
            self.values.append(value)
            if found == len(self._counts):
                self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)])
        return found

    def count(self, codes: Array) -> None:
        """Count mentions by the codes they have; those below 0 are passed over."""
        np.add.at(self._counts, codes[codes >= 0], 1)


class Columns:
    """Mentions by row; rows are only ever added.

    Attributes:
        mentions: the mentions themselves, by row.
        rows: row by mention id.
        roots: actor id to the organisation at the top of its family.
        counted: whether how common a value is among these mentions says anything.
        vectors: a unit vector for the sentence of each mention that has one.
    """

    def __init__(self, roots: Mapping[str, str] | None = None, *, counted: bool = True) -> None:
        self.roots = roots or {}
        self.counted = counted
        self.mentions: list[StoredMention] = []
        self.rows: dict[int, int] = {}
        self.vectors: NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)
        self._arrays: dict[str, Array] = {
            name: np.zeros(_FIRST, dtype=kind) for name, kind in _ROW.items()
        }
        self._codes: dict[str, Codes] = {}
        self.actors: dict[str, int] = {}
        self._words = np.zeros(_FIRST, dtype=np.int32)
        self._word_ends = np.zeros(_FIRST + 1, dtype=np.int64)

    @property
    def size(self) -> int:
        """How many mentions."""
        return len(self.mentions)

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name][: self.size]

    def codes(self, name: str) -> Codes:
        """The codes of a column."""
        found = self._codes.get(name)
        if found is None:
            found = self._codes[name] = Codes()
        return found

    def add(
        self,
        mentions: Sequence[StoredMention],
        vectors: Mapping[int, NDArray[np.float32]] | None = None,
    ) -> Array:
        """Add mentions, with the vectors of their sentences by mention id; return their rows."""
        first = self.size
        rows = [self._read(stored) for stored in mentions]
        self.mentions += mentions
        self.rows.update((stored.id, first + at) for at, stored in enumerate(mentions))
        fields = zip(_ROW, zip(*rows, strict=True) if rows else (), strict=False)
        for name, values in fields:
            array = grow(self._arrays[name], self.size)
            array[first : self.size] = values
            self._arrays[name] = array
        for name in ("town",):
            self.codes(name).count(self[name][first:])
        self._add_words(mentions, first)
        self._add_vectors(mentions, vectors or {}, first)
        return np.arange(first, self.size)

    def share(self, count: Array | int, base: float) -> Array | float:
        """How common a value is, drawn towards `base` while the mentions are few."""
        return (count + _SMALL * base) / (self.size + _SMALL)

    def words_of(self, row: int) -> Array:
        """Codes of the words of a row's sentence."""
        return self._words[self._word_ends[row] : self._word_ends[row + 1]]

    def words_flat(self, rows: Array) -> tuple[Array, Array]:
        """The words of some rows in one array, and for each the position of its row in `rows`."""
        starts, ends = self._word_ends[rows], self._word_ends[rows + 1]
        return self._words[expand(starts, ends)], np.repeat(np.arange(len(rows)), ends - starts)

    def _read(self, stored: StoredMention) -> tuple[Any, ...]:
        mention = stored.mention
        start = mention.date_start.toordinal() if mention.date_start else 0
        end = mention.date_end.toordinal() if mention.date_end else start
        day = mention.date_start.month * 32 + mention.date_start.day if mention.date_start else 0
        return (
            stored.id,
            start,
            max(start, end),
            mention.time_precision == 1,
            mention.date_as_written is not None,
            mention.year_inferred,
            len(mention.year_candidates) > 1,
            day,
            *self._read_place(mention.place),
            self.codes("kind").give((mention.event_type, mention.sub_event_type)),
            self._read_parties(mention),
            self._code("weapons", frozenset(mention.weapons)),
            *_read_toll(mention, "killed"),
            *_read_toll(mention, "injured"),
            self._code("source", stored.source),
            self.codes("document").give(mention.document),
            self.codes("sentence").give((mention.document, mention.sentence)),
            *self._read_sheet(stored),
            -1,
        )

    def _read_sheet(self, stored: StoredMention) -> tuple[int, int]:
        """The sheet of a row that a person coded, by its name and by when it came in.

        Each row has a capture of its own; those of one sheet are recorded at one time.
        """
        if stored.kind != "note" or not is_by_hand(stored.mention.extractor):
            return -1, -1
        name, dash, _row = stored.mention.document.rpartition("-")
        if not dash:
            return self._code("sheet", ""), self._code("batch", stored.capture)
        came = (stored.mention.extractor, stored.recorded_at or stored.capture)
        return self._code("sheet", name), self._code("batch", came)

    def _read_place(self, place: Place | None) -> tuple[Any, ...]:
        if place is None:
            return (-1, -1, np.nan, np.nan, 0.0, False, False, False, False, -1, -1, -1)
        known = place.latitude is not None and place.longitude is not None
        precision, area = place.geo_precision or REGION, is_area(place)
        return (
            self._code("town", place.gazetteer_id),
            self._code("name", place.name.casefold()),
            place.latitude if known else np.nan,
            place.longitude if known else np.nan,
            DISTRICT_KM if area and place.admin2 else REACH_KM[precision],
            place.geo_precision == 2,  # noqa: PLR2004 - ACLED's code of a point near a town
            True,
            area,
            is_whole_country(place),
            self._code("admin", place.admin1),
            self._code("district", place.admin2),
            self._code("country", place.country),
        )

    def _read_parties(self, mention: Mention) -> int:
        sides = {
            role: frozenset(part.id for part in mention.actors if part.id and part.role == role)
            for role in ("perpetrator", "target", "party")
        }
        for actor in {part.id for part in mention.actors if part.id}:
            self.actors[actor] = self.actors.get(actor, 0) + 1
        return self.codes("parties").give(tuple(sides.values()))

    def _code(self, name: str, value: Any) -> int:  # noqa: ANN401 - whatever a column holds
        return self.codes(name).give(value) if value else -1

    def _add_words(self, mentions: Sequence[StoredMention], first: int) -> None:
        codes = self.codes("word")
        found = [
            np.array([codes.give(word) for word in split_words(stored.mention.sentence)], np.int32)
            for stored in mentions
        ]
        start = int(self._word_ends[first])
        self._word_ends = grow(self._word_ends, self.size + 1)
        ends = start + np.cumsum([len(words) for words in found], dtype=np.int64)
        self._word_ends[first + 1 : self.size + 1] = ends
        if found:
            flat = np.concatenate(found)
            self._words = grow(self._words, int(ends[-1]))
            self._words[start : int(ends[-1])] = flat
            codes.count(flat)

    def _add_vectors(
        self,
        mentions: Sequence[StoredMention],
        vectors: Mapping[int, NDArray[np.float32]],
        first: int,
    ) -> None:
        having = [at for at, stored in enumerate(mentions) if stored.id in vectors]
        if not having:
            return
        base = len(self.vectors)
        fresh = np.array([vectors[mentions[at].id] for at in having], dtype=np.float32)
        self.vectors = np.concatenate([self.vectors, fresh]) if base else fresh
        self["vector"][first + np.array(having)] = base + np.arange(len(having))


def _read_toll(mention: Mention, measure: str) -> tuple[int, int, int]:
    """Figure, low and high of a measure; -1 is not stated."""
    if not mention.tolls:
        return -1, -1, -1
    toll = total_toll(mention.tolls, measure)
    low = -1 if toll.low is None else toll.low
    high = -1 if toll.high is None else toll.high
    return (low if low >= 0 else high), low, high


def grow(array: Array, size: int) -> Array:
    """The array with room for `size` values, doubled so that adding stays cheap."""
    if size <= len(array):
        return array
    room = np.zeros(max(size, 2 * len(array)), dtype=array.dtype)
    room[: len(array)] = array
    return room


def expand(starts: Array, ends: Array) -> Array:
    """Every number from each start to before its end, one after the other.

    >>> expand(np.array([2, 7]), np.array([4, 8])).tolist()
    [2, 3, 7]
    """
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    total = int(lengths.sum())
    return np.asarray(np.arange(total, dtype=np.int64) + np.repeat(starts - before, lengths))


def build_pool(
    mentions: Iterable[StoredMention],
    roots: Mapping[str, str],
    vectors: Mapping[int, NDArray[np.float32]] | None = None,
) -> Columns:
    """Mentions as columns, and with that how common each place, actor and word is among them."""
    columns = Columns(roots)
    columns.add(list(mentions), vectors)
    return columns


@lru_cache(maxsize=200_000)
def split_words(text: str) -> frozenset[str]:
    """The words of a passage that can tell it from others: four letters and more."""
    return frozenset(_WORD.findall(text.casefold()))
