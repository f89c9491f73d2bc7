"""What each phrase allows: the one table behind every quantity, read from its data file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.prose.folding import fold_text


@dataclass(frozen=True, slots=True)
class Reach:
    """How far allowed values go on one side of the number named.

    Attributes:
        part: share of the number.
        places: how many of its grain (the place of its last digit that is not nought).
        endless: without end above; down to nought below.
    """

    part: float = 0.0
    places: float = 0.0
    endless: bool = False


@dataclass(frozen=True, slots=True)
class HedgeRule:
    """One approximator: its name, its sentence for readers, and the set it allows."""

    name: str
    says: str
    below: Reach
    above: Reach
    low_open: bool
    high_open: bool

    def bounds(self, value: float, *, step: float, grain: float) -> tuple[float, float | None]:
        """Lower and upper bound around a value; None is unbounded.

        Args:
            value: the number named.
            step: the last place written (1, .1, 100,000 for "3.5 million").
            grain: the place of the last digit that is not nought.

        >>> load_rules("en").hedges["nearly"].bounds(5, step=1, grain=1)
        (4.4, 5.0)
        """
        low = 0.0 if self.below.endless else value - _distance(self.below, value, step, grain)
        if self.above.endless:
            return round(float(low), 9), None
        return round(float(low), 9), round(
            float(value) + _distance(self.above, value, step, grain), 9
        )


@dataclass(frozen=True, slots=True)
class VagueWord:
    """A bare word for a number ("dozens"): the floor it stands for; imputed when it has no top."""

    name: str
    low: float
    high: float | None
    about: bool


@dataclass(frozen=True, slots=True)
class Fraction:
    """A part of a whole in words, in percent; `above` and `under` are "most" and its contrary."""

    name: str
    value: float | None
    above: float | None
    under: float | None


@dataclass(frozen=True, slots=True)
class Rules:
    """Every phrase of one language with its rule, folded; `after` stand behind their number."""

    hedges: dict[str, HedgeRule]
    vague: dict[str, VagueWord]
    fractions: dict[str, Fraction]
    changes: dict[str, float]
    after: tuple[str, ...] = ()


@cache
def read_table() -> dict[str, Any]:
    """Read the table of allowed values as it stands in its data file."""
    source = files("dateline.prose") / "data" / "allowed-values.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def load_rules(language: str) -> Rules:
    """Load the phrases of one language; a language without any gets empty tables.

    >>> load_rules("en").vague["dozens"].low
    24
    """
    table = read_table()
    return Rules(
        hedges=_by_phrase(table["hedges"], language, _hedge),
        vague=_by_phrase(table["vague"], language, _vague),
        fractions=_by_phrase(table["fractions"], language, _fraction),
        changes=_by_phrase(table["changes"], language, lambda _name, row: float(row["ratio"])),
        after=tuple(fold_text(phrase) for phrase in table["after"].get(language, [])),
    )


def allowed_values_page() -> str:
    """Write docs/allowed-values.md: a test keeps the page in step with the table."""
    table = read_table()
    lines = [
        "# Allowed values",
        "",
        "Each phrase has one set of values that it allows.",
        "`v` is the number named; its grain is the place of its last digit that is not nought.",
        "The page is written from `src/dateline/prose/data/allowed-values.toml`.",
        "",
        "## Approximators",
        "",
        "| rule | allows | English | French |",
        "|---|---|---|---|",
    ]
    for name, row in table["hedges"].items():
        lines.append(f"| {name} | {row['says']} | {_list(row, 'en')} | {_list(row, 'fr')} |")
    lines += ["", "## Without an approximator", "", "| words | allow |", "|---|---|"]
    lines += [f"| {name} | {row['says']} |" for name, row in table["plain"].items()]
    lines += ["", "## Words for numbers", ""]
    lines += ["The low end is the literal floor.", ""]
    lines += ["| low | high | English | French |", "|---|---|---|---|"]
    for row in table["vague"].values():
        top = row.get("high", "open")
        lines.append(f"| {row['low']} | {top} | {_list(row, 'en')} | {_list(row, 'fr')} |")
    lines += ["", "## Parts of a whole", "", "| percent | English | French |", "|---|---|---|"]
    for row in table["fractions"].values():
        lines.append(f"| {_percent(row)} | {_list(row, 'en')} | {_list(row, 'fr')} |")
    lines += ["", "## Changes", "", "| ratio | English | French |", "|---|---|---|"]
    for row in table["changes"].values():
        lines.append(f"| {row['ratio']} | {_list(row, 'en')} | {_list(row, 'fr')} |")
    return "\n".join(lines) + "\n"


def _list(row: dict[str, Any], language: str) -> str:
    return ", ".join(row.get(language, []))


def _percent(row: dict[str, Any]) -> str:
    if "above" in row:
        return f"above {row['above']}"
    if "under" in row:
        return f"below {row['under']}"
    return f"{row['value']:.4g}"


def _by_phrase(section: dict[str, Any], language: str, make: Any) -> dict[str, Any]:  # noqa: ANN401 - one of four makers
    phrases = {}
    for name, row in section.items():
        made = make(name, row)
        for phrase in row.get(language, []):
            phrases[fold_text(phrase)] = made
    return phrases


def _hedge(name: str, row: dict[str, Any]) -> HedgeRule:
    ends = row.get("open", [])
    return HedgeRule(
        name=name,
        says=row["says"],
        below=_reach(row["below"]),
        above=_reach(row["above"]),
        low_open="low" in ends,
        high_open="high" in ends,
    )


def _reach(written: str | int | dict[str, float]) -> Reach:
    if written == "all":
        return Reach(endless=True)
    if isinstance(written, dict):
        return Reach(part=written["part"], places=written["places"])
    return Reach()


def _vague(name: str, row: dict[str, Any]) -> VagueWord:
    return VagueWord(name, row["low"], row.get("high"), row.get("about", False))


def _fraction(name: str, row: dict[str, Any]) -> Fraction:
    return Fraction(name, row.get("value"), row.get("above"), row.get("under"))


def _distance(reach: Reach, value: float, step: float, grain: float) -> float:
    if not reach.part:
        return 0.0
    return max(step / 2, min(reach.part * abs(value), reach.places * grain))
