"""Geoparsing: which toponyms have a right candidate, and how many are resolved rightly.

All toponyms count, unresolved ones as wrong; a place within 161 km (100 miles) of the gold point
is right. LGL is local American news, TR-News and GeoVirus are international.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from dateline.atlas import open_gazetteer
from dateline.extract.outlets import ToponymDocument, resolve_documents
from dateline.extract.places import ResolvedPlace
from dateline.model.span import Span
from evals.shared import shared_folder
from evals.split import only_scored

WITHIN_KM = 161.0
CORPORA = ("LGL", "TR-News", "GeoVirus")


@dataclass(slots=True)
class Tally:
    """Counts over the toponyms of one corpus and half."""

    toponyms: int = 0
    reachable: int = 0
    right: int = 0
    resolved: int = 0
    confidences: list[tuple[float, bool]] = field(default_factory=list)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two points, latitude first."""
    (south, west), (north, east) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 12_742.0 * asin(sqrt(min(1.0, half)))


def read_documents(folder: Path) -> Iterator[dict[str, Any]]:
    """The geoparsing documents of the development half."""
    with (folder / "data" / "geoparsing" / "dev.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def toponym_document(document: dict[str, Any]) -> ToponymDocument:
    """A corpus line as the resolver takes it; its gold points are left behind."""
    spans = tuple(Span(item["start"], item["end"], item["text"]) for item in document["toponyms"])
    title, domain = document["title"] or "", document["domain"] or ""
    return ToponymDocument(document["text"], spans, title, domain)


def score(folder: Path) -> dict[str, float]:
    """Score and print the geoparsing corpora of the shared folder; returns figures by name."""
    gazetteer = open_gazetteer()
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    documents = list(read_documents(folder))
    resolved = resolve_documents([toponym_document(d) for d in documents], gazetteer=gazetteer)
    for document, places in zip(documents, resolved, strict=True):
        half = "held-out" if only_scored(str(document["doc"])) else "look"
        for item, place in zip(document["toponyms"], places, strict=True):
            gold = item["latitude"], item["longitude"]
            for tally in (tallies[document["corpus"], half], tallies[document["corpus"], "all"]):
                _count(tally, gold, place)
    return _report(tallies)


def _count(tally: Tally, gold: tuple[float, float], place: ResolvedPlace) -> None:
    tally.toponyms += 1
    tally.reachable += any(
        kilometres(gold, (entry.latitude, entry.longitude)) <= WITHIN_KM
        for entry in place.candidates
    )
    if place.entry is not None:
        tally.resolved += 1
        right = kilometres(gold, (place.entry.latitude, place.entry.longitude)) <= WITHIN_KM
        tally.right += right
        tally.confidences.append((place.confidence, right))


def _report(tallies: dict[tuple[str, str], Tally]) -> dict[str, float]:
    print(
        f"{'corpus':10} {'half':9} {'n':>5} {'reach':>6} {'acc161':>7} {'answered':>8} {'ECE':>6}"
    )
    figures: dict[str, float] = {}
    for corpus in CORPORA:
        for half in ("look", "held-out", "all"):
            tally = tallies[corpus, half]
            total = max(tally.toponyms, 1)
            reach, right = tally.reachable / total, tally.right / total
            print(
                f"{corpus:10} {half:9} {tally.toponyms:5} {reach:6.3f} {right:7.3f}"
                f" {tally.resolved / total:8.3f} {calibration_error(tally.confidences):6.3f}"
            )
            name = f"places.{corpus}.{half}"
            figures |= {f"{name}.reach": round(reach, 4), f"{name}.accuracy161": round(right, 4)}
    held = [pair for corpus in CORPORA for pair in tallies[corpus, "held-out"].confidences]
    print(f"calibration error over all held-out toponyms: {calibration_error(held):.3f}")
    return figures


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: mean gap between confidence and accuracy over equal bins."""
    gaps = 0.0
    for number in range(bins):
        inside = [pair for pair in pairs if min(int(pair[0] * bins), bins - 1) == number]
        gaps += abs(sum(confidence - right for confidence, right in inside))
    return gaps / max(len(pairs), 1)


if __name__ == "__main__":
    shared = shared_folder()
    if shared is not None:
        score(shared)
