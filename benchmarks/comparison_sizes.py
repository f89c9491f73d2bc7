"""How often a comparison of two equal periods is called a change, at a nominal 5 percent.

usage: python benchmarks/comparison_sizes.py [RUNS]
"""

import math
import sys
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

from dateline.measure.change import judge_counts

Counts = npt.NDArray[np.int64]
SHAPES = ((8, 8), (26, 4), (26, 26), (52, 26))
MEAN = 5.0
NOMINAL = 0.05


def main(arguments: list[str]) -> int:
    """Print a table of worlds by lengths, our test first and the exact Poisson test second."""
    runs = int(arguments[0]) if arguments else 1000
    chance = np.random.default_rng(20231213)
    worlds: dict[str, Callable[[int], Counts]] = {
        "Poisson": lambda weeks: chance.poisson(MEAN, weeks),
        "negative binomial, k 2": lambda weeks: _negative_binomial(chance, weeks, 2.0),
        "negative binomial, k .5": lambda weeks: _negative_binomial(chance, weeks, 0.5),
        "AR(1) .6": lambda weeks: _autoregressive(chance, weeks),
    }
    print("| world | " + " | ".join(f"{a} and {b} weeks" for a, b in SHAPES) + " |")
    print("|---|" + "---|" * len(SHAPES))
    for name, world in worlds.items():
        cells = [_size(world, shape, runs) for shape in SHAPES]
        print(
            f"| {name} | " + " | ".join(f"{ours:.3f} ({exact:.2f})" for ours, exact in cells) + " |"
        )
    return 0


def _size(world: Callable[[int], Counts], shape: tuple[int, int], runs: int) -> tuple[float, float]:
    ours = exact = 0
    for _ in range(runs):
        counts = world(sum(shape))
        before, after = counts[: shape[0]].tolist(), counts[shape[0] :].tolist()
        ours += judge_counts(before, after) < NOMINAL
        total = sum(before) + sum(after)
        share = shape[1] / sum(shape)
        exact += total > 0 and binomtest(sum(after), total, share).pvalue < NOMINAL
    return ours / runs, exact / runs


def _negative_binomial(chance: np.random.Generator, weeks: int, k: float) -> Counts:
    return chance.negative_binomial(k, k / (k + MEAN), weeks)


def _autoregressive(chance: np.random.Generator, weeks: int) -> Counts:
    """Counts whose log rate is an AR(1) process with a standard deviation of .7."""
    level = np.empty(weeks)
    level[0] = chance.normal()
    for week in range(1, weeks):
        level[week] = 0.6 * level[week - 1] + chance.normal() * math.sqrt(1 - 0.6**2)
    return chance.poisson(MEAN * np.exp(0.7 * level - 0.7**2 / 2))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
