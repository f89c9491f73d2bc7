"""What a person types for a field, as the desk's nouns: days, places, actors, tolls."""

import re
from datetime import date, timedelta

from dateline.errors import CommandError
from dateline.model.actor import Participant
from dateline.model.place import Place
from dateline.pipeline.names import DeskNames
from dateline.pipeline.opening import OpenDesk

_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_WEEK, _EXCEL = 7, date(1899, 12, 30)
_DAY_ORDERS = (r"(\d{4})-(\d{1,2})-(\d{1,2})", r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


def read_days(text: str) -> tuple[date, date, int]:
    """First day, last day and ACLED's precision of `2023-07-04` or `2023-07-04..2023-07-08`.

    A day with dots or slashes has the day before the month, unless only the other way is a date;
    a bare number is Excel's day.

    >>> read_days("4.7.2023")[0].isoformat(), read_days("2023-07-01..2023-07-20")[2]
    ('2023-07-04', 3)

    Raises:
        CommandError: it is no date.
    """
    first, _, last = text.partition("..")
    start = _read_day(first)
    end = _read_day(last) if last else start
    if end < start:
        raise CommandError(f"'{text}' ends before it begins; write the earlier day first.")
    length = (end - start).days
    return start, end, 1 if not length else 2 if length < _WEEK else 3


def _read_day(text: str) -> date:
    text = text.strip()
    if text.isdigit() and len(text) == len("45110"):
        return _EXCEL + timedelta(days=int(text))
    for pattern in _DAY_ORDERS:
        found = re.match(pattern, text)
        if not found:
            continue
        parts = [int(part) for part in found.groups()]
        orders = [parts] if len(found[1]) == len("2023") else [parts[::-1], [parts[2], *parts[:2]]]
        for year, month, day in orders:
            try:
                return date(year, month, day)
            except ValueError:
                continue
    raise CommandError(f"'{text}' is no date; write 2023-07-04, or 2023-07-04..2023-07-08.")


def read_toll(text: str) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of `3`, `3-5` or `3,4,5`.

    >>> read_toll("3"), read_toll("3-5"), read_toll("3,4,5")
    ((3, 3, 3), (3, None, 5), (3, 4, 5))

    Raises:
        CommandError: it is no toll.
    """
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    if not re.fullmatch(r"\s*\d+\s*([-,]\s*\d+\s*){0,2}(\.0)?", text) or numbers != sorted(numbers):
        raise CommandError(f"'{text}' is no toll; write 3, 3-5 or low,best,high as 3,4,5.")
    if len(numbers) == 1 or text.strip().endswith(".0"):
        return numbers[0], numbers[0], numbers[0]
    if len(numbers) == 2:  # noqa: PLR2004 - low and high
        return numbers[0], None, numbers[1]
    return numbers[0], numbers[1], numbers[2]


def code_place(opened: OpenDesk, text: str, *, latitude: str = "", longitude: str = "") -> Place:
    """A place by name, id, `CC/Admin1`, or `latitude, longitude`.

    Raises:
        CommandError: no place has that name; the message offers the nearest.
    """
    point = _POINT.fullmatch(text) or _POINT.fullmatch(f"{latitude},{longitude}")
    if point and _POINT.fullmatch(text):
        return Place(text, text, None, float(point[1]), float(point[2]), geo_precision=1)
    names = DeskNames(opened.desk, opened.words)
    entry = opened.words.gazetteer.entry(text) or names.place(text)
    if entry is None:
        if point:
            return Place(text, text, None, float(point[1]), float(point[2]), geo_precision=1)
        near = ", ".join(names.nearest("place", text)) or "none is like it"
        raise CommandError(
            f"No place is called '{text}' (nearest: {near}). Give coordinates as "
            "`13.6, -6.2`, or add it with `dateline gazetteer add`."
        )
    area = entry.id.startswith(("admin:", "country:"))
    return Place(
        entry.alias or entry.name,
        text,
        entry.id,
        float(point[1]) if point else entry.latitude,
        float(point[2]) if point else entry.longitude,
        entry.admin1,
        entry.admin2,
        entry.country,
        3 if area else 1,
    )


def code_actor(opened: OpenDesk, text: str, role: str) -> Participant:
    """An actor by id or name in a role; a name that the lexicon lacks stays as it is."""
    lexicon = opened.words.lexicon
    actor = lexicon.actor(text) or lexicon.find_actor(text)
    if actor is None:
        basis = "unidentified" if role == "perpetrator" else "attributed"
        return Participant(role, text, text, None, basis, text)
    return Participant(role, text, actor.name, actor.id)
