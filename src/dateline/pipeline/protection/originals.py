"""Files that material was added from, where they lie in the desk's own folder.

They are a person's, and nothing takes them away: whoever redacts or copies is told of them.
"""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from dateline.desk import Desk
from dateline.model.problem import Problem
from dateline.pipeline.keeping.walking import walk_files

_ASIDE = ("archive", ".cache", "answers", "datasets", "editions", "out")  # made by Dateline
_MOST = 200_000_000  # bytes; a larger file was never taken in


def find_originals(desk: Desk, captures: Collection[str]) -> list[str]:
    """Files of a desk's folder that hold the very bytes of some captures, by their names in it.

    Args:
        desk: whose folder.
        captures: SHA-256 of each.
    """
    if not captures:
        return []
    wanted = set(captures)
    return [
        path.relative_to(desk.folder).as_posix()
        for path in _list_files(desk)
        if hashlib.sha256(path.read_bytes()).hexdigest() in wanted
    ]


def name_originals(desk: Desk, captures: Collection[str]) -> list[Problem]:
    """A problem for each file that material was added from which is redacted since."""
    return [
        Problem(
            "redacted-original",
            name,
            "It holds, whole, what a redaction took out of the desk.",
            "Delete it, here and in every copy of the desk's folder; `backup` leaves it out.",
            "error",
        )
        for name in find_originals(desk, captures)
    ]


def _list_files(desk: Desk) -> Iterator[Path]:
    for path in walk_files(
        desk.folder, lambda folder: folder.parent == desk.folder and folder.name in _ASIDE
    ):
        own = path.parent == desk.folder and path.name.startswith((".", "desk."))
        if not own and path.stat().st_size <= _MOST:
            yield path
