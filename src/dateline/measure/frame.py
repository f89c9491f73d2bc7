"""A query over the events table: which events meet it, surely, perhaps, or once reviewed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.errors import CommandError, QueryError
from dateline.measure.conditions import may_count, meet_query, names_perpetrator, passes_review
from dateline.model.resolved import ResolvedQuery

COUNTS = ("accepted", "all")
_CLOCKS = ("reported", "recorded")
# One row of a place-day: same named place, same day, same perpetrators. What is known only to a
# region, or not to the day, stays an event of its own.
_PLACE_DAY = """
CASE WHEN date_start = date_end AND coalesce(geo_precision, 1) < 3
          AND coalesce(gazetteer_id, place) IS NOT NULL
     THEN concat_ws('|', coalesce(gazetteer_id, place), date_start,
                    array_to_string(list_sort(perpetrators), ','))
     ELSE 'event:' || id END
"""
_COLUMNS = (
    "id", "date_start", "date_end", "perpetrator_basis", "killed_low", "killed_best",
    "killed_high", "injured_low", "injured_best", "injured_high", "abducted_low",
    "abducted_best", "abducted_high", "country", "admin1", "admin2", "place", "perpetrators",
    "targets", "event_type", "sub_event_type", "sources", "documents", "reported_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One event that meets a query, as far as measuring needs it."""

    id: int
    unit: str
    start: date | None
    end: date | None
    basis: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """The events a query meets.

    Attributes:
        resolved: the query.
        counts: `accepted` or `all`: which events it takes.
        rows: events that surely meet it, in order of id.
        possible: events whose date or place only may fall inside.
        awaiting: like events that nobody has reviewed and that the count leaves out.
        unattributed: like events whose perpetrator is unidentified.
    """

    resolved: ResolvedQuery
    counts: str
    rows: tuple[Row, ...]
    possible: tuple[Row, ...] = ()
    awaiting: tuple[Row, ...] = ()
    unattributed: tuple[Row, ...] = ()

    @property
    def units(self) -> dict[str, Row]:
        """The rows counted: one for each unit, the lowest id standing for it."""
        units: dict[str, Row] = {}
        for row in self.rows:
            units.setdefault(row.unit, row)
        return units

    @property
    def events(self) -> tuple[int, ...]:
        """Ids of the events that surely meet the query."""
        return tuple(row.id for row in self.rows)

    def extra_units(self, rows: tuple[Row, ...]) -> int:
        """How many units rows would add to those counted."""
        return len({row.unit for row in rows} - {row.unit for row in self.rows})


@dataclass(slots=True)
class Frame:
    """An events table held ready for many queries."""

    connection: Any
    kept: dict[tuple[Any, ...], Selection] = field(default_factory=dict)


def open_frame(table: Any) -> Frame:  # noqa: ANN401 - a pyarrow Table, untyped
    """Load an Arrow table with the columns of `EVENT_COLUMNS` for many queries."""
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": "2"})
    connection.register("given", table)
    connection.execute("SET TimeZone = 'UTC'")
    times = ", ".join(f"{_epoch(f'{clock}_at')} AS {clock}_epoch" for clock in _CLOCKS)
    connection.execute(f"CREATE TABLE events AS SELECT *, {times} FROM given")  # noqa: S608 - no value of the desk's enters it
    connection.unregister("given")
    return Frame(connection)


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
            not rejected; a query that names `review:` decides for itself.

    Returns:
        The events, those that may meet it, those awaiting review, and the like events that
        nobody is named for.

    Raises:
        QueryError: when a dataset's filter names a column that the table lacks.
    """
    if counts not in COUNTS:
        raise CommandError(f"counts is “{counts}”; it takes accepted or all.")
    frame = table if isinstance(table, Frame) else open_frame(table)
    _check_columns(frame, resolved)
    text, values = _compose(resolved, counts)
    found: dict[str, list[Row]] = {}
    cursor = frame.connection.execute(text, values)
    names = [column[0] for column in cursor.description]
    for record in cursor.fetchall():
        row = dict(zip(names, record, strict=True))
        found.setdefault(row.pop("part"), []).append(_read_row(row))
    return Selection(
        resolved,
        counts,
        tuple(found.get("certain", ())),
        tuple(found.get("possible", ())),
        tuple(found.get("awaiting", ())),
        tuple(found.get("unattributed", ())),
    )


def _epoch(column: str) -> str:
    """Seconds since 1970 of a text time; a date, month or year alone stands for its start."""
    padded = f"{column} || CASE length({column}) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END"
    return f"epoch(try_cast({padded} AS TIMESTAMPTZ))"


def _compose(resolved: ResolvedQuery, counts: str) -> tuple[str, list[Any]]:
    meets, allowed = meet_query(resolved), may_count(resolved)
    seen = passes_review(resolved, counts)
    like_text, like_values = "FALSE", []
    if names_perpetrator(resolved):
        like = meet_query(resolved, without_by=True)
        like_text, like_values = like.text, like.values
    unit = _PLACE_DAY if resolved.unit == "place-day" else "'event:' || id"
    # Only column names of this module and `?` marks enter the text; every value is bound.
    text = f"""
        WITH looked AS (
            SELECT *, ({meets.text}) AS meets, ({like_text}) AS alike, ({seen.text}) AS seen
            FROM events WHERE {allowed.text}
        ), parted AS (
            SELECT *, CASE
                WHEN seen AND meets THEN 'certain'
                WHEN seen AND meets IS NULL THEN 'possible'
                WHEN NOT seen AND review = 'unreviewed' AND coalesce(meets, TRUE) THEN 'awaiting'
                WHEN seen AND alike THEN 'unattributed' END AS part
            FROM looked
        )
        SELECT part, {unit} AS unit, {", ".join(_COLUMNS)}
        FROM parted WHERE part IS NOT NULL ORDER BY id
    """  # noqa: S608 - see the comment above
    return text, [*meets.values, *like_values, *seen.values, *allowed.values]


def _read_row(row: dict[str, Any]) -> Row:
    return Row(
        row["id"],
        row["unit"],
        row["date_start"],
        row["date_end"],
        row["perpetrator_basis"] or "unidentified",
        row,
    )


def _check_columns(frame: Frame, resolved: ResolvedQuery) -> None:
    if not resolved.native:
        return
    described = frame.connection.execute("DESCRIBE events").fetchall()
    have = {column[0] for column in described}
    for columns in resolved.native:
        for column in columns:
            if column not in have:
                raise QueryError(
                    f"The dataset {resolved.dataset} has no column “{column}”, which a definition "
                    f"filters on in desk.toml; its columns are {', '.join(sorted(have))}.",
                    0,
                    len(resolved.text),
                )
