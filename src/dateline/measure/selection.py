"""The events that meet a query: surely, perhaps, or once somebody has reviewed them.

Each condition has one value an event: false, unknown or true, as 0, 1 and 2, so that `and` is the
minimum. Days and clocks, which differ from query to query, are compared here.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.errors import CommandError, QueryError
from dateline.measure.conditions import (
    Condition,
    join_conditions,
    list_conditions,
    may_count,
    maybe,
    meet_periods,
    names_perpetrator,
    passes_review,
    touch_periods,
)
from dateline.measure.frame import FOLDS, Frame, Indices, Truth, open_frame
from dateline.measure.layout import NO_DAY
from dateline.model.query import Period
from dateline.model.resolved import ResolvedQuery

At = Indices | slice
COUNTS = ("accepted", "all", "listed")
FALSE, UNKNOWN, TRUE = np.int8(0), np.int8(1), np.int8(2)


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The events a query meets; each list holds positions in the frame, in order of id.

    Attributes:
        frame: where the positions point.
        resolved: the query.
        counts: `accepted` or `all`: which events it takes.
        rows: events that surely meet it.
        possible: events whose date or place only may fall inside.
        odds: for each of these, the share of its days that lie inside; nought where it is the
            place or the clock that is unsure, since nobody can say how likely that is.
        awaiting: like events that nobody has reviewed and that the count leaves out.
        unattributed: like events whose perpetrator is unidentified.
    """

    frame: Frame
    resolved: ResolvedQuery
    counts: str
    rows: Indices
    possible: Indices
    awaiting: Indices
    unattributed: Indices
    odds: npt.NDArray[np.float64]

    @property
    def events(self) -> tuple[int, ...]:
        """Ids of the events that surely meet the query."""
        return self.ids_of(self.rows)

    @property
    def numbers(self) -> frozenset[int]:
        """What the rows are numbered by in the table itself, a dataset's too; not to be told."""
        return frozenset(self.frame.ids[self.rows].tolist())

    @property
    def units(self) -> Indices:
        """The rows counted: one for each unit, the lowest id standing for it."""
        return self.first_of_units(self.rows)

    def ids_of(self, rows: Indices) -> tuple[int, ...]:
        """Event ids at these positions; a dataset's rows have none that may be told."""
        return () if self.frame.given else tuple(self.frame.ids[rows].tolist())

    def codes_of(self, rows: Indices) -> Indices:
        """The unit numbers at these positions."""
        return self.frame.number_units(self.resolved.unit)[rows]

    def first_of_units(self, rows: Indices) -> Indices:
        """Of these positions, the first of each unit."""
        if self.resolved.unit not in FOLDS or not len(rows):
            return rows
        _, first = np.unique(self.codes_of(rows), return_index=True)
        return rows[np.sort(first)]

    def extra_units(self, rows: Indices) -> int:
        """How many units rows would add to those counted."""
        if not len(rows):
            return 0
        if self.resolved.unit not in FOLDS:
            counted = np.zeros(len(self.frame.ids), dtype=bool)
            counted[self.rows] = True
            return int(np.count_nonzero(~counted[rows]))
        return len(np.setdiff1d(self.codes_of(rows), self.codes_of(self.rows)))

    def values(self, column: str, rows: Indices) -> list[Any]:
        """A column's values at these positions."""
        return self.frame.columns.values(column, rows)


def select_events(
    table: Any,  # noqa: ANN401 - a Frame or a pyarrow Table, untyped
    resolved: ResolvedQuery,
    *,
    counts: str = "accepted",
) -> Selection:
    """Find the events that meet a query.

    Args:
        table: the events as an Arrow table, or a `Frame` opened over it.
        resolved: the query.
        counts: `accepted` takes what a person has accepted or corrected, `all` takes everything
            not rejected, `listed` takes every event there is, countable or not; a query that
            names `review:` decides for itself.

    Returns:
        The events, those that may meet it, those awaiting review, and the like events that
        nobody is named for.

    Raises:
        CommandError: when `counts` is none of these.
        QueryError: when a dataset's filter names a column that the table lacks.
    """
    if counts not in COUNTS:
        raise CommandError(f"counts is “{counts}”; it takes accepted, all or listed.")
    frame = table if isinstance(table, Frame) else open_frame(table)
    _check_columns(frame, resolved)
    if frame.given:
        return _select_given(frame, resolved, counts)
    rows, at = _rows_of_days(frame, resolved)
    inside, clocks = _meet_periods(frame, resolved, at), _meet_clocks(frame, resolved)[at]
    timely = np.minimum(inside, clocks)
    conditions = list_conditions(resolved)
    meets = _meet(frame, at, timely, conditions)
    seen, unseen = (one[at] for one in _judge_reviews(frame, resolved, counts))
    alike = np.zeros(len(rows), dtype=bool)
    if names_perpetrator(resolved):
        like = _meet(frame, at, timely, list_conditions(resolved, without_by=True))
        alike = seen & (meets == FALSE) & (like == TRUE)
    perhaps = seen & (meets == UNKNOWN)
    possible = rows[perhaps]
    odds = np.zeros(len(possible))
    if len(possible) and resolved.periods:
        rest = _meet(frame, possible, clocks[perhaps], conditions) == TRUE
        odds[rest] = _share_inside(frame, resolved, possible[rest])
    return Selection(
        frame,
        resolved,
        counts,
        rows[seen & (meets == TRUE)],
        possible,
        rows[unseen & (meets != FALSE)],
        rows[alike],
        odds,
    )


