"""A change between periods comes with an interval that bursty counts do not fool."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest

from dateline.errors import CommandError
from dateline.measure.change import Noise, change_between, compare_events, pool_noise
from dateline.measure.frame import Selection, open_frame, select_events
from dateline.model.query import Period
from dateline.model.resolved import ResolvedQuery

MakeEvents = Callable[..., pa.Table]
TEN = datetime.fromisoformat("2023-12-13T10:00+00:00")
SPRING = Period(date(2023, 3, 1), date(2023, 5, 23))
AUTUMN = Period(date(2023, 8, 1), date(2023, 10, 23))


def weekly(make_events: MakeEvents, period: Period, counts: list[int]) -> Selection:
    """So many events in each week of a period, each in a place of its own."""
    start = period.start or date.min
    rows = [
        {"day": (start + timedelta(days=7 * week)).isoformat(), "gazetteer_id": f"g:{week}:{n}"}
        for week, count in enumerate(counts)
        for n in range(count)
    ]
    return select_events(
        make_events(*rows), ResolvedQuery("attack", periods=(period,), cutoff=TEN, dated=True)
    )


def test_a_ratio_of_rates_takes_both_exposures_into_account(make_events: MakeEvents) -> None:
    before = weekly(make_events, SPRING, [4] * 12)
    after = weekly(make_events, Period(date(2023, 8, 1), date(2023, 9, 11)), [2] * 6)
    found = change_between(before, after, per="month")
    assert found.ratio == found.value == 0.5
    assert (found.n, found.exposure) == (60, 126)
    assert found.unit == "ratio of events per month"
    assert found.before is not None
    assert found.after is not None
    assert (found.before.n, found.after.n) == (48, 12)
    assert found.before.value == pytest.approx(48 / 84 * 30.436875)


def test_a_ratio_of_totals_leaves_exposure_out(make_events: MakeEvents) -> None:
    before = weekly(make_events, SPRING, [4] * 12)
    after = weekly(make_events, Period(date(2023, 8, 1), date(2023, 9, 11)), [2] * 6)
    found = change_between(before, after, per="total")
    assert found.ratio == 0.25
    assert found.unit == "ratio of events"


def test_bursty_counts_widen_the_interval_and_raise_what_could_be_seen(
    make_events: MakeEvents,
) -> None:
    calm = change_between(
        weekly(make_events, SPRING, [4] * 12), weekly(make_events, AUTUMN, [2] * 12)
    )
    bursty = change_between(
        weekly(make_events, SPRING, [0, 0, 16, 0, 0, 16] * 2),
        weekly(make_events, AUTUMN, [0, 0, 8, 0, 0, 8] * 2),
    )
    assert calm.ratio == bursty.ratio == 0.5
    assert calm.p is not None
    assert bursty.p is not None
    assert calm.p < 0.05 < bursty.p
    assert calm.ratio_high is not None
    assert bursty.ratio_high is not None
    assert calm.ratio_high < 1 < bursty.ratio_high
    assert calm.minimum_detectable_ratio is not None
    assert bursty.minimum_detectable_ratio is not None
    assert calm.minimum_detectable_ratio < bursty.minimum_detectable_ratio
    assert bursty.dispersion is not None
    assert bursty.dispersion > 5
    assert "quasi-Poisson, dispersion" in bursty.method
    assert "over 24 weeks" in bursty.method


def test_an_empty_first_period_gives_no_ratio_but_an_interval(make_events: MakeEvents) -> None:
    found = change_between(
        weekly(make_events, SPRING, [0] * 12), weekly(make_events, AUTUMN, [1] * 12)
    )
    assert found.ratio is None
    assert found.ratio_low is not None
    assert found.ratio_low > 1


def test_a_fall_may_be_a_source_gone_quiet(make_events: MakeEvents) -> None:
    def day(month: int, number: int) -> str:
        return f"2023-{month:02}-{1 + number:02}"

    rows = [{"day": day(3, n), "sources": ["steady.org"]} for n in range(10)]
    rows += [{"day": day(3, n + 10), "sources": ["quiet.org"]} for n in range(10)]
    rows += [{"day": day(8, n), "sources": ["steady.org", "new.org"]} for n in range(10)]
    frame = open_frame(make_events(*rows))
    months = [Period(date(2023, month, 1), date(2023, month, 28)) for month in (3, 8)]
    before, after = (
        select_events(frame, ResolvedQuery("attack", periods=(month,), cutoff=TEN))
        for month in months
    )
    found = change_between(before, after)
    assert (found.ratio, found.shared_ratio) == (0.5, 1.0)
    assert found.sources == (2, 2, 1)


def test_two_empty_periods_give_nothing(make_events: MakeEvents) -> None:
    empty = weekly(make_events, SPRING, [])
    found = change_between(empty, weekly(make_events, AUTUMN, []))
    assert (found.value, found.method) == (None, "no data: both periods are empty")


def test_a_period_yet_to_come_gives_nothing(make_events: MakeEvents) -> None:
    future = weekly(make_events, Period(date(2024, 3, 1), date(2024, 5, 1)), [])
    found = change_between(weekly(make_events, SPRING, [1] * 12), future)
    assert (found.value, found.method) == (None, "no exposure: a period covers no day")


def test_one_query_is_compared_over_another(make_events: MakeEvents) -> None:
    more, fewer = (weekly(make_events, SPRING, [n] * 12) for n in (4, 2))
    assert compare_events(more, fewer).ratio == 2.0


def test_a_unit_of_time_must_be_known(make_events: MakeEvents) -> None:
    empty = weekly(make_events, SPRING, [])
    with pytest.raises(CommandError, match="per “moon”"):
        change_between(empty, empty, per="moon")


def test_memory_of_a_series_inflates_the_noise() -> None:
    runs = pool_noise([[1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9] * 2], 7)
    mixed = pool_noise([[1, 9] * 12], 7)
    assert runs.dispersion == pytest.approx(mixed.dispersion)
    assert mixed.memory == 0
    assert runs.inflation > 2 * mixed.inflation
    assert runs.freedom < mixed.freedom


def test_too_few_bins_give_plain_noise() -> None:
    assert Noise().inflation == 1
