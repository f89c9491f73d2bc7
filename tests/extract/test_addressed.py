"""A claim, a denial and an accusation are about one event of their sentence."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def mentions(text: str, language: str = "en") -> list[Mention]:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "note", "note", None, text, "", published="2024-01-15", language=language, blocks=(block,)
    )
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    return found


def test_a_claim_is_of_the_deed_that_its_clause_names() -> None:
    claimed, other = mentions(
        "JNIM claimed responsibility for Monday's attack on a barracks at Djibo, while gunmen "
        "kidnapped a priest in Ouahigouya on Tuesday."
    )
    assert (claimed.claimed_by, claimed.status) == (("jnim",), "claimed")
    assert (other.claimed_by, other.status) == ((), "asserted")


def test_a_denial_is_of_the_bombing_and_not_of_the_rally() -> None:
    bombing, rally = mentions(
        "A car bomb killed four people in Aden on Sunday, hours before a planned rally; "
        "the Houthis denied responsibility."
    )
    assert (bombing.denied_by, bombing.status) == (("houthis",), "disputed")
    assert (rally.denied_by, rally.status) == ((), "planned")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قتل سبعة مدنيين في هجوم على قرية قرب موبتي، ولم تتبن أي جهة الهجوم.", "ar"),
        ("در انفجاری در کابل سه غیرنظامی کشته شدند و هیچ گروهی مسئولیت آن را نپذیرفت.", "fa"),
        ("A bomb killed two people in Quetta; nobody claimed responsibility.", "en"),
    ],
)
def test_nobody_is_no_claimant(text: str, language: str) -> None:
    (found,) = mentions(text, language)
    assert (found.claimed_by, found.denied_by, found.status) == ((), (), "asserted")


def test_the_authorities_who_report_an_attack_did_not_do_it() -> None:
    (found,) = mentions("أعلنت السلطات المالية مقتل خمسة جنود في هجوم على معسكر قرب موبتي.", "ar")
    assert [part.text for part in found.actors if part.role == "perpetrator"] == []


def test_an_accusation_beside_a_deal_is_of_something_else() -> None:
    (found,) = mentions(
        "Mali and Niger signed a pact on Friday as leaders accused Ukraine of arming rebels."
    )
    assert found.blamed == ()


def test_a_groups_claim_is_not_of_what_the_state_did_in_answer() -> None:
    found = mentions(
        "Gunmen stormed a restaurant in Dhaka on Friday and took hostages. Commandos ended the "
        "siege on Saturday, killing six attackers. Islamic State claimed responsibility."
    )
    claimed = [mention.sentence[:6] for mention in found if mention.claimed_by]
    assert claimed == ["Gunmen"]


def test_who_is_accused_of_helping_a_group_is_not_blamed_for_its_deed() -> None:
    (found,) = mentions(
        "M23 rebels seized Kibumba on Friday. Kinshasa accused Rwanda of supporting the movement."
    )
    assert found.blamed == ()
