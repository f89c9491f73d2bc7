"""Many documents at once: where an outlet is at home shows in what its documents name."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from statistics import median

from dateline.atlas import Gazetteer
from dateline.extract.places import PlaceContext, ResolvedPlace, resolve_places
from dateline.model.span import Span

_FEWEST_PLACES = 3  # of other documents, before an outlet is believed to have a home
_MOST_DOCUMENTS = 300  # of an outlet that are asked: more say the same and take longer
_HOME_SHARE = 0.35  # of its places that must lie in the unit


@dataclass(frozen=True, slots=True)
class ToponymDocument:
    """A text whose place names are given, as a line of `gazetteer resolve FILE.jsonl`.

    Attributes:
        text: what the toponyms' offsets index.
        toponyms: the names.
        title: of the document, where known.
        domain: of its outlet, where known.
    """

    text: str
    toponyms: tuple[Span, ...]
    title: str = ""
    domain: str = ""


def resolve_documents(
    documents: Sequence[ToponymDocument],
    *,
    gazetteer: Gazetteer,
    context: PlaceContext | None = None,
) -> list[list[ResolvedPlace]]:
    """Resolve many documents, each outlet's home learned from its other documents.

    A local paper names its own towns without their state. The first pass reads every document
    alone; the second knows where the outlet's other documents mostly are. A document has no say
    in its own home.

    Args:
        documents: in any order.
        gazetteer: where names are looked up.
        context: what is known of all of them; a home given there is kept.

    Returns:
        For each document, one result for each toponym.
    """
    contexts = outlet_contexts(documents, gazetteer=gazetteer, context=context)
    return [
        resolve_places(item.text, item.toponyms, gazetteer=gazetteer, context=known)
        for item, known in zip(documents, contexts, strict=True)
    ]


def outlet_contexts(
    documents: Sequence[ToponymDocument],
    *,
    gazetteer: Gazetteer,
    context: PlaceContext | None = None,
) -> list[PlaceContext]:
    """The first pass: for each document, what is known of its outlet from the others."""
    base = context or PlaceContext()
    contexts = [replace(base, title=item.title, domain=item.domain) for item in documents]
    outlets: dict[str, Outlet] = defaultdict(Outlet)
    for number, (item, known) in enumerate(zip(documents, contexts, strict=True)):
        if item.domain:
            outlets[item.domain].add(
                number,
                resolve_places(item.text, item.toponyms, gazetteer=gazetteer, context=known),
            )
    return [
        outlets[item.domain].context_without(number, known) if item.domain else known
        for number, (item, known) in enumerate(zip(documents, contexts, strict=True))
    ]


@dataclass(slots=True)
class Outlet:
    """The places that an outlet's documents named, by document; changed as documents are read."""

    places: dict[int, list[ResolvedPlace]] = field(default_factory=lambda: defaultdict(list))

    def add(self, document: int, places: Sequence[ResolvedPlace]) -> None:
        """Take in what one document's names resolved to."""
        self.places[document].extend(place for place in places if place.entry is not None)

    def context_without(self, document: int, context: PlaceContext) -> PlaceContext:
        """The context with the outlet's home, judged by its other documents alone.

        Args:
            document: number of the one about to be resolved; its own names do not vote.
            context: what is known otherwise; a home given there stays.
        """
        towns = [
            place.entry
            for number, places in islice(self.places.items(), _MOST_DOCUMENTS)
            if number != document
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
