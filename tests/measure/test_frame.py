"""A query over an events table finds what meets it, what may, and what is left out."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.errors import QueryError
from dateline.measure.frame import open_frame, open_written, write_frame
from dateline.measure.selection import select_events
from dateline.model.definition import Definition
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

MakeEvents = Callable[..., pa.Table]
JULY = (Period(date(2023, 7, 1), date(2023, 7, 31)),)
JNIM = ActorTest("by", frozenset({"jnim"}))
MOPTI = AreaTest(admin1=frozenset({"ML/Mopti"}))


def ids(rows: Iterable[int]) -> list[int]:
    """Ids count from 1 in the order of the rows."""
    return [int(row) + 1 for row in rows]


def test_events_inside_the_period_count_and_straddling_ones_are_possible(
    make_events: MakeEvents,
) -> None:
    table = make_events(
        {"day": "2023-06-30"},
        {"day": "2023-07-01"},
        {"day": "2023-07-31"},
        {"day": "2023-08-01"},
        {"date_start": date(2023, 6, 28), "date_end": date(2023, 7, 4)},
        {},
    )
    found = select_events(table, ResolvedQuery("q", periods=JULY))
    assert (ids(found.rows), ids(found.possible)) == ([2, 3], [5])


def test_review_decides_what_counts(make_events: MakeEvents) -> None:
    table = make_events(
        *({"day": "2023-07-05", "review": review}
          for review in ("accepted", "corrected", "unreviewed", "rejected"))
    )  # fmt: skip
    query = ResolvedQuery("q")
    found = select_events(table, query, counts="accepted")
    assert (ids(found.rows), ids(found.awaiting)) == ([1, 2], [3])
    found = select_events(table, query, counts="all")
    assert (ids(found.rows), ids(found.awaiting)) == ([1, 2, 3], [])
    named = ResolvedQuery("q", tests=(ValueTest("review", frozenset({"rejected"})),))
    assert ids(select_events(table, named).rows) == [4]


def test_what_is_not_countable_counts_only_when_a_query_names_its_status(
    make_events: MakeEvents,
) -> None:
    table = make_events(
        {"day": "2023-07-05"},
        {"day": "2023-07-06", "status": "planned", "countable": False},
        {"day": "2023-07-07", "countable": False},
    )
    assert ids(select_events(table, ResolvedQuery("q")).rows) == [1]
    planned = ResolvedQuery("q", tests=(ValueTest("status", frozenset({"planned"})),))
    assert ids(select_events(table, planned).rows) == [2]


def test_like_events_by_nobody_known_are_unattributed(make_events: MakeEvents) -> None:
    nobody = {"perpetrators": [], "perpetrator_basis": "unidentified"}
    table = make_events(
        {"day": "2023-07-05"},
        {"day": "2023-07-06", **nobody},
        {"day": "2023-07-07", "perpetrators": ["isgs"]},
        {"day": "2023-07-08", "admin1": "ML/Gao", **nobody},
    )
    found = select_events(table, ResolvedQuery("q", tests=(JNIM, MOPTI)))
    assert (ids(found.rows), ids(found.unattributed)) == ([1], [2])


def test_a_definition_s_types_and_actors_are_met(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-07-05", "event_type": "Protests"},
        {"day": "2023-07-05", "perpetrators": ["mali-army"]},
        {"day": "2023-07-06"},
    )
    battles = Definition("clash", "", ("Battles",))
    query = ResolvedQuery("q", (battles,), (None,))
    assert ids(select_events(table, query).rows) == [2, 3]
    query = ResolvedQuery("q", (battles,), (frozenset({"mali-army"}),))
    assert ids(select_events(table, query).rows) == [2]


def test_an_event_known_only_to_a_larger_area_is_possible(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-07-05"},
        {"day": "2023-07-06", "admin1": None, "gazetteer_id": "country:ML", "geo_precision": 3},
        {"day": "2023-07-07", "admin1": None, "country": "BF", "gazetteer_id": "country:BF"},
        {"day": "2023-07-08", "admin1": None, "country": None, "gazetteer_id": None},
    )
    found = select_events(table, ResolvedQuery("q", tests=(MOPTI,)))
    assert (ids(found.rows), ids(found.possible)) == ([1], [2])
    town = AreaTest(places=frozenset({"geonames:2456917"}), around=frozenset({"ML/Mopti", "ML"}))
    found = select_events(table, ResolvedQuery("q", tests=(town,)))
    assert (ids(found.rows), ids(found.possible)) == ([1], [2])


def test_a_negated_area_keeps_its_doubt(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-07-05"},
        {"day": "2023-07-06", "admin1": None},
        {"day": "2023-07-07", "admin1": "ML/Gao"},
    )
    outside = AreaTest(admin1=frozenset({"ML/Mopti"}), negated=True)
    found = select_events(table, ResolvedQuery("q", tests=(outside,)))
    assert (ids(found.rows), ids(found.possible)) == ([3], [2])


def test_distance_takes_precision_into_account(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-07-05", "latitude": 15.03, "longitude": -2.95},
        {"day": "2023-07-06", "latitude": 15.10, "longitude": -2.95},
        {"day": "2023-07-07", "latitude": 15.03, "longitude": -2.95, "geo_precision": 2},
        {"day": "2023-07-08", "latitude": 14.5, "longitude": -4.0, "geo_precision": 3},
        {"day": "2023-07-09", "latitude": None, "longitude": None},
    )
    near = NearTest((Reach(((15.0015, -2.9496),), 5.0),))
    found = select_events(table, ResolvedQuery("q", tests=(near,)))
    assert (ids(found.rows), ids(found.possible)) == ([1], [3, 4])


def test_a_corridor_follows_the_line_between_places(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-07-05", "latitude": 15.0, "longitude": -3.0},
        {"day": "2023-07-06", "latitude": 15.0, "longitude": -1.5},
        {"day": "2023-07-07", "latitude": 15.3, "longitude": -3.0},
    )
    road = NearTest((Reach(((15.0, -4.0), (15.0, -2.0)), 10.0),))
    assert ids(select_events(table, ResolvedQuery("q", tests=(road,))).rows) == [1]


def test_tolls_not_stated_meet_no_range(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-07-05", "killed_best": 4},
        {"day": "2023-07-06", "killed_low": 3},
        {"day": "2023-07-07"},
        {"day": "2023-07-08", "killed_best": 2},
    )
    three = NumberTest("killed", ((3, None),))
    assert ids(select_events(table, ResolvedQuery("q", tests=(three,))).rows) == [1, 2]


def test_the_publication_clock_leaves_out_what_came_later(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-12-12", "reported_at": "2023-12-13T09:30:00+00:00"},
        {"day": "2023-12-12", "reported_at": "2023-12-13T10:30:00+01:00"},
        {"day": "2023-12-12", "reported_at": "2023-12-13T10:30:00+00:00"},
        {"day": "2023-12-12", "reported_at": "2023-12"},
        {"day": "2023-12-12", "reported_at": None, "recorded_at": "2024-01-05T00:00:00+00:00"},
        {"day": "2023-12-12", "reported_at": None, "recorded_at": "2023-12-13T08:00:00+00:00"},
    )
    ten = datetime.fromisoformat("2023-12-13T10:00+00:00")
    found = select_events(table, ResolvedQuery("q", as_reported=ten))
    assert (ids(found.rows), ids(found.possible)) == ([1, 2, 4, 6], [5])


def test_a_place_day_is_counted_once(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-07-05"},
        {"day": "2023-07-05", "sub_event_type": "Attack"},
        {"day": "2023-07-05", "perpetrators": ["isgs"]},
        {"day": "2023-07-05", "gazetteer_id": "geonames:2", "place": "Bandiagara"},
        {"day": "2023-07-06"},
        {"day": "2023-07-05", "geo_precision": 3},
        {"day": "2023-07-05", "geo_precision": 3},
    )
    assert len(select_events(table, ResolvedQuery("q", unit="place-day")).units) == 6
    assert len(select_events(table, ResolvedQuery("q", unit="incident")).units) == 7


def test_a_column_that_a_dataset_lacks_is_named(make_events: MakeEvents) -> None:
    query = ResolvedQuery("attack", native=({"type_of_violence": (1, 3)},), dataset="ucdp-ged")
    with pytest.raises(QueryError, match="has no column “type_of_violence”"):
        select_events(make_events({"day": "2023-07-05"}), query)


def test_an_empty_table_has_no_events(make_events: MakeEvents) -> None:
    frame = open_frame(make_events())
    found = select_events(frame, ResolvedQuery("q", tests=(JNIM, MOPTI), periods=JULY))
    assert found.events == ()
    assert len(found.units) == 0


def test_a_frame_answers_as_its_table_does(make_events: MakeEvents) -> None:
    table = make_events({"day": "2023-07-05"}, {"day": "2023-08-05"})
    frame = open_frame(table)
    for periods in (JULY, ()):
        query = ResolvedQuery("q", tests=(JNIM,), periods=periods)
        assert select_events(frame, query).events == select_events(table, query).events


def test_rows_keep_the_order_of_ids_whatever_the_table_s(make_events: MakeEvents) -> None:
    table = make_events({"day": "2023-07-05", "id": 9}, {"day": "2023-07-06", "id": 2})
    assert select_events(table, ResolvedQuery("q")).events == (2, 9)


def test_a_listing_takes_what_is_never_counted(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-07-05", "countable": False},
        {"day": "2023-07-05", "review": "rejected"},
    )
    assert select_events(table, ResolvedQuery("q"), counts="listed").events == (1, 2)
    assert select_events(table, ResolvedQuery("q"), counts="all").events == ()


def test_rows_of_a_dataset_are_laid_out_in_the_order_of_their_ids(
    tmp_path: Path, make_events: MakeEvents
) -> None:
    sides = {7: ["jnim"], 3: ["isgs", "jnim"], 9: [], 1: ["jnim"], 5: ["isgs", "jnim"]}
    table = make_events(*({"id": one, "parties": found} for one, found in sides.items()))
    pq.write_table(table, tmp_path / "rows.parquet")
    write_frame(tmp_path / "rows.parquet", tmp_path / "rows.duckdb")
    frame = open_written(tmp_path / "rows.duckdb")
    assert frame.ids.tolist() == [1, 3, 5, 7, 9]
    rows = frame.connection.sql(
        "SELECT id, items FROM events JOIN parties_sets ON parties_set = code"
    )
    assert dict(rows.fetchall()) == sides
