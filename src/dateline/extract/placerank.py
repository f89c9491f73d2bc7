"""Rank what a name may mean: a small log-linear model over a document's candidates together.

The first pass judges each name by what the gazetteer and the words beside it say; the later passes
also by how near the other names' likely places lie and which countries and admin units are named.
Weights lie in `data/places.json`, fitted by `training/places.py`; figures in docs/accuracy.md.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

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

WEIGHTS: Final = Path(__file__).parent / "data" / "places.json"
_PASSES: Final = 3
_MOST_TOGETHER: Final = 1_500  # candidates: their pairs take 18 MB a table

CALIBRATION: Final = (
    "odds", "people", "only_answer", "spelled_like", "country", "supported", "alone", "at_home",
    "home_elsewhere", "offset",
)  # fmt: skip
_SAME_ANSWER_KM: Final = 161.0


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the first pass, of the later ones, and the map from score to confidence."""

    first: Floats
    later: Floats
    calibration: Floats


@cache
def load_model(path: Path = WEIGHTS) -> Model:
    """Read the weights; a feature without one weighs nothing."""
    table = json.loads(path.read_text("utf-8"))
    names = (*OWN_FEATURES, *SHARED_FEATURES)
    return Model(
        np.array([table["first"].get(name, 0.0) for name in OWN_FEATURES]),
        np.array([table["later"].get(name, 0.0) for name in names]),
        np.array([table["calibration"].get(name, 0.0) for name in CALIBRATION]),
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """What ranking one name gave.

    Attributes:
        chances: the probability of each candidate.
        supported: how many other names of the text likely lie in the winner's country, up to 1.
        alone: whether the text names nothing else.
    """

    chances: Floats
    supported: float
    alone: bool


def doubts(name: NameToRank, ranking: Ranking, home: Home) -> Floats:
    """What tells how sure the winner is; columns `CALIBRATION`.

    The chance counts every candidate within 161 km of the winner: a town and the district named
    after it are one answer. A namesake abroad of a village that the gazetteer lacks shows by having
    no support.
    """
    best = name.candidates[int(ranking.chances.argmax())]
    latitude = np.array([entry.latitude for entry in name.candidates])
    longitude = np.array([entry.longitude for entry in name.candidates])
    east = (longitude - best.longitude) * np.cos(np.radians(best.latitude))
    near = np.hypot(latitude - best.latitude, east) * 111.2 <= _SAME_ANSWER_KM
    chance = min(max(float(ranking.chances[near].sum()), 1e-3), 1.0 - 1e-3)
    return np.array(
        [
            np.log(chance / (1.0 - chance)),
            np.log10(best.population + 1.0),
            float(near.all()),
            float(name.fuzzy),
            float(best.feature.startswith("A.PCL")),
            ranking.supported,
            float(ranking.alone),
            float(home.country is not None and home.country == best.country),
            float(home.country is not None and home.country != best.country),
            1.0,
        ]
    )


def confidence_of(name: NameToRank, ranking: Ranking, home: Home, model: Model) -> float:
    """The share of such resolutions that are right, 0 to 1."""
    return float(1.0 / (1.0 + np.exp(-(doubts(name, ranking, home) @ model.calibration))))


def rank_names(
    names: Sequence[NameToRank],
    *,
    home: Home,
    model: Model | None = None,
) -> list[Ranking]:
    """Rank the candidates of each name, all names of a text together.

    Args:
        names: a document's different names, each with at least one candidate.
        home: where the outlet is at home.
        model: other weights than the shipped ones.
    """
    if not names:
        return []
    weights = model or load_model()
    ranked: list[Ranking] = []
    for window in _windows(names):
        table = Candidates(window)
        own = own_features(table, home)
        chances = table.softmax(own @ weights.first)
        for _ in range(_PASSES - 1):
            shared = shared_features(table, chances)
            chances = table.softmax(np.hstack([own, shared]) @ weights.later)
        ranked += rankings(table, chances)
    return ranked


def rankings(table: Candidates, chances: Floats) -> list[Ranking]:
    """Chances parted by name, each with the support its winner has from the others."""
    winners = np.array([start + int(chances[start:end].argmax()) for start, end in table.runs])
    same = table.country[winners][:, None] == table.country[None, :]
    mass = np.add.reduceat(same * chances[None, :], table.starts, axis=1)
    np.fill_diagonal(mass, 0.0)
    alone = len(table.names) == 1
    return [
        Ranking(chances[start:end], min(float(mass[number].sum()), 1.0), alone)
        for number, (start, end) in enumerate(table.runs)
    ]


def _windows(names: Sequence[NameToRank]) -> Iterator[list[NameToRank]]:
    """Names judged together: as many as keep the tables of pairs small, however long the text."""
    window: list[NameToRank] = []
    size = 0
    for name in names:
        if window and size + len(name.candidates) > _MOST_TOGETHER:
            yield window
            window, size = [], 0
        window.append(name)
        size += len(name.candidates)
    if window:
        yield window
