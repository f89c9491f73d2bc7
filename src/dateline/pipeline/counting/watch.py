"""Waiting for a file to be saved."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

PAUSE = 0.3  # seconds between two looks


def watch_file(path: Path, *, wait: Callable[[float], None] = time.sleep) -> Iterator[int]:
    """Give a count at once, and one more each time the file is saved; never ends by itself.

    A file that is away for a moment, as some editors leave it while they save, is waited for.

    Args:
        path: the file.
        wait: waits so many seconds.
    """
    seen, saves = _stamp(path), 0
    yield saves
    while True:
        wait(PAUSE)
        stamp = _stamp(path)
        if stamp not in (None, seen):
            seen, saves = stamp, saves + 1
            yield saves


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is saved: its time, its size, and its place on disk."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
