"""Fit how sure a mention is, on items that neither the network nor its confidence has seen.

    python -m training.tagger.calibrate FOLD_0 FOLD_1 FOLD_2 [--write]

The folders hold exports of networks trained with `fit --fold 0` and so on: every item is read by
the network that was trained without it. Prints precision, recall and calibration error under
cross-validation; `--write` puts the weights beside the extractor.

The rules were tuned on the half of the gold that may be looked at, so in English their word looks
better there than it is: English is fitted on the passages annotated and the reports written for
training, which the rules never saw. In other languages there are too few of those; there the gold
counts too, each right word of the rules for .82, and is forgotten for the rest, and each wrong one
for 1.3: the ratios between the gold and the English reports, where they find .65 for .79 and err in
.23 for .16. The written reports count twice. The example desk's notes, which are longer, count like
the gold.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from evals import example
from evals.extraction_gold import Item as GoldItem
from evals.extraction_gold import item_document, match_mentions, read_items
from numpy.typing import NDArray
from scipy.optimize import minimize
from training.tagger.annotated import annotated_items
from training.tagger.sources import gold_items, shared
from training.tagger.written import written_items

from dateline.atlas import open_gazetteer
from dateline.encoder.session import Model
from dateline.extract import tagger_sure
from dateline.extract.mentions import make_mention
from dateline.extract.settings import ExtractSettings
from dateline.extract.tagger import read_drafts
from dateline.lexicon import load_lexicon
from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.model.mention import Mention
from dateline.read import read_capture

WEIGHTS = Path(tagger_sure.__file__).parent / "data" / "tagger.json"
RIDGE = 4.0
PARTS = 5
BINS = 10
REMEMBERED = 0.82
MISTAKEN = 1.3
WRITTEN_WEIGHT = 2.0
_OF_RULES = ("ruled", "rules-agree", "rules-sure", "rules-alone", "words-agree")
BY_RULES = (*_OF_RULES, *(f"{tagger_sure.FOREIGN} {name}" for name in _OF_RULES))
FLOOR = tagger_sure.LEAST


@dataclass(frozen=True)
class Read:
    """One item with its drafts as mentions, what each rests on, and which are right.

    Attributes:
        item: the passage with its gold mentions.
        found: every mention, whatever its confidence.
        grounds: what each one's confidence rests on.
        rights: whether each matches a gold mention.
        source: `gold`, `written`, `annotated` or `note`.
    """

    item: GoldItem
    found: tuple[Mention, ...]
    grounds: tuple[dict[str, float], ...]
    rights: tuple[bool, ...]
    source: str

    @property
    def part(self) -> int:
        """Which part of the cross-validation it is in."""
        return int(sha256(self.item.id.encode()).hexdigest(), 16) % PARTS

    @property
    def unseen_by_rules(self) -> bool:
        """Whether the rules were never tuned on it."""
        return self.source in ("written", "annotated")


def gather(folders: Sequence[Path]) -> Iterator[Read]:
    """Read every item with the network that was trained without it."""
    models, settings = [Model(folder) for folder in folders], ExtractSettings()
    lexicon, gazetteer = load_lexicon(), open_gazetteer()
    for item, document, fold, source in [*_unseen(len(folders)), *_notes()]:
        drafts = read_drafts(
            document, lexicon=lexicon, gazetteer=gazetteer, settings=settings, model=models[fold]
        )
        found = [make_mention(document, draft, lexicon, gazetteer, sure=0.5) for draft in drafts]
        right = {id(mention) for _gold, mention in match_mentions(item, found)}
        yield Read(
            item, tuple(found), tuple(draft.reasons for draft in drafts),
            tuple(id(mention) in right for mention in found), source,
        )  # fmt: skip


def _notes() -> Iterator[tuple[GoldItem, Document, int, str]]:
    """Give the example desk's notes with the events written down for them: longer reports."""
    with (example.DESK / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for path in sorted((example.DESK / "notes").glob("*.md")):
        own = [row for row in rows if row["note"] == path.stem]
        mentions = tuple(
            {"n": number, "type": row["sub_event_type"], "place": row["place"]}
            for number, row in enumerate(own)
        )
        payload = path.read_bytes()
        capture = Capture("", path.name, "2026-01-01T00:00:00Z", "text/markdown", len(payload))
        documents = read_capture(payload, capture).documents
        for document in documents[:1]:
            language = document.language or "en"
            item = GoldItem(
                f"note-{path.stem}", document.text, language, None, True, False, (), mentions
            )
            yield item, document, 0, "note"


def _unseen(folds: int) -> Iterator[tuple[GoldItem, Document, int, str]]:
    """Give every item that may be looked at, with its fold."""
    groups = {item.id: item.group for item in gold_items()}
    for item in read_items(shared()):
        if item.id in groups and not item.held_out:
            yield item, item_document(item), groups[item.id] % folds, "gold"
    for one in [*written_items(), *annotated_items()]:
        mentions = tuple({"place": "", **mention} for mention in one.mentions)
        written = one.file == "written"
        item = GoldItem(one.id, one.text, one.language, None, written, False, one.spans, mentions)
        yield item, item_document(item), one.group % folds, one.file


def fit(reads: Sequence[Read]) -> dict[str, float]:
    """Fit the logistic with a ridge on every weight but the constant."""
    rows = [row for read in reads for row in _rows(read)]
    names = sorted({name for values, _right, _weight in rows for name in values})
    held = np.array([[values.get(name, 0.0) for name in names] for values, _right, _weight in rows])
    right = np.array([float(good) for _values, good, _weight in rows])
    counts = np.array([weight for _values, _right, weight in rows])
    free = np.array([name != "constant" for name in names], dtype=float)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = held @ weights
        sure = 1 / (1 + np.exp(-scores))
        surprise = counts * (np.logaddexp(0, scores) - right * scores)
        gradient = held.T @ (counts * (sure - right)) + RIDGE * free * weights
        return float(surprise.sum() + RIDGE / 2 * (free * weights**2).sum()), gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True)}


