"""How near two mentions lie in time and place."""

import numpy as np
from numpy.typing import NDArray

from dateline.model.mention import Mention
from dateline.model.place import Place

# Kilometres within which a place of ACLED's precision code 1, 2, 3 truly lies.
REACH_KM = {1: 4.0, 2: 20.0, 3: 80.0}
DISTRICT_KM = 40.0  # and an area that is known to its second admin level
KM_A_DEGREE = 111.2  # of latitude
REGION = 3  # ACLED's geo_precision of a larger region


def days_apart(one: Mention, two: Mention) -> int:
    """Days between two intervals, 0 where they share one or a date is unknown."""
    if one.date_start is None or two.date_start is None:
        return 0
    later = max(one.date_start, two.date_start)
    sooner = min(one.date_end or one.date_start, two.date_end or two.date_start)
    return max(0, (later - sooner).days)


def distances_km(
    south: NDArray[np.float64],
    west: NDArray[np.float64],
    north: NDArray[np.float64],
    east: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Great-circle distances between points, in degrees; nan where a coordinate is nan.

    >>> bamako, mopti = np.array([12.65, -8.0]), np.array([14.48, -4.18])
    >>> distances_km(bamako[:1], bamako[1:], mopti[:1], mopti[1:]).round().tolist()
    [460.0]
    """
    one, two = np.radians(south), np.radians(north)
    across = np.radians(east - west)
    arc = np.sin((two - one) / 2) ** 2 + np.cos(one) * np.cos(two) * np.sin(across / 2) ** 2
    found: NDArray[np.float64] = 2 * 6371.0 * np.arcsin(np.sqrt(np.minimum(1.0, arc)))
    return found


def is_whole_country(place: Place) -> bool:
    """Whether a place says no more than its country, or nothing that can be placed."""
    if place.gazetteer_id and place.gazetteer_id.startswith("country:"):
        return True
    if place.latitude is None and place.admin1 is None:
        return not (place.gazetteer_id or place.name) or place.geo_precision is None
    return False


def is_area(place: Place) -> bool:
    """Whether a name covers a region; a village whose point is uncertain is still one village."""
    if place.gazetteer_id is None:
        return (place.geo_precision or REGION) == REGION
    return place.gazetteer_id.startswith(("admin:", "country:"))
