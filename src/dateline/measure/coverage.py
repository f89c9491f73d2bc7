"""Which sources were active in each period: a fall may be a source gone quiet."""

from dataclasses import dataclass

import numpy as np

from dateline.measure.frame import Frame
from dateline.measure.layout import NO_DAY
from dateline.measure.selection import Selection
from dateline.model.estimate import Active
from dateline.model.query import Period

Numbers = frozenset[int]

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
    (first, told), (second, later) = (_told(before), _told(after))
    both = first & second
    sizes = (len(first), len(second), len(both))
    papers = (len(told), len(later), len(told & later))
    if first == second:
        return Coverage(sizes, None, papers)
    counts = [_count_told_by(side, both) for side in (before, after)]
    if sum(counts) < _ENOUGH or counts[0] == 0:
        return Coverage(sizes, None, papers)
    return Coverage(sizes, counts[1] / counts[0], papers)


def list_active(selection: Selection) -> tuple[Active, ...]:
    """Count the sources and documents active in each period of a query; none for a dataset."""
    if selection.frame.given:
        return ()
    found = []
    for period in selection.resolved.periods or (Period(None, None),):
        sources, documents = _told_between(selection.frame, *_ends_of(period))
        found.append(Active(period.start, period.end, len(sources), len(documents)))
    return tuple(found)


def _told(selection: Selection) -> tuple[Numbers, Numbers]:
    """The sources, and the documents, that tell of events of any of a query's periods."""
    parts = [
        _told_between(selection.frame, *_ends_of(period)) for period in selection.resolved.periods
    ]
    sources, documents = (frozenset[int]().union(*(part[at] for part in parts)) for at in (0, 1))
    return sources, documents


def _ends_of(period: Period) -> tuple[int, int]:
    first = period.start.toordinal() if period.start else NO_DAY + 1  # events without a day
    return first, period.end.toordinal() if period.end else -NO_DAY


def _told_between(frame: Frame, first: int, last: int) -> tuple[Numbers, Numbers]:
    """The numbers of the sources and documents that tell of events between two days."""
    if (first, last) not in frame.told:
        rows = frame.touching(first, last)
        inside = rows[(frame.starts[rows] >= first) & (frame.ends[rows] <= last)]
        columns = frame.columns
        frame.told[first, last] = (
            columns.items_of("sources", inside), columns.items_of("documents", inside),
        )  # fmt: skip
    return frame.told[first, last]


def _count_told_by(selection: Selection, sources: frozenset[int]) -> int:
    rows, codes, _ = selection.frame.columns.flatten("sources")
    told = np.zeros(len(selection.frame.ids), dtype=bool)
    told[rows[np.isin(codes, list(sources))]] = True
    return len(selection.first_of_units(selection.rows[told[selection.rows]]))
