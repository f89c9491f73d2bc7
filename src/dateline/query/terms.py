"""The terms of a query that are neither time, clock nor dataset, resolved to tests."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dateline.errors import QueryError
from dateline.model.mention import EVENT_TYPE_OF, EVENT_TYPES
from dateline.model.query import Query, Value
from dateline.model.resolved import (
    ActorTest,
    AreaTest,
    NearTest,
    NumberTest,
    Reach,
    Test,
    ValueTest,
)
from dateline.query.keys import KEYS
from dateline.query.names import Names
from dateline.query.nearest import offer_nearest

DEFAULT_REACH_KM = 10.0
_RANGE = re.compile(r"(\d+)(?:\.\.(\d+)?)?\Z|\.\.(\d+)\Z")
_COLUMNS = {
    "basis": "perpetrator_basis",
    "type": "event_type",
    "subtype": "sub_event_type",
    "weapon": "weapons",
    "status": "status",
    "review": "review",
    "precision": "geo_precision",
    "source": "sources",
}


def resolve_terms(query: Query, names: Names, on: date | None) -> tuple[Test, ...]:
    """Resolve terms: those of one key are alternatives, each negated one stands alone.

    Args:
        query: the parsed query.
        names: what the desk knows.
        on: the day for which actors' subgroups are asked.

    Returns:
        Tests, all of which an event must meet.

    Raises:
        QueryError: where a name or value is unknown.
    """
    tests: list[Test] = []
    for key in dict.fromkeys(term.key for term in query.terms):
        resolver = _RESOLVERS.get(key)
        if resolver is None:
            continue
        terms = [term for term in query.terms if term.key == key]
        wanted = [value for term in terms if not term.negated for value in term.values]
        if wanted:
            tests += resolver(key, wanted, names, on)
        for term in terms:
            if term.negated:
                found = resolver(key, list(term.values), names, on)
                if len(found) > 1:
                    raise QueryError(f"`{key}:` cannot be negated.", term.start, term.end)
                tests += [replace(test, negated=True) for test in found]
    return tuple(tests)


def resolve_actors(value: Value, names: Names, on: date | None) -> frozenset[str]:
    """Return the actor ids a value names.

    Raises:
        QueryError: when nobody is known by that name.
    """
    ids = names.actors(value.text, exact=value.exact, on=on)
    if ids is None:
        near = names.nearest("actor", value.text)
        offer = f" Did you mean {' or '.join(near)}?" if near else ""
        raise QueryError(
            f"No actor or group is known as “{value.text}”.{offer} "
            "The desk's own actors stand in its lexicon folder.",
            value.start,
            value.end,
        )
    return ids


def _actor_test(key: str, values: list[Value], names: Names, on: date | None) -> list[Test]:
    ids: frozenset[str] = frozenset()
    for value in values:
        ids |= resolve_actors(value, names, on)
    return [ActorTest(key, ids, tuple(value.text for value in values))]


def _pair_test(key: str, values: list[Value], names: Names, on: date | None) -> list[Test]:
    if len(values) != 2:  # noqa: PLR2004 - a fight has two sides
        raise QueryError(
            f"`{key}:` takes two actors parted by a comma, such as `{KEYS[key].example}`.",
            values[0].start,
            values[-1].end,
        )
    return [ActorTest("party", resolve_actors(value, names, on), (value.text,)) for value in values]


def _area_test(_key: str, values: list[Value], names: Names, _on: date | None) -> list[Test]:
    parts: dict[str, set[str]] = {
        name: set() for name in ("countries", "admin1", "admin2", "places", "around")
    }
    for value in values:
        region = names.region(value.text)
        if region is not None:
            parts["countries"] |= set(region.countries)
            parts["admin1"] |= set(region.admin1)
            continue
        _add_place(value, names, parts)
    return [
        AreaTest(
            frozenset(parts["countries"]),
            frozenset(parts["admin1"]),
            frozenset(parts["admin2"]),
            frozenset(parts["places"]),
            frozenset(parts["around"]),
            tuple(value.text for value in values),
        )
    ]


def _add_place(value: Value, names: Names, parts: dict[str, set[str]]) -> None:
    entry = names.place(value.text)
    if entry is None:
        raise _unknown_place(value, names)
    kind, _, path = entry.id.partition(":")
    if kind == "country" or entry.feature.startswith("A.PCL"):
        parts["countries"].add(entry.country or path)
    elif kind == "admin":
        parts["admin2" if path.count("/") > 1 else "admin1"].add(path)
    elif entry.feature == "A.ADM1" and entry.admin1:
        parts["admin1"].add(entry.admin1)
    elif entry.feature == "A.ADM2" and entry.admin2:
        parts["admin2"].add(entry.admin2)
    else:
        parts["places"].add(entry.id)
        parts["around"] |= {area for area in (entry.admin1, entry.country) if area}


def _unknown_place(value: Value, names: Names) -> QueryError:
    near = names.nearest("place", value.text)
    offer = f" Did you mean {' or '.join(near)}?" if near else ""
    return QueryError(
        f"“{value.text}” is no region of this desk, country code, admin unit or known place."
        f"{offer} `dateline gazetteer add` adds places.",
        value.start,
        value.end,
    )


def _near_test(key: str, values: list[Value], names: Names, _on: date | None) -> list[Test]:
    reaches = []
    for value in values:
        stops = value.text.split("..") if key == "along" else [value.text]
        if key == "along" and len(stops) < 2:  # noqa: PLR2004 - a line has two ends
            raise QueryError(
                f"`along:` needs places parted by two dots, such as `{KEYS[key].example}`.",
                value.start,
                value.end,
            )
        found = []
        for stop in stops:
            entry = names.town(stop)
            if entry is None:
                raise _unknown_place(replace(value, text=stop), names)
            found.append(entry)
        within = DEFAULT_REACH_KM if value.within_km is None else value.within_km
        points = tuple((entry.latitude, entry.longitude) for entry in found)
        reaches.append(Reach(points, within, tuple(found)))
    return [NearTest(tuple(reaches), tuple(value.text for value in values))]


def _value_test(key: str, values: list[Value], _names: Names, _on: date | None) -> list[Test]:
    column = _COLUMNS[key]
    choices = {choice.casefold(): choice for choice in KEYS[key].choices}
    found: set[str | int] = set()
    for value in values:
        if not choices:
            found.add(value.text)
            continue
        choice = choices.get(value.text.casefold())
        if choice is None:
            raise QueryError(
                f"`{key}:` has no value “{value.text}”. "
                + offer_nearest(value.text, KEYS[key].choices, "It takes"),
                value.start,
                value.end,
            )
        found.add(int(choice) if column == "geo_precision" else choice)
    if key == "type" and all(choice in EVENT_TYPE_OF for choice in found):
        column = "sub_event_type"
    elif key == "type":
        subs = {sub for choice in found for sub in EVENT_TYPES.get(str(choice), (str(choice),))}
        return (
            [ValueTest("sub_event_type", frozenset(subs))]
            if len(found) > 1
            else [ValueTest(column, frozenset(found))]
        )
    return [ValueTest(column, frozenset(found))]


def _number_test(key: str, values: list[Value], _names: Names, _on: date | None) -> list[Test]:
    return [NumberTest(key, tuple(_read_range(value) for value in values))]


def _read_range(value: Value) -> tuple[int | None, int | None]:
    match = _RANGE.match(value.text)
    if match is None:
        raise QueryError(
            f"“{value.text}” is no whole number or range; write 3, >=3 or 3..10.",
            value.start,
            value.end,
        )
    first, second, top = match.groups()
    if ".." in value.text:
        high = second or top
        return (int(first) if first else None, int(high) if high else None)
    number = int(first)
    ranges: dict[str | None, tuple[int | None, int | None]] = {
        ">=": (number, None),
        ">": (number + 1, None),
        "<=": (None, number),
        "<": (None, number - 1),
    }
    return ranges.get(value.comparator, (number, number))


_Resolver = Callable[[str, list[Value], Names, date | None], list[Test]]
_RESOLVERS: dict[str, _Resolver] = {
    **dict.fromkeys(("by", "against", "party", "claimed-by"), _actor_test),
    "between": _pair_test,
    "in": _area_test,
    **dict.fromkeys(("near", "along"), _near_test),
    **dict.fromkeys(_COLUMNS, _value_test),
    **dict.fromkeys(("killed", "injured"), _number_test),
}
