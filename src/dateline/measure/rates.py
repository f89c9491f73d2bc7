"""Counts, sums, rates and shares of the events a query meets."""

from collections import Counter
from typing import Any

import numpy as np

from dateline.errors import CommandError
from dateline.measure.exposure import (
    Stretch,
    count_days,
    count_in_bins,
    cover_periods,
    cut_bins,
)
from dateline.measure.frame import Indices, Selection
from dateline.measure.intervals import (
    LEVEL,
    MIN_BINS,
    Dispersion,
    bound_count,
    bound_share,
    measure_dispersion,
)
from dateline.model.estimate import DAYS_PER, Estimate
from dateline.model.toll import MEASURES

_STRENGTH = ("claimed", "admitted", "attributed", "inferred", "unidentified")
_WEEK = 7
_FIGURES = ("low", "best", "high")
_ORDERS = ((0, 1, 2), (1, 0, 2), (2, 1, 0))  # which figure stands in for one not stated


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
        why = _why_unknown(selection)
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
    ids = whole.frame.ids[whole.rows]
    taken = whole.rows[np.isin(ids, part.frame.ids[part.rows])]
    n, size = len(whole.first_of_units(taken)), len(whole.units)
    unit = f"share of {name_unit(whole)}"
    query = f"{part.resolved.text} of {whole.resolved.text}"
    if size == 0:
        why = "no data: the whole is empty"
        return describe_estimate(whole, unit=unit, method=why, query=query, exposure=0.0)
    perhaps = whole.rows[np.isin(ids, part.frame.ids[part.possible])]
    maybe = np.setdiff1d(whole.codes_of(perhaps), whole.codes_of(taken))
    possible = whole.extra_units(whole.possible) + len(maybe)
    return describe_estimate(
        whole,
        value=n / size,
        bounds=bound_share(n, size),
        unit=unit,
        method="Wilson",
        query=query,
        exposure=float(size),
        rows=taken,
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
    low, best, high = (selection.values(f"{of}_{name}", selection.rows) for name in _FIGURES)
    accounts = [
        account for account in zip(low, best, high, strict=True) if account != (None, None, None)
    ]
    events = len(selection.rows)
    unit = f"people {of}"
    if not accounts:
        why = f"no data: none of {events} events states a number {of}"
        return describe_estimate(selection, unit=unit, method=why)
    silent = events - len(accounts)
    totals = [float(sum(_choose(account, order) for account in accounts)) for order in _ORDERS]
    open_ended = any(top is None for _, _, top in accounts)
    stated = f"sum of best figures; {silent} of {events} events state none"
    return describe_estimate(
        selection,
        value=totals[1],
        bounds=(totals[0], totals[2]),
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


def unit_days(selection: Selection) -> list[int]:
    """The ordinal of the middle day of each unit's date interval, for binning."""
    frame, rows = selection.frame, selection.units
    middles = (frame.starts[rows] + frame.ends[rows]) // 2
    days: list[int] = middles[middles > 0].tolist()
    return days


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
    rows: Indices | None = None,
    possible: int | None = None,
    lower_bound: bool = False,
) -> Estimate:
    """Put a value into its context: the split by basis, what is left out, the clocks."""
    resolved = selection.resolved
    counted = selection.rows if rows is None else rows
    units = selection.first_of_units(counted)
    split = Counter(basis or "unidentified" for basis in _bases(selection, units))
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
        events=selection.ids_of(counted),
        by_basis={basis: split[basis] for basis in _STRENGTH if split[basis]},
        unattributed=extra(selection.unattributed),
        awaiting_review=extra(selection.awaiting),
        possible=extra(selection.possible) if possible is None else possible,
        lower_bound=lower_bound,
    )


def _why_unknown(selection: Selection) -> str:
    periods = selection.resolved.periods
    if periods and all(period.start for period in periods):
        return "no exposure: the period is open and no cutoff closes it; add until:"
    return "no exposure: the query names no start; add since: or during:"


def _bases(selection: Selection, units: Indices) -> list[Any]:
    return selection.values("perpetrator_basis", units)


def _choose(account: tuple[int | None, ...], order: tuple[int, ...]) -> int:
    """The first figure of an account that is stated, in an order of low, best and high."""
    return next(account[at] or 0 for at in order if account[at] is not None)


def _name_gamma(dispersion: Dispersion) -> str:
    if dispersion.bins == 0:
        return "gamma; dispersion unknown: too few bins"
    length = "weeks" if dispersion.days == _WEEK else "days"
    return f"gamma, dispersion {dispersion.value:.1f} over {dispersion.bins} {length}"
