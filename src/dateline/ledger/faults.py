"""What a database says when it cannot go on, as sentences with a way out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from dateline.errors import DeskError, LedgerError

_READ_ONLY = (
    "The ledger {path} cannot be written: the desk is read-only. "
    "Reading commands work; to record anything, make the folder writable or copy the desk."
)
# SQLite's name of the fault, or the start of it, to the sentence.
_SENTENCES: tuple[tuple[str, type[DeskError], str], ...] = (
    (
        "SQLITE_FULL",
        DeskError,
        (
            "The disk is full, so nothing was recorded in {path}; the ledger is as it was. "
            "Free some space and run the command again."
        ),
    ),
    (
        "SQLITE_BUSY",
        LedgerError,
        (
            "Another command is writing to {path}. Nothing was recorded; wait until it is done "
            "and run the command again."
        ),
    ),
    (
        "SQLITE_LOCKED",
        LedgerError,
        (
            "Another command is writing to {path}. Nothing was recorded; wait until it is done "
            "and run the command again."
        ),
    ),
    ("SQLITE_READONLY", DeskError, _READ_ONLY),
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
)


@contextmanager
def named_faults(path: Path) -> Iterator[None]:
    """Turn a database's exception into a `DeskError` that names the ledger and the way out."""
    try:
        yield
    except DBAPIError as fault:
        raise explain_fault(fault.orig or fault, path) from fault
    except sqlite3.Error as fault:
        raise explain_fault(fault, path) from fault


def explain_fault(fault: BaseException, path: Path) -> DeskError:
    """The exception to raise for a database's own."""
    name = getattr(fault, "sqlite_errorname", "")
    for start, kind, sentence in _SENTENCES:
        if name.startswith(start):
            return kind(sentence.format(path=path))
    if "append-only" in str(fault):
        return LedgerError(f"{path}: the ledger is append-only; record a correction instead.")
    return LedgerError(f"The ledger {path} could not be used ({fault}). Try `dateline verify`.")
