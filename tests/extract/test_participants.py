"""Who did it, on what basis, where the words for it stand apart."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def mentions(text: str, published: str = "2024-03-01") -> list[Mention]:
    block = Block("paragraph", text, 0, len(text), None, "en")
    document = Document(
        "note", "note", None, text, "", published=published, language="en", blocks=(block,)
    )
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    return found


def doers(mention: Mention) -> list[tuple[str, str | None, str, str | None]]:
    return [
        (part.text, part.id, part.basis, part.described_as)
        for part in mention.actors
        if part.role == "perpetrator"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Two men on a motorbike lobbed a grenade into a bar in Gitega, wounding five people.",
            "Two men on a motorbike",
        ),
        ("Traders stabbed a tax collector in Kisumu on Sunday.", "Traders"),
    ],
)
def test_a_subject_that_no_list_knows_did_it_and_stays_unidentified(text: str, words: str) -> None:
    (found,) = mentions(text)
    assert doers(found) == [(words, None, "unidentified", words)]


def test_who_claims_a_deed_of_nobody_named_did_it_as_claimed() -> None:
    (found,) = mentions(
        "Suspected militants killed two officers near Garissa. Al-Shabaab claimed responsibility."
    )
    assert [who[1:3] for who in doers(found)] == [("al-shabaab", "claimed")]


def test_parties_to_a_deal_are_parties() -> None:
    (found,) = mentions("The Houthis and the Yemeni government signed a truce in Aden on Monday.")
    assert {part.role for part in found.actors} == {"party"}


@pytest.mark.parametrize(
    ("published", "force"),
    [("2019-06-05", "afghanistan-security-forces"), ("2022-06-05", "taliban")],
)
def test_the_state_in_afghanistan_is_the_taliban_since_august_2021(
    published: str, force: str
) -> None:
    (found,) = mentions("Security forces arrested three men in Kunduz on Friday.", published)
    assert [who[1] for who in doers(found)] == [force]


def test_rivals_who_clash_are_parties() -> None:
    (found,) = mentions("South Sudan's rival forces clashed in Juba on Monday.")
    assert {part.role for part in found.actors} == {"party"}


def test_a_town_held_by_rebels_was_not_struck_as_rebels() -> None:
    (found,) = mentions("Warplanes bombed the rebel-held town of Atarib in Syria on Tuesday.")
    assert "rebel" not in [part.text for part in found.actors]


def test_a_capital_abroad_is_where_a_deal_was_signed() -> None:
    (found,) = mentions("Colombia's government and FARC rebels signed a deal in Havana on Monday.")
    assert found.place is not None
    assert found.place.country == "CU"


def test_a_president_who_reacts_did_not_plant_the_bomb() -> None:
    (found,) = mentions(
        'Philippine President Rosa Cruz declared "a state of alert" after a bomb killed 14 people '
        "in Davao City on Friday."
    )
    assert [who[1] for who in doers(found)] == []
