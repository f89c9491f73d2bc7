"""Where a series changes its level: a surge, a fall, a source or an actor gone quiet.

The last weeks are set against what the year before them lets expect, for each number of last weeks
that a change may be old. What is expected is a negative binomial total whose mean and variance are
those of the year; neither is known, so the variance is drawn from what the year allows (a
chi-square whose freedom falls with the tails of the counts) and so is how long the series
remembers. Squared errors on overdispersed counts raise an alarm in most quiet years.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

import numpy as np

from dateline.measure.memory import Floats

SPANS = (1, 2, 3, 6)  # weeks that a change may be old when it is looked for
YEAR_WEEKS = 52
LONGEST = 156  # weeks before that teach how long counts remember
LEAST_WEEKS = 12  # of weeks before, below which nothing is said
# What p of one look must pass, so that about one quiet year in twenty raises an alarm; found on
# invented series (docs/decisions/change-alarms.md). A bursty series, or one that remembers, is
# known less well by its own year than a calm one.
CALM, BURSTY, REMEMBERING = 0.0008, 0.0004, 0.000005
_CALM_UP_TO = 1.2  # variance over mean
_MEMORY_FROM = 0.2  # share of the variance that goes on into the next week
_FALL = 0.3  # falls have the lesser part of the false alarms
_FADE = 0.7  # of what is remembered, from week to week
_EDGES = np.array([0, 0.001, 0.006, 0.02, 0.05, 0.12, 0.25, 0.45, 0.75, 1])
_CHANCES, _SHARES = (_EDGES[1:] + _EDGES[:-1]) / 2, np.diff(_EDGES)
_LONGER = np.array([0.0, 0.6, 1.2, 2.0])  # standard errors that memory may be longer by
_LONGER_SHARES = np.array([0.35, 0.35, 0.2, 0.1])
_MOST_MEMORY = 0.85
_FREEDOM = (2.5, 200.0)
_TINY = 1e-6
_BIAS = 1.5  # weeks: memory is read too short by about this over their number
# ACLED's Trendfinder: percent over the base above, or below, which a change has a name.
_LARGE, _MODERATE = 25.0, 10.0
_LITTLE_BASE, _LITTLE_WEEK = 2, 5


@dataclass(frozen=True, slots=True)
class Alarm:
    """The last weeks of a series differ from the year before.

    Attributes:
        weeks: how many last weeks.
        before: events a week before.
        after: events a week in them.
        p: of so many, or so few, if nothing changed; for this look alone.
    """

    weeks: int
    before: float
    after: float
    p: float

    @property
    def kind(self) -> str:
        """`surge`, `fall` or `gone quiet`."""
        if self.after > self.before:
            return "surge"
        return "fall" if self.after else "gone quiet"


@dataclass(frozen=True, slots=True)
class _Year:
    """What the weeks before say: mean, variance over mean, memory, and how far to believe them."""

    weeks: int
    mean: float
    dispersion: float
    memory: float
    freedom: float

    @property
    def threshold(self) -> float:
        """What p of one look must pass."""
        if self.memory > _MEMORY_FROM:
            return REMEMBERING
        return CALM if self.dispersion <= _CALM_UP_TO else BURSTY


def find_alarm(counts: Sequence[int], *, strictness: float = 1.0) -> Alarm | None:
    """Say whether the last weeks of a series differ from the year before them.

    Args:
        counts: units in each week, oldest first; the last one complete.
        strictness: what the p to pass is divided by.

    Returns:
        The clearest alarm; None where there is none or too little came before.

    >>> find_alarm([5, 4, 6] * 12 + [15, 14]).kind
    'surge'
    >>> find_alarm([5, 4, 6] * 12)
    """
    found = []
    for weeks in SPANS:
        known = min(len(counts) - weeks, YEAR_WEEKS)
        if known < LEAST_WEEKS or sum(counts[-weeks - known :]) == 0:
            continue
        longer = np.asarray(counts[-weeks - LONGEST : -weeks], dtype=np.float64)
        year = _read_year(longer[-known:], _read_memory(longer))
        total = sum(counts[-weeks:])
        above, below = _chances_of(total, weeks, year)
        passed = min(above, below / _FALL) / year.threshold
        if passed < 1 / strictness:
            level = sum(counts[-weeks - known : -weeks]) / known
            found.append((passed, Alarm(weeks, level, total / weeks, min(above, below))))
    return min(found, key=itemgetter(0))[1] if found else None


def _read_memory(before: Floats) -> float:
    """How much of the variance goes on into the next week, from the whole record before.

    Least squares of both lags on a memory that fades at the rate assumed.
    """
    weeks, mean = len(before), float(before.mean())
    off = before - mean
    spread = max(float(off @ off) / (weeks - 1), mean, 0.5 / weeks)
    steps = [float(off[lag:] @ off[:-lag]) / (weeks - 1) for lag in (1, 2)]
    return (steps[0] + _FADE * steps[1]) / (1 + _FADE**2) / spread


def _read_year(before: Floats, memory: float) -> _Year:
    weeks = len(before)
    mean = max(float(before.mean()), 0.5 / weeks)
    off = before - mean
    variance = float(off @ off) / (weeks - 1)
    over = max(variance - mean, 0.0)
    tails = 6 * over / mean**2 + 1 / (mean * (1 + over / mean))  # excess kurtosis of such counts
    kept = min(max(memory, 0.0), _MOST_MEMORY)
    independent = weeks * (1 - kept * _FADE) / (1 + kept)
    freedom = min(max(2 * independent / (2 + tails), _FREEDOM[0]), _FREEDOM[1])
    return _Year(weeks, mean, variance / mean, memory, freedom)


def _chances_of(total: float, weeks: int, year: _Year) -> tuple[float, float]:
    """How likely so many events or more, and so many or fewer, are if nothing changed."""
    from scipy.special import betainc, gammaincinv

    n, mean = year.weeks, year.mean
    longer = _LONGER / math.sqrt(n) if year.memory > 0 else np.zeros(len(_LONGER))
    memory = np.clip(year.memory + _BIAS / n + longer, 0, _MOST_MEMORY)[:, None]
    scale = year.freedom / (2 * gammaincinv(year.freedom / 2, _CHANCES))[None, :]
    variance = np.maximum(max(year.dispersion, 1.0) * mean * scale, mean * (1 + _TINY))
    later = variance * (weeks + 2 * memory * _pairs(weeks))
    known = variance * (n + 2 * memory * _pairs(n)) * (weeks / n) ** 2
    expected = weeks * mean
    shape = expected**2 / np.maximum(later + known - expected, _TINY * expected)
    zero = shape / (shape + expected)
    above, below = (
        float(_LONGER_SHARES @ tail @ _SHARES)
        for tail in (
            betainc(total, shape, 1 - zero) if total else np.ones_like(shape),
            betainc(shape, total + 1, zero),
        )
    )
    return above, below


@cache
def _pairs(weeks: int) -> float:
    """What the pairs of so many weeks add to the variance of their sum, at full memory."""
    return sum((weeks - lag) * _FADE ** (lag - 1) for lag in range(1, weeks))


def band_trend(counts: Sequence[int], *, base: int = 4) -> str | None:
    """The band of ACLED's Trendfinder for the last week against the weeks before.

    Args:
        counts: units in each week, oldest first; ACLED's weeks run from Saturday to Friday.
        base: weeks before, 4 or 52.

    Returns:
        The band; None where fewer weeks are known.

    >>> band_trend([10, 10, 10, 10, 13]), band_trend([1, 2, 1, 2, 5])
    ('large increase', 'limited change')
    """
    if len(counts) <= base:
        return None
    average, latest = sum(counts[-base - 1 : -1]) / base, counts[-1]
    if average <= _LITTLE_BASE and latest <= _LITTLE_WEEK:
        return "limited change"
    change = 100 * (latest - average) / average if average else math.inf
    if change > _MODERATE:
        return "large increase" if change > _LARGE else "moderate increase"
    return "limited change" if change >= -_LARGE else "large decrease"
