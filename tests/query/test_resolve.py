"""Every name of a query is known, or is an error that points at it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dateline.errors import QueryError
from dateline.model.query import Period
from dateline.model.resolved import (
    ActorTest,
    AreaTest,
    NearTest,
    NumberTest,
    Reach,
    ResolvedQuery,
    ValueTest,
)
from dateline.query import parse_query
from dateline.query.names import Names
from dateline.query.resolve import resolve_query


def resolve(line: str, names: Names) -> ResolvedQuery:
    return resolve_query(parse_query(line), names)


def days(start: str | None, end: str | None) -> Period:
    first = date.fromisoformat(start) if start else None
    return Period(first, date.fromisoformat(end) if end else None)


def test_the_main_query_resolves_to_ids_areas_and_days(names: Names) -> None:
    found = resolve("attack by:jnim in:central-mali since:2023-11-19", names)
    assert [definition.key for definition in found.definitions] == ["attack"]
    assert found.tests == (
        ActorTest("by", frozenset({"jnim", "katiba-macina"}), ("jnim",)),
        AreaTest(admin1=frozenset({"ML/Mopti", "ML/Segou"}), words=("central-mali",)),
    )
    assert found.periods == (days("2023-11-19", None),)
    assert found.unit == "place-day"
    assert found.cutoff is not None
    assert found.cutoff.isoformat() == "2023-12-13T10:00:00+00:00"
    assert found.as_reported == found.cutoff


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("during:2022-10..2023-03", [("2022-10-01", "2023-03-31")]),
        ("during:2023-07", [("2023-07-01", "2023-07-31")]),
        ("during:2024-02", [("2024-02-01", "2024-02-29")]),
        ("during:2023", [("2023-01-01", "2023-12-31")]),
        ("during:$spring", [("2023-03-01", "2023-05-31")]),
        ("on:2023-07-05", [("2023-07-05", "2023-07-05")]),
        ("last:3weeks", [("2023-11-23", "2023-12-13")]),
        ("during:last:10days", [("2023-12-04", "2023-12-13")]),
        ("last:1month", [("2023-11-14", "2023-12-13")]),
        ("since:2023-11", [("2023-11-01", None)]),
        ("until:2023-11", [(None, "2023-11-30")]),
        ("since:2023-07-10 during:2023-07", [("2023-07-10", "2023-07-31")]),
        ("during:2023-07 during:2023-01|2023-08", [("2023-01-01", "2023-01-31"),
                                                   ("2023-07-01", "2023-08-31")]),
        ("during:2023-07 -on:2023-07-14", [("2023-07-01", "2023-07-13"),
                                           ("2023-07-15", "2023-07-31")]),
    ],
)  # fmt: skip
def test_times_become_days(line: str, expected: list[tuple[str, str]], names: Names) -> None:
    assert resolve(line, names).periods == tuple(days(*ends) for ends in expected)


def test_an_equals_sign_leaves_subgroups_out(names: Names) -> None:
    assert resolve("by:=jnim", names).tests == (ActorTest("by", frozenset({"jnim"}), ("jnim",)),)


def test_a_repeated_key_is_or_and_a_negated_one_stands_alone(names: Names) -> None:
    assert resolve("by:isgs by:=jnim -by:@state", names).tests == (
        ActorTest("by", frozenset({"isgs", "jnim"}), ("isgs", "jnim")),
        ActorTest("by", frozenset({"mali-army", "wagner"}), ("@state",), negated=True),
    )


def test_between_asks_for_both_sides(names: Names) -> None:
    assert resolve("between:=jnim,isgs", names).tests == (
        ActorTest("party", frozenset({"jnim"}), ("jnim",)),
        ActorTest("party", frozenset({"isgs"}), ("isgs",)),
    )


def test_places_of_every_kind_resolve(names: Names) -> None:
    (area,) = resolve("in:ML|ML/Mopti|ML/Mopti/Djenne|Sevare", names).tests
    assert area == AreaTest(
        frozenset({"ML"}),
        frozenset({"ML/Mopti"}),
        frozenset({"ML/Mopti/Djenne"}),
        frozenset({"geonames:1"}),
        frozenset({"ML/Mopti", "ML"}),
        ("ML", "ML/Mopti", "ML/Mopti/Djenne", "Sevare"),
    )


def test_near_and_along_become_points(names: Names) -> None:
    assert resolve("near:Sevare~5km", names).tests == (
        NearTest((Reach(((14.53, -4.1),), 5.0),), ("Sevare",)),
    )
    assert resolve("along:Sevare..Gao", names).tests == (
        NearTest((Reach(((14.53, -4.1), (16.27, -0.04)), 10.0),), ("Sevare..Gao",)),
    )


def test_numbers_and_choices_resolve(names: Names) -> None:
    line = "killed:>3|1..2 type:battles|Grenade status:PLANNED precision:1"
    assert resolve(line, names).tests == (
        NumberTest("killed", ((4, None), (1, 2))),
        ValueTest(
            "sub_event_type",
            frozenset({
                "Grenade", "Armed clash", "Government regains territory",
                "Non-state actor overtakes territory",
            }),
        ),
        ValueTest("status", frozenset({"planned"})),
        ValueTest("geo_precision", frozenset({1})),
    )  # fmt: skip


def test_a_definition_may_say_who(names: Names) -> None:
    found = resolve("state-engagement", names)
    assert found.definition_actors == (frozenset({"mali-army", "wagner"}),)


def test_a_query_may_set_its_own_clocks(names: Names) -> None:
    found = resolve("attack as-reported:2023-04-05T10:00 as-of:2023-12-01", names)
    assert found.as_reported == datetime.fromisoformat("2023-04-05T10:00+00:00")
    assert found.as_of == datetime.fromisoformat("2023-12-01T23:59:59.999999+00:00")


def test_a_time_with_a_zone_is_cut_in_the_desk_s_own(names: Names) -> None:
    names = replace(names, timezone="Africa/Niamey")
    cutoff = resolve("attack as-reported:2023-12-13T10:00+00:00", names).cutoff
    assert cutoff is not None
    assert cutoff.isoformat() == "2023-12-13T11:00:00+01:00"


def test_a_dataset_takes_the_definition_s_own_filter(names: Names) -> None:
    found = resolve("attack party:jnim dataset:ucdp-ged", names)
    assert (found.dataset, found.native) == ("ucdp-ged", ({"type_of_violence": (1, 3)},))


@pytest.mark.parametrize(
    ("line", "part", "message"),
    [
        ("atack by:jnim", "atack", "Did you mean attack"),
        ("attack by:jnin", "jnin", "Did you mean jnim"),
        ("attack in:Severe", "Severe", "Did you mean Sevare"),
        ("attack near:Nowhere~5km", "Nowhere~5km", "known place"),
        ("attack during:$sprint", "$sprint", "Did you mean spring"),
        ("attack during:2023-13", "2023-13", "no day of the calendar"),
        ("attack during:july", "july", "no date or period"),
        ("attack during:2023-08..2023-07", "2023-08..2023-07", "ends before it starts"),
        ("attack since:2023-08 until:2023-07", "since:2023-08 until:2023-07", "No day meets"),
        ("attack status:planed", "planed", "Did you mean planned"),
        ("attack killed:many", "many", "no whole number"),
        ("attack between:jnim", "jnim", "two actors"),
        ("attack along:Gao", "Gao", "two dots"),
        ("attack as-of:yesterday", "yesterday", "no moment"),
        ("attack dataset:gdelt", "gdelt", "has no dataset"),
        ("attack by:jnim dataset:ucdp-ged", "by:jnim", "use `party:`"),
        ("attack dataset:acled", "attack", "no filter for the dataset acled"),
        ("attack raid", "attack raid", "different units"),
        ("attack -dataset:acled", "-dataset:acled", "cannot be negated"),
    ],
)
def test_what_is_unknown_is_an_error_at_its_part(
    line: str, part: str, message: str, names: Names
) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        resolve(line, names)
    assert line[caught.value.start : caught.value.end] == part


def test_a_comparison_cuts_a_query_to_a_period_and_never_widens_it(names: Names) -> None:
    query = parse_query("attack since:2023-03-10 during:2023")
    found = resolve_query(query, names, within="$spring")
    assert found.periods == (days("2023-03-10", "2023-05-31"),)
    assert found.dated
    with pytest.raises(QueryError, match="within 2022"):
        resolve_query(query, names, within="2022")


def test_last_needs_a_cutoff(names: Names) -> None:
    with pytest.raises(QueryError, match="counts back from the cutoff"):
        resolve("attack last:3weeks", replace(names, cutoff=None))
