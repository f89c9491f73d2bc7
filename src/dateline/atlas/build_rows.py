"""Bring the sources together: one row for each place, unit, country and region of the pack."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import cos, hypot, radians
from pathlib import Path
from statistics import median
from typing import Any

from dateline.atlas.build_admins import Unit, feature_names, place_in_units
from dateline.atlas.build_sources import Row
from dateline.atlas.fold import fold_name
from dateline.atlas.names import ascii_name, short_admin_name

TABLES = Path(__file__).parent / "tables"
_SAME_UNIT_KM = 150.0
_SAME_TOWN_KM = 25.0
_SAME_AREA_KM = 350.0
_SITES = ("P.", "S.")


def read_table(name: str) -> list[dict[str, str]]:
    """A hand-kept table: tab-separated, with a header, comments after `#`."""
    lines = (TABLES / name).read_text("utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))


def kilometres(a: Row, b: Row) -> float:
    """Distance on the ground, flat between near points; enough to tell two units apart."""
    east = (a.longitude - b.longitude) * cos(radians(a.latitude))
    return 111.2 * hypot(east, a.latitude - b.latitude)


def country_rows(
    facts: dict[str, dict[str, Any]],
    points: dict[int, Row],
    languages: Iterable[dict[str, list[str]]],
) -> list[Row]:
    """A row for each country, with its names in every language the sources have."""
    rows = []
    for code, fact in facts.items():
        point = points.pop(fact["geonameid"], None)
        row = Row(
            name=fact["name"],
            latitude=point.latitude if point else 0.0,
            longitude=point.longitude if point else 0.0,
            country=code,
            feature="A.PCLI",
            geonames=fact["geonameid"],
            population=fact["population"],
            names=set(point.names) if point else set(),
        )
        row.names |= {fact["iso3"], point.name if point else fact["name"]}
        for language in languages:
            row.names |= set(language.get(code, ()))
        rows.append(row)
    return [row for row in rows if row.latitude or row.longitude]


def unit_rows(units: Sequence[Unit], points: dict[int, Row]) -> dict[str, Row]:
    """A row for each first-level unit, by path; matched points are taken out of `points`."""
    rows: dict[str, Row] = {}
    by_name: dict[tuple[str, str], Unit] = {}
    by_id: dict[int, Unit] = {}
    for unit in units:
        centre = unit.polygon.representative_point()
        rows[unit.path] = Row(
            unit.name, centre.y, centre.x, unit.country, "A.ADM1", names=set(unit.names)
        )
        rows[unit.path].admin1 = unit.path
        for name in unit.names:
            by_name.setdefault((unit.country, fold_name(short_admin_name(name))), unit)
        by_id |= dict.fromkeys(unit.geonames, unit)
    for point in [point for point in points.values() if point.feature == "A.ADM1"]:
        key = (point.country, fold_name(short_admin_name(point.name)))
        found = by_name.get(key) or by_id.get(point.geonames)
        if found is None or rows[found.path].geonames:
            continue
        _absorb(rows[found.path], points.pop(point.geonames))
    return rows


def _absorb(row: Row, point: Row) -> None:
    """Take a GeoNames point's id, place, people and names into a row."""
    row.geonames, row.population = point.geonames, point.population
    row.latitude, row.longitude = point.latitude, point.longitude
    row.names |= point.names | {point.name}


def second_level_rows(
    places: Sequence[Row],
    admin_names: dict[tuple[str, float, float], tuple[str, str]],
    units: Sequence[Unit],
    points: dict[int, Row],
) -> dict[str, Row]:
    """A row for each second-level unit, by path, and each place's `admin2` written."""
    members: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for place in places:
        state, county = admin_names.get((place.country, place.latitude, place.longitude), ("", ""))
        if county and place.admin1:
            members[place.country, state, county].append(place)
    rows: dict[str, Row] = {}
    for (country, _state, county), inside in members.items():
        home = Counter(place.admin1 for place in inside).most_common(1)[0][0]
        path = f"{home}/{ascii_name(short_admin_name(county))}"
        row = rows.setdefault(path, Row(county, 0, 0, country, "A.ADM2", admin1=home, admin2=path))
        row.names |= {county, short_admin_name(county)}
        row.latitude = median(place.latitude for place in inside)
        row.longitude = median(place.longitude for place in inside)
        for place in inside:
            place.admin2 = path
    _add_parts(rows, units)
    _add_points(rows, points)
    return rows


