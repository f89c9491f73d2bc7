"""How often a comparison of unchanged periods is called a change, and how often it sees a rise.

Seeded worlds: Poisson, negative binomial (k .5 and 2), counts whose rate remembers (AR(1) .6), and
seasons. Sizes are at a nominal 5 percent. Power is over that of an oracle: a test of the same ratio
that knows the world, its critical value taken from the world itself.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.measure.change import fit_counts
from dateline.measure.intervals import bound_count
from dateline.measure.levels import Bins, fit_rate

Shape = tuple[int, int, int]
Counts = npt.NDArray[np.int64]
SEED = 20231213
MEAN = 5.0
NOMINAL = 0.05
POWER = 0.8  # of the oracle, at the change looked for
QUICK = 200
# Weeks held besides, before and after.
SHAPES = ((104, 26, 26), (104, 26, 4), (0, 52, 26), (0, 26, 26), (0, 8, 8))
QUICK_SHAPES = ((104, 26, 26), (0, 52, 26))
ORACLE = 4000  # draws
_SWING = 0.5  # log amplitude of the season
_YEAR = 52.18


@dataclass(frozen=True, slots=True)
class World:
    """Counts in so many weeks when nothing changes but what `factor` multiplies the rate by."""

    name: str
    draw: Callable[[np.random.Generator, npt.NDArray[np.float64]], Counts]
    season: bool = False

    def counts(
        self, chance: np.random.Generator, shape: Shape, factor: float = 1.0, *, runs: int
    ) -> Counts:
        """Draw the weeks of a shape so often; the rate of the last ones is multiplied."""
        weeks = np.arange(sum(shape))
        rates = np.full((runs, len(weeks)), MEAN)
        if self.season:
            phase = chance.uniform(0, 2 * math.pi, (runs, 1))
            rates *= np.exp(_SWING * np.cos(2 * math.pi * weeks / _YEAR + phase))
        rates[:, shape[0] + shape[1] :] *= factor
        return self.draw(chance, rates)


def negative_binomial(k: float) -> Callable[..., Counts]:
    """Counts whose rate varies from week to week as a gamma of shape k does, without memory."""
    return lambda chance, rates: chance.negative_binomial(k, k / (k + rates))


def _autoregressive(chance: np.random.Generator, rates: npt.NDArray[np.float64]) -> Counts:
    """Counts whose log rate is an AR(1) process with a standard deviation of .7."""
    level = np.empty(rates.shape)
    level[:, 0] = chance.normal(size=len(rates))
    for week in range(1, rates.shape[1]):
        shock = chance.normal(size=len(rates)) * math.sqrt(1 - 0.6**2)
        level[:, week] = 0.6 * level[:, week - 1] + shock
    return chance.poisson(rates * np.exp(0.7 * level - 0.7**2 / 2))


def _poisson(chance: np.random.Generator, rates: npt.NDArray[np.float64]) -> Counts:
    return chance.poisson(rates)


WORLDS = (
    World("poisson", _poisson),
    World("nb2", negative_binomial(2.0)),
    World("nb.5", negative_binomial(0.5)),
    World("ar.6", _autoregressive),
    World("season", negative_binomial(2.0), season=True),
)


def score(runs: int = QUICK, shapes: tuple[Shape, ...] = QUICK_SHAPES) -> dict[str, float]:
    """Figures by world and shape: size, power over the oracle's, coverage of a rate's interval."""
    figures = {}
    for world in WORLDS:
        for shape in shapes:
            if world.season and not shape[0]:
                continue  # a season nobody saw before cannot be told from a change
            name = f"{world.name}.{'_'.join(map(str, shape))}"
            size, power, oracle = judge_world(world, shape, runs)
            figures[f"measure.size.{name}"] = size
            figures[f"measure.holds.{name}"] = 1 - size
            figures[f"measure.power_ratio.{name}"] = power / oracle
    for world in WORLDS[:4]:
        for weeks in (8, 26, 52):
            figures[f"measure.rate_coverage.{world.name}.{weeks}"] = cover_rate(world, weeks, runs)
    print("measure: size at 5 percent, power over the oracle's")
    for name, value in figures.items():
        print(f"  {name:<44}{value:>7.3f}")
    return {name: round(value, 4) for name, value in figures.items()}


def judge_world(world: World, shape: Shape, runs: int) -> tuple[float, float, float]:
    """Size, power at the change that the oracle sees four times in five, and the oracle's power."""
    nulls, changed, power = draw_runs(world, shape, runs)
    size, seen = (
        float(np.mean([is_called(counts, shape) == 1 for counts in drawn]))
        for drawn in (nulls, changed)
    )
    return size, seen, power


