"""What is new since an earlier day comes in sentences with their queries."""

from collections.abc import Callable
from datetime import date, timedelta

import pyarrow as pa

from dateline.measure.frame import open_frame
from dateline.measure.news import Since, count_weeks, list_news
from dateline.measure.selection import select_events
from dateline.model.news import News
from dateline.model.resolved import ResolvedQuery

MakeEvents = Callable[..., pa.Table]
FIRST, LAST = date(2023, 6, 1), date(2023, 6, 30)
SINCE = Since(FIRST, LAST, str.upper, lambda path: path.rpartition("/")[2])


def news(table: pa.Table) -> list[News]:
    return list(list_news(select_events(open_frame(table), ResolvedQuery("q")), SINCE))


def test_first_reports_of_an_actor_a_tactic_and_a_place_are_news(make_events: MakeEvents) -> None:
    found = news(
        make_events(
            {"day": "2023-05-01"},
            {"day": "2023-06-10", "sub_event_type": "Suicide bomb"},
            {"day": "2023-06-11", "admin1": "ML/Segou"},
            {"day": "2023-06-12", "perpetrators": ["isgs"]},
        )
    )
    assert [(one.kind, one.says, one.query, one.events) for one in found[:3]] == [
        ("new actor", "First report of ISGS as a perpetrator: 1 event.",
         "by:=isgs", (4,)),
        ("new tactic", "First report of “Suicide bomb” by JNIM: 1 event.",
         'by:=jnim subtype:"Suicide bomb"', (2,)),
        ("new place", "First report of JNIM in Segou: 1 event.",
         "by:=jnim in:ML/Segou", (3,)),
    ]  # fmt: skip
    assert (found[3].kind, found[3].says) == ("reported", "3 events after 1 June 2023.")


def test_who_first_hands_over_a_camp_is_a_party_and_no_perpetrator(
    make_events: MakeEvents,
) -> None:
    handed = {"event_type": "Strategic developments", "sub_event_type": "Change to group/activity"}
    found = news(
        make_events(
            {"day": "2023-05-01"}, {"day": "2023-06-12", "perpetrators": ["minusma"], **handed}
        )
    )
    assert found[0].says == "First report of MINUSMA as a party: 1 event."


def test_a_late_report_of_an_early_day_is_said_apart(make_events: MakeEvents) -> None:
    found = news(
        make_events({"day": "2023-05-01"}, {"day": "2023-05-02", "reported_at": "2023-06-20"})
    )
    assert [(one.kind, one.events, one.query) for one in found] == [
        ("late", (2,), "until:2023-06-01")
    ]


def test_where_nothing_came_before_nothing_is_called_new(make_events: MakeEvents) -> None:
    found = news(make_events({"day": "2023-06-10"}))
    assert [one.kind for one in found] == ["reported"]


def test_a_surge_is_said_with_trendfinder_s_band(make_events: MakeEvents) -> None:
    start = LAST - timedelta(days=7 * 40 - 1)
    rows = [
        {"day": str(start + timedelta(days=7 * week)), "gazetteer_id": f"g:{week}:{number}"}
        for week in range(40)
        for number in range(30 if week >= 38 else 5 + week % 3)
    ]
    surges = [one for one in news(make_events(*rows)) if one.kind == "surge"]
    assert [one.query for one in surges] == [
        "by:=jnim since:2023-06-17 until:2023-06-30",
        "in:ML/Mopti since:2023-06-17 until:2023-06-30",
    ]
    assert surges[0].says == (
        "JNIM: a surge to 30.0 in each of the last 2 weeks, from 6.0 a week in the year before."
    )
    assert (surges[0].band4, surges[0].band52) == ("large increase", None)


def test_weeks_are_counted_back_from_the_cutoff() -> None:
    import numpy as np

    last = LAST.toordinal()
    assert count_weeks(np.array([last, last - 6, last - 7, last - 21]), LAST) == [1, 0, 1, 2]
