"""How a command says things: JSON Lines and tables on stdout, messages and progress on stderr."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dateline.model.problem import Problem
from dateline.model.record import to_record

if TYPE_CHECKING:
    from collections.abc import Callable

MARKS = {"error": "✗", "warning": "!", "note": "·"}


def print_json(records: Iterable[Any]) -> None:
    """Print one JSON object a line."""
    for record in records:
        sys.stdout.write(json.dumps(to_record(record), ensure_ascii=False) + "\n")


def print_text(text: str) -> None:
    """Print a plain line on stdout."""
    sys.stdout.write(text + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table: tab-separated into a pipe; on a terminal ruled, or row by row where narrow."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not cells:
        say("Nothing to list: the desk holds none, or none meets the query and the clocks.")
    elif not sys.stdout.isatty():
        for row in cells:
            print_text("\t".join(row))
    else:
        _print_on_terminal(columns, cells)


def _print_on_terminal(columns: Sequence[str], cells: list[list[str]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    longest = [
        max(len(word) for text in column for word in text.split() or [""])
        for column in zip(columns, *cells, strict=True)
    ]
    if sum(longest) + 2 * len(columns) > console.width:
        margin = max(map(len, columns))
        for row in cells:
            named = zip(columns, row, strict=True)
            print_text("\n".join(f"{name:<{margin}}  {text}" for name, text in named if text))
            print_text("")
        return
    table = Table(box=None, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in cells:
        table.add_row(*map(escape, row))
    console.print(table)


def say(sentence: str) -> None:
    """Say something to the person, on stderr."""
    sys.stderr.write(sentence + "\n")


def say_problems(problems: Iterable[Problem]) -> None:
    """Say each problem on one line: where, what, what to do about it."""
    for problem in problems:
        say(f"{MARKS[problem.severity]} {problem.where}: {problem.what} {problem.advice}")


@contextmanager
def progress(label: str, total: int) -> "Iterator[Callable[[str], None]]":
    """Show a bar on a terminal while a long work runs; call what it yields after each step."""
    if total < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - one step needs no bar
        yield lambda _step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[step]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, step="")

        def advance(step: str) -> None:
            bar.update(task, advance=1, step=step)

        yield advance


@contextmanager
def counting(label: str) -> "Iterator[Callable[[int, int | None], None]]":
    """Count steps on a terminal, with a bar once it is known how many there will be."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
