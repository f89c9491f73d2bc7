"""Factors and large numbers in words: sixfold, half a million, two and a half times."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.model.quantity import Quantity
from dateline.prose.numbers_hedges import Passage, finish_quantity, hedge_before
from dateline.prose.numbers_units import read_measure
from dateline.prose.numbers_words import find_numerals

_NUMBER = r"(?P<n>[\w.,]+)"
_FACTORS = {
    "en": re.compile(
        rf"(?<!\w){_NUMBER}[- ]?fold\b"
        rf"|\b(?:by a factor of|multipli\w+ by) (?P<factor>[\w.,]*\w)"
        rf"|(?<![\w.,])(?P<x>\d[\d.]*)x\b"
        rf"|(?<!\w)(?P<half>[\w.,]+)[ -]and[ -]a[ -]half[ -]times (?=as\b|more\b|higher\b|the\b)"
        rf"|\b(?:increas|r[io]se|gr[eo]w|multipli|sw[eo]ll)\w* (?:by )?"
        rf"(?P<grown>[\w.,]*\w) times\b"
        rf"|(?<!\w)(?P<times>[\w.,]+) times (?=as\b|more\b|\w+er\b|the\b|its\b|their\b)"
    ),
    "fr": re.compile(
        r"\bmultipli\w+ par (?P<factor>[\w.,]*\w)|\bdivis\w+ par (?P<parts>[\w.,]*\w)"
        r"|(?<!\w)(?P<times>[\w.,]+) fois (?=plus\b)|(?<!\w)(?P<fewer>[\w.,]+) fois (?=moins\b)"
    ),
}
_LARGE = {
    "en": re.compile(
        r"\b(?P<part>half|(?:a )?quarter|a quarter of|three[- ]quarters of)(?:[ -]an?)?[ -]"
        r"(?P<size>thousand|million|billion|dozen)\b"
        r"|\b(?:an?|one) (?P<sized>million|billion) and a half\b"
        r"|(?<![\w.,-])(?P<n>\w+)[ -]and[ -]a[ -]half"
        r"(?:[ -](?P<scale>thousand|million|billion))?\b(?![ -]times)"
    ),
    "fr": re.compile(
        r"\b(?:un|une) (?P<halved>demi)[ -](?P<halves>million|milliard|douzaine)\b(?: de\b| d')?"
        r"|\b(?P<part>un quart de|trois quarts de) (?P<size>million|milliard)\b"
        r"|(?<![\w.,-])(?P<n>\w+) (?P<scale>millions?|milliards?) et demi\b"
    ),
}
_SPAN = {
    "en": re.compile(
        r"\b(?P<half>half an?|half|a quarter of an?|a quarter|quarter|an?)[ -]"
        r"(?P<unit>hour|day|week|month|year|decade|century)\b"
        r"(?P<more> and a half\b)?"
    ),
    "fr": re.compile(
        r"\b(?P<half>une? demi[e]?|une?)[ -]"
        r"(?P<unit>heure|jour|journée|semaine|mois|an|année|siècle)\b(?P<more> et demie?\b)?"
    ),
}
_SIZES = {
    "dozen": 12, "douzaine": 12, "thousand": 1e3, "million": 1e6, "millions": 1e6,
    "billion": 1e9, "milliard": 1e9, "milliards": 1e9,
}  # fmt: skip
_PARTS = {
    "half": 0.5, "quarter": 0.25, "a quarter": 0.25, "a quarter of": 0.25,
    "three quarters of": 0.75, "three-quarters of": 0.75,
    "un quart de": 0.25, "trois quarts de": 0.75,
}  # fmt: skip
_FALL = re.compile(
    r"\b(?:f[ea]ll|fallen|drop|declin|decreas|reduc|down|shr[aiu]nk|cut)\w*[^.;]{0,40}$"
)
_INVERSE = ("parts", "fewer")


def find_factors(context: Passage) -> Iterator[Quantity]:
    """Ratios whose factor is a number: "sixfold", "by a factor of six", "divisé par deux"."""
    pattern = _FACTORS.get(context.language)
    for match in pattern.finditer(context.folded) if pattern else ():
        name = match.lastgroup or "n"
        factor = read_worth(match[name], context.language)
        if factor is not None and name == "half":
            factor += 0.5
        if factor is None or factor < 1:
            continue
        fell = match[0].startswith("by a factor") and _FALL.search(context.folded[: match.start()])
        ratio = 1 / factor if fell or name in _INVERSE else factor
        yield hedge_value(match, ratio, "ratio", context)


def find_large(context: Passage) -> Iterator[Quantity]:
    """Parts of a large number: "half a million", "two and a half years", "un million et demi"."""
    pattern = _LARGE.get(context.language)
    for match in pattern.finditer(context.folded) if pattern else ():
        value = _size_of(match, context.language)
        if value is None:
            continue
        found = hedge_value(match, value, "count", context)
        measure = read_measure(context.text, found.end, context.language)
        if measure.kind == "share":
            continue
        yield finish_quantity(found, measure, context)


def find_spans(context: Passage) -> Iterator[Quantity]:
    """Parts of a time: "half an hour", "a year and a half", "une semaine et demie"."""
    pattern = _SPAN.get(context.language)
    for match in pattern.finditer(context.folded) if pattern else ():
        halved = match["half"].startswith(("half", "un demi", "une demi"))
        parted = halved or "quarter" in match["half"]
        if parted == bool(match["more"]):
            continue
        part = 0.5 if halved else 0.25
        found = hedge_value(match, part if parted else 1.5, "duration", context)
        yield replace(found, unit=match["unit"])


def _size_of(match: re.Match[str], language: str) -> float | None:
    groups = match.groupdict()
    if groups.get("part"):
        return _PARTS[match["part"]] * _SIZES[match["size"]]
    if groups.get("halved"):
        return 0.5 * _SIZES[match["halves"]]
    if groups.get("sized"):
        return 1.5 * _SIZES[match["sized"]]
    number = read_worth(match["n"], language)
    return None if number is None else (number + 0.5) * _SIZES.get(match["scale"] or "", 1)


def hedge_value(match: re.Match[str], value: float, kind: str, context: Passage) -> Quantity:
    """A tenth either way without a hedge; with one, what the hedge allows of the number."""
    start, end = match.start(), match.end()
    hedge = hedge_before(start, context)
    low, high = round(value * 0.9, 6), round(value * 1.1, 6)
    if hedge is None:
        text = context.text[start:end]
        return Quantity(text, start, end, round(value, 6), low, high, kind=kind)
    rule = hedge[2]
    size = 1 - value if value < 1 else value
    reach = rule.bounds(size, step=size / 5, grain=size)
    bottom, top, opens = reach[0], reach[1], (rule.low_open, rule.high_open)
    if value < 1:
        bottom, top = (0.0 if top is None else 1 - top), 1 - reach[0]
        opens = opens[::-1]
    return Quantity(
        context.text[hedge[0] : end], hedge[0], end, round(value, 6), round(bottom, 6),
        None if top is None else round(top, 6), opens[0], opens[1], kind, hedge=hedge[1],
    )  # fmt: skip


def read_worth(word: str, language: str, *, ordinal: bool = False) -> float | None:
    """What one word is worth as a number, or as an ordinal; None for a word that is none."""
    found = find_numerals(word, language)
    if len(found) != 1 or found[0].ordinal != ordinal:
        return None
    return float(found[0].value)
