"""Where the marks of events stand: one for each event, several at one place packed around it."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from dateline.model.event import Event
from dateline.model.place import Place
from dateline.publish.edition import EditionFacts
from dateline.publish.figures.style import CATEGORIES, Category
from dateline.publish.policy import coarsen_place

Located: TypeAlias = tuple[Event, Place]

UNKNOWN, OTHER = "Not identified", "Other"
MOST_DOTS = 30  # more events at one place are drawn as one sized mark with its count
SUNFLOWER = 0.64  # of a diameter: seeds so far apart do not touch
NEAR = 2  # decimals of a degree within which two events stand at one place
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Mark:
    """One event's mark: where, of which category, and whether its place is only near or wide."""

    longitude: float
    latitude: float
    category: str
    precision: int


@dataclass(frozen=True, slots=True)
class Stand:
    """All events at one place."""

    longitude: float
    latitude: float
    name: str
    marks: tuple[Mark, ...]


def category_of(event: Event, colour: str, actors: dict[str, str] | None = None) -> str:
    """Say to which category of the legend an event belongs.

    Args:
        event: the event.
        colour: `against` (its targets), `by` (its perpetrators), `subtype` or `type`.
        actors: names of actors by id.
    """
    if colour == "subtype":
        return event.sub_event_type
    role = {"against": "target", "target": "target", "by": "perpetrator", "actor": "perpetrator"}
    if colour not in role:
        return event.event_type
    names = actors or {}
    parts = [part.id for part in event.actors if part.role == role[colour] and part.id]
    known = [names.get(identity, identity) for identity in parts]
    return known[0] if known else UNKNOWN


def group_of(event: Event, by: str, facts: EditionFacts) -> str:
    """Say to which group of a chart an event belongs: as `category_of`, or its first-level unit."""
    if by != "admin1":
        return category_of(event, by, dict(facts.actors))
    place = coarsen_place(event.place)
    path = place.admin1 if place else None
    return facts.admin.get(path, path.partition("/")[2]) if path else UNKNOWN


def rank_categories(events: Iterable[Event], name: Callable[[Event], str], most: int) -> list[str]:
    """Order categories by how often they occur; the rare ones beyond `most` become `OTHER`.

    What is not identified stands last.
    """
    counts = Counter(name(event) for event in events)
    unknown = counts.pop(UNKNOWN, 0)
    ranked = sorted(counts, key=lambda category: (-counts[category], category))
    room = most - 1 if unknown else most
    if len(ranked) > room:
        ranked = [*ranked[: room - 1], OTHER]
    return [*ranked, UNKNOWN] if unknown else ranked


def style_of(category: str, ranked: Sequence[str]) -> Category:
    """How a category is marked; what is not identified is always grey."""
    return CATEGORIES[-1 if category == UNKNOWN else ranked.index(category)]


def stand_marks(
    events: Sequence[Event], name: Callable[[Event], str], ranked: Sequence[str]
) -> tuple[list[Stand], int]:
    """Gather events by place.

    Returns:
        The places with their marks, and how many events have no place that may be shown.
    """
    groups: dict[tuple[float, float], list[Located]] = defaultdict(list)
    lost = 0
    for event in events:
        place = coarsen_place(event.place)
        if place is None or place.latitude is None or place.longitude is None:
            lost += 1
            continue
        groups[round(place.longitude, NEAR), round(place.latitude, NEAR)].append((event, place))
    stands = []
    for (longitude, latitude), found in sorted(groups.items()):
        marks = []
        for event, place in found:
            category = name(event) if name(event) in ranked else OTHER
            marks.append(Mark(longitude, latitude, category, place.geo_precision or 3))
        marks.sort(key=lambda mark: (list(ranked).index(mark.category), mark.precision))
        label = next((place.name for _, place in found if place.gazetteer_id), "")
        stands.append(Stand(longitude, latitude, label, tuple(marks)))
    return stands, lost


def pack_reach(count: int) -> float:
    """How far so many packed dots reach from their place, in diameters of a dot.

    >>> pack_reach(1), pack_reach(2)
    (0.5, 1.0)
    """
    if count > MOST_DOTS:
        return math.sqrt(count) / 2
    return max(math.hypot(*spot) for spot in pack_offsets(count)) + 0.5


def pack_offsets(count: int) -> list[tuple[float, float]]:
    """Offsets of so many equal dots around a place, in diameters of a dot.

    Up to seven stand in a ring around nothing or one, as coins do; more follow a sunflower.

    >>> pack_offsets(1)
    [(0.0, 0.0)]
    >>> [(round(x, 2), round(y, 2)) for x, y in pack_offsets(2)]
    [(-0.5, 0.0), (0.5, 0.0)]
    """
    if count == 1:
        return [(0.0, 0.0)]
    if count == 2:  # noqa: PLR2004 - a pair
        return [(-0.5, 0.0), (0.5, 0.0)]
    if count <= 5:  # noqa: PLR2004 - coins around nothing
        radius = 0.5 / math.sin(math.pi / count)
        turns = [2 * math.pi * at / count + math.pi / 2 for at in range(count)]
        return [(radius * math.cos(turn), radius * math.sin(turn)) for turn in turns]
    if count <= 7:  # noqa: PLR2004 - six coins around one
        turns = [math.pi * at / 3 + math.pi / 2 for at in range(count - 1)]
        return [(0.0, 0.0), *((math.cos(turn), math.sin(turn)) for turn in turns)]
    spots = []
    for at in range(count):
        radius, turn = SUNFLOWER * math.sqrt(at + 0.5), at * GOLDEN_ANGLE
        spots.append((radius * math.cos(turn), radius * math.sin(turn)))
    return spots
