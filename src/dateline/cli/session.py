"""What the options before the command say, and the desk they open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from dateline.pipeline.opening import OpenDesk


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
def opened_desk(context: typer.Context, *, create: bool = False) -> Iterator["OpenDesk"]:
    """Open the desk that the command line names, under its clocks."""
    from dateline.pipeline.opening import open_desk

    session = session_of(context)
    with open_desk(
        session.folder, as_of=session.as_of, as_reported=session.as_reported, create=create
    ) as opened:
        yield opened
