"""A table of text as a table of numbers, days and words; what cannot be read is reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.datasets.tabular import SHOWN_ROWS, TextTable
from dateline.model.dataset import Shape
from dateline.model.problem import Problem

SQL_TYPES = {
    "int": "BIGINT",
    "float": "DOUBLE",
    "date": "DATE",
    "flag": "BOOLEAN",
    "text": "VARCHAR",
}
_BLANKS = "('', 'na', 'nan', 'null', 'none', 'n/a')"
_DATES = (
    "['%Y%m%d', '%d %B %Y', '%d-%B-%Y', '%d-%b-%y', '%d/%m/%Y', '%m/%d/%Y %H:%M:%S', "
    "'%m/%d/%Y %I:%M:%S %p']"
)


@dataclass(frozen=True, slots=True)
class TypedRows:
    """Rows with their kinds, in the order of the key; `left_out` could not be used."""

    table: Any
    left_out: int
    problems: tuple[Problem, ...]


def open_database(**settings: str) -> Any:  # noqa: ANN401 - DuckDB's
    """A database in memory, which prints nothing, however long it works."""
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": "2", **settings})
    connection.execute("SET enable_progress_bar = false")
    return connection


def type_rows(
    text: TextTable, shape: Shape, where: str, old_values: Mapping[str, Mapping[str, str]]
) -> TypedRows:
    """Give every value its kind.

    A value that cannot be read leaves a blank, a needed one its row; both are reported.
    Columns that the file lacks are blank in every row, so that every snapshot has all of them.

    Args:
        text: the rows as read.
        shape: the columns and their kinds.
        where: the file's name, for the problems.
        old_values: for a column, what older editions write and what it is called today.
    """
    have = text.table.column_names
    connection = open_database()
    connection.register("given", text.table)
    _try_values(connection, shape, have, old_values)
    problems = [*text.problems, *_find_faults(connection, shape, have, where)]
    _blank_faults(connection, shape, have)
    needed = " AND ".join(f'"{name}" IS NOT NULL' for name in shape.needed)
    columns = ", ".join(f'"{name}"' for name in shape.columns | shape.extras)
    order = f'row_number() OVER (PARTITION BY "{shape.key}" ORDER BY row_at DESC)'
    table = connection.sql(
        f"SELECT {columns} FROM tried WHERE {needed} "  # noqa: S608 - names of the shape
        f'QUALIFY {order} = 1 ORDER BY "{shape.key}"'
    ).to_arrow_table()
    sizes = f"SELECT count(*), count(*) FILTER ({needed}) FROM tried"  # noqa: S608 - names of the shape
    ((everything, usable),) = connection.execute(sizes).fetchall()
    if usable > table.num_rows:
        problems.append(
            Problem(
                kind="repeated-rows",
                where=where,
                what=f"{usable - table.num_rows} rows repeat the {shape.key} of another.",
                advice="The last row of each is kept.",
            )
        )
    return TypedRows(table, text.left_out + everything - usable, tuple(problems))


def _try_values(
    connection: Any,  # noqa: ANN401 - DuckDB's
    shape: Shape,
    have: list[str],
    old_values: Mapping[str, Mapping[str, str]],
) -> None:
    """Make the table `tried`: each value as its kind, with the text beside it for a report."""
    kinds = shape.columns | shape.extras
    tried = [
        f'{_read_as(name, kind, old_values.get(name, {}))} AS "{name}"'
        if name in have
        else f'NULL::{SQL_TYPES[kind]} AS "{name}"'
        for name, kind in kinds.items()
    ]
    doubtful = (*shape.needed, *shape.choices)
    texts = [
        f'"{name}" AS "text of {name}"'
        for name in have
        if kinds[name] != "text" or name in doubtful
    ]
    connection.execute(
        "CREATE TABLE tried AS SELECT row_number() OVER () AS row_at, "  # noqa: S608 - names of the shape
        f"{', '.join([*tried, *texts])} FROM given"
    )


def _find_faults(connection: Any, shape: Shape, have: list[str], where: str) -> list[Problem]:  # noqa: ANN401 - DuckDB's
    """Count the values that cannot be what their column says, a problem for each column."""
    kinds = shape.columns | shape.extras
    faulty = {name: fault for name in have if (fault := _fault(name, kinds[name], shape))}
    counts = ", ".join(f"count(*) FILTER ({fault})" for fault in faulty.values())
    (found,) = connection.execute(f"SELECT {counts} FROM tried").fetchall()  # noqa: S608 - names of the shape
    return [
        _report(connection, name, fault, shape, where)
        for (name, fault), number in zip(faulty.items(), found, strict=True)
        if number
    ]


def _read_as(name: str, kind: str, old_values: Mapping[str, str]) -> str:
    """The expression that reads a column's text as its kind."""
    value = f'trim("{name}")'
    blank = f"lower({value}) IN {_BLANKS}"
    if kind == "text":
        cases = " ".join(
            f"WHEN {_quote(old)} THEN {_quote(new)}" for old, new in old_values.items()
        )
        return (
            f"nullif(CASE {value} {cases} ELSE {value} END, '')"
            if cases
            else f"nullif({value}, '')"
        )
    if kind == "date":
        serial = (  # a spreadsheet counts days from the end of 1899
            f"CASE WHEN regexp_full_match({value}, '[1-9][0-9]{{4}}(\\.[0-9]*)?') "
            f"THEN DATE '1899-12-30' + floor({value}::DOUBLE)::INTEGER END"
        )
        read = (
            f"coalesce(try_cast({value}[:10] AS DATE), try_strptime({value}, {_DATES})::DATE, "
            f"{serial})"
        )
    elif kind == "flag":
        read = (
            f"CASE WHEN lower({value}) IN ('1', '1.0', 'true', 't', 'yes') THEN TRUE "
            f"WHEN lower({value}) IN ('0', '0.0', 'false', 'f', 'no') THEN FALSE END"
        )
    elif kind == "int":
        number = f"try_cast({value} AS DOUBLE)"
        whole = f"try_cast({value} AS BIGINT)"
        read = (
            f"CASE WHEN {number} = floor({number}) THEN CASE WHEN {value} LIKE '%.%' OR "
            f"{value} ILIKE '%e%' THEN try_cast({number} AS BIGINT) ELSE {whole} END END"
        )
    else:
        read = f"try_cast({value} AS DOUBLE)"
    return f"CASE WHEN {blank} THEN NULL ELSE {read} END"


