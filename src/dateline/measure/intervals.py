"""Intervals for counts and shares."""

import math

LEVEL = 0.95


def bound_count(count: float, scale: float = 1.0, level: float = LEVEL) -> tuple[float, float]:
    """Give an interval for the mean behind a count.

    The exact gamma interval for a Poisson count (Garwood 1936), stretched as quasi-likelihood
    does.

    Args:
        count: what was counted.
        scale: what Poisson's variance is multiplied by.
        level: its coverage.

    >>> [round(end, 2) for end in bound_count(16)]
    [9.15, 25.98]
    >>> [round(end, 2) for end in bound_count(0)]
    [0.0, 3.69]
    """
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    shape = count / scale
    low = float(gammaincinv(shape, tail)) * scale if count > 0 else 0.0
    return low, float(gammaincinv(shape + 1, 1 - tail)) * scale


def bound_share(
    part: float, whole: float, scale: float = 1.0, level: float = LEVEL
) -> tuple[float, float]:
    """Give Wilson's interval for a share (Wilson 1927; Brown, Cai and DasGupta 2001).

    With a scale above 1 the whole is taken for that much fewer events (Kish's effective sample).

    >>> [round(end, 3) for end in bound_share(11, 16)]
    [0.444, 0.858]
    """
    from scipy.special import ndtri

    z = float(ndtri(0.5 + level / 2))
    share = part / whole
    whole /= scale
    centre = share + z * z / (2 * whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)
