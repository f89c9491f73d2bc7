"""Counts, sums, rates and shares of the events a query meets."""

from collections import Counter

import numpy as np

from dateline.errors import CommandError
from dateline.measure.binning import bin_one, bin_rows
from dateline.measure.contrasts import name_bins
from dateline.measure.coverage import list_active
from dateline.measure.exposure import count_days, cover_periods
from dateline.measure.frame import Indices
from dateline.measure.intervals import LEVEL, bound_count, bound_share
from dateline.measure.levels import Bins, fit_rate, fit_share
from dateline.measure.memory import Floats, Memories
from dateline.measure.selection import Selection
from dateline.model.estimate import DAYS_PER, Estimate
from dateline.model.toll import MEASURES

WEEK = 7
_STRENGTH = ("claimed", "admitted", "attributed", "inferred", "unidentified")
_FIGURES = ("low", "best", "high")
_ORDERS = ((0, 1, 2), (1, 0, 2), (2, 1, 0))  # which figure stands in for one not stated


def count_events(selection: Selection) -> Estimate:
    """Count the units a query meets; what may also meet it widens the interval upwards.

    Returns:
        The count; low is the count itself, high adds the possible ones. A count of what is on
        record is an enumeration: no chance is in it, so its level is 1. Value None where the
        period is yet to come.
    """
    if cover_periods(selection.resolved) == ():
        why = "no exposure: the period covers no day before the cutoff"
        return describe_estimate(selection, unit=name_unit(selection), method=why)
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
    bins = bin_one(selection)
    fitted = fit_rate(bins)
    low, high = bound_count(count, fitted[1] if fitted else 1.0)
    factor = DAYS_PER[per] / days
    return describe_estimate(
        selection,
        value=count * factor,
        bounds=(low * factor, high * factor),
        unit=unit,
        method=_name_gamma(fitted[0] if fitted else None, bins),
    )


def share_events(part: Selection, whole: Selection) -> Estimate:
    """Estimate which share of the whole's units also meets the part's query.

    Returns:
        A share from 0 to 1 with Wilson's interval, wider where it varies more from week to week
        than a share of independent events would; its exposure is the number of units of the
        whole. Value None where the whole is empty.
    """
    taken = _shared(whole, part, part.rows)
    n, size = len(whole.first_of_units(taken)), len(whole.units)
    unit = f"share of {name_unit(whole)}"
    query = f"{part.resolved.text} of {whole.resolved.text}"
    if size == 0:
        why = "no data: the whole is empty"
        return describe_estimate(whole, unit=unit, method=why, query=query, exposure=0.0)
    perhaps = _shared(whole, part, part.possible)
    maybe = np.setdiff1d(whole.codes_of(perhaps), whole.codes_of(taken))
    possible = whole.extra_units(whole.possible) + len(maybe)
    bins = bin_one(whole)
    # A day with one event tells nothing of clustering: only weeks are asked.
    fitted = fit_share(bin_rows(whole, taken), bins) if bins.days >= WEEK else None
    scale = fitted[1] if fitted else 1.0
    return describe_estimate(
        whole,
        value=n / size,
        bounds=bound_share(n, size, scale),
        unit=unit,
        method="Wilson" if scale == 1 else f"Wilson, stretched {scale:.1f} by clustering in time",
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
    columns, events = selection.frame.columns, len(selection.rows)
    figures = np.stack([columns.numbers(f"{of}_{name}")[selection.rows] for name in _FIGURES])
    stating = figures[:, ~np.isnan(figures).all(axis=0)]
    unit = f"people {of}"
    if not stating.size:
        why = f"no data: none of {events} events states a number {of}"
        return describe_estimate(selection, unit=unit, method=why)
    silent = events - stating.shape[1]
    totals = [_add_up(stating[list(order)]) for order in _ORDERS]
    open_ended = bool(np.isnan(stating[-1]).any())
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
    split = _split_basis(selection, units)
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
        active=list_active(selection),
    )


def _why_unknown(selection: Selection) -> str:
    periods = selection.resolved.periods
    if periods and all(period.start for period in periods):
        return "no exposure: the period is open and no cutoff closes it; add until:"
    return "no exposure: the query names no start; add since: or during:"


def _add_up(figures: Floats) -> float:
    """The sum over accounts of the first figure that each states, in the order of the rows."""
    chosen = figures[0]
    for others in figures[1:]:
        chosen = np.where(np.isnan(chosen), others, chosen)
    return float(chosen.sum())


def _shared(whole: Selection, part: Selection, rows: Indices) -> Indices:
    """The rows of the whole that are also among some of the part's."""
    if part.frame is whole.frame:
        among = np.zeros(len(whole.frame.ids), dtype=bool)
        among[rows] = True
        return whole.rows[among[whole.rows]]
    return whole.rows[np.isin(whole.frame.ids[whole.rows], part.frame.ids[rows])]


def _split_basis(selection: Selection, units: Indices) -> Counter[str]:
    """How many units stand on each basis."""
    codes, names = selection.frame.columns.coded("perpetrator_basis")
    counts = np.bincount(codes[units] + 1, minlength=len(names) + 1).tolist()
    split = Counter(dict(zip(names, counts[1:], strict=True)))
    split["unidentified"] += counts[0]
    return split


def _name_gamma(memories: Memories | None, bins: Bins) -> str:
    if memories is None:
        return "gamma; dispersion unknown: too few bins"
    return (
        f"gamma, dispersion {memories.dispersion:.1f}, memory {memories.memory:.2f} "
        f"over {len(bins.counts)} {name_bins(bins.days)}"
    )
