"""Write what ships: three quantised graphs, the heads, the tokenizer.

    python -m training.tagger.export BASE_FOLDER TRAINED.pt OUT_FOLDER

A trunk and sentence vectors that lie in OUT_FOLDER already are left as they are, for the tagger's
training does not touch them. The graphs are the shared trunk, the tagger's branch, and e5's further
layers for sentence vectors. Matrices are int8, one scale an output channel; activations are
quantised as they come. The word table is int8, one scale a word. Prints how far int8 strays from
fp32.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from training.tagger.network import Encoder, Heads
from training.tagger.sources import gold_items

from dateline.encoder.labels import decode_tags, find_words

OPSET = 17


class Trunk(nn.Module):
    """Ids to the trunk's vectors, the word table in int8."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        table = encoder.words.weight
        scale = table.abs().amax(1, keepdim=True) / 127.0
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Give one vector a piece."""
        barred = (1.0 - mask[:, None, None, :].float()) * -10_000.0
        words = self.table[ids].float() * self.scale[ids]
        where = torch.arange(ids.shape[1])
        hidden = self.encoder.norm(words + self.encoder.places(where)[None])
        for layer in self.encoder.trunk:
            hidden = layer(hidden, barred)
        return hidden


class Upper(nn.Module):
    """The trunk's vectors through further layers; pooled to one unit vector a text if asked."""

    def __init__(self, layers: nn.ModuleList, *, pooled: bool) -> None:
        super().__init__()
        self.layers, self.pooled = layers, pooled

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Transform and, where asked, pool."""
        barred = (1.0 - mask[:, None, None, :].float()) * -10_000.0
        for layer in self.layers:
            hidden = layer(hidden, barred)
        if not self.pooled:
            return hidden
        weights = mask[..., None].float()
        mean = (hidden * weights).sum(1) / weights.sum(1)
        return mean / mean.pow(2).sum(1, keepdim=True).sqrt()


def export(base: Path, trained: Path, out: Path) -> None:
    """Write every file of the encoder's data folder but the model card."""
    out.mkdir(parents=True, exist_ok=True)
    state = torch.load(trained, weights_only=True)
    encoder, heads = Encoder(base / "base.npz").eval(), Heads()
    encoder.branch.load_state_dict(state["branch"])
    heads.load_state_dict(state["heads"])
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    kept = {name: value.numpy() for name, value in heads.state_dict().items()}
    kept["steps"] = kept.pop("moves") + kept.pop("barred")
    np.savez(out / "heads.npz", **{name: value.astype(np.float16) for name, value in kept.items()})
    ids, mask = (
        torch.tensor([[0, 9, 10, 11, 2], [0, 8, 2, 1, 1]]),
        torch.ones(2, 5, dtype=torch.long),
    )
    hidden = torch.randn(2, 5, 384)
    with tempfile.TemporaryDirectory() as folder:
        for name, graph, inputs, names in (
            ("trunk", Trunk(encoder), (ids, mask), ["ids", "mask"]),
            ("tagger", Upper(encoder.branch, pooled=False), (hidden, mask), ["hidden", "mask"]),
            ("vectors", Upper(encoder.upper, pooled=True), (hidden, mask), ["hidden", "mask"]),
        ):
            plain = Path(folder) / f"{name}.onnx"
            _write(graph.eval(), inputs, names, plain)
            if name != "tagger" and (out / f"{name}.onnx").exists():
                continue
            quantize_dynamic(
                plain,
                out / f"{name}.onnx",
                per_channel=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gemm"],
                extra_options={"MatMulConstBOnly": True},
            )
        _compare(Path(folder), out)
    for path in sorted(out.iterdir()):
        print(f"{path.name:20} {path.stat().st_size / 1e6:7.2f} MB")


def _write(graph: nn.Module, inputs: tuple[Tensor, ...], names: list[str], path: Path) -> None:
    axes = {name: {0: "texts", 1: "pieces"} for name in names}
    torch.onnx.export(
        graph,
        inputs,
        str(path),
        input_names=names,
        output_names=["out"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    onnx.checker.check_model(str(path))


def _compare(plain: Path, quantised: Path) -> None:
    tokenizer = Tokenizer.from_file(str(quantised / "tokenizer.json"))
    heads = np.load(quantised / "heads.npz")
    same, words, shared_spans, all_spans, cosines = 0, 0, 0, 0, []
    for item in list(gold_items())[:300]:
        cut = tokenizer.encode(item.text)
        ids, found = np.array([cut.ids]), find_words(item.text, cut.offsets)
        tags, spans, vectors = [], [], []
        for folder in (plain, quantised):
            hidden = _run(folder / "trunk.onnx", {"ids": ids})
            marked = _run(folder / "tagger.onnx", {"hidden": hidden})[0]
            means = np.array([marked[first:last].mean(axis=0) for first, last in found.pieces])
            scores = means @ heads["tags.weight"].T.astype(np.float32) + heads["tags.bias"]
            tags.append(scores.argmax(1))
            read = decode_tags(scores, heads["steps"].astype(np.float32))
            spans.append({(span.label, span.first, span.last) for span in read})
            vectors.append(_run(folder / "vectors.onnx", {"hidden": hidden})[0])
        same += int((tags[0] == tags[1]).sum())
        words += len(tags[0])
        shared_spans += 2 * len(spans[0] & spans[1])
        all_spans += len(spans[0]) + len(spans[1])
        cosines.append(float(vectors[0] @ vectors[1]))
    print(
        f"int8 and fp32: same likeliest tag on {same / words:.4f} of {words} words, "
        f"{shared_spans / all_spans:.4f} of spans the same; "
        f"sentence vectors' cosine {np.mean(cosines):.4f}, lowest {min(cosines):.4f}"
    )


_SESSIONS: dict[Path, onnxruntime.InferenceSession] = {}


def _run(path: Path, inputs: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the graph gives
    if path not in _SESSIONS:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        _SESSIONS[path] = onnxruntime.InferenceSession(str(path), options)
    first = next(iter(inputs.values()))
    return _SESSIONS[path].run(None, inputs | {"mask": np.ones(first.shape[:2], dtype=np.int64)})[0]


if __name__ == "__main__":
    export(*(Path(argument) for argument in sys.argv[1:4]))
