"""A series of counts in bins: the level of each period, the season over it, the noise around it."""

import math
from dataclasses import dataclass, replace

import numpy as np

from dateline.measure.contrasts import Change, Contrast, assume_poisson
from dateline.measure.intervals import LEVEL
from dateline.measure.memory import Doubt, Floats, Memories, weigh_memories

BEFORE, AFTER, HELD = 0, 1, 2
YEAR = 365.2425
SEASON_DAYS = 2 * YEAR  # every season must have been seen twice before one is taken out
FEW = 8  # bins, all together, below which no change's noise is estimated
FEWEST = 4  # bins below which no level's noise is
_PAD = 0.5  # what an empty period is taken to hold, so that a ratio has an interval
_APART = 1e6  # bins of two series that are not the same days
_ROUNDS = 25
_CLOSE = 1e-8
_LEAST_FREEDOM = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """Counts in bins of one length, the last of a period perhaps cut short.

    Attributes:
        counts: units in each.
        exposures: how much of its length each covers, 0 to 1.
        positions: where each starts, in bins from the first.
        sides: `BEFORE`, `AFTER` or `HELD`: whether it belongs to a period or is held besides.
        days: length of a bin.
        first: ordinal of the first day, for the season.
    """

    counts: Floats
    exposures: Floats
    positions: Floats
    sides: Floats
    days: int
    first: int = 0

    def total(self, side: int) -> float:
        """Units of a side."""
        return float(self.counts[self.sides == side].sum())

    def exposure(self, side: int) -> float:
        """Bins of a side, cut ones counted in part."""
        return float(self.exposures[self.sides == side].sum())

    @property
    def spans_seasons(self) -> bool:
        """Whether every season was seen twice, and some of it outside the two periods."""
        span = (self.positions.max() - self.positions.min() + 1) * self.days
        return bool(span >= SEASON_DAYS and (self.sides == HELD).any())


def fit_change(bins: Bins) -> Change:
    """Fit the level before, the level after, what is held besides, and the season.

    Quasi-Poisson counts with a level for each period. Once two years are held a yearly and a
    half-yearly wave are fitted too (log link; McCullagh and Nelder 1989, chapter 9), and believed
    as far as they explain (weights after Akaike; Burnham and Anderson 2002).
    """
    totals = bins.total(BEFORE), bins.total(AFTER)
    exposures = bins.exposure(BEFORE), bins.exposure(AFTER)
    if len(bins.counts) < FEW:
        return assume_poisson(totals, exposures)
    design = _levels(bins)
    means = _level_means(bins, design)
    memories = _weigh(bins, design, means)
    plain = _contrast(bins, memories, totals, exposures)
    if not bins.spans_seasons:
        return Change(plain, memories=memories, bins=len(bins.counts), days=bins.days)
    waves = _waves(bins)
    both = np.hstack([design, waves])
    coefficients, means = _fit(bins, both, means)
    strength = np.exp(waves @ coefficients[design.shape[1] :])
    net = tuple(
        float((bins.exposures * strength)[bins.sides == side].sum()) for side in (BEFORE, AFTER)
    )
    seasonal = _weigh(bins, both, means)
    gained = seasonal.likelihood - memories.likelihood - waves.shape[1]
    ratio = (net[1] / exposures[1]) / (net[0] / exposures[0])
    extra = _extra(design, both, means, seasonal)
    return Change(
        plain,
        _contrast(bins, seasonal, totals, (net[0], net[1]), strength, extra),
        1 / (1 + math.exp(min(50.0, -gained))),
        ratio,
        memories,
        len(bins.counts),
        bins.days,
    )


def fit_pair(one: Bins, other: Bins) -> Change:
    """Fit the ratio of two series of the same days, other over one; what moves both cancels."""
    totals = float(one.counts.sum()), float(other.counts.sum())
    exposure = float(one.exposures.sum())
    if len(one.counts) < FEW:
        return assume_poisson(totals, (exposure, exposure))
    first, second = max(totals[0], _PAD), max(totals[1], _PAD)
    ratio = second / first
    root = np.sqrt(one.exposures)
    spread = math.sqrt(second * (1 + ratio) / exposure)  # of the difference of Poisson counts
    memories = weigh_memories(
        (other.counts - ratio * one.counts) / (root * spread), root[:, None], _places(one)
    )
    # One variance for both; what it is of is the difference, so half is each one's.
    noise = memories.doubt(root / exposure).spreads ** 2
    nothing = np.zeros(len(noise))
    contrast = Contrast(
        totals, (exposure, exposure), memories.weights, (noise, noise, nothing), nothing,
        memories.freedom,
    )  # fmt: skip
    return Change(contrast, memories=memories, bins=len(one.counts), days=one.days)


def fit_rate(bins: Bins) -> tuple[Memories, float] | None:
    """The noise around one level, and what it multiplies the variance of a Poisson total by.

    None where bins are too few to tell. A level is at most believed to vary as Poisson's does.
    """
    if len(bins.counts) < FEWEST or not bins.counts.sum():
        return None
    exposures = bins.exposures
    mean = float(bins.counts.sum() / exposures.sum())
    root = np.sqrt(mean * exposures)
    memories = weigh_memories(
        (bins.counts - mean * exposures) / root, root[:, None], _places(bins), calm=1.0
    )
    return memories, _stretch(memories.doubt(root), mean * exposures.sum())


