from dataclasses import replace
from datetime import date

import pytest

from dateline.model.actor import Participant
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll
from dateline.reconcile.columns import Columns
from dateline.reconcile.evidence import explain_pair
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


def row(number: int, place: Place, *, parties: tuple[str, ...] = ()) -> StoredMention:
    when = date(2023, 7, 4)
    actors = tuple(Participant("party", one, one, one) for one in parties)
    toll = Toll("killed", "unknown", None, 12, 12, "12")
    mention = Mention(f"dataset:{number}", "", 0, 1, "", "", when, when, 1, place, actors, (toll,))
    return StoredMention(number, mention, "article", "dataset")


MOPTI = Place("Mopti region", "", None, 14.7, -3.4, "ML/Mopti", None, "ML", 3)
GAO_REGION = Place("Gao region", "", None, 16.5, 0.3, "ML/Gao", None, "ML", 3)
NIONO_TOWN = Place("Niono", "", "geonames:1", 14.25, -5.99, "ML/Segou", "ML/Segou/Niono", "ML", 1)
NIONO = Place("Niono cercle", "", None, 14.7, -5.9, "ML/Segou", "ML/Segou/Niono", "ML", 3)
BAROUELI = Place("Baroueli cercle", "", None, 13.1, -6.6, "ML/Segou", "ML/Segou/Baroueli", "ML", 3)


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        (KORO, MOPTI, "same region"),
        (KORO, GAO_REGION, "other region"),
        (NIONO_TOWN, NIONO, "same region"),
        (NIONO_TOWN, BAROUELI, "other region"),
        (replace(KORO, name="Koro town"), KORO, "within precision"),
    ],
)
def test_a_town_is_compared_with_a_row_by_how_precisely_the_row_is_known(
    ours: Place, theirs: Place, level: str
) -> None:
    pair = row(1, ours), row(901, theirs)
    found = {part.comparison: part.level for part in explain_pair(*pair)}
    assert found["place"] == level


def test_a_row_of_the_region_matches_an_event_in_its_town_and_one_elsewhere_does_not() -> None:
    ours = [listed(1, 4, KORO, 12, "desk")]
    found = match_lists(ours, [row(901, GAO_REGION), row(902, MOPTI)])
    assert [(match.ours, match.theirs) for match in found] == [(1, 902), (None, 901)]
    words = {part.words for part in found[0].evidence}
    assert "both in ML/Mopti" in words


@pytest.mark.parametrize(
    ("parties", "level"),
    [
        (("mali-army", "jnim"), "both sides"),
        (("mali", "jnim"), "both sides"),
        (("wagner", "jnim"), "a side"),
        (("isgs", "dan-na"), "other sides"),
    ],
)
def test_sides_without_roles_are_compared_with_who_did_it(
    parties: tuple[str, ...], level: str
) -> None:
    mention = row(1, KORO).mention
    roles = (
        Participant("perpetrator", "JNIM", "JNIM", "jnim"),
        Participant("target", "army", "army", "mali-army"),
    )
    ours = StoredMention(1, replace(mention, actors=roles), "article", "desk")
    columns = Columns({"mali-army": "mali"}, counted=False)
    columns.add([ours, row(901, KORO, parties=parties)])
    found = {one.comparison: one.level for one in explain_pair(ours, columns.mentions[1], columns)}
    assert found["sides"] == level
    assert "perpetrator" not in found


def test_what_both_lists_miss_is_bounded_from_below() -> None:
    """With 10 in both and 20 in one: half of 20 * 19 / (2 * 11)."""
    found = bound_missed(10, 20)
    assert found is not None
    assert round(found.value, 3) == 8.636
    assert found.low < found.value < found.high
    assert bound_missed(0, 20) is None
    assert bound_missed(5, 0) is not None
