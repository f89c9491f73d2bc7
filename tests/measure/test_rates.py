"""Counts, rates, shares and sums come with what they rest on."""

from collections.abc import Callable
from datetime import date, datetime

import pyarrow as pa
import pytest

from dateline.errors import CommandError
from dateline.measure.intervals import bound_count, bound_share
from dateline.measure.rates import count_events, rate_events, share_events, sum_tolls
from dateline.measure.selection import Selection, select_events
from dateline.model.definition import Definition
from dateline.model.query import Period
from dateline.model.resolved import ActorTest, AreaTest, ResolvedQuery

MakeEvents = Callable[..., pa.Table]
TEN = datetime.fromisoformat("2023-12-13T10:00+00:00")
NOVEMBER = (Period(date(2023, 11, 19), None),)
ATTACK = Definition("attack", "", ("Battles",))
JNIM = ActorTest("by", frozenset({"jnim"}))


def attacks(**differing: object) -> ResolvedQuery:
    given = {"definitions": (ATTACK,), "definition_actors": (None,), "unit": "place-day"}
    given |= {"periods": NOVEMBER, "cutoff": TEN, "as_reported": TEN, "tests": (JNIM,)}
    return ResolvedQuery("attack by:jnim since:2023-11-19", **{**given, **differing})


@pytest.fixture
def sixteen(make_events: MakeEvents) -> Selection:
    """Sixteen attacks from 20 November to 5 December, eleven of them in Mopti."""
    days = [f"2023-11-{day}" for day in range(20, 31)] + [f"2023-12-0{n}" for n in range(1, 6)]
    rows = [
        {"day": day, "admin1": "ML/Mopti" if number < 11 else "ML/Segou",
         "perpetrator_basis": "claimed" if number < 5 else "attributed"}
        for number, day in enumerate(days)
    ]  # fmt: skip
    nobody = {"perpetrators": [], "perpetrator_basis": "unidentified"}
    rows += [{"day": "2023-12-07", **nobody}, {"day": "2023-12-08", "review": "unreviewed"}]
    rows += [{"date_start": date(2023, 11, 17), "date_end": date(2023, 11, 20)}]
    return select_events(make_events(*rows), attacks())


def test_a_count_prints_its_split_and_what_is_left_out(sixteen: Selection) -> None:
    found = count_events(sixteen)
    assert (found.value, found.low, found.high, found.unit) == (16.0, 16.0, 17.0, "attacks")
    assert found.by_basis == {"claimed": 5, "attributed": 11}
    assert (found.unattributed, found.awaiting_review, found.possible) == (1, 1, 1)
    assert found.events == tuple(range(1, 17))


def test_exposure_ends_at_the_cutoff_s_minute(sixteen: Selection) -> None:
    found = rate_events(sixteen, per="week")
    assert found.exposure == pytest.approx(24 + 10 / 24)
    assert found.value == pytest.approx(4.5870, abs=1e-4)
    assert found.unit == "attacks per week"
    assert found.low is not None
    assert found.high is not None
    assert found.low < 3.0 < found.value < 7.0 < found.high


def test_a_rate_over_no_days_has_no_value(make_events: MakeEvents) -> None:
    future = attacks(periods=(Period(date(2024, 5, 1), date(2024, 5, 31)),))
    found = rate_events(select_events(make_events(), future), per="week")
    assert (found.value, found.exposure) == (None, 0)
    assert "no day before the cutoff" in found.method


def test_a_count_of_days_to_come_is_no_nought(make_events: MakeEvents) -> None:
    future = attacks(periods=(Period(date(2024, 5, 1), date(2024, 5, 31)),))
    found = count_events(select_events(make_events(), future))
    assert (found.value, found.exposure) == (None, 0)
    assert "no day before the cutoff" in found.method


def test_a_rate_without_a_start_has_no_value(make_events: MakeEvents) -> None:
    found = rate_events(select_events(make_events(), attacks(periods=())), per="week")
    assert (found.value, found.exposure) == (None, None)
    assert "add since:" in found.method


def test_a_rate_of_an_open_period_needs_a_cutoff(make_events: MakeEvents) -> None:
    open_end = attacks(cutoff=None, as_reported=None)
    found = rate_events(select_events(make_events(), open_end), per="week")
    assert (found.value, found.exposure) == (None, None)
    assert "add until:" in found.method


def test_a_rate_needs_a_unit_of_time(sixteen: Selection) -> None:
    with pytest.raises(CommandError, match="fortnight"):
        rate_events(sixteen, per="fortnight")