def share_unclear(world: World, shape: Shape, runs: int) -> tuple[float, float]:
    """How often no verdict is given because the record is short: without a change, and with one."""
    nulls, changed, _ = draw_runs(world, shape, runs)
    first, second = (
        float(np.mean([0 < is_called(counts, shape) < 1 for counts in drawn]))
        for drawn in (nulls, changed)
    )
    return first, second


def draw_runs(world: World, shape: Shape, runs: int) -> tuple[Counts, Counts, float]:
    """Counts without a change, with one that the oracle sees four times in five, and its power."""
    chance = np.random.default_rng([SEED, *shape, *world.name.encode()])
    nulls = world.counts(chance, shape, runs=runs)
    critical = _critical(world, shape, chance)
    low, high = 1.0, 50.0
    for _ in range(8):
        factor = math.sqrt(low * high)
        seen = _oracle(world, shape, factor, critical) >= POWER
        low, high = (low, factor) if seen else (factor, high)
    changed = world.counts(chance, shape, high, runs=runs)
    return nulls, changed, _oracle(world, shape, high, critical)


def cover_rate(world: World, weeks: int, runs: int) -> float:
    """How often the interval of a rate holds the rate behind the counts."""
    chance = np.random.default_rng([SEED, weeks])
    held = 0
    for counts in world.counts(chance, (0, weeks, 0), runs=runs).astype(np.float64):
        places = np.arange(weeks, dtype=np.float64)
        fitted = fit_rate(Bins(counts, np.ones(weeks), places, np.zeros(weeks), 7))
        low, high = bound_count(float(counts.sum()), fitted[1] if fitted else 1.0)
        held += low <= MEAN * weeks <= high
    return held / runs


def is_called(counts: Counts, shape: Shape) -> float:
    """1 where a change is called, a half where the record is too short to tell, else 0."""
    held, before = shape[0], shape[0] + shape[1]
    if not counts[held:].sum():
        return 0.0
    fitted = fit_counts(
        counts[held:before].tolist(), counts[before:].tolist(), counts[:held].tolist()
    )
    careful = fitted.p_remembering()
    if fitted.p() >= NOMINAL:
        return 0.0
    return 1.0 if careful is None or careful < NOMINAL else 0.5


def _critical(world: World, shape: Shape, chance: np.random.Generator) -> float:
    """How far the log ratio lies from nought once in twenty, where nothing changes."""
    return float(np.quantile(np.abs(_log_ratios(world, shape, 1.0, chance)), 1 - NOMINAL))


def _oracle(world: World, shape: Shape, factor: float, critical: float) -> float:
    chance = np.random.default_rng([SEED, 1])
    ratios = _log_ratios(world, shape, factor, chance)
    return float(np.mean(np.abs(ratios) > critical))


def _log_ratios(
    world: World, shape: Shape, factor: float, chance: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Log ratios of many draws; the oracle knows the season, so none is drawn for it."""
    calm = World(world.name, world.draw)
    short = (0, shape[1], shape[2])
    draws = calm.counts(chance, short, factor, runs=ORACLE)
    before = draws[:, : shape[1]].sum(axis=1) + 0.5
    after = draws[:, shape[1] :].sum(axis=1) + 0.5
    return np.asarray(np.log(after / shape[2]) - np.log(before / shape[1]))
