"""Opening a ledger: making it, upgrading it, refusing what a newer Dateline wrote."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sql

from dateline.errors import DeskError, LedgerError
from dateline.ledger.copying import copy_whole
from dateline.ledger.faults import named_faults
from dateline.ledger.ledger import Ledger
from dateline.ledger.schema import SCHEMA

_BUSY_SECONDS = 10.0
_SCRIPTS = Path(__file__).parent / "migrations"


def open_ledger(path: Path, *, create: bool = False) -> Ledger:
    """Open a desk's ledger, upgrading an older schema after a copy of the file is made.

    Args:
        path: the file, such as `desk.db`.
        create: make the ledger when there is none.

    Returns:
        The ledger, a context manager. In a folder that cannot be written it is read-only.

    Raises:
        LedgerError: there is no ledger, it is damaged, or a newer Dateline wrote it.
        DeskError: it cannot be made there.

    """
    path = Path(path)
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
    with named_faults(path):
        engine = connect(path, writable=writable)
        try:
            _settle_schema(engine, path, writable=writable)
        except BaseException:
            engine.dispose()
            raise
    return Ledger(path, engine, read_only=not writable)


def connect(path: Path, *, writable: bool) -> sql.Engine:
    """An engine on one SQLite file: WAL, a wait for other writers, transactions begun by us."""
    address = f"file:{quote(str(path.absolute()))}"
    if not writable:  # an unmerged WAL must be read too, which `immutable` would skip
        waiting = path.with_name(f"{path.name}-wal")
        merged = not waiting.exists() or waiting.stat().st_size == 0
        address += "?mode=ro&immutable=1" if merged else "?mode=ro"
    engine = sql.create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _open_file(address, writable=writable),
        poolclass=sql.pool.QueuePool,
    )

    @sql.event.listens_for(engine, "begin")
    def _begin(connection: sql.Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _open_file(address: str, *, writable: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    if writable:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is redacted leaves no trace
    return connection


def _settle_schema(engine: sql.Engine, path: Path, *, writable: bool) -> None:
    """Bring the schema to `SCHEMA`, or refuse."""
    with engine.connect() as connection:
        version = _read_version(connection)
    if version == SCHEMA:
        return
    if version is not None and version not in _known_versions():
        raise LedgerError(
            f"The ledger {path} was written by a newer Dateline (schema {version}; this one knows "
            f"up to {SCHEMA}). It is untouched: install the newer Dateline, or use a copy from "
            "before."
        )
    if not writable:
        raise DeskError(
            f"The ledger {path} needs an upgrade to schema {SCHEMA}, but the desk is read-only. "
            "Make the folder writable, or copy the desk and open the copy."
        )
    if version is not None:
        copy = path.with_name(f"{path.name}.before-schema-{SCHEMA}")
        if not copy.exists():
            copy_whole(path, copy)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        _upgrade(connection)


def _read_version(connection: sql.Connection) -> str | None:
    if not sql.inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(
        sql.text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return version


def _scripts() -> Any:  # noqa: ANN401 - alembic loads only where a schema changes
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_SCRIPTS))


def _known_versions() -> set[str]:
    return {revision.revision for revision in _scripts().walk_revisions()}


def _upgrade(connection: sql.Connection) -> None:
    """Run the revisions that are missing, all in the transaction that holds the connection."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    scripts = _scripts()
    context = MigrationContext.configure(connection)
    current = context.get_current_revision()
    missing = list(scripts.iterate_revisions("head", current or "base"))
    with Operations.context(context):
        for revision in reversed(missing):
            revision.module.upgrade()
            context.stamp(scripts, revision.revision)
