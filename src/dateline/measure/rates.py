"""Counts, sums, rates and shares of the events a query meets."""

from collections import Counter
from datetime import date
from typing import Any

from dateline.errors import CommandError
from dateline.measure.exposure import (
    DAYS_PER,
    Stretch,
    count_days,
    count_in_bins,
    cover_periods,
    cut_bins,
)
from dateline.measure.frame import Row, Selection
from dateline.measure.intervals import (
    LEVEL,
    MIN_BINS,
    Dispersion,
    bound_count,
    bound_share,
    measure_dispersion,
)
from dateline.model.estimate import Estimate
from dateline.model.toll import MEASURES

_STRENGTH = ("claimed", "admitted", "attributed", "inferred", "unidentified")
_WEEK = 7


def count_events(selection: Selection) -> Estimate:
    """Count the units a query meets; what may also meet it widens the interval upwards.

    Returns:
        The count; low is the count itself, high adds the possible ones. A count of what is on
        record is an enumeration: no chance is in it, so its level is 1.
    """
    count = len(selection.units)
    high = count + selection.extra_units(selection.possible)
    return describe_estimate(
        selection,
        value=float(count),
        bounds=(float(count), float(high)),
        unit=name_unit(selection),
        method="enumeration; high adds what may fall inside",
        level=1.0,
    )


def rate_events(selection: Selection, *, per: str) -> Estimate:
    """Estimate the rate over the days actually covered.

    Args:
        selection: the events.
        per: `day`, `week`, `month` (a twelfth of a year) or `year`.

    Returns:
        The rate with an interval that widens with the dispersion of the weekly counts (daily
        ones where there are fewer than four weeks); value None, and the reason as its method,
        where the exposure is unknown or nought.

    Raises:
        CommandError: when `per` is no unit of time.
    """
    if per not in DAYS_PER:
        raise CommandError(f"A rate per “{per}” is unknown; say day, week, month or year.")
    unit = f"{name_unit(selection)} per {per}"
    stretches = cover_periods(selection.resolved)
    if stretches is None:
        why = "no exposure: the query names no start; add since: or during:"
        return describe_estimate(selection, unit=unit, method=why)
    days = sum(stretch.days for stretch in stretches)
    if days <= 0:
        why = "no exposure: the period covers no day before the cutoff"
        return describe_estimate(selection, unit=unit, method=why)
    count = len(selection.units)
    dispersion = find_dispersion(selection, stretches)
    low, high = bound_count(count, dispersion)
    factor = DAYS_PER[per] / days
    return describe_estimate(
        selection,
        value=count * factor,
        bounds=(low * factor, high * factor),
        unit=unit,
        method=_name_gamma(dispersion),
    )


def share_events(part: Selection, whole: Selection) -> Estimate:
    """Estimate which share of the whole's units also meets the part's query.

    Returns:
        A share from 0 to 1 with Wilson's interval; its exposure is the number of units of the
        whole. Value None where the whole is empty.
    """
    inside = set(part.events)
    taken = {row.unit for row in whole.rows if row.id in inside}
    size = len(whole.units)
    unit = f"share of {name_unit(whole)}"
    query = f"{part.resolved.text} of {whole.resolved.text}"
    if size == 0:
        why = "no data: the whole is empty"
        return describe_estimate(whole, unit=unit, method=why, query=query, exposure=0.0)
    perhaps = {row.id for row in part.possible}
    possible = whole.extra_units(whole.possible) + len(
        {row.unit for row in whole.rows if row.id in perhaps} - taken
    )
    return describe_estimate(
        whole,
        value=len(taken) / size,
        bounds=bound_share(len(taken), size),
        unit=unit,
        method="Wilson",
        query=query,
        exposure=float(size),
        rows=tuple(row for row in whole.rows if row.unit in taken),
        possible=possible,
    )


