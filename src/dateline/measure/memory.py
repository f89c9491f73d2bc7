"""How far an estimate from a series may be off, when counts are bursty and remember.

A series' residuals are taken to be partly noise without memory and partly noise that fades by a
constant factor from bin to bin: a correlation of `share * fade ** lag`. Neither is known, and from
few bins neither can be. So a grid of both is weighed by the restricted likelihood of the residuals
(Patterson and Thompson 1971), and what an estimate's error may be is the mixture of the Student's t
that each would give. No one memory is chosen first and then believed: such a choice, made on the
same few bins, is why tests call too many changes.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
NO_MEMORY = 0.7  # prior weight of no memory at all; the rest is spread evenly over the grid
CALM = 0.5  # counts calmer than half of Poisson's variance are calm by chance
_SHARES = (0.3, 0.5, 0.7, 0.9)
_FADES = (0.4, 0.6, 0.75, 0.9)
_GRID = ((0.0, 0.0), *((share, fade) for share in _SHARES for fade in _FADES))
_PRIOR = np.array([NO_MEMORY, *[(1 - NO_MEMORY) / (len(_GRID) - 1)] * (len(_GRID) - 1)])
_STEPS = 60
_CLOSE = 1e-9


def find_crossing(falls: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses nought between two ends (Ridders 1979).

    >>> round(find_crossing(lambda x: 2 - x * x, 0.0, 2.0), 9)
    1.414213562
    """
    first, last = falls(low), falls(high)
    if first <= 0:
        return low
    if last >= 0:
        return high
    found = low
    for _ in range(_STEPS):
        middle = (low + high) / 2
        half = falls(middle)
        at = middle + (middle - low) * half / math.sqrt(half * half - first * last)
        worth = falls(at)
        if abs(at - found) <= _CLOSE * max(1.0, abs(at)) or not worth:
            return at
        found = at
        ends = [(low, first), (high, last), (middle, half), (at, worth)]
        low, first = max((end for end in ends if end[1] > 0), default=ends[0])
        high, last = min((end for end in ends if end[1] <= 0), default=ends[1])
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Doubt:
    """How far off an estimate may be: a mixture of Student's t, each with its own spread."""

    weights: Floats
    spreads: Floats
    freedom: float

    def p_of(self, distance: float) -> float:
        """How often chance alone puts the estimate as far off, on either side."""
        from scipy.special import stdtr

        return float(self.weights @ (2 * stdtr(self.freedom, -abs(distance) / self.spreads)))

    def reach(self, level: float) -> float:
        """The distance that chance stays within so often, both sides together.

        >>> one = Doubt(np.array([1.0]), np.array([2.0]), 1e6)
        >>> round(one.reach(.95), 2), round(one.p_of(3.92), 2)
        (3.92, 0.05)
        """
        low, high = 0.0, float(self.spreads.max())
        while self.p_of(high) > 1 - level:
            low, high = high, high * 2
        return find_crossing(lambda distance: self.p_of(distance) - (1 - level), low, high)


@dataclass(frozen=True, slots=True, eq=False)
class Memories:
    """The memories that residuals allow.

    Attributes:
        weights: how likely each is, together 1.
        scales: variance of a residual under each; 1 is Poisson's.
        freedom: residuals less the levels fitted to them.
        correlations: for each, the correlation of every bin with every other.
        dispersion: variance of the residuals whatever their memory.
        likelihood: log of how likely the residuals are under all memories together.
    """

    weights: Floats
    scales: Floats
    freedom: float
    correlations: Floats
    dispersion: float
    likelihood: float = 0.0

    @property
    def memory(self) -> float:
        """Correlation of a bin with the next, as far as the residuals tell."""
        return float(self.weights @ np.array([share * fade for share, fade in _GRID]))

    def doubt(self, loadings: Floats) -> Doubt:
        """How far off the sum of residuals with these loadings may be."""
        variances = (self.correlations @ loadings) @ loadings
        return Doubt(self.weights, np.sqrt(self.scales * variances), self.freedom)


def weigh_memories(
    residuals: Floats, design: Floats, positions: tuple[float, ...], *, calm: float = CALM
) -> Memories:
    """Weigh the memories that the residuals of a series allow.

    Args:
        residuals: what is left of each bin, over its own spread if counts were Poisson.
        design: a column for each level fitted, over the same spread.
        positions: where each bin stands, in bins; bins far apart are unrelated.
        calm: the least variance of a residual to believe.

    Returns:
        The memories; their freedom is at least 1.
    """
    correlations, inverses, sizes = _correlate(positions)
    freedom = len(residuals) - design.shape[1]
    turned = inverses @ residuals
    crossed = np.matmul(design.T, np.matmul(inverses, design))
    along = turned @ design
    fitted = np.linalg.solve(crossed, along[..., None])[..., 0]
    squares = np.maximum(turned @ residuals - np.sum(along * fitted, axis=1), 1e-9)
    likelihood = (
        -0.5 * sizes
        - 0.5 * np.linalg.slogdet(crossed)[1]
        - 0.5 * freedom * np.log(squares)
        + np.log(_PRIOR)
    )
    free = float(max(1, freedom))
    spread = float(residuals @ residuals) / free
    if spread < CALM:  # what hardly varies shows no memory
        likelihood[1:] = -np.inf
    weights = np.exp(likelihood - likelihood.max())
    return Memories(
        weights / weights.sum(),
        np.maximum(squares / free, calm),
        free,
        correlations,
        max(calm, spread),
        _add_up(-0.5 * sizes - 0.5 * len(residuals) * np.log(squares) + np.log(_PRIOR)),
    )


def _add_up(logs: Floats) -> float:
    """The log of the sum of what these are logs of."""
    return float(logs.max() + np.log(np.exp(logs - logs.max()).sum()))


@lru_cache(maxsize=16)
def _correlate(positions: tuple[float, ...]) -> tuple[Floats, Floats, Floats]:
    """Correlations of bins under each memory, their inverses, and their log determinants."""
    places = np.asarray(positions)
    lags = np.abs(np.subtract.outer(places, places))
    same = np.eye(len(places))
    correlations = np.stack(
        [same if not share else (1 - share) * same + share * fade**lags for share, fade in _GRID]
    )
    return correlations, np.linalg.inv(correlations), np.linalg.slogdet(correlations)[1]
