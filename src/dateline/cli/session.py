"""What the options before the command say."""

from dataclasses import dataclass
from pathlib import Path

import typer


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
