"""An attack and what the attacked killed in answer: the dead of each side."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def mentions(text: str) -> list[Mention]:
    block = Block("paragraph", text, 0, len(text), None, "en")
    document = Document(
        "n", "note", None, text, "", published="2024-03-12", language="en", blocks=(block,)
    )
    return extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)[0]


_TWO = (
    "Militants raided an army base at Koro, killing 12 soldiers. "
    "The army said it killed 30 attackers."
)
_ONE = "The army said it killed 30 attackers after militants raided its base, killing 12 soldiers."


@pytest.mark.parametrize("text", [_TWO, _ONE])
def test_the_attackers_dead_are_those_of_their_own_side(text: str) -> None:
    (found,) = mentions(text)
    assert {(toll.low, toll.of) for toll in found.tolls} == {(30, "side_a"), (12, "side_b")}
    assert [toll.interest for toll in found.tolls if toll.of == "side_a"] == ["enemy"]
    doers = [part.text.lower() for part in found.actors if part.role == "perpetrator"]
    assert doers == ["militants"]


def test_an_answer_claims_no_part_in_the_attack() -> None:
    (found,) = mentions(_TWO)
    assert found.claimed_by == ()


def test_hostages_freed_are_no_clash() -> None:
    (found,) = mentions("Troops freed 20 hostages near Gwoza.")
    assert found.sub_event_type == "Other"
