"""What a desk holds of a query besides the days compared: it teaches the noise and the season."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import numpy as np

from dateline.measure.exposure import Stretch, cover_periods
from dateline.measure.frame import Indices
from dateline.measure.selection import Selection, select_events
from dateline.model.query import Period

_DAY = timedelta(days=1)
_GAP = 28  # days without any report, after which the desk is taken not to have watched before
_MOST = 2 * 366  # days before the first period that are looked at
_LEAST = 8 * 7  # days that teach anything


def hold_around(
    before: Selection, after: Selection
) -> tuple[Selection, tuple[Stretch, ...]] | None:
    """Select the same query over the days around two periods that the desk also watched.

    The desk is taken to have watched back from the first period for as long as no four weeks pass
    without a report of anything, and at most two years.

    Returns:
        The events of days that belong to neither period, and those days; None where they are
        fewer than eight weeks.
    """
    compared = [
        stretch for side in (before, after) for stretch in cover_periods(side.resolved) or ()
    ]
    if not compared:
        return None
    first = min(stretch.start for stretch in compared)
    last = max(stretch.end for stretch in compared)
    reports = before.frame.report_days
    rest = tuple(
        stretch
        for stretch in _leave_out(Stretch(_watched_from(reports, first), last), compared)
        if _was_watched(reports, stretch)
    )
    if sum(stretch.days for stretch in rest) < _LEAST:
        return None
    periods = tuple(Period(one.start.date(), (one.end - _DAY).date()) for one in rest)
    resolved = replace(before.resolved, periods=periods)
    return select_events(before.frame, resolved, counts=before.counts), rest


def _watched_from(reports: Indices, first: datetime) -> datetime:
    """The first midnight from which anything was reported without a long gap up to `first`."""
    start = end = first.date().toordinal()
    earlier = reports[(reports < end) & (reports >= end - _MOST)][::-1]
    for day in earlier.tolist():
        if start - day > _GAP:
            break
        start = day
    return datetime.combine(datetime.fromordinal(start).date(), time())


def _was_watched(reports: Indices, stretch: Stretch) -> bool:
    """Whether no long gap lies in a stretch."""
    first, last = stretch.start.toordinal(), stretch.end.toordinal()
    inside = reports[(reports >= first) & (reports < last)]
    return bool(np.diff([first, *inside.tolist(), last]).max() <= _GAP)


def _leave_out(whole: Stretch, parts: list[Stretch]) -> tuple[Stretch, ...]:
    """Cut parts out of a stretch; days that a part covers only in part go with it."""
    rest = []
    start = whole.start
    for part in sorted(parts, key=lambda one: one.start):
        if part.start > start:
            rest.append(Stretch(start, part.start))
        midnight = datetime.combine(part.end.date(), time())
        start = max(start, midnight if midnight == part.end else midnight + _DAY)
    return tuple(one for one in rest if one.days >= 1)
