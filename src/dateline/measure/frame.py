"""A query over the events table: which events meet it, surely, perhaps, or once reviewed.

Each condition of a query is asked of DuckDB once and kept as one value an event: false, unknown
or true, as 0, 1 and 2, so that `and` is the minimum. Days and clocks, which differ from query to
query, are compared here. So a thousand queries over a hundred thousand events take about a second.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.errors import CommandError, DeskError, QueryError
from dateline.measure.columns import Columns
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
from dateline.measure.layout import CLOCKS, NO_DAY, lay_out, read_ordinal
from dateline.model.resolved import ResolvedQuery

Indices = npt.NDArray[np.int64]
Truth = npt.NDArray[np.int8]
FOLDS = ("place-day",)  # units in which several events count once
COUNTS = ("accepted", "all", "listed")
FALSE, UNKNOWN, TRUE = np.int8(0), np.int8(1), np.int8(2)
_SETS = ("parties",)
_WRITING_MEMORY = "2GB"  # what laying millions of rows out may take; the rest goes to the disk
# One row of a place-day: same named place, same day, same perpetrators. What is known only to a
# region, or not to the day, stays an event of its own.
_PLACE_DAY = """
CASE WHEN date_start = date_end AND coalesce(geo_precision, 1) < 3
          AND coalesce(gazetteer_id, place) IS NOT NULL
     THEN concat_ws('|', coalesce(gazetteer_id, place), date_start,
                    array_to_string(list_sort(perpetrators), ','))
     ELSE 'event:' || id END
"""


@dataclass(slots=True)
class Frame:
    """An events table held ready for many queries, its rows in the order of their ids.

    Attributes:
        connection: DuckDB's, with the table `events`.
        columns: its columns.
        ids: event ids.
        starts: ordinals of the first day each may have happened; `NO_DAY` where unknown.
        ends: ordinals of the last.
        reported: seconds since 1970 of publication, not-a-number where unknown.
        recorded: seconds since 1970 of recording.
        units: for each unit of counting, a number for each event, equal for what counts once.
        truths: for each condition and pair of clocks asked so far, its value for each event.
        given: whether the rows are a dataset's, which all count and are no events of the desk.
        sets: list columns whose lists are few, numbered in `<column>_set` and listed in a table
            `<column>_sets`, so that a question of theirs is asked of each list once.
        items: list columns laid flat so far.
    """

    connection: Any
    columns: Columns
    ids: Indices
    starts: Indices
    ends: Indices
    reported: npt.NDArray[np.float64]
    recorded: npt.NDArray[np.float64]
    units: dict[str, Indices] = field(default_factory=dict)
    truths: dict[tuple[str, str], Truth] = field(default_factory=dict)
    given: bool = False
    sets: frozenset[str] = frozenset()

    def ask(self, condition: Condition) -> Truth:
        """The value of a condition for each event; asked once, then kept."""
        key = (condition.text, repr(condition.values))
        if key not in self.truths:
            text = f"SELECT coalesce(({condition.text})::TINYINT * 2, 1) AS truth FROM events"  # noqa: S608 - every value is bound
            found = self.connection.execute(text, condition.values).fetchnumpy()["truth"]
            self.truths[key] = np.asarray(found, dtype=np.int8)
        return self.truths[key]

    def number_units(self, unit: str) -> Indices:
        """Numbers that are equal for events that count once."""
        if unit not in self.units:
            if unit in FOLDS:
                text = f"SELECT dense_rank() OVER (ORDER BY {_PLACE_DAY}) AS code, id FROM events"  # noqa: S608 - a constant
                found = self.connection.execute(f"{text} ORDER BY id").fetchnumpy()["code"]
                self.units[unit] = np.asarray(found, dtype=np.int64)
            else:
                self.units[unit] = np.arange(len(self.ids), dtype=np.int64)
        return self.units[unit]


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
        if self.resolved.unit not in FOLDS:
            return rows
        _, first = np.unique(self.codes_of(rows), return_index=True)
        return rows[np.sort(first)]

    def extra_units(self, rows: Indices) -> int:
        """How many units rows would add to those counted."""
        if self.resolved.unit not in FOLDS:
            counted = np.zeros(len(self.frame.ids), dtype=bool)
            counted[self.rows] = True
            return int(np.count_nonzero(~counted[rows]))
        return len(np.setdiff1d(self.codes_of(rows), self.codes_of(self.rows)))

    def values(self, column: str, rows: Indices) -> list[Any]:
        """A column's values at these positions."""
        return self.frame.columns.values(column, rows)


def open_frame(table: Any, *, given: bool = False) -> Frame:  # noqa: ANN401 - a pyarrow Table, untyped
    """Load a table with the columns of `EVENT_COLUMNS` for many queries.

    Args:
        table: the events.
        given: whether they are the rows of a dataset.
    """
    connection = _connect(":memory:")
    connection.register("given", table)
    lay_out(connection, _SETS if given else ())
    connection.unregister("given")
    return _hold(connection, given=given)


