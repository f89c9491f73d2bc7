"""First and last seen, standings, series, and the distance between two places."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateline.errors import CommandError
from dateline.measure.conditions import UNCERTAIN_KM
from dateline.measure.exposure import DAYS_PER, Stretch, cover_periods
from dateline.measure.frame import Row, Selection
from dateline.measure.rates import count_events, describe_estimate, unit_days
from dateline.model.estimate import Estimate, SeriesPoint, Standing
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
    return _seen(selection, lambda row: (row.end or date.max, row.start or date.max), "first seen")


def last_seen(selection: Selection) -> Estimate:
    """Find the last day an event of the query happened; see `first_seen`."""
    return _seen(
        selection,
        lambda row: (-(row.start or date.min).toordinal(), -(row.end or date.min).toordinal()),
        "last seen",
    )


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
    groups: dict[str, list[Row]] = {}
    for row in selection.units.values():
        value = row.values[column]
        for name in value if isinstance(value, list) else [value]:
            if name is not None:
                groups.setdefault(str(name), []).append(row)
    sizes = sorted((len(rows) for rows in groups.values()), reverse=True)
    whole = count_events(selection)
    standings = [
        Standing(
            sizes.index(len(rows)) + 1,
            name,
            replace(
                whole,
                value=float(len(rows)),
                low=float(len(rows)),
                high=float(len(rows) + whole.possible),
                n=len(rows),
                events=tuple(row.id for row in rows),
                query=f"{whole.query} by {column}",
            ),
        )
        for name, rows in groups.items()
    ]
    return tuple(sorted(standings, key=lambda one: (one.place, one.name)))


def count_series(selection: Selection, *, per: str) -> tuple[SeriesPoint, ...]:
    """Count units in successive days, weeks, months or years of the query's periods.

    Weeks run from the period's first day; months and years are the calendar's. The last bin is
    not complete while the cutoff lies inside it.

    Raises:
        CommandError: when `per` is no unit of time or the query leaves its start or end open.
    """
    if per not in DAYS_PER:
        raise CommandError(f"A series per “{per}” is unknown; say day, week, month or year.")
    stretches = cover_periods(selection.resolved)
    if stretches is None:
        raise CommandError("A series needs a start; add since: or during: to the query.")
    points = [point for stretch in stretches for point in _cut_points(stretch, per)]
    by_point: dict[int, list[int]] = {}
    units = [row for row in selection.units.values() if row.start and row.end]
    for row, day in zip(units, unit_days(selection), strict=True):
        for number, point in enumerate(points):
            if point.start <= day <= point.end:
                by_point.setdefault(number, []).append(row.id)
    return tuple(
        replace(point, count=len(by_point.get(number, ())), events=tuple(by_point.get(number, ())))
        for number, point in enumerate(points)
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


def _seen(selection: Selection, key: Callable[[Row], tuple[object, ...]], unit: str) -> Estimate:
    dated = [row for row in selection.rows if row.start and row.end]
    if not dated:
        return describe_estimate(selection, unit=unit, method="no data: nothing was seen")
    row = min(dated, key=key)
    start, end = row.start or date.min, row.end or date.max
    middle = start if unit == "first seen" else end
    ends = (float(start.toordinal()), float(end.toordinal()))
    found = describe_estimate(
        selection,
        value=float(middle.toordinal()),
        bounds=ends,
        unit=unit,
        method="the event's own date interval",
        level=1.0,
    )
    return replace(found, events=(row.id,))


def _cut_points(stretch: Stretch, per: str) -> list[SeriesPoint]:
    points = []
    start = stretch.start.date()
    while datetime.combine(start, time()) < stretch.end:
        end = _last_day(start, per)
        complete = datetime.combine(end, time()) + _DAY <= stretch.end
        points.append(SeriesPoint(start, end, 0, (), complete))
        start = end + _DAY
    return points


def _last_day(start: date, per: str) -> date:
    if per in ("day", "week"):
        return start + timedelta(days=0 if per == "day" else 6)
    months = start.year * _MONTHS + (start.month if per == "month" else _MONTHS)
    year, month = divmod(months, _MONTHS)
    return date(year, month + 1, 1) - _DAY
