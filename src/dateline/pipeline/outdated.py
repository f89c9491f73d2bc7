"""Published files that still tell what was withheld after they were made."""

from collections.abc import Iterator
from pathlib import Path

from dateline.errors import PublishRefused
from dateline.model.problem import Problem
from dateline.pipeline.opening import OpenDesk
from dateline.pipeline.site import TEXTS, list_withheld, read_words
from dateline.pipeline.walking import walk_files

SITE = "site"  # what `dateline site` makes anew each time


def find_outdated(opened: OpenDesk) -> list[Problem]:
    """Files in the desk's `out` that name a source which is withheld today.

    A PDF or a Word file of the same update is told with the page, since it was made from the same
    text.
    """
    secrets = list_withheld(opened)
    files = list(_list_files(opened.desk.out)) if secrets else []
    told = {path for path in files if path.name.endswith(TEXTS) and _tells(path, secrets)}
    made = {(path.parent, path.stem) for path in told}
    found = [path for path in files if path in told or (path.parent, path.stem) in made]
    return [
        Problem(
            "withheld-since",
            path.relative_to(opened.desk.out.parent).as_posix(),
            "It was made before a source was withheld, and still tells it.",
            "Publish its update again, or delete the file; take it back wherever it went.",
            "warning",
        )
        for path in found
    ]


def _list_files(folder: Path) -> Iterator[Path]:
    for path in walk_files(folder):
        if path.relative_to(folder).parts[0] != SITE:
            yield path


def _tells(path: Path, secrets: frozenset[str]) -> bool:
    from dateline.publish.policy import refuse_leaks

    try:
        refuse_leaks(read_words(path.name, path.read_bytes()), secrets, path.name)
    except PublishRefused:
        return True
    return False
