"""How a frame lays its events out: in the order of their ids, with clocks as numbers."""

from typing import Any

import numpy as np

CLOCKS = ("reported", "recorded")
NO_DAY = -(10**7)  # the ordinal of a day that nobody knows
EPOCH_DAY = 719_163  # ordinal of 1970-01-01


def look_through(connection: Any) -> bool:  # noqa: ANN401 - DuckDB's
    """Make `events` a view of `given` where that stands in order; whether it does.

    For the events of a desk, which one command asks a few times, copying them costs more than it
    saves.
    """
    ids = connection.execute("SELECT id FROM given").fetchnumpy()["id"]
    if not bool(np.all(np.diff(ids) > 0)):
        return False
    connection.execute(f"CREATE VIEW events AS SELECT given.*, {_clocks()} FROM given")  # noqa: S608 - constants
    return True


def lay_out(connection: Any, sets: tuple[str, ...]) -> None:  # noqa: ANN401 - DuckDB's
    """Make the table `events` of what stands under `given`, in the order of ids."""
    for name in sets:
        connection.execute(
            f"CREATE TABLE {name}_sets AS SELECT row_number() OVER () AS code, {name} AS items "  # noqa: S608 - constants
            f"FROM (SELECT DISTINCT {name} FROM given)"
        )
    codes = "".join(f", {name}_sets.code AS {name}_set" for name in sets)
    joins = "".join(f" JOIN {name}_sets ON {name}_sets.items = given.{name}" for name in sets)
    order = " ORDER BY given.id" if sets else ""  # a join does not keep the order of rows
    connection.execute(
        f"CREATE TABLE events AS SELECT given.*, {_clocks()}{codes} FROM given{joins}{order}"  # noqa: S608 - constants
    )
    ids = connection.execute("SELECT id FROM events").fetchnumpy()["id"]
    if not bool(np.all(np.diff(ids) > 0)):  # sorting millions takes long
        connection.execute("CREATE OR REPLACE TABLE events AS SELECT * FROM events ORDER BY id")


def _clocks() -> str:
    return ", ".join(f"{_epoch(f'{clock}_at')} AS {clock}_epoch" for clock in CLOCKS)


def _epoch(column: str) -> str:
    """Seconds since 1970 of a text time; a date, month or year alone stands for its start."""
    padded = f"{column} || CASE length({column}) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END"
    return f"epoch(try_cast({padded} AS TIMESTAMPTZ))"


def read_ordinal(column: str) -> str:
    """A date as Python's ordinal."""
    return f"coalesce(epoch({column}::TIMESTAMP) // 86400 + {EPOCH_DAY}, {NO_DAY})::BIGINT"
