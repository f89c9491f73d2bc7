"""The columns of an events table as plain values, as numbers and as codes, each fetched once."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_FEW = 4  # part of a column below which its values are taken row by row


@dataclass(slots=True)
class Columns:
    """The columns of DuckDB's table `events`, in the order of its rows.

    Attributes:
        connection: DuckDB's.
        arrays: columns fetched so far, as Arrow has them.
        lists: columns laid out as plain values.
        items: list columns laid flat.
        codes: columns of words as numbers.
        figures: columns of numbers.
        known: what the columns are called, once somebody asked.
    """

    connection: Any
    arrays: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[Any]] = field(default_factory=dict)
    items: dict[str, tuple[Indices, Indices, list[str]]] = field(default_factory=dict)
    codes: dict[str, tuple[Indices, list[str]]] = field(default_factory=dict)
    figures: dict[str, Floats] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def names(self) -> frozenset[str]:
        """What the columns are called."""
        if not self.known:
            described = self.connection.execute("DESCRIBE events").fetchall()
            self.known = frozenset(name for name, *_ in described)
        return self.known

    def plain(self, name: str) -> list[Any]:
        """A column as plain values."""
        if name not in self.lists:
            self.lists[name] = self._fetch(name).to_pylist()
        return self.lists[name]

    def values(self, name: str, rows: Indices) -> list[Any]:
        """A column's values at some rows; a large column is not laid out for a few of them."""
        fetched = self._fetch(name)
        if name not in self.lists and len(rows) * _FEW < len(fetched):
            taken: list[Any] = fetched.take(rows).to_pylist()
            return taken
        values = self.plain(name)
        return [values[row] for row in rows.tolist()]

    def numbers(self, name: str) -> Floats:
        """A column of numbers, not-a-number where nothing is stated."""
        if name not in self.figures:
            import pyarrow as pa

            found = self._fetch(name).cast(pa.float64()).to_numpy(zero_copy_only=False)
            self.figures[name] = np.asarray(found, dtype=np.float64)
        return self.figures[name]

    def coded(self, name: str) -> tuple[Indices, list[str]]:
        """A column of words as a number for each row, -1 where nothing is stated; and the words."""
        if name not in self.codes:
            self.codes[name] = _encode(self._fetch(name))
        return self.codes[name]

    def flatten(self, name: str) -> tuple[Indices, Indices, list[str]]:
        """A list column laid flat: for each item its row and its number, and what numbers mean."""
        if name not in self.items:
            import pyarrow.compute as pc

            fetched = self._fetch(name)
            rows = np.asarray(pc.list_parent_indices(fetched), dtype=np.int64)
            self.items[name] = (rows, *_encode(pc.list_flatten(fetched)))
        return self.items[name]

    def items_of(self, name: str, rows: Indices) -> frozenset[int]:
        """The numbers of the items that a list column has at some rows, given in order."""
        parents, codes, names = self.flatten(name)
        firsts = np.searchsorted(parents, rows, side="left")
        sizes = np.searchsorted(parents, rows, side="right") - firsts
        ends = np.cumsum(sizes)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(firsts - ends + sizes, sizes)
        seen = np.zeros(len(names), dtype=bool)
        seen[codes[at]] = True
        return frozenset(np.flatnonzero(seen).tolist())

    def _fetch(self, name: str) -> Any:  # noqa: ANN401 - a pyarrow Array
        if name not in self.arrays:
            found = self.connection.sql(f'SELECT "{name}" FROM events').to_arrow_table()  # noqa: S608 - a name of EVENT_COLUMNS
            self.arrays[name] = found[name].combine_chunks()
        return self.arrays[name]


def _encode(words: Any) -> tuple[Indices, list[str]]:  # noqa: ANN401 - a pyarrow Array
    """Number words in the order in which they first appear."""
    coded = words.dictionary_encode()
    indices = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return np.asarray(indices, dtype=np.int64), [str(word) for word in coded.dictionary.to_pylist()]
