"""Train the tagger and print how it does on what it has not seen.

    python -m training.tagger.fit BASE_FOLDER OUT.pt [--fold N] [--epochs N] [--start TRAINED.pt]

Without `--fold` every item that may be looked at, every written and every annotated one is trained
on. With one, a third of them is held out and scored after training. `--start` goes on from a
network trained before, at half the rate. The half that is only scored is never read here.
"""

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the name everybody knows it by
from torch.nn.utils.rnn import pad_sequence
from training.tagger.annotated import annotated_items
from training.tagger.encode import Encoded, batches, encode, pair_rows, stack
from training.tagger.network import BRANCH, Encoder, Heads
from training.tagger.scores import score_items
from training.tagger.sources import gold_items, plain_sentences
from training.tagger.written import written_items

from dateline.encoder.labels import SUBTYPES
from dateline.encoder.session import DATA
from dateline.model.mention import EVENT_TYPE_OF

FOLDS = 3
TRUNK = DATA / "trunk.onnx"
_KINDS = sorted(set(EVENT_TYPE_OF.values()))
EVENT_TYPES = torch.tensor([_KINDS.index(EVENT_TYPE_OF[name]) for name in SUBTYPES])
TOKENS = 1_100
NEGATIVES = 240
BEGIN = 7


@dataclass(frozen=True)
class Settings:
    """How training goes."""

    epochs: int = 10
    rate: float = 3e-4
    head_rate: float = 1e-3
    warm: float = 0.1
    seed: int = 7
    threads: int = 2
    layers: int = BRANCH


def train(
    items: list[Encoded], base: Path, settings: Settings, start: Path | None = None
) -> tuple[Encoder, Heads]:
    """Train branch and heads over the frozen trunk, from the base or from what was trained."""
    torch.manual_seed(BEGIN)  # the same beginning for all, so that networks can be averaged
    chance = random.Random(settings.seed)  # noqa: S311 - shuffling, not secrecy
    encoder, heads = Encoder(base / "base.npz", settings.layers), Heads()
    if start:
        state = torch.load(start, weights_only=True)
        encoder.branch.load_state_dict(state["branch"])
        heads.load_state_dict(state["heads"])
    torch.manual_seed(settings.seed)
    read = read_trunk(TRUNK, items)
    encoder.eval()
    encoder.branch.train()
    groups = [
        {"params": list(encoder.branch.parameters()), "lr": settings.rate},
        {"params": list(heads.parameters()), "lr": settings.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = settings.epochs * len(list(batches(items, tokens=TOKENS, chance=random.Random(0))))  # noqa: S311
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(1.0, (step + 1) / (settings.warm * steps)) * max(0.02, 1 - step / steps),
    )
    begun = time.monotonic()
    for epoch in range(settings.epochs):
        total, count = 0.0, 0
        for group in batches(items, tokens=TOKENS, chance=chance):
            loss = _loss(encoder, heads, group, read)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*encoder.branch.parameters(), *heads.parameters()], 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total, count = total + loss.item(), count + 1
        print(
            f"pass {epoch + 1}: loss {total / count:.3f}, {time.monotonic() - begun:.0f} s",
            flush=True,
        )
    encoder.eval()
    heads.eval()
    return encoder, heads


