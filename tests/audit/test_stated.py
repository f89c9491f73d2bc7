"""The number told of an event against what the record's accounts say."""

import pytest

from dateline.audit.stated import judge_tolls
from dateline.model.toll import Toll


def killed(low: int, high: int | None, group: str | None = None, by: str | None = None) -> Toll:
    return Toll("killed", "unknown", group, low, high, f"{low} {group or 'people'}", speaker=by)


FORTY = [killed(40, 40, "soldiers")]


@pytest.mark.parametrize(
    ("told", "rows", "verdict", "why"),
    [
        (killed(40, 40, "soldiers"), [FORTY], "holds", ""),
        (killed(14, 14, "soldiers"), [FORTY], "unclear", "differs"),
        (killed(14, None, "soldiers"), [FORTY], "holds", ""),
        (killed(41, 41), [[killed(40, None)]], "unclear", "floor"),
        (killed(14, 14), [[killed(40, None)]], "unclear", "differs"),
        (killed(40, 40), [[killed(40, None)]], "holds", ""),
        (killed(15, 15), [[killed(10, 10, by="a"), killed(20, 20, by="b")]], "holds", ""),
        (killed(14, 14, "civilians"), [[killed(14, 14, "soldiers"), killed(9, 9, "civilians")]],
         "unclear", "differs"),
        (killed(14, 14, "soldiers"), [[killed(14, 14, "soldiers"), killed(9, 9, "civilians")]],
         "holds", ""),
        (killed(7, 7), [[killed(3, 3)], [killed(4, 4)]], "holds", ""),
        (killed(7, 7), [[]], "unclear", "no-number"),
    ],
)  # fmt: skip
def test_a_number_holds_only_within_what_accounts_say(
    told: Toll, rows: list[list[Toll]], verdict: str, why: str
) -> None:
    stated = judge_tolls([told], rows, "the ledger")
    assert (stated.verdict, stated.why) == (verdict, why)


def test_both_numbers_are_said_where_they_differ() -> None:
    stated = judge_tolls([killed(14, 14, "soldiers")], [FORTY], "the ledger")
    assert stated.found == "; the text says 14 soldiers killed, the ledger says 40"
    assert judge_tolls([], [FORTY], "the ledger").verdict == "holds"


def test_the_records_own_range_goes_before_the_sum_of_its_accounts() -> None:
    accounts = [killed(9, 9, "soldiers"), killed(5, None, by="a"), killed(23, 23, by="b")]
    whole = [[Toll("killed", "unknown", None, 9, 23, "")]]
    three, twelve = ([killed(number, number)] for number in (3, 12))
    below = judge_tolls(three, [accounts], "the ledger", wholes=whole)
    assert (below.verdict, below.why) == ("unclear", "differs")
    assert below.found == "; the text says 3 people killed, the ledger says 9 to 23"
    assert judge_tolls(twelve, [accounts], "the ledger", wholes=whole).verdict == "holds"


def test_a_range_of_others_confirms_nothing() -> None:
    fighters = [killed(12, 12, "civilians")]
    soldiers = [killed(9, 9, "soldiers", "a"), killed(23, 23, "soldiers", "b")]
    assert judge_tolls(fighters, [soldiers], "the ledger").why == "differs"
