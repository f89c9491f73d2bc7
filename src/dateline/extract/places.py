"""Place names in a text to places on the map, with a precision and a calibrated confidence."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.atlas import Gazetteer, fold_name, is_arabic
from dateline.extract.placefeatures import Floats, Hints, Home, NameToRank
from dateline.extract.placephrase import name_spans
from dateline.extract.placerank import Model, confidence_of, load_model, rank_names
from dateline.extract.placewords import countries_named, demonym_of, is_near, read_hints
from dateline.model.definition import Region
from dateline.model.place import GazetteerEntry, Place
from dateline.model.span import Span

_MOST_CANDIDATES = 120
_FUZZY_CANDIDATES = 8
_SHORTEST_FUZZY = 5
_ENDINGS_OF_NO_COUNTRY = frozenset({"TV", "CO", "ME", "IO", "AI", "FM", "AM", "CC", "WS", "TO"})
_LEAST_SEAT = 10_000  # people
_NEAR_TOWN = 2
_KNOWN = 500_000  # people: a city that is written of everywhere
_LEAST_LIKENESS = 86.0  # of 100, rapidfuzz's ratio


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known before the first name is read.

    Attributes:
        home: alpha-2 of the outlet's or the document's country.
        home_admin: the outlet's admin unit, such as `US/Louisiana`.
        home_point: latitude and longitude of where the outlet mostly reports from.
        countries: alpha-2 codes of countries already named in the document.
        admins: paths of admin units already named (`ML/Mopti`).
        regions: the desk's regions, which a name may mean.
        title: the document's title, where it is not part of the text.
        domain: the outlet's domain, such as `thetowntalk.com`.
        watched: alpha-2 codes of the countries that the desk watches.
    """

    home: str | None = None
    home_admin: str | None = None
    home_point: tuple[float, float] | None = None
    countries: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    regions: tuple[Region, ...] = field(default=())
    title: str = ""
    domain: str = ""
    watched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """One name and the place it is taken to mean.

    Attributes:
        span: the name in the text.
        entry: the gazetteer's entry; None where no candidate is known.
        confidence: calibrated, 0 to 1; 0 without an entry.
        geo_precision: ACLED's code: 1 named town, 2 near one, 3 a larger region.
        candidates: every entry the name may mean, best first.
    """

    span: Span
    entry: GazetteerEntry | None
    confidence: float
    geo_precision: int | None
    candidates: tuple[GazetteerEntry, ...] = ()

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
    found = gazetteer.exact(name, limit=_MOST_CANDIDATES)
    code = demonym_of(name, gazetteer)
    country = gazetteer.entry(f"country:{code}") if code else None
    return [*found, country] if country and country not in found else found


def resolve_places(
    text: str,
    toponyms: Sequence[Span],
    *,
    gazetteer: Gazetteer,
    context: PlaceContext | None = None,
    model: Model | None = None,
) -> list[ResolvedPlace]:
    """Resolve each name to a place, judging all names of the text together.

    Args:
        text: the document's text, or a passage of it.
        toponyms: the names; their offsets index `text`.
        gazetteer: where names are looked up.
        context: what is known beside the text.
        model: other weights than the shipped ones.

    Returns:
        One result for each toponym, in their order; `entry` is None where nothing is known.
    """
    known = context or PlaceContext()
    heads, names = read_names(text, toponyms, gazetteer)
    lands = _lands(text, toponyms, gazetteer, known)
    names = _by_sound(names, lands, gazetteer, watched=bool(set(known.watched) & set(lands)))
    names |= names_beside(text, toponyms, gazetteer, known)
    keys = [key for key, name in names.items() if name.candidates]
    weights = model or load_model()
    home = home_of(known, gazetteer)
    rankings = rank_names([names[key] for key in keys], home=home, model=weights)
    ranked = dict(zip(keys, rankings, strict=True))
    resolved = []
    for span, head in zip(toponyms, heads, strict=True):
        region = _region(span, known, gazetteer)
        key = fold_name(head.text) if head else ""
        if region is not None:
            resolved.append(region)
        elif head is None or key not in ranked:
            resolved.append(ResolvedPlace(span, None, 0.0, None))
        else:
            near = is_near(text, head.start, head.end)
            sure = confidence_of(names[key], ranked[key], home, weights)
            resolved.append(_resolved(span, names[key], ranked[key].chances, sure, near=near))
    return resolved


