"""The network: a frozen trunk of e5, a branch that learns to tag, and small heads over spans."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the name everybody knows it by

from dateline.encoder.labels import (
    LABELS,
    STATUS_NAMES,
    SUBTYPES,
    TAG_COUNT,
    bar_transitions,
)

TRUNK = 4
BRANCH = 5
KEY = 64
PAIR = 96


class Layer(nn.Module):
    """One layer of BERT, normalised after each half."""

    def __init__(self, wide: int, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.joint = nn.Linear(wide, 3 * wide)
        self.out = nn.Linear(wide, wide)
        self.up = nn.Linear(wide, inner)
        self.down = nn.Linear(inner, wide)
        self.norm_1 = nn.LayerNorm(wide, eps=epsilon)
        self.norm_2 = nn.LayerNorm(wide, eps=epsilon)
        self.drop = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Attend and transform; `mask` is 0 for a piece and very negative for padding."""
        rows, length, wide = hidden.shape
        query, key, value = (
            part.view(rows, length, self.heads, wide // self.heads).transpose(1, 2)
            for part in _apply(self.joint, hidden).chunk(3, dim=-1)
        )
        weights = query @ key.transpose(2, 3) / math.sqrt(wide // self.heads) + mask
        mixed = (weights.softmax(-1) @ value).transpose(1, 2).reshape(rows, length, wide)
        hidden = self.norm_1(hidden + self.drop(_apply(self.out, mixed)))
        inner = F.gelu(_apply(self.up, hidden))
        return self.norm_2(hidden + self.drop(_apply(self.down, inner)))


def _apply(linear: nn.Linear, rows: Tensor) -> Tensor:
    """Multiply; while training, with the rounding that the shipped int8 graph will do."""
    if not linear.training:
        return linear(rows)
    return _Rounded.apply(rows, linear.weight) + linear.bias


class _Rounded(torch.autograd.Function):
    """A product of whole numbers, as the int8 graph makes it; gradients pass the rounding by.

    Whole numbers up to 256 are exact in bfloat16, so the product is made in it.
    """

    @staticmethod
    def forward(context: Any, rows: Tensor, weight: Tensor) -> Tensor:  # noqa: ANN401 - torch's own
        """Round rows to 256 steps of their range and each row of the weight to 255 of its own."""
        rows = rows.float()
        low, high = torch.aminmax(rows)
        step = (high.clamp(min=0.0) - low.clamp(max=0.0)).clamp(min=1e-6) / 255
        whole = (rows / step).round_().bfloat16()
        steps = weight.abs().amax(1).clamp(min=1e-6) / 127
        wholes = (weight / steps[:, None]).round_().bfloat16()
        context.save_for_backward(whole, wholes, step, steps)
        return F.linear(whole, wholes).float() * (steps * step)

    @staticmethod
    def backward(context: Any, slope: Tensor) -> tuple[Tensor, Tensor]:  # noqa: ANN401
        """Give the slopes of rows and weight, the rounded values standing for the exact."""
        whole, wholes, step, steps = context.saved_tensors
        of_rows = (slope * steps).bfloat16() @ wholes
        flat, held = slope.flatten(0, -2).bfloat16(), whole.flatten(0, -2)
        return of_rows.float(), (flat.T @ held).float() * step


class Encoder(nn.Module):
    """Words to vectors: a trunk shared by the tagger's branch and e5's own further layers."""

    def __init__(self, base: Path, branch: int = BRANCH) -> None:
        super().__init__()
        arrays = np.load(base)
        tensors = {name: torch.from_numpy(arrays[name]) for name in arrays.files}
        heads, epsilon = int(tensors.pop("heads")), float(tensors.pop("epsilon"))
        wide, inner = tensors["words"].shape[1], tensors["layers.0.up.bias"].shape[0]
        self.words = nn.Embedding.from_pretrained(tensors["words"])
        self.places = nn.Embedding.from_pretrained(tensors["positions"] + tensors["kind"])
        self.norm = nn.LayerNorm(wide, eps=epsilon)
        self.norm.load_state_dict({"weight": tensors["norm.weight"], "bias": tensors["norm.bias"]})

        def layers(first: int, last: int) -> nn.ModuleList:
            made = nn.ModuleList(Layer(wide, inner, heads, epsilon) for _ in range(first, last))
            for number, layer in zip(range(first, last), made, strict=True):
                layer.load_state_dict(_layer_state(tensors, number))
            return made

        self.trunk = layers(0, TRUNK)
        self.branch = layers(TRUNK, TRUNK + branch)
        self.upper = layers(TRUNK, 12)
        for part in (self.words, self.places, self.norm, self.trunk, self.upper):
            part.requires_grad_(False)

    def read(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Run the trunk; `mask` is 1 for a piece."""
        barred = (1.0 - mask[:, None, None, :].float()) * -10_000.0
        hidden = self.norm(self.words(ids) + self.places.weight[None, : ids.shape[1]])
        for layer in self.trunk:
            hidden = layer(hidden, barred)
        return hidden, barred

    def mark(self, hidden: Tensor, barred: Tensor) -> Tensor:
        """Run the tagger's branch over the trunk's vectors."""
        for layer in self.branch:
            hidden = layer(hidden, barred)
        return hidden

    def place(self, hidden: Tensor, barred: Tensor, mask: Tensor) -> Tensor:
        """Run e5's own further layers and give the text's unit vector."""
        for layer in self.upper:
            hidden = layer(hidden, barred)
        weights = mask[..., None].float()
        return F.normalize((hidden * weights).sum(1) / weights.sum(1), dim=1)


class Heads(nn.Module):
    """Tags, types, statuses, and which argument belongs to which trigger."""

    def __init__(self, wide: int = 384) -> None:
        super().__init__()
        self.tags = nn.Linear(wide, TAG_COUNT)
        self.moves = nn.Parameter(torch.zeros(TAG_COUNT + 1, TAG_COUNT))
        self.register_buffer("barred", torch.from_numpy(bar_transitions()))
        self.ask = nn.Linear(wide, KEY)
        self.key = nn.Linear(wide, KEY)
        self.mix = nn.Linear(3 * wide, 256)
        self.types = nn.Linear(256, len(SUBTYPES))
        self.statuses = nn.Linear(256, len(STATUS_NAMES))
        self.trigger = nn.Linear(wide, PAIR)
        self.argument = nn.Linear(wide, PAIR)
        self.kind = nn.Embedding(len(LABELS), 16)
        self.pair = nn.Linear(3 * PAIR + 16 + 4, 64)
        self.linked = nn.Linear(64, 1)
        self.drop = nn.Dropout(0.2)

    @property
    def steps(self) -> Tensor:
        """What following one tag with another adds; the last row is the beginning."""
        return self.moves + self.barred

    def surprise(self, scores: Tensor, tags: Tensor, real: Tensor) -> Tensor:
        """Give minus the log-likelihood of each text's tags (a linear-chain CRF)."""
        steps, rows = self.steps, torch.arange(len(tags))
        total = steps[-1] + scores[:, 0]
        truth = steps[-1][tags[:, 0]] + scores[rows, 0, tags[:, 0]]
        for word in range(1, scores.shape[1]):
            on = real[:, word]
            further = torch.logsumexp(total[:, :, None] + steps[None, :-1], 1) + scores[:, word]
            total = torch.where(on[:, None], further, total)
            added = steps[tags[:, word - 1], tags[:, word]] + scores[rows, word, tags[:, word]]
            truth = truth + torch.where(on, added, torch.zeros_like(added))
        return torch.logsumexp(total, 1) - truth

    def judge(self, hidden: Tensor, trigger: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Type triggers: one row of `hidden`, `trigger` vector and `real` mask for each."""
        scores = (self.key(hidden) @ self.ask(trigger)[..., None])[..., 0] / math.sqrt(KEY)
        weights = scores.masked_fill(~real, -10_000.0).softmax(-1)
        about = (weights[..., None] * hidden).sum(1)
        whole = (hidden * real[..., None]).sum(1) / real.sum(1, keepdim=True)
        mixed = F.gelu(self.mix(self.drop(torch.cat([trigger, about, whole], -1))))
        mixed = self.drop(mixed)
        return self.types(mixed), self.statuses(mixed)

    def link(self, trigger: Tensor, argument: Tensor, kind: Tensor, where: Tensor) -> Tensor:
        """Score pairs; `where` holds what `pair_features` gives."""
        left, right = self.trigger(trigger), self.argument(argument)
        joined = torch.cat([left, right, left * right, self.kind(kind), where], -1)
        return self.linked(F.gelu(self.pair(self.drop(joined))))[..., 0]


def _layer_state(tensors: dict[str, Tensor], number: int) -> dict[str, Tensor]:
    own = f"layers.{number}."
    state = {
        f"joint.{end}": torch.cat(
            [tensors[f"{own}{part}.{end}"] for part in ("query", "key", "value")]
        )
        for end in ("weight", "bias")
    }
    for name in ("out", "up", "down", "norm_1", "norm_2"):
        state |= {f"{name}.{end}": tensors[f"{own}{name}.{end}"] for end in ("weight", "bias")}
    return state
