"""How near two mentions lie in time and place."""

from math import asin, cos, radians, sin, sqrt

from dateline.model.mention import Mention
from dateline.model.place import Place

# Kilometres within which a place of ACLED's precision code 1, 2, 3 truly lies.
REACH_KM = {1: 4.0, 2: 20.0, 3: 80.0}
KM_A_DEGREE = 111.2  # of latitude
NEAR = 2  # ACLED's geo_precision of a point near a town
REGION = 3  # ACLED's geo_precision of a larger region


def reach_km(place: Place) -> float:
    """Kilometres within which a place truly lies, by its precision."""
    return REACH_KM[place.geo_precision or REGION]


def days_apart(one: Mention, two: Mention) -> int:
    """Days between two intervals, 0 where they share one or a date is unknown."""
    if one.date_start is None or two.date_start is None:
        return 0
    later = max(one.date_start, two.date_start)
    sooner = min(one.date_end or one.date_start, two.date_end or two.date_start)
    return max(0, (later - sooner).days)


def distance_km(one: Place, two: Place) -> float | None:
    """Great-circle distance; None where a place has no coordinates.

    >>> bamako = Place("Bamako", "", latitude=12.65, longitude=-8.0)
    >>> mopti = Place("Mopti", "", latitude=14.48, longitude=-4.18)
    >>> round(distance_km(bamako, mopti))
    460
    """
    if one.latitude is None or one.longitude is None:
        return None
    if two.latitude is None or two.longitude is None:
        return None
    north, south = radians(one.latitude), radians(two.latitude)
    across = radians(two.longitude - one.longitude)
    arc = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(arc))


def is_whole_country(place: Place) -> bool:
    """Whether a place says no more than its country, or nothing that can be placed."""
    if place.gazetteer_id and place.gazetteer_id.startswith("country:"):
        return True
    return not (place.gazetteer_id or place.name) or (
        place.latitude is None and place.admin1 is None and place.geo_precision is None
    )
