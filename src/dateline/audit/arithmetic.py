"""Numbers of a document against each other: means, shares and sums that cannot be."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dateline.audit.say import say_figure
from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences

_PROSE = ("paragraph", "takeaway", "list_item", "excerpt")
_MEAN = re.compile(r"\b(?:averag\w+|mean)\b", re.IGNORECASE)
_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
]  # fmt: skip
_MONTH = "|".join(_MONTHS)
_SPAN = re.compile(
    rf"\b(?P<first>{_MONTH})\s*(?:–|-|—|to|through|until)\s*(?P<last>{_MONTH})\b"
    rf"|\bsince\s+(?:early\s+|late\s+|mid-?)?(?P<since>{_MONTH})\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"\b(?:including|among them|of whom|of which)\b", re.IGNORECASE)
_OF = re.compile(r"\s*of\s+(?:the\s+|all\s+|its\s+|their\s+)?$", re.IGNORECASE)
_YEAR = 12
_PERCENT = 100.0
_MAX_WHOLE = 200
_SLACK = 1e-9
_GRAINS = {"to the nearest quarter": 0.25, "to the nearest half": 0.5}


@dataclass(frozen=True, slots=True)
class Fit:
    """A whole count over so many months that gives a mean under a way of rounding."""

    count: int
    months: int
    rounding: str


def audit_arithmetic(document: Document) -> Iterator[Finding]:
    """Look at means, shares and sums in a document's English prose."""
    for block in document.blocks:
        if block.role not in _PROSE or (block.language or document.language or "en") != "en":
            continue
        months: list[tuple[int, ...]] = []
        for sentence in split_sentences(block.text, "en"):
            quantities = read_quantities(sentence.text, "en")
            months = _read_months(sentence.text, quantities, document) or months
            at = block.start + sentence.start
            if _MEAN.search(sentence.text) and months:
                yield from _audit_means(quantities, months, at)
            yield from _audit_shares(sentence.text, quantities, at)
            yield from _audit_sums(sentence.text, quantities, at)


def find_fits(mean: float, places: int, months: int) -> list[Fit]:
    """List the whole counts over so many months that give a mean, and how it was rounded.

    GRIM (Brown and Heathers 2017), by the finest rounding that fits: to the last place printed,
    cut off there, or to the nearest quarter or half where the mean is one.

    >>> find_fits(32.5, 1, 8)
    [Fit(count=260, months=8, rounding='to the last place')]
    >>> find_fits(32.5, 1, 7)
    [Fit(count=228, months=7, rounding='cut off')]
    """
    step = 10.0**-places
    reaches = {"to the last place": step / 2, "cut off": step}
    reaches |= {name: grain / 2 for name, grain in _GRAINS.items() if (mean / grain).is_integer()}
    counts = range(max(0, math.floor((mean - 1) * months)), math.ceil((mean + 1) * months) + 1)
    for rounding, reach in reaches.items():
        fits = [
            Fit(count, months, rounding)
            for count in counts
            if abs(count / months - mean) <= reach + _SLACK
            and (rounding != "cut off" or mean <= count / months < mean + step - _SLACK)
        ]
        if fits:
            return fits
    return []


def _audit_means(
    quantities: list[Quantity], months: list[tuple[int, ...]], at: int
) -> Iterator[Finding]:
    means = [one for one in quantities if one.kind in ("rate", "count") and one.value is not None]
    aligned = len(means) == len(months)
    for number, mean in enumerate(means):
        decimal = re.search(r"\d\.(\d{1,2})(?!\d)", mean.text)
        if decimal is None or mean.value is None:
            continue
        stated = months[number] if aligned else tuple(sorted({m for one in months for m in one}))
        finding = _judge_mean(mean, len(decimal.group(1)), stated, at)
        if finding:
            yield finding


def _judge_mean(mean: Quantity, places: int, stated: tuple[int, ...], at: int) -> Finding | None:
    value = mean.value or 0.0
    exact = [
        fit
        for months in stated
        for fit in find_fits(value, places, months)
        if fit.rounding == "to the last place"
    ]
    if exact:
        return None
    plausible = sorted({m + more for m in stated for more in (-1, 0, 1) if m + more > 0})
    fits = [fit for months in plausible for fit in find_fits(value, places, months)]
    said = " or ".join(str(months) for months in stated)
    start, end = at + mean.start, at + mean.end
    claim = f"a mean of {mean.text} over {said} months"
    if not fits:
        return Finding(
            "impossible-mean", "fails", "no-whole-count", mean.text, start, end, claim,
            f"no whole count over {said} months, or one more or fewer, gives it",
            "Check the count and the months it was divided by.", "warning",
        )  # fmt: skip
    return Finding(
        "impossible-mean", "unclear", "rounding", mean.text, start, end, claim,
        f"no whole count over {said} months gives it to the last place; {_say_fits(fits)}",
        "Say how many months it covers and how it was rounded.", "note",
    )  # fmt: skip


