"""Files below a folder of a desk, through links too: some may lie on another disk."""

from collections.abc import Callable, Iterator
from pathlib import Path


def walk_files(folder: Path, leave_out: Callable[[Path], bool] | None = None) -> Iterator[Path]:
    """Files below a folder in order; a link that leads back up is not followed.

    Args:
        folder: where; nothing where there is none.
        leave_out: says of a folder below whether it is left out.

    Raises:
        OSError: a folder cannot be read.
    """
    if folder.is_dir():
        yield from _walk(folder, leave_out, ())


def _walk(
    folder: Path, leave_out: Callable[[Path], bool] | None, above: tuple[Path, ...]
) -> Iterator[Path]:
    real = folder.resolve()
    if real in above:
        return
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path
        elif path.is_dir() and not (leave_out and leave_out(path)):
            yield from _walk(path, leave_out, (*above, real))
