"""An index beside a large `places.tsv`: a desk of a million places opens at once."""

import mmap
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, TextIO

import marisa_trie

from dateline.atlas.desk_places import (
    column_places,
    entry_of,
    header_problems,
    row_fault,
    row_keys,
)
from dateline.atlas.pack import MANY, read_columns, write_columns
from dateline.errors import DeskError
from dateline.model.place import GazetteerEntry

if TYPE_CHECKING:
    from dateline.model.problem import Problem

_SUFFIXES = (".index", ".names", ".ids")
_PIECE = 1 << 20  # bytes


class IndexedPlaces:
    """A desk's places read line by line as they are asked for; as `DeskPlaces` otherwise."""

    def __init__(self, path: Path, columns: Mapping[str, Sequence[int]], header: list[str]) -> None:
        self.problems: list[Problem] = []
        self._at = {name: number for number, name in enumerate(header)}
        self._columns = columns
        with path.open("rb") as stream:
            self._text = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self._names, self._ids = marisa_trie.Trie(), marisa_trie.Trie()
        self._names.mmap(f"{path}.names")
        self._ids.mmap(f"{path}.ids")

    def __len__(self) -> int:
        """How many places there are."""
        return len(self._ids)

    def __contains__(self, identity: str) -> bool:
        """Whether a place has this id."""
        return identity in self._ids

    def entry(self, identity: str) -> GazetteerEntry | None:
        """The place with this id, or None."""
        number = self._ids.get(identity)
        return None if number is None else self._read(self._columns["line_of_id"][number])

    def named(self, key: str) -> list[GazetteerEntry]:
        """Places that carry a folded name."""
        number = self._names.get(key)
        if number is None:
            return []
        first = self._columns["first"][number]
        if not first & MANY:
            return [self._read(first)]
        many, start = self._columns["many"], first & ~MANY
        return [self._read(line) for line in many[start + 1 : start + 1 + many[start]]]

    def carries(self, key: str) -> bool:
        """Whether any place carries a folded name."""
        return key in self._names

    def names(self, prefix: str = "") -> Iterable[str]:
        """Every folded name that begins so."""
        names: Iterable[str] = self._names.iterkeys(prefix)
        return names

    def _read(self, start: int) -> GazetteerEntry:
        end = self._text.find(b"\n", start)
        line = self._text[start : end if end >= 0 else len(self._text)].decode("utf-8")
        return entry_of(line.rstrip("\r").split("\t"), self._at)


def write_index(path: Path) -> bool:
    """Write the index beside a desk's places, for `open_gazetteer` to find.

    The file is read line by line: two million places take a few hundred megabytes.
    A file with a faulty line gets none: it is read in full, so that its problems show.

    Args:
        path: `lexicon/places.tsv`.

    Returns:
        Whether an index was written; an older one is removed where not.
    """
    for suffix in _SUFFIXES:
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    if path.stat().st_size >= MANY:
        return False
    with TemporaryFile("w+", encoding="utf-8", newline="\n", dir=path.parent) as keyed:
        scan = _Scan(path, keyed)
        try:
            ids = marisa_trie.Trie(scan.identities())
        except UnicodeDecodeError:
            return False
        if scan.faulty or not scan.rows or len(ids) != scan.rows:
            return False
        ids.save(f"{path}.ids")
        names = marisa_trie.Trie(key for _start, _id, keys in _keyed(keyed) for key in keys)
        names.save(f"{path}.names")
        columns = _columns(keyed, ids, names)
    write_columns(Path(f"{path}.index"), columns, {"header": scan.header, "crc": [scan.crc]})
    return True


class _Scan:
    """One pass over a desk's places: checks every row and keeps its offset, id and folded names."""

    def __init__(self, path: Path, keyed: TextIO) -> None:
        self._path, self._keyed = path, keyed
        self.header: list[str] = []
        self.rows, self.crc, self.faulty = 0, "", False

    def identities(self) -> Iterator[str]:
        """Give the id of each row, up to the first faulty one."""
        at: dict[str, int | None] = {}
        start = crc = 0
        with self._path.open("rb") as stream:
            for raw in stream:
                line = raw.decode("utf-8").rstrip("\n").rstrip("\r")
                crc = zlib.crc32(raw, crc)
                if line.strip() and not line.startswith("#"):
                    cells = line.split("\t")
                    if not self.header:
                        self.header, at = cells, column_places(cells)
                        self.faulty = bool(header_problems(cells, self._path.name))
                    else:
                        self.faulty = row_fault(cells, at) is not None
                        yield from () if self.faulty else (self._keep(cells, start, at),)
                    if self.faulty:
                        return
                start += len(raw)
        self.crc = str(crc)

    def _keep(self, cells: list[str], start: int, at: Mapping[str, int | None]) -> str:
        identity = cells[at["id"] or 0]
        self._keyed.write("\t".join([str(start), identity, *sorted(row_keys(cells, at))]) + "\n")
        self.rows += 1
        return identity


def _keyed(rows: TextIO) -> Iterator[tuple[int, str, list[str]]]:
    """Offset, id and folded names of each row, as the scan kept them."""
    rows.seek(0)
    for line in rows:
        start, identity, *keys = line.rstrip("\n").split("\t")
        yield int(start), identity, keys


def _columns(
    keyed: TextIO, ids: marisa_trie.Trie, names: marisa_trie.Trie
) -> dict[str, "array[int]"]:
    """The numbers of an index: where each id's row is, and the rows of each name."""
    line_of_id, counts = array("I", bytes(4 * len(ids))), array("I", bytes(4 * len(names)))
    for start, identity, keys in _keyed(keyed):
        line_of_id[ids[identity]] = start
        for key in keys:
            counts[names[key]] += 1
    first, many = array("I", bytes(4 * len(names))), array("I")
    for start, _identity, keys in _keyed(keyed):
        for number in (names[key] for key in keys):
            if counts[number] == 1:
                first[number] = start
                continue
            if not first[number]:
                first[number] = MANY | len(many)
                many.extend([0] * (counts[number] + 1))
            run = first[number] & ~MANY
            many[run] += 1
            many[run + many[run]] = start
    return {"line_of_id": line_of_id, "first": first, "many": many}


def _checksum(path: Path) -> str:
    """The CRC-32 of a file, read in pieces."""
    crc = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            crc = zlib.crc32(piece, crc)
    return str(crc)


def open_index(path: Path) -> IndexedPlaces | None:
    """Open the index of a desk's places; None where there is none, or the file changed since."""
    if not all(Path(f"{path}{suffix}").exists() for suffix in _SUFFIXES):
        return None
    try:
        columns, lists = read_columns(Path(f"{path}.index"))
        if lists["crc"] != [_checksum(path)]:
            return None
        return IndexedPlaces(path, columns, lists["header"])
    except (DeskError, OSError, KeyError, RuntimeError):
        return None  # a damaged index is no harm: the file itself is read
