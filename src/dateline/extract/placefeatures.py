"""What tells the places apart that a name may mean: the features of the ranking."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dateline.model.place import GazetteerEntry

NEAR_KM: Final = 60.0
FAR_KM: Final = 400.0
_AREA_HINT: Final = 10  # column of `_own_row` that says the words call it an area
Floats = NDArray[np.float64]

OWN_FEATURES: Final = (
    "people", "people_of_area", "most_people", "share_of_people", "country", "first_level",
    "second_level", "lower_level", "capital", "quarter", "other_kind", "nobody", "main_name",
    "same_letters", "demonym", "spelled_like", "inside_what_follows", "kind_says_area",
    "kind_says_town", "home_country", "home_unit", "home_near", "seat", "seat_share",
    "area_of_seat",
)  # fmt: skip
SHARED_FEATURES: Final = (
    "near_mean", "near_best", "far_mean", "same_country", "same_unit", "country_named",
    "unit_named", "county_named", "area_of_others", "unit_of_others",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hints:
    """What the words around one name say; true of any of its occurrences.

    Attributes:
        containers: countries (`ML`) and admin paths that follow the name ("Niono, Segou").
        area: whether a word says it is a province, region, county...
        town: whether a word says it is a town, city, village.
        demonym: alpha-2 where the name is a word for people of a country.
    """

    containers: frozenset[str] = frozenset()
    area: bool = False
    town: bool = False
    demonym: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where the outlet is at home: any part may be unknown."""

    country: str | None = None
    admin1: str | None = None
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class NameToRank:
    """A name of the document with what it may mean.

    Attributes:
        text: as written.
        candidates: most populous first.
        fuzzy: whether the candidates only resemble the name.
    """

    text: str
    candidates: Sequence[GazetteerEntry]
    hints: Hints = field(default=Hints())
    fuzzy: bool = False


class Candidates:
    """Every candidate of every name, in columns."""

    def __init__(self, names: Sequence[NameToRank]) -> None:
        self.names = names
        self.entries = [entry for name in names for entry in name.candidates]
        counts = [len(name.candidates) for name in names]
        ends = np.cumsum(counts).tolist()
        self.runs = list(zip([0, *ends[:-1]], ends, strict=True))
        self.name_of = np.repeat(np.arange(len(names)), counts)
        self.starts = np.array([start for start, _ in self.runs])
        entries = self.entries
        self.latitude = np.radians([entry.latitude for entry in entries])
        self.longitude = np.radians([entry.longitude for entry in entries])
        self.people = np.array([entry.population for entry in entries], dtype=float)
        self.country = _codes([entry.country for entry in entries])
        self.admin1 = _codes([entry.admin1 for entry in entries])
        self.admin2 = _codes([entry.admin2 for entry in entries])
        self.is_country = np.array([entry.feature.startswith("A.PCL") for entry in entries])
        self.is_first = np.array([entry.feature == "A.ADM1" for entry in entries])
        self.is_second = np.array([entry.feature == "A.ADM2" for entry in entries])

    def softmax(self, scores: Floats) -> Floats:
        """Probabilities that add up to one within each name."""
        top = np.maximum.reduceat(scores, self.starts)
        powers = np.exp(scores - top[self.name_of])
        return powers / np.add.reduceat(powers, self.starts)[self.name_of]

    def by_name(self, values: Floats) -> Floats:
        """Add up a value for each pair of candidate and name: rows candidates, columns names."""
        return np.add.reduceat(values, self.starts, axis=1)


def _codes(values: Sequence[str | None]) -> NDArray[np.int64]:
    """Number the values; None becomes a number of its own each time, equal to no other."""
    known: dict[str, int] = {}
    return np.array(
        [
            -1 - index if value is None else known.setdefault(value, len(known))
            for index, value in enumerate(values)
        ]
    )


def own_features(table: Candidates, home: Home) -> Floats:
    """Features of each candidate that do not depend on other names; columns `OWN_FEATURES`."""
    people = np.log10(table.people + 1.0)
    is_place = np.array([entry.feature.startswith("P.") for entry in table.entries])
    most = np.maximum.reduceat(people, table.starts)[table.name_of]
    total = np.add.reduceat(table.people + 100.0, table.starts)[table.name_of]
    rows = [
        _own_row(table.names[name], entry, home)
        for name, entry in zip(table.name_of.tolist(), table.entries, strict=True)
    ]
    seat, share, area_of_seat = _seats(table, is_place)
    columns = [
        people * is_place,
        people * ~is_place,
        (people >= most) & (people > 0),
        (table.people + 100.0) / total,
        table.is_country,
        table.is_first,
        table.is_second,
    ]
    own = np.array(rows, dtype=float)
    own = np.column_stack([own, seat, share, area_of_seat * ~own[:, _AREA_HINT].astype(bool)])
    return np.hstack([np.column_stack(columns).astype(float), own])


