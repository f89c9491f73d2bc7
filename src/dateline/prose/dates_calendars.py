"""Days of the Solar Hijri and the tabular Islamic calendar as days of the Gregorian one."""

from datetime import date, timedelta

_ISLAMIC_EPOCH = date(622, 7, 19)
_LEAP_CYCLE = 33
# Years of a 33-year cycle, counted from 1, that hold 366 days (true for 1244 to 1473 SH).
_SOLAR_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_LONG_MONTHS = 6


def solar_leap(year: int) -> bool:
    """Whether a Solar Hijri year has 366 days.

    >>> solar_leap(1399), solar_leap(1400), solar_leap(1403)
    (True, False, True)
    """
    return year % _LEAP_CYCLE in _SOLAR_LEAPS


def from_solar(year: int, month: int, day: int) -> date:
    """Give the Gregorian day of a Solar Hijri date (Iran's and Afghanistan's calendar).

    The 33-year rule agrees with the observed calendar from 1244 to 1473 (1865 to 2094).

    Raises:
        ValueError: the month has no such day.

    >>> from_solar(1402, 10, 14), from_solar(1400, 5, 24)
    (datetime.date(2024, 1, 4), datetime.date(2021, 8, 15))
    """
    if not 1 <= day <= solar_month_days(year, month):
        raise ValueError(f"{year}-{month}-{day} is no day of the Solar Hijri calendar")
    before = 31 * min(month - 1, _LONG_MONTHS) + 30 * max(month - 1 - _LONG_MONTHS, 0)
    return _nowruz(year) + timedelta(days=before + day - 1)


def solar_month_days(year: int, month: int) -> int:
    """How many days a Solar Hijri month has."""
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < 12 or solar_leap(year) else 29  # noqa: PLR2004 - the twelfth month


def _nowruz(year: int) -> date:
    """First day of a year: counted from 1 Farvardin 1400, which was 21 March 2021."""
    day = date(2021, 3, 21)
    step = 1 if year > 1400 else -1  # noqa: PLR2004 - the year counted from
    for between in range(1400, year, step):
        whole = between if step > 0 else between - 1
        day += timedelta(days=step * (366 if solar_leap(whole) else 365))
    return day


def from_islamic(year: int, month: int, day: int) -> date:
    """Give the Gregorian day of a tabular Islamic date; the observed one may differ by a day.

    >>> from_islamic(1445, 9, 1)
    datetime.date(2024, 3, 11)
    """
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + (day - 1)
    return _ISLAMIC_EPOCH + timedelta(days=days)


def islamic_month_days(year: int, month: int) -> int:
    """How many days a tabular Islamic month has."""
    if month == 12 and (11 * year + 14) % 30 < 11:  # noqa: PLR2004 - the twelfth month of a leap year
        return 30
    return 30 if month % 2 else 29