def read_names(
    text: str, toponyms: Sequence[Span], gazetteer: Gazetteer
) -> tuple[list[Span | None], dict[str, NameToRank]]:
    """The names that the toponyms hold.

    Returns:
        For each toponym the name it is about (None where it holds none), and the document's
        different names by folded name, with candidates and the hints of all their occurrences.
    """
    heads: list[Span | None] = []
    names: dict[str, NameToRank] = {}
    for toponym in toponyms:
        spans = name_spans(text, toponym, gazetteer)
        heads.append(spans[0] if spans else None)
        for span in spans:
            key = fold_name(span.text)
            hints = read_hints(text, span.start, span.end, gazetteer)
            known = names.get(key)
            if known is None:
                found, fuzzy = _candidates(span.text, gazetteer)
                names[key] = NameToRank(span.text, found, hints, fuzzy)
            else:
                names[key] = replace(known, hints=_join(known.hints, hints))
    return heads, names


def _lands(
    text: str, toponyms: Sequence[Span], gazetteer: Gazetteer, context: PlaceContext
) -> list[str]:
    """The countries that a text names, in its toponyms too; else those that the desk watches."""
    named = [gazetteer.country(span.text) for span in toponyms]
    beside = countries_named(text, toponyms, gazetteer)
    told = dict.fromkeys(code for code in (*context.countries, *beside, *named) if code)
    return list(told or dict.fromkeys(context.watched))


def _by_sound(
    names: dict[str, NameToRank], lands: Sequence[str], gazetteer: Gazetteer, *, watched: bool
) -> dict[str, NameToRank]:
    """Give names in Arabic script that no list knows there the towns that sound like them.

    Only towns of countries that the text names are compared, or that the desk watches where it
    names none. In a text on what the desk watches a small town far away is not meant.
    """
    heard = dict(names)
    for key, name in names.items():
        sure = () if name.fuzzy else name.candidates
        if not is_arabic(name.text) or any(one.country in lands for one in sure):
            continue
        found = [entry for land in lands for entry in gazetteer.sounding(name.text, land, limit=3)]
        found = [entry for entry in found if _likest_near(entry, found)]
        if found and watched:
            sure = [entry for entry in sure if entry.population >= _KNOWN]
        if found:
            heard[key] = replace(name, candidates=[*found, *sure], fuzzy=True)
    return heard


def _likest_near(entry: GazetteerEntry, found: Sequence[GazetteerEntry]) -> bool:
    """Whether no town that sounds liker lies in the same unit: Konna, not Kouna beside it."""
    liker = found[: found.index(entry)]
    return not any(one.admin1 == entry.admin1 and one.country == entry.country for one in liker)


def names_beside(
    text: str, toponyms: Sequence[Span], gazetteer: Gazetteer, context: PlaceContext
) -> dict[str, NameToRank]:
    """Countries and units named outside the toponyms: each is a name with one meaning."""
    codes = (*context.countries, *countries_named(text, toponyms, gazetteer))
    ids = [f"country:{code}" for code in codes] + [f"admin:{path}" for path in context.admins]
    entries = {identity: gazetteer.entry(identity) for identity in ids}
    return {
        f" {identity}": NameToRank(entry.name, [entry])
        for identity, entry in entries.items()
        if entry is not None
    }


def home_of(context: PlaceContext, gazetteer: Gazetteer) -> Home:
    """Where the outlet is at home: as given, else the country of its domain."""
    country = context.home
    if country is None and context.domain:
        ending = context.domain.rpartition(".")[2].upper()
        ending = "GB" if ending == "UK" else ending
        if ending not in _ENDINGS_OF_NO_COUNTRY and ending in gazetteer.countries():
            country = ending
    return Home(country, context.home_admin, context.home_point)


