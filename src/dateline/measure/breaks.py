"""Where a series changes its level: a surge, a fall, a source or an actor gone quiet.

The last weeks are set against the year before them, for each number of last weeks that a change may
be old. What must be passed is scaled by the variance and the memory of the series itself
(`memory`): squared errors on overdispersed counts raise an alarm in most quiet years.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.measure.change import judge_counts

SPANS = (1, 2, 3, 6)  # weeks that a change may be old when it is looked for
YEAR_WEEKS = 52
LEAST_WEEKS = 12  # of weeks before, below which nothing is said
THRESHOLD = 0.0003  # p that one look must pass, so that one quiet year in twenty raises an alarm
_APART = 3  # weeks from one break to the next
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
        p: of no change, for this look alone.
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


def find_alarm(counts: Sequence[int], *, threshold: float = THRESHOLD) -> Alarm | None:
    """Say whether the last weeks of a series differ from the year before them.

    Args:
        counts: units in each week, oldest first; the last one complete.
        threshold: p to pass.

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
        before, after = counts[-weeks - known : -weeks], counts[-weeks:]
        p = judge_counts(before, after)
        if p < threshold:
            found.append(Alarm(weeks, sum(before) / known, sum(after) / weeks, p))
    return min(found, key=lambda one: one.p, default=None)


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
