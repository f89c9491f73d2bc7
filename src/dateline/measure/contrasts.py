"""Two levels against each other: what their ratio is, and how far the noise lets it be believed."""

import math
from dataclasses import dataclass, replace

import numpy as np

from dateline.measure.memory import Doubt, Floats, Memories, find_crossing

ENOUGH = 40  # bins, all together, from which memory is told from a change
_PAD = 0.5  # what an empty period is taken to hold, so that a ratio has an interval
_BACK = 0.25
_OFTEN = 4.0  # variance over mean of attack counts that nobody could measure
_MANY = 1e6  # degrees of freedom where the noise is taken as Poisson's
_STEP = 1.5
_TINY = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """Two totals over their exposures, and the noise that either may have.

    Attributes:
        totals: units before and after.
        exposures: what they were counted over, in bins, a season's strength taken in.
        weights: how likely each memory is.
        noises: for each memory, variance of the relative level before, of that after, and twice
            their covariance, at one unit a bin.
        extra: for each memory, variance that fitting the season adds.
        freedom: of Student's t.
    """

    totals: tuple[float, float]
    exposures: tuple[float, float]
    weights: Floats
    noises: tuple[Floats, Floats, Floats]
    extra: Floats
    freedom: float

    def p_of(self, ratio: float) -> float:
        """The p-value of a true ratio of rates, after over before.

        Totals of bursty counts are skewed as a gamma is; their cube roots hardly are (Wilson and
        Hilferty 1931), so both are compared there, with the mean and variance they have if it is
        true.
        """
        before, after = self.totals
        level = (before + after) / (self.exposures[0] + ratio * self.exposures[1])
        expected = self.exposures[1] * level * ratio
        # Counts are whole: a part of a unit back towards what is expected. Half (Yates 1934) is
        # exact for the tail and too careful on the whole; a quarter gives the mid-p value.
        step = max(-_BACK, min(_BACK, expected - after))
        relative = (before - step) / (self.exposures[0] * level), (after + step) / expected
        first, second, _ = self.noises
        bend = float(self.weights @ (second / ratio - first)) / level / 3
        distance = 3 * (max(0.0, relative[1]) ** (1 / 3) - max(0.0, relative[0]) ** (1 / 3)) + bend
        return Doubt(self.weights, self.spreads(ratio), self.freedom).p_of(distance)

    def spreads(self, ratio: float) -> Floats:
        """Spread of the log ratio under each memory, if that ratio is true."""
        level = sum(self.totals) / (self.exposures[0] + ratio * self.exposures[1])
        first, second, both = self.noises
        variances = (first + second / ratio - both / math.sqrt(ratio)) / level + self.extra
        return np.sqrt(np.maximum(variances, 1e-12))


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """The level after over the level before.

    Attributes:
        plain: the totals as counted.
        seasonal: the totals with the season taken in; None where too little is held.
        season: how likely a season is, 0 to 1.
        season_ratio: the ratio that the season alone would give.
        memories: the noise around the levels; None where bins are too few and it is Poisson's.
        bins: how many bins it rests on.
        days: length of a bin.
    """

    plain: Contrast
    seasonal: Contrast | None = None
    season: float = 0.0
    season_ratio: float = 1.0
    memories: Memories | None = None
    bins: int = 0
    days: int = 7

    @property
    def unit(self) -> str:
        """What the bins are called."""
        return name_bins(self.days)

    def p(self) -> float:
        """The p-value of no change but the season's, as far as there is a season."""
        plain = self.plain.p_of(1.0)
        if self.seasonal is None:
            return plain
        return (1 - self.season) * plain + self.season * self.seasonal.p_of(1.0)

    def p_remembering(self) -> float | None:
        """The p-value if counts do remember; None where bins are enough to tell whether they do.

        Sixteen weeks look the same whether counts remember or a level changed. Below
        `ENOUGH` bins a change is one only if it would be one under the memories alone, weighed by
        the residuals. Where even the noise is unknown, it is taken as bursty as counts often are.
        """
        if self.bins >= ENOUGH:
            return None
        if self.memories is None:
            noises = tuple(noise * _OFTEN for noise in self.plain.noises)
            return replace(self.plain, noises=(noises[0], noises[1], noises[2])).p_of(1.0)
        weights = self.plain.weights.copy()
        weights[0] = 0.0
        if not weights.sum():  # calmer than chance: nothing is remembered
            return self.plain.p_of(1.0)
        return replace(self.plain, weights=weights / weights.sum()).p_of(1.0)

    def moved(self, units: float) -> "Change":
        """The same change with so many units more in the second period, its noise unchanged."""
        sides = [
            None if one is None else replace(one, totals=(one.totals[0], one.totals[1] + units))
            for one in (self.plain, self.seasonal)
        ]
        return replace(self, plain=sides[0] or self.plain, seasonal=sides[1])

    def interval(self, level: float) -> tuple[float, float | None]:
        """The ratios of rates that are not refused; no high where there was nothing before."""
        before, after = self.plain.totals
        centre = (after or _PAD) / self.plain.exposures[1]
        centre /= (before or _PAD) / self.plain.exposures[0]
        low = 0.0 if not after else self._edge(centre, 1 / _STEP, level)
        return low, self._edge(centre, _STEP, level) if before else None

    def smallest(self, level: float, power: float) -> float:
        """The smallest ratio above 1 that would be seen so often."""
        doubt = Doubt(self.plain.weights, self.plain.spreads(1.0), self.plain.freedom)
        return math.exp(doubt.reach(level) + doubt.reach(2 * power - 1))

    def _edge(self, inside: float, step: float, level: float) -> float:
        """The ratio up or down from one inside at which p crosses."""
        outside = inside * step
        while self.plain.p_of(outside) > 1 - level and _TINY < outside < 1 / _TINY:
            inside, outside = outside, outside * step
        ends = math.log(inside), math.log(outside)
        sign = 1 if step > 1 else -1
        found = find_crossing(
            lambda log: self.plain.p_of(math.exp(sign * log)) - (1 - level),
            *(sign * end for end in ends),
        )
        return math.exp(sign * found)


def assume_poisson(totals: tuple[float, float], exposures: tuple[float, float]) -> Change:
    """A change whose noise nobody could measure: Poisson's is taken."""
    nothing = np.zeros(1)
    noises = (np.array([1 / exposures[0]]), np.array([1 / exposures[1]]), nothing)
    return Change(Contrast(totals, exposures, np.ones(1), noises, nothing, _MANY))


def name_bins(days: int) -> str:
    """What bins of that length are called."""
    return {1: "days", 7: "weeks"}.get(days, f"spells of {days} days")
