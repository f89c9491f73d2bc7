import pytest

from dateline.model.assessment import Assessment
from dateline.model.estimate import Comparison, Estimate
from dateline.publish.edition import ResolvedUpdate
from dateline.publish.phrases import find_words
from dateline.publish.receipts import (
    make_receipt,
    say_basis,
    say_interval,
    say_likelihood,
    say_split,
    say_value,
)

ENGLISH = find_words("en")


def _estimate(value: float | None, **more: object) -> Estimate:
    plain = {"low": None, "high": None, "level": 0.95, "n": 16, "exposure": 24.4,
             "unit": "attacks per week", "method": "", "query": "attack"}  # fmt: skip
    return Estimate(value, **{**plain, **more})  # type: ignore[arg-type]


def test_a_receipt_holds_everything_a_reader_may_ask(edition: ResolvedUpdate) -> None:
    bound = edition.bound[0]
    receipt = make_receipt(edition, bound, frozenset())
    assert receipt.value == "4.6 attacks per week"
    assert receipt.interval == "95 % 2.6 to 7.5"
    assert receipt.basis == "16 events over 24.4 days"
    assert receipt.query == "attack by:jnim in:central-mali since:2023-11-19"
    assert receipt.split == "5 claimed, 9 attributed, 2 inferred; 6 more unattributed"
    assert receipt.caveats == ("1 event may or may not fall inside.",)
    assert receipt.sources == (
        "Studio Tamani", "Sahra News", "UN Peacekeeping", "one source withheld",
    )  # fmt: skip
    assert receipt.ruling == "Holds"


def test_an_enumeration_states_no_level() -> None:
    counted = _estimate(11.0, low=11.0, high=12.0, level=1.0, unit="attacks")
    assert say_interval(counted, "count", ENGLISH) == "11 to 12"


def test_a_number_without_width_states_no_interval() -> None:
    assert say_interval(_estimate(11.0, low=11.0, high=11.0), "count", ENGLISH) == ""


def test_a_count_does_not_say_its_events_twice() -> None:
    assert say_basis(_estimate(16.0, unit="attacks"), ENGLISH) == "over 24.4 days"
    assert say_basis(_estimate(4.6), ENGLISH) == "16 events over 24.4 days"


def test_a_floor_says_at_least() -> None:
    assert say_value(_estimate(9.0, unit="people killed", lower_bound=True), "sum", ENGLISH) == (
        "at least 9 people killed"
    )


def test_a_share_is_said_in_percent() -> None:
    share = _estimate(0.6875, low=0.414, high=0.889, unit="share of attacks", exposure=16.0)
    assert say_value(share, "share", ENGLISH) == "69 % of attacks"
    assert say_interval(share, "share", ENGLISH) == "95 % 41 to 89 %"


def test_a_comparison_states_both_sides() -> None:
    before = _estimate(14.43, n=101, unit="engagements per month")
    after = _estimate(5.9, n=26, unit="engagements per month")
    change = Comparison(0.41, 0.26, 0.64, 0.95, 127, None, "ratio", "", "q", ratio=0.41,
                        ratio_low=0.26, ratio_high=0.64, before=before, after=after)  # fmt: skip
    assert say_value(change, "change", ENGLISH) == "ratio 0.41"
    assert say_basis(change, ENGLISH) == "5.9 against 14.4 engagements per month; 26 and 101 events"


def test_the_first_seen_is_a_day() -> None:
    seen = _estimate(738478.0, low=738478.0, high=738480.0, unit="first seen")
    assert say_value(seen, "first", ENGLISH) == "first seen 19 to 21 November 2022"


def test_no_data_is_said_to_be_none() -> None:
    assert say_value(_estimate(None), "rate", ENGLISH) == "no data"


def test_only_unattributed_events_are_a_split_too() -> None:
    assert say_split(_estimate(0.0, unattributed=3), ENGLISH) == "3 more unattributed"


@pytest.mark.parametrize(
    ("probability", "says"),
    [
        (0.03, "almost no chance (1–5 %)"),
        (0.5, "roughly even chance (45–55 %)"),
        (0.9, "very likely (80–95 %)"),
    ],
)
def test_a_likelihood_prints_its_range(probability: float, says: str) -> None:
    judged = Assessment("k", "s", probability, "moderate", "2023-12-15")
    assert say_likelihood(judged, ENGLISH) == says
