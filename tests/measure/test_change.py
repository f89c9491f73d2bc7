"""A change between periods comes with an interval that bursty counts do not fool."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest

from dateline.errors import CommandError
from dateline.measure.change import change_between, compare_events, fit_counts, judge_counts
from dateline.measure.frame import open_frame
from dateline.measure.selection import Selection, select_events
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


def test_runs_of_busy_weeks_tell_less_than_the_same_weeks_mixed() -> None:
    runs = judge_counts([1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9] * 2, [1, 1, 1, 1, 1, 1] * 2)
    mixed = judge_counts([1, 9] * 12, [1, 1] * 6)
    assert mixed < 0.01 < runs


def test_too_few_weeks_are_judged_as_poisson() -> None:
    assert judge_counts([4], [4]) == pytest.approx(1.0)
    assert judge_counts([40], [10]) < 0.001


def test_weeks_held_before_teach_what_is_chance() -> None:
    calm, wild = [5, 4, 6, 5] * 13, [0, 14, 1, 5] * 13
    assert judge_counts([5, 5, 5], [1, 1, 1], calm) < 0.05
    assert judge_counts([5, 5, 5], [1, 1, 1], wild) > 0.05


def test_a_fall_that_comes_every_year_is_the_season_s() -> None:
    # Five a week, and by a wave half as many again in summer and as many fewer in winter.
    summer = [5, 6, 6, 7, 7, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 8, 8, 8, 7, 7, 6, 6, 5, 5]
    winter = [5, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5]
    assert judge_counts(summer, winter, (summer + winter) * 2) > 0.05
    assert judge_counts(summer, winter) < 0.01


def test_two_places_that_rise_and_fall_together_differ_beyond_doubt(
    make_events: MakeEvents,
) -> None:
    shape = [1, 12, 2, 9, 1, 11, 3, 8, 1, 12, 2, 10]
    more = weekly(make_events, SPRING, [2 * n for n in shape])
    found = compare_events(more, weekly(make_events, SPRING, shape), per="week")
    assert found.ratio == 2.0
    assert found.p is not None
    assert found.p < 0.001


def test_sources_and_documents_of_both_periods_are_counted(make_events: MakeEvents) -> None:
    rows = [{"day": "2023-03-01", "documents": ["a", "b"]}, {"day": "2023-08-01"}]
    frame = open_frame(make_events(*rows))
    before, after = (
        select_events(frame, ResolvedQuery("attack", periods=(period,), cutoff=TEN))
        for period in (SPRING, AUTUMN)
    )
    assert change_between(before, after).documents == (2, 1, 0)


def test_so_many_events_more_or_fewer_turn_the_verdict(make_events: MakeEvents) -> None:
    before = weekly(make_events, SPRING, [4] * 12)
    found = change_between(before, weekly(make_events, AUTUMN, [2] * 12))
    assert found.p is not None
    assert found.p < 0.05
    # 34 against 48: log .71 over the root of half of 1/48 + 1/34 is 2.2, above Student's 2.1;
    # 35 against 48: log .73 over its root is 2.0, below.
    assert found.flips_at == 11
    level = change_between(before, weekly(make_events, AUTUMN, [4] * 12))
    assert level.p == pytest.approx(1.0)
    # 34 again, and not yet 35.
    assert level.flips_at == 14


def test_a_rise_is_said_to_turn_however_many_of_its_events_carry_it(
    make_events: MakeEvents,
) -> None:
    before = weekly(make_events, SPRING, [1, 0] * 6)
    found = change_between(before, weekly(make_events, AUTUMN, [2, 3] * 6))
    assert found.p is not None
    assert found.p < 0.001
    # 12 against 6: log .69 over the root of half of 1/12 + 1/6 is 2.0, short of Student's 2.1.
    assert found.flips_at is not None
    assert 16 < found.flips_at < 20


def test_what_few_weeks_show_is_a_change_only_if_counts_do_not_remember() -> None:
    fitted = fit_counts([2, 9, 3, 8, 2, 4, 7, 5], [1, 2, 3, 2, 1, 3, 2, 2])
    assert fitted.p() < 0.05
    careful = fitted.p_remembering()
    assert careful is not None
    assert careful > 0.05


def test_enough_weeks_need_no_second_p() -> None:
    assert fit_counts([4] * 20, [2] * 20).p_remembering() is None


def test_too_few_days_to_measure_noise_are_taken_as_bursty() -> None:
    fitted = fit_counts([3, 1, 2], [6, 4, 5])
    # 15 against 6 at Poisson's noise: log 2.5 over the root of 1/6 + 1/15 is 1.9; at four times
    # its variance half that.
    careful = fitted.p_remembering()
    assert careful is not None
    assert 0.03 < fitted.p() < 0.07
    assert 0.3 < careful < 0.5
