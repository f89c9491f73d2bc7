"""What every drawing may draw on besides its own events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from dateline.atlas.basemap import Basemap
from dateline.model.place import GazetteerEntry
from dateline.publish.edition import EditionFacts

# From a part and its whole to the ends of the share's interval.
ShareBounds: TypeAlias = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Studio:
    """What every drawing may draw on.

    Attributes:
        facts: names of actors and admin units.
        basemap: the atlas's shapes.
        towns: places that a map may label.
        cutoff: ISO 8601; days after it are not covered.
        bound_share: the interval of a share; None draws none.
    """

    facts: EditionFacts
    basemap: Basemap
    towns: Sequence[GazetteerEntry] = ()
    cutoff: str | None = None
    bound_share: ShareBounds | None = None
