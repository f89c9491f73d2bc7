"""A small desk's names, written out."""

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from dateline.model.definition import Definition, Region
from dateline.model.place import GazetteerEntry
from dateline.query.nearest import find_nearest

DEFINITIONS = {
    "attack": Definition(
        "attack",
        "Armed clashes, bombings and raids.",
        ("Battles", "Explosions/Remote violence", "Violence against civilians"),
        datasets={"ucdp-ged": {"type_of_violence": (1, 3)}},
    ),
    "state-engagement": Definition(
        "state-engagement", "By the state.", ("Battles",), (), ("@state",)
    ),
    "raid": Definition("raid", "Raids.", ("Battles",), unit="operation"),
}
ACTORS = {
    "jnim": frozenset({"jnim", "katiba-macina"}),
    "isgs": frozenset({"isgs"}),
    "@state": frozenset({"mali-army", "wagner"}),
    "@civilians": frozenset({"civilians"}),
}
PLACES = {
    "ML": GazetteerEntry("country:ML", "Mali", 17.0, -4.0, "ML", feature="A.PCLI"),
    "ML/Mopti": GazetteerEntry(
        "admin:ML/Mopti", "Mopti", 14.5, -4.2, "ML", "ML/Mopti", feature="A.ADM1"
    ),
    "ML/Mopti/Djenne": GazetteerEntry(
        "admin:ML/Mopti/Djenne", "Djenné", 13.9, -4.55, "ML", "ML/Mopti", feature="A.ADM2"
    ),
    "Sevare": GazetteerEntry("geonames:1", "Sévaré", 14.53, -4.1, "ML", "ML/Mopti"),
    "Gao": GazetteerEntry("geonames:2", "Gao", 16.27, -0.04, "ML", "ML/Gao"),
}
TEN_O_CLOCK = datetime.fromisoformat("2023-12-13T10:00")


@dataclass
class SmallDesk:
    cutoff: datetime | None = TEN_O_CLOCK
    timezone: str = "UTC"
    periods: dict[str, str] = field(default_factory=lambda: {"spring": "2023-03..2023-05"})

    def definition(self, key: str) -> Definition | None:
        return DEFINITIONS.get(key)

    def region(self, key: str) -> Region | None:
        return Region(key, "", ("ML/Mopti", "ML/Segou")) if key == "central-mali" else None

    def actors(self, text: str, *, exact: bool, on: date | None) -> frozenset[str] | None:
        del on
        found = ACTORS.get(text)
        return frozenset({text}) if found and exact else found

    def place(self, text: str) -> GazetteerEntry | None:
        return PLACES.get(text)

    def town(self, text: str) -> GazetteerEntry | None:
        return PLACES.get(f"{text} town") or PLACES.get(text)

    def period(self, name: str) -> str | None:
        return self.periods.get(name)

    def dataset(self, key: str) -> bool:
        return key in ("acled", "ucdp-ged")

    def nearest(self, kind: str, text: str) -> list[str]:
        known = {
            "definition": DEFINITIONS,
            "actor": ACTORS,
            "place": PLACES,
            "period": self.periods,
        }
        return find_nearest(text, known.get(kind, {}))


@pytest.fixture
def names() -> SmallDesk:
    """Names of a small desk with the cutoff of 13 December 2023 at ten."""
    return SmallDesk()
