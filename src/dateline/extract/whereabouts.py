"""Which of a sentence's places an event happened at, and how closely the words say so."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.extract.asides import acts_abroad
from dateline.extract.places import ResolvedPlace
from dateline.extract.scene import Scene
from dateline.extract.speech import find_speakers
from dateline.model.place import GazetteerEntry

COUNTRY_SCALE = ("A.PCL", "A.TERR")
_LIST_LINK = re.compile(r"(?:\s*,\s*(?:and\s+|et\s+)?|\s+(?:and|et|و|ve)\s*|\s*و)(?:in\s+|à\s+)?")
_UNIT = (
    r"cercles?|communes?|regions?|régions?|provinces?|districts?|governorates?|county|state|oblast|"
    r"prefectures?|préfectures?|départements?|departments?|sub-district"
)
_UNIT_AFTER = re.compile(rf"\s+(?:{_UNIT})\b")
_UNIT_BEFORE = re.compile(
    rf"\b(?:{_UNIT})\s+(?:of|de|du|des|d['’])\s*(?:the\s+|la\s+|l['’])?$|"
    r"(?:دائرة|إقليم|اقليم|ولاية|محافظة|منطقة|ولایت|استان|ولسوالی)\s+$",
    re.IGNORECASE,
)
# From a place to the unit that it lies in: ", in ", " (", "، في ".
_LIES_IN = re.compile(
    rf"(?:\s*[,،(]\s*|\s+)(?:(?:in|dans|en|au|à|في|ب|در|په)\s*)?(?:the\s+|les?\s+|la\s+|l['’])?"
    rf"(?:(?:{_UNIT})\s+(?:of|de|du|des|d['’])\s*(?:la\s+|l['’])?|"
    r"(?:دائرة|إقليم|اقليم|ولاية|محافظة|منطقة|بإقليم|بولاية|بمحافظة|ولایت|استان)\s+)?",
    re.IGNORECASE,
)
_BETWEEN_BEFORE = re.compile(
    r"(?:\b(?:between|entre)\s+(?:the (?:towns?|villages?) of\s+)?|"
    r"\b(?:road|highway|route|track|axis|axe|stretch|piste)\s+(?:\w+\s+)?(?:from|de|d['’])\s*|"
    r"\bبين\s+(?:بلدتي\s+|مدينتي\s+|قريتي\s+)?)$",
    re.IGNORECASE,
)
_BETWEEN_LINK = re.compile(r"\s+(?:and|to|et|à|vers|و|إلى)\s*|\s*و")
_NEAR_BEFORE = re.compile(
    r"\b(?:near|close to|outside|around|along|beside|près d[eu'’]|aux (?:environs|abords) d[eu'’]|"
    r"non loin d[eu'’]|autour d[eu'’]|قرب|بالقرب من|نزدیک)\s*(?:the\s+|la\s+|l['’])?$",
    re.IGNORECASE,
)
_CUED = re.compile(
    r"(?:\bin|\bat|\bnear|\bof|\boutside|\bà|\bau|\ben|\bdans|\bprès de|\bde|في|در|په)\s+"
    r"(?:the |la |le |l['’])?(?:\w+\s+){0,2}$"
)
_REFERENCE = re.compile(
    r"(?<!the )(?<!le )(?<!l['’])\b(?:(?:north|south|east|west|(?:north|south)-?(?:east|west)|km|"
    r"kilomet(?:er|re)s?|miles?)\s+(?:away\s+)?(?:of|from)|"
    r"(?:nord|sud|est|ouest|kilomètres|km)\s+(?:de|d['’]|du))\s*$",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"(?:\d|\b(?:dizaine|vingtaine|trentaine|quarantaine|cinquantaine|dozen|few|several)\b)"
    r"[^.;]{0,12}?(?:km|kilomètres|kilomet(?:er|re)s?|miles?)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r",?\s+(?:à\s+)?(?:\w+\s+)?[\d.,]+\s*(?:km|kilomètres|kilomet(?:er|re)s?|miles?)\s+(?:\w+\s+)?"
    r"(?:from|of|de|d['’])\s*"
)
_NO_PLACE = 150
_MENDED = 0.6
_FAR = 220
_REACH = 40
_NEAR_TOWN = 2
_TOWN = 1
_LEAST_LIST = 2


def rank_places(
    scene: Scene,
    places: Sequence[ResolvedPlace],
    head: tuple[int, int],
    window: tuple[int, int] | None = None,
) -> list[ResolvedPlace]:
    """Order a sentence's places by how likely an event happened there.

    A settlement goes before the district it is said to lie in; of "between A and B" the first is
    the place, known closely enough for precision 2; "north of A" is no place for A, and where
    the speaker is is not where it happened.

    Args:
        scene: the sentence.
        places: its places.
        head: where the event's main word stands.
        window: the part of the sentence that is the event's own; None for all of it.

    Returns:
        The places near enough, the likeliest first.
    """
    ordered = _not_countries(scene, sorted(places, key=lambda place: place.span.start))
    seconds = _second_ends(scene, ordered)
    units = _units_of_others(scene, ordered)
    said = [(span.start, span.end) for span in find_speakers(scene.text)]
    costs: list[tuple[float, ResolvedPlace]] = []
    for place in ordered:
        cost = _cost(scene, place, head, window)
        if cost < _FAR:
            refers = _refers(scene, place) and not _only_measured(scene, ordered, place)
            cost += 60 * (place in seconds) + 120 * (place in units) + 85 * refers
            cost += 60 * any(a <= place.span.start - scene.start < b for a, b in said)
            costs.append((cost, _placed(scene, place)))
    return [place for _far, place in sorted(costs, key=lambda pair: pair[0])]


def list_run(scene: Scene, places: Sequence[ResolvedPlace], start: int) -> list[ResolvedPlace]:
    """The first list of towns after an offset; empty where fewer than two stand in a row.

    Args:
        scene: the sentence.
        places: its places, in order.
        start: offset of the sentence after which the list begins.
    """
    run: list[ResolvedPlace] = []
    for place in places:
        if place.span.start - scene.start <= start:
            continue
        if run:
            gap = scene.text[run[-1].span.end - scene.start : place.span.start - scene.start]
            if not _LIST_LINK.fullmatch(gap):
                break
        run.append(place)
    if len(run) < _LEAST_LIST or any(_holds(after, run[0]) for after in run[1:]):
        return []
    begin = run[0].span.start - scene.start
    between = _BETWEEN_BEFORE.search(scene.text[max(0, begin - _REACH) : begin])
    return [] if between else run


def _cost(
    scene: Scene, place: ResolvedPlace, head: tuple[int, int], window: tuple[int, int] | None
) -> float:
    start = place.span.start - scene.start
    end = place.span.end - scene.start
    gap = start - head[1] if start >= head[1] else head[0] - end + 12
    outside = 0 if window is None or window[0] <= start < window[1] else 90
    entry = place.entry
    wide = 0.0 if entry is None else 45 * entry.feature.startswith(COUNTRY_SCALE)
    if _is_unit(scene, place):
        wide += 30
    capital = entry is not None and entry.feature == "P.PPLC"
    if (wide or capital) and acts_abroad(scene.text, end):
        wide += _NO_PLACE
    before = scene.text[max(0, start - _REACH) : start]
    cued = bool(_CUED.search(before[-24:])) or bool(_BETWEEN_BEFORE.search(before))
    doubt = 0 if cued else 80 * (1 - place.confidence)
    return gap + outside + wide - 25 * cued + 15 * (entry is None) + doubt


def _is_unit(scene: Scene, place: ResolvedPlace) -> bool:
    start, end = place.span.start - scene.start, place.span.end - scene.start
    entry = place.entry
    if entry is not None and entry.feature.startswith(("A.ADM", "L.RGN")):
        return True
    if _UNIT_AFTER.match(scene.text[end : end + 16]):
        return True
    return _UNIT_BEFORE.search(scene.text[max(0, start - _REACH) : start]) is not None


def _second_ends(scene: Scene, ordered: Sequence[ResolvedPlace]) -> list[ResolvedPlace]:
    """The second places of "between A and B" and "the road from A to B"."""
    found = []
    for first, second in pairwise(ordered):
        start, end = first.span.start - scene.start, first.span.end - scene.start
        link = scene.text[end : second.span.start - scene.start]
        if _BETWEEN_LINK.fullmatch(link) and _BETWEEN_BEFORE.search(
            scene.text[max(0, start - _REACH) : start]
        ):
            found.append(second)
    return found


def _not_countries(scene: Scene, ordered: list[ResolvedPlace]) -> list[ResolvedPlace]:
    """Read a country's name as a town's where the words measure from it to a town elsewhere.

    "Between Cuba and Gossi" is a stretch of road by a village, and no stretch from the Caribbean.
    """
    mended = list(ordered)
    for at, (first, second) in enumerate(pairwise(ordered)):
        start, end = first.span.start - scene.start, first.span.end - scene.start
        link = scene.text[end : second.span.start - scene.start]
        paired = _BETWEEN_LINK.fullmatch(link) and _BETWEEN_BEFORE.search(
            scene.text[max(0, start - _REACH) : start]
        )
        if not (paired or _MEASURED.fullmatch(link)) or first.entry is None or second.entry is None:
            continue
        land = second.entry.country
        if _is_settled(first) or not _is_settled(second) or first.entry.country == land:
            continue
        towns = [entry for entry in first.candidates if entry.country == land and _is_town(entry)]
        mended[at] = replace(
            first, entry=towns[0] if towns else None, confidence=_MENDED, geo_precision=_NEAR_TOWN
        )
    return mended


def _is_town(entry: GazetteerEntry) -> bool:
    return not entry.feature.startswith(COUNTRY_SCALE)


def _units_of_others(scene: Scene, ordered: Sequence[ResolvedPlace]) -> list[ResolvedPlace]:
    """Units named right after a place that lies in them ("Konna, in Mopti cercle")."""
    found: list[ResolvedPlace] = []
    for first, second in pairwise(ordered):
        if not _is_unit(scene, second) or (_is_unit(scene, first) and first not in found):
            continue
        gap = scene.text[first.span.end - scene.start : second.span.start - scene.start]
        if _LIES_IN.fullmatch(gap) and _is_settled(first):
            found.append(second)
    return found


def _is_settled(place: ResolvedPlace) -> bool:
    return place.entry is None or not place.entry.feature.startswith(COUNTRY_SCALE)


def _refers(scene: Scene, place: ResolvedPlace) -> bool:
    """Whether a place only serves to say where another lies ("north of Mopti")."""
    start = place.span.start - scene.start
    return _REFERENCE.search(scene.text[max(0, start - _REACH) : start]) is not None


def _only_measured(scene: Scene, ordered: Sequence[ResolvedPlace], place: ResolvedPlace) -> bool:
    """Whether the town that a distance counts from says more of where than all else named.

    What else is named then is the country or the unit that the town lies in: "12 km west of Téra,
    in Niger's Tillabéri region" is near Téra.
    """
    entry = place.entry
    start = place.span.start - scene.start
    measured = _DISTANCE.search(scene.text[max(0, start - _REACH) : start])
    if measured is None or entry is None or not entry.feature.startswith(("P.", "S.")):
        return False
    return all(
        _holds(other, place) and other.entry is not None and other.entry.country == entry.country
        for other in ordered
        if other is not place
    )


def _placed(scene: Scene, place: ResolvedPlace) -> ResolvedPlace:
    """A place at precision 2 where the words have the event near it, or on a road from it."""
    start = place.span.start - scene.start
    before = scene.text[max(0, start - _REACH) : start]
    beside = _BETWEEN_BEFORE.search(before) or _NEAR_BEFORE.search(before)
    if beside and place.geo_precision in (None, _TOWN):
        return replace(place, geo_precision=_NEAR_TOWN)
    return place


def _holds(wider: ResolvedPlace, place: ResolvedPlace) -> bool:
    """Whether one place is the country or admin unit that the other lies in."""
    outer, inner = wider.entry, place.entry
    if outer is None or inner is None:
        return False
    if outer.feature.startswith(COUNTRY_SCALE):
        return True
    return outer.feature.startswith("A.") and outer.admin1 == inner.admin1