def _select_given(frame: Frame, resolved: ResolvedQuery, counts: str) -> Selection:
    """Select among a dataset's rows, of which there may be millions, in one question to DuckDB.

    Every row counts, is reviewed and names its sides, so nothing awaits and nobody is unidentified.
    """
    asked = list_conditions(resolved, sets=frame.sets)
    timely = meet_periods(resolved)
    rest = join_conditions(asked)
    kept = join_conditions([touch_periods(resolved), *(maybe(one) for one in asked)])
    text = (
        f"SELECT rowid AS at, ({timely.text}) IS TRUE AS timely, ({rest.text}) IS TRUE AS placed "  # noqa: S608 - every value is bound
        f"FROM events WHERE {kept.text}"
    )
    values = [*timely.values, *rest.values, *kept.values]
    found = frame.connection.execute(text, values).fetchnumpy()
    rows, placed = np.asarray(found["at"], dtype=np.int64), np.asarray(found["placed"], dtype=bool)
    sure = placed & np.asarray(found["timely"], dtype=bool)
    none = np.array([], dtype=np.int64)
    possible, placed = rows[~sure], placed[~sure]
    odds = np.zeros(len(possible))
    if resolved.periods:
        odds[placed] = _share_inside(frame, resolved, possible[placed])
    return Selection(frame, resolved, counts, rows[sure], possible, none, none, odds)


def _share_inside(frame: Frame, resolved: ResolvedQuery, rows: Indices) -> npt.NDArray[np.float64]:
    """The share of each event's days that lie in a period."""
    starts, ends = frame.starts[rows], frame.ends[rows]
    days = np.zeros(len(rows))
    for period in resolved.periods:
        first, last = _ends_of(period)
        days += np.maximum(0, np.minimum(ends, last) - np.maximum(starts, first) + 1)
    return np.asarray(days / (ends - starts + 1), dtype=np.float64)


def _judge_reviews(
    frame: Frame, resolved: ResolvedQuery, counts: str
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which events count as far as people looked, and which would once somebody has."""
    allowed, passes = may_count(resolved, counts), passes_review(resolved, counts)
    kept = [("seen", allowed.text + passes.text), ("unseen", allowed.text + passes.text)]
    if kept[0] not in frame.truths:
        may = frame.ask(allowed) == TRUE
        seen = may & (frame.ask(passes) == TRUE)
        unseen = may & ~seen & (frame.ask(Condition("review = 'unreviewed'")) == TRUE)
        frame.truths[kept[0]], frame.truths[kept[1]] = seen.view(np.int8), unseen.view(np.int8)
    seen, unseen = (frame.truths[key].view(np.bool_) for key in kept)
    return seen, unseen


def _meet(frame: Frame, rows: At, truth: Truth, conditions: list[Condition]) -> Truth:
    for condition in conditions:
        truth = np.minimum(truth, frame.ask(condition)[rows])
    return truth


def _rows_of_days(frame: Frame, resolved: ResolvedQuery) -> tuple[Indices, At]:
    """The events that the periods may touch; all of them where there are several, or none.

    Returns:
        Their positions, and the same as what an array is indexed by.
    """
    if len(resolved.periods) != 1:
        return np.arange(len(frame.ids), dtype=np.int64), slice(None)
    rows = frame.touching(*_ends_of(resolved.periods[0]))
    return rows, rows


def _ends_of(period: Period) -> tuple[int, int]:
    return (
        period.start.toordinal() if period.start else NO_DAY + 1,
        period.end.toordinal() if period.end else -NO_DAY,
    )


def _meet_periods(frame: Frame, resolved: ResolvedQuery, rows: At) -> Truth:
    """True when the whole date interval lies in a period, unknown when it straddles an edge."""
    starts, ends = frame.starts[rows], frame.ends[rows]
    if not resolved.periods:
        return np.full(len(starts), TRUE)
    truth = np.full(len(starts), FALSE)
    dated = (starts != NO_DAY) & (ends != NO_DAY)
    for period in resolved.periods:
        first, last = _ends_of(period)
        touches = dated & (ends >= first) & (starts <= last)
        inside = touches & (starts >= first) & (ends <= last)
        truth = np.maximum(truth, touches.astype(np.int8) + inside.astype(np.int8))
    return truth


def _meet_clocks(frame: Frame, resolved: ResolvedQuery) -> Truth:
    """What was recorded by then had been published; what was recorded later may not have."""
    told, noted = resolved.as_reported, resolved.as_of
    # A clock behind which nothing lies is the same as none: "now" is another moment every time.
    told = None if told is not None and told.timestamp() >= frame.latest[0] else told
    noted = None if noted is not None and noted.timestamp() >= frame.latest[1] else noted
    key = ("clocks", f"{noted} {told}")
    if key not in frame.truths:
        clocks = replace(resolved, as_reported=told, as_of=noted)
        frame.truths[key] = _compare_clocks(frame, clocks)
    return frame.truths[key]


def _compare_clocks(frame: Frame, resolved: ResolvedQuery) -> Truth:
    truth = np.full(len(frame.ids), TRUE)
    if resolved.as_of is not None:
        late = frame.recorded > resolved.as_of.timestamp()
        truth[late] = FALSE
    if resolved.as_reported is not None:
        dated = ~np.isnan(frame.reported)
        known = np.where(dated, frame.reported, frame.recorded)
        late = ~(known <= resolved.as_reported.timestamp())
        truth[late & dated] = FALSE
        truth[late & ~dated] = np.minimum(truth[late & ~dated], UNKNOWN)
    return truth


def _check_columns(frame: Frame, resolved: ResolvedQuery) -> None:
    if not resolved.native:
        return
    have = frame.columns.names()
    for columns in resolved.native:
        for column in columns:
            if column not in have:
                raise QueryError(
                    f"The dataset {resolved.dataset} has no column “{column}”, which a definition "
                    f"filters on in desk.toml; its columns are {', '.join(sorted(have))}.",
                    0,
                    len(resolved.text),
                )
