"""Copies of a desk: made while others use it, whole or not at all, and put back."""

import os
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.desk import Desk, load_desk
from dateline.errors import CommandError, DeskError
from dateline.pipeline.keeping.opening import OpenDesk, open_desk
from dateline.pipeline.keeping.turns import beside_others, find_abandoned, staged_folder
from dateline.pipeline.keeping.walking import walk_files
from dateline.pipeline.protection.originals import find_originals

LEDGER = "desk.db"
FOLDERS = ("archive", "lexicon", "updates", "datasets")  # every desk has these
LEFT_OUT = (".cache", "answers", "out")  # what can be made anew
STAGING = ".backing-up-"  # begins the name of the folder in which a copy is made
RESTORING = ".restoring-"  # and of the one in which one is put back
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
        missing: captures that the ledger records and the archive lacks.
    """

    folder: str
    entries: int
    captures: int
    sealed: int
    moved: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy made.

    Attributes:
        file: where.
        captures: captures in it; 0 where it holds the ledger alone.
        missing: captures that the ledger records and the copy lacks.
    """

    file: str
    captures: int
    missing: tuple[str, ...] = ()


WHOLE, ALONE = ".tar", ".db"  # what a copy of the desk, and one of the ledger alone, is called
_PACKED = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".zst")
_SQLITE = b"SQLite format 3\0"


def is_whole(target: Path) -> bool:
    """Whether a copy of this name holds the desk whole, by its ending; else the ledger alone.

    Raises:
        CommandError: its ending says neither; the message names one that does.
    """
    ending = target.suffix.lower()
    if ending in (WHOLE, ALONE):
        return ending == WHOLE
    if ending not in _PACKED:
        raise CommandError(
            f"{target} does not say what to copy. Name {target}{WHOLE} for the whole desk, which "
            f"`restore` puts back, or {target}{ALONE} for its ledger alone."
        )
    bare = target.with_suffix("")
    bare = bare.with_suffix("") if bare.suffix.lower() == WHOLE else bare
    raise CommandError(f"A copy of a desk is a {WHOLE}, not packed: name {bare}{WHOLE} instead.")


@beside_others
def back_up(opened: OpenDesk, target: Path) -> Copied:
    """Copy a desk while others use it: into a `.tar` all of it, into a `.db` the ledger alone.

    What a killed copying left beside the target is removed first.

    No key of the desk is in a copy, and neither is what was published or can be made anew. What
    a link of the desk's folder leads to is copied in its place.

    Raises:
        CommandError: there is a file of that name already, or its name ends otherwise.
        DeskError: the copy cannot be written; nothing is left of it.
    """
    if target.exists():
        raise CommandError(f"{target} is there already. Name another file, or remove it first.")
    if not is_whole(target):
        opened.ledger.back_up(target)
        return Copied(str(target), 0)
    try:
        with staged_folder(target.parent, STAGING) as folder:
            partial = folder / target.name
            recorded, packed = _pack(opened, partial)
            partial.replace(target)
    except OSError as fault:
        raise DeskError(
            f"The copy {target} could not be written: {fault.strerror}. Free some space, or name "
            "a file elsewhere."
        ) from fault
    recorded &= set(opened.ledger.capture_digests())  # what was redacted meanwhile is not missed
    return Copied(str(target), len(packed), tuple(sorted(recorded - packed)))


def _pack(opened: OpenDesk, partial: Path) -> tuple[set[str], set[str]]:
    """Write the copy; return the captures that its ledger records, and those that it holds."""
    recorded = set(opened.ledger.capture_digests())
    copy = partial.with_name(LEDGER)
    opened.ledger.back_up(copy)  # first: what it records was archived before
    packed = set()
    taken = find_originals(opened.desk, [one.capture for one in opened.ledger.redactions()])
    with tarfile.open(partial, "w", dereference=True) as tar:
        tar.add(copy, LEDGER)
        for path, name in _list_files(opened.desk):
            if name in taken:
                continue  # `verify` names it: what was redacted is in no copy made after
            added = _add_file(tar, path, name)
            digest = path.name.partition(".")[0]
            if added and digest in recorded and path.is_relative_to(opened.desk.archive):
                packed.add(digest)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    return recorded, packed


def restore(source: Path, folder: Path) -> Restored:
    """Put a desk back from a `.tar` that `back_up` wrote, into a folder that is no desk yet.

    Raises:
        CommandError: the file is no such copy, or the folder holds something already.
        DeskError: the folder cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CommandError(f"{folder} is not empty. Name a folder that is not there yet.")
    _refuse_ledger(source)
    beside = folder.absolute().parent
    try:
        beside.mkdir(parents=True, exist_ok=True)
        with staged_folder(beside, RESTORING) as temporary:
            whole = temporary / "desk"
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
        missing = tuple(sorted(set(opened.ledger.capture_digests()) - set(digests)))
        length = opened.ledger.length()
        return Restored(str(folder), length, len(digests), sealed, moved, missing)


def find_unfinished_copies(desk: Desk) -> list[Path]:
    """What killed copyings left in a desk's folder: parts of copies, with every word in them."""
    return find_abandoned(desk.folder, STAGING)


def _refuse_ledger(source: Path) -> None:
    """Tell who hands a ledger over as a desk what it is, and what may be done with it."""
    with source.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            raise CommandError(
                f"{source} is a ledger alone: no captures, settings or updates are in it. Make a "
                f"desk with `dateline init`, and put the file in the place of its {LEDGER}; or "
                "restore a .tar."
            )


def _list_files(desk: Desk) -> Iterator[tuple[Path, str]]:
    """Every file of a desk that a copy holds, and its name there.

    Keys and other copies are left out, and the ledger's own files, which are copied otherwise.
    """
    place = desk.ledger_place
    ledger = Path(place).name if isinstance(place, Path) else LEDGER
    key = desk.key_file.resolve()
    for path in walk_files(desk.folder, lambda folder: _is_aside(folder, desk)):
        parts = path.relative_to(desk.folder).parts
        aside = path.resolve() == key or path.suffix == ".key"
        if len(parts) == 1:
            aside |= parts[0].startswith((".", ledger, LEDGER)) or path.suffix.lower() in (
                WHOLE,
                ALONE,
            )
        if not aside and not path.name.startswith(".partial-"):
            yield path, "/".join(parts)


def _is_aside(folder: Path, desk: Desk) -> bool:
    """Whether a folder holds what can be made anew, or a copy in the making."""
    return folder.name.startswith(STAGING) or (
        folder.parent == desk.folder and folder.name in LEFT_OUT
    )


def _add_file(tar: tarfile.TarFile, path: Path, name: str) -> bool:
    """Add a file; a capture sealed meanwhile is added sealed, one taken out meanwhile is not."""
    sealed = path.with_name(f"{path.name}.sealed")
    if path.exists():
        tar.add(path, name)
    elif sealed.exists():
        tar.add(sealed, f"{name}.sealed")
    else:
        return False
    return True


def _settle_ledger(folder: Path) -> bool:
    """Let desk.toml name the copy instead of the database or file that it was made of."""
    settings = load_desk(folder).settings
    if not settings.ledger:
        return False
    path = folder / "desk.toml"
    text = _LEDGER_LINE.sub("", path.read_text(encoding="utf-8"), count=1)
    path.write_text(text, encoding="utf-8")
    return "://" in settings.ledger
