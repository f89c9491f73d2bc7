"""A place known only by another name than its own is left open where all else points elsewhere."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import cos, hypot, radians
from typing import Final

from dateline.atlas import Gazetteer, fold_name, is_arabic
from dateline.extract.places import ResolvedPlace, left_open, precision_of
from dateline.extract.scene import Scene
from dateline.model.place import GazetteerEntry

_SHIPPED: Final = ("geonames:", "atlas:")
_SITES: Final = ("P.", "S.")
_LARGE: Final = 20_000  # people: known by many names, so another one is no reason to doubt
_KNOWN: Final = 500_000  # people: known abroad by another name, whoever watches (Damas, Le Caire)
_TOWN: Final = 50_000  # people: so large a town is meant before a village of its name
_ALIKE: Final = 85.0  # of 100, rapidfuzz's ratio: Tal Afar and Tall Afar
_FIRM: Final = 0.65  # confidence of a place whose country supports others
_NEAR_KM: Final = 300.0
_KM_A_DEGREE: Final = 111.2
_CHOSEN: Final = 0.55  # confidence of another bearer of the name than the likeliest
# Their forces fight far away: what lies beside them is not meant.
_FAR_FROM_HOME: Final = frozenset({"US", "FR", "GB", "DE", "IT", "BE", "ES"})


@dataclass(frozen=True, slots=True)
class _Support:
    """What a document and its desk say of where it is about.

    Attributes:
        lands: alpha-2 of countries that are named, act or are watched.
        points: places that bear their own name.
        told: alpha-2 of those of the countries that the text itself points to.
        watched: alpha-2 of those that the desk watches.
    """

    lands: frozenset[str]
    points: tuple[GazetteerEntry, ...]
    told: frozenset[str] = frozenset()
    watched: frozenset[str] = frozenset()

    def holds(self, entry: GazetteerEntry) -> bool:
        """Whether anything points to a place's country or to its surroundings."""
        return entry.country in self.lands or any(
            _kilometres(entry, point) <= _NEAR_KM for point in self.points
        )


def hold_to_support(
    scenes: Sequence[Scene],
    places: Sequence[Sequence[ResolvedPlace]],
    *,
    lands: Collection[str],
    homes: Collection[str],
    gazetteer: Gazetteer,
) -> list[list[ResolvedPlace]]:
    """Leave small places that are known by another name open, unless something points there.

    The gazetteer lacks many villages, and lists under their names foreign ones: Konna in Mali is
    also a spelling of Conna in Ireland. The country of an actor, a country named, a place nearby
    and the desk's countries support a place; where none is known at all, the name alone stays. On
    a desk that says what it watches a town abroad is held to the same: Boni is a name of Bonn.

    Args:
        scenes: a document's sentences.
        places: the places of each, as resolved.
        lands: alpha-2 of countries that the text names, and of its outlet.
        homes: alpha-2 of the countries that the desk watches.
        gazetteer: which countries lie beside one another.
    """
    actors = set(_of_actors(scenes))
    local = {*homes, *actors} - _FAR_FROM_HOME
    beside = (land for code in local for land in gazetteer.neighbours(code))
    firm = [
        place
        for found in places
        for place in found
        if place.entry and not _is_doubtful(place, watching=bool(homes))
    ]
    told = [one.entry.country for one in firm if one.entry and one.confidence >= _FIRM]
    support = _Support(
        frozenset(code for code in chain(lands, homes, local, beside, told) if code),
        tuple(one.entry for one in firm if one.entry and one.entry.feature.startswith(_SITES)),
        frozenset(code for code in chain(lands, actors, told) if code),
        frozenset(homes),
    )
    if not support.lands:
        return [[_of_fighting(place) for place in found] for found in places]
    return [[_supported(place, support) for place in found] for found in places]


def _of_actors(scenes: Sequence[Scene]) -> Iterator[str]:
    """The countries of the forces and groups of a text."""
    for party in (party for scene in scenes for party in scene.parties):
        codes = (party.party.country, party.actor.country if party.actor else None)
        yield from (code for code in codes if code)


def _is_doubtful(place: ResolvedPlace, *, watching: bool) -> bool:
    """Whether a small place bears another name than the text's, in Latin script.

    Where the desk says what it watches, so does a town, and one that another script may name.
    """
    entry, said = place.entry, fold_name(place.span.text)
    return (
        entry is not None
        and entry.id.startswith(_SHIPPED)
        and entry.feature.startswith(_SITES)
        and entry.population < (_KNOWN if watching else _LARGE)
        and entry.feature != "P.PPLC"
        and (said.isascii() or watching)
        and not _is_its_name(entry, said)
    )


def _is_its_name(entry: GazetteerEntry, said: str) -> bool:
    """Whether the words are a place's main name, or a listed name spelled much like that."""
    from rapidfuzz import fuzz

    main = fold_name(entry.name)
    if entry.alias is None:
        return main in said
    listed = fold_name(entry.alias)
    return listed in said and fuzz.ratio(main, listed) >= _ALIKE


def _supported(place: ResolvedPlace, support: _Support) -> ResolvedPlace:
    """The place as it is, the likeliest bearer of its name that has support, or none.

    Of bearers in several of the desk's countries that the text does not tell apart none is meant.
    """
    watching = bool(support.watched)
    if _is_sole(place, support):
        return replace(place, confidence=max(place.confidence, _CHOSEN))
    if (
        place.entry is None
        or not _is_doubtful(place, watching=watching)
        or support.holds(place.entry)
    ):
        return place
    held = [entry for entry in place.candidates if support.holds(entry)]
    first = next((entry for entry in held if entry.country in support.told), None)
    lands = {entry.country for entry in held}
    if first is None and held and (len(lands) == 1 or not watching):
        first = held[0]
    return left_open(place) if first is None else _chosen(place, place.entry, first)


def _chosen(place: ResolvedPlace, entry: GazetteerEntry, other: GazetteerEntry) -> ResolvedPlace:
    """The place as another bearer of its name, near it if it was near its entry."""
    near = place.geo_precision == precision_of(entry, near=True)
    precision = precision_of(other, near=near)
    return replace(place, entry=other, confidence=_CHOSEN, geo_precision=precision)


def _is_sole(place: ResolvedPlace, support: _Support) -> bool:
    """Whether text and desk both point to the country of the only town of such a sound."""
    entry = place.entry
    return (
        entry is not None
        and is_arabic(place.span.text)
        and entry.country in support.told & support.watched
        and all(one.id == entry.id for one in place.candidates)
    )


def _of_fighting(place: ResolvedPlace) -> ResolvedPlace:
    """The village of that name that is known from fighting, where nothing at all says where.

    What is told is an event of conflict, so such a village is likelier than a small namesake.
    """
    entry = place.entry
    if entry is None or entry.id.startswith("atlas:") or entry.population >= _TOWN:
        return place
    for one in place.candidates:
        if one.id.startswith("atlas:") and one.feature.startswith(_SITES):
            return _chosen(place, entry, one)
    return place


def _kilometres(one: GazetteerEntry, other: GazetteerEntry) -> float:
    """How far two places are apart, near enough for a few hundred kilometres."""
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(one.latitude - other.latitude, east) * _KM_A_DEGREE
