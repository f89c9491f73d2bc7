"""What a number counts: the noun after it, its measure, and for a rate its period."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.prose.folding import fold_text

_WORD = re.compile(r"[\s-]?\s*[\"“«‘']?([^\W\d_][\w.-]*(?:'\w+)?|\()[\"”»']?", re.UNICODE)
_MEASURES = (
    ("percent", "share", "percent"),
    ("points", "points", "percentage points"),
    ("distance", "distance", ""),
    ("duration", "duration", ""),
)
_MOST_WORDS = 4
_RATE_REACH = 48
_HABITS = {
    "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year",
    "quotidiens": "day", "quotidiennes": "day", "hebdomadaires": "week", "mensuels": "month",
    "mensuelles": "month",
}  # fmt: skip
_AVERAGE = re.compile(
    r"\b(?:(?P<day>daily|quotidienne|journalière)|(?P<week>weekly|hebdomadaire)|"
    r"(?P<month>monthly|mensuelle)|(?P<year>yearly|annual|annuelle))"
    r"(?: (?:average|mean|rate|pace|tally|toll|total|count|median))? (?:of|de)\s+$"
)
_RATE_STOP = re.compile(r"[.;:,]\s|\n|\d|\b(?:and|or|but|while|et|ou|mais)\b")


@dataclass(frozen=True, slots=True)
class Measure:
    """What follows a number: kind, unit as written, period of a rate, and where the words end."""

    kind: str
    unit: str | None
    per: str | None
    end: int


def read_measure(text: str, at: int, language: str = "en", *, until: int | None = None) -> Measure:
    """Read what a number that ends at an offset counts; a rate's words end before `until`.

    >>> read_measure("five attacks per week in Mopti", 4)
    Measure(kind='rate', unit='attacks', per='week', end=21)
    >>> read_measure("69 percent of attacks", 2)
    Measure(kind='share', unit='percent', per=None, end=10)
    """
    folded = fold_text(text)
    for name, kind, unit in _MEASURES:
        match = _measure(name).match(folded, at)
        if match:
            return Measure(kind, unit or match[0].strip(" -"), None, match.end())
    noun, end = _noun(text, folded, at, language)
    first, _, rest = (noun or "").partition(" ")
    if rest and first.lower() in _HABITS:
        return Measure("rate", rest, _HABITS[first.lower()], end)
    per, rate_end = _rate(folded, end, len(folded) if until is None else until)
    if per:
        return Measure("rate", noun, per, rate_end)
    return Measure("count", noun, None, at)


def read_average(before: str) -> str | None:
    """The period of an average named before its number ("a weekly average of 6.5 raids")."""
    match = _AVERAGE.search(before)
    return match.lastgroup if match else None


def follows_duration(folded: str, at: int) -> bool:
    """Whether a word of time follows ("two in five | days")."""
    return bool(_measure("duration").match(folded, at))


@cache
def _table() -> dict[str, Any]:
    source = files("dateline.prose") / "data" / "units.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _measure(name: str) -> re.Pattern[str]:
    return re.compile(_table()["measures"][name])


@cache
def _periods() -> re.Pattern[str]:
    rows = _table()["periods"].items()
    return re.compile("|".join(rf"(?P<{name}>(?:{words}))(?!\w)" for name, words in rows))


@cache
def function_words(language: str) -> frozenset[str]:
    """Words that end the noun after a number, in one language."""
    return frozenset(_table()["function-words"].get(language, "").split())


def _noun(text: str, folded: str, at: int, language: str) -> tuple[str | None, int]:
    """Take the words up to a function word or a mark: "Wagner fighters"."""
    stops = function_words(language)
    position, words = at, 0
    start = None
    first = re.compile(
        r"\s+(?:of (?:the|these|them|its|their|his|her)|of|des|de|d')\s+(?=\w)"
    ).match(folded, at)
    if first and language in ("en", "fr"):
        position = first.end()
    while words < _MOST_WORDS:
        match = _WORD.match(folded, position)
        if not match or match[1] in stops or match[1] == "(" or _elided(match[1]):
            break
        if words and match[1].rstrip(".") in _HABITS:  # "4.6 attacks weekly"
            break
        gap = folded[position : match.start(1)]
        if "\n" in gap:
            break
        start = match.start(1) if start is None else start
        position = match.end()
        words += 1
        if folded[position - 1] == ".":
            position -= 1
            break
    if start is None:
        return None, at
    return text[start:position], position


def _elided(word: str) -> bool:
    return word.startswith(("d'", "l'", "qu'"))


def _rate(folded: str, end: int, until: int) -> tuple[str | None, int]:
    window = folded[end : min(until, end + _RATE_REACH)]
    cut = _RATE_STOP.search(window)
    window = window[: cut.start()] if cut else window
    match = _periods().search(window)
    if not match or not match.lastgroup or len(window[: match.start()].split()) > _MOST_WORDS:
        return None, end
    return match.lastgroup, end + match.end()
