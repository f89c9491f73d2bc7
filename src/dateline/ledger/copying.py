"""Copying a ledger whole while others use it: for backups, and before an upgrade."""

import sqlite3
from contextlib import closing
from pathlib import Path


def copy_whole(path: Path, target: Path) -> None:
    """Copy a ledger file; the copy appears whole or not at all.

    Args:
        path: the ledger, which other processes may be writing to.
        target: where the copy goes; a file there is replaced.
    """
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    partial.replace(target)
