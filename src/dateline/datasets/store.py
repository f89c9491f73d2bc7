"""Pinned snapshots: `datasets/<name>/<version>/rows.parquet` with its manifest beside it."""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.datasets.fetched import Fetched
from dateline.datasets.kinds import KINDS, find_kind
from dateline.datasets.tabular import TextTable, read_text_table
from dateline.datasets.values import TypedRows, type_rows
from dateline.errors import CommandError, DeskError
from dateline.model.dataset import Manifest, Shape
from dateline.model.problem import Problem
from dateline.model.record import to_record

ROWS, MANIFEST = "rows.parquet", "manifest.json"
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a file gave: its snapshot, whether that is new, and what was lost.

    Attributes:
        manifest: of the new snapshot, or of the one that holds the same file already; None where
            the file could not be used.
        new: whether anything was written.
        problems: what was lost, and what to do about it.
    """

    manifest: Manifest | None
    new: bool
    problems: tuple[Problem, ...]


def add_snapshot(
    folder: Path,
    name: str,
    path: Path,
    *,
    version: str,
    now: str,
    fetched: Fetched | None = None,
) -> Added:
    """Pin a file as a snapshot; the same file again adds nothing.

    Args:
        folder: the desk's `datasets` folder.
        name: the dataset, such as `ucdp-ged`.
        path: the file as its publisher offers it.
        version: the name to pin it under.
        now: the moment, ISO 8601.
        fetched: how a service gave the file, where one did.

    Raises:
        CommandError: the dataset is unknown, the version's name cannot be one, or another file
            is pinned under it.
        DeskError: the folder cannot be written.
    """
    kind = find_kind(name)
    if not _VERSION.fullmatch(version):
        raise CommandError(
            f"'{version}' cannot name a version. Use letters, figures, dots and dashes: 25.1."
        )
    digest = _digest(path)
    for manifest in list_snapshots(folder):
        if manifest.name == name and manifest.sha256 == digest:
            return Added(manifest, False, ())
        if (manifest.name, manifest.version) == (name, version):
            raise CommandError(
                f"{name} {version} is pinned already, from other bytes ({manifest.file}). Give "
                "this file another --version; a snapshot never changes."
            )
    shape = kind.shape
    text = read_text_table(path, shape)
    if text.table is None:
        return Added(None, False, tuple(text.problems))
    typed = type_rows(text, shape, path.name, kind.old_values)
    manifest = _describe(shape, text, typed, fetched)
    manifest = replace(manifest, version=version, file=path.name, accessed=now, sha256=digest)
    if manifest.rows == 0:
        return Added(None, False, (*typed.problems, _no_rows(path)))
    _write(folder, manifest, typed.table)
    return Added(manifest, True, typed.problems)


def _describe(shape: Shape, text: TextTable, typed: TypedRows, fetched: Fetched | None) -> Manifest:
    """What became of a file's columns and rows; the file itself is named by who has it."""
    used = tuple(text.table.column_names)
    return Manifest(
        name=shape.name,
        version="",
        origin=shape.origin,
        licence=shape.licence,
        citation=shape.citation,
        file="",
        accessed="",
        sha256="",
        rows=typed.table.num_rows,
        rows_left_out=typed.left_out,
        columns_used=used,
        columns_missing=tuple(column for column in shape.columns if column not in used),
        columns_ignored=dict(text.ignored),
        columns_unknown=text.unknown,
        asked=fetched.asked if fetched else "",
        cursor=fetched.cursor if fetched else "",
    )


def list_snapshots(folder: Path) -> list[Manifest]:
    """Every snapshot, by name and by when it was taken.

    Raises:
        DeskError: a manifest cannot be read.
    """
    paths = sorted(folder.glob(f"*/*/{MANIFEST}"))
    found = [_read_manifest(path) for path in paths if not path.parent.name.startswith(".")]
    return sorted(found, key=lambda one: (one.name, one.accessed, one.version))


def find_snapshot(folder: Path, text: str) -> Manifest:
    """The snapshot `name@version`, or the one taken last of `name`.

    Raises:
        CommandError: there is none.
    """
    name, _, version = text.partition("@")
    found = [
        one
        for one in list_snapshots(folder)
        if one.name == name and (not version or one.version == version)
    ]
    if found:
        return found[-1]
    have = ", ".join(f"{one.name}@{one.version}" for one in list_snapshots(folder)) or "none"
    known = "" if name in KINDS else f" Datasets that can be added: {', '.join(KINDS)}."
    raise CommandError(f"The desk has no dataset {text}; it has {have}.{known}")


def rows_path(folder: Path, manifest: Manifest) -> Path:
    """Where a snapshot's rows lie."""
    return folder / manifest.name / manifest.version / ROWS


def _write(folder: Path, manifest: Manifest, table: Any) -> None:  # noqa: ANN401 - a pyarrow Table
    """Write a snapshot beside its place and move it there whole."""
    import pyarrow.parquet as pq

    target = folder / manifest.name / manifest.version
    partial = folder / manifest.name / f".{manifest.version}.partial"
    try:
        if partial.exists():
            shutil.rmtree(partial)
        partial.mkdir(parents=True)
        pq.write_table(table, partial / ROWS, compression="zstd")
        text = json.dumps(to_record(manifest), ensure_ascii=False, indent=1)
        (partial / MANIFEST).write_text(text + "\n", encoding="utf-8")
        partial.rename(target)
    except OSError as error:
        raise DeskError(
            f"{target} could not be written: {error.strerror or error}. Make room or make it "
            "writable, then add the file again."
        ) from error


def _read_manifest(path: Path) -> Manifest:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for key, value in record.items():
            record[key] = tuple(value) if isinstance(value, list) else value
        return Manifest(**record)
    except (OSError, ValueError, TypeError) as error:
        raise DeskError(
            f"{path} is no manifest: {error}. Remove {path.parent} and add the dataset again."
        ) from error


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise CommandError(f"{path} could not be read: {error.strerror}.") from error


def _no_rows(path: Path) -> Problem:
    return Problem(
        kind="empty-dataset",
        where=str(path),
        what="No row of it could be used.",
        advice="Look whether it is the file you mean.",
        severity="error",
    )
