"""The counted units of a selection in bins, ready for the noise around them to be weighed."""

from datetime import datetime, time

import numpy as np

from dateline.measure.exposure import Stretch, count_in_bins, cover_periods, cut_bins
from dateline.measure.frame import Indices
from dateline.measure.levels import AFTER, BEFORE, FEW, FEWEST, HELD, Bins, set_apart
from dateline.measure.memory import Floats
from dateline.measure.selection import Selection

LENGTHS = (7, 1)
LONG = 28
_NEVER = datetime(1, 1, 1)  # noqa: DTZ001 - days of the desk's own zone
MOST = 180  # bins; longer series are cut into bins of four weeks
Held = tuple[Selection, tuple[Stretch, ...]]


def bin_periods(before: Selection, after: Selection, held: Held | None) -> Bins:
    """Bin two periods and what is held besides, by weeks, or days where weeks are few.

    Args:
        before: the first period.
        after: the second; another query may stand here, and its days may overlap the first's.
        held: the same query over days of neither period.
    """
    sides = [
        (side, cover_periods(side.resolved) or (), kind)
        for side, kind in ((before, BEFORE), (after, AFTER))
    ]
    if held is not None:
        sides.append((*held, HELD))
    length = _choose_length([stretches for _, stretches, _ in sides])
    first = min(stretch.start for _, stretches, _ in sides for stretch in stretches)
    parts = [
        (*_bin(unit_days(side, side.rows), stretches, length, first), kind)
        for side, stretches, kind in sides
    ]
    counts, exposures, positions = (np.concatenate([part[at] for part in parts]) for at in range(3))
    kinds = np.concatenate([np.full(len(part[0]), part[3]) for part in parts])
    order = np.argsort(positions, kind="stable")
    bins = Bins(
        counts[order],
        exposures[order],
        positions[order],
        kinds[order],
        length,
        first.toordinal(),
    )
    same = before.resolved.text == after.resolved.text
    return bins if same else set_apart(bins)


def bin_pair(one: Selection, other: Selection) -> tuple[Bins, Bins]:
    """Bin two queries over the same days."""
    return bin_one(one), bin_one(other)


def bin_one(selection: Selection) -> Bins:
    """Bin one query's units over its own periods."""
    return bin_rows(selection, selection.rows)


def bin_rows(selection: Selection, rows: Indices) -> Bins:
    """Bin the units of some of a selection's rows over the selection's periods."""
    stretches = cover_periods(selection.resolved) or ()
    length = _choose_length([stretches], few=FEWEST)
    first = min((stretch.start for stretch in stretches), default=_NEVER)
    days = unit_days(selection, rows)
    counts, exposures, positions = _bin(days, stretches, length, first)
    sides = np.zeros(len(counts))
    return Bins(counts, exposures, positions, sides, length, first.toordinal())


def unit_days(selection: Selection, rows: Indices) -> Indices:
    """The ordinal of the middle day of the date interval of each unit among rows."""
    frame, units = selection.frame, selection.first_of_units(rows)
    middles = (frame.starts[units] + frame.ends[units]) // 2
    return np.asarray(middles[middles > 0])


def _bin(
    days: Indices, stretches: tuple[Stretch, ...], length: int, first: datetime
) -> tuple[Floats, Floats, Floats]:
    bins = cut_bins(stretches, length, leftovers=True)
    counts = np.asarray(count_in_bins(days, bins), dtype=np.float64)
    exposures = np.asarray([one.days / length for one in bins], dtype=np.float64)
    origin = datetime.combine(first.date(), time())
    positions = [(one.start - origin).days / length for one in bins]
    return counts, exposures, np.asarray(positions, dtype=np.float64)


def _choose_length(sides: list[tuple[Stretch, ...]], *, few: int = FEW) -> int:
    """Weeks, or days where weeks are few, or four weeks where they are very many."""
    for length in LENGTHS:
        sizes = [len(cut_bins(stretches, length)) for stretches in sides]
        if min(sizes) >= 1 and sum(sizes) >= few:
            return LONG if sum(sizes) > MOST else length
    return LENGTHS[-1]
