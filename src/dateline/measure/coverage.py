"""Which sources were active in each period: a fall may be a source gone quiet."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.measure.selection import Selection

Truths = npt.NDArray[np.bool_]

_ENOUGH = 8  # units that shared sources tell of, both periods together


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sources and documents active before, after and in both, and the ratio on shared sources."""

    sources: tuple[int, int, int]
    shared_ratio: float | None
    documents: tuple[int, int, int] = (0, 0, 0)


def compare_coverage(before: Selection, after: Selection) -> Coverage:
    """Compare the sources of two selections.

    A source is active in a period when it tells of any event of those days, whether or not the
    event meets the rest of the query.

    Returns:
        The numbers of sources, and the ratio of totals, second over first, on events that a
        source active in both tells of; None where those are too few to say, or where every
        source was active in both.
    """
    days = [_inside(side) for side in (before, after)]
    first, second = (
        _named(side, "sources", rows) for side, rows in zip((before, after), days, strict=True)
    )
    told, later = (
        _named(side, "documents", rows) for side, rows in zip((before, after), days, strict=True)
    )
    both = first & second
    sizes = (len(first), len(second), len(both))
    papers = (len(told), len(later), len(told & later))
    if first == second:
        return Coverage(sizes, None, papers)
    counts = [_count_told_by(side, both) for side in (before, after)]
    if sum(counts) < _ENOUGH or counts[0] == 0:
        return Coverage(sizes, None, papers)
    return Coverage(sizes, counts[1] / counts[0], papers)


def _inside(selection: Selection) -> Truths:
    frame = selection.frame
    inside = np.zeros(len(frame.ids), dtype=bool)
    for period in selection.resolved.periods:
        first = period.start.toordinal() if period.start else 1
        last = period.end.toordinal() if period.end else 10**7
        inside |= (frame.starts >= first) & (frame.ends <= last)
    return inside


def _named(selection: Selection, column: str, inside: Truths) -> frozenset[int]:
    """The numbers of the items of a list column among some rows."""
    rows, codes, names = selection.frame.columns.flatten(column)
    seen = np.zeros(len(names), dtype=bool)
    seen[codes[inside[rows]]] = True
    return frozenset(np.flatnonzero(seen).tolist())


def _count_told_by(selection: Selection, sources: frozenset[int]) -> int:
    rows, codes, _ = selection.frame.columns.flatten("sources")
    told = np.zeros(len(selection.frame.ids), dtype=bool)
    told[rows[np.isin(codes, list(sources))]] = True
    return len(selection.first_of_units(selection.rows[told[selection.rows]]))
