"""How the trained network does on items it has not seen, before anything is quantised."""

from collections import Counter, defaultdict

import numpy as np
import torch
from tokenizers import Tokenizer
from training.tagger.network import Encoder, Heads
from training.tagger.sources import Item

from dateline.encoder.labels import (
    LABELS,
    STATUS_NAMES,
    SUBTYPES,
    decode_tags,
    find_words,
)
from dateline.model.mention import EVENT_TYPE_OF


def score_items(encoder: Encoder, heads: Heads, tokenizer: Tokenizer, items: list[Item]) -> None:
    """Print overlap F1 by label, typed trigger F1 by language, and status accuracy."""
    by_label: dict[str, Counter[str]] = {label: Counter() for label in LABELS}
    typed: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    statuses: Counter[bool] = Counter()
    steps = heads.steps.detach().numpy()
    weights = {name: value.numpy() for name, value in heads.state_dict().items()}
    from dateline.encoder.heads import Heads as Judge

    judge = Judge(weights)
    for item in items:
        found = tokenizer.encode(item.text)
        words = find_words(item.text, found.offsets)
        with torch.no_grad():
            ids = torch.tensor([found.ids])
            hidden = encoder.mark(*encoder.read(ids, torch.ones_like(ids)))
            vectors = torch.stack([hidden[0, a:b].mean(0) for a, b in words.pieces])
            tags = heads.tags(vectors).numpy()
        vectors = vectors.numpy()
        spans = [
            (span.label, words.offsets[span.first][0], words.offsets[span.last - 1][1], span)
            for span in decode_tags(tags, steps)
        ]
        counts = typed.setdefault(item.language, Counter())
        mentions = {mention["n"]: mention for mention in item.mentions}
        for label in LABELS:
            gold = [span for span in item.spans if span["label"] == label]
            guess = [span for span in spans if span[0] == label]
            by_label[label]["gold"] += len(gold)
            by_label[label]["guess"] += len(guess)
            for one in gold:
                hit = next((s for s in guess if s[1] < one["end"] and one["start"] < s[2]), None)
                if not hit:
                    continue
                by_label[label]["hit"] += 1
                if label == "ev":
                    mention = mentions[one["mentions"][0]]
                    trigger = vectors[hit[3].first : hit[3].last].mean(axis=0)
                    types, status = judge.judge(vectors, judge.keys(vectors), trigger)
                    counts["hit"] += SUBTYPES[int(np.argmax(types))] == mention["type"]
                    kind = EVENT_TYPE_OF[SUBTYPES[int(np.argmax(types))]]
                    kinds[item.language]["hit"] += kind == EVENT_TYPE_OF[mention["type"]]
                    counts["matched"] += 1
                    statuses[STATUS_NAMES[int(np.argmax(status))] == mention["status"]] += 1
        for tally in (counts, kinds[item.language]):
            tally["gold"] += sum(span["label"] == "ev" for span in item.spans)
            tally["guess"] += sum(span[0] == "ev" for span in spans)
    for label, count in by_label.items():
        print(f"  {label:10} {_figures(count)}")
    for language, count in typed.items():
        print(f"  typed {language} {_figures(count)}, of matched {count['hit']}/{count['matched']}")
        print(f"  event type {language} {_figures(kinds[language])}")
    total = Counter[str]()
    for count in typed.values():
        total.update(count)
    print(
        f"  typed all {_figures(total)}, of matched {total['hit'] / max(1, total['matched']):.3f};"
        f" status {statuses[True] / max(1, statuses.total()):.3f}"
    )


def _figures(count: Counter[str]) -> str:
    precision = count["hit"] / max(1, count["guess"])
    recall = count["hit"] / max(1, count["gold"])
    middle = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.3f} R {recall:.3f} F1 {middle:.3f} ({count['gold']} gold)"
