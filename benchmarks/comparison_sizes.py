"""How often a comparison of unchanged periods is called a change, beside the exact Poisson test.

usage: python -m benchmarks.comparison_sizes [RUNS]
"""

import sys

import numpy as np
from evals.measure_sizes import (
    NOMINAL,
    SEED,
    SHAPES,
    WORLDS,
    Shape,
    World,
    judge_world,
    share_unclear,
)
from scipy.stats import binomtest


def main(arguments: list[str]) -> int:
    """Print size, power over the oracle's, and the exact test's size, by world and weeks."""
    runs = int(arguments[0]) if arguments else 2000
    heads = [f"{held} held, {before} and {after}" for held, before, after in SHAPES]
    print("| world | " + " | ".join(heads) + " |")
    print("|---|" + "---|" * len(SHAPES))
    for world in WORLDS:
        cells = [_cell(world, shape, runs) for shape in SHAPES]
        print(f"| {world.name} | " + " | ".join(cells) + " |", flush=True)
    return 0


def _cell(world: World, shape: Shape, runs: int) -> str:
    if world.season and not shape[0]:
        return ""
    size, power, oracle = judge_world(world, shape, runs)
    exact = _exact_size(world, shape, runs)
    unclear = share_unclear(world, shape, runs)
    told = f"; {unclear[0]:.2f} and {unclear[1]:.2f} unclear" if sum(unclear) else ""
    return f"{size:.3f}, {power / oracle:.2f} ({exact:.2f}){told}"


def _exact_size(world: World, shape: Shape, runs: int) -> float:
    chance = np.random.default_rng(SEED)
    hits = 0
    for counts in world.counts(chance, shape, runs=runs):
        before, after = counts[shape[0] : shape[0] + shape[1]], counts[shape[0] + shape[1] :]
        total = int(before.sum() + after.sum())
        share = shape[2] / (shape[1] + shape[2])
        hits += total > 0 and binomtest(int(after.sum()), total, share).pvalue < NOMINAL
    return hits / runs


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
