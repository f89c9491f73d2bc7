"""An index beside a large `places.tsv`: a desk of a million places opens at once."""

import mmap
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import marisa_trie

from dateline.atlas.desk_places import COLUMNS, entry_of, parse_desk_places, row_keys
from dateline.atlas.pack import MANY, read_columns, write_columns
from dateline.errors import DeskError
from dateline.model.place import GazetteerEntry

if TYPE_CHECKING:
    from dateline.model.problem import Problem

_SUFFIXES = (".index", ".names", ".ids")


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

    A file with a faulty line gets none: it is read in full, so that its problems show.

    Args:
        path: `lexicon/places.tsv`.

    Returns:
        Whether an index was written; an older one is removed where not.
    """
    for suffix in _SUFFIXES:
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    data = path.read_bytes()
    if parse_desk_places(data.decode("utf-8"), path.name).problems:
        return False
    header: list[str] = []
    lines: dict[str, int] = {}
    named: dict[str, list[int]] = defaultdict(list)
    start = 0
    for raw in data.split(b"\n"):
        line = raw.decode("utf-8").rstrip("\r")
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            if header:
                lines[cells[header.index("id")]] = start
                at = {name: header.index(name) if name in header else None for name in COLUMNS}
                for key in sorted(row_keys(cells, at)):
                    named[key].append(start)
            header = header or cells
        start += len(raw) + 1
    if not lines:
        return False
    _save(path, data, header, lines, named)
    return True


def _save(
    path: Path,
    data: bytes,
    header: list[str],
    lines: Mapping[str, int],
    named: Mapping[str, list[int]],
) -> None:
    ids, names = marisa_trie.Trie(lines), marisa_trie.Trie(named)
    line_of_id, first, many = array("I", [0] * len(ids)), array("I", [0] * len(names)), array("I")
    for identity, start in lines.items():
        line_of_id[ids[identity]] = start
    for key, starts in named.items():
        if len(starts) == 1:
            first[names[key]] = starts[0]
        else:
            first[names[key]] = MANY | len(many)
            many.extend((len(starts), *starts))
    ids.save(f"{path}.ids")
    names.save(f"{path}.names")
    columns = {"line_of_id": line_of_id, "first": first, "many": many}
    stamp = {"header": header, "crc": [str(zlib.crc32(data))]}
    write_columns(Path(f"{path}.index"), columns, stamp)


def open_index(path: Path) -> IndexedPlaces | None:
    """Open the index of a desk's places; None where there is none, or the file changed since."""
    if not all(Path(f"{path}{suffix}").exists() for suffix in _SUFFIXES):
        return None
    try:
        columns, lists = read_columns(Path(f"{path}.index"))
        if lists["crc"] != [str(zlib.crc32(path.read_bytes()))]:
            return None
        return IndexedPlaces(path, columns, lists["header"])
    except (DeskError, OSError, KeyError, RuntimeError):
        return None  # a damaged index is no harm: the file itself is read
