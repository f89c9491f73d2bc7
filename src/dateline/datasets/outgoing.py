"""What leaves in others' formats: events already brought down to what may be told, and names.

Nothing here is in a source's words: actors are named by the lexicon, places by the gazetteer,
and a note is a sentence made of the fields.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dateline.model.actor import Actor
from dateline.model.event import Event

if TYPE_CHECKING:
    from dateline.atlas.countries import Country

_CLASSES = frozenset({"civilians", "protesters", "rioters", "unidentified-armed-group"})
_PRECISE = 2  # geo_precision up to which a point says where it was
UNIDENTIFIED = Actor("unidentified-armed-group", "Unidentified Armed Group", 3)


@dataclass(frozen=True, slots=True)
class Reference:
    """An open source that tells of an event: its name, and an address where it may be live."""

    name: str
    url: str | None = None


@dataclass(frozen=True)
class Outgoing:
    """Events that may leave, with the names that their fields stand for.

    Attributes:
        desk: the desk's name.
        query: the query line, with no withheld name in it.
        state: hash of the ledger's state.
        events: resolved from open sources alone, places no more precise than may be told.
        actors: actors by id.
        countries: countries by alpha-2.
        references: for each event's id, the open sources that tell of it.
        points: for an admin path or alpha-2, latitude and longitude of its middle.
        area: polygon of an admin path or alpha-2, as shapely has it; None where there is none.
    """

    desk: str
    query: str
    state: str
    events: tuple[Event, ...]
    actors: Mapping[str, Actor]
    countries: Mapping[str, "Country"]
    references: Mapping[int, tuple[Reference, ...]]
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    area: Callable[[str], Any] = lambda _path: None

    def actors_in(self, event: Event, *roles: str) -> list[Actor]:
        """The known actors in these roles, each once."""
        ids = dict.fromkeys(part.id for role in roles for part in event.actors if part.role == role)
        return [self.actors[one] for one in ids if one and one in self.actors]

    def name_actor(self, actor: Actor, event: Event) -> str:
        """An actor's name; a class of people bears the country, as in `Civilians (Mali)`."""
        country = self.country_of(event)
        if actor.id in _CLASSES and country is not None:
            return f"{actor.name} ({country.name})"
        return actor.name

    def country_of(self, event: Event) -> "Country | None":
        """The country of an event."""
        return self.countries.get(event.place.country or "") if event.place else None

    def point_of(self, event: Event) -> tuple[float, float] | None:
        """Where an event is drawn: its own point, or its admin unit's middle."""
        place = event.place
        if place is None:
            return None
        if place.latitude is not None and place.longitude is not None:
            return place.latitude, place.longitude
        return next((self.points[path] for path in paths_of(event) if path in self.points), None)

    def sources_of(self, event: Event) -> list[str]:
        """Names of the open sources, each once."""
        return list(dict.fromkeys(one.name for one in self.references.get(event.id, ())))


def paths_of(event: Event) -> list[str]:
    """An event's admin units, the smallest first: `ML/Mopti/Koro`, `ML/Mopti`, `ML`."""
    place = event.place
    if place is None:
        return []
    return [path for path in (place.admin2, place.admin1, place.country) if path]


def unit_name(path: str | None) -> str:
    """The last part of an admin path.

    >>> unit_name("ML/Mopti/Koro"), unit_name(None)
    ('Koro', '')
    """
    return (path or "").rpartition("/")[2] if "/" in (path or "") else ""


def is_precise(event: Event) -> bool:
    """Whether an event's point says where it was."""
    place = event.place
    if place is None or place.latitude is None or place.longitude is None:
        return False
    return (place.geo_precision or 1) <= _PRECISE


def middle_day(start: date, end: date) -> date:
    """The day that stands for an interval.

    >>> middle_day(date(2023, 7, 1), date(2023, 7, 7))
    datetime.date(2023, 7, 4)
    """
    return start + timedelta(days=(end - start).days // 2)


def say_interval(event: Event) -> str:
    """An event's days as ISO 8601: one day, an interval, or nothing."""
    start, end = event.date_start, event.date_end
    if start is None:
        return ""
    return start.isoformat() if end in (None, start) else f"{start}/{end}"


def describe_event(event: Event, out: Outgoing) -> str:
    """An event in one sentence made of its fields."""
    first = [out.name_actor(one, event) for one in out.actors_in(event, "perpetrator")]
    others = [out.name_actor(one, event) for one in out.actors_in(event, "target", "party")]
    who = [name for name in first if name] or ["an unidentified group"]
    parts = [f"{event.sub_event_type} by {' and '.join(who)}"]
    if others:
        parts.append(f"against {' and '.join(others)}")
    where = list(dict.fromkeys(_place_names(event, out)))
    if where:
        parts.append(f"{'in' if is_precise(event) else 'somewhere in'} {', '.join(where)}")
    if event.date_start:
        parts.append(f"on {say_interval(event).replace('/', ' to ')}")
    tolls = [
        f"{measure} {_say_toll(low, high)}"
        for measure in ("killed", "injured", "abducted")
        if (low := getattr(event, measure).low) is not None
        or getattr(event, measure).high is not None
        for high in (getattr(event, measure).high,)
    ]
    told = f" {event.status.capitalize()}." if event.status != "asserted" else ""
    return f"{' '.join(parts)}.{told}" + (f" Toll: {', '.join(tolls)}." if tolls else "")


def _place_names(event: Event, out: Outgoing) -> Iterable[str]:
    place = event.place
    if place is None:
        return
    country = out.country_of(event)
    for name in (place.name, unit_name(place.admin2), unit_name(place.admin1)):
        if name and (country is None or name != country.name):
            yield name
    if country is not None:
        yield country.name


def _say_toll(low: int | None, high: int | None) -> str:
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low} to {high}"
