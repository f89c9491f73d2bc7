"""First and last seen, standings, series and distances."""

from collections.abc import Callable
from datetime import date, datetime

import pyarrow as pa
import pytest

from dateline.errors import CommandError
from dateline.measure.seen import count_series, first_seen, last_seen, measure_distance, rank_by
from dateline.measure.selection import Selection, select_events
from dateline.model.estimate import seen_on
from dateline.model.place import GazetteerEntry
from dateline.model.query import Period
from dateline.model.resolved import ResolvedQuery

MakeEvents = Callable[..., pa.Table]
TEN = datetime.fromisoformat("2023-12-13T10:00+00:00")


@pytest.fixture
def some(make_events: MakeEvents) -> Selection:
    """Five events from 20 November 2023 on; the last one's day is known to three days."""
    table = make_events(
        {"day": "2023-11-28", "admin1": "ML/Segou"},
        {"day": "2023-11-20"},
        {"day": "2023-12-04", "targets": ["civilians", "police"]},
        {"day": "2023-12-05", "admin1": None},
        {"date_start": date(2023, 12, 8), "date_end": date(2023, 12, 10)},
    )
    periods = (Period(date(2023, 11, 19), None),)
    return select_events(table, ResolvedQuery("attack", periods=periods, cutoff=TEN))


def test_first_and_last_seen_are_days(some: Selection) -> None:
    first, last = first_seen(some), last_seen(some)
    assert (seen_on(first), first.events, first.unit) == (date(2023, 11, 20), (2,), "first seen")
    assert (seen_on(last), last.events) == (date(2023, 12, 10), (5,))
    assert last.low == date(2023, 12, 8).toordinal()


def test_nothing_seen_has_no_day(make_events: MakeEvents) -> None:
    nothing = select_events(make_events(), ResolvedQuery("attack"))
    assert seen_on(first_seen(nothing)) is None
    assert first_seen(nothing).method == "no data: nothing was seen"


def test_groups_are_ranked_and_ties_share_a_place(some: Selection) -> None:
    ranked = [(one.place, one.name, one.estimate.value) for one in rank_by(some, "admin1")]
    assert ranked == [(1, "ML/Mopti", 3.0), (2, "ML/Segou", 1.0)]
    targets = [(one.place, one.name) for one in rank_by(some, "targets")]
    assert targets == [(1, "mali-army"), (2, "civilians"), (2, "police")]


def test_a_column_that_cannot_rank_is_an_error(some: Selection) -> None:
    with pytest.raises(CommandError, match="ranked by “weather”"):
        rank_by(some, "weather")


def test_a_series_counts_each_week_and_marks_the_unfinished_one(some: Selection) -> None:
    series = count_series(some, per="week")
    assert [(point.start.isoformat(), point.count, point.complete) for point in series] == [
        ("2023-11-19", 1, True),
        ("2023-11-26", 1, True),
        ("2023-12-03", 3, True),
        ("2023-12-10", 0, False),
    ]
    assert series[2].events == (3, 4, 5)


def test_months_of_a_series_are_the_calendar_s(some: Selection) -> None:
    series = count_series(some, per="month")
    assert [(one.start.isoformat(), one.end.isoformat(), one.count) for one in series] == [
        ("2023-11-19", "2023-11-30", 2),
        ("2023-12-01", "2023-12-31", 3),
    ]


def test_a_series_needs_a_start(make_events: MakeEvents) -> None:
    with pytest.raises(CommandError, match="needs a start"):
        count_series(select_events(make_events(), ResolvedQuery("attack")), per="week")


def test_a_distance_is_the_great_circle_s() -> None:
    bamako = GazetteerEntry("geonames:1", "Bamako", 12.65, -8.0, "ML")
    gao = GazetteerEntry("geonames:2", "Gao", 16.2717, -0.0447, "ML")
    found = measure_distance(bamako, gao)
    assert found.value == pytest.approx(949, abs=3)  # 949 km as the crow flies
    assert found.low == found.high == found.value
    region = GazetteerEntry("admin:ML/Gao", "Gao", 16.2717, -0.0447, "ML", feature="A.ADM1")
    vague = measure_distance(bamako, region)
    assert vague.low is not None
    assert vague.low < found.value
