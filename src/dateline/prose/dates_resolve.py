"""From the words of a date to the interval of days they mean."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from dateline.model.when import When
from dateline.prose.dates_calendars import (
    from_islamic,
    from_solar,
    islamic_month_days,
    solar_month_days,
)
from dateline.prose.dates_patterns import DateWords

_UNIT_DAYS = {"hour": 0, "day": 1, "weekend": 7, "week": 7, "month": 30, "year": 365}
_FEW = 3
_WEEK = 7
_RECENT = 31
_SATURDAY = 5
_TWO_MONTHS = 62

Groups = dict[str, str | None]
Interval = tuple[date, date]


def resolve_groups(
    resolver: str,
    groups: Groups,
    *,
    calendar: str,
    words: DateWords,
    anchor: date | None,
    ahead: bool = False,
) -> When | None:
    """Resolve what a pattern matched; None when the words need an anchor and there is none.

    Args:
        resolver: name of the pattern's resolver in the data file.
        groups: the named groups that matched, folded.
        calendar: `gregorian`, `solar` or `hijri`.
        words: the language's tables.
        anchor: publication date that relative words count from.
        ahead: whether the words before point forward ("by", "planned for").
    """
    if ahead:
        groups = groups | {"ahead": "yes"}
    try:
        if resolver in ("day", "month", "first-week", "numeric", "feast"):
            return _calendar_date(resolver, groups, calendar, words, anchor)
        found = _RESOLVERS[resolver](groups, words, anchor)
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    return When(found[0], found[1], precision_of(*found), evidence=_evidence(resolver))


def precision_of(start: date, end: date) -> int:
    """ACLED's time precision of an interval: 1 a day, 2 within a week, 3 longer."""
    days = (end - start).days + 1
    return 1 if days == 1 else 2 if days <= _WEEK else 3


