"""Copies of a desk: made while others use it, whole or not at all, and put back."""

import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.desk import Desk, load_desk
from dateline.errors import CommandError, DeskError
from dateline.pipeline.opening import OpenDesk, open_desk

LEDGER = "desk.db"
FOLDERS = ("archive", "lexicon", "updates", "datasets")  # every desk has these
LEFT_OUT = (".cache", "answers", "out")  # what can be made anew
_LEDGER_LINE = re.compile(r"^[ \t]*ledger[ \t]*=.*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Restored:
    """A desk put back.

    Attributes:
        folder: where.
        entries: entries of its ledger.
        captures: captures of its archive.
        sealed: how many of them only the desk's key opens, which no backup holds.
        moved: whether its ledger was in PostgreSQL and is a file now.
    """

    folder: str
    entries: int
    captures: int
    sealed: int
    moved: bool


_PACKED = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z")


def back_up(opened: OpenDesk, target: Path) -> Path:
    """Copy a desk while others use it: into a `.tar` all of it, under any other name the ledger.

    No key of the desk is in a copy, and neither is what was published or can be made anew.

    Raises:
        CommandError: there is a file of that name already, or its name asks for another archive.
        DeskError: the copy cannot be written; nothing is left of it.
    """
    if target.exists():
        raise CommandError(f"{target} is there already. Name another file, or remove it first.")
    if target.suffix in _PACKED:
        raise CommandError(
            f"A copy of a desk is a .tar: name {target.with_suffix('.tar')} instead."
        )
    if target.suffix != ".tar":
        opened.ledger.back_up(target)
        return target
    partial = target.with_name(f".{target.name}.partial")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            copy = Path(folder) / LEDGER
            opened.ledger.back_up(copy)  # first: what it records was archived before
            with tarfile.open(partial, "w") as tar:
                tar.add(copy, LEDGER)
                for path, name in _list_files(opened.desk):
                    _add_file(tar, path, name)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as fault:
        raise DeskError(
            f"The copy {target} could not be written: {fault.strerror}. Free some space, or name "
            "a file elsewhere."
        ) from fault
    finally:
        partial.unlink(missing_ok=True)
    return target


def restore(source: Path, folder: Path) -> Restored:
    """Put a desk back from a `.tar` that `back_up` wrote, into a folder that is no desk yet.

    Raises:
        CommandError: the file is no such copy, or the folder holds something already.
        DeskError: the folder cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CommandError(f"{folder} is not empty. Name a folder that is not there yet.")
    beside = folder.absolute().parent
    try:
        beside.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=beside, prefix=".restoring-") as temporary:
            whole = Path(temporary) / "desk"
            with tarfile.open(source) as tar:
                tar.extractall(whole, filter="data")
            if not (whole / "desk.toml").is_file() or not (whole / LEDGER).is_file():
                raise CommandError(f"{source} is no copy of a desk: `dateline backup` writes one.")
            moved = _settle_ledger(whole)
            for name in (*FOLDERS, "out"):
                (whole / name).mkdir(exist_ok=True)
            if folder.exists():
                folder.rmdir()
            whole.rename(folder)
    except tarfile.TarError as fault:
        raise CommandError(f"{source} is no copy of a desk ({fault}).") from fault
    except OSError as fault:
        raise DeskError(f"{folder} could not be written: {fault.strerror or fault}.") from fault
    with open_desk(folder) as opened:
        digests = opened.archive.digests()
        sealed = sum(opened.archive.is_sealed(digest) for digest in digests)
        return Restored(str(folder), opened.ledger.length(), len(digests), sealed, moved)


def _list_files(desk: Desk) -> Iterator[tuple[Path, str]]:
    """Every file of a desk that a copy holds, and its name there.

    Keys and other copies are left out, and the ledger's own files, which are copied otherwise.
    """
    place = desk.ledger_place
    ledger = Path(place).name if isinstance(place, Path) else LEDGER
    for path in sorted(desk.folder.rglob("*")):
        parts = path.relative_to(desk.folder).parts
        aside = parts[0] in LEFT_OUT or path == desk.key_file or path.suffix == ".key"
        if len(parts) == 1:
            aside |= parts[0].startswith((".", ledger, LEDGER)) or path.suffix in (".tar", ".db")
        if path.is_file() and not aside and not path.name.startswith(".partial-"):
            yield path, "/".join(parts)


def _add_file(tar: tarfile.TarFile, path: Path, name: str) -> None:
    """Add a file; a capture sealed meanwhile is added sealed, one taken out meanwhile is not."""
    sealed = path.with_name(f"{path.name}.sealed")
    if path.exists():
        tar.add(path, name)
    elif sealed.exists():
        tar.add(sealed, f"{name}.sealed")


def _settle_ledger(folder: Path) -> bool:
    """Let desk.toml name the copy instead of the database or file that it was made of."""
    settings = load_desk(folder).settings
    if not settings.ledger:
        return False
    path = folder / "desk.toml"
    text = _LEDGER_LINE.sub("", path.read_text(encoding="utf-8"), count=1)
    path.write_text(text, encoding="utf-8")
    return "://" in settings.ledger