def _seats(table: Candidates, is_place: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Towns that gave an area around them its name, their share of its people, and such areas."""
    is_area = table.is_first | table.is_second
    same_name = table.name_of[:, None] == table.name_of[None, :]
    same_unit = (table.admin1[:, None] == table.admin1[None, :]) & same_name
    areas = np.where(same_unit & is_area[None, :], table.people[None, :], 0.0).max(axis=1)
    seat = is_place & (same_unit & is_area[None, :]).any(axis=1)
    share = seat * np.minimum(table.people / np.maximum(areas, 1.0), 1.0)
    area = is_area & (same_unit & is_place[None, :]).any(axis=1)
    return seat.astype(float), share, area.astype(float)


def _own_row(name: NameToRank, entry: GazetteerEntry, home: Home) -> tuple[float, ...]:
    kind, hints = entry.feature, name.hints
    area = kind.startswith("A.") and not kind.startswith("A.PCL")
    around = {entry.country, entry.admin1, entry.admin2}
    return (
        area and kind not in ("A.ADM1", "A.ADM2"),
        kind == "P.PPLC",
        kind == "P.PPLX",
        kind[0] not in "AP",
        entry.population == 0,
        entry.alias is None,
        entry.name.casefold() == name.text.casefold(),
        hints.demonym is not None and entry.id == f"country:{hints.demonym}",
        name.fuzzy,
        bool(hints.containers & around) and entry.id not in _self_ids(hints),
        area * hints.area,
        kind.startswith("P.") * hints.town,
        entry.country is not None and entry.country == home.country,
        entry.admin1 is not None and entry.admin1 == home.admin1,
        _closeness(home.point, entry),
    )


def _self_ids(hints: Hints) -> set[str]:
    """Ids of the containers themselves: `Mopti, Mopti region` must not contain itself."""
    return {f"admin:{path}" if "/" in path else f"country:{path}" for path in hints.containers}


def _closeness(point: tuple[float, float] | None, entry: GazetteerEntry) -> float:
    if point is None:
        return 0.0
    north = entry.latitude - point[0]
    east = (entry.longitude - point[1]) * float(np.cos(np.radians(point[0])))
    return float(np.exp(-np.hypot(north, east) * 111.2 / (2 * NEAR_KM)))


def shared_features(table: Candidates, chances: Floats) -> Floats:
    """Features of each candidate that rest on the other names; columns `SHARED_FEATURES`."""
    others = max(len(table.names) - 1, 1)
    itself = table.name_of[:, None] == np.arange(len(table.names))[None, :]
    kilometres = _distances(table)

    def mass(weights: Floats) -> Floats:
        """Likelihood of each other name, weighed for each candidate; its own name left out."""
        by_name = table.by_name(weights * chances[None, :])
        by_name[itself] = 0.0
        return by_name

    near, far = mass(np.exp(-kilometres / NEAR_KM)), mass(np.exp(-kilometres / FAR_KM))
    same_country = mass((table.country[:, None] == table.country[None, :]).astype(float))
    in_unit = table.admin1[:, None] == table.admin1[None, :]
    same_unit = mass(in_unit.astype(float))
    named = mass(
        ((table.country[:, None] == table.country[None, :]) & table.is_country).astype(float)
    )
    unit_named = mass((in_unit & table.is_first).astype(float))
    in_county = table.admin2[:, None] == table.admin2[None, :]
    county_named = mass((in_county & table.is_second).astype(float))
    country_share, unit_share = same_country.sum(1) / others, same_unit.sum(1) / others
    columns = [
        near.sum(1) / others,
        near.max(1),
        far.sum(1) / others,
        country_share,
        unit_share,
        named.max(1) * ~table.is_country,
        unit_named.max(1) * ~table.is_first,
        county_named.max(1) * ~table.is_second,
        country_share * table.is_country,
        unit_share * table.is_first,
    ]
    return np.column_stack(columns)


def _distances(table: Candidates) -> Floats:
    """Kilometres between all candidates."""
    cosines: Any = np.cos(table.latitude)
    half = (
        np.sin((table.latitude[:, None] - table.latitude[None, :]) / 2) ** 2
        + cosines[:, None]
        * cosines[None, :]
        * np.sin((table.longitude[:, None] - table.longitude[None, :]) / 2) ** 2
    )
    distances: Floats = 12_742.0 * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return distances
