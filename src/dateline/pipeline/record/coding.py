"""What a person types for a field, as the desk's nouns: days, places, actors, tolls."""

import re

from dateline.errors import CommandError
from dateline.model.actor import Participant
from dateline.model.mention import EVENT_TYPE_OF, EVENT_TYPES
from dateline.model.place import GazetteerEntry, Place
from dateline.pipeline.counting.names import DeskNames
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.material.toponyms import choose_place, find_named

_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_COARSE = {2: "near a town", 3: "an area"}  # by ACLED's geo_precision
_TOWN_DEGREES, _AREA_DEGREES = 0.3, 3.0  # how far a place's own point may lie from one given
NEW = "new:"  # before the name of an actor that nobody knows yet
_HOME_SHARE = 0.1  # of a desk's events that make a country one of its own


def read_precision(text: str) -> int:
    """ACLED's code of precision, 1 to 3.

    Raises:
        CommandError: it is none.
    """
    code = text.strip().removesuffix(".0")
    if code not in ("1", "2", "3"):
        raise CommandError(f"'{text}' is no precision; ACLED's codes are 1, 2 and 3.")
    return int(code)


def read_toll(text: str) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of `3`, `3-5` or `3,4,5`.

    >>> read_toll("3"), read_toll("3-5"), read_toll("3,4,5")
    ((3, 3, 3), (3, None, 5), (3, 4, 5))

    Raises:
        CommandError: it is no toll.
    """
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    if not re.fullmatch(r"\s*\d+\s*([-,]\s*\d+\s*){0,2}(\.0)?", text) or numbers != sorted(numbers):
        raise CommandError(f"'{text}' is no toll; write 3, 3-5 or low,best,high as 3,4,5.")
    if len(numbers) == 1 or text.strip().endswith(".0"):
        return numbers[0], numbers[0], numbers[0]
    if len(numbers) == 2:  # noqa: PLR2004 - low and high
        return numbers[0], None, numbers[1]
    return numbers[0], numbers[1], numbers[2]


def read_type(text: str) -> str:
    """ACLED's sub-event type of what a person typed: its name, its event type, or a plain word.

    >>> read_type("armed CLASH"), read_type("Violence_against_civilians"), read_type("airstrike")
    ('Armed clash', 'Attack', 'Air/drone strike')

    Raises:
        CommandError: it is no type, or one of several sub-types; the message offers them.
    """
    bare = _bare(text)
    if bare in _TYPES:
        return _TYPES[bare]
    for event, subs in EVENT_TYPES.items():
        if _bare(event) == bare:
            raise CommandError(f"'{text}' has sub-event types; write one of {', '.join(subs)}.")
    from rapidfuzz import process

    near = [_TYPES[name] for name, _score, _at in process.extract(bare, list(_TYPES), limit=5)]
    raise CommandError(
        f"'{text}' is no sub-event type of ACLED's list; near to it: "
        f"{', '.join(list(dict.fromkeys(near))[:3])}."
    )


def names_type(text: str, sub_event_type: str) -> bool:
    """Whether what a person typed is the sub-event type's own name, whatever its case and marks."""
    return _bare(text) == _bare(sub_event_type)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


# What desks write for a type: ACLED's names, event types that one sub-type stands for, and words
# that leave no doubt.
_TYPES = {_bare(sub): sub for sub in EVENT_TYPE_OF} | {
    "battles": "Armed clash",
    "battle": "Armed clash",
    "clash": "Armed clash",
    "clashes": "Armed clash",
    "ambush": "Armed clash",
    "firefight": "Armed clash",
    "violence against civilians": "Attack",
    "assassination": "Attack",
    "killing": "Attack",
    "massacre": "Attack",
    "protests": "Peaceful protest",
    "protest": "Peaceful protest",
    "demonstration": "Peaceful protest",
    "riots": "Violent demonstration",
    "riot": "Violent demonstration",
    "airstrike": "Air/drone strike",
    "air strike": "Air/drone strike",
    "drone strike": "Air/drone strike",
    "ied": "Remote explosive/landmine/IED",
    "vbied": "Remote explosive/landmine/IED",
    "landmine": "Remote explosive/landmine/IED",
    "mine": "Remote explosive/landmine/IED",
    "shelling": "Shelling/artillery/missile attack",
    "mortar": "Shelling/artillery/missile attack",
    "rocket": "Shelling/artillery/missile attack",
    "indirect fire": "Shelling/artillery/missile attack",
    "idf": "Shelling/artillery/missile attack",
    "suicide bombing": "Suicide bomb",
    "suicide attack": "Suicide bomb",
    "svbied": "Suicide bomb",
    "kidnapping": "Abduction/forced disappearance",
    "kidnap": "Abduction/forced disappearance",
    "abduction": "Abduction/forced disappearance",
    "arrest": "Arrests",
    "looting": "Looting/property destruction",
    "agreement": "Agreement",
}


