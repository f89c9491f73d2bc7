"""Whether the fields of a matched mention are right."""

import re
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from typing import Any

from dateline.atlas import Gazetteer
from dateline.lexicon import Lexicon, fold_with_offsets
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.toll import total_toll
from evals.extraction_gold import Item, gold_days, gold_toll

NEAR_KM = 25
_EARTH_KM = 6371
_OVERLAP = 0.5
_VOICES = {
    "claims": (("claimant", "claimed_by"), ("denier", "denied_by")),
    "blamed": (("blamed", "blamed"),),
}
# Classes of people are no actors that an id tells apart: their words are compared.
_CLASSES = ("unidentified-armed-group", "civilians", "protesters", "rioters")


class FieldJudge:
    """Compares fields, with the lexicon and gazetteer that say which names mean the same."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer

    def compare(
        self, item: Item, gold: dict[str, Any], mention: Mention
    ) -> Iterator[tuple[str, bool]]:
        """Give each field that can be judged, and whether it is right."""
        yield "subtype", gold["type"] == mention.sub_event_type
        yield "status", gold["status"] == mention.status
        killed = total_toll(mention.tolls, "killed")
        yield "killed", gold_toll(gold["killed"]) == (killed.low, killed.high)
        yield "perpetrator", self._same_perpetrator(item, gold, mention)
        sides = item.spans_of(gold["n"], "side")
        if sides:
            yield "sides", all(_stands_at(side, mention) for side in sides)
        yield from _voices(item, gold, mention)
        days = gold_days(str(gold["date"]))
        if days and (item.published or _has_year(item, gold["n"])):
            yield "date", _same_days(days, mention)
        if days and _tells_day(item, gold, days):
            yield "date_told", _same_days(days, mention)
        if gold["country"] != "-":
            place = mention.place
            same = place is not None and place.country in gold["country"].split(",")
            yield "country", same
            if self._tells_country(item, gold):
                yield "country_told", same
        spans = item.spans_of(gold["n"], "place")
        if spans:
            yield "place_text", _overlaps(spans, mention, "place")
        near = self._is_near(gold, mention.place)
        if near is not None:
            yield "place_25km", near

    def _tells_country(self, item: Item, gold: dict[str, Any]) -> bool:
        """Whether the passage names a place of the event, or its country's people or forces."""
        if item.spans_of(gold["n"], "place"):
            return True
        folded = fold_with_offsets(item.text)
        parties = self._lexicon.find_parties(folded, item.language)
        return any(party.party.country in gold["country"].split(",") for party in parties)

    def _same_perpetrator(self, item: Item, gold: dict[str, Any], mention: Mention) -> bool:
        sides = item.spans_of(gold["n"], "side")
        roles = ("perpetrator", "party") if sides else ("perpetrator",)
        found = [part for part in mention.actors if part.role in roles]
        named = {part.id for part in found if part.id} - set(_CLASSES)
        asked = {
            span.actor.id
            for span in self._lexicon.find_actors(gold["perp"])
            if span.actor and span.actor.id not in _CLASSES
        }
        if asked:
            return bool(asked & named)
        if item.spans_of(gold["n"], "perp"):
            return _overlaps(item.spans_of(gold["n"], "perp"), mention, "perpetrator")
        return not any(part.role == "perpetrator" and part.id in named for part in found)

    def _is_near(self, gold: dict[str, Any], place: Place | None) -> bool | None:
        """Whether the place lies within 25 km of the gold's; None where the atlas lacks that."""
        if gold["place"] == "-" or gold["country"] == "-":
            return None
        entries = [
            entry
            for entry in self._gazetteer.exact(gold["place"])
            if entry.country == gold["country"] and entry.feature.startswith("P.")
        ]
        if not entries:
            return None
        if place is None or place.latitude is None or place.longitude is None:
            return False
        return any(
            kilometres((place.latitude, place.longitude), (entry.latitude, entry.longitude))
            <= NEAR_KM
            for entry in entries
        )


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two points, latitude first.

    >>> round(kilometres((14.53, -4.1), (12.65, -8.0)))
    470
    """
    up, along = radians(other[0] - one[0]), radians(other[1] - one[1])
    part = sin(up / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(along / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(part))


def _voices(item: Item, gold: dict[str, Any], mention: Mention) -> Iterator[tuple[str, bool]]:
    """Whether the right parties claim, deny or are blamed, wherever either side names any."""
    for figure, pairs in _VOICES.items():
        rows = [
            (item.spans_of(gold["n"], label), name)
            for label, name in pairs
            if item.spans_of(gold["n"], label) or getattr(mention, name)
        ]
        if rows:
            yield figure, all(spans and _overlaps(spans, mention, name) for spans, name in rows)


def _tells_day(item: Item, gold: dict[str, Any], days: tuple[Any, Any]) -> bool:
    """Whether passage and day of publication tell the day; else it came from elsewhere."""
    if not item.published:
        return _has_year(item, gold["n"])
    own = bool(item.spans_of(gold["n"], "time"))
    return own or days[0].isoformat() == item.published[:10]


def _has_year(item: Item, number: int) -> bool:
    """Whether the passage itself gives the year; otherwise the gold's date came from elsewhere."""
    spans = item.spans_of(number, "time")
    return any(re.search(r"\d{4}", item.text[start:end]) for start, end in spans)


def _same_days(days: tuple[Any, Any], mention: Mention) -> bool:
    start, end = days
    if mention.date_start is None or mention.date_end is None:
        return False
    if start == end:
        return bool(mention.date_start == start and mention.date_end == end)
    shared = (min(end, mention.date_end) - max(start, mention.date_start)).days + 1
    whole = (max(end, mention.date_end) - min(start, mention.date_start)).days + 1
    return bool(shared / whole >= _OVERLAP)


def _stands_at(side: tuple[int, int], mention: Mention) -> bool:
    """Whether the mention names somebody as party, perpetrator or target at a side's words."""
    return any(_overlaps([side], mention, role) for role in ("party", "perpetrator", "target"))


def _overlaps(spans: list[tuple[int, int]], mention: Mention, name: str) -> bool:
    return any(
        start < span.end and span.start < end
        for span in mention.spans
        if span.field == name
        for start, end in spans
    )
