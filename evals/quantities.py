"""How well quantities and tolls are read: the half looked at and the half held out."""

import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.extract.tolls import TollSpan, find_tolls
from dateline.model.quantity import Quantity
from dateline.model.toll import MEASURES
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences
from evals.shared import shared_folder
from evals.split import only_scored

Bounds = tuple[int | None, int | None]


def score(shared: Path) -> dict[str, float]:
    """Score claims and tolls on the gold; keys end in `.even` (looked at) or `.odd` (held out).

    `claims.found` is the share of quantities found, `claims.right` of those read right among all;
    `tolls.<language>.killed.f1` is by overlapping span, `.values` the share of mentions whose
    killed spans were all found and whose low and high are both right.
    """
    figures = _score_claims(shared / "gold" / "seed_claims.jsonl")
    figures |= _score_tolls(sorted((shared / "gold" / "mentions").glob("*.jsonl")))
    return dict(sorted(figures.items()))


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Give the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def half_of(item: dict[str, Any], file: str) -> str:
    """Give the half an item of gold/mentions belongs to: `even` or `odd`."""
    identity = item["id"] if file == "analysis_en" else item.get("doc") or item["id"]
    return "odd" if only_scored(identity) else "even"


def claim_parts(claim: dict[str, Any]) -> Iterator[tuple[bool, bool]]:
    """Whether each quantity of a claim is found, and read right."""
    sentence = claim["sentence"]
    read = read_quantities(sentence)
    parts = [part.strip() for part in claim["quantity"].split(";")]
    values = [value for value in claim["values"] if value is not None]
    shares = share_values(claim["values"], len(parts))
    at = 0
    for index, part in enumerate(parts):
        start = sentence.find(part, at)
        if start >= 0:
            at = start + len(part)
            near = [q for q in read if q.start < start + len(part) and start < q.end]
        else:
            near = read
        wanted = shares[index] if len(parts) > 1 else values
        open_top = len(claim["values"]) == len(parts) + 1 and claim["values"][-1] is None
        yield bool(near), _right(near, wanted, claim, open_top=open_top and len(parts) == 1)


def share_values(values: list[float | None], parts: int) -> list[list[float]]:
    """Which values belong to which part of a claim; a part may have none of its own.

    >>> share_values([3000, 5000], 3), share_values([None, 84], 2), share_values([24, None, 84], 2)
    ([[3000], [5000], []], [[], [84]], [[24], [84]])
    """
    if len(values) != parts:
        values = [value for value in values if value is not None]
    given = [[value] if value is not None else [] for value in values]
    return given[:parts] + [[] for _ in range(parts - len(given))]


def _right(
    near: list[Quantity], values: list[float], claim: dict[str, Any], *, open_top: bool
) -> bool:
    if not near:
        return False
    # Shares are read in percent; the gold has some as parts of one.
    named = [
        number / scale
        for q in near for number in (q.value, q.low, q.high) if number is not None
        for scale in ((1, 100) if q.kind == "share" else (1,))
    ]  # fmt: skip
    if not all(
        any(math.isclose(value, number, rel_tol=0.01) for number in named) for value in values
    ):
        return False
    if open_top and not any(q.high is None for q in near):
        return False
    percent = "percent" in (claim["unit"] or "")
    return not percent or any(q.kind in ("share", "ratio", "points") for q in near)


def _score_claims(path: Path) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for claim in read_lines(path):
        half = "odd" if only_scored(claim["id"]) else "even"
        for found, right in claim_parts(claim):
            counts[f"n.{half}"] += 1
            counts[f"found.{half}"] += found
            counts[f"right.{half}"] += right
    figures = {}
    for half in ("even", "odd"):
        total = counts[f"n.{half}"]
        figures[f"claims.n.{half}"] = float(total)
        for name in ("found", "right"):
            figures[f"claims.{name}.{half}"] = round(counts[f"{name}.{half}"] / total, 4)
    return figures


