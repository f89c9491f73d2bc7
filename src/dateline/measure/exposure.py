"""How long a query watched: days actually covered, the cutoff's minute included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import numpy.typing as npt

from dateline.model.resolved import ResolvedQuery

Indices = npt.NDArray[np.int64]
_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time without zone: from the first moment up to, not including, the last."""

    start: datetime
    end: datetime

    @property
    def days(self) -> float:
        """Its length in days."""
        return (self.end - self.start) / _DAY


def cover_periods(resolved: ResolvedQuery) -> tuple[Stretch, ...] | None:
    """Turn the query's days into stretches of time that end no later than the cutoff.

    Returns:
        Stretches in order, none where the periods lie after the cutoff; None where the query
        leaves a start or an end open that no cutoff closes, so that no exposure is known.
    """
    if not resolved.periods:
        return None
    cutoff = resolved.cutoff.replace(tzinfo=None) if resolved.cutoff else None
    stretches = []
    for period in resolved.periods:
        if period.start is None or (period.end is None and cutoff is None):
            return None
        start = datetime.combine(period.start, time())
        end = _end_of(period.end, cutoff)
        if start < end:
            stretches.append(Stretch(start, end))
    return tuple(stretches)


def count_days(resolved: ResolvedQuery) -> float | None:
    """Count the days covered; None where they are unknown, 0 where the period is yet to come."""
    stretches = cover_periods(resolved)
    return None if stretches is None else sum(stretch.days for stretch in stretches)


def cut_bins(
    stretches: tuple[Stretch, ...], days: int, *, leftovers: bool = False
) -> list[Stretch]:
    """Cut stretches into bins of so many days.

    What is left over at an end is dropped, or with `leftovers` is a shorter bin of its own.

    >>> month = Stretch(datetime(2023, 7, 1), datetime(2023, 8, 1))
    >>> [bin.start.day for bin in cut_bins((month,), 7)]
    [1, 8, 15, 22]
    """
    bins = []
    for stretch in stretches:
        start = stretch.start
        while start + days * _DAY <= stretch.end:
            bins.append(Stretch(start, start + days * _DAY))
            start += days * _DAY
        if leftovers and start < stretch.end:
            bins.append(Stretch(start, stretch.end))
    return bins


def count_in_bins(days: Sequence[int] | Indices, bins: list[Stretch]) -> list[int]:
    """Count days, given as ordinals, in each bin; bins are in order and start at midnight."""
    firsts = np.array([one.start.toordinal() for one in bins], dtype=np.int64)
    lasts = np.array([(one.end - _MOMENT).toordinal() for one in bins], dtype=np.int64)
    wanted = np.asarray(days, dtype=np.int64)
    at = np.searchsorted(firsts, wanted, side="right") - 1
    inside = at >= 0
    inside[inside] = wanted[inside] <= lasts[at[inside]]
    counts: list[int] = np.bincount(at[inside], minlength=len(bins)).tolist()
    return counts


def _end_of(end: date | None, cutoff: datetime | None) -> datetime:
    edges = [cutoff] if cutoff else []
    if end is not None:
        edges.append(datetime.combine(end, time.max))
    edge = min(edges)
    midnight = time.max == edge.time()
    return datetime.combine(edge.date() + _DAY, time()) if midnight else edge
