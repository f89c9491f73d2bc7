"""Events by week or month: bins with the days that were observed of each."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateline.model.event import Event
from dateline.publish.edition import FigureMatter
from dateline.publish.figures.marks import OTHER

SATURDAY = 5  # a week runs Saturday to Friday, as ACLED's does
WEEK = 7
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar: its first and last day, how many were observed, and its events by category."""

    start: date
    end: date
    covered: int
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All events of the bin."""
        return sum(self.counts.values())

    @property
    def partial(self) -> bool:
        """Whether some of its days were not observed."""
        return self.covered < (self.end - self.start).days + 1


def observed_days(matter: FigureMatter, cutoff: str | None) -> tuple[date, date] | None:
    """The first and last day that a figure covers; None where nothing says."""
    days = [event.date_start for event in matter.events if event.date_start]
    first = matter.since or min(days, default=None)
    last = matter.until or (day_of(cutoff) if cutoff else max(days, default=None))
    if first is None or last is None:
        return None
    return first, min(last, day_of(cutoff)) if cutoff else last


def cut_bins(first: date, last: date, per: str) -> list[tuple[date, date]]:
    """Cut days into whole weeks or months, the first and last day of each.

    >>> [str(start) for start, _ in cut_bins(date(2023, 11, 19), date(2023, 12, 2), "week")]
    ['2023-11-18', '2023-11-25', '2023-12-02']
    """
    start = first.replace(day=1) if per == "month" else week_of(first)
    spans = []
    while start <= last:
        following = _next_month(start) if per == "month" else start + timedelta(days=WEEK)
        spans.append((start, following - timedelta(days=1)))
        start = following
    return spans


def count_bins(
    matter: FigureMatter,
    name: Callable[[Event], str],
    ranked: Sequence[str],
    *,
    cutoff: str | None,
    per: str = "week",
) -> list[Bin]:
    """Count events by week or month from the query's first day to its last, empty ones included."""
    observed = observed_days(matter, cutoff)
    if observed is None:
        return []
    first, last = observed
    spans = cut_bins(first, last, per)
    starts = {start for start, _ in spans}
    found: Counter[tuple[date, str]] = Counter()
    for event in matter.events:
        if event.date_start is None:
            continue
        day = event.date_start
        start = day.replace(day=1) if per == "month" else week_of(day)
        if start in starts:
            found[start, name(event) if name(event) in ranked else OTHER] += 1
    return [
        Bin(start, end, (min(end, last) - max(start, first)).days + 1,
            {one: found[start, one] for one in ranked if found[start, one]})
        for start, end in spans
    ]  # fmt: skip


def week_of(day: date) -> date:
    """The Saturday that a day's week begins with.

    >>> week_of(date(2023, 12, 13))
    datetime.date(2023, 12, 9)
    """
    return day - timedelta(days=(day.weekday() - SATURDAY) % WEEK)


def day_of(text: str) -> date:
    """The day of an ISO time."""
    return datetime.fromisoformat(text).date()


def _next_month(first: date) -> date:
    late = first.month == DECEMBER
    return date(first.year + late, 1 if late else first.month + 1, 1)
