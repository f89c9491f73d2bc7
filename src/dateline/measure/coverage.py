"""Which sources were active in each period: a fall may be a source gone quiet."""

from dataclasses import dataclass

import numpy as np

from dateline.measure.frame import Indices, Selection

_ENOUGH = 8  # units that shared sources tell of, both periods together


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sources active before, after and in both, and the ratio of totals on the last."""

    sources: tuple[int, int, int]
    shared_ratio: float | None


def compare_coverage(before: Selection, after: Selection) -> Coverage:
    """Compare the sources of two selections.

    A source is active in a period when it tells of any event of those days, whether or not the
    event meets the rest of the query.

    Returns:
        The numbers of sources, and the ratio of totals, second over first, on events that a
        source active in both tells of; None where those are too few to say, or where every
        source was active in both.
    """
    first, second = _active(before), _active(after)
    both = first & second
    sizes = (len(first), len(second), len(both))
    if first == second:
        return Coverage(sizes, None)
    counts = [_count_told_by(side, both) for side in (before, after)]
    if sum(counts) < _ENOUGH or counts[0] == 0:
        return Coverage(sizes, None)
    return Coverage(sizes, counts[1] / counts[0])


def _active(selection: Selection) -> frozenset[str]:
    frame = selection.frame
    inside = np.zeros(len(frame.ids), dtype=bool)
    for period in selection.resolved.periods:
        first = period.start.toordinal() if period.start else 1
        last = period.end.toordinal() if period.end else 10**7
        inside |= (frame.starts >= first) & (frame.ends <= last)
    return _sources(selection, np.flatnonzero(inside))


def _sources(selection: Selection, rows: Indices) -> frozenset[str]:
    told = selection.values("sources", rows)
    return frozenset(source for sources in told for source in sources or ())


def _count_told_by(selection: Selection, sources: frozenset[str]) -> int:
    told = selection.values("sources", selection.rows)
    kept = [bool(sources.intersection(one or ())) for one in told]
    return len(selection.first_of_units(selection.rows[np.asarray(kept, dtype=bool)]))
