"""Fit the confidence of mentions on the half of the gold that may be looked at.

usage: python -m training.extract_confidence [SHARED]

Writes `src/dateline/extract/data/confidence.toml`. A draft is right when it matches a gold mention
of its passage by event type, as `evals/extraction.py` counts.
"""

import sys
from pathlib import Path
from unittest.mock import patch

import numpy as np
from evals.extraction_gold import item_document, match_mentions, read_items
from evals.shared import shared_folder
from scipy.optimize import minimize

from dateline.atlas import open_gazetteer
from dateline.extract import ExtractSettings, confidence, extract_mentions, mentions
from dateline.lexicon import load_lexicon

_TARGET = Path(__file__).parent.parent / "src/dateline/extract/data/confidence.toml"
_RIDGE = 1.0


def main(arguments: list[str]) -> int:
    """Fit, write the weights, and print how well they separate."""
    shared = Path(arguments[0]) if arguments else shared_folder()
    if shared is None:
        print("The shared material is not on this machine.")
        return 1
    rows, labels = collect(shared)
    names = sorted({name for row in rows for name in row})
    weights = fit(rows, labels, names)
    lines = [f'"{name}" = {weight:.3f}' for name, weight in zip(names, weights, strict=True)]
    head = "# Written by training/extract_confidence.py; do not edit by hand.\n[weights]\n"
    _TARGET.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} drafts, {sum(labels)} right; {len(names)} weights written")
    return 0


def collect(shared: Path) -> tuple[list[dict[str, float]], list[bool]]:
    """Every draft of the look half with its features, and whether it is right."""
    lexicon, gazetteer = load_lexicon(), open_gazetteer()
    everything = ExtractSettings(lowest_confidence=0.0)
    rows: list[dict[str, float]] = []
    labels: list[bool] = []
    for item in read_items(shared):
        if item.held_out:
            continue
        seen: list[dict[str, float]] = []

        def keep(draft: object, seen: list[dict[str, float]] = seen) -> float:
            seen.append(confidence.features(draft))  # type: ignore[arg-type]
            return 0.5

        with patch.object(mentions, "score_draft", keep):
            found, _problems = extract_mentions(
                item_document(item), lexicon=lexicon, gazetteer=gazetteer, settings=everything
            )
        matched = {id(mention) for _gold, mention in match_mentions(item, found)}
        rows += seen
        labels += [id(mention) in matched for mention in found]
    return rows, labels


def fit(rows: list[dict[str, float]], labels: list[bool], names: list[str]) -> list[float]:
    """Logistic regression with a ridge."""
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    right = np.array(labels, dtype=float)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights
        chance = 1 / (1 + np.exp(-score))
        value = np.sum(np.logaddexp(0, score) - right * score) + _RIDGE * weights @ weights / 2
        return float(value), table.T @ (chance - right) + _RIDGE * weights

    return list(minimize(loss, np.zeros(len(names)), jac=True).x)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
