"""What the options before the command say, and the desk they open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dateline.errors import CommandError

if TYPE_CHECKING:
    from dateline.pipeline.keeping.opening import OpenDesk


@dataclass(frozen=True, slots=True)
class Session:
    """The desk's folder and the two clocks, as given on the command line."""

    folder: Path | None = None
    as_of: str | None = None
    as_reported: str | None = None


def session_of(context: typer.Context) -> Session:
    """The session of a command's context."""
    session = context.obj
    return session if isinstance(session, Session) else Session()


@contextmanager
def opened_desk(
    context: typer.Context, *, create: bool = False, changes: bool = False
) -> Iterator["OpenDesk"]:
    """Open the desk that the command line names, under its clocks.

    Args:
        context: the command's.
        create: make the ledger where there is none; such a command records something.
        changes: whether the command records something, which it can only do now.

    Raises:
        CommandError: a command that records something is asked to do so in the past.
    """
    from dateline.pipeline.keeping.opening import open_desk

    session = session_of(context)
    if (create or changes) and (session.as_of or session.as_reported):
        raise CommandError(
            f"`{context.info_name}` records something, and can do so only now. Leave --as-of and "
            "--as-reported out; they are for commands that answer."
        )
    with open_desk(
        session.folder, as_of=session.as_of, as_reported=session.as_reported, create=create
    ) as opened:
        yield opened