def _fault(name: str, kind: str, shape: Shape) -> str:
    """The condition under which a value cannot be what its column says; empty where any can."""
    text, value = f'trim("text of {name}")', f'"{name}"'
    faults = []
    if name in shape.needed:
        faults.append(f"{value} IS NULL")
    elif kind != "text":
        faults.append(f"({value} IS NULL AND lower(coalesce({text}, '')) NOT IN {_BLANKS})")
    if name in shape.choices:
        faults.append(f"({value} IS NOT NULL AND {value} NOT IN {_list(shape, name)})")
    if _limit(name):
        faults.append(f"coalesce(abs({value}) > {_limit(name)} OR isnan({value}), FALSE)")
    return " OR ".join(faults)


def _limit(name: str) -> int:
    """The most degrees that a column may hold; 0 for what is no coordinate."""
    if not name.lower().endswith(("lat", "latitude", "long", "longitude")):
        return 0
    return 90 if "lat" in name.lower() else 180


def _report(connection: Any, name: str, fault: str, shape: Shape, where: str) -> Problem:  # noqa: ANN401 - DuckDB's
    found = connection.execute(
        f'SELECT row_at, "text of {name}" FROM tried WHERE {fault} ORDER BY row_at'  # noqa: S608 - names of the shape
    ).fetchall()
    shown = ", ".join(f"{row}: {text!r}" for row, text in found[:SHOWN_ROWS])
    return Problem(
        kind="unreadable-values",
        where=where,
        what=f"{len(found)} rows have no {name} that can be read (row {shown}).",
        advice="They are left out." if name in shape.needed else "The value is left blank.",
    )


def _blank_faults(connection: Any, shape: Shape, have: list[str]) -> None:  # noqa: ANN401 - DuckDB's
    """Blank what was reported as no value of its column."""
    for name in have:
        if name in shape.choices:
            connection.execute(
                f'UPDATE tried SET "{name}" = NULL WHERE "{name}" NOT IN {_list(shape, name)}'  # noqa: S608 - values of the shape
            )
    for name in have:
        if _limit(name):
            connection.execute(
                f'UPDATE tried SET "{name}" = NULL '  # noqa: S608 - names of the shape
                f'WHERE abs("{name}") > {_limit(name)} OR isnan("{name}")'
            )


def _list(shape: Shape, name: str) -> str:
    values = sorted(shape.choices[name], key=str)
    return f"({', '.join(_quote(one) for one in values)})"


def _quote(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
