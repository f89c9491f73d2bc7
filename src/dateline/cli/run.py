"""Running one command line: the edge where errors are said, once."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from dateline.cli.app import app
from dateline.errors import DatelineError

# Where each command is declared, in the order of the help. One that is named outright is loaded
# alone: the modules of all take a tenth of a second that a single command has no use for.
HOMES = {
    "desks": ("init", "demo", "verify", "rebuild", "redact", "seal", "backup", "restore"),
    "editions": ("check", "publish", "audit"),
    "drafts": ("update", "import-edits"),
    "events": ("events", "event", "reconcile"),
    "numbers": ("count", "rate", "share", "compare", "series"),
    "exchange": ("dataset", "export"),
    "frozen": ("edition", "sign", "freeze"),
    "judgements": ("assess",),
    "material": ("add", "read", "extract", "documents", "mentions", "explain-mention"),
    "newest": ("whatsnew",),
    "outlets": ("site", "send", "unsubscribe"),
    "people": ("enter", "import"),
    "reviews": ("review",),
    "places": ("gazetteer",),
    "standings": ("sum", "rank", "first", "last", "distance"),
}
_VALUED = ("--desk", "--as-of", "--as-reported")  # options before the command that take a value
FAULT, STOPPED, UNREAD = 3, 130, 141  # the last two as shells give them to other programs


def load_commands(arguments: Sequence[str]) -> None:
    """Declare the command that a line names; where it names none by its name, all of them."""
    wanted = _find_command(arguments)
    homes = [home for home, names in HOMES.items() if wanted in names] or list(HOMES)
    for home in homes:
        import_module(f"dateline.cli.{home}")


def _find_command(arguments: Sequence[str]) -> str | None:
    """The first word of a line that is no option before the command, nor the value of one.

    None too where all commands are asked for by `--help` before it.
    """
    words = iter(arguments)
    for word in words:
        if word == "--help":
            return None
        if word in _VALUED:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


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
        load_commands(arguments)
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
