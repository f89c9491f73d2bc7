"""How well groups of mentions find the true events: pairs, B-cubed, CEAF-e, and the count."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Figures that are read together: each hides what another shows.

    Attributes:
        precision: share of the pairs put together that are one event.
        recall: share of the pairs of one event that were put together.
        f1: their harmonic mean.
        b_cubed: F1 of B-cubed (Bagga and Baldwin 1998).
        ceaf: F1 of CEAF over entities, phi 4 (Luo 2005).
        count_error: events found against the true number, less one.
    """

    precision: float
    recall: float
    f1: float
    b_cubed: float
    ceaf: float
    count_error: float


def score_groups(guess: Mapping[int, int], truth: Mapping[int, int]) -> GroupScore:
    """Score a grouping, mention to event, against the true one, over the mentions it places."""
    both = Counter((guess[mention], truth[mention]) for mention in guess)
    guessed, real = Counter(guess.values()), Counter(truth[mention] for mention in guess)
    hit, found, true = (_pairs(sizes.values()) for sizes in (both, guessed, real))
    p = sum(size * size / guessed[g] for (g, _), size in both.items()) / len(guess)
    r = sum(size * size / real[t] for (_, t), size in both.items()) / len(guess)
    return GroupScore(
        hit / max(1, found),
        hit / max(1, true),
        2 * hit / max(1, found + true),
        2 * p * r / (p + r),
        _score_ceaf(both, guessed, real),
        len(guessed) / len(real) - 1,
    )


def mean_score(scores: Iterable[GroupScore]) -> GroupScore:
    """The mean of each figure; of the count error, of its size."""
    listed = list(scores)
    names = ("precision", "recall", "f1", "b_cubed", "ceaf")
    means = {name: mean(getattr(one, name) for one in listed) for name in names}
    return GroupScore(**means, count_error=mean(abs(one.count_error) for one in listed))


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _score_ceaf(both: Counter[tuple[int, int]], guessed: Counter[int], real: Counter[int]) -> float:
    """CEAF-e: the best one-to-one matching of groups, each pair worth its Dice coefficient."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    columns = {group: at for at, group in enumerate(guessed)}
    rows = {group: at for at, group in enumerate(real)}
    worth = np.zeros((len(rows), len(columns)))
    for (g, t), size in both.items():
        worth[rows[t], columns[g]] = 2 * size / (guessed[g] + real[t])
    one, two = linear_sum_assignment(worth, maximize=True)
    total = float(worth[one, two].sum())
    return 2 * total / (len(rows) + len(columns))
