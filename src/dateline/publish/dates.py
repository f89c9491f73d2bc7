"""Dates as readers see them."""

from datetime import date, datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def say_date(text: str | None) -> str:
    """Write an ISO date, month or year as words; what is no date stays as it is.

    >>> say_date("2023-12-03T10:00+00:00"), say_date("2023-12"), say_date("2023"), say_date(None)
    ('3 December 2023', 'December 2023', '2023', '')
    """
    if not text:
        return ""
    try:
        return say_day(date.fromisoformat(text[:10]))
    except ValueError:
        pass
    year, _, month = text.partition("-")
    if year.isdigit() and month.isdigit() and 1 <= int(month) <= len(MONTHS):
        return f"{MONTHS[int(month) - 1]} {year}"
    return text


def say_day(day: date) -> str:
    """Write a day as words.

    >>> say_day(date(2023, 12, 3))
    '3 December 2023'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_days(start: date, end: date) -> str:
    """Write a span of days as shortly as it can be read.

    >>> say_days(date(2023, 11, 19), date(2023, 12, 13))
    '19 November to 13 December 2023'
    >>> say_days(date(2023, 7, 1), date(2023, 7, 9))
    '1 to 9 July 2023'
    """
    if start == end:
        return say_day(start)
    if start.year != end.year:
        return f"{say_day(start)} to {say_day(end)}"
    if start.month != end.month:
        return f"{start.day} {MONTHS[start.month - 1]} to {say_day(end)}"
    return f"{start.day} to {say_day(end)}"


def say_time(text: str | None) -> str:
    """Write an ISO time as words, to the minute it states.

    >>> say_time("2023-12-13T10:00"), say_time("2023-12-13")
    ('13 December 2023, 10:00', '13 December 2023')
    """
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    day = say_day(moment.date())
    return f"{day}, {moment:%H:%M}" if "T" in text or " " in text.strip() else day
