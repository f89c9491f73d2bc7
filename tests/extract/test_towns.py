"""A list of towns, or tolls with a town each, are an event for each town."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention
from dateline.model.toll import total_toll

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def mentions(text: str, language: str = "en") -> list[Mention]:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "note", "note", None, text, "", published="2024-03-01", language=language, blocks=(block,)
    )
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    return found


def towns(found: list[Mention]) -> list[str]:
    return [mention.place.text for mention in found if mention.place]


@pytest.mark.parametrize(
    "text",
    [
        "Suicide bombs hit army camps on Monday. The camps are those of Gao, Mopti and Timbuktu.",
        "Gunmen attacked army camps at Gao, Mopti and Timbuktu on Monday.",
        "There were three simultaneous raids on Monday in Gao, Mopti and Timbuktu towns.",
    ],
)
def test_each_town_of_a_list_has_its_event(text: str) -> None:
    found = mentions(text)
    assert towns(found) == ["Gao", "Mopti", "Timbuktu"]
    assert {str(mention.date_start) for mention in found} == {"2024-02-26"}


def test_a_toll_goes_to_the_town_it_fell_in() -> None:
    found = mentions("Raiders killed six people in Gao and four more in Mopti on Monday.")
    assert towns(found) == ["Gao", "Mopti"]
    assert [total_toll(mention.tolls, "killed").low for mention in found] == [6, 4]


def test_a_claim_of_the_attacks_is_of_each() -> None:
    found = mentions(
        "Suicide car bombs struck two army camps on Monday. The camps are those of Gao and Mopti. "
        "Five soldiers were killed in Gao. JNIM claimed the attacks."
    )
    assert towns(found) == ["Gao", "Mopti"]
    assert [mention.claimed_by for mention in found] == [("jnim",), ("jnim",)]
    assert [total_toll(mention.tolls, "killed").low for mention in found] == [5, None]
