"""What the text states of a place outranks a doubtful namesake elsewhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.atlas import Gazetteer, fold_name
from dateline.extract.asides import acts_abroad, lies_across
from dateline.extract.parties import SMALL_PLACE
from dateline.extract.places import ResolvedPlace, left_open
from dateline.extract.scene import ABROAD, Scene
from dateline.model.place import GazetteerEntry

_COUNTRY_SCALE = ("A.PCL", "A.TERR")
_AREA_AFTER = re.compile(
    r"\s+(?:region|province|oblast|governorate|state|wilayat|département|bölgesi)\b", re.IGNORECASE
)
_WATER = re.compile(r"\b(?:River|Fleuve|Rivière|Lake|Lac|Sea|Ocean|Gulf|Strait)\b", re.IGNORECASE)
_SURE = 0.8
_DOUBTFUL = 0.65
_MENDED = 0.55
_METROPOLIS = 500_000  # people: so large a town is in the gazetteer where it is
_REACH = 48


def hold_to_stated(
    scenes: Sequence[Scene], places: Sequence[Sequence[ResolvedPlace]], gazetteer: Gazetteer
) -> list[list[ResolvedPlace]]:
    """Move doubtful places to the country that is stated, or leave them without an entry.

    A village whose name the gazetteer knows only in another country than the one spoken of is
    most likely missing there.

    Args:
        scenes: a document's sentences.
        places: the places of each, as resolved.
        gazetteer: which countries lie beside one another.
    """
    by_scene = [_stated(scene, found) for scene, found in zip(scenes, places, strict=True)]
    everywhere = set[str]().union(*by_scene)
    held = []
    for scene, found, own in zip(scenes, places, by_scene, strict=True):
        actors = {party.party.country for party in scene.parties if party.party.country}
        beside = {land for code in actors for land in gazetteer.neighbours(code)}
        across = {land for code in actors & ABROAD for land in gazetteer.neighbours(code)}
        stated = own or everywhere
        plausible = stated | actors | (across if own else beside)
        held.append([_held(scene, place, stated, plausible) for place in found])
    return held


def _stated(scene: Scene, places: Iterable[ResolvedPlace]) -> set[str]:
    """Countries that a sentence says it is about: by name, by a sure place, by a force at home."""
    named = {
        place.entry.country
        for place in places
        if place.entry and place.entry.country and place.confidence >= _SURE
        and not _lies_across(scene, place) and not _does(scene, place)
    }  # fmt: skip
    local = {
        party.party.country
        for party in scene.parties
        if party.party.kind in ("country", "force")
        and party.party.country not in ABROAD
        and not lies_across(scene.text, party.start, party.end)
        and not acts_abroad(scene.text, party.end)
    }
    return {code for code in named | local if code}


def _held(
    scene: Scene, place: ResolvedPlace, stated: set[str], plausible: set[str]
) -> ResolvedPlace:
    entry = place.entry
    if entry is None:
        return place
    if _lies_across(scene, place) or (_WATER.search(place.span.text) and place.confidence < _SURE):
        return left_open(place)
    if place.confidence < _DOUBTFUL and _AREA_AFTER.match(_after(scene, place)):
        units = [one for one in place.candidates if one.feature == "A.ADM1"]
        if units and entry.feature != "A.ADM1":
            return replace(place, entry=units[0], confidence=_MENDED, geo_precision=3)
    before = scene.text[: place.span.start - scene.start][-_REACH:]
    large = entry.feature == "P.PPLC" or entry.population >= _METROPOLIS
    if large and fold_name(entry.name) == fold_name(place.span.text):
        return place
    small = _is_country(entry) and SMALL_PLACE.search(before) is not None
    if not small and (place.confidence >= _DOUBTFUL or entry.country in plausible):
        return place
    return _moved(place, stated) if stated or small else place


def _moved(place: ResolvedPlace, stated: set[str]) -> ResolvedPlace:
    """The likeliest town or unit of that name in a stated country; none where there is none."""
    inside = [one for one in place.candidates if one.country in stated and not _is_country(one)]
    if not inside:
        return left_open(place)
    precision = 1 if inside[0].feature.startswith("P.") else 3
    return replace(place, entry=inside[0], confidence=_MENDED, geo_precision=precision)


def _does(scene: Scene, place: ResolvedPlace) -> bool:
    entry = place.entry
    return (
        entry is not None
        and _is_country(entry)
        and acts_abroad(scene.text, place.span.end - scene.start)
    )


def _after(scene: Scene, place: ResolvedPlace) -> str:
    end = place.span.end - scene.start
    return scene.text[end : end + 24]


def _is_country(entry: GazetteerEntry) -> bool:
    return entry.feature.startswith(_COUNTRY_SCALE)


def _lies_across(scene: Scene, place: ResolvedPlace) -> bool:
    """Whether a country is named only to say which border an event was near."""
    if place.entry is None or not _is_country(place.entry):
        return False
    start, end = place.span.start - scene.start, place.span.end - scene.start
    return lies_across(scene.text, start, end)
