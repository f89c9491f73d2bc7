"""Running one command line: the edge where errors are said, once."""

import os
import sys

from dateline.cli import (  # noqa: F401 - importing them declares their commands
    desks,
    drafts,
    editions,
    events,
    exchange,
    frozen,
    judgements,
    material,
    newest,
    numbers,
    outlets,
    people,
    places,
    reviews,
)
from dateline.cli.app import app
from dateline.errors import DatelineError

FAULT, STOPPED, UNREAD = 3, 130, 141  # the last two as shells give them to other programs


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit status.

    Returns:
        0 done, 1 findings, 2 a wrong command, 3 a fault of Dateline's own, 130 stopped by the
        person, 141 nobody reads what it prints.
    """
    status = _run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the last flush
        return UNREAD
    return status


def _run(arguments: list[str]) -> int:
    try:
        app(arguments)
    except SystemExit as ended:
        return _end(ended)
    except DatelineError as error:
        return _said(str(error), error.exit_code)
    except Exception as fault:  # the edge: a fault of Dateline's own is said once, not thrown
        if os.environ.get("DATELINE_TRACEBACK"):
            raise
        return _said(
            f"Dateline itself failed: {type(fault).__name__}: {fault}. Nothing half-done was "
            "recorded. Run again with DATELINE_TRACEBACK=1 and report what it prints.",
            FAULT,
        )
    return 0


def _end(ended: SystemExit) -> int:
    """The status of a command that typer ended, which also catches Ctrl-C and closed pipes."""
    if isinstance(ended.__context__, BrokenPipeError):
        return UNREAD
    if ended.code == STOPPED:
        return _said("Stopped. What was recorded stays; run the same command to go on.", STOPPED)
    return ended.code if isinstance(ended.code, int) else 0


def _said(sentence: str, status: int) -> int:
    sys.stderr.write(f"dateline: {sentence}\n")
    return status
