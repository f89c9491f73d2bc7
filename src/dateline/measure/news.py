"""What is new since an earlier day: places, tactics, actors, surges, and who has gone quiet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from dateline.measure.breaks import Alarm, band_trend, find_alarm
from dateline.measure.frame import Indices
from dateline.measure.selection import Selection
from dateline.model.news import KINDS, News

WEEKS = 104  # that a series is looked back for
_WEEK = 7
_EPOCH_DAY = 719_163
_LEAST = 6  # events of a group in the last two years, below which nothing is said of its pace
_HARMLESS = "Strategic developments"  # arrests, agreements, camps handed over: no violence
Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Since:
    """The two ends of what is new: reports from the first day's end to the last day's.

    Attributes:
        first: what was reported later is new.
        last: the cutoff's day.
        actor: names an actor id as readers know it.
        place: names an admin unit or place.
        settled: days before the cutoff whose reports are in; a fall within them may be delay.
    """

    first: date
    last: date
    actor: Name
    place: Name
    settled: int = 0


def list_news(selection: Selection, since: Since) -> tuple[News, ...]:
    """List what is new among a selection's events, newest kinds of things first.

    Args:
        selection: the events looked at, whatever their days.
        since: the earlier day, the cutoff, and how things are called.

    Returns:
        News in order of kind; none where nothing was reported since.
    """
    frame, units = selection.frame, selection.units
    seconds = np.where(np.isnan(frame.reported), frame.recorded, frame.reported)[units]
    days = np.where(np.isnan(seconds), 0, seconds) // 86_400 + _EPOCH_DAY
    fresh = days > since.first.toordinal()
    found = [
        *_new_things(selection, units, fresh, since),
        *_paces(selection, units, since),
        *_reports(selection, units, fresh, since),
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), -one.value, one.says)))


def _new_things(
    selection: Selection,
    units: Indices,
    fresh: np.ndarray[tuple[int], np.dtype[np.bool_]],
    since: Since,
) -> Iterator[News]:
    """Actors, tactics of an actor and places of an actor that no earlier report tells of."""
    if not (~fresh).any():  # nothing came before: everything would be new
        return
    for kind, group in (
        ("new actor", _by_actor),
        ("new tactic", _by_tactic),
        ("new place", _by_place),
    ):
        keys = group(selection, units)
        known = {key for at, some in enumerate(keys) if not fresh[at] for key in some}
        actors = {key[0] for key in known}
        new: dict[tuple[str, ...], list[int]] = {}
        for at, some in enumerate(keys):
            for key in some if fresh[at] else ():
                if key not in known and (kind == "new actor" or key[0] in actors):
                    new.setdefault(key, []).append(int(units[at]))
        for key, rows in new.items():
            whole = np.array(sorted(rows))
            harmless = set(selection.values("event_type", whole)) == {_HARMLESS}
            yield _tell_new(kind, key, selection.ids_of(whole), since, harmless=harmless)


def _tell_new(
    kind: str, key: tuple[str, ...], events: tuple[int, ...], since: Since, *, harmless: bool
) -> News:
    """One thing that is new; `harmless` where no event of it is a deed of violence."""
    number = f"{len(events)} event{'s' if len(events) > 1 else ''}"
    who = since.actor(key[0])
    query = f"by:={_quote(key[0])}"
    if kind == "new actor":
        says = f"First report of {who} as a {'party' if harmless else 'perpetrator'}: {number}."
    elif kind == "new tactic":
        says = f"First report of “{key[1]}” by {who}: {number}."
        query += f" subtype:{_quote(key[1])}"
    else:
        says = f"First report of {who} in {since.place(key[1])}: {number}."
        query += f" in:{_quote(key[1])}"
    return News(kind, says, query, events, float(len(events)))


def _by_actor(selection: Selection, units: Indices) -> list[list[tuple[str, ...]]]:
    return [[(name,) for name in some or ()] for some in selection.values("perpetrators", units)]


def _by_tactic(selection: Selection, units: Indices) -> list[list[tuple[str, ...]]]:
    whats = selection.values("sub_event_type", units)
    whos = selection.values("perpetrators", units)
    return [
        [(who, what) for who in some or () if what] for some, what in zip(whos, whats, strict=True)
    ]


def _by_place(selection: Selection, units: Indices) -> list[list[tuple[str, ...]]]:
    wheres = [
        narrow or wide
        for narrow, wide in zip(
            selection.values("admin2", units), selection.values("admin1", units), strict=True
        )
    ]
    whos = selection.values("perpetrators", units)
    return [
        [(who, where) for who in some or () if where]
        for some, where in zip(whos, wheres, strict=True)
    ]


def _paces(selection: Selection, units: Indices, since: Since) -> Iterator[News]:
    """Actors and regions whose last weeks differ from the year before."""
    columns = (("perpetrators", "by:=", since.actor), ("admin1", "in:", since.place))
    days = selection.frame.ends[units]
    for column, key, name in columns:
        groups: dict[str, list[int]] = {}
        for at, value in enumerate(selection.values(column, units)):
            for one in value if isinstance(value, list) else [value] if value else []:
                groups.setdefault(one, []).append(at)
        for group, places in groups.items():
            counts = count_weeks(days[places], since.last)
            if sum(counts) < _LEAST:
                continue
            alarm = find_alarm(counts)
            if alarm is not None:
                start = since.last - timedelta(days=_WEEK * alarm.weeks - 1)
                rows = units[[at for at in places if days[at] >= start.toordinal()]]
                query = f"{key}{_quote(group)} since:{start} until:{since.last}"
                says = _tell_pace(name(group), alarm, since)
                yield News(
                    alarm.kind, says, query, selection.ids_of(np.sort(rows)), alarm.after,
                    alarm.before, alarm.p, band_trend(counts), band_trend(counts, base=52),
                )  # fmt: skip


def _tell_pace(name: str, alarm: Alarm, since: Since) -> str:
    weeks = "the last week" if alarm.weeks == 1 else f"each of the last {alarm.weeks} weeks"
    late = alarm.after < alarm.before and since.settled >= _WEEK
    doubt = " Reports of these weeks are still coming in: the fall may be delay." if late else ""
    if alarm.kind == "gone quiet":
        return (
            f"{name} has gone quiet: nothing in the last {alarm.weeks} weeks, "
            f"{alarm.before:.1f} a week before.{doubt}"
        )
    return (
        f"{name}: a {alarm.kind} to {alarm.after:.1f} in {weeks}, from {alarm.before:.1f} a week "
        f"in the year before.{doubt}"
    )


def count_weeks(days: Indices, last: date) -> list[int]:
    """Counts in whole weeks back from a day, oldest first, from the first week with an event."""
    ages = last.toordinal() - days
    ages = ages[(ages >= 0) & (ages < WEEKS * _WEEK)] // _WEEK
    if not len(ages):
        return []
    return [int(count) for count in np.bincount(ages)[::-1]]


def _reports(
    selection: Selection,
    units: Indices,
    fresh: np.ndarray[tuple[int], np.dtype[np.bool_]],
    since: Since,
) -> Iterator[News]:
    """How many events are new, and how many of them happened before the earlier day."""
    rows = np.sort(units[fresh])
    if not len(rows):
        return
    day = f"{since.first:%-d %B %Y}"
    late = rows[selection.frame.ends[rows] <= since.first.toordinal()]
    later = rows[selection.frame.ends[rows] > since.first.toordinal()]
    if len(later):
        start = since.first + timedelta(days=1)
        yield News(
            "reported",
            f"{len(later)} event{'s' if len(later) > 1 else ''} after {day}.",
            f"since:{start} until:{since.last}",
            selection.ids_of(later),
            float(len(later)),
        )
    if len(late):
        yield News(
            "late",
            f"{len(late)} event{'s' if len(late) > 1 else ''} of {day} or before became known "
            "only since: counts of those days have grown.",
            f"until:{since.first}",
            selection.ids_of(late),
            float(len(late)),
        )


def _quote(value: str) -> str:
    return f'"{value}"' if set(value) & set(" |~,'\"") else value