def _join(one: Hints, other: Hints) -> Hints:
    return Hints(
        one.containers | other.containers,
        one.area or other.area,
        one.town or other.town,
        one.demonym,
    )


def _candidates(name: str, gazetteer: Gazetteer) -> tuple[list[GazetteerEntry], bool]:
    """Places by the name, else by a spelling close to it, and whether it was only close."""
    found = candidates(gazetteer, name)
    key = fold_name(name)
    if found or len(key) < _SHORTEST_FUZZY:
        return found, False
    from rapidfuzz import fuzz

    near = gazetteer.find(name, limit=_FUZZY_CANDIDATES)
    likeness = [fuzz.ratio(key, fold_name(entry.alias or entry.name)) for entry in near]
    return [
        entry for entry, like in zip(near, likeness, strict=True) if like >= _LEAST_LIKENESS
    ], True


def _region(span: Span, context: PlaceContext, gazetteer: Gazetteer) -> ResolvedPlace | None:
    """A region of the desk that the words name, as the mean of its admin units' points."""
    key = fold_name(span.text)
    for region in context.regions:
        if key in (fold_name(region.key), fold_name(region.says)):
            units = [gazetteer.entry(f"admin:{path}") for path in region.admin1]
            units += [gazetteer.entry(f"country:{code}") for code in region.countries]
            known = [unit for unit in units if unit is not None]
            if known:
                return ResolvedPlace(span, _region_entry(region, known), 0.95, 3)
    return None


def _region_entry(region: Region, units: Sequence[GazetteerEntry]) -> GazetteerEntry:
    countries = {unit.country for unit in units}
    return GazetteerEntry(
        id=f"region:{region.key}",
        name=region.key,
        latitude=sum(unit.latitude for unit in units) / len(units),
        longitude=sum(unit.longitude for unit in units) / len(units),
        country=countries.pop() if len(countries) == 1 else None,
        admin1=units[0].admin1 if len(units) == 1 else None,
        feature="L.RGN",
        origin="desk",
    )


def _resolved(
    span: Span, name: NameToRank, chances: Floats, confidence: float, *, near: bool
) -> ResolvedPlace:
    order = chances.argsort()[::-1].tolist()
    best = name.candidates[order[0]]
    ranked = tuple(name.candidates[index] for index in order)
    return ResolvedPlace(span, best, confidence, precision_of(best, near=near), ranked)


def at_seat(place: ResolvedPlace, text: str, start: int, gazetteer: Gazetteer) -> ResolvedPlace:
    """The town that gave a unit its name, where no word says that the unit is meant.

    "In Basra" is said of the city more often than of the province; the precision stays that of
    somewhere near the town.

    Args:
        place: as resolved.
        text: the sentence.
        start: where the name stands in it.
        gazetteer: to read the words beside the name.
    """
    entry = place.entry
    if entry is None or entry.feature not in ("A.ADM1", "A.ADM2"):
        return place
    if read_hints(text, start, start + len(place.span.text), gazetteer).area:
        return place
    seats = [
        one
        for one in place.candidates
        if one.feature.startswith("P.") and one.country == entry.country
        and one.admin1 == entry.admin1 and one.population >= _LEAST_SEAT
    ]  # fmt: skip
    return replace(place, entry=seats[0], geo_precision=_NEAR_TOWN) if seats else place


def left_open(place: ResolvedPlace) -> ResolvedPlace:
    """The name without a place on the map."""
    return replace(place, entry=None, confidence=0.0, geo_precision=None)


def precision_of(entry: GazetteerEntry, *, near: bool) -> int:
    """ACLED's code: 1 a named town, 2 near it or a small area, 3 a district, province or larger."""
    if entry.feature.startswith(("P.", "S.")):
        return 2 if near else 1
    return 2 if entry.feature in ("A.ADM3", "A.ADM4", "A.ADM5") else 3
