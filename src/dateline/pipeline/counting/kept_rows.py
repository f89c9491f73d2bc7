"""A snapshot's rows as events, laid out once in a file of DuckDB's that opens at once.

The file is a pure function of the snapshot, of what the desk knows by name, and of the code that
turns rows into events; its name holds all three. It can be thrown away: `.cache` is made anew.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import atlas, datasets, lexicon, measure, model
from dateline.desk import Desk
from dateline.errors import DeskError
from dateline.model.dataset import Manifest
from dateline.pipeline.keeping.opening import Words

if TYPE_CHECKING:
    from types import ModuleType

    from dateline.measure.frame import Frame

KEPT_FILES = 6  # the newest stay
MAKING = ".making-"
ABANDONED = 24 * 3600  # seconds after which nobody is still making a file


def open_rows(desk: Desk, words: Words, manifest: Manifest) -> "Frame":
    """A snapshot's rows as events, from the file that holds them; it is made where there is none.

    A desk that cannot be written to is asked all the same: the file then lies elsewhere, for this
    once.

    Raises:
        DeskError: the rows cannot be read, or there is no room for the file anywhere.
    """
    from dateline.measure.frame import open_written

    folder = desk.cache / "datasets"
    target = folder / f"{manifest.name}-{_digest_ground(desk, manifest)}.duckdb"
    if target.is_file():
        with suppress(DeskError):
            found = open_written(target)
            with suppress(OSError):
                os.utime(target)
            return found
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = tempfile.mkdtemp(dir=folder, prefix=MAKING)
    except OSError:
        place = tempfile.mkdtemp()
    try:
        made = _make(Path(place), desk, words, manifest)
        if Path(place).parent == folder:
            made = made.replace(target)
            _forget_oldest(folder)
        return open_written(made)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _make(folder: Path, desk: Desk, words: Words, manifest: Manifest) -> Path:
    from dateline.atlas.basemap import load_basemap
    from dateline.datasets.events import write_events
    from dateline.datasets.store import rows_path
    from dateline.measure.frame import write_frame

    rows, made = folder / "events.parquet", folder / "events.duckdb"
    write_events(
        rows_path(desk.folder / "datasets", manifest),
        rows,
        manifest,
        gazetteer=words.gazetteer,
        basemap=load_basemap(),
        lexicon=words.lexicon,
    )
    write_frame(rows, made)
    return made


def _digest_ground(desk: Desk, manifest: Manifest) -> str:
    """A name for everything that the events of a snapshot depend on."""
    ground = hashlib.sha256(f"{manifest.sha256} {manifest.version} {manifest.accessed}".encode())
    for room in (model, datasets, measure, atlas, lexicon):
        for path in _list_files(room):
            found = path.stat()
            ground.update(f"{path} {found.st_size} {found.st_mtime_ns}".encode())
    for path in (desk.lexicon / "actors.toml", desk.lexicon / "places.tsv"):
        ground.update(path.read_bytes() if path.is_file() else b"none")
    return ground.hexdigest()[:32]


def _list_files(room: "ModuleType") -> Iterator[Path]:
    for folder in room.__path__:
        yield from sorted(path for path in Path(folder).rglob("*") if path.suffix != ".pyc")


def _forget_oldest(folder: Path) -> None:
    """Remove the files that were not asked for lately, and what a killed command left."""
    for path in sorted(folder.glob("*.duckdb"), key=_asked_at)[:-KEPT_FILES]:
        path.unlink(missing_ok=True)
    for path in folder.glob(f"{MAKING}*"):
        if time.time() - _asked_at(path) > ABANDONED:
            shutil.rmtree(path, ignore_errors=True)


def _asked_at(path: Path) -> float:
    """When a file was last asked for; long ago where another process has removed it."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
