"""How often a quiet year raises an alarm, and how soon a doubling is seen."""

import numpy as np

from dateline.measure.breaks import find_alarm
from evals.measure_sizes import SEED, WORLDS, World, negative_binomial

YEAR = 52
LATEST = 3  # weeks by which a doubling is to be seen
QUICK = 16
MILD = World("nb20", negative_binomial(20.0))
SIZES = (5.0, 20.0)  # events a week


def score(runs: int = QUICK) -> dict[str, float]:
    """False alarms a series-year, and doublings seen within three weeks, by world."""
    figures = {}
    for world in (*WORLDS[:4], MILD):
        for mean in SIZES:
            name = f"{world.name}.{mean:g}"
            alarms, seen = judge(world, mean, runs)
            figures[f"measure.breaks.false_alarms.{name}.error"] = alarms
            figures[f"measure.breaks.quiet.{name}"] = 1 - alarms
            figures[f"measure.breaks.doubling.{name}"] = seen
    print("measure: alarms in a quiet year, doublings seen within three weeks")
    for name, value in figures.items():
        print(f"  {name:<52}{value:>7.3f}")
    return {name: round(value, 4) for name, value in figures.items()}


def judge(
    world: World, mean: float, runs: int, threshold: float | None = None
) -> tuple[float, float]:
    """The share of quiet years with an alarm, and of doublings seen by the third week."""
    chance = np.random.default_rng([SEED, int(mean), *world.name.encode()])
    given = {} if threshold is None else {"threshold": threshold}
    weeks = 2 * YEAR
    rates = np.full((runs, weeks), mean)
    alarms = 0
    for counts in world.draw(chance, rates).tolist():
        looks = (find_alarm(counts[: end + 1], **given) for end in range(YEAR, weeks))
        alarms += any(look is not None for look in looks)
    rates = np.full((runs, YEAR + LATEST), mean)
    rates[:, YEAR:] *= 2
    seen = 0
    for counts in world.draw(chance, rates).tolist():
        looks = (find_alarm(counts[: YEAR + week], **given) for week in range(1, LATEST + 1))
        seen += any(look is not None and look.kind == "surge" for look in looks)
    return alarms / runs, seen / runs