def _rows(read: Read) -> Iterator[tuple[dict[str, float], bool, float]]:
    """Give what each mention rests on, whether it is right, and how much it counts."""
    if read.source == "gold" and read.item.language == "en":
        return
    for grounds, good in zip(read.grounds, read.rights, strict=True):
        if read.unseen_by_rules or "ruled" not in grounds:
            yield grounds, good, WRITTEN_WEIGHT if read.source == "written" else 1.0
            continue
        yield grounds, good, REMEMBERED if good else MISTAKEN
        if good and "marked" in grounds:
            without = {name: value for name, value in grounds.items() if name not in BY_RULES}
            yield without, good, 1 - REMEMBERED


def score(weights: dict[str, float], grounds: dict[str, float]) -> float:
    """Give the logistic's answer for one mention."""
    total = sum(weights.get(name, 0.0) * value for name, value in grounds.items())
    return float(1 / (1 + np.exp(-total)))


def cross_validate(reads: Sequence[Read]) -> list[tuple[Read, tuple[float, ...]]]:
    """Give each item's confidences by a fit on the other parts."""
    judged = []
    for part in range(PARTS):
        weights = fit([read for read in reads if read.part != part])
        judged += [
            (read, tuple(score(weights, grounds) for grounds in read.grounds))
            for read in reads
            if read.part == part
        ]
    return judged


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return float(
        sum(
            abs(sure[bins == one].mean() - right[bins == one].mean()) * (bins == one).mean()
            for one in range(BINS)
            if (bins == one).any()
        )
    )


def report(judged: Sequence[tuple[Read, tuple[float, ...]]], floor: float) -> dict[str, Any]:
    """Match what is at least so sure; give precision, recall, F1 and calibration error."""
    matched = found = gold = 0
    sure: list[float] = []
    right: list[float] = []
    for read, sures in judged:
        kept = [(one, how) for one, how in zip(read.found, sures, strict=True) if how >= floor]
        pairs = match_mentions(read.item, [one for one, _how in kept])
        good = {id(mention) for _gold, mention in pairs}
        matched, found = matched + len(pairs), found + len(kept)
        gold += len(read.item.mentions)
        sure += [how for _one, how in kept]
        right += [float(id(one) in good) for one, _how in kept]
    precision, recall = matched / max(found, 1), matched / max(gold, 1)
    both = 2 * precision * recall / max(precision + recall, 1e-9)
    error = calibration_error(np.array(sure), np.array(right)) if sure else 0.0
    return {"gold": gold, "P": precision, "R": recall, "F1": both, "ECE": error}


def main(arguments: list[str]) -> None:
    """Fit, print what cross-validation says, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folds", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    reads = list(gather(chosen.folds))
    judged = cross_validate(reads)
    languages = sorted({read.item.language for read in reads})
    for floor in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        print(f"from {floor:.2f}: {_line(report(judged, floor))}")
    for source in ("annotated", "written", "gold"):
        group = [one for one in judged if one[0].source == source]
        print(f"{source:9} {_line(report(group, FLOOR))}")
    for name in languages:
        for written in (False, True):
            group = [
                one
                for one in judged
                if one[0].item.language == name and one[0].item.written == written
            ]
            print(f"{name} {'written' if written else 'prose':8} {_line(report(group, FLOOR))}")
    final = fit(reads)
    if chosen.write:
        WEIGHTS.write_text(json.dumps(final, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(final, indent=2))


def _line(figures: dict[str, Any]) -> str:
    return "  ".join(
        f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}"
        for name, value in figures.items()
    )


if __name__ == "__main__":
    main(sys.argv[1:])
