"""A ledger in a SQLite file: the desk's own, and the form every backup has."""

import glob
import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sql

from dateline.errors import DeskError, LedgerError

BUSY_SECONDS = 10.0
_AT_ONCE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class SqliteStore:
    """One file; see `Store`."""

    path: Path
    engine: sql.Engine
    read_only: bool

    @property
    def name(self) -> str:
        """The file."""
        return str(self.path)

    @property
    def safeguard(self) -> Path:
        """A copy beside the file, before its schema changes."""
        return self.path.with_name(f"{self.path.name}.before-schema")

    def find_safeguards(self) -> list[Path]:
        """Copies that changes of the schema left."""
        return sorted(self.path.parent.glob(f"{glob.escape(self.safeguard.name)}-*"))

    def drop_safeguards(self) -> None:
        """Remove these copies, overwritten; one that cannot be stays, and `verify` names it."""
        for copy in self.find_safeguards():
            with suppress(OSError):
                _overwrite(copy)

    def copy_to(self, target: Path) -> None:
        """Copy the file whole, also while others write to it."""
        copy_file(self.path, target)

    def settle(self) -> None:
        """Sync the write-ahead log, which holds what the file does not yet."""
        waiting = self.path.with_name(f"{self.path.name}-wal")
        with suppress(FileNotFoundError), waiting.open("rb") as file:
            os.fsync(file.fileno())

    def forget(self) -> None:
        """Merge and empty the write-ahead log; `secure_delete` has overwritten the pages."""
        self.drop_safeguards()
        with self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()


def open_file(path: Path, *, create: bool) -> SqliteStore:
    """The store of a file.

    Raises:
        LedgerError: there is none, and none is to be made.
        DeskError: none can be made there.
    """
    fresh = not path.exists() or path.stat().st_size == 0
    if fresh and not create:
        raise LedgerError(
            f"There is no ledger at {path}. Make a desk with `dateline init`, "
            "or name an existing one with --desk."
        )
    writable = os.access(path.parent, os.W_OK) and (fresh or os.access(path, os.W_OK))
    if fresh and not writable:
        raise DeskError(
            f"No ledger can be made at {path}: the folder is missing or read-only. "
            "Make it writable, or choose another folder."
        )
    return SqliteStore(path, connect(path, writable=writable), not writable)


def copy_file(path: Path, target: Path) -> None:
    """Copy a ledger file; the copy appears whole or not at all.

    Args:
        path: the ledger, which other processes may be writing to.
        target: where the copy goes; a file there is replaced.
    """
    partial = begin_partial(target)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    partial.replace(target)


def begin_partial(target: Path) -> Path:
    """Where a copy is written before it is moved to its place; nothing stands there."""
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    return partial


def connect(path: Path, *, writable: bool) -> sql.Engine:
    """An engine on one SQLite file: WAL, a wait for other writers, transactions begun by us."""
    address = f"file:{quote(str(path.absolute()))}"
    if not writable:  # an unmerged WAL must be read too, which `immutable` would skip
        waiting = path.with_name(f"{path.name}-wal")
        merged = not waiting.exists() or waiting.stat().st_size == 0
        address += "?mode=ro&immutable=1" if merged else "?mode=ro"
    engine = sql.create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _open_connection(address, writable=writable),
        poolclass=sql.pool.QueuePool,
    )

    @sql.event.listens_for(engine, "begin")
    def _begin(connection: sql.Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("writing", False):
            connection.exec_driver_sql("BEGIN")
            return
        sync = "NORMAL" if options.get("later", False) else "FULL"
        connection.exec_driver_sql(f"PRAGMA synchronous = {sync}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _open_connection(address: str, *, writable: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    if writable:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is redacted leaves no trace
    return connection


def _overwrite(path: Path) -> None:
    """Overwrite a file where the disk allows that, and remove it."""
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(b"\0" * min(left, _AT_ONCE))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
