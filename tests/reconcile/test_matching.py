from datetime import date

from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll
from dateline.reconcile.matching import bound_missed, match_lists

KORO = Place("Koro", "Koro", None, 14.07, -3.08, "ML/Mopti", None, "ML", 1)
GAO = Place("Gao", "Gao", None, 16.27, -0.04, "ML/Gao", None, "ML", 1)


def listed(number: int, day: int, place: Place, killed: int, source: str) -> StoredMention:
    when = date(2023, 7, day)
    toll = Toll("killed", "unknown", None, killed, killed, str(killed))
    kinds = ("Battles", "Armed clash") if source == "desk" else ("", "")
    mention = Mention(
        f"{source}:{number}", "", 0, 1, *kinds, when, when, 1, place, (), (toll,)
    )  # fmt: skip
    return StoredMention(number, mention, "article", source)


def test_two_lists_are_matched_one_to_one_with_reasons() -> None:
    ours = [listed(1, 4, KORO, 12, "desk"), listed(2, 20, KORO, 3, "desk")]
    theirs = [
        listed(901, 4, KORO, 12, "dataset"),
        listed(902, 4, KORO, 11, "dataset"),
        listed(903, 9, GAO, 5, "dataset"),
    ]
    found = match_lists(ours, theirs)
    assert [(match.ours, match.theirs) for match in found] == [
        (1, 901),
        (2, None),
        (None, 902),
        (None, 903),
    ]
    assert "both on 2023-07-04" in [part.words for part in found[0].evidence]
    assert (found[1].bits, found[1].nearest) == (None, None)
    assert (found[2].nearest, found[2].taken) == (1, True)


def test_what_both_lists_miss_is_bounded_from_below() -> None:
    """With 10 in both and 20 in one: half of 20 * 19 / (2 * 11)."""
    found = bound_missed(10, 20)
    assert found is not None
    assert round(found.value, 3) == 8.636
    assert found.low < found.value < found.high
    assert bound_missed(0, 20) is None
    assert bound_missed(5, 0) is not None