def tolls_of(text: str, language: str) -> list[TollSpan]:
    """Find the tolls of a passage sentence by sentence, offsets in the passage."""
    found = []
    for sentence in split_sentences(text, language):
        for toll in find_tolls(sentence.text, language=language):
            shift = sentence.start
            found.append(
                TollSpan(
                    toll.start + shift, toll.end + shift, toll.measure, toll.low, toll.high,
                    toll.words, toll.imputed, toll.described_as,
                )
            )  # fmt: skip
    return found


def read_bounds(written: str | None) -> Bounds | None:
    """Read the gold's `12`, `12..`, `..84`, `1..7`; None for `-`.

    >>> read_bounds("12.."), read_bounds("7")
    ((12, None), (7, 7))
    """
    if written in (None, "-", ""):
        return None
    low, dots, high = str(written).partition("..")
    if not dots:
        return int(low), int(low)
    return (int(low) if low else None), (int(high) if high else None)


def total_bounds(bounds: list[Bounds]) -> Bounds:
    """Add tolls of one mention up: an open end stays open."""
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    return (sum(lows) if lows else None), (sum(highs) if len(highs) == len(bounds) else None)


def _score_tolls(paths: list[Path]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for path in paths:
        for item in read_lines(path):
            _count_item(item, half_of(item, path.stem), counts)
    figures = {}
    for key in sorted(k for k in counts if k.endswith(".gold")):
        stem = key.removesuffix(".gold")
        gold, read = counts[key], counts[f"{stem}.read"]
        hit = counts[f"{stem}.hit"]
        measure = stem.removeprefix("tolls.")
        name, half = measure.rsplit(".", 1)
        figures[f"tolls.{name}.n.{half}"] = float(gold)
        figures[f"tolls.{name}.recall.{half}"] = round(hit / gold, 4)
        figures[f"tolls.{name}.precision.{half}"] = round(counts[f"{stem}.true"] / max(read, 1), 4)
    for key in sorted(k for k in counts if k.endswith(".mentions")):
        stem = key.removesuffix(".mentions")
        name, half = stem.removeprefix("tolls.").rsplit(".", 1)
        figures[f"tolls.{name}.values.{half}"] = round(counts[f"{stem}.exact"] / counts[key], 4)
    return figures


def _count_item(item: dict[str, Any], half: str, counts: Counter[str]) -> None:
    language = item["lang"]
    read = tolls_of(item["text"], language)
    for measure in MEASURES:
        gold = [span for span in item["spans"] if span["label"] == measure]
        ours = [toll for toll in read if toll.measure == measure]
        stem = f"tolls.{language}.{measure}.{half}"
        hits = [_matching(span, ours) for span in gold]
        if gold:
            counts[f"{stem}.gold"] += len(gold)
        counts[f"{stem}.read"] += len(ours)
        counts[f"{stem}.hit"] += sum(bool(hit) for hit in hits)
        counts[f"{stem}.true"] += sum(
            any(span["start"] < toll.end and toll.start < span["end"] for span in gold)
            for toll in ours
        )
        if measure in ("killed", "injured"):
            _count_values(item, list(zip(gold, hits, strict=True)), measure, stem, counts)


def _matching(span: dict[str, Any], tolls: list[TollSpan]) -> list[TollSpan]:
    return [toll for toll in tolls if span["start"] < toll.end and toll.start < span["end"]]


def _count_values(
    item: dict[str, Any],
    matched: list[tuple[dict[str, Any], list[TollSpan]]],
    measure: str,
    stem: str,
    counts: Counter[str],
) -> None:
    for mention in item["mentions"]:
        wanted = read_bounds(mention.get(measure))
        mine = [tolls for span, tolls in matched if mention["n"] in span["mentions"]]
        if wanted is None or not mine or not all(mine):
            continue
        unique = {(toll.start, toll.end): toll for tolls in mine for toll in tolls}
        read = total_bounds([(toll.low, toll.high) for toll in unique.values()])
        counts[f"{stem}.mentions"] += 1
        counts[f"{stem}.exact"] += read == wanted


def main() -> None:
    """Print the figures."""
    shared = shared_folder()
    if shared is None:
        print("the shared material is not on this machine")
        return
    for name, value in score(shared).items():
        print(f"{name:42} {value:8.3f}")


if __name__ == "__main__":
    main()
