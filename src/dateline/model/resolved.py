"""A query with every name looked up: what `measure` evaluates over an events table."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from dateline.model.definition import Definition
from dateline.model.place import GazetteerEntry
from dateline.model.query import Period

NAMED: Final = "named:"  # before the name of a place that only the desk's events know


@dataclass(frozen=True, slots=True)
class ActorTest:
    """Whether one of these actors stands in a role.

    Attributes:
        role: `by`, `against`, `party` or `claimed-by`.
        ids: actor ids, subgroups and members of groups included.
        words: the actors as the query names them.
        negated: whether the test is turned round.
    """

    role: str
    ids: frozenset[str]
    words: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AreaTest:
    """Whether an event lies in one of these areas.

    Attributes:
        countries: ISO alpha-2 codes.
        admin1: `ML/Mopti`.
        admin2: `ML/Mopti/Bandiagara`.
        places: gazetteer ids of settlements; `named:` with its name for one that only the desk's
            events know.
        around: for each of `places`, the admin1 or country it lies in.
        words: the areas as the query names them.
        negated: whether the test is turned round.
    """

    countries: frozenset[str] = frozenset()
    admin1: frozenset[str] = frozenset()
    admin2: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """A point, or a line through several, and how far around it counts.

    Attributes:
        points: latitude and longitude of each.
        within_km: how far around.
        places: what the gazetteer took each name for.
    """

    points: tuple[tuple[float, float], ...]
    within_km: float
    places: tuple[GazetteerEntry, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class NearTest:
    """Whether an event lies within reach of a place or of the line between places."""

    reaches: tuple[Reach, ...]
    words: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ValueTest:
    """Whether a column (or one item of a list column) has one of these values."""

    column: str
    values: frozenset[str | int]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class NumberTest:
    """Whether a toll lies in one of these closed ranges; None is open."""

    measure: str
    ranges: tuple[tuple[int | None, int | None], ...]
    negated: bool = False


Test = ActorTest | AreaTest | NearTest | ValueTest | NumberTest


@dataclass(frozen=True, slots=True)
class ResolvedQuery:
    """A query whose names are known.

    Attributes:
        text: the line as written.
        definitions: any of which an event must meet; empty takes all.
        definition_actors: for each definition, the actors that must have done it; None takes all.
        tests: all of which an event must meet.
        periods: days in which it must have happened, in order, none overlapping; empty takes all.
        cutoff: with zone; the exposure of an open or unfinished period ends here.
        as_of: recorded clock, with zone, None for now.
        as_reported: publication clock, with zone, None for now.
        dataset: the dataset asked instead of the ledger.
        native: for a dataset, its own columns and the values a definition takes.
        unit: what is counted: `place-day`, `operation` or `incident`.
        dated: whether the query names any time; False leaves the exposure unknown.
    """

    text: str
    definitions: tuple[Definition, ...] = ()
    definition_actors: tuple[frozenset[str] | None, ...] = ()
    tests: tuple[Test, ...] = ()
    periods: tuple[Period, ...] = ()
    cutoff: datetime | None = None
    as_of: datetime | None = None
    as_reported: datetime | None = None
    dataset: str | None = None
    native: tuple[dict[str, tuple[str | int, ...]], ...] = field(default_factory=tuple)
    unit: str = "incident"
    dated: bool = False