def test_a_quiet_period_has_a_rate_of_nought_with_an_upper_end(make_events: MakeEvents) -> None:
    found = rate_events(select_events(make_events(), attacks()), per="day")
    assert (found.value, found.low, found.n) == (0.0, 0.0, 0)
    assert found.high == pytest.approx(3.6889 / (24 + 10 / 24), abs=1e-4)


def test_bursty_counts_widen_the_interval(make_events: MakeEvents) -> None:
    spread = [{"day": f"2023-07-{day:02}"} for day in range(1, 29, 2)]
    burst = [{"day": "2023-07-10", "gazetteer_id": f"geonames:{n}"} for n in range(14)]
    july = attacks(periods=(Period(date(2023, 7, 1), date(2023, 7, 31)),))
    calm = rate_events(select_events(make_events(*spread), july), per="week")
    bursty = rate_events(select_events(make_events(*burst), july), per="week")
    assert calm.value == bursty.value
    assert calm.low is not None
    assert bursty.low is not None
    assert bursty.low < calm.low
    assert "dispersion 1.0" in calm.method
    assert "dispersion 12.0" in bursty.method
    assert "over 5 weeks" in bursty.method


def test_a_share_counts_the_whole_s_units(sixteen: Selection) -> None:
    mopti = AreaTest(admin1=frozenset({"ML/Mopti"}))
    part = select_events(sixteen.frame, ResolvedQuery("in:ML/Mopti", tests=(mopti,)))
    assert len(part.events) > 11
    found = share_events(part, sixteen)
    assert (found.value, found.n, found.exposure) == (0.6875, 11, 16.0)
    assert found.unit == "share of attacks"
    assert found.method == "Wilson"
    assert (round(found.low or 0, 3), round(found.high or 0, 3)) == (0.444, 0.858)


def test_a_share_that_swings_from_week_to_week_has_a_wider_interval(
    make_events: MakeEvents,
) -> None:
    def half(*, swing: bool) -> list[dict[str, object]]:
        return [
            {"day": f"2023-{3 + week // 4:02}-{1 + 7 * (week % 4):02}", "gazetteer_id": f"g:{n}",
             "admin1": "ML/Mopti" if (week % 2 if swing else n % 2) else "ML/Segou"}
            for week in range(8) for n in range(6)
        ]  # fmt: skip

    spring = attacks(periods=(Period(date(2023, 3, 1), date(2023, 4, 30)),))
    mopti = attacks(
        periods=(Period(date(2023, 3, 1), date(2023, 4, 30)),),
        tests=(JNIM, AreaTest(admin1=frozenset({"ML/Mopti"}))),
    )
    steady, swinging = (
        share_events(select_events(table, mopti), select_events(table, spring))
        for table in (make_events(*half(swing=False)), make_events(*half(swing=True)))
    )
    assert (steady.value, steady.method) == (0.5, "Wilson")
    assert swinging.value == 0.5
    assert swinging.low is not None
    assert swinging.low < 0.3 < (steady.low or 0)
    assert "clustering in time" in swinging.method


def test_a_share_of_nothing_has_no_value(make_events: MakeEvents) -> None:
    empty = select_events(make_events(), attacks())
    found = share_events(empty, empty)
    assert (found.value, found.method) == (None, "no data: the whole is empty")


def test_tolls_are_summed_low_best_and_high(make_events: MakeEvents) -> None:
    table = make_events(
        {"day": "2023-11-20", "killed_low": 3, "killed_best": 5, "killed_high": 9},
        {"day": "2023-11-21", "killed_low": 2, "killed_best": 2, "killed_high": 2},
        {"day": "2023-11-22"},
    )
    found = sum_tolls(select_events(table, attacks()), of="killed")
    assert (found.low, found.value, found.high) == (5.0, 7.0, 11.0)
    assert found.lower_bound
    assert found.method == "sum of best figures; 1 of 3 events state none"


def test_a_sum_of_what_nobody_states_has_no_value(make_events: MakeEvents) -> None:
    found = sum_tolls(select_events(make_events({"day": "2023-11-20"}), attacks()))
    assert found.value is None
    assert "none of 1 events states" in found.method


def test_a_toll_nobody_keeps_is_an_error(make_events: MakeEvents) -> None:
    with pytest.raises(CommandError, match="no toll “wounded”"):
        sum_tolls(select_events(make_events(), attacks()), of="wounded")


def test_the_gamma_interval_is_the_exact_one_for_a_poisson_count() -> None:
    # Table of exact Poisson limits (Garwood 1936): 10 events, 4.80 to 18.39.
    low, high = bound_count(10)
    assert (round(low, 2), round(high, 2)) == (4.80, 18.39)


def test_wilson_s_interval_is_the_published_one() -> None:
    # Newcombe (1998), table I: 81 of 263, 0.2553 to 0.3662.
    low, high = bound_share(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
