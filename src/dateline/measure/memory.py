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
_NOISE = np.array([1 - share for share, _ in _GRID[1:]])[:, None]  # without memory
_KEPT = np.array([share for share, _ in _GRID[1:]])[:, None]
_CLOSEST = 1e-6  # bins apart, so that two of the same days are nearly, not wholly, alike
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
        kernel: how bins of these places go together under each.
        dispersion: variance of the residuals whatever their memory.
        likelihood: log of how likely the residuals are under all memories together.
    """

    weights: Floats
    scales: Floats
    freedom: float
    kernel: "Kernel"
    dispersion: float
    likelihood: float = 0.0

    @property
    def memory(self) -> float:
        """Correlation of a bin with the next, as far as the residuals tell."""
        return float(self.weights @ np.array([share * fade for share, fade in _GRID]))

    def doubt(self, loadings: Floats) -> Doubt:
        """How far off the sum of residuals with these loadings may be."""
        variances = self.kernel.variances(loadings)
        return Doubt(self.weights, np.sqrt(self.scales * variances), self.freedom)


@dataclass(frozen=True, slots=True, eq=False)
class Kernel:
    """The correlations of bins under each memory but none, never written out.

    The inverse of what fades by a constant factor has three diagonals, T, so that the correlation
    `(1 - share) I + share T^-1` has the inverse `((1 - share) T + share I)^-1 T`. Both are solved
    in a time that grows with the bins and not with their cube, all memories at once.

    Attributes:
        order: how bins follow each other in time.
        middle: the diagonal of T under each memory.
        beside: what stands beside it.
        fading: the band of every T, factored.
        mixed: the band of every `(1 - share) T + share I`, factored.
        sizes: log determinants of the correlations, no memory first.
    """

    order: npt.NDArray[np.int64]
    middle: Floats
    beside: Floats
    fading: Floats
    mixed: Floats
    sizes: Floats

    def variances(self, loadings: Floats) -> Floats:
        """The variance of the sum of residuals of variance 1 with these loadings."""
        given = loadings[self.order]
        alone = float(given @ given)
        together = _solve(self.fading, np.tile(given, len(self.middle))).reshape(-1, len(given))
        return np.concatenate([[alone], _NOISE[:, 0] * alone + _KEPT[:, 0] * (together @ given)])

    def weighted(self, columns: Floats) -> tuple[Floats, Floats]:
        """The columns in the order of time, and the inverse of each correlation times them."""
        given = columns[self.order]
        turned = self.middle[:, :, None] * given
        turned[:, 1:] += self.beside[:, :, None] * given[:-1]
        turned[:, :-1] += self.beside[:, :, None] * given[1:]
        solved = _solve(self.mixed, turned.reshape(-1, given.shape[1])).reshape(turned.shape)
        return given, np.concatenate([given[None], solved])


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
    kernel = _lay_kernel(positions)
    freedom = len(residuals) - design.shape[1]
    given, turned = kernel.weighted(np.column_stack([residuals, design]))
    forms = np.matmul(given.T, turned)
    along, crossed = forms[:, 1:, 0], forms[:, 1:, 1:]
    fitted = np.linalg.solve(crossed, along[..., None])[..., 0]
    squares = np.maximum(forms[:, 0, 0] - np.sum(along * fitted, axis=1), 1e-9)
    likelihood = (
        -0.5 * kernel.sizes
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
        kernel,
        max(calm, spread),
        _add_up(-0.5 * kernel.sizes - 0.5 * len(residuals) * np.log(squares) + np.log(_PRIOR)),
    )


def _add_up(logs: Floats) -> float:
    """The log of the sum of what these are logs of."""
    return float(logs.max() + np.log(np.exp(logs - logs.max()).sum()))


@lru_cache(maxsize=64)
def _lay_kernel(positions: tuple[float, ...]) -> Kernel:
    """The correlations of bins at these places."""
    places = np.asarray(positions)
    order = np.argsort(places, kind="stable")
    gaps = np.maximum(np.diff(places[order]), _CLOSEST)
    fades = np.array([fade for _, fade in _GRID[1:]])[:, None] ** gaps
    left = 1 - fades**2
    middle = np.ones((len(fades), len(places)))
    middle[:, 1:] += fades**2 / left
    middle[:, :-1] += fades**2 / left
    beside = -fades / left
    fading = _factor(middle, beside)
    mixed = _factor(_NOISE * middle + _KEPT, _NOISE * beside)
    sizes = (2 * np.log(band[0]).reshape(middle.shape).sum(axis=1) for band in (mixed, fading))
    return Kernel(
        order, middle, beside, fading, mixed, np.concatenate([[0.0], next(sizes) - next(sizes)])
    )


def _factor(middle: Floats, beside: Floats) -> Floats:
    """Factor matrices of three diagonals, one behind the other, as one band (Cholesky)."""
    from scipy.linalg import cholesky_banded

    apart = np.pad(beside, ((0, 0), (0, 1)))
    band = np.stack([middle.ravel(), apart.ravel()])
    return np.asarray(cholesky_banded(band, lower=True, check_finite=False), dtype=np.float64)


def _solve(factored: Floats, given: Floats) -> Floats:
    from scipy.linalg import cho_solve_banded

    solved = cho_solve_banded((factored, True), given, check_finite=False)
    return np.asarray(solved, dtype=np.float64)
