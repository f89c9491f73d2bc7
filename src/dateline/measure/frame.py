"""An events table held ready for many queries.

Each condition of a query is asked of DuckDB once and kept as one value an event: false, unknown
or true, as 0, 1 and 2. So a thousand queries over a hundred thousand events take about a second.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.errors import DeskError
from dateline.measure.columns import Columns
from dateline.measure.conditions import Condition
from dateline.measure.layout import EPOCH_DAY, NO_DAY, lay_out, look_through, read_ordinal

Indices = npt.NDArray[np.int64]
Truth = npt.NDArray[np.int8]
Seconds = npt.NDArray[np.float64]
FOLDS = ("place-day",)  # units in which several events count once
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
        units: for each unit of counting, a number for each event, equal for what counts once.
        truths: for each condition and pair of clocks asked so far, its value for each event.
        given: whether the rows are a dataset's, which all count and are no events of the desk.
        sets: list columns whose lists are few, numbered in `<column>_set` and listed in a table
            `<column>_sets`, so that a question of theirs is asked of each list once.
        told: for each pair of days asked so far, the numbers of the sources and of the documents
            that tell of events between them.
    """

    connection: Any
    columns: Columns
    ids: Indices
    starts: Indices
    ends: Indices
    units: dict[str, Indices] = field(default_factory=dict)
    truths: dict[tuple[str, str], Truth] = field(default_factory=dict)
    given: bool = False
    sets: frozenset[str] = frozenset()
    told: dict[tuple[int, int], tuple[frozenset[int], frozenset[int]]] = field(default_factory=dict)
    _clocks: dict[str, Seconds] = field(init=False, default_factory=dict)
    _by_day: tuple[Indices, Indices, int] | None = field(init=False, default=None)
    _latest: tuple[float, float] | None = field(init=False, default=None)
    _report_days: Indices | None = field(init=False, default=None)

    def ask(self, condition: Condition) -> Truth:
        """The value of a condition for each event; asked once, then kept."""
        key = (condition.text, repr(condition.values))
        if key not in self.truths:
            text = f"SELECT coalesce(({condition.text})::TINYINT * 2, 1) AS truth FROM events"  # noqa: S608 - every value is bound
            found = self.connection.execute(text, condition.values).fetchnumpy()["truth"]
            self.truths[key] = np.asarray(found, dtype=np.int8)
        return self.truths[key]

    @property
    def reported(self) -> Seconds:
        """Seconds since 1970 of publication, not-a-number where unknown."""
        return self._read_clock("reported")

    @property
    def recorded(self) -> Seconds:
        """Seconds since 1970 of recording."""
        return self._read_clock("recorded")

    def _read_clock(self, name: str) -> Seconds:
        """A clock of every event, read when first asked for: many questions need none."""
        if name not in self._clocks:
            text = f"SELECT {name}_epoch AS seconds FROM events"  # noqa: S608 - a constant
            found = self.connection.execute(text).fetchnumpy()["seconds"]
            seconds = np.ma.filled(np.ma.asarray(found, dtype=np.float64), np.nan)
            self._clocks[name] = np.asarray(seconds, dtype=np.float64)
        return self._clocks[name]

    @property
    def latest(self) -> tuple[float, float]:
        """When the last event was published (recorded, where unknown), and when recorded."""
        if self._latest is None:
            known = np.where(np.isnan(self.reported), self.recorded, self.reported)
            self._latest = (_last(known), _last(self.recorded))
        return self._latest

    @property
    def report_days(self) -> Indices:
        """The ordinals of the days on which anything was reported; of events where nothing says."""
        if self._report_days is None:
            days = self.reported // 86_400 + EPOCH_DAY
            known = days[~np.isnan(days)] if not np.isnan(days).all() else self.ends
            self._report_days = np.unique(known).astype(np.int64)
        return self._report_days

    def touching(self, first: int, last: int) -> Indices:
        """Positions, in order, of the events whose days may touch a period."""
        if self._by_day is None:
            order = np.argsort(self.starts, kind="stable")
            dated = self.starts != NO_DAY
            longest = int(np.max(self.ends[dated] - self.starts[dated], initial=0))
            self._by_day = (order, self.starts[order], longest)
        order, firsts, longest = self._by_day
        low = int(np.searchsorted(firsts, first - longest, side="left"))
        high = int(np.searchsorted(firsts, last, side="right"))
        return np.sort(order[low:high])

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


def open_frame(table: Any, *, given: bool = False) -> Frame:  # noqa: ANN401 - a pyarrow Table, untyped
    """Load a table with the columns of `EVENT_COLUMNS` for many queries.

    Args:
        table: the events.
        given: whether they are the rows of a dataset.
    """
    connection = _connect(":memory:")
    connection.register("given", table)
    if given or not look_through(connection):
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
    connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
    return connection


def _hold(connection: Any, *, given: bool) -> Frame:  # noqa: ANN401 - DuckDB's
    """Hold a table `events` ready, its ids and days in memory."""
    days = ", ".join(f"{read_ordinal(f'date_{end}')} AS {end}" for end in ("start", "end"))
    text = f"SELECT id, {days} FROM events"  # noqa: S608 - a constant
    found = connection.execute(text).fetchnumpy()
    ids, starts, ends = (np.asarray(found[name], dtype=np.int64) for name in ("id", "start", "end"))
    sets = frozenset(_SETS if given else ())
    columns = Columns(connection)
    return Frame(connection, columns, ids, starts, ends, given=given, sets=sets)


def _last(moments: npt.NDArray[np.float64]) -> float:
    """The latest of some moments; endless where one is unknown or there are none."""
    return float(moments.max()) if len(moments) and not np.isnan(moments).any() else np.inf
