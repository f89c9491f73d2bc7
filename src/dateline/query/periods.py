"""Periods in the query language, and sets of days."""

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from dateline.errors import QueryError
from dateline.model.query import Period

DAY = timedelta(days=1)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T[\d:.+Z-]+)?)?)?\Z")
_LAST = re.compile(r"(?:last:)?(\d+)\s?(day|week|month|year)s?\Z")


def read_period(
    text: str,
    *,
    cutoff: datetime | None,
    named: Callable[[str], str | None] = lambda _: None,
    at: int = 0,
) -> Period:
    """Read a period: `2023`, `2023-07`, `2023-07-05`, `a..b`, `last:3weeks` or `$spring`.

    Args:
        text: the period as written.
        cutoff: where `last:` ends.
        named: looks up what a name without its `$` stands for.
        at: offset of the text in its line, for errors.

    Returns:
        The days, both ends included.

    Raises:
        QueryError: where the text is no period or its name is unknown.

    >>> read_period("2022-10..2023-03", cutoff=None)
    Period(start=datetime.date(2022, 10, 1), end=datetime.date(2023, 3, 31))
    >>> read_period("last:3weeks", cutoff=datetime(2023, 12, 13, 10))
    Period(start=datetime.date(2023, 11, 23), end=datetime.date(2023, 12, 13))
    """
    for _ in range(5):  # a name may stand for another name, not for itself without end
        if not text.startswith("$"):
            break
        text = _look_up(text, named, at)
    last = _LAST.match(text)
    if last and (text.startswith("last:") or not text[-1].isdigit()):
        return _last_days(int(last.group(1)), last.group(2), cutoff, (at, at + len(text)))
    first, dots, second = text.partition("..")
    if not dots:
        return _read_partial(first, at)
    start = _read_partial(first, at).start if first else None
    second_at = at + len(first) + 2
    end = _read_partial(second, second_at).end if second else None
    if start and end and start > end:
        raise QueryError(
            f"The period “{text}” ends before it starts; turn its ends round.", at, at + len(text)
        )
    return Period(start, end)


def intersect_periods(left: Iterable[Period], right: Iterable[Period]) -> tuple[Period, ...]:
    """Keep the days that both sets have."""
    common = []
    for one in left:
        for other in right:
            start = max(filter(None, (one.start, other.start)), default=None)
            end = min(filter(None, (one.end, other.end)), default=None)
            if start is None or end is None or start <= end:
                common.append(Period(start, end))
    return merge_periods(common)


def merge_periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Put periods in order and join those that touch or overlap.

    >>> merge_periods([Period(date(2023, 2, 1), None), Period(None, date(2023, 1, 31))])
    (Period(start=None, end=None),)
    """
    merged: list[Period] = []
    for period in sorted(periods, key=lambda one: one.start or date.min):
        if merged and _touches(merged[-1], period):
            ends = (merged[-1].end, period.end)
            end = None if None in ends else max(filter(None, ends))
            merged[-1] = Period(merged[-1].start, end)
        else:
            merged.append(period)
    return tuple(merged)


def invert_periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Every day that the set lacks."""
    rest: list[Period] = []
    start: date | None = None
    for period in merge_periods(periods):
        if period.start is not None and period.start > date.min:
            rest.append(Period(start, period.start - DAY))
        if period.end is None:
            return tuple(rest)
        start = period.end + DAY
    rest.append(Period(start, None))
    return tuple(rest)


def _touches(earlier: Period, later: Period) -> bool:
    return earlier.end is None or later.start is None or later.start <= earlier.end + DAY


def _look_up(text: str, named: Callable[[str], str | None], at: int) -> str:
    found = named(text[1:])
    if found is None or found == text:
        raise QueryError(
            f"The period “{text}” is not named in desk.toml or in the update's front matter "
            f"(`periods:`).",
            at,
            at + len(text),
        )
    return found


def _read_partial(text: str, at: int) -> Period:
    match = _PARTIAL.match(text.strip())
    if match is None:
        raise QueryError(
            f"“{text}” is no date or period; write 2023-07-05, 2023-07, 2023, "
            "2022-10..2023-03, last:3weeks or a $name.",
            at,
            at + len(text),
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        start = date(year or 1, month or 1, day or 1)
    except ValueError as error:
        raise QueryError(f"“{text}” is no day of the calendar: {error}.", at, at + len(text)) from (
            error
        )
    if day:
        return Period(start, start)
    if month:
        return Period(start, start.replace(day=calendar.monthrange(start.year, month)[1]))
    return Period(start, start.replace(month=12, day=31))


def _last_days(number: int, unit: str, cutoff: datetime | None, at: tuple[int, int]) -> Period:
    if cutoff is None:
        raise QueryError(
            "`last:` counts back from the cutoff, and none is set; give one in desk.toml, in the "
            "front matter or by --as-reported.",
            *at,
        )
    end = cutoff.date()
    if number == 0:
        raise QueryError("`last:` needs at least one day.", *at)
    try:
        if unit in ("day", "week"):
            return Period(end - timedelta(days=number * (7 if unit == "week" else 1)) + DAY, end)
        months = end.year * 12 + end.month - 1 - number * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        last_day = calendar.monthrange(year, month + 1)[1]
        return Period(date(year, month + 1, min(end.day, last_day)) + DAY, end)
    except (OverflowError, ValueError) as error:
        raise QueryError(f"{number} {unit}s reach back past the calendar.", *at) from error
