"""What a new snapshot of a dataset changes, and which published numbers that moves."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dateline.desk import Desk
from dateline.errors import DatelineError
from dateline.model.dataset import SnapshotDiff, Touched
from dateline.model.problem import Problem
from dateline.pipeline.counting.check import Checked, UpdateCheck, check_prose, check_update
from dateline.pipeline.counting.datasets import snapshots_of
from dateline.pipeline.keeping.opening import OpenDesk, open_desk


def diff_datasets(desk: Desk, old: str, new: str) -> SnapshotDiff:
    """Compare two snapshots named `name@version`; a bare name is the one taken last.

    The numbers that the change moves in the desk's updates and editions are said with it.

    Raises:
        CommandError: there is no such snapshot, or they are of different datasets.
    """
    from dateline.datasets.compare import diff_snapshots
    from dateline.datasets.kinds import find_kind
    from dateline.datasets.store import find_snapshot

    before, after = (find_snapshot(snapshots_of(desk), text) for text in (old, new))
    found = diff_snapshots(snapshots_of(desk), find_kind(before.name), before, after)
    if not _asks_dataset(desk):
        return found
    with open_desk(desk.folder) as opened:
        touched, problems = find_touched(opened, before.name, found.old, found.new)
    return replace(found, touched=touched, problems=problems)


def find_touched(
    opened: OpenDesk, name: str, old: str, new: str
) -> tuple[tuple[Touched, ...], tuple[Problem, ...]]:
    """Answer every bound number that asks a dataset under two of its snapshots.

    A query that names a version itself is pinned: no new snapshot moves it.

    Args:
        opened: the desk.
        name: the dataset.
        old: a snapshot, `name@version`.
        new: another.

    Returns:
        The numbers of updates and frozen editions whose value or verdict differs, and the texts
        that could not be read.
    """
    found = []
    problems = []
    for shown, path in _texts(opened.desk):
        try:
            asks = f"dataset:{name}" in path.read_text(encoding="utf-8")
            check = check_update(opened, path) if asks else None
        except (OSError, UnicodeDecodeError, DatelineError) as fault:
            problems.append(_say_unread(shown, fault))
            continue
        if check is not None:
            sides = (_answer(check, {name: pinned}) for pinned in (old, new))
            found += [_describe(shown, before, after) for before, after in zip(*sides, strict=True)]
    moved = [
        one for one in found if (one.before, one.verdict_before) != (one.after, one.verdict_after)
    ]
    return tuple(moved), tuple(problems)


def _say_unread(shown: str, fault: Exception) -> Problem:
    what = f"This text could not be read, so its numbers are not compared: {fault}"
    return Problem("unread-update", shown, what, "Mend it, and compare again.", "warning")


def _asks_dataset(desk: Desk) -> bool:
    """Whether the desk has a ledger and any text that could name a dataset."""
    place = desk.ledger_place
    return (isinstance(place, str) or place.is_file()) and any(True for _ in _texts(desk))


def _texts(desk: Desk) -> Iterator[tuple[str, Path]]:
    """The desk's updates and the sources of its frozen editions, as they are called."""
    for path in sorted(desk.updates.glob("*.md")):
        yield path.name, path
    for path in sorted(desk.editions.glob("*/record/*.md")):
        yield f"edition {path.parents[1].name}", path


def _answer(check: UpdateCheck, pinned: dict[str, str]) -> list[Checked]:
    """The update's bound numbers with these snapshots in place."""
    asker = replace(check.asker, pinned=pinned, _snapshots={})
    return check_prose(check.update, check.prose, asker)


def _describe(update: str, before: Checked, after: Checked) -> Touched:
    return Touched(
        update=update,
        text=before.binding.words,
        query=before.binding.query,
        before=_value(before),
        after=_value(after),
        verdict_before=before.finding.verdict,
        verdict_after=after.finding.verdict,
    )


def _value(checked: Checked) -> float | None:
    """The number answered: an estimate's, or the standing's place."""
    answer = checked.answer
    if answer.estimate is not None:
        ratio = getattr(answer.estimate, "ratio", None)
        return answer.estimate.value if ratio is None else float(ratio)
    if not answer.standings:
        return None
    place = int(checked.binding.arguments.get("place", "1"))
    values = [one.estimate.value for one in answer.standings if one.place == place]
    return values[0] if values else None