def _add_parts(rows: dict[str, Row], units: Sequence[Unit]) -> None:
    """Add the polygons that were dissolved into a unit (provinces of Burkina Faso)."""
    for unit in units:
        for part in unit.parts if len(unit.parts) > 1 else ():
            facts = part["properties"]
            name = facts.get("name") or facts.get("name_en")
            if not name:
                continue
            path = f"{unit.path}/{ascii_name(short_admin_name(name))}"
            row = rows.setdefault(
                path, Row(name, 0, 0, unit.country, "A.ADM2", admin1=unit.path, admin2=path)
            )
            row.latitude, row.longitude = facts["latitude"], facts["longitude"]
            row.names |= feature_names(facts)


def _add_points(rows: dict[str, Row], points: dict[int, Row]) -> None:
    """Add GeoNames' second-level points: names and ids to known units, the rest as new ones."""
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.values():
        by_name[row.country, fold_name(short_admin_name(row.name))].append(row)
    seconds = [point for point in points.values() if point.feature == "A.ADM2"]
    place_in = [point for point in seconds if point.country]
    for point in place_in:
        key = (point.country, fold_name(short_admin_name(point.name)))
        near = [row for row in by_name[key] if kilometres(row, point) < _SAME_UNIT_KM]
        if near and not near[0].geonames:
            _absorb(near[0], points.pop(point.geonames))


def leftover_rows(points: dict[int, Row], known: set[int], units: Sequence[Unit]) -> list[Row]:
    """GeoNames points that no other row took: newer regions, districts, quarters, continents."""
    left = [point for number, point in points.items() if number not in known]
    place_in_units(units, [row for row in left if row.country])
    for row in left:
        row.names.add(short_admin_name(row.name))
    return left


def feature_rows() -> list[Row]:
    """Regions, seas, lakes, rivers and mountains from the hand-kept table."""
    return _listed_places("features.tsv")


def conflict_rows(units: Sequence[Unit]) -> list[Row]:
    """Villages, towns and camps of fighting that the list of towns lacks (UCDP GED)."""
    rows = _listed_places("conflict_places.tsv")
    place_in_units(units, rows)
    return rows


def _listed_places(table: str) -> list[Row]:
    """A row for each line of a table of places; not every table has people and other names."""
    return [
        Row(
            name=line["name"],
            latitude=float(line["latitude"]),
            longitude=float(line["longitude"]),
            country=line["country"],
            feature=line["feature"],
            population=int(line.get("population") or 0),
            names=set((line.get("names") or "").split("|")) - {""},
        )
        for line in read_table(table)
    ]


def add_news_places(rows: list[Row], units: Sequence[Unit]) -> None:
    """Give places the names that reports in other languages use, and add those that are missing.

    A town or site takes the names of a row that shares one with a place of its country within
    25 km; an area, of the nearest area that shares one.
    """
    named: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for key in {fold_name(name) for name in (row.name, *row.names)}:
            named[row.country, key].append(row)
    new = []
    for row in _listed_places("news_places.tsv"):
        known = _same_place(row, named)
        if known is None:
            new.append(row)
        else:
            known.names |= {row.name, *row.names}
    place_in_units(units, [row for row in new if row.country and row.feature.startswith(_SITES)])
    rows += new


def _same_place(row: Row, named: dict[tuple[str, str], list[Row]]) -> Row | None:
    """The place that a row of the news means: of its kind, near it, the most populous first."""
    site = row.feature.startswith(_SITES)
    found = {
        id(other): other
        for name in (row.name, *row.names)
        for other in named[row.country, fold_name(name)]
        if other.feature.startswith(_SITES) == site
        and kilometres(row, other) <= (_SAME_TOWN_KM if site else _SAME_AREA_KM)
    }
    if site:
        return max(found.values(), key=lambda other: other.population, default=None)
    return min(found.values(), key=lambda other: kilometres(row, other), default=None)


def add_aliases(rows: dict[str, Row]) -> None:
    """Give countries and units the names that newspapers and ACLED use (`Ky.`, `DRC`, `Ninewa`)."""
    for line in read_table("aliases.tsv"):
        rows[line["path"]].names |= set(line["names"].split("|"))


def move_points(rows: dict[str, Row]) -> None:
    """Put the points of large areas between the sources that disagree on them."""
    for line in read_table("points.tsv"):
        row = rows[line["path"]]
        row.latitude, row.longitude = float(line["latitude"]), float(line["longitude"])