def fit_share(part: Bins, whole: Bins) -> tuple[Memories, float] | None:
    """The noise of a share from bin to bin, over that of a share of independent events.

    None where bins are too few to tell, or the share is nought or all.
    """
    used = whole.counts > 0
    share = part.counts.sum() / max(whole.counts.sum(), 1.0)
    if used.sum() < FEWEST or not 0 < share < 1:
        return None
    sizes = whole.counts[used] * share * (1 - share)
    root = np.sqrt(sizes)
    places = (whole.positions[used] - whole.positions[used][0]).tolist()
    residuals = (part.counts[used] - share * whole.counts[used]) / root
    memories = weigh_memories(residuals, root[:, None], tuple(places))
    return memories, _stretch(memories.doubt(root), sizes.sum())


def _stretch(doubt: Doubt, variance: float) -> float:
    """What a variance is multiplied by so that a normal interval reaches as far as the doubt."""
    from scipy.special import ndtri

    reach = doubt.reach(LEVEL) / float(ndtri((1 + LEVEL) / 2))
    return max(1.0, reach * reach / float(variance))


def set_apart(bins: Bins) -> Bins:
    """The same bins, those after taken for another series, unrelated to those before."""
    moved = bins.positions + np.where(bins.sides == AFTER, _APART, 0.0)
    return Bins(bins.counts, bins.exposures, moved, bins.sides, bins.days, bins.first)


def _places(bins: Bins) -> tuple[float, ...]:
    return tuple((bins.positions - bins.positions[0]).tolist())


def _weigh(bins: Bins, design: Floats, means: Floats) -> Memories:
    root = np.sqrt(means)
    weighed = weigh_memories((bins.counts - means) / root, design * root[:, None], _places(bins))
    return _count_freedom(weighed, bins, float(means.mean()))


def _count_freedom(memories: Memories, bins: Bins, mean: float) -> Memories:
    """Believe a variance the less, the longer the tails of the counts it was read from.

    The variance of a sample has `2 n / (2 + excess kurtosis)` degrees of freedom; the kurtosis is
    that of a negative binomial count of this mean and dispersion. Long tails do little harm where
    both periods are as long, since their skews cancel, so they weigh with the square of
    how uneven the two are.
    """
    first, second = (np.count_nonzero(bins.sides == side) for side in (BEFORE, AFTER))
    uneven = abs(first - second) / (first + second)
    over = max(memories.dispersion - 1, 0.0)
    tails = 6 * over / mean + 1 / (mean * (1 + over))
    freedom = 2 * memories.freedom / (2 + uneven**2 * tails)
    return replace(memories, freedom=max(_LEAST_FREEDOM, freedom))


def _contrast(
    bins: Bins,
    memories: Memories,
    totals: tuple[float, float],
    exposures: tuple[float, float],
    strength: Floats | None = None,
    extra: Floats | None = None,
) -> Contrast:
    root = np.sqrt(bins.exposures if strength is None else bins.exposures * strength)
    first, second = (
        np.where(bins.sides == side, root, 0.0) / exposures[side] for side in (BEFORE, AFTER)
    )
    alone = [memories.doubt(loadings).spreads ** 2 for loadings in (first, second)]
    together = memories.doubt(second - first).spreads ** 2
    nothing = np.zeros(len(together))
    return Contrast(
        totals,
        exposures,
        memories.weights,
        (alone[0], alone[1], alone[0] + alone[1] - together),
        nothing if extra is None else extra,
        memories.freedom,
    )


def _extra(plain: Floats, both: Floats, means: Floats, memories: Memories) -> Floats:
    """The variance that fitting the waves adds to the log of the ratio, under each memory."""
    variances = []
    for design in (plain, both):
        scaled = design * np.sqrt(means)[:, None]
        contrast = np.zeros(design.shape[1])
        contrast[BEFORE], contrast[AFTER] = -1.0, 1.0
        loadings = scaled @ np.linalg.solve(scaled.T @ scaled, contrast)
        variances.append(memories.doubt(loadings).spreads ** 2)
    return np.maximum(variances[1] - variances[0], 0.0)


def _levels(bins: Bins) -> Floats:
    sides = int(bins.sides.max()) + 1
    return np.asarray(bins.sides[:, None] == np.arange(sides)[None, :], dtype=np.float64)


def _level_means(bins: Bins, design: Floats) -> Floats:
    totals = np.maximum(design.T @ bins.counts, _PAD)
    rates = totals / (design.T @ bins.exposures)
    return np.asarray((design @ rates) * bins.exposures, dtype=np.float64)


def _waves(bins: Bins) -> Floats:
    """A yearly wave and a half-yearly one, by the middle day of each bin."""
    days = bins.first + (bins.positions + bins.exposures / 2) * bins.days
    turns = 2 * math.pi * days / YEAR
    return np.stack([np.cos(turns), np.sin(turns), np.cos(2 * turns), np.sin(2 * turns)], axis=1)


def _fit(bins: Bins, design: Floats, means: Floats) -> tuple[Floats, Floats]:
    """Fit by iterated weighted least squares from the levels alone; stop where it will not move."""
    offset = np.log(bins.exposures)
    coefficients = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        working = np.log(means) - offset + (bins.counts - means) / means
        weighted = design * means[:, None]
        # The faintest ridge keeps a season that one empty level leaves open from running away.
        crossed = design.T @ weighted + 1e-6 * np.eye(design.shape[1])
        step = np.linalg.solve(crossed, weighted.T @ working)
        moved = float(np.abs(step - coefficients).max())
        coefficients = np.asarray(step, dtype=np.float64)
        means = np.asarray(np.exp(np.clip(design @ coefficients + offset, -12, 12)))
        if moved < _CLOSE:
            break
    return coefficients, np.maximum(means, 1e-3)
