"""What is unsure about merges and days is carried into intervals."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from dateline.measure.change import change_between
from dateline.measure.frame import open_frame
from dateline.measure.rates import count_events, rate_events, share_events
from dateline.measure.sampling import (
    carry_count,
    carry_draws,
    carry_ratio,
    draw_counts,
    draw_groups,
    draw_shares,
)
from dateline.measure.selection import select_events
from dateline.model.query import Period
from dateline.model.resolved import AreaTest, ResolvedQuery

MakeEvents = Callable[..., pa.Table]
JULY = (Period(date(2023, 7, 1), date(2023, 7, 31)),)
QUERY = ResolvedQuery("q", periods=JULY)


def test_two_events_that_may_be_one_lower_a_count(make_events: MakeEvents) -> None:
    frame = open_frame(
        make_events(*({"day": f"2023-07-0{day}", "mentions": [day]} for day in (1, 2, 3)))
    )
    apart, together = {1: 1, 2: 2, 3: 3}, {1: 1, 2: 2, 3: 2}
    selection = select_events(frame, QUERY)
    counts = draw_counts(selection, draw_groups(frame, [apart, together]))
    assert counts.tolist() == [3, 2]
    found = carry_count(count_events(selection), np.repeat(counts, 50))
    assert (found.value, found.low, found.high, found.level) == (3.0, 2.0, 3.0, 0.95)


def test_one_event_that_may_be_two_raises_a_count(make_events: MakeEvents) -> None:
    frame = open_frame(make_events({"day": "2023-07-01", "mentions": [1, 2]}))
    counts = draw_counts(
        select_events(frame, QUERY), draw_groups(frame, [{1: 1, 2: 1}, {1: 1, 2: 9}])
    )
    assert counts.tolist() == [1, 2]


def test_a_span_of_days_falls_inside_as_often_as_its_days_do(make_events: MakeEvents) -> None:
    span = {"date_start": date(2023, 6, 29), "date_end": date(2023, 7, 2), "mentions": [1]}
    frame = open_frame(make_events(span))
    selection = select_events(frame, QUERY)
    assert selection.odds.tolist() == [0.5]
    counts = draw_counts(selection, draw_groups(frame, [{1: 1}] * 400))
    assert counts.mean() == pytest.approx(0.5, abs=0.07)


def test_a_place_that_may_be_inside_is_not_drawn(make_events: MakeEvents) -> None:
    mopti = AreaTest(admin1=frozenset({"ML/Mopti"}))
    table = make_events({"day": "2023-07-05", "admin1": None, "mentions": [1]})
    selection = select_events(table, ResolvedQuery("q", tests=(mopti,), periods=JULY))
    assert (len(selection.possible), selection.odds.tolist()) == (1, [0.0])


def test_rates_shares_and_changes_widen(make_events: MakeEvents) -> None:
    rows = [
        {"day": f"2023-{month:02}-{day:02}", "mentions": [100 * month + day],
         "admin1": "ML/Mopti" if day % 2 else "ML/Segou"}
        for month in (7, 8) for day in range(1, 29)
    ]  # fmt: skip
    frame = open_frame(make_events(*rows))
    whole = {100 * month + day: 100 * month + day for month in (7, 8) for day in range(1, 29)}
    # In every other draw the reports of each two days of August are one event.
    merged = {one: one - one % 2 if one > 800 else one for one in whole}
    draws = draw_groups(frame, [whole, merged] * 50)
    july, august = (
        select_events(
            frame, ResolvedQuery("q", periods=(Period(date(2023, m, 1), date(2023, m, 28)),))
        )
        for m in (7, 8)
    )
    rate = rate_events(august, per="week")
    wide = carry_draws(rate, draw_counts(august, draws) / 4)
    assert rate.low is not None
    assert wide.low is not None
    assert wide.low < rate.low
    assert wide.high == rate.high
    mopti = select_events(
        frame, ResolvedQuery("m", tests=(AreaTest(admin1=frozenset({"ML/Mopti"})),))
    )
    share = share_events(mopti, august)
    assert draw_shares(mopti, august, draws)[0] == share.value == 0.5
    change = change_between(july, august, per="total")
    widened = carry_ratio(change, (draw_counts(july, draws), draw_counts(august, draws)))
    assert change.ratio_low is not None
    assert widened.ratio_low is not None
    assert widened.ratio_low < change.ratio_low
