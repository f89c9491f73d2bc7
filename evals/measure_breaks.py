"""How often a quiet year raises an alarm, how soon a doubling is seen, and how soon it could be.

The oracle knows the world and the rate. Where weeks do not remember it adds up the likelihood ratio
of a doubling (Page 1954; no detector is quicker, Moustakides 1986), where they do it takes the best
window of one to three weeks; its threshold leaves one quiet year in twenty with an alarm.
"""

import math

import numpy as np
import numpy.typing as npt

from dateline.measure.breaks import find_alarm
from evals.measure_sizes import SEED, WORLDS, World, negative_binomial

Floats = npt.NDArray[np.float64]
YEAR = 52
LATEST = 3  # weeks by which a doubling is to be seen
QUICK = 20
VISIBLE = 0.4
ORACLE = 2000
QUIET = 0.95
MILD = World("nb20", negative_binomial(20.0))
SHAPES = {"poisson": math.inf, "nb20": 20.0, "nb2": 2.0, "nb.5": 0.5}  # without memory
SIZES = (5.0, 20.0)  # events a week


def score(runs: int = QUICK) -> dict[str, float]:
    """Quiet years without an alarm, and doublings seen within three weeks beside an oracle's.

    Worlds are few series each, so that only what all of them give together has a floor:
    `measure.alarms.quiet`, and `measure.alarms.of_oracle` over the worlds in which one who knows
    the world sees at least two doublings in five.
    """
    figures, quiet, ours, theirs = {}, [], 0.0, 0.0
    for world in (*WORLDS[:4], MILD):
        for mean in SIZES:
            name = f"{world.name}.{mean:g}"
            alarms, seen = judge(world, mean, runs)
            oracle = ask_oracle(world, mean)
            figures[f"measure.alarms.quiet.{name}.look"] = 1 - alarms
            figures[f"measure.alarms.doubling.{name}.look"] = seen
            figures[f"measure.alarms.oracle.{name}.look"] = oracle
            quiet.append(1 - alarms)
            if oracle >= VISIBLE:
                ours, theirs = ours + seen, theirs + oracle
    figures["measure.alarms.quiet"] = float(np.mean(quiet))
    figures["measure.alarms.of_oracle"] = ours / theirs
    print("measure: quiet years, doublings seen within three weeks, and by an oracle")
    for name, value in figures.items():
        print(f"  {name:<52}{value:>7.3f}")
    return {name: round(value, 4) for name, value in figures.items()}


def ask_oracle(world: World, mean: float) -> float:
    """The share of doublings that one who knows the world sees by the third week."""
    chance = np.random.default_rng([SEED, 1, int(mean), *world.name.encode()])
    quiet = world.draw(chance, np.full((ORACLE, 2 * YEAR), mean)).astype(np.float64)
    rates = np.full((ORACLE, YEAR + LATEST), mean)
    rates[:, YEAR:] *= 2
    doubled = world.draw(chance, rates).astype(np.float64)
    shape = SHAPES.get(world.name)
    if shape is not None:
        return _share_seen(_cusum(quiet, mean, shape), _cusum(doubled, mean, shape))
    windows = ((_window(quiet, weeks), _window(doubled, weeks)) for weeks in range(1, LATEST + 1))
    return max(_share_seen(*both) for both in windows)


def _share_seen(quiet: Floats, doubled: Floats) -> float:
    threshold = np.quantile(quiet[:, YEAR:].max(axis=1), QUIET)
    return float((doubled[:, YEAR:].max(axis=1) > threshold).mean())


def _cusum(counts: Floats, mean: float, shape: float) -> Floats:
    """The cumulated log likelihood ratio of a doubling, back at nought where it falls below."""
    gains = counts * math.log(2)
    gains -= (
        mean
        if math.isinf(shape)
        else (counts + shape) * math.log((shape + 2 * mean) / (shape + mean))
    )
    level = np.zeros_like(gains)
    for week in range(1, gains.shape[1]):
        level[:, week] = np.maximum(level[:, week - 1], 0) + gains[:, week]
    return level


def _window(counts: Floats, weeks: int) -> Floats:
    """Totals of so many last weeks."""
    total = np.cumsum(np.pad(counts, ((0, 0), (weeks, 0))), axis=1)
    return np.asarray(total[:, weeks:] - total[:, :-weeks])


def judge(world: World, mean: float, runs: int, strictness: float = 1.0) -> tuple[float, float]:
    """The share of quiet years with an alarm, and of doublings seen by the third week."""
    chance = np.random.default_rng([SEED, int(mean), *world.name.encode()])
    weeks = 2 * YEAR
    rates = np.full((runs, weeks), mean)
    alarms = 0
    for counts in world.draw(chance, rates).tolist():
        looks = (find_alarm(counts[: end + 1], strictness=strictness) for end in range(YEAR, weeks))
        alarms += any(look is not None for look in looks)
    rates = np.full((runs, YEAR + LATEST), mean)
    rates[:, YEAR:] *= 2
    seen = 0
    for counts in world.draw(chance, rates).tolist():
        looks = (
            find_alarm(counts[: YEAR + week], strictness=strictness)
            for week in range(1, LATEST + 1)
        )
        seen += any(look is not None and look.kind == "surge" for look in looks)
    return alarms / runs, seen / runs
