"""Sums, standings, first and last days, distances: what they print."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_sum_says_how_many_events_state_nothing(dateline: Run, desk: Path) -> None:
    said = dateline("--desk", desk, "sum", "attack").out
    assert "people killed" in said.splitlines()[0]
    assert "events state none" in said


def test_standings_are_a_table_rows_or_records(dateline: Run, desk: Path) -> None:
    line = ("--desk", desk, "rank", "attack", "--by", "perpetrators")
    assert "jnim" in dateline(*line).out
    assert dateline(*line, "--csv").out.splitlines()[0] == "place,name,count"
    assert dateline(*line, "--json").records[0]["place"] == 1
    assert "no event meets" in dateline("--desk", desk, "rank", "attack in:NE").out


def test_the_first_and_the_last_day_are_days(dateline: Run, desk: Path) -> None:
    assert dateline("--desk", desk, "first", "attack").out.startswith("first seen 20")
    assert dateline("--desk", desk, "last", "attack").out.startswith("last seen 20")
    nothing = dateline("--desk", desk, "first", "attack in:NE").out
    assert nothing.startswith("no answer (first seen)")


def test_a_distance_to_a_region_is_as_rough_as_the_region(dateline: Run, desk: Path) -> None:
    assert dateline("--desk", desk, "distance", "Bamako", "Mopti").out.startswith("460 km ")
    assert " km (" in dateline("--desk", desk, "distance", "Bamako", "ML/Gao").out
    unknown = dateline("--desk", desk, "distance", "Bamako", "Xyzzyx")
    assert unknown.status == 2
    assert "is unknown. `dateline gazetteer add` adds one." in unknown.err


def test_an_estimate_prints_what_was_active_in_each_period(dateline: Run, desk: Path) -> None:
    line = "attack during:2024-01 during:2024-03"
    said = dateline("--desk", desk, "count", line).out
    assert said.count("active: ") == 2
    assert "2024-01-01 to 2024-01-31" in said
    (record,) = dateline("--desk", desk, "rate", line, "--json").records
    assert [one["start"] for one in record["active"]] == ["2024-01-01", "2024-03-01"]
