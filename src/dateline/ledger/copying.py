"""Copying a ledger whole while others use it: for backups, and before an upgrade.

A copy is always a SQLite ledger, wherever the original lies.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sql

from dateline.ledger.schema import entries, tables
from dateline.ledger.sqlite import begin_partial, connect

_ROWS_AT_ONCE = 1000


def copy_log(source: sql.Engine, target: Path) -> None:
    """Copy a ledger of any database into a SQLite file, as it stands at one moment.

    Args:
        source: the database that holds the ledger.
        target: where the copy goes; it appears whole or not at all.
    """
    from dateline.ledger.upgrade import upgrade

    partial = begin_partial(target)
    engine = connect(partial, writable=True)
    try:
        with engine.connect().execution_options(writing=True) as into, into.begin():
            upgrade(into)
            with source.connect() as out, out.begin():
                copy_rows(out, into)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        engine.dispose()
    with closing(sqlite3.connect(partial)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
    partial.replace(target)


def copy_rows(out: sql.Connection, into: sql.Connection) -> None:
    """Copy every table's rows into empty tables of the same schema."""
    for table in tables.sorted_tables:
        if table is not entries:  # a fresh head has its row already
            into.execute(sql.delete(table))
        order = list(table.primary_key.columns)
        rows = out.execute(
            sql.select(table).order_by(*order).execution_options(yield_per=_ROWS_AT_ONCE)
        )
        for part in rows.mappings().partitions(_ROWS_AT_ONCE):
            into.execute(sql.insert(table), [dict(row) for row in part])
