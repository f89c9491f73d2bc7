"""First and last seen, standings, series, and the distance between two places."""

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np

from dateline.errors import CommandError
from dateline.measure.conditions import UNCERTAIN_KM
from dateline.measure.delay import LONGEST, Delays, Nowcast, nowcast_spans
from dateline.measure.exposure import Stretch, cover_periods
from dateline.measure.frame import Indices
from dateline.measure.rates import count_events, describe_estimate
from dateline.measure.selection import Selection
from dateline.model.estimate import DAYS_PER, Estimate, SeriesPoint, Standing
from dateline.model.event import EVENT_COLUMNS
from dateline.model.place import GazetteerEntry

RANK_COLUMNS = (
    "country", "admin1", "admin2", "place", "perpetrators", "targets", "event_type",
    "sub_event_type", "sources",
)  # fmt: skip
_EARTH_KM = 6371.0088
_DAY = timedelta(days=1)
_MONTHS = 12


def first_seen(selection: Selection) -> Estimate:
    """Find the first day an event of the query happened.

    Returns:
        An estimate whose value is the day's ordinal (`model.estimate.seen_on` turns it into a
        date), low and high the ends of its date interval; value None where nothing was seen.
    """
    frame = selection.frame
    order = np.lexsort((frame.starts[selection.rows], frame.ends[selection.rows]))
    return _seen(selection, order, "first seen")


def last_seen(selection: Selection) -> Estimate:
    """Find the last day an event of the query happened; see `first_seen`."""
    frame = selection.frame
    order = np.lexsort((-frame.ends[selection.rows], -frame.starts[selection.rows]))
    return _seen(selection, order, "last seen")


def rank_by(selection: Selection, column: str) -> tuple[Standing, ...]:
    """Rank groups of the counted units by their number.

    Args:
        selection: the events.
        column: one of `RANK_COLUMNS`; a list column counts a unit for each of its items.

    Returns:
        Groups from the most units to the fewest; equal ones share a place, in order of name.

    Raises:
        CommandError: when there is nothing to rank by that column.
    """
    if column not in RANK_COLUMNS:
        raise CommandError(
            f"Nothing can be ranked by “{column}”; it takes {', '.join(RANK_COLUMNS)}."
        )
    groups = _group(selection, column)
    sizes = sorted((size for size, _ in groups.values()), reverse=True)
    whole = count_events(selection)
    standings = [
        Standing(
            sizes.index(size) + 1,
            name,
            replace(
                whole,
                value=float(size),
                low=float(size),
                high=float(size + whole.possible),
                n=size,
                events=events,
                query=f"{whole.query} by {column}",
            ),
        )
        for name, (size, events) in groups.items()
    ]
    return tuple(sorted(standings, key=lambda one: (one.place, one.name)))


def _group(selection: Selection, column: str) -> dict[str, tuple[int, tuple[int, ...]]]:
    """How many units a column's words name, and their events; one may stand in several groups."""
    units, columns = selection.units, selection.frame.columns
    if EVENT_COLUMNS[column] == "texts":
        rows, codes, names = columns.flatten(column)
        counted = np.zeros(len(selection.frame.ids), dtype=bool)
        counted[units] = True
        inside = counted[rows]
        rows, codes = rows[inside], codes[inside]
    else:
        codes, names = columns.coded(column)
        rows, codes = units, codes[units]
    sizes = np.bincount(codes + 1, minlength=len(names) + 1)
    told = codes[:0] if selection.frame.given else codes
    order = np.argsort(told, kind="stable")
    parts = np.split(rows[order], np.cumsum(sizes)[:-1])  # empty ones where no row may be told
    return {
        name: (size, selection.ids_of(part))
        for name, size, part in zip(names, sizes[1:].tolist(), parts[1:], strict=True)
        if size
    }