def sum_tolls(selection: Selection, *, of: str = "killed") -> Estimate:
    """Sum a toll over events: low, best and high figures; not stated is not zero.

    Returns:
        The sum of best figures. It is a lower bound when an event that may have a toll states
        none or leaves its high open; value None where no event states one.

    Raises:
        CommandError: when no such toll is kept.
    """
    kept = MEASURES[:3]
    if of not in kept:
        raise CommandError(f"There is no toll “{of}” to sum; the tolls are {', '.join(kept)}.")
    best = [row for row in selection.rows if _figure(row, of, "best", "low", "high") is not None]
    silent = len(selection.rows) - len(best)
    unit = f"people {of}"
    if not best:
        why = f"no data: none of {len(selection.rows)} events states a number {of}"
        return describe_estimate(selection, unit=unit, method=why)
    value = sum(_figure(row, of, "best", "low", "high") for row in best)
    low = sum(_figure(row, of, "low", "best", "high") for row in best)
    high = sum(_figure(row, of, "high", "best", "low") for row in best)
    open_ended = any(row.values[f"{of}_high"] is None for row in best)
    stated = f"sum of best figures; {silent} of {len(selection.rows)} events state none"
    return describe_estimate(
        selection,
        value=float(value),
        bounds=(float(low), float(high)),
        unit=unit,
        method=stated,
        level=1.0,
        lower_bound=open_ended or silent > 0,
    )


def find_dispersion(selection: Selection, stretches: tuple[Stretch, ...]) -> Dispersion:
    """Measure how bursty the units are over time, by weeks, or by days where weeks are few."""
    days = unit_days(selection)
    bins = cut_bins(stretches, _WEEK)
    if len(bins) < MIN_BINS:
        bins = cut_bins(stretches, 1)
        return measure_dispersion(count_in_bins(days, bins), 1)
    return measure_dispersion(count_in_bins(days, bins), _WEEK)


def unit_days(selection: Selection) -> list[date]:
    """The middle day of each unit's date interval, for binning."""
    return [
        row.start + (row.end - row.start) / 2
        for row in selection.units.values()
        if row.start is not None and row.end is not None
    ]


def name_unit(selection: Selection) -> str:
    """Name what is counted, as readers call it: `attacks`, or `events`."""
    definitions = selection.resolved.definitions
    if len(definitions) != 1:
        return "events"
    words = definitions[0].key.replace("-", " ")
    return words if words.endswith("s") else f"{words}s"


def describe_estimate(  # noqa: PLR0913 - one door through which every estimate gets its context
    selection: Selection,
    *,
    unit: str,
    method: str,
    value: float | None = None,
    bounds: tuple[float | None, float | None] = (None, None),
    level: float = LEVEL,
    query: str | None = None,
    exposure: float | None = None,
    rows: tuple[Row, ...] | None = None,
    possible: int | None = None,
    lower_bound: bool = False,
) -> Estimate:
    """Put a value into its context: the split by basis, what is left out, the clocks."""
    resolved = selection.resolved
    counted = selection.rows if rows is None else rows
    units: dict[str, Row] = {}
    for row in counted:
        units.setdefault(row.unit, row)
    split = Counter(row.basis for row in units.values())
    extra = selection.extra_units
    return Estimate(
        value,
        *bounds,
        level,
        len(units),
        count_days(resolved) if exposure is None else exposure,
        unit,
        method,
        resolved.text if query is None else query,
        as_of=resolved.as_of.isoformat() if resolved.as_of else None,
        as_reported=resolved.as_reported.isoformat() if resolved.as_reported else None,
        events=tuple(row.id for row in counted),
        by_basis={basis: split[basis] for basis in _STRENGTH if split[basis]},
        unattributed=extra(selection.unattributed),
        awaiting_review=extra(selection.awaiting),
        possible=extra(selection.possible) if possible is None else possible,
        lower_bound=lower_bound,
    )


def _figure(row: Row, measure: str, *order: str) -> Any:  # noqa: ANN401 - a number or None
    for level in order:
        number = row.values[f"{measure}_{level}"]
        if number is not None:
            return number
    return None


def _name_gamma(dispersion: Dispersion) -> str:
    if dispersion.bins == 0:
        return "gamma; dispersion unknown: too few bins"
    length = "weeks" if dispersion.days == _WEEK else "days"
    return f"gamma, dispersion {dispersion.value:.1f} over {dispersion.bins} {length}"
