"""Fit the weights of the place ranker on the material that may be looked at.

That is half of the geoparsing corpora, half of the gold mentions (by country and admin unit), and
places of UCDP events with even ids.

usage: python training/places.py            (fits, cross-validates, writes places.json)

Two convex fits by L-BFGS with an L2 penalty: the first pass on the features of each candidate
alone; the later passes on all features, the others' chances taken from the passes before. The
confidence is a logistic map fitted on cross-validated chances.
"""

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from evals.places import WITHIN_KM, kilometres, read_documents, toponym_document
from evals.shared import shared_folder
from evals.split import only_scored
from scipy.optimize import minimize

from dateline.atlas import Gazetteer, fold_name, open_gazetteer
from dateline.extract.outlets import outlet_contexts
from dateline.extract.placefeatures import (
    OWN_FEATURES,
    SHARED_FEATURES,
    Candidates,
    Floats,
    Home,
    NameToRank,
    own_features,
    shared_features,
)
from dateline.extract.placerank import CALIBRATION, WEIGHTS, doubts, rankings
from dateline.extract.places import PlaceContext, home_of, names_beside, read_names
from dateline.model.span import Span

PENALTY = 1.0
CONTAINER_PRIOR = 5.0  # "Paris, Texas" means it, also where the corpora are kinder than that
UCDP_WITHIN_KM = 40.0
UCDP_WEIGHT = 1.0
UCDP_TRUST = 0.25  # in the calibration: its names are harder than a document's
MOST_UCDP = 1_200
_KIND = re.compile(r"\s+(?:town|village|city|district|camp|locality|area|neighbourhood)$")
FOLDS = 5
PASSES = 3


@dataclass(slots=True)
class Sample:
    """One document: its candidates, own features, and which candidates are right, with weights.

    `asked` marks the names that have an answer; countries named beside them have none.
    """

    doc: str
    table: Candidates
    own: Floats
    right: Floats
    weight: Floats
    asked: Sequence[bool]
    home: Home
    trust: float = 1.0


def read_samples(folder: Path, gazetteer: Gazetteer) -> list[Sample]:
    """The documents that may be looked at, with a right candidate marked where there is one."""
    documents = [item for item in read_documents(folder) if not only_scored(str(item["doc"]))]
    asked = [toponym_document(document) for document in documents]
    contexts = outlet_contexts(asked, gazetteer=gazetteer)
    samples = []
    for document, question, context in zip(documents, asked, contexts, strict=True):
        spans = question.toponyms
        heads, names = read_names(document["text"], spans, gazetteer)
        names |= names_beside(document["text"], spans, gazetteer, context)
        keys = [key for key, name in names.items() if name.candidates]
        if not keys:
            continue
        table = Candidates([names[key] for key in keys])
        gold = {}
        for item, head in zip(document["toponyms"], heads, strict=True):
            if head is not None:
                point = item["latitude"], item["longitude"]
                gold.setdefault(fold_name(head.text), []).append(point)
        right, weight = _mark(table, [gold.get(key, []) for key in keys])
        home = home_of(context, gazetteer)
        own = own_features(table, home)
        known = [key in gold for key in keys]
        samples.append(Sample(str(document["doc"]), table, own, right, weight, known, home))
    return samples


