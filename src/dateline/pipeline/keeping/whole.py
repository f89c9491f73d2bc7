"""A file that a command was asked for, written whole or not at all."""

from pathlib import Path

from dateline.errors import DeskError


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
