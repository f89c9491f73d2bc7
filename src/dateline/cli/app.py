"""The `dateline` command: its options before the command, and the edge where errors are said."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli.session import Session
from dateline.errors import DatelineError

FAULT, STOPPED = 3, 130

app = typer.Typer(
    name="dateline",
    help="A conflict-monitoring desk in a box: every number can be run again, every sentence "
    "traced to the words it rests on.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=True,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def set_session(
    context: typer.Context,
    desk: Annotated[
        Path | None,
        typer.Option(
            help="The desk's folder; without it the current folder or the nearest above it.",
            metavar="DIR",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="Answer from what the desk had recorded by T (ISO 8601).", metavar="T"),
    ] = None,
    as_reported: Annotated[
        str | None,
        typer.Option(
            help="Answer from what the world had published by T; the desk's cutoff by default.",
            metavar="T",
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - typer calls the callback, the value is not needed
        bool, typer.Option("--version", help="Print the version.", callback=_print_version)
    ] = False,
) -> None:
    """Hold what every command needs to know."""
    context.obj = Session(folder=desk, as_of=as_of, as_reported=as_reported)


def declare_commands() -> None:
    """Import the modules that declare the commands."""
    from dateline.cli import (  # noqa: F401 - importing them declares their commands
        desks,
        editions,
        events,
        judgements,
        material,
        numbers,
        places,
    )


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit status: 0 done, 1 findings, 2 a wrong command."""
    declare_commands()
    try:
        app(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except DatelineError as error:
        return _said(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _said("Stopped. What was recorded stays; run the same command to go on.", STOPPED)
    except Exception as fault:  # the edge: a fault of Dateline's own is said once, not thrown
        if os.environ.get("DATELINE_TRACEBACK"):
            raise
        return _said(
            f"Dateline itself failed: {type(fault).__name__}: {fault}. Nothing half-done was "
            "recorded. Run again with DATELINE_TRACEBACK=1 and report what it prints.",
            FAULT,
        )
    return 0


def _said(sentence: str, status: int) -> int:
    sys.stderr.write(f"dateline: {sentence}\n")
    return status
