"""The `dateline` command and its options before the command; `run` adds the commands to it."""

from pathlib import Path
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli.session import Session

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
