"""Two periods, places or actors against each other: a ratio with an interval that is honest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dateline.errors import CommandError
from dateline.measure.binning import bin_pair, bin_periods
from dateline.measure.contrasts import Change, assume_poisson
from dateline.measure.coverage import compare_coverage
from dateline.measure.exposure import cover_periods
from dateline.measure.held import hold_around
from dateline.measure.intervals import LEVEL
from dateline.measure.levels import (
    AFTER,
    BEFORE,
    HELD,
    Bins,
    fit_change,
    fit_pair,
)
from dateline.measure.rates import count_events, rate_events
from dateline.measure.selection import Selection
from dateline.model.estimate import DAYS_PER, Comparison, Estimate

POWER = 0.8
_WEEK = 7
_LIKELY = 0.5
_NOMINAL = 1 - LEVEL
FARTHEST = 256  # units more or fewer, beyond which a verdict counts as firm
_DOUBLINGS = tuple(2**power for power in range(9))


@dataclass(frozen=True, slots=True)
class Ratio:
    """Second over first with its interval, p of no change, and the smallest change to be seen."""

    ratio: float | None
    low: float | None
    high: float | None
    p: float | None
    smallest: float | None
    p_remembering: float | None = None


def change_between(before: Selection, after: Selection, *, per: str = "month") -> Comparison:
    """Compare what happened in two periods.

    The ratio of rates, second over first, with an interval from quasi-Poisson counts in weeks (or
    days, where weeks are few): what the variance is and how long it remembers is weighed, not
    assumed (`memory`). Where the desk held more days of the same query they teach the noise, and
    once it held two years the season is taken out of p; the ratio itself stays the counted one.
    The exact Poisson test is not used: it rejects a quarter to a half of true nulls on bursty
    counts.

    Args:
        before: events of the first period.
        after: events of the second.
        per: `day`, `week`, `month` or `year` compares rates; `total` compares raw totals, each
            over its own exposure.

    Returns:
        The comparison; value None where a period covers no day or both are empty.

    Raises:
        CommandError: when `per` is no unit of time.
    """
    if per != "total" and per not in DAYS_PER:
        raise CommandError(f"A change per “{per}” is unknown; say day, week, month, year or total.")
    first, second = _sides(before, after, per)
    spans = cover_periods(before.resolved), cover_periods(after.resolved)
    days = tuple(sum(one.days for one in span) if span else 0.0 for span in spans)
    if spans[0] is None or spans[1] is None or min(days) <= 0:
        return _nothing(first, second, "no exposure: a period covers no day")
    if first.n + second.n == 0:
        return _nothing(first, second, "no data: both periods are empty")
    fitted = fit_change(bin_periods(before, after, hold_around(before, after)))
    fitted = replace(fitted, plain=replace(fitted.plain, totals=(first.n, second.n)))
    weight = days[1] / days[0] if per == "total" else 1.0
    coverage = compare_coverage(before, after)
    shared = coverage.shared_ratio
    return replace(
        _describe(first, second, fitted, judge_change(fitted, weight)),
        sources=coverage.sources,
        documents=coverage.documents,
        shared_ratio=None if shared is None else shared * weight * days[0] / days[1],
        flips_at=count_flips(fitted),
    )


def compare_events(one: Selection, other: Selection, *, per: str = "total") -> Comparison:
    """Compare two queries, the first over the second: "twice as many in Mopti as in Segou".

    Over the same days what moves both, such as a source gone quiet, cancels out.
    """
    if per != "total" and per not in DAYS_PER:
        raise CommandError(f"A change per “{per}” is unknown; say day, week, month, year or total.")
    first, second = _sides(other, one, per)
    spans = cover_periods(other.resolved), cover_periods(one.resolved)
    if first.n + second.n == 0:
        return _nothing(first, second, "no data: neither query meets an event")
    days = [sum(part.days for part in span) if span else 0.0 for span in spans]
    if per != "total" and min(days) <= 0:
        return _nothing(first, second, "no exposure: a period is open or covers no day")
    weight = days[1] / days[0] if per == "total" and min(days) > 0 else 1.0
    if not min(days):
        fitted = assume_poisson((first.n, second.n), (1.0, 1.0))
    elif spans[0] == spans[1]:
        fitted = fit_pair(*bin_pair(other, one))
    else:
        fitted = fit_change(bin_periods(other, one, None))
    fitted = replace(fitted, plain=replace(fitted.plain, totals=(first.n, second.n)))
    coverage = compare_coverage(other, one)
    return replace(
        _describe(first, second, fitted, judge_change(fitted, weight)),
        sources=coverage.sources,
        documents=coverage.documents,
        flips_at=count_flips(fitted),
    )


def judge_change(fitted: Change, weight: float) -> Ratio:
    """Judge a fitted change.

    Args:
        fitted: the totals and the noise around them.
        weight: what a ratio of rates is multiplied by: 1, or for raw totals the second exposure
            over the first.

    Returns:
        The ratio as counted, an interval around it, and p of no change but the season's.
    """
    before, after = fitted.plain.totals
    rates = fitted.plain.exposures[0] / fitted.plain.exposures[1]
    low, high = fitted.interval(LEVEL)
    return Ratio(
        after / before * rates * weight if before else None,
        low * weight,
        None if high is None else high * weight,
        fitted.p(),
        fitted.smallest(LEVEL, POWER),
        fitted.p_remembering(),
    )


def count_flips(fitted: Change) -> int | None:
    """How few units more or fewer in the second period would turn the verdict at 5 percent.

    Returns:
        Their number; None where up to 256 would not.
    """
    first = fitted.p() < _NOMINAL
    days = fitted.plain.exposures
    found = []
    for step in (1, -1):
        before, after = fitted.plain.totals
        least = 0 if before else 1  # two empty periods have no verdict
        most = FARTHEST if step > 0 else max(0, min(FARTHEST, int(after) - least))
        level = round(step * (before * days[1] / days[0] - after)) if min(days) > 0 else 0

        def turned(units: int, step: int = step) -> bool:
            return (fitted.moved(step * units).p() < _NOMINAL) != first

        tried = [0, *sorted({n for n in (*_DOUBLINGS, level, most) if 0 < n <= most})]
        reached = next((n for n in range(1, len(tried)) if turned(tried[n])), None)
        if reached is not None:
            low, at = tried[reached - 1], tried[reached]
            while at - low > 1:
                middle = (low + at) // 2
                low, at = (low, middle) if turned(middle) else (middle, at)
            found.append(at)
    return min(found, default=None)


def judge_counts(
    before: Sequence[int], after: Sequence[int], held: Sequence[int] = (), *, days: int = _WEEK
) -> float:
    """Give the p-value of no change between two series of counts in bins of equal length.

    Args:
        before: the first series.
        after: the second, right behind it.
        held: what is held from before the first.
        days: length of a bin.

    >>> judge_counts([4] * 12, [2] * 12) < .01, judge_counts([0, 12, 0] * 4, [0, 6, 0] * 4) > .05
    (True, True)
    """
    return fit_counts(before, after, held, days=days).p() if sum(before) + sum(after) else 1.0


def fit_counts(
    before: Sequence[int], after: Sequence[int], held: Sequence[int] = (), *, days: int = _WEEK
) -> Change:
    """Fit the change between two series of counts in bins of equal length, not both empty."""
    counts = np.array([*held, *before, *after], dtype=np.float64)
    sides = np.repeat([HELD, BEFORE, AFTER], [len(held), len(before), len(after)])
    places = np.arange(len(counts), dtype=np.float64)
    return fit_change(Bins(counts, np.ones(len(counts)), places, sides, days))


def _sides(before: Selection, after: Selection, per: str) -> tuple[Estimate, Estimate]:
    if per == "total":
        return count_events(before), count_events(after)
    return rate_events(before, per=per), rate_events(after, per=per)


def _describe(first: Estimate, second: Estimate, fitted: Change | None, found: Ratio) -> Comparison:
    return Comparison(
        found.ratio,
        found.low,
        found.high,
        LEVEL,
        first.n + second.n,
        None
        if None in (first.exposure, second.exposure)
        else ((first.exposure or 0) + (second.exposure or 0)),
        f"ratio of {second.unit}",
        _name_method(fitted),
        f"{second.query} against {first.query}",
        second.as_of,
        second.as_reported,
        events=first.events + second.events,
        by_basis={
            basis: first.by_basis.get(basis, 0) + second.by_basis.get(basis, 0)
            for basis in {**first.by_basis, **second.by_basis}
        },
        unattributed=first.unattributed + second.unattributed,
        awaiting_review=first.awaiting_review + second.awaiting_review,
        possible=first.possible + second.possible,
        ratio=found.ratio,
        ratio_low=found.low,
        ratio_high=found.high,
        p=found.p,
        dispersion=fitted.memories.dispersion if fitted and fitted.memories else None,
        minimum_detectable_ratio=found.smallest,
        p_remembering=found.p_remembering,
        season_ratio=fitted.season_ratio if fitted and fitted.season > _LIKELY else None,
        before=first,
        after=second,
    )


def _nothing(first: Estimate, second: Estimate, why: str) -> Comparison:
    """A comparison that has no value, and why."""
    blank = Ratio(None, None, None, None, None)
    return replace(_describe(first, second, None, blank), method=why)


def _name_method(fitted: Change | None) -> str:
    memories = fitted.memories if fitted else None
    if fitted is None or memories is None:
        return "Poisson; dispersion unknown: too few bins"
    season = "; season taken out of p" if fitted.season > _LIKELY else ""
    return (
        f"quasi-Poisson, dispersion {memories.dispersion:.1f}, memory {memories.memory:.2f} "
        f"over {fitted.bins} {fitted.unit}{season}"
    )
