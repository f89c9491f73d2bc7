"""Whose turn it is: commands that change files all over a desk go one after another.

A redaction reads every file that could hold the words and writes those anew that do. A second one
beside it would read what the first is about to replace, and a page made meanwhile would be
written after it was looked for. So a redaction works alone, and what publishes waits for it. The
lock is the system's own and ends with the process that holds it, however that ends.
"""

import glob
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import IO, Concatenate, ParamSpec, TypeVar

from dateline.pipeline.keeping.opening import OpenDesk

Given = ParamSpec("Given")
Done = TypeVar("Done")
LOCK = ".turn"  # in the desk's folder; no copy of a desk holds it
_WAITING = "Another command changes files of this desk; waiting for it to end."
_NO_LOCKS = "This disk has no locks: run no other command on this desk until this one ends."


@contextmanager
def take_turn(
    folder: Path, *, alone: bool, tell: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Work on a desk's files, after whoever works on them alone, or after all others.

    Args:
        folder: the desk's.
        alone: whether nobody else may work on them meanwhile.
        tell: is told where another command has to be waited for, or cannot be kept apart.
    """
    try:
        file = (folder / LOCK).open("ab")
    except OSError:  # nothing can be written there: whatever wants to will say so
        yield
        return
    with file:
        _wait(file, alone=alone, tell=tell)
        yield


def beside_others(
    work: Callable[Concatenate[OpenDesk, Given], Done],
) -> Callable[Concatenate[OpenDesk, Given], Done]:
    """A function over an open desk that writes files, after whoever works on them alone."""

    @wraps(work)
    def in_turn(opened: OpenDesk, /, *given: Given.args, **named: Given.kwargs) -> Done:
        with take_turn(opened.desk.folder, alone=False):
            return work(opened, *given, **named)

    return in_turn


@contextmanager
def staged_folder(beside: Path, prefix: str) -> Iterator[Path]:
    """A folder to work in, removed at the end; what killed commands left of such goes first."""
    for left in find_abandoned(beside, prefix):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=beside, prefix=prefix) as name:
        folder = Path(name)
        with (folder / LOCK).open("ab") as file:
            if not _lock(file, alone=True, wait=False):
                with suppress(OSError):
                    (folder / LOCK).unlink()  # without it nobody takes the folder for abandoned
            yield folder


def find_abandoned(beside: Path, prefix: str) -> list[Path]:
    """Folders that a killed command left: no living process holds them."""
    return [
        folder
        for folder in sorted(beside.glob(f"{glob.escape(prefix)}*"))
        if folder.is_dir() and _is_abandoned(folder)
    ]


def _is_abandoned(folder: Path) -> bool:
    """Whether a folder holds something, and a lock that nobody holds.

    One that holds its lock alone may be a moment old, and not locked yet.
    """
    try:
        if {one.name for one in folder.iterdir()} <= {LOCK}:
            return False
        with (folder / LOCK).open("r+b") as file:
            return _lock(file, alone=True, wait=False) is True
    except OSError:
        return False


def _wait(file: IO[bytes], *, alone: bool, tell: Callable[[str], None] | None) -> None:
    done = _lock(file, alone=alone, wait=False)
    if done:
        return
    if tell is not None:
        tell(_NO_LOCKS if done is None else _WAITING)
    if done is False:
        _lock(file, alone=alone, wait=True)


def _lock(file: IO[bytes], *, alone: bool, wait: bool) -> bool | None:
    """Lock a file until it is closed: whether that was done; None where there are no locks.

    Some systems have none, nor have some disks of a network; commands there are not kept apart.
    """
    try:
        import fcntl
    except ImportError:
        return None
    how = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    try:
        fcntl.flock(file, how if wait else how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
