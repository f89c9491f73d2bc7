"""Place names in a text to places on the map, with a precision and a calibrated confidence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.atlas import Gazetteer, fold_name
from dateline.model.definition import Region
from dateline.model.place import GazetteerEntry, Place
from dateline.model.span import Span


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known before the first name is read.

    Attributes:
        home: alpha-2 of the outlet's or the document's country.
        countries: alpha-2 codes of countries already named in the document.
        admins: paths of admin units already named (`ML/Mopti`).
        regions: the desk's regions, which a name may mean.
        title: the document's title, where it is not part of the text.
        domain: the outlet's domain, such as `thetowntalk.com`.
    """

    home: str | None = None
    countries: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    regions: tuple[Region, ...] = field(default=())
    title: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """One name and the place it is taken to mean.

    Attributes:
        span: the name in the text.
        entry: the gazetteer's entry; None where no candidate is known.
        confidence: calibrated, 0 to 1; 0 without an entry.
        geo_precision: ACLED's code: 1 named town, 2 near one, 3 a larger region.
        others: the next best entries, best first.
    """

    span: Span
    entry: GazetteerEntry | None
    confidence: float
    geo_precision: int | None
    others: tuple[GazetteerEntry, ...] = ()

    @property
    def place(self) -> Place:
        """The place as a mention carries it."""
        if self.entry is None:
            return Place(name=self.span.text, text=self.span.text)
        return Place(
            name=self.entry.name,
            text=self.span.text,
            gazetteer_id=self.entry.id,
            latitude=self.entry.latitude,
            longitude=self.entry.longitude,
            admin1=self.entry.admin1,
            admin2=self.entry.admin2,
            country=self.entry.country,
            geo_precision=self.geo_precision,
            confidence=round(self.confidence, 3),
        )


def candidates(gazetteer: Gazetteer, name: str) -> list[GazetteerEntry]:
    """Every place a name may mean, whatever the text around it."""
    found = gazetteer.exact(name)
    code = gazetteer.demonyms().get(fold_name(name))
    country = gazetteer.entry(f"country:{code}") if code else None
    return [*found, country] if country and country not in found else found


def resolve_places(
    text: str,
    toponyms: Sequence[Span],
    *,
    gazetteer: Gazetteer,
    context: PlaceContext | None = None,
) -> list[ResolvedPlace]:
    """Resolve each name to a place, judging all names of the text together.

    Args:
        text: the document's text, or a passage of it.
        toponyms: the names; their offsets index `text`.
        gazetteer: where names are looked up.
        context: what is known beside the text.

    Returns:
        One result for each toponym, in their order; `entry` is None where nothing is known.
    """
    known = context or PlaceContext()
    named = {gazetteer.country(span.text) for span in toponyms} | {known.home, *known.countries}
    results = []
    for span in toponyms:
        ranked = sorted(
            candidates(gazetteer, text[span.start : span.end]),
            key=lambda entry: (entry.country in named, entry.population),
            reverse=True,
        )
        if not ranked:
            results.append(ResolvedPlace(span, None, 0.0, None))
            continue
        best = ranked[0]
        precision = 1 if best.feature.startswith("P.") else 3
        results.append(ResolvedPlace(span, best, 0.6, precision, tuple(ranked[1:4])))
    return results
