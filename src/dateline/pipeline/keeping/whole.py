"""Files that a command writes: whole or not at all, and never over what it has not read."""

from pathlib import Path

from dateline.errors import CommandError, DeskError
from dateline.pipeline.keeping.turns import take_turn


def write_whole(target: Path, payload: bytes) -> None:
    """Write beside the target and move into its place."""
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.write_bytes(payload)
        partial.replace(target)
    except OSError as error:
        raise DeskError(
            f"{target} could not be written: {error.strerror}. Name a file in a folder that is "
            "there and that you may write to."
        ) from error


def rewrite_text(desk: Path, path: Path, before: str, after: str) -> None:
    """Put a text in the place of the one that it was made of, after any redaction under way.

    Args:
        desk: the desk's folder, whose turn is taken.
        path: the file.
        before: its text as it was read.
        after: its new text.

    Raises:
        CommandError: the file says something else by now; it stays as it is.
        DeskError: it cannot be written.
    """
    with take_turn(desk, alone=False):
        try:
            same = path.read_text(encoding="utf-8") == before
        except (OSError, UnicodeDecodeError):
            same = False
        if not same:
            raise CommandError(
                f"{path} changed while the command worked on it, and stays as it is now. Run the "
                "command again."
            )
        try:
            path.write_text(after, encoding="utf-8")
        except OSError as error:
            raise DeskError(
                f"{path} could not be written: {error.strerror}. Make it writable."
            ) from error
