"""A ledger in a PostgreSQL database: for a desk whose analysts work at once on several machines."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sql
from sqlalchemy.exc import ArgumentError

from dateline.errors import DeskError, LedgerError
from dateline.ledger.copying import copy_log
from dateline.ledger.upgrade import read_version

SCHEMES = ("postgresql://", "postgres://")
BUSY_SECONDS = 10
# Every command that writes waits for this lock, so that the log has one end; one a schema.
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('dateline'), hashtext(current_schema()))"
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_MAY_WRITE = """
SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off'
   AND coalesce((SELECT has_table_privilege(c.oid, 'INSERT') FROM pg_class c
                 WHERE c.oid = to_regclass('entries')), true)
"""


@dataclass(frozen=True, slots=True)
class PostgresStore:
    """One database, or one schema of it; see `Store`."""

    engine: sql.Engine
    name: str
    read_only: bool
    safeguard: Path | None = None  # a schema is changed in one transaction, whole or not at all

    def find_safeguards(self) -> list[Path]:
        """There are none."""
        return []

    def drop_safeguards(self) -> None:
        """Do nothing: there are none."""

    def copy_to(self, target: Path) -> None:
        """Copy the log as it stands at one moment into a SQLite ledger."""
        copy_log(self.engine, target)

    def settle(self) -> None:
        """Commit a transaction that waits for the disk, and with it for all before."""
        with self.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT", bare=True
        ) as connection:
            connection.exec_driver_sql("SELECT pg_current_xact_id()")

    def forget(self) -> None:
        """Write the table anew without what was taken out.

        The server's write-ahead log and its own backups still hold it until they are recycled.
        """
        with self.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT", bare=True
        ) as connection:
            connection.exec_driver_sql("VACUUM FULL entries")


def open_database(address: str, *, create: bool) -> PostgresStore:
    """The store of an address such as `postgresql://desk@host/dateline`.

    A password stands better in `~/.pgpass` or the variable PGPASSWORD than in the address.

    Raises:
        LedgerError: the database holds no ledger, and none is to be made.
        DeskError: the driver is not installed, or the address cannot be read.
    """
    try:
        import psycopg  # noqa: F401 - asked for here, so that its lack is said in our words
    except ImportError:
        raise DeskError(
            "A ledger in PostgreSQL needs its driver: install Dateline with the extra "
            "`postgresql` (pip install 'dateline[postgresql]')."
        ) from None
    try:
        url = sql.make_url(address)
    except ArgumentError:
        raise DeskError(
            "The ledger's address cannot be read; write it as postgresql://user@host/database."
        ) from None
    engine = sql.create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": BUSY_SECONDS},
    )
    _begin_as_ledgers_do(engine)
    name = url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
    with engine.connect() as connection:
        writable = bool(connection.exec_driver_sql(_MAY_WRITE).scalar_one())
        fresh = read_version(connection) is None
    if fresh and not create:
        engine.dispose()
        raise LedgerError(
            f"There is no ledger at {name}. Make one with `dateline init` on this desk's folder, "
            "or put the right address in desk.toml."
        )
    return PostgresStore(engine, name, read_only=not writable)


def _begin_as_ledgers_do(engine: sql.Engine) -> None:
    """Let readers see one moment, and writers stand in line."""

    @sql.event.listens_for(engine, "begin")
    def _begin(connection: sql.Connection) -> None:
        options = connection.get_execution_options()
        if options.get("bare"):
            return
        if not options.get("writing"):
            connection.exec_driver_sql(_SNAPSHOT)
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(_LOCK)
        if options.get("later", False):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
