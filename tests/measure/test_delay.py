"""The last weeks of a series are short, and by how much can be said."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest

from dateline.measure.change import change_between
from dateline.measure.delay import fill_change, learn_delays, move_delays, nowcast_spans
from dateline.measure.frame import open_frame
from dateline.measure.seen import count_series
from dateline.measure.selection import Selection, select_events
from dateline.model.query import Period
from dateline.model.resolved import ResolvedQuery

MakeEvents = Callable[..., pa.Table]
CUTOFF = date(2023, 6, 30)
FIRST = date(2023, 1, 1)
STATE = frozenset({"mali-army"})


def reported(lags: tuple[int, ...], **what: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any column
    """An event a day for each lag, of those that were reported by the cutoff."""
    return [
        {"day": day.isoformat(), "reported_at": (day + timedelta(days=lag)).isoformat(), **what}
        for day in (FIRST + timedelta(days=number) for number in range(181))
        for lag in lags
        if day + timedelta(days=lag) <= CUTOFF
    ]


@pytest.fixture
def half_late(make_events: MakeEvents) -> Selection:
    """Of two clashes a day one is reported the same day, the other ten days later."""
    period = Period(FIRST, CUTOFF)
    return select_events(
        open_frame(make_events(*reported((0, 10)))), ResolvedQuery("q", periods=(period,))
    )


def test_what_is_still_to_come_is_counted_in(half_late: Selection) -> None:
    delays = learn_delays(half_late.frame, CUTOFF)
    assert delays is not None
    assert delays.known == 352
    last = CUTOFF.toordinal()
    (found,) = nowcast_spans(half_late, [(last - 9, last)], delays)
    assert found.counted == 10
    assert found.expected == pytest.approx(20, abs=1.5)
    assert found.low <= 20 <= found.high
    assert found.filled == pytest.approx(0.5, abs=0.05)
    assert found.filling


def test_days_long_past_are_as_they_are(half_late: Selection) -> None:
    delays = learn_delays(half_late.frame, CUTOFF)
    assert delays is not None
    last = CUTOFF.toordinal()
    (found,) = nowcast_spans(half_late, [(last - 60, last - 40)], delays)
    assert (found.counted, found.filling) == (42, False)
    assert found.expected == pytest.approx(42, abs=0.1)


def test_state_violence_is_reported_later_than_clashes(make_events: MakeEvents) -> None:
    against = {"perpetrators": ["mali-army"], "event_type": "Violence against civilians"}
    rows = reported((0, 1), gazetteer_id="g:1") + reported((20, 30), gazetteer_id="g:2", **against)
    delays = learn_delays(open_frame(make_events(*rows)), CUTOFF, state=STATE)
    assert delays is not None
    assert delays.classes == ("other, Battles", "state, Violence against civilians")
    assert delays.median("other, Battles") <= 1
    assert delays.median("state, Violence against civilians") >= 20


def test_too_few_events_teach_nothing(make_events: MakeEvents) -> None:
    frame = open_frame(make_events(*reported((0,))[:20]))
    assert learn_delays(frame, CUTOFF) is None


def test_delays_of_another_table_serve_another_cutoff(half_late: Selection) -> None:
    learned = learn_delays(half_late.frame, CUTOFF, source="dataset ucdp-ged")
    assert learned is not None
    moved = move_delays(learned, date(2024, 1, 31))
    assert (moved.source, moved.cutoff) == ("dataset ucdp-ged", date(2024, 1, 31).toordinal())


def test_a_series_marks_weeks_still_filling_and_what_they_will_come_to(
    half_late: Selection,
) -> None:
    delays = learn_delays(half_late.frame, CUTOFF)
    points = count_series(half_late, per="week", delays=delays) if delays else ()
    assert [point.complete for point in points[-4:]] == [True, True, False, False]
    assert points[0].expected == 14.0
    assert points[-2].filled is not None
    assert points[-2].filled < 0.95
    assert points[-2].expected == pytest.approx(14, abs=1.5)


def test_a_fall_that_is_delay_is_called_so(half_late: Selection) -> None:
    delays = learn_delays(half_late.frame, CUTOFF)
    assert delays is not None
    sides = tuple(
        select_events(half_late.frame, ResolvedQuery("q", periods=(period,)))
        for period in (
            Period(date(2023, 5, 1), date(2023, 5, 10)),
            Period(date(2023, 6, 21), CUTOFF),
        )
    )
    found = fill_change(change_between(*sides), (sides[0], sides[1]), delays)
    assert found.ratio == 0.5
    assert found.filled == pytest.approx(0.5, abs=0.1)
    assert found.filled_ratio == pytest.approx(1.0, abs=0.15)
