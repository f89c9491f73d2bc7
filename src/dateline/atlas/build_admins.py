"""Admin units: Natural Earth's polygons dissolved into the first level that GeoNames names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from dateline.atlas.build_sources import Row
from dateline.atlas.fold import fold_name
from dateline.atlas.names import ascii_name, short_admin_name

_LANGUAGES = (
    "ar", "de", "en", "es", "fa", "fr", "he", "hi", "id", "it", "pt", "ru", "tr", "uk", "ur", "zh",
)  # fmt: skip
_MOST_PEOPLE = 0.75
_PLAINER = {  # what the press and ACLED write, where GeoNames' own name is neither
    ("SY", "Dimashq"): "Damascus", ("SY", "Rif-dimashq"): "Rif Dimashq",
    ("UA", "Kharkivs’ka Oblast’"): "Kharkiv", ("AF", "Ghowr"): "Ghor",
    ("AF", "Khowst"): "Khost", ("AF", "Oruzgan"): "Uruzgan",
    ("UG", "Eastern"): "Eastern Region", ("UG", "Northern"): "Northern Region",
    ("KE", "Kakamega"): "Western",
}  # fmt: skip


@dataclass(slots=True)
class Unit:
    """A first-level unit: `ML/Mopti`, its polygon, and everything it is called."""

    path: str
    country: str
    name: str
    polygon: Any
    names: set[str] = field(default_factory=set)
    geonames: set[int] = field(default_factory=set)
    parts: list[dict[str, Any]] = field(default_factory=list)


def build_units(
    features: Sequence[dict[str, Any]],
    places: Sequence[Row],
    admin_names: dict[tuple[str, float, float], tuple[str, str]],
) -> list[Unit]:
    """Group Natural Earth's polygons by the GeoNames unit that most of their places lie in.

    Natural Earth draws provinces where GeoNames names regions (Burkina Faso, France): those are
    dissolved. Where GeoNames has split a region since (Mali in 2016 and 2023), the older polygon
    keeps the name that most of its places carry.
    """
    shapes = [shapely.make_valid(shapely.geometry.shape(item["geometry"])) for item in features]
    votes = _vote(shapes, places, admin_names)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, feature in enumerate(features):
        facts = feature["properties"]
        country = _country(votes[index], facts)
        name = _choose_name(_names_in(votes[index], country), facts)
        if name and country:
            short = short_admin_name(name)
            groups[country, _PLAINER.get((country, short), short)].append(index)
    return [
        _unit(country, name, [features[i] for i in indices], [shapes[i] for i in indices])
        for (country, name), indices in sorted(groups.items())
    ]


def _country(votes: Counter[tuple[str, str]], facts: dict[str, Any]) -> str:
    """The country that GeoNames gives most people of a polygon (Crimea, Guadeloupe, Kosovo)."""
    people: Counter[str] = Counter()
    for (country, _name), weight in votes.items():
        people[country] += weight
    if people:
        return people.most_common(1)[0][0]
    code = facts.get("iso_a2")
    return code if isinstance(code, str) and code.isalpha() else ""


def _names_in(votes: Counter[tuple[str, str]], country: str) -> Counter[str]:
    return Counter({name: votes[home, name] for home, name in votes if home == country and name})


def _choose_name(votes: Counter[str], facts: dict[str, Any]) -> str:
    """The name most people of a polygon live under, unless several new units share an old one.

    Kenya's provinces became 47 counties: where no GeoNames unit holds most of a polygon's people,
    the polygon keeps Natural Earth's name, or that of the new unit that inherited it.
    """
    own = _own_name(facts)
    if not votes:
        return own
    (top, weight), total = votes.most_common(1)[0], sum(votes.values())
    if weight >= _MOST_PEOPLE * total or facts.get("gn_level") != 1:
        return top
    called = {fold_name(short_admin_name(name)) for name in feature_names(facts)}
    same = [name for name in votes if fold_name(short_admin_name(name)) in called]
    return same[0] if same else own


def _own_name(facts: dict[str, Any]) -> str:
    name = facts.get("name_en") or facts.get("name") or ""
    return name if facts.get("gn_level") == 1 else facts.get("region") or name


def _vote(
    shapes: Sequence[Any],
    places: Sequence[Row],
    admin_names: dict[tuple[str, float, float], tuple[str, str]],
) -> list[Counter[tuple[str, str]]]:
    """Weigh, for each polygon, country and first-level name of the places inside by population."""
    votes: list[Counter[tuple[str, str]]] = [Counter() for _ in shapes]
    tree = shapely.STRtree(shapes)
    points = shapely.points([(place.longitude, place.latitude) for place in places])
    inside, polygons = tree.query(points, predicate="within")
    for place_index, polygon_index in zip(inside.tolist(), polygons.tolist(), strict=True):
        place = places[place_index]
        named = admin_names.get((place.country, place.latitude, place.longitude))
        state = named[0] if named else ""
        votes[polygon_index][place.country, state] += place.population + 1
    return votes


def _unit(country: str, name: str, parts: list[dict[str, Any]], shapes: list[Any]) -> Unit:
    polygon = shapely.union_all(shapes)
    unit = Unit(f"{country}/{ascii_name(name)}", country, name, polygon, parts=parts)
    unit.names.add(name)
    if len(parts) == 1:
        unit.names |= feature_names(parts[0]["properties"])
        number = parts[0]["properties"].get("gn_id") or 0
        if number > 0:
            unit.geonames.add(number)
    return unit


def feature_names(facts: dict[str, Any]) -> set[str]:
    """Everything Natural Earth calls one polygon, in the languages a desk reads."""
    names = {
        facts.get("name"),
        facts.get("gn_name"),
        facts.get("woe_name"),
        facts.get("name_local"),
    }
    names |= {facts.get(f"name_{language}") for language in _LANGUAGES}
    names |= set((facts.get("name_alt") or "").split("|"))
    return {name.strip() for name in names if name and name.strip()}


def place_in_units(units: Sequence[Unit], rows: Iterable[Row]) -> None:
    """Write each row's `admin1`: the unit that holds its point, or its country's nearest one."""
    todo = list(rows)
    tree = shapely.STRtree([unit.polygon for unit in units])
    points = shapely.points([(row.longitude, row.latitude) for row in todo])
    for row_index, unit_index in zip(*tree.query(points, predicate="within").tolist(), strict=True):
        if units[unit_index].country == todo[row_index].country:
            todo[row_index].admin1 = units[unit_index].path
    by_country: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_country[unit.country].append(unit)
    for row, point in zip(todo, points, strict=True):
        near = by_country.get(row.country)
        if not row.admin1 and near:
            distances = shapely.distance([unit.polygon for unit in near], point)
            row.admin1 = near[int(np.argmin(distances))].path
