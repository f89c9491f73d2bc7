"""Published files that still tell what was withheld after they were made.

Their words are searched, those of PDF, Word and packed files too. Pictures are not: one is named
where it goes with a file that tells.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.errors import PublishRefused
from dateline.model.edition import Edition
from dateline.model.problem import Problem
from dateline.pipeline.editions.edition import known_works
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.keeping.walking import walk_files
from dateline.pipeline.protection.withhold import sources_to_show

SITE = "site"  # what `dateline site` makes anew each time
OUTDATED = "withheld-since"
UNSEARCHED = "unsearched"  # a file of a known kind that is damaged, shut or too large
SUPERSEDED = "superseded-edition"  # the same, where a newer issue tells nothing


def find_outdated(opened: OpenDesk) -> list[Problem]:
    """Files in the desk's `out`, and of its editions, that name a source withheld today."""
    from dateline.pipeline.editions.issues import find_editions

    secrets = list_withheld(opened)
    telling = find_telling(opened, find_editions(opened), secrets)
    return [
        *find_telling_files(opened, secrets),
        *(problem for problems in telling.values() for problem in problems),
    ]


def list_faults(problems: Iterable[Problem]) -> list[Problem]:
    """Problems that are a fault of the desk today: not those of an issue that is superseded."""
    return [problem for problem in problems if problem.kind != SUPERSEDED]


def list_withheld(opened: OpenDesk) -> frozenset[str]:
    """The words of every source that the desk withholds today."""
    from dateline.publish.policy import list_secrets

    works = known_works(opened.desk, load_state(opened))
    return list_secrets(works.values(), sources_to_show(opened.desk).values())


def find_telling_files(opened: OpenDesk, secrets: frozenset[str]) -> list[Problem]:
    """Files in the desk's `out` that hold secrets.

    A picture of the same name is told with a page, since it was made from the same text; the
    pages of the site are told together.
    """
    if not secrets:
        return []
    out = opened.desk.out
    files = list(walk_files(out))
    shut: list[str] = []
    told = {path for path in files if _tells(path, secrets, shut)}
    made = {(path.parent, path.stem) for path in told}
    found = [path for path in files if path in told or (path.parent, path.stem) in made]
    pages = [path for path in found if path.relative_to(out).parts[0] == SITE]
    problems = [_say(path, opened) for path in found if path not in pages]
    problems += [_say_site(opened, len(pages))] if pages else []
    names = (Path(name).relative_to(out.parent).as_posix() for name in shut)
    return problems + [_say_shut(name) for name in names]


def find_telling(
    opened: OpenDesk, editions: Sequence[Edition], secrets: frozenset[str]
) -> dict[str, list[Problem]]:
    """Files of editions that name a source which was withheld only after they were frozen.

    An issue that has gone out cannot be changed: once the newest of its update tells nothing,
    what the others tell is of the kind `SUPERSEDED`, and no fault of the desk any more.

    Args:
        opened: the desk.
        editions: frozen ones.
        secrets: what `list_withheld` gave.

    Returns:
        The problems of each edition, by its id.
    """
    from dateline.pipeline.editions.issues import find_editions

    leaks = {one.id: find_leaks(opened, one, secrets) for one in editions}
    newest = {one.update: one for one in find_editions(opened)}
    for edition in editions:
        last = newest[edition.update]
        if not leaks[edition.id] or last.id == edition.id:
            continue
        told = leaks[last.id] if last.id in leaks else find_leaks(opened, last, secrets)
        if not told:
            leaks[edition.id] = [_supersede(one, last.id) for one in leaks[edition.id]]
    return leaks


def find_leaks(opened: OpenDesk, edition: Edition, secrets: frozenset[str]) -> list[Problem]:
    """Files of one edition that hold secrets, whatever was frozen after it."""
    if not secrets:
        return []
    shut: list[str] = []
    problems = [
        Problem(
            OUTDATED,
            f"{edition.id}/{name}",
            "It names a source that is withheld today, and its edition is left out of the site.",
            f"Freeze a correction of {edition.update} without it, and take the file back "
            "wherever it went.",
            "error",
        )
        for name, path in _list_outgoing(opened, edition)
        if _tells(path, secrets, shut)
    ]
    names = (Path(name).relative_to(opened.desk.editions).as_posix() for name in shut)
    return problems + [_say_shut(name) for name in names]


def _supersede(problem: Problem, by: str) -> Problem:
    """What is said of a file whose edition has a newer issue that tells nothing."""
    advice = f"It is superseded by {by}. Take the file back wherever it went."
    return replace(problem, kind=SUPERSEDED, advice=advice, severity="warning")


def _list_outgoing(opened: OpenDesk, edition: Edition) -> Iterator[tuple[str, Path]]:
    """What of an edition goes out, as far as it is there still."""
    for name in edition.files:
        path = opened.desk.editions / edition.id / name
        if name.startswith("out/") and path.is_file():
            yield name, path


def _tells(path: Path, secrets: frozenset[str], shut: list[str]) -> bool:
    """Whether a file tells what is withheld; one that cannot be searched is noted in `shut`."""
    from dateline.publish.policy import refuse_leaks
    from dateline.read.printed import read_printed

    unread: list[str] = []
    try:
        refuse_leaks(read_printed(path.read_bytes(), unread) or "", secrets, path.name)
    except PublishRefused:
        return True
    shut += [str(path)] if unread else []
    return False


def _say_shut(where: str) -> Problem:
    return Problem(
        UNSEARCHED,
        where,
        "It could not be searched for what is withheld: it is damaged, shut or too large.",
        "Look into it yourself; publish or freeze its update again, or delete the file.",
        "warning",
    )


def _say(path: Path, opened: OpenDesk) -> Problem:
    return Problem(
        OUTDATED,
        path.relative_to(opened.desk.out.parent).as_posix(),
        "It was made before a source was withheld, and still tells it.",
        "Publish its update again, or delete the file; take it back wherever it went.",
        "warning",
    )


def _say_site(opened: OpenDesk, pages: int) -> Problem:
    return Problem(
        OUTDATED,
        (opened.desk.out / SITE).relative_to(opened.desk.out.parent).as_posix(),
        f"{pages} of its pages were made before a source was withheld, and still tell it.",
        "Run `dateline site` again, and take the old pages back wherever they went.",
        "warning",
    )
