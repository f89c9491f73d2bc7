"""Intervals for counts and shares, and how bursty counts are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 0.95
MIN_BINS = 4


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Variance over mean of counts in equal bins; 1 is what a steady random rate gives.

    Attributes:
        value: never below 1: calm data do not make an interval narrower than Poisson's.
        bins: how many bins it rests on; 0 when there were too few to tell.
        days: length of a bin.
    """

    value: float
    bins: int
    days: int


def measure_dispersion(counts: Sequence[int], days: int) -> Dispersion:
    """Estimate the dispersion of counts in bins of equal length by Pearson's statistic.

    McCullagh and Nelder, Generalized Linear Models (1989), section 6.2.

    >>> round(measure_dispersion([0, 9, 0, 0, 8, 1], 7).value, 1)
    6.1
    """
    bins = len(counts)
    mean = sum(counts) / bins if bins else 0.0
    if bins < MIN_BINS or mean == 0:
        return Dispersion(1.0, 0, days)
    variance = sum((count - mean) ** 2 for count in counts) / (bins - 1)
    return Dispersion(max(1.0, variance / mean), bins, days)


def bound_count(count: float, dispersion: Dispersion, level: float = LEVEL) -> tuple[float, float]:
    """Give an interval for the mean behind a count.

    The exact gamma interval for a Poisson count (Garwood 1936), stretched by the dispersion as
    quasi-likelihood does, and by Student's t over the normal because the dispersion is itself
    estimated from few bins.

    >>> [round(end, 2) for end in bound_count(16, Dispersion(1.0, 0, 7))]
    [9.15, 25.98]
    >>> [round(end, 2) for end in bound_count(0, Dispersion(1.0, 0, 7))]
    [0.0, 3.69]
    """
    from scipy.special import gammaincinv, ndtri, stdtrit

    tail = (1 - level) / 2
    scale = dispersion.value
    if dispersion.bins > 1:
        scale *= float(stdtrit(dispersion.bins - 1, 1 - tail) / ndtri(1 - tail)) ** 2
    shape = count / scale
    low = float(gammaincinv(shape, tail)) * scale if count > 0 else 0.0
    return low, float(gammaincinv(shape + 1, 1 - tail)) * scale


def bound_share(part: int, whole: int, level: float = LEVEL) -> tuple[float, float]:
    """Give Wilson's interval for a share (Wilson 1927; Brown, Cai and DasGupta 2001).

    >>> [round(end, 3) for end in bound_share(11, 16)]
    [0.444, 0.858]
    """
    from scipy.special import ndtri

    z = float(ndtri(0.5 + level / 2))
    share = part / whole
    centre = share + z * z / (2 * whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)
