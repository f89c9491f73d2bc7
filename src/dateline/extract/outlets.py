"""Where an outlet is at home, learned from what its own documents resolve to."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from dateline.extract.places import PlaceContext, ResolvedPlace

_FEWEST_PLACES = 3  # of other documents, before an outlet is believed to have a home
_HOME_SHARE = 0.35  # of its places that must lie in the unit


@dataclass(slots=True)
class Outlet:
    """The places that an outlet's documents named, by document; changed as documents are read."""

    places: dict[str, list[ResolvedPlace]] = field(default_factory=lambda: defaultdict(list))

    def add(self, document: str, places: Sequence[ResolvedPlace]) -> None:
        """Take in what one document's names resolved to."""
        self.places[document].extend(place for place in places if place.entry is not None)

    def context_without(self, document: str, context: PlaceContext) -> PlaceContext:
        """The context with the outlet's home, judged by its other documents alone.

        Args:
            document: the document about to be resolved; its own names do not vote.
            context: what is known otherwise; a home given there stays.
        """
        towns = [
            place.entry
            for key, places in self.places.items()
            if key != document
            for place in {item.entry.id: item for item in places if item.entry}.values()
            if place.entry is not None and place.entry.admin1 and place.entry.country
        ]
        if len(towns) < _FEWEST_PLACES:
            return context
        (unit, count) = Counter(entry.admin1 for entry in towns).most_common(1)[0]
        if count < _HOME_SHARE * len(towns) or unit is None:
            return context
        inside = [entry for entry in towns if entry.admin1 == unit and entry.feature != "A.ADM1"]
        point = (
            (
                median(entry.latitude for entry in inside),
                median(entry.longitude for entry in inside),
            )
            if len(inside) >= _FEWEST_PLACES
            else None
        )
        return replace(
            context,
            home=context.home or unit.partition("/")[0],
            home_admin=context.home_admin or unit,
            home_point=context.home_point or point,
        )