def month_of(year: int, month: int) -> Interval:
    """Give the first and last day of a Gregorian month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _evidence(resolver: str) -> str:
    return "stated" if resolver == "year" else "published"


def _calendar_date(
    resolver: str, groups: Groups, calendar: str, words: DateWords, anchor: date | None
) -> When | None:
    build = _builder(resolver, groups, calendar, words)
    stated = groups.get("year2") or groups.get("year")
    if groups.get("relyear") and anchor is not None:
        stated = str(anchor.year - (groups["relyear"] == "last"))
    if stated:
        start, end = build(int(stated))
        return When(start, end, precision_of(start, end), evidence="stated")
    if anchor is None:
        return None
    weekday = _index(words.weekdays, groups.get("weekday"))
    years = _candidate_years(build, calendar, anchor, weekday)
    if _meaning(words.which, groups.get("which")) == "next":
        years.reverse()
    if groups.get("ahead"):
        years.sort(key=lambda year: abs((build(year)[0] - anchor).days))
    if not years:
        return None
    start, end = build(years[0])
    if start <= anchor < end:
        end = anchor  # a month that is not over yet
    seen = dict.fromkeys(build(year)[0].year for year in years)
    return When(
        start, end, precision_of(start, end),
        year_inferred=True,
        year_candidates=tuple(seen),
        evidence="weekday and published" if weekday is not None else "published",
    )  # fmt: skip


def _candidate_years(
    build: Callable[[int], Interval], calendar: str, anchor: date, weekday: int | None
) -> list[int]:
    """Years the words could mean: the latest not after the anchor first, then its neighbours."""
    offset = {"gregorian": 0, "solar": -621, "hijri": -579}[calendar]
    if calendar == "hijri":
        offset = round((anchor.year - 622) * 33 / 32) - anchor.year
    near = anchor.year + offset
    reach = 6 if weekday is not None else 2
    built = {}
    for year in range(near - reach, near + 3):
        try:
            built[year] = build(year)
        except ValueError:
            continue
    fitting = [
        year for year, (start, end) in built.items()
        if weekday is None or weekday in (start.weekday(), end.weekday())
    ] or list(built)  # fmt: skip
    recent = [year for year, (start, _) in built.items() if 0 <= (anchor - start).days <= _RECENT]
    if weekday is not None and recent and not set(recent) & set(fitting):
        fitting += recent  # a slip in the weekday is likelier than news a year old
    past = sorted((year for year in fitting if built[year][0] <= anchor), reverse=True)
    future = sorted(year for year in fitting if built[year][0] > anchor)
    return past[:2] + future[:1]


def _builder(
    resolver: str, groups: Groups, calendar: str, words: DateWords
) -> Callable[[int], Interval]:
    """Make the function from a year to the interval."""
    if resolver == "feast":
        return _feast(groups, words)
    if resolver == "numeric":
        month, month2 = int(groups["number"] or 0), None
    else:
        names = words.months[calendar]
        month = (_index(names, groups.get("month")) or 0) + 1
        second = _index(names, groups.get("month2"))
        month2 = None if second is None else second + 1
    day = groups.get("day")
    ordinal = _index(words.ordinals, groups.get("ordinal"))
    first = int(day) if day else (ordinal + 1 if ordinal is not None else None)
    last = int(groups.get("day2") or first or 0)
    part = "first-week" if resolver == "first-week" else _meaning(words.parts, groups.get("part"))

    def build(year: int) -> Interval:
        if first is not None:
            start = _day(calendar, year, month, first)
            if last < first:
                return start, _day(calendar, year, month, last)
            return _night(calendar, year, month, first, last)
        length = _length(calendar, year, month2 or month)
        low, high = _part_of(part, length)
        last_year = year + (month2 is not None and month2 < month)
        return _day(calendar, year, month, low), _day(calendar, last_year, month2 or month, high)

    return build


def _feast(groups: Groups, words: DateWords) -> Callable[[int], Interval]:
    written = groups["feast"] or ""
    month, day = next(when for regex, when in words.feasts if regex.fullmatch(written))
    return lambda year: (date(year, month, day), date(year, month, day))


def _night(calendar: str, year: int, month: int, first: int, last: int) -> Interval:
    return _day(calendar, year, month, first), _day(calendar, year, month, last)


def _day(calendar: str, year: int, month: int, day: int) -> date:
    if calendar == "solar":
        return from_solar(year, month, day)
    if calendar == "hijri":
        return from_islamic(year, month, day)
    return date(year, month, day)


def _length(calendar: str, year: int, month: int) -> int:
    if calendar == "solar":
        return solar_month_days(year, month)
    if calendar == "hijri":
        return islamic_month_days(year, month)
    return monthrange(year, month)[1]


def _part_of(part: str | None, length: int) -> tuple[int, int]:
    """Days of a month that early, mid and late mean: its thirds, mid being the 11th to 20th."""
    return {
        "early": (1, 10),
        "mid": (11, 20),
        "late": (21, length),
        "first-half": (1, 15),
        "second-half": (16, length),
        "first-week": (1, 7),
        "second-week": (8, 14),
        "third-week": (15, 21),
        "last-week": (length - 6, length),
    }.get(part or "", (1, length))


def _year(groups: Groups, words: DateWords, anchor: date | None) -> Interval | None:
    which = _meaning(words.which, groups.get("which"))
    if which and anchor:
        first = anchor.year + {"last": -1, "this": 0, "next": 1}[which]
    elif groups.get("year"):
        first = int(groups["year"] or 0)
    elif anchor:
        first = anchor.year  # "the first half of the year"
    else:
        return None
    last = int(groups.get("year2") or first)
    low, high = {
        "early": (1, 3),
        "mid": (5, 8),
        "late": (10, 12),
        "first-half": (1, 6),
        "second-half": (7, 12),
        "spring": (3, 5),
        "summer": (6, 8),
        "autumn": (9, 11),
        "first-quarter": (1, 3),
        "second-quarter": (4, 6),
        "third-quarter": (7, 9),
        "fourth-quarter": (10, 12),
    }.get(_meaning(words.parts, groups.get("part")) or "", (1, 12))
    return date(first, low, 1), month_of(last, high)[1]


def _weekday(groups: Groups, words: DateWords, anchor: date | None) -> Interval | None:
    number = _index(words.weekdays, groups.get("weekday"))
    if anchor is None or number is None:
        return None
    which = _meaning(words.which, groups.get("which"))
    back = (anchor.weekday() - number) % _WEEK
    if which == "next":
        day = anchor + timedelta(days=_WEEK - back)
    else:
        day = anchor - timedelta(days=_WEEK if which == "last" and back == 0 else back)
    other = _index(words.weekdays, groups.get("weekday2"))
    if other is None:
        return day, day
    end = day + timedelta(days=(other - number) % _WEEK)
    if end > anchor:
        day, end = day - timedelta(days=_WEEK), end - timedelta(days=_WEEK)
    return day, end


def _word(groups: Groups, words: DateWords, anchor: date | None) -> Interval | None:
    if anchor is None:
        return None
    for regex, (low, high) in words.words:
        if regex.fullmatch(groups["word"] or ""):
            return anchor + timedelta(days=low), anchor + timedelta(days=high)
    return None


def _month_day(groups: Groups, words: DateWords, anchor: date | None) -> Interval | None:
    """The last such day of a month: "le 12", "jeudi 7"."""
    number, weekday = int(groups["day"] or 0), _index(words.weekdays, groups.get("weekday"))
    if anchor is None:
        return None
    for back in range(_TWO_MONTHS):
        day = anchor - timedelta(days=back)
        if day.day == number and weekday in (None, day.weekday()):
            return day, day
    return None


def _ago(groups: Groups, words: DateWords, anchor: date | None) -> Interval | None:
    unit = _counted_unit(groups, words)
    if anchor is None:
        return None
    days = _number(groups, words) * _UNIT_DAYS[unit]
    slack = {"hour": 0, "day": 0, "week": 3, "month": 15, "year": 182}.get(unit, 0)
    slack = slack or (1 if groups.get("few") else 0)
    middle = anchor - timedelta(days=days)
    number = _index(words.weekdays, groups.get("weekday"))
    if number is not None:  # "a week ago on Thursday"
        day = middle + timedelta(days=(number - middle.weekday() + 3) % _WEEK - 3)
        return day, day
    return middle - timedelta(days=slack), min(anchor, middle + timedelta(days=slack))


def _past(groups: Groups, words: DateWords, anchor: date | None) -> Interval | None:
    unit = _counted_unit(groups, words)
    if anchor is None:
        return None
    number = _number(groups, words)
    if not groups.get("n") and (groups.get("unit") or "").endswith("s"):
        number = _FEW  # "ces derniers jours"
    if unit in ("month", "year"):
        return _months_before(anchor, number * (12 if unit == "year" else 1)), anchor
    days = max(1, -(-number // 24)) if unit == "hour" else number * _UNIT_DAYS[unit]
    return anchor - timedelta(days=days), anchor


def _counted_unit(groups: Groups, words: DateWords) -> str:
    """What is counted: days, unless the words name another unit, in the dual or as a few."""
    named = (groups.get(name) for name in ("unit", "dual", "few"))
    return next(filter(None, (_meaning(words.units, word) for word in named)), "day")


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _unit(groups: Groups, words: DateWords, anchor: date | None) -> Interval | None:
    unit = _meaning(words.units, groups.get("unit"))
    if anchor is None or unit in (None, "hour"):
        return None
    step = {"last": -1, "this": 0, "next": 1}[_meaning(words.which, groups.get("which")) or "this"]
    monday = anchor - timedelta(days=anchor.weekday())
    if unit == "day":
        return None  # "the following day" follows the story, not the publication
    if unit == "week":
        start = monday + timedelta(days=_WEEK * step)
        if _meaning(words.parts, groups.get("part")) == "early":
            return start, start + timedelta(days=1)
        return start, anchor if step == 0 else start + timedelta(days=_WEEK - 1)
    if unit == "weekend":
        back = (anchor.weekday() - _SATURDAY) % _WEEK
        if step < 0 and back > 1:
            step = 0  # before Saturday, last weekend is the one just past
        start = anchor - timedelta(days=back) + timedelta(days=_WEEK * step)
        return start, start + timedelta(days=1)
    if unit == "month":
        index = anchor.year * 12 + anchor.month - 1 + step
        start, end = month_of(index // 12, index % 12 + 1)
        low, high = _part_of(_meaning(words.parts, groups.get("part")), end.day)
        start, end = start.replace(day=low), start.replace(day=high)
    else:
        start, end = date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31)
    return start, (anchor if start <= anchor < end else end)


def count_from(day: date, match: re.Match[str], words: DateWords) -> date:
    """The day that words count from another one: "two days after", "la veille de"."""
    groups = {"n": None, "unit": None, "after": None} | match.groupdict()
    days = _number(groups, words) * max(1, _UNIT_DAYS[_counted_unit(groups, words)])
    return day + timedelta(days=days if groups["after"] else -days)


def _number(groups: Groups, words: DateWords) -> int:
    if groups.get("dual") is not None:
        return 2
    if groups.get("few"):
        return _FEW
    written = groups.get("n")
    if not written:
        return 1
    return int(written) if written.isdigit() else words.numbers.get(written, 1)


def _index(names: tuple[re.Pattern[str], ...], written: str | None) -> int | None:
    if written is None:
        return None
    return next((at for at, regex in enumerate(names) if regex.fullmatch(written)), None)


def _meaning(table: tuple[tuple[re.Pattern[str], str], ...], written: str | None) -> str | None:
    if written is None:
        return None
    return next((name for regex, name in table if regex.fullmatch(written)), None)


_RESOLVERS: dict[str, Callable[[Groups, DateWords, date | None], Interval | None]] = {
    "year": _year,
    "weekday": _weekday,
    "monthday": _month_day,
    "word": _word,
    "ago": _ago,
    "past": _past,
    "unit": _unit,
}
