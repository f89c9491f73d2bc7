"""Other people's events, kept as pinned snapshots beside the ledger."""

from dataclasses import dataclass

from dateline.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Shape:
    """How a dataset's rows are published.

    Attributes:
        name: as queries call it: `ucdp-ged`, `acled`, `gdelt`.
        origin: who publishes it.
        licence: what may be done with it, in a sentence.
        citation: how its authors ask to be cited.
        columns: column to kind (`int`, `float`, `date`, `flag`, `text`), in the published order.
        extras: columns of older or richer editions, likewise.
        renamed: older names of columns, lower case, to today's.
        ignored: columns that are known and not kept, each with the reason.
        key: the column that names a row.
        needed: columns without which a row is left out.
        choices: the values that a column takes.
        rows_leave: whether single rows may be listed or exported.
    """

    name: str
    origin: str
    licence: str
    citation: str
    columns: dict[str, str]
    extras: dict[str, str]
    renamed: dict[str, str]
    ignored: dict[str, str]
    key: str
    needed: tuple[str, ...]
    choices: dict[str, frozenset[str | int]]
    rows_leave: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is and what became of its file.

    Attributes:
        name: the dataset.
        version: the name under which it is pinned.
        origin: who publishes it.
        licence: what may be done with it, in a sentence.
        citation: how its authors ask to be cited.
        file: name of the file it was read from.
        accessed: when the desk took it, ISO 8601.
        sha256: digest of that file.
        rows: rows kept.
        rows_left_out: rows that could not be used.
        columns_used: columns kept.
        columns_missing: published columns that the file lacks.
        columns_ignored: columns known and not kept, with the reason.
        columns_unknown: columns that nobody knows; they are not kept.
        asked: for rows fetched from a service, its address with every filter and no key.
        cursor: where the next fetch of the same goes on.
    """

    name: str
    version: str
    origin: str
    licence: str
    citation: str
    file: str
    accessed: str
    sha256: str
    rows: int
    rows_left_out: int
    columns_used: tuple[str, ...]
    columns_missing: tuple[str, ...]
    columns_ignored: dict[str, str]
    columns_unknown: tuple[str, ...]
    asked: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that differs between two snapshots: `added`, `changed` or `deleted`."""

    id: str
    change: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """A bound number that asks the dataset, under the old snapshot and under the new.

    Attributes:
        update: the update's file, or the edition's.
        text: the bound words.
        query: the line.
        before: the value under the old snapshot; None where it has none.
        after: likewise under the new.
        verdict_before: whether the words held under the old: `holds`, `fails`, `unclear`.
        verdict_after: whether they hold under the new.
    """

    update: str
    text: str
    query: str
    before: float | None
    after: float | None
    verdict_before: str
    verdict_after: str


@dataclass(frozen=True, slots=True)
class SnapshotDiff:
    """What one snapshot has that another has not.

    Attributes:
        old: `name@version`.
        new: likewise.
        added: how many rows are only in the new one.
        changed: how many are in both and differ.
        deleted: how many are only in the old one.
        rows: the rows, where the licence lets them be listed.
        touched: the numbers of the desk's updates and editions that the change moves.
        problems: updates and editions that could not be read, so that their numbers are unknown.
    """

    old: str
    new: str
    added: int
    changed: int
    deleted: int
    rows: tuple[RowChange, ...] = ()
    touched: tuple[Touched, ...] = ()
    problems: tuple[Problem, ...] = ()
