"""A document's dated events against a record of events: ledger or dataset."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from dateline.audit.stated import find_tolls, judge_tolls
from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.toll import Toll
from dateline.prose.folding import fold_text

AROUND_DAYS = 7
_NEAR_KM = 25.0
_SAME_DAY = timedelta(days=1)
_LONGEST = timedelta(days=2)
_TOLD = ("asserted", "claimed", "denied", "disputed", "background")
_EARTH_KM = 6371.0
_NO_VIOLENCE = "Strategic developments"  # records of violence do not hold these


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the record.

    Attributes:
        start: first day.
        end: last day.
        place: as the record names it.
        admin1: its region.
        point: where it lies.
        tolls: how many were harmed: each account, and the record's own range without a speaker.
        wholes: the record's own range of each measure; empty leaves it to the accounts.
        by: ids of who did it, for saying so.
        against: ids of those it was done to.
    """

    start: date
    end: date
    place: str | None = None
    admin1: str | None = None
    point: tuple[float, float] | None = None
    tolls: tuple[Toll, ...] = ()
    wholes: tuple[Toll, ...] = ()
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence says happened on one day, at each of its places.

    Attributes:
        day: the day as the text reads it.
        candidates: the same day in every other year that the words could mean.
        places: where.
        by: ids of who did it.
        against: ids of those it was done to.
        among: ids of those of whom the text says neither.
        written: the words of the date.
        sentence: the sentence.
        start: offset of the sentence's first mention.
        end: its end.
        tolls: how many it says were harmed, each account once.
    """

    day: date
    candidates: tuple[date, ...]
    places: tuple[Place, ...]
    by: tuple[str, ...]
    against: tuple[str, ...]
    among: tuple[str, ...]
    written: str
    sentence: str
    start: int
    end: int
    tolls: tuple[Toll, ...] = ()

    @property
    def located(self) -> bool:
        """Whether the gazetteer knows every place, so that its country can be relied on."""
        return all(place.gazetteer_id for place in self.places)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the record has around one day: places met, the nearest day with one, the events."""

    day: date
    met: tuple[str, ...] = ()
    nearest: Row | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a record gave for a day: the query, the rows, and those of anybody else there."""

    query: str
    rows: Sequence[Row]
    others: Sequence[Row] = ()


Ask = Callable[[Told, date], Asked]


def find_told(document: Document, mentions: Iterable[Mention]) -> list[Told]:
    """Events with an exact day and a place better known than a country, by sentence and day."""
    groups: dict[tuple[str, date, str], list[Mention]] = {}
    for mention in mentions:
        day = mention.date_start
        exact = day is not None and day == mention.date_end and mention.status in _TOLD
        if mention.event_type == _NO_VIOLENCE:
            continue
        if day is not None and exact and _is_placed(mention.place):
            key = (mention.sentence, day, mention.date_as_written or "")
            groups.setdefault(key, []).append(mention)
    return [_told(document, key, group) for key, group in groups.items()]


def judge_told(told: Told, ask: Ask, record: str) -> tuple[Finding, Seen | None]:
    """Hold what a sentence tells against the record, in its own year and in the others.

    Args:
        told: what the sentence says.
        ask: gives the query asked and the record's rows around a day; the actors and the country
            are those of the sentence, each in the part that the sentence gives it.
        record: how the record is called ("dataset ucdp-ged").

    Returns:
        The finding, and what was seen where another year fits and the text's own does not.
    """
    asked = ask(told, told.day)
    query = asked.query
    here = see_rows(told, told.day, asked.rows)
    if here.met:
        wholes = [row.wholes for row in here.rows]
        stated = judge_tolls(told.tolls, [row.tolls for row in here.rows], record, wholes=wholes)
        found = f"{record} has {_list(here.met)} on {_say(told.day)} ({query}){stated.found}"
        return _finding(told, (stated.verdict, stated.why), found, stated.advice), None
    others = see_rows(told, told.day, asked.others)
    if others.met:
        return _other_actors(told, others, query, record), None
    for day in told.candidates:
        again = ask(told, day)
        seen = see_rows(told, day, again.rows)
        if seen.met:
            return _other_year(told, (here, seen), again.query, record), seen
    nearest = _say_nearest(here)
    found = f"{record} has nothing there on {_say(told.day)}{nearest} ({query})"
    advice = "The record may not hold it; look at the source again."
    return _finding(told, ("unclear", "no-data"), found, advice), None


def see_rows(told: Told, day: date, rows: Sequence[Row]) -> Seen:
    """Which of the places told the record has on a day, give or take one."""
    exact = [row for row in rows if row.end - row.start <= _LONGEST]
    there = [row for row in exact if any(_same_place(place, row) for place in told.places)]
    on_day = [row for row in there if row.start - _SAME_DAY <= day <= row.end + _SAME_DAY]
    met = tuple(dict.fromkeys(row.place or row.admin1 or "" for row in on_day))
    nearest = min(there, key=lambda row: abs((row.start - day).days), default=None)
    that_day = tuple(row for row in on_day if row.start <= day <= row.end)
    return Seen(day, met, nearest, that_day or tuple(on_day))


def _other_actors(told: Told, seen: Seen, query: str, record: str) -> Finding:
    """An event of that day and place, in which the record has others do it or suffer it."""
    found = (
        f"{record} has {_list(seen.met)} on {_say(told.day)} {_say_sides(seen.rows)}; the text "
        f"says {_say_sides([told])} ({query})"
    )
    advice = "Check who did it, and to whom, against the sources of both."
    return _finding(told, ("unclear", "differs"), found, advice)


def _say_sides(events: "Sequence[Row | Told]") -> str:
    """Who did it, and to whom, where anybody is named."""
    by = dict.fromkeys(actor for one in events for actor in one.by)
    against = dict.fromkeys(actor for one in events for actor in one.against)
    said = f"by {_list(tuple(by))}" if by else "by nobody that it names"
    return f"{said}, against {_list(tuple(against))}" if against else said


def _other_year(told: Told, seen: tuple[Seen, Seen], query: str, record: str) -> Finding:
    here, other = seen
    part = ""
    if len(other.met) < len(told.places):
        part = f"{len(other.met)} of {len(told.places)} places, "
    found = (
        f"{record} has {part}{_list(other.met)}, on {_say(other.day)} ({query}), and none of "
        f"{_list([place.text or place.name for place in told.places])} on {_say(told.day)}"
        f"{_say_nearest(here)}; assumed: “{told.written}” is in {told.day.year}, as nothing "
        "in the text says otherwise"
    )
    return _finding(told, ("unclear", "other-year"), found, "Check the year, and write it.")


def _finding(told: Told, verdict: tuple[str, str], found: str, advice: str) -> Finding:
    places = _list([place.text or place.name for place in told.places])
    severity = "warning" if verdict[1] in ("other-year", "differs") else "note"
    return Finding(
        "event-in-record", *verdict, told.sentence, told.start, told.end,
        f"an event at {places} on {_say(told.day)}", found, advice, severity,
    )  # fmt: skip


def _told(document: Document, key: tuple[str, date, str], group: list[Mention]) -> Told:
    sentence, day, written = key
    at = document.text.find(sentence)
    start = at if at >= 0 else group[0].start
    candidates: tuple[date, ...] = ()
    if any(mention.year_inferred for mention in group):
        candidates = tuple(_in_year(day, day.year + apart) for apart in (-1, 1))
    return Told(
        day,
        candidates,
        tuple({one.place.text or one.place.name: one.place for one in group if one.place}.values()),
        _ids_of(group, "perpetrator"),
        _ids_of(group, "target"),
        _ids_of(group, ""),
        written,
        sentence,
        start,
        start + len(sentence),
        find_tolls(group),
    )


def _ids_of(group: Sequence[Mention], role: str) -> tuple[str, ...]:
    """Ids of the named actors in a part; an empty role takes those in neither."""
    wanted = (role,) if role else ("perpetrator", "target")
    parts = (actor for one in group for actor in one.actors if actor.id)
    return tuple(
        dict.fromkeys(
            actor.id for actor in parts if actor.id and (actor.role in wanted) == bool(role)
        )
    )


def _is_placed(place: Place | None) -> bool:
    if place is None or not place.country:
        return False
    return not (place.gazetteer_id or "").startswith("country:")


def _same_place(place: Place, row: Row) -> bool:
    """Whether a record's place is the one told: near it, of its name, or in its region."""
    if (place.gazetteer_id or "").startswith("admin:"):
        return place.admin1 is not None and place.admin1 == row.admin1
    if place.latitude is not None and place.longitude is not None and row.point is not None:
        return _kilometres((place.latitude, place.longitude), row.point) <= _NEAR_KM
    told, there = _plain(place.text or place.name), _plain(row.place or "")
    return bool(told) and told in there.split()


def _plain(name: str) -> str:
    parted = unicodedata.normalize("NFKD", fold_text(name))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance (haversine)."""
    south, west, north, east = map(radians, (*one, *other))
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(chord))


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004 - February


def _say_nearest(seen: Seen) -> str:
    row = seen.nearest
    if row is None or abs((row.start - seen.day).days) > AROUND_DAYS:
        return ""
    return f" (the nearest is {row.place or row.admin1} on {_say(row.start)})"


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