def read_gold_samples(folder: Path, gazetteer: Gazetteer) -> list[Sample]:
    """Places of the gold mentions that may be looked at: right is the country and admin unit."""
    samples = []
    for path in sorted((folder / "gold" / "mentions").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            item = json.loads(line)
            identity = item["id"] if path.stem.startswith("analysis") else item.get("doc")
            identity = identity or item["id"]
            places = [span for span in item["spans"] if span["label"] == "place"]
            if only_scored(identity) or not places:
                continue
            coded = {mention["n"]: mention for mention in item["mentions"]}
            spans = [Span(span["start"], span["end"], span["text"]) for span in places]
            heads, names = read_names(item["text"], spans, gazetteer)
            gold: dict[str, tuple[str, str | None]] = {}
            for span, head in zip(places, heads, strict=True):
                mention = coded.get((span.get("mentions") or [None])[0])
                if head is not None and mention and mention.get("country") not in (None, "-"):
                    unit = gazetteer.resolve_admin(f"{mention['country']}/{mention['admin1']}")
                    gold.setdefault(fold_name(head.text), (mention["country"], unit))
            names |= names_beside(item["text"], spans, gazetteer, PlaceContext())
            keys = [key for key, name in names.items() if name.candidates]
            if keys:
                samples.append(_gold_sample(identity, [names[key] for key in keys], keys, gold))
    return samples


def read_ucdp_samples(folder: Path, gazetteer: Gazetteer) -> list[Sample]:
    """Places of UCDP events (CC BY 4.0): towns with points, their country named for most of them.

    They teach that "Gao" alone is the town, and that a namesake abroad of a village the gazetteer
    lacks is doubtful. Every third name stands alone, every third with the word for its kind.
    """
    import pyarrow.parquet as pq

    columns = ["id", "country", "where_coordinates", "latitude", "longitude", "where_prec"]
    rows = pq.read_table(folder / "data" / "ucdp" / "ged.parquet", columns=columns).to_pylist()
    samples: dict[tuple[str, str], Sample] = {}
    for row in rows:
        key = row["where_coordinates"], row["country"]
        code = gazetteer.country(row["country"])
        if (
            row["where_prec"] is None
            or float(row["where_prec"]) > 1
            or not key[0]
            or only_scored(str(row["id"]))
            or key in samples
            or not code
        ):
            continue
        turn = int(sha256(str(row["id"]).encode()).hexdigest()[:8], 16) // 2
        text = row["where_coordinates"] if turn % 3 == 0 else _KIND.sub("", key[0])
        context = PlaceContext(countries=() if turn % 3 == 1 else (code,))
        spans = [Span(0, len(text), text)]
        heads, names = read_names(text, spans, gazetteer)
        names |= names_beside(text, spans, gazetteer, context)
        keys = [key for key, name in names.items() if name.candidates]
        if heads[0] is None or fold_name(heads[0].text) not in keys:
            continue
        table = Candidates([names[key] for key in keys])
        points = [(float(row["latitude"]), float(row["longitude"]))]
        gold = [points if key == fold_name(heads[0].text) else [] for key in keys]
        right, weight = _mark(table, gold, UCDP_WITHIN_KM)
        samples[key] = Sample(
            str(row["id"]), table, own_features(table, Home()), right, weight * UCDP_WEIGHT,
            [bool(points) for points in gold], Home(), UCDP_TRUST,
        )  # fmt: skip
        if len(samples) >= MOST_UCDP:
            break
    return list(samples.values())


def _gold_sample(
    identity: str,
    names: Sequence[NameToRank],
    keys: Sequence[str],
    gold: dict[str, tuple[str, str | None]],
) -> Sample:
    table = Candidates(names)
    right, weight = np.zeros(len(table.entries)), np.zeros(len(names))
    for number, (start, end) in enumerate(table.runs):
        country, unit = gold.get(keys[number], ("", None))
        for index in range(start, end):
            entry = table.entries[index]
            fits = unit is None or entry.admin1 in (None, unit)
            right[index] = entry.country == country and fits
        weight[number] = float(right[start:end].any())
    asked = [key in gold for key in keys]
    return Sample(identity, table, own_features(table, Home()), right, weight, asked, Home())


def _mark(
    table: Candidates, gold: Sequence[list[tuple[float, float]]], within: float = WITHIN_KM
) -> tuple[Floats, Floats]:
    right = np.zeros(len(table.entries))
    weight = np.zeros(len(table.names))
    for number, (start, end) in enumerate(table.runs):
        points = gold[number]
        for index in range(start, end):
            entry = table.entries[index]
            here = entry.latitude, entry.longitude
            right[index] = any(kilometres(here, point) <= within for point in points)
        weight[number] = len(points) if right[start:end].any() else 0.0
    return right, weight


def fit(samples: Sequence[Sample], features: Callable[[Sample], Floats]) -> Floats:
    """Maximise the chance that falls on right candidates."""
    matrices = [features(sample) for sample in samples]
    width = matrices[0].shape[1]

    prior = np.zeros(width)
    prior[OWN_FEATURES.index("inside_what_follows")] = CONTAINER_PRIOR

    def loss(weights: Floats) -> tuple[float, Floats]:
        away = weights - prior
        value, gradient = PENALTY * float(away @ away), 2 * PENALTY * away
        for sample, matrix in zip(samples, matrices, strict=True):
            chances = sample.table.softmax(matrix @ weights)
            starts, of = sample.table.starts, sample.table.name_of
            hit = np.add.reduceat(chances * sample.right, starts)
            use = sample.weight * (hit > 0)
            value -= float(use @ np.log(np.maximum(hit, 1e-12)))
            posterior = chances * sample.right / np.maximum(hit, 1e-12)[of]
            gradient -= matrix.T @ (use[of] * (posterior - chances))
        return value / len(samples), gradient / len(samples)

    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B").x)


def train(samples: Sequence[Sample]) -> tuple[Floats, Floats]:
    """Fit the first pass, then the later ones on chances that come from the passes before."""
    first = fit(samples, lambda sample: sample.own)
    chances = {id(s): s.table.softmax(s.own @ first) for s in samples}
    later = np.zeros(len(OWN_FEATURES) + len(SHARED_FEATURES))
    for _ in range(PASSES - 1):
        full = {id(s): _all_features(s, chances[id(s)]) for s in samples}
        later = fit(samples, lambda sample, full=full: full[id(sample)])
        chances = {id(s): s.table.softmax(full[id(s)] @ later) for s in samples}
    return first, later


def _all_features(sample: Sample, chances: Floats) -> Floats:
    return np.hstack([sample.own, shared_features(sample.table, chances)])


def predict(sample: Sample, first: Floats, later: Floats) -> Floats:
    """Chances as `rank_names` gives them."""
    chances = sample.table.softmax(sample.own @ first)
    for _ in range(PASSES - 1):
        chances = sample.table.softmax(_all_features(sample, chances) @ later)
    return chances


def validate(samples: Sequence[Sample]) -> list[tuple[Floats, bool, float]]:
    """Doubts about the winner, whether it is right, its weight; each fold by the other four."""
    outcomes = []
    for fold in range(FOLDS):
        held = [sample for sample in samples if _fold(sample.doc) == fold]
        first, later = train([sample for sample in samples if _fold(sample.doc) != fold])
        for sample in held:
            chances = predict(sample, first, later)
            ranked = rankings(sample.table, chances)
            for number, (start, end) in enumerate(sample.table.runs):
                best = start + int(np.argmax(chances[start:end]))
                if sample.asked[number]:
                    weight = float(sample.weight[number] or 1.0) * sample.trust
                    signs = doubts(sample.table.names[number], ranked[number], sample.home)
                    outcomes.append((signs, bool(sample.right[best]), weight))
    return outcomes


def _fold(doc: str) -> int:
    return int(sha256(doc.encode()).hexdigest()[:8], 16) // 2 % FOLDS


def calibration(outcomes: Sequence[tuple[Floats, bool, float]]) -> Floats:
    """Weights of the logistic map from doubts to the share that is right."""
    signs = np.array([item[0] for item in outcomes])
    right = np.array([item[1] for item in outcomes], dtype=float)
    weight = np.array([item[2] for item in outcomes])

    def loss(weights: Floats) -> float:
        scores = signs @ weights
        fit = weight @ (np.logaddexp(0, scores) - right * scores)
        return float(fit + 0.1 * weights @ weights)

    return np.asarray(minimize(loss, np.zeros(signs.shape[1])).x)


def main() -> int:
    """Fit, report the cross-validated accuracy, and write the weights."""
    folder = shared_folder()
    if folder is None:
        print("The geoparsing corpora are not on this machine.")
        return 1
    gazetteer = open_gazetteer()
    samples = [*read_samples(folder, gazetteer), *read_gold_samples(folder, gazetteer)]
    samples += read_ucdp_samples(folder, gazetteer)
    outcomes = validate(samples)
    total = sum(weight for *_, weight in outcomes)
    print(f"cross-validated: {sum(w for _, right, w in outcomes if right) / total:.4f} right")
    first, later = train(samples)
    trust = calibration(outcomes)
    names = (*OWN_FEATURES, *SHARED_FEATURES)
    table = {
        "first": {name: round(float(w), 3) for name, w in zip(OWN_FEATURES, first, strict=True)},
        "later": {name: round(float(w), 3) for name, w in zip(names, later, strict=True)},
        "calibration": {n: round(float(w), 3) for n, w in zip(CALIBRATION, trust, strict=True)},
    }
    WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
