"""The packed gazetteer on disk: columns of numbers and three tries, mapped and never parsed."""

import json
import mmap
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import marisa_trie

from dateline.errors import DeskError

if TYPE_CHECKING:
    from array import array

DATA: Final = Path(__file__).parent / "data"
_MAGIC: Final = b"dateline-atlas-1\n"
_ALIGN: Final = 8
MANY: Final = 0x80000000  # a name's value with this bit points into `many`, else it is an entry
NONE_16: Final = 0xFFFF
NONE_32: Final = 0xFFFFFFFF
SCALE: Final = 100_000  # degrees are stored as whole hundred-thousandths


@dataclass(frozen=True, slots=True)
class Pack:
    """One packed gazetteer: entries by number, most populous first.

    Attributes:
        names: folded name to key; `first[key]` is an entry, or with `MANY` a run in `many`.
        labels: main names; `label[entry]` is the key.
        paths: admin paths (`ML/Mopti/Bandiagara`); `path_entry[key]` is the unit's entry.
        columns: `latitude`, `longitude`, `population`, `geonames`, `label`, `admin1`, `admin2`,
            `country`, `feature` by entry; `first`, `many`, `path_entry`, `by_geonames`.
        countries: the codes that `country` counts off.
        features: the GeoNames codes that `feature` counts off.
    """

    names: marisa_trie.Trie
    labels: marisa_trie.Trie
    paths: marisa_trie.Trie
    columns: Mapping[str, Sequence[int]]
    countries: Sequence[str]
    features: Sequence[str]

    def entries(self, key: str) -> Sequence[int]:
        """Entries that carry a folded name, most populous first."""
        number = self.names.get(key)
        if number is None:
            return ()
        first = self.columns["first"][number]
        if not first & MANY:
            return (first,)
        many, start = self.columns["many"], first & ~MANY
        return many[start + 1 : start + 1 + many[start]]


def write_columns(
    path: Path, columns: Mapping[str, "array[int]"], lists: Mapping[str, Sequence[str]]
) -> None:
    """Write columns one after another behind a header that says where each one starts."""
    places: dict[str, tuple[str, int, int]] = {}
    offset = 0
    for name, column in columns.items():
        size = len(column) * column.itemsize
        places[name] = (column.typecode, offset, size)
        offset += -(-size // _ALIGN) * _ALIGN
    header = json.dumps({"columns": places, **{key: list(value) for key, value in lists.items()}})
    head = _MAGIC + f"{len(header):08d}\n".encode() + header.encode("ascii")
    with path.open("wb") as stream:
        stream.write(head + b" " * (-len(head) % _ALIGN))
        for column in columns.values():
            body = column.tobytes()
            stream.write(body + bytes(-len(body) % _ALIGN))


def read_columns(path: Path) -> tuple[dict[str, memoryview], dict[str, list[str]]]:
    """Map a file of columns; nothing is read before it is asked for.

    Raises:
        DeskError: when the file is missing or not one of ours.
    """
    if sys.byteorder != "little":
        raise DeskError("The packed gazetteer is little-endian; build it anew on this machine.")
    try:
        with path.open("rb") as stream:
            whole = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise DeskError(f"The gazetteer file {path.name} cannot be read: {error}.") from error
    view = memoryview(whole)
    if bytes(view[: len(_MAGIC)]) != _MAGIC:
        raise DeskError(f"{path.name} is no packed gazetteer of this Dateline; install it again.")
    at = len(_MAGIC) + 9
    length = int(bytes(view[len(_MAGIC) : at]))
    header = json.loads(bytes(view[at : at + length]))
    base = -(-(at + length) // _ALIGN) * _ALIGN
    columns = {
        name: view[base + start : base + start + size].cast(code)
        for name, (code, start, size) in header.pop("columns").items()
    }
    return columns, header


def open_pack(folder: Path = DATA) -> Pack:
    """Map the packed gazetteer of a folder, ready at once.

    Raises:
        DeskError: when a file is missing or damaged.
    """
    columns, lists = read_columns(folder / "gazetteer.pack")
    tries = {}
    for name in ("names", "labels", "paths"):
        trie = marisa_trie.Trie()
        try:
            trie.mmap(str(folder / f"{name}.marisa"))
        except (OSError, RuntimeError) as error:
            raise DeskError(f"The gazetteer file {name}.marisa cannot be read: {error}.") from error
        tries[name] = trie
    return Pack(columns=columns, countries=lists["countries"], features=lists["features"], **tries)
