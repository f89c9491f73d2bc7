"""Factors, parts and large numbers in words: sixfold, one attack in five, half a million."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.model.quantity import Quantity
from dateline.prose.numbers_hedges import Passage, hedge_before
from dateline.prose.numbers_units import read_measure
from dateline.prose.numbers_words import find_numerals

_NUMBER = r"(?P<n>[\w.,]+)"
_FACTORS = {
    "en": re.compile(
        rf"(?<!\w){_NUMBER}[- ]?fold\b"
        rf"|\bby a factor of (?P<factor>[\w.,]*\w)"
        rf"|(?<!\w)(?P<times>[\w.,]+) times (?=as (?:many|much|often|high)|more\b|higher\b|the\b)"
    ),
    "fr": re.compile(
        r"\bmultipli\w+ par (?P<factor>[\w.,]*\w)|\bdivis\w+ par (?P<parts>[\w.,]*\w)"
        r"|(?<!\w)(?P<times>[\w.,]+) fois (?=plus\b)|(?<!\w)(?P<fewer>[\w.,]+) fois (?=moins\b)"
    ),
}
_ONE_IN = {
    "en": re.compile(r"\b(?:one|1) (?:[^\W\d]+ )?(?:in|out of) (?P<n>\w+)\b"),
    "fr": re.compile(r"\bune? (?:[^\W\d]+ )?sur (?P<n>\w+)\b"),
}
_LARGE = {
    "en": re.compile(
        r"\b(?P<part>half|a quarter of|three quarters of) an? (?P<size>thousand|million|billion)\b"
        r"|\b(?:an?|one) (?P<sized>million|billion) and a half\b"
    ),
    "fr": re.compile(
        r"\b(?P<part>un demi|un quart de|trois quarts de)[ -](?P<size>million|milliard)\b"
        r"|\bun (?P<sized>million|milliard) et demi\b"
    ),
}
_SIZES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "milliard": 1e9}
_PARTS = {
    "half": 0.5, "a quarter of": 0.25, "three quarters of": 0.75,
    "un demi": 0.5, "un quart de": 0.25, "trois quarts de": 0.75,
}  # fmt: skip
_FALL = re.compile(
    r"\b(?:f[ea]ll|fallen|drop|declin|decreas|reduc|down|shr[aiu]nk|cut)\w*[^.;]{0,40}$"
)
_INVERSE = ("parts", "fewer")
_LEAST = 2
_MOST_PARTS = 20
_WHOLE = 100.0


def find_factors(context: Passage) -> Iterator[Quantity]:
    """Ratios whose factor is a number: "sixfold", "by a factor of six", "divisé par deux"."""
    pattern = _FACTORS.get(context.language)
    for match in pattern.finditer(context.folded) if pattern else ():
        name = match.lastgroup or "n"
        factor = _worth(match[name], context.language)
        if factor is None or factor < 1:
            continue
        fell = match[0].startswith("by a factor") and _FALL.search(context.folded[: match.start()])
        yield _ratio(match, 1 / factor if fell or name in _INVERSE else factor, context)


def find_parts(context: Passage) -> Iterator[Quantity]:
    """Shares named as one in so many: "one attack in five", "une attaque sur cinq"."""
    pattern = _ONE_IN.get(context.language)
    for match in pattern.finditer(context.folded) if pattern else ():
        whole = _worth(match["n"], context.language)
        if whole is None or not _LEAST <= whole <= _MOST_PARTS or whole != int(whole):
            continue
        share = _WHOLE / whole
        yield _hedged(match, share, "share", context)


def find_large(context: Passage) -> Iterator[Quantity]:
    """Parts of a large number: "half a million", "un million et demi"."""
    pattern = _LARGE.get(context.language)
    for match in pattern.finditer(context.folded) if pattern else ():
        part = _PARTS[match["part"]] if match["part"] else 1.5
        value = part * _SIZES[match["size"] or match["sized"]]
        found = _hedged(match, value, "count", context)
        unit = read_measure(context.text, found.end, context.language).unit
        yield replace(found, unit=unit)


def _ratio(match: re.Match[str], ratio: float, context: Passage) -> Quantity:
    return _hedged(match, ratio, "ratio", context)


def _hedged(match: re.Match[str], value: float, kind: str, context: Passage) -> Quantity:
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


def _worth(word: str, language: str) -> float | None:
    """What one word is worth as a number; None for a word that is none."""
    found = find_numerals(word, language)
    if len(found) != 1 or found[0].ordinal:
        return None
    return float(found[0].value)
