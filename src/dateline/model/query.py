"""A line of the query language, as a tree."""

from dataclasses import dataclass
from datetime import date

KEYS = (
    "by", "against", "party", "between", "basis", "in", "near", "along", "since", "until", "on",
    "during", "last", "type", "subtype", "weapon", "killed", "injured", "claimed-by", "status",
    "review", "precision", "source", "dataset", "as-of", "as-reported",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a term; `exact` is `by:=jnim` (no subgroups), `within_km` is `~5km`."""

    text: str
    start: int
    end: int
    exact: bool = False
    within_km: float | None = None
    comparator: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """`key:value|value`; the values are alternatives."""

    key: str
    values: tuple[Value, ...]
    start: int
    end: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Definitions (bare words) and terms: different keys joined by and, a repeated key by or."""

    text: str
    definitions: tuple[Value, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included; None is open."""

    start: date | None
    end: date | None
