"""What a database says when it cannot go on, as sentences with a way out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from dateline.errors import DeskError, LedgerError

_READ_ONLY = (
    "The ledger {path} cannot be written: the desk is read-only. "
    "Reading commands work; to record anything, make the folder writable or copy the desk."
)
_FULL = (
    "The disk is full, so nothing was recorded in {path}; the ledger is as it was. "
    "Free some space and run the command again."
)
_BUSY = (
    "Another command is writing to {path}. Nothing was recorded; wait until it is done "
    "and run the command again."
)
# SQLite's name of the fault or PostgreSQL's SQLSTATE, or the start of it, to the sentence.
_SENTENCES: tuple[tuple[str, type[DeskError], str], ...] = (
    ("SQLITE_FULL", DeskError, _FULL),
    ("53100", DeskError, _FULL),
    ("SQLITE_BUSY", LedgerError, _BUSY),
    ("SQLITE_LOCKED", LedgerError, _BUSY),
    ("55P03", LedgerError, _BUSY),
    ("40001", LedgerError, _BUSY),
    ("40P01", LedgerError, _BUSY),
    ("SQLITE_READONLY", DeskError, _READ_ONLY),
    ("25006", DeskError, _READ_ONLY),
    ("42501", DeskError, _READ_ONLY),
    (
        "SQLITE_CANTOPEN",
        LedgerError,
        "The ledger {path} cannot be opened. See that the desk folder exists and may be read.",
    ),
    (
        "SQLITE_NOTADB",
        LedgerError,
        (
            "{path} is not a ledger. Put the desk's own desk.db back, or name another desk "
            "with --desk."
        ),
    ),
    (
        "SQLITE_CORRUPT",
        LedgerError,
        (
            "The ledger {path} is damaged. Put the newest copy of it in its place; "
            "the captures in the archive are not affected."
        ),
    ),
    (
        "SQLITE_IOERR",
        DeskError,
        (
            "The disk failed while {path} was in use; nothing was recorded by this command. "
            "See to the disk and run the command again."
        ),
    ),
    (
        "08",
        DeskError,
        (
            "The database {path} cannot be reached. Nothing was recorded by this command; see "
            "that the server runs and that the address in desk.toml is right."
        ),
    ),
    (
        "28",
        DeskError,
        (
            "The database {path} does not let this user in. Put the password into ~/.pgpass, or "
            "mend the user in the address in desk.toml."
        ),
    ),
    (
        "3D000",
        DeskError,
        "There is no database {path}. Make it with PostgreSQL's `createdb`, then run again.",
    ),
    (
        "57P",
        DeskError,
        "The database server of {path} stopped; nothing was recorded. Run the command again.",
    ),
)


@contextmanager
def named_faults(path: str) -> Iterator[None]:
    """Turn a database's exception into a `DeskError` that names the ledger and the way out."""
    try:
        yield
    except DBAPIError as fault:
        raise explain_fault(fault.orig or fault, path) from fault
    except sqlite3.Error as fault:
        raise explain_fault(fault, path) from fault


def explain_fault(fault: BaseException, path: str) -> DeskError:
    """The exception to raise for a database's own."""
    name = getattr(fault, "sqlite_errorname", "") or _find_state(fault)
    for start, kind, sentence in _SENTENCES:
        if name.startswith(start):
            return kind(sentence.format(path=path))
    if "append-only" in str(fault):
        return LedgerError(f"{path}: the ledger is append-only; record a correction instead.")
    return LedgerError(f"The ledger {path} could not be used ({fault}). Try `dateline verify`.")


def _find_state(fault: BaseException) -> str:
    """PostgreSQL's SQLSTATE; a connection that broke or never stood has none of its own."""
    state = getattr(fault, "sqlstate", None)
    if state:
        return str(state)
    if not type(fault).__module__.startswith("psycopg"):
        return ""
    said = str(fault)
    if "does not exist" in said and "database" in said:
        return "3D000"
    if "authentication failed" in said or "no password supplied" in said:
        return "28P01"
    return "08006" if type(fault).__name__ == "OperationalError" else ""
