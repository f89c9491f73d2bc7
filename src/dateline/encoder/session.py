"""The model on disk, opened once and run over batches of texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from dateline.encoder.heads import Heads

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

DATA: Final = Path(__file__).parent / "data"
LONGEST: Final = 320  # pieces of one text; what goes beyond is not read
_PAD: Final = 1
_BATCH: Final = 8
_BATCH_PIECES: Final = 640


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as pieces, with the offsets of each in the text."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Model:
    """Tokenizer, graphs and heads; each graph is opened when first asked for.

    Args:
        folder: where the files lie.
        threads: how many the graphs may use.
    """

    def __init__(self, folder: Path = DATA, *, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._graphs: dict[str, InferenceSession] = {}
        self._tokenizer: Tokenizer | None = None
        self._heads: Heads | None = None

    @property
    def heads(self) -> Heads:
        """The heads over spans."""
        if self._heads is None:
            arrays = np.load(self._folder / "heads.npz")
            self._heads = Heads({name: arrays[name].astype(np.float32) for name in arrays.files})
        return self._heads

    def cut(self, texts: Sequence[str]) -> list[Pieces]:
        """Cut texts into pieces, a mark at both ends of each."""
        if self._tokenizer is None:
            from tokenizers import Tokenizer

            self._tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            self._tokenizer.enable_truncation(LONGEST)
        return [Pieces(found.ids, found.offsets) for found in self._tokenizer.encode_batch(texts)]

    def mark(self, pieces: Sequence[Pieces]) -> list[NDArray[np.float32]]:
        """Give the tagger's vector of every piece of every text."""
        marked: dict[int, NDArray[np.float32]] = {}
        for numbers, hidden, mask in self._trunk(pieces):
            found = self._run("tagger", hidden=hidden, mask=mask)
            for row, number in enumerate(numbers):
                marked[number] = found[row, : len(pieces[number].ids)]
        return [marked[number] for number in range(len(pieces))]

    def place(self, pieces: Sequence[Pieces]) -> NDArray[np.float32]:
        """Give one unit vector a text."""
        rows: dict[int, NDArray[np.float32]] = {}
        for numbers, hidden, mask in self._trunk(pieces):
            found = self._run("vectors", hidden=hidden, mask=mask)
            rows |= dict(zip(numbers, found, strict=True))
        return np.array([rows[number] for number in range(len(pieces))], dtype=np.float32)

    def _trunk(
        self, pieces: Sequence[Pieces]
    ) -> Iterator[tuple[list[int], NDArray[np.float32], NDArray[np.int64]]]:
        for numbers in _batches(pieces):
            longest = max(len(pieces[number].ids) for number in numbers)
            ids = np.full((len(numbers), longest), _PAD, dtype=np.int64)
            for row, number in enumerate(numbers):
                ids[row, : len(pieces[number].ids)] = pieces[number].ids
            mask = (ids != _PAD).astype(np.int64)
            yield numbers, self._run("trunk", ids=ids, mask=mask), mask

    def _run(self, name: str, **inputs: NDArray[Any]) -> NDArray[np.float32]:
        if name not in self._graphs:
            from onnxruntime import InferenceSession, SessionOptions

            options = SessionOptions()
            options.intra_op_num_threads = self._threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._graphs[name] = InferenceSession(
                str(self._folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"]
            )
        found: NDArray[np.float32] = self._graphs[name].run(None, inputs)[0]
        return found


def _batches(pieces: Sequence[Pieces]) -> Iterator[list[int]]:
    """Group texts of like length, by number; the grouping depends on nothing but the texts."""
    order = sorted(range(len(pieces)), key=lambda number: (len(pieces[number].ids), number))
    batch: list[int] = []
    for number in order:
        if batch and (
            len(batch) == _BATCH or (len(batch) + 1) * len(pieces[number].ids) > _BATCH_PIECES
        ):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


@cache
def open_model(threads: int = 1) -> Model:
    """Open the shipped model, once for each number of threads."""
    return Model(threads=threads)
