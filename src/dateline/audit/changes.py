"""Words and figures of one text against each other: changes, and counts with their rates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, zip_longest

from dateline.audit.nouns import counts_events
from dateline.audit.phrases import read_claim
from dateline.audit.say import say_figure, say_set
from dateline.model.document import Document
from dateline.model.estimate import DAYS_PER
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.prose.dates import read_dates
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences

_PROSE = ("paragraph", "takeaway", "list_item", "excerpt")
_FROM = re.compile(r"\bfrom\s+$")
_TO = re.compile(r"[^.;:]{0,60}?\bto\s+$")
_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")
_CLAUSE = re.compile(r"[,;:—]|\b(?:and|but|while|as|which|that)\b")
_SLACK_DAYS = 1


@dataclass(frozen=True, slots=True)
class _Dated:
    """A count or rate of events over a period, with the names in its sentence."""

    quantity: Quantity
    start: date
    end: date
    names: frozenset[str]
    at: int


def audit_changes(document: Document) -> Iterator[Finding]:
    """Hold words of change against the two figures beside them, and counts against their rates."""
    dated: list[_Dated] = []
    anchor = _anchor(document)
    for block in document.blocks:
        if block.role not in _PROSE or (block.language or document.language or "en") != "en":
            continue
        for sentence in split_sentences(block.text, "en"):
            at = block.start + sentence.start
            quantities = read_quantities(sentence.text, "en")
            yield from _audit_words(sentence.text, quantities, at)
            if anchor:
                dated += _dated(sentence.text, quantities, anchor, at)
    yield from _audit_rates(dated)


def _audit_words(text: str, quantities: list[Quantity], at: int) -> Iterator[Finding]:
    """Words such as "more than halved from 15.2 to 6.1" must allow the ratio of the figures."""
    for first, second in pairwise(quantities):
        before, between = text[: first.start], text[first.end : second.start]
        if not _FROM.search(before) or not _TO.fullmatch(between) or not first.value:
            continue
        words = _clause(before)
        claim = read_claim(words, "change")
        if claim is None or second.value is None:
            continue
        low, high = _ratios(first, second)
        if _overlap(claim, low, high):
            continue
        why = "wrong-direction" if _turned(claim, low, high) else "too-strong"
        start = len(before) - len(words) + claim.start
        yield Finding(
            "change-words", "fails", why,
            text[start : second.end], at + start, at + second.end,
            f"“{claim.text}” is a ratio {say_set(claim)}",
            f"from {first.text} to {second.text} is a ratio of "
            f"{say_figure(second.value / first.value)}",
            "Correct the word or the figures.", "warning",
        )  # fmt: skip


def _clause(before: str) -> str:
    """The words since the last mark or conjunction, "from" left out."""
    words = before.rstrip().removesuffix("from")
    cuts = [cut.end() for cut in _CLAUSE.finditer(words)]
    return words[max(cuts, default=0) :]


def _ratios(first: Quantity, second: Quantity) -> tuple[float, float]:
    """The least and the greatest ratio of two figures, each rounded as it is printed."""
    ends = []
    for figure in (first, second):
        value = figure.value or 0.0
        decimals = re.search(r"\d[.,](\d{1,2})(?!\d)", figure.text)
        half = 0.5 * 10.0 ** -(len(decimals[1]) if decimals else 0)
        whole = figure.kind == "count" and decimals is None
        ends.append((value, value) if whole else (max(value - half, 0.0), value + half))
    (low, high), (low_after, high_after) = ends
    return low_after / high, high_after / low if low else float("inf")


def _overlap(claim: Quantity, low: float, high: float) -> bool:
    above = claim.low is not None and (high < claim.low or (claim.low_open and high == claim.low))
    below = claim.high is not None and (low > claim.high or (claim.high_open and low == claim.high))
    return not above and not below


def _turned(claim: Quantity, low: float, high: float) -> bool:
    rises = claim.low is not None and claim.low >= 1
    falls = claim.high is not None and claim.high <= 1
    return (rises and high < 1) or (falls and low > 1)


def _dated(text: str, quantities: list[Quantity], anchor: date, at: int) -> Iterator[_Dated]:
    dates = read_dates(text, anchor=anchor, language="en")
    names = frozenset(_NAME.findall(text)) - {word for one in dates for word in one.text.split()}
    for quantity, following in zip_longest(quantities, quantities[1:]):
        if quantity.kind not in ("count", "rate") or not counts_events(quantity.unit or ""):
            continue
        limit = following.start if following else len(text)
        when = next((one for one in dates if quantity.end <= one.start < limit), None)
        if when is not None and when.when.start < when.when.end:
            end = min(when.when.end, anchor)
            yield _Dated(quantity, when.when.start, end, names, at)


def _audit_rates(dated: list[_Dated]) -> Iterator[Finding]:
    """A count and a rate over the same days, of the same names, that cannot both be true."""
    for one, other in combinations(dated, 2):
        count, rate = (one, other) if one.quantity.kind == "count" else (other, one)
        if (count.quantity.kind, rate.quantity.kind) != ("count", "rate"):
            continue
        same_days = (count.start, count.end) == (rate.start, rate.end)
        if not same_days or not count.names & rate.names or rate.quantity.per is None:
            continue
        low, high = _rates(count, rate.quantity.per)
        if _overlap(rate.quantity, low, high):
            continue
        days = (count.end - count.start).days + 1
        shown = say_figure((count.quantity.value or 0) / days * DAYS_PER[rate.quantity.per])
        yield Finding(
            "rate-misfit", "unclear", "too-strong", rate.quantity.text,
            rate.at + rate.quantity.start, rate.at + rate.quantity.end,
            f"{say_set(rate.quantity)} per {rate.quantity.per}",
            f"“{count.quantity.text}” over the same {days} days is {shown} per "
            f"{rate.quantity.per}; assumed: both count the same events",
            "Check the count, the rate, or the days.", "warning",
        )  # fmt: skip


def _rates(count: _Dated, per: str) -> tuple[float, float]:
    """The rates that a count allows over its days, a day more or fewer."""
    days = (count.end - count.start).days + 1
    low = (count.quantity.low or 0.0) / (days + _SLACK_DAYS) * DAYS_PER[per]
    if count.quantity.high is None:
        return low, float("inf")
    return low, count.quantity.high / max(days - _SLACK_DAYS, 1) * DAYS_PER[per]


def _anchor(document: Document) -> date | None:
    day = document.cutoff or document.published
    return date.fromisoformat(day[:10]) if day and len(day) >= len("2023-12-13") else None
