"""A resolved query as a condition over the columns of the events table.

Every condition is true, false or NULL; NULL says that the event may meet it. SQL's own logic
of three values then carries the doubt through `and`, `or` and `not`.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.model.event import EVENT_COLUMNS
from dateline.model.mention import COUNTED_STATUSES
from dateline.model.resolved import (
    NAMED,
    ActorTest,
    AreaTest,
    NearTest,
    NumberTest,
    Reach,
    ResolvedQuery,
    Test,
    ValueTest,
)

# How far an event may lie from the point it is coded to, in km, by ACLED's geo_precision.
UNCERTAIN_KM = {1: 0.0, 2: 10.0, 3: 150.0}
_KM_PER_DEGREE = 111.195
_ROLE_COLUMNS = {
    "by": "perpetrators",
    "against": "targets",
    "party": "parties",
    "claimed-by": "claimed_by",
}


@dataclass(slots=True)
class Condition:
    """Text of a condition with `?` for its values, and the values in order."""

    text: str
    values: list[Any] = field(default_factory=list)


def list_conditions(
    resolved: ResolvedQuery, *, without_by: bool = False, sets: Collection[str] = ()
) -> list[Condition]:
    """List the conditions that an event must all meet; days and clocks are the frame's.

    Args:
        resolved: the query.
        without_by: leave out who must have done it, and ask for an unidentified perpetrator:
            the like events that nobody is named for.
        sets: list columns that are asked by the number of their list; see `Frame.sets`.

    Returns:
        Conditions; NULL where an event's place is too imprecise to tell.
    """
    parts = [_meet_definitions(resolved, without_by=without_by)]
    for test in resolved.tests:
        if without_by and isinstance(test, ActorTest) and test.role == "by" and not test.negated:
            continue
        if without_by and isinstance(test, ValueTest) and test.column == "perpetrator_basis":
            continue
        parts.append(_meet_test(test, sets))
    if without_by:
        parts.append(Condition("coalesce(perpetrator_basis, 'unidentified') = 'unidentified'"))
    return parts


def names_perpetrator(resolved: ResolvedQuery) -> bool:
    """Whether the query asks for named perpetrators, so that like events may be unattributed."""
    by_test = any(
        isinstance(test, ActorTest) and test.role == "by" and not test.negated
        for test in resolved.tests
    )
    return by_test or any(actors is not None for actors in resolved.definition_actors)


def may_count(resolved: ResolvedQuery, counts: str) -> Condition:
    """Write the condition that an event may be counted at all; a listing takes every event."""
    if counts == "listed":
        return Condition("TRUE")
    if any(isinstance(test, ValueTest) and test.column == "status" for test in resolved.tests):
        named = ", ".join(f"'{status}'" for status in COUNTED_STATUSES)
        return Condition(f"(coalesce(countable, FALSE) OR status NOT IN ({named}))")
    return Condition("coalesce(countable, FALSE)")


def passes_review(resolved: ResolvedQuery, counts: str) -> Condition:
    """Write the condition that enough people have looked: by the query, or by the desk's rule."""
    named = any(isinstance(test, ValueTest) and test.column == "review" for test in resolved.tests)
    if named or counts == "listed":
        return Condition("TRUE")
    if counts == "all":
        return Condition("coalesce(review, 'unreviewed') <> 'rejected'")
    return Condition("coalesce(review, 'unreviewed') IN ('accepted', 'corrected')")


def join_conditions(parts: list[Condition]) -> Condition:
    """Write that all of these are met."""
    return _join(parts, " AND ")


def maybe(condition: Condition) -> Condition:
    """Write that a condition is not false."""
    return Condition(f"coalesce({condition.text}, TRUE)", condition.values)


def touch_periods(resolved: ResolvedQuery) -> Condition:
    """Write that an event's days meet a period, in a form that passes over blocks of other days."""
    parts = [
        Condition(
            "date_end >= ?::DATE AND date_start <= ?::DATE",
            [period.start or date.min, period.end or date.max],
        )
        for period in resolved.periods
    ]
    return _join(parts, " OR ")