def count_series(
    selection: Selection,
    *,
    per: str,
    delays: Delays | None = None,
    state: frozenset[str] = frozenset(),
) -> tuple[SeriesPoint, ...]:
    """Count units in successive days, weeks, months or years of the query's periods.

    Weeks run from the period's first day; months and years are the calendar's. The last bin is
    not complete while the cutoff lies inside it, nor any while reports are still expected.

    Args:
        selection: the events; the query must name a start.
        per: `day`, `week`, `month` or `year`.
        delays: how late reports come, where that is known.
        state: ids of state actors, as the delays were learned.

    Raises:
        CommandError: when `per` is no unit of time or the query leaves its start or end open.
    """
    if per not in DAYS_PER:
        raise CommandError(f"A series per “{per}” is unknown; say day, week, month or year.")
    stretches = cover_periods(selection.resolved)
    if stretches is None:
        raise CommandError("A series needs a start; add since: or during: to the query.")
    points = [point for stretch in stretches for point in _cut_points(stretch, per)]
    firsts = np.array([point.start.toordinal() for point in points], dtype=np.int64)
    lasts = np.array([point.end.toordinal() for point in points], dtype=np.int64)
    frame, units = selection.frame, selection.units
    middles = (frame.starts[units] + frame.ends[units]) // 2
    at = np.searchsorted(firsts, middles, side="right") - 1
    at[(at >= 0) & (middles > lasts[at])] = -1
    counts = np.bincount(at[at >= 0], minlength=len(points)).tolist()
    counted = tuple(
        replace(
            point,
            count=counts[number],
            events=selection.ids_of(units[at == number]) if counts[number] else (),
        )
        for number, point in enumerate(points)
    )
    return counted if delays is None else _expect(counted, selection, delays, state)


def _expect(
    points: tuple[SeriesPoint, ...],
    selection: Selection,
    delays: Delays,
    state: frozenset[str],
) -> tuple[SeriesPoint, ...]:
    """Put on each point what it will have come to; those long past are as they are."""
    recent = [
        point
        for point in points
        if point.start.toordinal() <= delays.cutoff < point.end.toordinal() + LONGEST
    ]
    spans = [(point.start.toordinal(), point.end.toordinal()) for point in recent]
    found = dict(zip(recent, nowcast_spans(selection, spans, delays, state=state), strict=True))
    return tuple(_fill(point, found.get(point), delays) for point in points)


def _fill(point: SeriesPoint, found: Nowcast | None, delays: Delays) -> SeriesPoint:
    if found is None:
        late = point.start.toordinal() > delays.cutoff
        return point if late else replace(point, filled=1.0, expected=float(point.count))
    return replace(
        point,
        complete=point.complete and not found.filling,
        filled=found.filled,
        expected=found.expected,
        low=found.low,
        high=found.high,
    )


def measure_distance(one: GazetteerEntry, other: GazetteerEntry) -> Estimate:
    """Measure the distance between two places in km, along the great circle.

    Low and high take in how far a place may lie from its point: nothing for a settlement, the
    breadth of an area for an admin unit.
    """
    phi_1, phi_2 = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude) / 2
    half = (
        math.sin((phi_2 - phi_1) / 2) ** 2
        + math.cos(phi_1) * math.cos(phi_2) * math.sin(across) ** 2
    )
    km = 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
    doubt = sum(UNCERTAIN_KM[3] for place in (one, other) if place.feature.startswith("A."))
    return Estimate(
        km, max(0.0, km - doubt), km + doubt, 1.0, 0, None, "km", "great circle",
        f"{one.name} to {other.name}",
    )  # fmt: skip


def _seen(selection: Selection, order: Indices, unit: str) -> Estimate:
    frame = selection.frame
    rows = selection.rows[order]
    rows = rows[frame.starts[rows] > 0]
    if len(rows) == 0:
        return describe_estimate(selection, unit=unit, method="no data: nothing was seen")
    row = rows[:1]
    start, end = float(frame.starts[row[0]]), float(frame.ends[row[0]])
    found = describe_estimate(
        selection,
        value=start if unit == "first seen" else end,
        bounds=(start, end),
        unit=unit,
        method="the event's own date interval",
        level=1.0,
    )
    return replace(found, events=selection.ids_of(row))


def _cut_points(stretch: Stretch, per: str) -> list[SeriesPoint]:
    points = []
    start = stretch.start.date()
    while datetime.combine(start, time()) < stretch.end:
        end = _last_day(start, per)
        complete = datetime.combine(end, time()) + _DAY <= stretch.end
        covered = min(stretch.end, datetime.combine(end, time()) + _DAY) - max(
            stretch.start, datetime.combine(start, time())
        )
        points.append(SeriesPoint(start, end, 0, (), complete, covered=covered / _DAY))
        start = end + _DAY
    return points


def _last_day(start: date, per: str) -> date:
    if per in ("day", "week"):
        return start + timedelta(days=0 if per == "day" else 6)
    months = start.year * _MONTHS + (start.month if per == "month" else _MONTHS)
    year, month = divmod(months, _MONTHS)
    return date(year, month + 1, 1) - _DAY
