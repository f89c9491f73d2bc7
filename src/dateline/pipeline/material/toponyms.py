"""Which place a person means by a name, and who else bears it.

Extraction reads places in a document's context. Here there is a name and a desk alone, so the
desk's own countries go before the rest of the world, and what stays open is said.
"""

from collections.abc import Iterable
from math import isnan, nan
from typing import TYPE_CHECKING

from dateline.errors import CommandError
from dateline.model.place import GazetteerEntry
from dateline.model.resolved import NAMED, NearTest, ResolvedQuery

if TYPE_CHECKING:
    import pyarrow as pa

    from dateline.atlas import Gazetteer

_CLEAR = 20  # times as many people as its namesakes make a place the one that is meant
_FEW_PEOPLE = 500  # what a place without a known population is taken to have
_ONE_PLACE_DEGREES = 0.05  # namesakes so near are one place listed twice
_SHOWN = 5
_KINDS = {"A.ADM1": "region", "A.ADM2": "district", "A.ADM3": "district", "P": "town"}


def find_named(
    gazetteer: "Gazetteer", text: str, homes: frozenset[str], *, towns: bool
) -> list[GazetteerEntry]:
    """Places that a text may mean, the likeliest first.

    Args:
        gazetteer: the desk's.
        text: `ML`, `ML/Mopti`, `ML/Mopti/Djenne`, `Koro, Mali`, `Koro, Mopti, Mali` or a name.
        homes: countries that go before all others.
        towns: whether a bare name means a town before a region of that name.
    """
    if text.isupper() and len(text) == len("ML"):
        country = gazetteer.entry(f"country:{text}")
        return [country] if country else []
    if "/" in text:
        unit = gazetteer.resolve_admin(text)
        entry = gazetteer.entry(f"admin:{unit}") if unit else None
        head, _, name = text.rpartition("/")
        return [entry] if entry else _order(_list_within(gazetteer, name, [head]), homes, towns)
    found = gazetteer.exact(text)
    name, comma, rest = text.partition(",")
    if not found and comma:
        found = _list_within(gazetteer, name, [rest.strip(), *_list_paths(gazetteer, rest, homes)])
    return _order(found, homes, towns)


def list_own(table: "pa.Table") -> dict[str, GazetteerEntry]:
    """Places of a desk's events that no gazetteer knows, by folded name.

    Args:
        table: the events.

    Returns:
        An entry for each name, its id `named:` with the name; its point is the first that an
        event gives, and not a number where none does.
    """
    from dateline.atlas import fold_name

    columns = ("place", "gazetteer_id", "latitude", "longitude", "country", "admin1", "admin2")
    found: dict[str, GazetteerEntry] = {}
    for row in table.select(columns).to_pylist():
        name, latitude, longitude = row["place"], row["latitude"], row["longitude"]
        if not name or row["gazetteer_id"] is not None:
            continue
        placed = latitude is not None and longitude is not None
        known = found.get(fold_name(name))
        if known is None or (placed and isnan(known.latitude)):
            found[fold_name(name)] = GazetteerEntry(
                id=f"{NAMED}{name}",
                name=name,
                latitude=latitude if placed else nan,
                longitude=longitude if placed else nan,
                country=row["country"],
                admin1=row["admin1"],
                admin2=row["admin2"],
                origin="desk",
            )
    return found


def list_rivals(found: list[GazetteerEntry], homes: frozenset[str]) -> list[GazetteerEntry]:
    """Of places that a text may mean, those that may as well be meant as the first.

    >>> list_rivals([], frozenset())
    []
    """
    if not found or found[0].feature.startswith("A."):
        return found[:1]
    first = found[0]
    alike = [
        entry
        for entry in found
        if _rank(entry, homes) == _rank(first, homes)
        and entry.feature[:1] == first.feature[:1]
        and (entry.alias is None) == (first.alias is None)
    ]
    least = first.population / _CLEAR
    return [first] + [
        entry
        for entry in alike[1:]
        if max(entry.population, _FEW_PEOPLE) > least and not _is_beside(entry, first)
    ]


def choose_place(gazetteer: "Gazetteer", text: str, homes: frozenset[str]) -> GazetteerEntry | None:
    """The one place that a text means; None where nothing bears the name.

    Raises:
        CommandError: several may be meant; the message lists them and says how to write each.
    """
    found = find_named(gazetteer, text, homes, towns=True)
    rivals = list_rivals(found, homes)
    if len(rivals) > 1:
        shown = "; ".join(f"{describe_place(one)}: `{one.id}`" for one in rivals[:_SHOWN])
        more = f"; and {len(rivals) - _SHOWN} more" if len(rivals) > _SHOWN else ""
        raise CommandError(f"'{text}' may be any of these, so write which: {shown}{more}.")
    return found[0] if found else None


def describe_place(entry: GazetteerEntry) -> str:
    """A place in words: what it is and where it lies.

    >>> describe_place(GazetteerEntry("geonames:1", "Koro", 14.1, -3.1, "ML", "ML/Mopti"))
    'Koro, a town in ML/Mopti'
    """
    if entry.feature.startswith("A.PCL"):
        return f"{entry.name}, a country"
    kind = _KINDS.get(entry.feature) or _KINDS.get(entry.feature[:1]) or "place"
    lies = entry.admin1 if kind != "region" else entry.country
    return f"{entry.name}, a {kind} in {lies or entry.country or 'no known country'}"


def say_taken(resolved: ResolvedQuery) -> str:
    """Which places the names of `near:` and `along:` in a query were taken for; empty for none."""
    places = [
        place
        for test in resolved.tests
        if isinstance(test, NearTest)
        for reach in test.reaches
        for place in reach.places
    ]
    said = dict.fromkeys(f"{describe_place(one)} ({one.id})" for one in places)
    return f"near {' and '.join(said)}" if said else ""


def _list_paths(gazetteer: "Gazetteer", rest: str, homes: frozenset[str]) -> Iterable[str]:
    """The paths that `Mopti, Mali` or `Mopti` may stand for behind a comma."""
    parts = [part.strip() for part in rest.split(",") if part.strip()][::-1]
    if parts and gazetteer.country(parts[0]):
        yield "/".join(parts)
        parts = parts[1:]
    for country in sorted(homes):
        yield "/".join((country, *parts))
    yield "/".join(parts)


def _list_within(gazetteer: "Gazetteer", name: str, areas: Iterable[str]) -> list[GazetteerEntry]:
    """Places of a name in the first of some areas that can be found."""
    for area in areas:
        path = gazetteer.country(area) or gazetteer.resolve_admin(area)
        if path is not None:
            named = gazetteer.exact(name.strip())
            return [one for one in named if path in (one.country, one.admin1, one.admin2)]
    return []


def _order(
    found: list[GazetteerEntry],
    homes: frozenset[str],
    towns: bool,  # noqa: FBT001 - as asked
) -> list[GazetteerEntry]:
    """The desk's places first, then its countries'; each most populous first, as they came."""
    if found and found[0].feature.startswith("A.PCL") and not (towns and found[0].alias):
        return found
    return sorted(
        found,
        key=lambda entry: (
            _rank(entry, homes),
            towns and entry.feature.startswith("A."),
            towns and entry.alias is not None,
        ),
    )


def _rank(entry: GazetteerEntry, homes: frozenset[str]) -> int:
    if entry.id.startswith("desk:"):
        return 0
    return 1 if entry.country in homes else 2


def _is_beside(one: GazetteerEntry, two: GazetteerEntry) -> bool:
    apart = max(abs(one.latitude - two.latitude), abs(one.longitude - two.longitude))
    return apart < _ONE_PLACE_DEGREES
