"""Fit how sure a tagged mention is, on items that the network was not trained on.

    python -m training.tagger.calibrate DATA_FOLDER --fold N [--write]

DATA_FOLDER holds an export of a network trained with `fit --fold N`. Prints the expected
calibration error under cross-validation; `--write` puts the weights beside the extractor.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np
from evals.extraction_gold import Item as GoldItem
from evals.extraction_gold import item_document, match_mentions, read_items
from numpy.typing import NDArray
from scipy.optimize import minimize
from training.tagger.sources import WRITTEN_LATER, gold_items, shared
from training.tagger.written import written_items

from dateline.atlas import open_gazetteer
from dateline.encoder.session import Model
from dateline.extract import tagger_sure
from dateline.extract.settings import ExtractSettings
from dateline.extract.tagger import read_both
from dateline.lexicon import load_lexicon

WEIGHTS = Path(tagger_sure.__file__).parent / "data" / "tagger.json"
FOLDS = 5  # as in `fit`, which needs torch
RIDGE = 1.0
PARTS = 5
BINS = 10
Rows = list[tuple[dict[str, float], bool, int]]


def gather(data: Path, fold: int | None) -> Rows:
    """Extract the fold's items and say of each mention what it rests on and whether it is right."""
    model, settings = Model(data), ExtractSettings()
    lexicon, gazetteer, rows = load_lexicon(), open_gazetteer(), []
    for item in _unseen(fold):
        read = read_both(
            item_document(item), lexicon=lexicon, gazetteer=gazetteer, settings=settings,
            model=model,
        )  # fmt: skip
        found = [mention for mention, _reasons in read]
        right = {id(mention) for _gold, mention in match_mentions(item, found)}
        group = int(sha256(item.id.encode()).hexdigest(), 16)
        rows += [(reasons, id(mention) in right, group) for mention, reasons in read]
    return rows


def _unseen(fold: int | None) -> Iterator[GoldItem]:
    """Give the fold's items, and those written later, which the rules were not tuned on either."""
    held = {item.id for item in gold_items() if fold is None or item.group % FOLDS == fold}
    yield from (item for item in read_items(shared()) if item.id in held)
    for item in written_items(WRITTEN_LATER):
        mentions = tuple({"place": "", **mention} for mention in item.mentions)
        yield GoldItem(item.id, item.text, item.language, None, True, False, item.spans, mentions)


def fit(rows: Rows) -> dict[str, float]:
    """Fit the logistic with a ridge on every weight but the constant."""
    names = sorted({name for values, _right, _group in rows for name in values})
    held = np.array([[values.get(name, 0.0) for name in names] for values, _right, _group in rows])
    right = np.array([float(good) for _values, good, _group in rows])
    free = np.array([name != "constant" for name in names], dtype=float)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = held @ weights
        sure = 1 / (1 + np.exp(-scores))
        surprise = np.logaddexp(0, scores) - right * scores
        gradient = held.T @ (sure - right) + RIDGE * free * weights
        return float(surprise.sum() + RIDGE / 2 * (free * weights**2).sum()), gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True)}


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


def main(arguments: list[str]) -> None:
    """Fit, print what cross-validation says, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    rows = gather(chosen.data, chosen.fold)
    sure, right = [], []
    for part in range(PARTS):
        weights = fit([row for row in rows if row[2] % PARTS != part])
        for values, good, group in rows:
            if group % PARTS == part:
                total = sum(weights.get(name, 0.0) * value for name, value in values.items())
                sure.append(1 / (1 + np.exp(-total)))
                right.append(float(good))
    error = calibration_error(np.array(sure), np.array(right))
    print(f"{len(rows)} mentions, {np.mean(right):.3f} right, calibration error {error:.3f}")
    for floor in (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        kept = [good for one, good in zip(sure, right, strict=True) if one >= floor]
        print(
            f"  from {floor:.2f}: {len(kept)} kept, {np.mean(kept):.3f} right, "
            f"{sum(kept) / sum(right):.3f} of the right ones"
        )
    final = fit(rows)
    if chosen.write:
        WEIGHTS.write_text(json.dumps(final, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(final, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
