"""Items as numbers: pieces, words, tags, triggers with their types, and pairs."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor
from training.tagger.sources import Item

from dateline.encoder.heads import pair_features
from dateline.encoder.labels import LABELS, STATUS_NAMES, SUBTYPES, find_words

LONGEST = 192
_RARE = frozenset({"claimant", "denier", "blamed", "side", "abducted", "displaced", "arrested"})


@dataclass(frozen=True)
class Encoded:
    """One item as numbers.

    Attributes:
        ids: its pieces, a mark at both ends.
        words: first piece and piece after the last of each word.
        tags: for each word.
        triggers: first word, word after the last, type, status.
        pairs: trigger's index, label, first word, word after the last, whether it belongs.
        weight: of the item in the loss.
    """

    item: Item
    ids: list[int]
    words: list[tuple[int, int]]
    tags: list[int]
    triggers: list[tuple[int, int, int, int]]
    pairs: list[tuple[int, int, int, int, bool]]
    weight: float


def encode(item: Item, tokenizer: Tokenizer) -> Encoded:
    """Turn an item into numbers."""
    found = tokenizer.encode(item.text)
    ids, offsets = found.ids[:LONGEST], found.offsets[:LONGEST]
    words = find_words(item.text, offsets)
    tags = [0] * len(words.offsets)
    mentions = {mention["n"]: mention for mention in item.mentions}
    triggers, owners, arguments = [], [], []
    for span in item.spans:
        inside = [
            number
            for number, (start, end) in enumerate(words.offsets)
            if start < span["end"] and span["start"] < end
        ]
        if not inside or span["label"] not in LABELS:
            continue
        label = LABELS.index(span["label"])
        for number in inside:
            tags[number] = (1 if number == inside[0] else 2) + 2 * label
        first, last = inside[0], inside[-1] + 1
        if label:
            arguments.append((label, first, last, set(span["mentions"])))
            continue
        mention = mentions[span["mentions"][0]]
        kind = SUBTYPES.index(mention["type"]) if mention["type"] in SUBTYPES else -100
        triggers.append((first, last, kind, STATUS_NAMES.index(mention["status"])))
        owners.append(set(span["mentions"]))
    pairs = [
        (index, label, first, last, bool(owned & owner))
        for index, owner in enumerate(owners)
        for label, first, last, owned in arguments
    ]
    return Encoded(item, ids, words.pieces, tags, triggers, pairs, _weight(item))


def _weight(item: Item) -> float:
    weight = 0.5 if item.file == "press_and_wikinews" and len(item.mentions) == 1 else 1.0
    return weight * (1.5 if any(span["label"] in _RARE for span in item.spans) else 1.0)


def batches(
    items: Iterable[Encoded], *, tokens: int, chance: random.Random
) -> Iterator[list[Encoded]]:
    """Group items of like length into batches of about so many tokens, in a random order."""
    ordered = sorted(items, key=lambda one: len(one.ids) + chance.uniform(0, 6))
    groups: list[list[Encoded]] = [[]]
    for one in ordered:
        if (len(groups[-1]) + 1) * len(one.ids) > tokens:
            groups.append([])
        groups[-1].append(one)
    chance.shuffle(groups)
    yield from (group for group in groups if group)


def stack(group: list[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Give the mask of the pieces, how pieces make words, the words' tags, and which are real."""
    longest = max(len(one.ids) for one in group)
    widest = max(len(one.words) for one in group)
    mask = torch.zeros((len(group), longest))
    gather = torch.zeros(len(group), widest, longest)
    tags = torch.zeros((len(group), widest), dtype=torch.long)
    real = torch.zeros((len(group), widest), dtype=torch.bool)
    for row, one in enumerate(group):
        mask[row, : len(one.ids)] = 1.0
        tags[row, : len(one.tags)] = torch.tensor(one.tags)
        real[row, : len(one.tags)] = True
        for word, (first, last) in enumerate(one.words):
            gather[row, word, first:last] = 1.0 / (last - first)
    return mask, gather, tags, real


def pair_rows(one: Encoded) -> list[list[float]]:
    """Give the features of each pair's position."""
    spans = [(first, last) for first, last, _, _ in one.triggers]
    return [
        pair_features(spans, index, (first, last)) for index, _label, first, last, _ in one.pairs
    ]