def meet_periods(resolved: ResolvedQuery) -> Condition:
    """Write that an event's days lie in a period; NULL where they straddle an edge."""
    parts = []
    for period in resolved.periods:
        first, last = period.start or date.min, period.end or date.max
        parts.append(
            Condition(
                "CASE WHEN date_start >= ?::DATE AND date_end <= ?::DATE THEN TRUE "
                "WHEN date_end >= ?::DATE AND date_start <= ?::DATE THEN NULL ELSE FALSE END",
                [first, last, first, last],
            )
        )
    return _join(parts, " OR ")


def _join(parts: list[Condition], word: str) -> Condition:
    if not parts:
        return Condition("TRUE")
    text = word.join(f"({part.text})" for part in parts)
    return Condition(text, [value for part in parts for value in part.values])


def _meet_definitions(resolved: ResolvedQuery, *, without_by: bool) -> Condition:
    if resolved.native:
        return _join([_meet_native(columns) for columns in resolved.native], " OR ")
    choices = []
    for definition, actors in zip(resolved.definitions, resolved.definition_actors, strict=True):
        parts = []
        if definition.event_types:
            parts.append(_one_of("event_type", definition.event_types))
        if definition.sub_event_types:
            parts.append(_one_of("sub_event_type", definition.sub_event_types))
        if actors is not None and not without_by:
            parts.append(_any_of("perpetrators", actors))
        choices.append(_join(parts, " AND "))
    return _join(choices, " OR ")


def _meet_native(columns: dict[str, tuple[str | int, ...]]) -> Condition:
    return _join([_one_of(f'"{column}"', values) for column, values in columns.items()], " AND ")


def _meet_test(test: Test, sets: Collection[str]) -> Condition:
    if isinstance(test, ActorTest):
        condition = _any_of(_ROLE_COLUMNS[test.role], test.ids, sets)
    elif isinstance(test, AreaTest):
        condition = _meet_area(test)
    elif isinstance(test, NearTest):
        condition = _join([_meet_reach(reach) for reach in test.reaches], " OR ")
    elif isinstance(test, NumberTest):
        condition = _meet_number(test)
    elif EVENT_COLUMNS[test.column] == "texts":
        condition = _any_of(test.column, test.values)
    else:
        condition = _one_of(test.column, test.values)
    return Condition(f"NOT ({condition.text})", condition.values) if test.negated else condition


def _one_of(column: str, values: Any) -> Condition:  # noqa: ANN401 - any collection of plain values
    wanted = sorted(values, key=str)
    if not wanted:
        return Condition("FALSE")
    marks = ", ".join("?" * len(wanted))
    return Condition(f"coalesce({column} IN ({marks}), FALSE)", wanted)


def _any_of(column: str, values: Any, sets: Collection[str] = ()) -> Condition:  # noqa: ANN401 - any collection of plain values
    wanted = sorted(values)
    if not wanted:
        return Condition("FALSE")
    if column in sets:
        lists = f"SELECT code FROM {column}_sets WHERE list_has_any(items, ?::VARCHAR[])"  # noqa: S608 - constants
        return Condition(f"coalesce({column}_set IN ({lists}), FALSE)", [wanted])
    return Condition(f"coalesce(list_has_any({column}, ?::VARCHAR[]), FALSE)", [wanted])


