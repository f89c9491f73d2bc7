"""Two periods, places or actors against each other: a ratio with an interval that is honest."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.errors import CommandError
from dateline.measure.coverage import compare_coverage
from dateline.measure.exposure import Stretch, count_in_bins, cover_periods, cut_bins
from dateline.measure.frame import Selection
from dateline.measure.intervals import LEVEL, MIN_BINS
from dateline.measure.rates import count_events, rate_events, unit_days
from dateline.model.estimate import DAYS_PER, Comparison, Estimate

POWER = 0.8
_WEEK = 7
_CALM = 0.5
_MANY = 1e6  # degrees of freedom where the noise is taken as known
_ZERO = 0.5  # added to both counts where one is nought, so that a ratio has an interval


@dataclass(frozen=True, slots=True)
class Noise:
    """How much more counts vary than a steady random rate would have them.

    Attributes:
        dispersion: variance over mean, within the periods; never below a half, because counts
            calmer than that are calm by chance.
        memory: correlation of a bin with the next, corrected for small samples, 0 to .9.
        bins: bins it rests on, both periods together; 0 where they were too few to tell.
        days: length of a bin.
    """

    dispersion: float = 1.0
    memory: float = 0.0
    bins: int = 0
    days: int = _WEEK

    @property
    def inflation(self) -> float:
        """What the variance of a total is multiplied by."""
        return self.dispersion * (1 + self.memory) / (1 - self.memory)

    @property
    def freedom(self) -> float:
        """Degrees of freedom left, counted in bins that do not repeat each other."""
        return max(1.0, self.bins * (1 - self.memory) / (1 + self.memory) - 2)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Second over first with its interval, p of no change, and the smallest change to be seen."""

    ratio: float | None
    low: float | None
    high: float | None
    p: float | None
    smallest: float | None


def change_between(before: Selection, after: Selection, *, per: str = "month") -> Comparison:
    """Compare what happened in two periods.

    The ratio of rates, second over first, with an interval from quasi-Poisson counts in weeks
    (or days, where a period has fewer than four weeks): the variance is stretched by the
    dispersion within the periods and by the correlation of neighbouring bins. The exact Poisson
    test is not used: it rejects a quarter to a half of true nulls on bursty counts.

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
    noise = measure_noise(
        [(unit_days(before), spans[0]), (unit_days(after), spans[1])],
    )
    weight = 1.0 if per == "total" else days[0] / days[1]
    coverage = compare_coverage(before, after)
    shared = coverage.shared_ratio
    return replace(
        _describe(first, second, noise, compare_totals(first.n, second.n, noise, weight)),
        sources=coverage.sources,
        shared_ratio=None if shared is None else shared * weight,
    )


def compare_events(one: Selection, other: Selection, *, per: str = "total") -> Comparison:
    """Compare two queries, the first over the second: "twice as many in Mopti as in Segou"."""
    return change_between(other, one, per=per)


def measure_noise(sides: Sequence[tuple[list[int], tuple[Stretch, ...]]]) -> Noise:
    """Estimate dispersion and memory within periods, from weekly bins, or daily where few."""
    for days in (_WEEK, 1):
        cuts = [cut_bins(stretches, days) for _, stretches in sides]
        if min(len(bins) for bins in cuts) >= MIN_BINS:
            counts = [
                count_in_bins(dates, bins) for (dates, _), bins in zip(sides, cuts, strict=True)
            ]
            return pool_noise(counts, days)
    return Noise()


def pool_noise(counts: Sequence[Sequence[int]], days: int) -> Noise:
    """Pool the noise of several series of counts, each around its own mean.

    >>> round(pool_noise([[0, 4, 0, 4], [1, 1, 1, 1]], 7).dispersion, 2)
    1.33
    """
    squares = products = 0.0
    bins = freedom = 0
    for series in counts:
        mean = sum(series) / len(series)
        if mean == 0:
            continue
        residuals = [(count - mean) / math.sqrt(mean) for count in series]
        squares += sum(residual * residual for residual in residuals)
        products += sum(a * b for a, b in pairwise(residuals))
        bins += len(series)
        freedom += len(series) - 1
    if freedom == 0 or squares == 0:
        return Noise(days=days)
    raw = products / squares
    # Kendall's correction of the downward bias of an autocorrelation in a short series.
    memory = min(0.9, max(0.0, raw + (1 + 3 * raw) / bins))
    return Noise(max(_CALM, squares / freedom), memory, bins, days)


def compare_totals(before: int, after: int, noise: Noise, weight: float) -> Ratio:
    """Compare two totals.

    Args:
        before: the first total.
        after: the second.
        noise: how much counts vary within the periods.
        weight: what the second over the first is multiplied by: the first exposure over the
            second for rates, 1 for raw totals.
    """
    from scipy.special import stdtr, stdtrit

    padded = _ZERO if 0 in (before, after) else 0.0
    a, b = before + padded, after + padded
    centre = math.log(b / a * weight)
    spread = math.sqrt(noise.inflation * (1 / a + 1 / b))
    freedom = noise.freedom if noise.bins else _MANY
    reach = float(stdtrit(freedom, (1 + LEVEL) / 2))
    # Under no change the whole divides as the exposures do.
    expected = (a + b) * weight / (1 + weight), (a + b) / (1 + weight)
    steady = math.sqrt(noise.inflation * sum(1 / part for part in expected))
    return Ratio(
        after / before * weight if before else None,
        math.exp(centre - reach * spread),
        math.exp(centre + reach * spread),
        2 * float(stdtr(freedom, -abs(centre) / spread)),
        math.exp(steady * (reach + float(stdtrit(freedom, POWER)))),
    )


def judge_counts(before: Sequence[int], after: Sequence[int], days: int = _WEEK) -> float:
    """Give the p-value of no change between two series of counts in bins of equal length.

    >>> judge_counts([4] * 12, [2] * 12) < .01, judge_counts([0, 12, 0] * 4, [0, 6, 0] * 4) > .05
    (True, True)
    """
    if sum(before) + sum(after) == 0:
        return 1.0
    noise = pool_noise([before, after], days)
    p = compare_totals(sum(before), sum(after), noise, len(before) / len(after)).p
    return 1.0 if p is None else p


def _sides(before: Selection, after: Selection, per: str) -> tuple[Estimate, Estimate]:
    if per == "total":
        return count_events(before), count_events(after)
    return rate_events(before, per=per), rate_events(after, per=per)


def _describe(first: Estimate, second: Estimate, noise: Noise, found: Ratio) -> Comparison:
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
        _name_method(noise),
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
        dispersion=noise.dispersion if noise.bins else None,
        minimum_detectable_ratio=found.smallest,
        before=first,
        after=second,
    )


def _nothing(first: Estimate, second: Estimate, why: str) -> Comparison:
    """A comparison that has no value, and why."""
    blank = Ratio(None, None, None, None, None)
    return replace(_describe(first, second, Noise(), blank), method=why)


def _name_method(noise: Noise) -> str:
    if not noise.bins:
        return "Poisson; dispersion unknown: too few bins"
    length = "weeks" if noise.days == _WEEK else "days"
    return (
        f"quasi-Poisson, dispersion {noise.dispersion:.1f}, memory {noise.memory:.2f} "
        f"over {noise.bins} {length}"
    )
