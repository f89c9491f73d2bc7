"""A claimed quantity against an estimate: does it hold, how near is it, and what would flip it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.model.estimate import DAYS_PER, Comparison, Estimate
from dateline.model.quantity import Quantity

Floats = npt.NDArray[np.float64]
FARTHEST_FLIP = 200
_NEAR = 0.05
_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing gave: the verdict, why, and how many events would turn it."""

    verdict: str
    why: str = ""
    flips_at: int | None = None


def judge_quantity(quantity: Quantity, estimate: Estimate, kind: str) -> Verdict:
    """Compare what words allow with what was estimated.

    Args:
        quantity: what the words allow; in percent for a share.
        estimate: what the ledger says; from 0 to 1 for a share.
        kind: the binding's kind.

    Returns:
        `holds`, `fails`, or `unclear` where there is no value, where the value is a floor that
        the words cap, or where events awaiting review or on an edge could turn the verdict.
    """
    value = value_in_words(estimate, kind)
    if value is None:
        return Verdict("unclear", "no-data")
    holds = _allows(quantity, value, kind)
    flips = count_flips(quantity, estimate, kind)
    if _doubt_turns(quantity, estimate, kind, holds=holds):
        why = "awaiting-review" if estimate.awaiting_review else "possible"
        return Verdict("unclear", why, flips)
    if holds:
        capped = estimate.lower_bound and quantity.high is not None
        return (
            Verdict("unclear", "floor", flips)
            if capped and _only_caps(quantity)
            else Verdict("holds", "", flips)
        )
    why = "no-data" if value == 0 and kind != "change" else _why_not(quantity, value, kind)
    return Verdict("fails", why, flips)


def judge_bounds(quantity: Quantity, low: int, high: int | None) -> str:
    """Hold words against a number known to lie between two bounds; None is open.

    >>> judge_bounds(Quantity("five", 0, 4, 5, 5, 5), 3, 7)
    'unclear'
    """
    inside = quantity.allows(low) and (
        quantity.high is None if high is None else quantity.allows(high)
    )
    if inside:
        return "holds"
    above = quantity.high is not None and (
        low > quantity.high or (quantity.high_open and low == quantity.high)
    )
    below = (
        high is not None
        and quantity.low is not None
        and (high < quantity.low or (quantity.low_open and high == quantity.low))
    )
    return "fails" if above or below else "unclear"


def value_in_words(estimate: Estimate, kind: str) -> float | None:
    """The estimate's value as words put it: a share in percent."""
    if estimate.value is None:
        return None
    return estimate.value * _PERCENT if kind == "share" else estimate.value


def count_flips(quantity: Quantity, estimate: Estimate, kind: str) -> int | None:
    """Count how few events, added, taken away or moved, would turn the verdict.

    Returns:
        The number of events; None where no number up to 200 would, or nothing is counted.
    """
    value = value_in_words(estimate, kind)
    if value is None or kind in ("sum", "distance"):
        return None
    holds = _allows(quantity, value, kind)
    paths = _paths_from(estimate, kind, np.arange(1, FARTHEST_FLIP + 1, dtype=np.float64))
    turned = np.zeros(FARTHEST_FLIP, dtype=bool)
    for other in paths:
        turned |= ~np.isnan(other) & (_allow_all(quantity, other, kind) != holds)
    first = np.flatnonzero(turned)
    return int(first[0]) + 1 if len(first) else None


def _paths_from(estimate: Estimate, kind: str, events: Floats) -> Iterator[Floats]:
    """Values the estimate would have if so many events were added, taken away or moved.

    Not-a-number where there are not so many.
    """
    n = estimate.n
    if kind == "share":
        whole = round(estimate.exposure or 0)
        same = np.zeros_like(events)
        for part, size in (
            (n + events, whole + events),
            (n - events, whole - events),
            (n + same, whole + events),
            (n + same, whole - events),
            (n + events, whole + same),
            (n - events, whole + same),
        ):
            fits = (part >= 0) & (part <= size) & (size > 0)
            yield np.where(fits, part / np.where(fits, size, 1) * _PERCENT, np.nan)
    elif isinstance(estimate, Comparison):
        yield from _ratios_from(estimate, events)
    else:
        step = _value_of_one(estimate)
        yield (n + events) * step
        yield np.where(n >= events, (n - events) * step, np.nan)