def find_homes(opened: OpenDesk) -> frozenset[str]:
    """The countries that a place named by a person lies in before all others.

    They are those of the desk's regions, or where it has none, those of its events.
    """
    homes = DeskNames(opened.desk, opened.words).homes
    if homes:
        return homes
    counts = load_state(opened).table["country"].drop_null().value_counts().to_pylist()
    least = sum(one["counts"] for one in counts) * _HOME_SHARE
    return frozenset(one["values"] for one in counts if one["counts"] >= least)


def code_place(
    opened: OpenDesk,
    text: str,
    *,
    point: tuple[float, float] | None = None,
    homes: frozenset[str] | None = None,
) -> Place:
    """A place by name, id, `CC/Admin1`, `Koro, Mali` or `latitude, longitude`.

    Args:
        opened: the desk.
        text: as typed.
        point: latitude and longitude, where they are given beside a name: of namesakes the one
            there is meant.
        homes: what `find_homes` gave, where many places are coded.

    Raises:
        CommandError: no place has that name, or several have; the message offers them.
    """
    typed = read_point(text)
    if typed:
        return _code_point(text, *typed)
    gazetteer = opened.words.gazetteer
    homes = find_homes(opened) if homes is None else homes
    entry = gazetteer.entry(text)
    if entry is None and point is not None:
        named = find_named(gazetteer, text, homes, towns=True)
        entry = next((one for one in named if _lies_at(one, point)), None)
        if entry is None:
            return _code_point(text, *point)
    entry = entry or choose_place(gazetteer, text, homes)
    if entry is None:
        names = DeskNames(opened.desk, opened.words)
        near = ", ".join(names.nearest("place", text)) or "none is like it"
        raise CommandError(
            f"No place is called '{text}' (nearest: {near}). Give coordinates as "
            "`13.6, -6.2`, or add it with `dateline gazetteer add`."
        )
    latitude, longitude = point or (entry.latitude, entry.longitude)
    return Place(
        entry.alias or entry.name,
        text,
        entry.id,
        latitude,
        longitude,
        entry.admin1,
        entry.admin2,
        entry.country,
        3 if entry.id.startswith(("admin:", "country:")) else 1,
    )


def read_point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of `13.6, -6.2`; None where it is no point."""
    found = _POINT.fullmatch(text)
    return (float(found[1]), float(found[2])) if found else None


def describe_coded(place: Place) -> str:
    """A coded place in words, for the person who named it."""
    named = f"{place.name}, " if place.gazetteer_id else ""
    kind = _COARSE.get(place.geo_precision or 0, "a point" if not named else "a town")
    lies = place.admin2 or place.admin1 or place.country or "no known country"
    where = f"{place.latitude:.4f}, {place.longitude:.4f}"
    known = f"{place.gazetteer_id}, " if place.gazetteer_id else ""
    return f"{named}{kind} in {lies} ({known}{where})"


def _lies_at(entry: GazetteerEntry, point: tuple[float, float]) -> bool:
    """Whether a place may be what lies at a point; an area has room."""
    reach = _AREA_DEGREES if entry.feature.startswith("A.") else _TOWN_DEGREES
    return max(abs(entry.latitude - point[0]), abs(entry.longitude - point[1])) <= reach


def _code_point(text: str, latitude: float, longitude: float) -> Place:
    """A point with the first-level unit that it lies in."""
    from dateline.atlas.basemap import load_basemap

    (unit,) = load_basemap().admin1_of([(latitude, longitude)])
    country = unit.partition("/")[0] if unit else None
    return Place(text, text, None, latitude, longitude, unit, None, country, 1)


def code_known_actor(opened: OpenDesk, text: str, role: str) -> Participant:
    """An actor that the desk knows, or one that a person says is new: `new:Hunters of Koro`.

    Raises:
        CommandError: nobody knows the name, and it is not said to be new.
    """
    part = code_actor(opened, text, role)
    if part.id is None and (not says_new(text) or not part.text):
        raise CommandError(
            f"{describe_unknown(opened, part)} Write one of these, add it to the desk's lexicon, "
            f"or say that it is new: '{NEW}{part.text or 'NAME'}'."
        )
    return part


def says_new(text: str) -> bool:
    """Whether a person says that an actor is one that nobody knows yet."""
    return text.strip().casefold().startswith(NEW)


def describe_unknown(opened: OpenDesk, part: Participant) -> str:
    """An actor that the lexicon lacks, in words, with those nearest to it."""
    near = ", ".join(opened.words.lexicon.nearest(part.text)) or "none is like it"
    return f"No actor is called '{part.text}' (nearest: {near})."


def code_actor(opened: OpenDesk, text: str, role: str) -> Participant:
    """An actor by id or name in a role; a name that the lexicon lacks stays as it is."""
    lexicon = opened.words.lexicon
    text = text.strip()[len(NEW) :].strip() if says_new(text) else text
    actor = lexicon.actor(text) or lexicon.find_actor(text)
    if actor is None:
        basis = "unidentified" if role == "perpetrator" else "attributed"
        return Participant(role, text, text, None, basis, text)
    return Participant(role, text, actor.name, actor.id)