def write_frame(rows: Path, target: Path) -> None:
    """Lay the rows of a dataset out in a file of DuckDB's, for `open_written`.

    Args:
        rows: Parquet with the columns of `EVENT_COLUMNS`, and the dataset's own.
        target: the file to make.
    """
    with _connect(str(target)) as connection:
        connection.execute(f"SET memory_limit = '{_WRITING_MEMORY}'")
        connection.read_parquet(str(rows)).create_view("given")
        lay_out(connection, _SETS)
        connection.execute("DROP VIEW given")


def open_written(path: Path) -> Frame:
    """Open a file that `write_frame` made; what no query asks for stays on the disk.

    Raises:
        DeskError: it is damaged, or a later DuckDB wrote it.
    """
    import duckdb

    try:
        return _hold(_connect(str(path), read_only=True), given=True)
    except duckdb.Error as error:
        raise DeskError(f"{path} cannot be read: {error}. Remove it; it is made anew.") from error


def _connect(place: str, **options: Any) -> Any:  # noqa: ANN401 - DuckDB's
    import duckdb

    connection = duckdb.connect(place, config={"threads": "2"}, **options)
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _hold(connection: Any, *, given: bool) -> Frame:  # noqa: ANN401 - DuckDB's
    """Hold a table `events` ready, its ids, days and clocks in memory."""
    days = ", ".join(f"{read_ordinal(f'date_{end}')} AS {end}" for end in ("start", "end"))
    text = f"SELECT id, {days}, reported_epoch, recorded_epoch FROM events"  # noqa: S608 - a constant
    found = connection.execute(text).fetchnumpy()
    ids, starts, ends = (np.asarray(found[name], dtype=np.int64) for name in ("id", "start", "end"))
    reported, recorded = (
        np.ma.filled(np.ma.asarray(found[f"{clock}_epoch"], dtype=np.float64), np.nan)
        for clock in CLOCKS
    )
    sets = frozenset(_SETS if given else ())
    columns = Columns(connection)
    return Frame(connection, columns, ids, starts, ends, reported, recorded, given=given, sets=sets)


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
    inside, clocks = _meet_periods(frame, resolved), _meet_clocks(frame, resolved)
    timely = np.minimum(inside, clocks)
    conditions = list_conditions(resolved)
    meets = _meet(frame, timely, conditions)
    allowed = frame.ask(may_count(resolved, counts)) == TRUE
    seen = allowed & (frame.ask(passes_review(resolved, counts)) == TRUE)
    unseen = allowed & ~seen & (frame.ask(Condition("review = 'unreviewed'")) == TRUE)
    alike = np.zeros(len(frame.ids), dtype=bool)
    if names_perpetrator(resolved):
        like = _meet(frame, timely, list_conditions(resolved, without_by=True))
        alike = seen & (meets == FALSE) & (like == TRUE)
    possible = np.flatnonzero(seen & (meets == UNKNOWN))
    odds = np.zeros(len(possible))
    if len(possible) and resolved.periods:
        rest = _meet(frame, clocks, conditions)[possible] == TRUE
        odds[rest] = _share_inside(frame, resolved, possible[rest])
    return Selection(
        frame,
        resolved,
        counts,
        np.flatnonzero(seen & (meets == TRUE)),
        possible,
        np.flatnonzero(unseen & (meets != FALSE)),
        np.flatnonzero(alike),
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
        first = period.start.toordinal() if period.start else -(10**6)
        last = period.end.toordinal() if period.end else 10**7
        days += np.maximum(0, np.minimum(ends, last) - np.maximum(starts, first) + 1)
    return np.asarray(days / (ends - starts + 1), dtype=np.float64)


def _meet(frame: Frame, truth: Truth, conditions: list[Condition]) -> Truth:
    for condition in conditions:
        truth = np.minimum(truth, frame.ask(condition))
    return truth


def _meet_periods(frame: Frame, resolved: ResolvedQuery) -> Truth:
    """True when the whole date interval lies in a period, unknown when it straddles an edge."""
    if not resolved.periods:
        return np.full(len(frame.ids), TRUE)
    truth = np.full(len(frame.ids), FALSE)
    dated = (frame.starts != NO_DAY) & (frame.ends != NO_DAY)
    for period in resolved.periods:
        first = period.start.toordinal() if period.start else -(10**6)
        last = period.end.toordinal() if period.end else 10**7
        touches = dated & (frame.ends >= first) & (frame.starts <= last)
        inside = touches & (frame.starts >= first) & (frame.ends <= last)
        truth = np.maximum(truth, touches.astype(np.int8) + inside.astype(np.int8))
    return truth


def _meet_clocks(frame: Frame, resolved: ResolvedQuery) -> Truth:
    """What was recorded by then had been published; what was recorded later may not have."""
    key = ("clocks", f"{resolved.as_of} {resolved.as_reported}")
    if key not in frame.truths:
        frame.truths[key] = _compare_clocks(frame, resolved)
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
