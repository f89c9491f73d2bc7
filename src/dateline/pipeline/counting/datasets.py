"""Other people's event data on a desk: adding, listing, comparing and asking it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dateline.desk import Desk, find_desk
from dateline.errors import CommandError, QueryError
from dateline.model.dataset import Manifest
from dateline.model.estimate import Comparison, Estimate
from dateline.model.resolved import ActorTest, AreaTest, NearTest, NumberTest, Test
from dateline.pipeline.keeping.opening import Words, read_clock

if TYPE_CHECKING:
    from dateline.datasets.store import Added
    from dateline.measure.frame import Frame
    from dateline.measure.selection import Selection
    from dateline.model.resolved import ResolvedQuery

Answer = TypeVar("Answer", bound=Estimate)
_ROLES = {"by": "perpetrators", "against": "targets", "party": "parties"}


def open_folder(folder: Path | None) -> Desk:
    """The desk's folder and settings; datasets need no ledger.

    Raises:
        CommandError: there is no desk.
    """
    return find_desk(folder)


def add_dataset(desk: Desk, name: str, path: Path, *, version: str = "") -> "Added":
    """Pin a file of a dataset; the same file again adds nothing.

    Args:
        desk: the desk.
        name: the dataset, such as `ucdp-ged`.
        path: the file as its publisher offers it.
        version: the name to pin it under; today's date by default.

    Raises:
        CommandError: the dataset is unknown, or the version is pinned from another file.
        DeskError: the desk cannot be written.
    """
    from dateline.datasets.store import add_snapshot

    now = read_clock()
    return add_snapshot(snapshots_of(desk), name, path, version=version or now[:10], now=now)


def list_datasets(desk: Desk) -> list[Manifest]:
    """Every snapshot of the desk."""
    from dateline.datasets.store import list_snapshots

    return list_snapshots(snapshots_of(desk))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A dataset's pinned rows, held ready for many queries."""

    manifest: Manifest
    frame: "Frame"

    def select(self, resolved: "ResolvedQuery", *, counts: str) -> "Selection":
        """The rows that a query names.

        A row is what the dataset counts, so rows are counted whatever the definition's unit.
        The version is the snapshot's clock: the desk's clocks do not apply to it.

        Raises:
            CommandError: rows are to be listed as events of the desk.
            QueryError: the query asks for what the dataset does not say.
        """
        from dateline.measure.selection import select_events

        if counts == "listed":
            raise CommandError(
                f"The rows of {self.manifest.name} are no events of this desk and are not listed; "
                "count them, or leave `dataset:` out."
            )
        _refuse_unsaid(resolved, self.manifest)
        resting = replace(resolved, as_of=None, as_reported=None, unit="incident")
        return select_events(self.frame, resting, counts="all")

    def refuse_places(self, column: str) -> None:
        """Refuse to name the places of rows that may not be told: a place may be that of one row.

        Raises:
            CommandError: the column is that of places, and the licence keeps rows back.
        """
        from dateline.datasets.kinds import find_kind

        if column == "place" and not find_kind(self.manifest.name).shape.rows_leave:
            raise CommandError(
                f"The places of {self.manifest.name} are those of its rows, which its licence "
                "keeps back. Rank by admin1 or admin2."
            )

    def sign(self, estimate: Answer) -> Answer:
        """Say on an estimate which snapshot answered; its rows are no events of the desk."""
        manifest = self.manifest
        source = f"{manifest.name} {manifest.version}, taken {manifest.accessed[:10]}"
        signed = replace(
            estimate, state=manifest.sha256, events=(), method=f"{estimate.method}; {source}"
        )
        if isinstance(signed, Comparison):
            sides = (signed.before, signed.after)
            before, after = (replace(side, events=()) if side else None for side in sides)
            return replace(signed, before=before, after=after)
        return signed


def open_snapshot(desk: Desk, words: Words, name: str) -> Snapshot:
    """Open a snapshot, `name@version`, or the one of a dataset that was taken last.

    Raises:
        CommandError: the desk has none.
        DeskError: it cannot be read.
    """
    from dateline.datasets.store import find_snapshot
    from dateline.pipeline.counting.kept_rows import open_rows

    manifest = find_snapshot(snapshots_of(desk), name)
    return Snapshot(manifest, open_rows(desk, words, manifest))


def _refuse_unsaid(resolved: "ResolvedQuery", manifest: Manifest) -> None:
    """Refuse a query on what a dataset has no column for; nought would be a lie."""
    from dateline.datasets.kinds import find_kind

    fills = find_kind(manifest.name).fills
    for test in resolved.tests:
        for column in _columns(test):
            needs = fills.get(column, ())
            if not any(name in manifest.columns_used for name in needs):
                lacks = f": this file has no {' and no '.join(needs)}" if needs else ""
                raise QueryError(
                    f"The dataset {manifest.name} does not say {column.replace('_', ' ')}{lacks}. "
                    "Leave that term out, or ask the ledger.",
                    0,
                    len(resolved.text),
                )


def _columns(test: Test) -> tuple[str, ...]:
    """The columns of the events table that a test reads."""
    if isinstance(test, ActorTest):
        return (_ROLES.get(test.role, "claimed_by"),)
    if isinstance(test, NearTest):
        return ("latitude", "longitude")
    if isinstance(test, NumberTest):
        return (f"{test.measure}_best",)
    if isinstance(test, AreaTest):
        parts = (test.countries, test.admin1, test.admin2, test.places)
        names = ("country", "admin1", "admin2", "gazetteer_id")
        return tuple(name for name, values in zip(names, parts, strict=True) if values)
    return (test.column,)


def snapshots_of(desk: Desk) -> Path:
    """The folder of a desk's snapshots."""
    return desk.folder / "datasets"