def _ratios_from(estimate: Comparison, events: Floats) -> Iterator[Floats]:
    before, after = estimate.before, estimate.after
    if before is None or after is None or not before.n or not after.n or not estimate.ratio:
        return
    scale = estimate.ratio * before.n / after.n
    for shift in (events, -events):
        more, less = after.n + shift, before.n + shift
        yield np.where(more >= 0, more / before.n * scale, np.nan)
        yield np.where(less > 0, after.n / np.where(less > 0, less, 1) * scale, np.nan)


def _value_of_one(estimate: Estimate) -> float:
    """What one event adds to a count (1) or a rate."""
    if estimate.n and estimate.value:
        return estimate.value / estimate.n
    per = estimate.unit.rpartition(" per ")[2]
    if " per " in estimate.unit and estimate.exposure and per in DAYS_PER:
        return DAYS_PER[per] / estimate.exposure
    return 1.0


def _doubt_turns(quantity: Quantity, estimate: Estimate, kind: str, *, holds: bool) -> bool:
    """Whether events that may count, once they do, could turn the verdict."""
    doubtful = estimate.awaiting_review + estimate.possible
    if doubtful == 0 or kind in ("sum", "distance"):
        return False
    for more in range(1, min(doubtful, FARTHEST_FLIP) + 1):
        for other in _values_with(estimate, kind, more):
            if _allows(quantity, other, kind) != holds:
                return True
    return False


def _values_with(estimate: Estimate, kind: str, more: int) -> Iterator[float]:
    n = estimate.n
    if kind == "share":
        whole = round(estimate.exposure or 0)
        yield (n + more) / (whole + more) * _PERCENT
        yield n / (whole + more) * _PERCENT
    elif isinstance(estimate, Comparison):
        before, after = estimate.before, estimate.after
        if before and after and before.n and after.n and estimate.ratio:
            scale = estimate.ratio * before.n / after.n
            if more <= after.awaiting_review + after.possible:
                yield (after.n + more) / before.n * scale
            if more <= before.awaiting_review + before.possible:
                yield after.n / (before.n + more) * scale
    else:
        yield (n + more) * _value_of_one(estimate)


def _allows(quantity: Quantity, value: float, kind: str) -> bool:
    """Whether words allow a value; a computed value on a closed edge is not lost to rounding."""
    slack = 1e-9 * max(1.0, abs(value))
    if quantity.allows(value):
        return True
    low_edge = quantity.low is not None and abs(value - quantity.low) <= slack
    high_edge = quantity.high is not None and abs(value - quantity.high) <= slack
    if kind in ("count", "sum"):
        return False
    return (low_edge and not quantity.low_open) or (high_edge and not quantity.high_open)


def _allow_all(quantity: Quantity, values: Floats, kind: str) -> npt.NDArray[np.bool_]:
    """`_allows` of many values at once."""
    slack = 0.0 if kind in ("count", "sum") else 1e-9 * np.maximum(1.0, np.abs(values))
    allowed = np.ones(len(values), dtype=bool)
    if quantity.low is not None:
        low = quantity.low
        allowed &= values > low if quantity.low_open else values >= low - slack
    if quantity.high is not None:
        high = quantity.high
        allowed &= values < high if quantity.high_open else values <= high + slack
    return allowed


def _only_caps(quantity: Quantity) -> bool:
    """Whether words such as "up to" and "fewer than" set a ceiling and no floor."""
    return quantity.low in (None, 0)


def _why_not(quantity: Quantity, value: float, kind: str) -> str:
    low, high = quantity.low, quantity.high
    if kind in ("change", "compare"):
        claims_rise = low is not None and low >= 1
        claims_fall = high is not None and high <= 1
        if (claims_rise and value < 1) or (claims_fall and value > 1):
            return "wrong-direction"
    below = low is not None and value <= low
    edge = low if below else high
    if edge is not None and abs(value - edge) <= _NEAR * max(abs(value), abs(edge)):
        return "rounding"
    overstates = below if not (kind == "change" and high is not None and high <= 1) else not below
    return "too-strong" if overstates else "too-weak"