def read_trunk(trunk: Path, items: list[Encoded]) -> dict[str, Tensor]:
    """Run the shipped int8 trunk over every item once: what the tagger will be given in use."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(str(trunk), options)
    read = {}
    for one in items:
        ids = np.array([one.ids])
        (hidden,) = session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
        read[one.item.id] = torch.from_numpy(hidden[0])
    return read


def _loss(encoder: Encoder, heads: Heads, group: list[Encoded], read: dict[str, Tensor]) -> Tensor:
    mask, gather, tags, real = stack(group)
    barred = (1.0 - mask[:, None, None, :].float()) * -10_000.0
    hidden = pad_sequence([read[one.item.id] for one in group], batch_first=True)
    words = gather @ encoder.mark(hidden, barred)
    weights = torch.tensor([one.weight for one in group])
    each = heads.surprise(heads.tags(heads.drop(words)), tags, real)
    loss = (each * weights).sum() / (real.sum(1) * weights).sum()
    judged = _judging_loss(heads, words, real, group)
    return loss + judged + _linking_loss(heads, words, group)


def _judging_loss(heads: Heads, hidden: Tensor, real: Tensor, group: list[Encoded]) -> Tensor:
    rows, runs, kinds, statuses, weights = [], [], [], [], []
    for row, one in enumerate(group):
        for first, last, kind, status in one.triggers:
            rows.append(row)
            runs.append((row, first, last))
            kinds.append(kind)
            statuses.append(status)
            weights.append(one.weight)
    if not rows:
        return hidden.new_zeros(())
    types, status_scores = heads.judge(hidden[rows], _means(hidden, runs), real[rows])
    weight = torch.tensor(weights)
    kind_of = torch.tensor(kinds)
    type_loss = F.cross_entropy(types, kind_of, reduction="none", label_smoothing=0.05)
    type_loss = type_loss + _event_type_loss(types, kind_of)
    status_loss = F.cross_entropy(status_scores, torch.tensor(statuses), reduction="none")
    return ((0.4 * type_loss + 0.2 * status_loss) * weight).sum() / weight.sum()


def _event_type_loss(types: Tensor, kinds: Tensor) -> Tensor:
    """Give minus the log of what a trigger's sub-types add up to for its event type."""
    same = EVENT_TYPES[:, None] == EVENT_TYPES[None, :]
    among = same[kinds.clamp(min=0)]
    gathered = torch.logsumexp(types.masked_fill(~among, -1e4), 1) - torch.logsumexp(types, 1)
    return torch.where(kinds >= 0, -gathered, torch.zeros_like(gathered))


def _linking_loss(heads: Heads, hidden: Tensor, group: list[Encoded]) -> Tensor:
    left, right, kinds, where, owned = [], [], [], [], []
    for row, one in enumerate(group):
        for pair, features in zip(one.pairs, pair_rows(one), strict=True):
            trigger = one.triggers[pair[0]]
            left.append((row, trigger[0], trigger[1]))
            right.append((row, pair[2], pair[3]))
            kinds.append(pair[1])
            where.append(features)
            owned.append(float(pair[4]))
    if not left:
        return hidden.new_zeros(())
    scores = heads.link(
        _means(hidden, left), _means(hidden, right), torch.tensor(kinds), torch.tensor(where)
    )
    return 0.3 * F.binary_cross_entropy_with_logits(scores, torch.tensor(owned))


def _means(hidden: Tensor, runs: Sequence[tuple[int, int, int]]) -> Tensor:
    """Give the mean vector of each run of words: its text, first word, word after the last."""
    rows, firsts, lasts = torch.tensor(runs).T
    sums = F.pad(hidden, (0, 0, 1, 0)).cumsum(1)
    return (sums[rows, lasts] - sums[rows, firsts]) / (lasts - firsts)[:, None]


def main(arguments: list[str]) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--layers", type=int, default=Settings.layers)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--threads", type=int, default=Settings.threads)
    chosen = parser.parse_args(arguments)
    slower = 0.5 if chosen.start else 1.0
    settings = Settings(
        epochs=chosen.epochs, threads=chosen.threads, layers=chosen.layers, seed=chosen.seed,
        rate=Settings.rate * slower, head_rate=Settings.head_rate * slower,
    )  # fmt: skip
    torch.set_num_threads(settings.threads)
    torch.set_flush_denormal(True)
    tokenizer = Tokenizer.from_file(str(chosen.base / "tokenizer.json"))
    everything = [*gold_items(), *written_items(), *annotated_items()]
    held = [item for item in everything if item.group % FOLDS == chosen.fold]
    away = {item.id for item in held}
    seen = [item for item in everything if item.id not in away]
    seen += plain_sentences(NEGATIVES)
    items = [encode(item, tokenizer) for item in seen]
    print(f"{len(items)} items, {sum(len(one.ids) for one in items)} pieces; {len(held)} held out")
    encoder, heads = train(items, chosen.base, settings, chosen.start)
    torch.save({"branch": encoder.branch.state_dict(), "heads": heads.state_dict()}, chosen.out)
    if held:
        score_items(encoder, heads, tokenizer, held)


if __name__ == "__main__":
    main(sys.argv[1:])
