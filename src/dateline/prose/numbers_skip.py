"""Numbers that are no quantities: in dates, times, names, notes, versions, addresses."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from dateline.model.span import Span
from dateline.prose.dates import find_date_spans
from dateline.prose.folding import fold_text

_YEAR = re.compile(r"(?<![\w.,$€£])(?:19|20)\d\d(?![\w%]|[.,]\d)(?!\s+(?:[a-zé]{4,}s\b|people\b))")

_DIGITS, _LOOK = 4, 24
_COUNTED = re.compile(
    r" (?:(?P<people>people|men|women|children|troops|soldiers|fighters|civilians|militants|"
    r"families|refugees|migrants|prisoners|villagers|personnes|hommes|soldats|combattants|familles|réfugiés)\b|"
    r"[^\W\d]{3,}s\b)"
)
# "Since 2012 militants have killed 40": a preposition of time makes a year of it.
_DATED = re.compile(
    r"(?:^|\b(?:in|since|by|during|until|till|from|before|after|of|early|mid|late|the|en|depuis|dès|fin|"
    r"début|courant|avant|après|année))[\s-]*$"
)
_APPROXIMATE = re.compile(
    r"(?:\b(?:some|about|around|roughly|approximately|nearly|almost|over|more than|at least|up to|"
    r"fewer than|less than|estimated|environ|quelque|plus de|près de|au moins|moins de)|"
    r"\d(?:-| to | à |–))\s*$"
)


@cache
def _patterns(section: str) -> re.Pattern[str]:
    source = files("dateline.prose") / "data" / "not-quantities.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))[section]
    return re.compile("|".join(table.values()))


def find_dates_and_years(text: str, language: str = "en") -> list[Span]:
    """Find dates and bare years, which a checker of unbound numbers leaves alone.

    >>> [span.text for span in find_dates_and_years("On December 9, 2023, 17 died; 2022 was worse")]
    ['December 9, 2023', '2022']
    """
    folded = fold_text(text)
    spans = [
        Span(start, end, text[start:end])
        for start, end in find_date_spans(text, language)
        if not _is_number(folded, start, end)
    ]
    dated = {at for span in spans for at in range(span.start, span.end)}
    spans += [
        Span(match.start(), match.end(), text[match.start() : match.end()])
        for match in _YEAR.finditer(folded)
        if match.start() not in dated and not _is_number(folded, match.start(), match.end())
    ]
    return sorted(spans, key=lambda span: span.start)


def _is_number(folded: str, start: int, end: int) -> bool:
    """Whether four digits that could be a year count: "some 2000 fighters", "1500 to 2000 men"."""
    if end - start != _DIGITS or not folded[start:end].isdecimal():
        return False
    counted = _COUNTED.match(folded, end)
    if counted is None:
        return False
    before = folded[max(0, start - _LOOK) : start]
    if _APPROXIMATE.search(before):
        return True
    return counted["people"] is not None and not _DATED.search(before)


def find_names_with_numbers(text: str) -> list[Span]:
    """Find note markers, times, versions, coordinates, addresses and names such as M23 or AK-47.

    >>> [span.text for span in find_names_with_numbers("M23 took Figure 4 at 10:00.[12]")]
    ['M23', 'Figure 4', '10:00', '[12]']
    """
    return [
        Span(match.start(), match.end(), text[match.start() : match.end()])
        for match in _patterns("names").finditer(fold_text(text))
    ]


def find_ages(text: str) -> list[Span]:
    """Find ages ("a 24-year-old"), which count nobody.

    >>> [span.text for span in find_ages("a 24-year-old, aged 30")]
    ['24-year-old', 'aged 30']
    """
    return [
        Span(match.start(), match.end(), text[match.start() : match.end()])
        for match in _patterns("ages").finditer(fold_text(text))
    ]


def find_not_quantities(text: str, language: str = "en") -> list[Span]:
    """Everything above together: no quantity is read inside these spans."""
    found = find_dates_and_years(text, language) + find_names_with_numbers(text) + find_ages(text)
    return sorted(found, key=lambda span: span.start)