def _say_fits(fits: list[Fit]) -> str:
    best = sorted(fits, key=lambda fit: (fit.rounding != "to the last place", fit.months))
    shown = [
        f"{fit.count} over {fit.months} is {fit.count / fit.months:.2f} ({fit.rounding})"
        for fit in best[:3]
    ]
    return "these would: " + ", ".join(shown)


def _read_months(
    text: str, quantities: list[Quantity], document: Document
) -> list[tuple[int, ...]]:
    """Lengths in months of the periods a sentence names, each with its readings."""
    found: list[tuple[int, tuple[int, ...]]] = []
    for span in _SPAN.finditer(text):
        if span["since"]:
            length = _months_since(span["since"], document)
            if length:
                found.append((span.start(), length))
        else:
            first, last = (_MONTHS.index(span[name].lower()) for name in ("first", "last"))
            found.append((span.start(), ((last - first) % _YEAR + 1,)))
    found += [
        (one.start, (int(one.value),))
        for one in quantities
        if one.kind == "duration" and (one.unit or "").startswith("month") and one.value
    ]
    return [length for _, length in sorted(found)]


def _months_since(month: str, document: Document) -> tuple[int, ...]:
    """Whole months from one named to the document's day, with and without the unfinished one."""
    day = document.cutoff or document.published
    if not day:
        return ()
    today = date.fromisoformat(day[:10]) if len(day) >= len("2023-12-13") else None
    if today is None:
        return ()
    whole = (today.month - 1 - _MONTHS.index(month.lower())) % _YEAR
    return (whole, whole + 1) if whole else (1,)


def _audit_shares(text: str, quantities: list[Quantity], at: int) -> Iterator[Finding]:
    """A percentage of a small stated whole that no part of it gives."""
    for share, whole in pairwise(quantities):
        if share.kind != "share" or whole.kind != "count" or share.hedge or not whole.value:
            continue
        stated = share.value
        if stated is None or not re.search(r"\d", share.text) or whole.value > _MAX_WHOLE:
            continue
        if not _OF.match(text[share.end : whole.start]) or whole.low != whole.high:
            continue
        size = int(whole.value)
        if any(share.allows(part / size * _PERCENT) for part in range(size + 1)):
            continue
        nearest = min(max(round(stated * size / _PERCENT), 0), size)
        yield Finding(
            "impossible-share", "fails", "no-whole-part", text[share.start : whole.end],
            at + share.start, at + whole.end, f"{share.text} of {size}",
            f"no part of {size} is {share.text}; {nearest} of {size} is "
            f"{nearest / size * _PERCENT:.1f} percent",
            "Check the whole, or say “about”.", "warning",
        )  # fmt: skip


def _audit_sums(text: str, quantities: list[Quantity], at: int) -> Iterator[Finding]:
    """Parts behind "including" that add up to more than their whole."""
    including = _INCLUDING.search(text)
    if including is None:
        return
    before = [one for one in quantities if one.end <= including.start() and _counts(one)]
    parts = [one for one in quantities if one.start >= including.end() and _counts(one)]
    if not before or len(parts) < 2:  # noqa: PLR2004 - one part alone may be loosely tied
        return
    whole = before[-1]
    total = sum(one.low or 0 for one in parts)
    if whole.high is None or total <= whole.high or _parted(text, including.end(), parts):
        return
    yield Finding(
        "sum", "fails", "parts-exceed-whole", text[whole.start : parts[-1].end],
        at + whole.start, at + parts[-1].end, f"{whole.text}, including {len(parts)} parts",
        f"the parts add up to {say_figure(total)}", "Check the parts or the whole.", "warning",
    )  # fmt: skip


def _counts(quantity: Quantity) -> bool:
    return quantity.kind == "count" and quantity.low is not None and not quantity.imputed


def _parted(text: str, start: int, parts: list[Quantity]) -> bool:
    """Whether a new clause begins among the parts, so that they are no one list."""
    return bool(re.search(r"[;:]|\b(?:while|after|before|when|who)\b", text[start : parts[-1].end]))