def _meet_area(test: AreaTest) -> Condition:
    """True inside, NULL where the event is known only to a larger area that holds the place."""
    inside, perhaps = [], []
    if test.countries:
        inside.append(_one_of("country", test.countries))
    if test.admin1:
        inside.append(_one_of("admin1", test.admin1))
        countries = {area.split("/")[0] for area in test.admin1}
        within = _one_of("country", countries)
        perhaps.append(Condition(f"admin1 IS NULL AND {within.text}", within.values))
    if test.admin2:
        inside.append(_one_of("admin2", test.admin2))
        within = _one_of("admin1", {"/".join(area.split("/")[:2]) for area in test.admin2})
        perhaps.append(Condition(f"admin2 IS NULL AND {within.text}", within.values))
    if test.places:
        known = {place for place in test.places if not place.startswith(NAMED)}
        inside.append(_one_of("gazetteer_id", known))
        inside += [_is_named(place.removeprefix(NAMED)) for place in sorted(test.places - known)]
        regions = _one_of("admin1", {area for area in test.around if "/" in area})
        countries_ = _one_of("country", {area for area in test.around if "/" not in area})
        perhaps.append(
            Condition(
                f"geo_precision = 3 AND ({regions.text} OR (admin1 IS NULL AND {countries_.text}))",
                regions.values + countries_.values,
            )
        )
    return _three_values(_join(inside, " OR "), _join(perhaps, " OR ") if perhaps else None)


def _is_named(name: str) -> Condition:
    """True for an event at a place of that name that no gazetteer knows."""
    same = "strip_accents(lower(place)) = strip_accents(lower(?))"
    return Condition(f"coalesce(gazetteer_id IS NULL AND {same}, FALSE)", [name])


def _three_values(sure: Condition, perhaps: Condition | None) -> Condition:
    if perhaps is None:
        return sure
    return Condition(
        f"CASE WHEN {sure.text} THEN TRUE WHEN {perhaps.text} THEN NULL ELSE FALSE END",
        sure.values + perhaps.values,
    )


def _meet_reach(reach: Reach) -> Condition:
    """True when surely within reach, NULL when the place is too imprecise to tell."""
    distances = [
        _segment_km(start, end)
        for start, end in zip(reach.points, reach.points[1:] or reach.points, strict=False)
    ]
    nearest = distances[0] if len(distances) == 1 else f"least({', '.join(distances)})"
    doubt = "CASE geo_precision " + " ".join(
        f"WHEN {code} THEN {km}" for code, km in UNCERTAIN_KM.items()
    )
    doubt += f" ELSE {UNCERTAIN_KM[1]} END"
    return Condition(
        f"CASE WHEN latitude IS NULL OR longitude IS NULL THEN FALSE "
        f"WHEN {nearest} + {doubt} <= {reach.within_km} THEN TRUE "
        f"WHEN {nearest} - {doubt} <= {reach.within_km} THEN NULL ELSE FALSE END"
    )


def _segment_km(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Distance in km from an event to a segment, on a plane true to scale at its middle."""
    narrowing = math.cos(math.radians((start[0] + end[0]) / 2)) * _KM_PER_DEGREE
    x = f"(((longitude - {start[1]!r} + 540) % 360 - 180) * {narrowing!r})"
    y = f"((latitude - {start[0]!r}) * {_KM_PER_DEGREE!r})"
    across = ((end[1] - start[1] + 540) % 360 - 180) * narrowing
    up = (end[0] - start[0]) * _KM_PER_DEGREE
    length = across * across + up * up
    if length == 0:
        return f"sqrt({x} * {x} + {y} * {y})"
    along = f"greatest(0, least(1, ({x} * {across!r} + {y} * {up!r}) / {length!r}))"
    return f"sqrt(pow({x} - {along} * {across!r}, 2) + pow({y} - {along} * {up!r}, 2))"


def _meet_number(test: NumberTest) -> Condition:
    """By the best figure, or the low where no best was chosen; not stated meets no range."""
    figure = f"coalesce({test.measure}_best, {test.measure}_low)"
    parts = []
    for low, high in test.ranges:
        bounds = []
        if low is not None:
            bounds.append(f"{figure} >= {int(low)}")
        if high is not None:
            bounds.append(f"{figure} <= {int(high)}")
        parts.append(Condition(" AND ".join(bounds) or f"{figure} IS NOT NULL"))
    joined = _join(parts, " OR ")
    return Condition(f"coalesce({joined.text}, {'TRUE' if test.negated else 'FALSE'})")
