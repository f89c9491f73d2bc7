"""Days as people type them: ISO, figures in either order, a month's name, Excel's number."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from dateline.errors import CommandError

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
_WEEK, _EXCEL = 7, date(1899, 12, 30)
_MOST_MONTHS = 12
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_LANGUAGES = ("en", "fr", "tr", "ar", "fa", "ps")  # that months are named in


def read_days(text: str, order: str = DAY_FIRST) -> tuple[date, date, int]:
    """First day, last day and ACLED's precision of `2023-07-04` or `2023-07-04..2023-07-08`.

    A month may be named: `9 Dec 2023`. A bare number is Excel's day.

    Args:
        text: as typed.
        order: `DAY_FIRST` or `MONTH_FIRST`, for a day in figures that ends in the year, unless
            only the other way is a date.

    >>> read_days("4.7.2023")[0].isoformat(), read_days("2023-07-01..2023-07-20")[2]
    ('2023-07-04', 3)
    >>> read_days("08/12/2023", MONTH_FIRST)[0].isoformat(), read_days("9 déc. 2023")[0].isoformat()
    ('2023-08-12', '2023-12-09')

    Raises:
        CommandError: it is no date.
    """
    first, _, last = text.partition("..")
    start = _read_day(first, order)
    end = _read_day(last, order) if last else start
    if end < start:
        raise CommandError(f"'{text}' ends before it begins; write the earlier day first.")
    length = (end - start).days
    return start, end, 1 if not length else 2 if length < _WEEK else 3


def is_iso(text: str) -> bool:
    """Whether a day is written year first, so that it can be read in one way only."""
    return _ISO.match(text.strip()) is not None


def find_order(days: Iterable[str]) -> tuple[str | None, str]:
    """The order in which a column writes its days in figures, and the day that tells it.

    A figure above 12 tells; days with dots are written day first everywhere.

    Returns:
        The order and the evidence; the order is None where days may be read both ways and none
        or both are shown, and the text is such a day then. `DAY_FIRST` and no text where no day
        needs it.

    >>> find_order(["08/12/2023", "13/12/2023"]), find_order(["08/12/2023", "2023-12-13"])
    (('day-first', '13/12/2023'), (None, '08/12/2023'))
    """
    shown: dict[str, str] = {}
    unsure = ""
    for day in (one.strip() for text in days for one in text.split("..")):
        found = _FIGURES.match(day)
        if found is None or found[2] == ".":
            continue
        first, second = int(found[1]), int(found[3])
        if first > _MOST_MONTHS >= second:
            shown.setdefault(DAY_FIRST, day)
        elif second > _MOST_MONTHS >= first:
            shown.setdefault(MONTH_FIRST, day)
        elif first != second:
            unsure = unsure or day
    if not unsure or len(shown) == 1:
        return next(iter(shown.items()), (DAY_FIRST, ""))
    return None, unsure


def _read_day(text: str, order: str) -> date:
    text = text.strip()
    if text.isdigit() and len(text) == len("45110"):
        return _EXCEL + timedelta(days=int(text))
    iso, figures = _ISO.match(text), _FIGURES.match(text)
    readings: list[tuple[int, int, int]] = []
    if iso:
        readings = [(int(iso[1]), int(iso[2]), int(iso[3]))]
    elif figures:
        first, second, year = int(figures[1]), int(figures[3]), int(figures[4])
        readings = [(year, second, first), (year, first, second)]
        if order == MONTH_FIRST and figures[2] != ".":
            readings.reverse()
    for reading in readings:
        try:
            return date(*reading)
        except ValueError:
            continue
    named = _read_named(text)
    if named is None:
        raise CommandError(
            f"'{text}' is no date; write 2023-07-04, 2023-07-04..2023-07-08 or 4 July 2023."
        )
    return named


@lru_cache(maxsize=4096)
def _read_named(text: str) -> date | None:
    """The day of a text that is one day with its month's name and its year, in any language."""
    from dateline.prose.dates import read_dates

    spaced = re.sub(r"[-/.,\s]+", " ", text).strip()
    if not re.search(r"(?<!\d)\d{4}(?!\d)", spaced):
        return None
    for language in _LANGUAGES:
        for written in (text, spaced):
            found = read_dates(written, anchor=None, language=language)
            if len(found) == 1 and found[0].text == written and found[0].kind == "day":
                return found[0].when.start
    return None


def widen_day(day: date, precision: int) -> tuple[date, date, int]:
    """The days that one day stands for under ACLED's code: itself, the week around it, its month.

    >>> [str(one) for one in widen_day(date(2023, 2, 15), 3)]
    ['2023-02-01', '2023-02-28', '3']
    """
    if precision == 1:
        return day, day, 1
    if precision == 2:  # noqa: PLR2004 - ACLED's code of a week
        return day - timedelta(days=_WEEK // 2), day + timedelta(days=_WEEK // 2), 2
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=last), 3
