"""Whether a ledger is as it was written."""

from collections.abc import Iterator

import sqlalchemy as sql

from dateline.ledger.derived import find_stale
from dateline.ledger.reading import find_break, find_limit
from dateline.ledger.redact import find_unexplained
from dateline.ledger.sealing import find_lost
from dateline.model.problem import Problem


def find_problems(connection: sql.Connection, where: str) -> Iterator[Problem]:
    """The first link of the chain that does not hold, sealed words that no key opens, stale tables.

    Args:
        connection: the ledger's.
        where: what the ledger is called.
    """
    fault = find_break(connection) or find_unexplained(connection, find_limit(connection, None))
    if fault:
        what = f"The ledger is not as it was written: {fault}."
        advice = "Put a copy from before in its place; what follows cannot be trusted."
        yield Problem("broken-chain", where, what, advice, "error")
        return
    if lost := find_lost(connection):
        what = f"{lost} entries of the ledger are sealed, and the desk's key does not open them."
        advice = "Put the key back from its copy; without it nobody can read them again."
        yield Problem("sealed-ledger", where, what, advice, "error")
    elif stale := find_stale(connection):
        what = f"The ledger's log holds, but {stale}."
        yield Problem("stale-tables", where, what, "Run `dateline rebuild`.", "error")
