"""A side that reports its own deed: it is claimed, and on its own word."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def only_mention(text: str) -> Mention:
    block = Block("paragraph", text, 0, len(text), None, "en")
    document = Document(
        "n", "note", None, text, "", published="2024-03-12", language="en", blocks=(block,)
    )
    return extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)[0][0]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The Malian army said on Monday that its troops had killed 12 fighters near Djenné.",
         "mali-army"),
        ("The Nigerian Air Force said its jets struck a camp near Baga.", "nigeria-army"),
        ("The Malian army says 30 militants were killed near Diré.", "mali-army"),
        ("Israel says it struck a depot in Baalbek.", "israel-army"),
    ],
)  # fmt: skip
def test_a_force_reports_its_own_deed_and_claims_no_responsibility(text: str, doer: str) -> None:
    mention = only_mention(text)
    assert mention.status == "claimed"
    assert [part.id for part in mention.actors if part.role == "perpetrator"] == [doer]
    assert {part.basis for part in mention.actors if part.id == doer} == {"claimed"}
    assert mention.claimed_by == ()


def test_a_group_that_says_so_claims_it() -> None:
    mention = only_mention("Al-Shabaab said its fighters attacked a base near Kismayo.")
    assert (mention.status, mention.claimed_by) == ("claimed", ("al-shabaab",))


def test_who_confirms_its_own_dead_claims_nothing() -> None:
    mention = only_mention("Al-Shabaab confirmed the death of its spokesman in an air strike.")
    assert mention.claimed_by == ()
    assert "al-shabaab" not in [part.id for part in mention.actors if part.role == "perpetrator"]


@pytest.mark.parametrize(
    ("text", "claimed_by"),
    [
        ("The Houthis claimed a drone attack on Eilat.", "houthis"),
        ("JNIM claims capture of the Diapaga base.", "jnim"),
        ("The Taliban took credit for the ambush of a convoy in Logar.", "taliban"),
        ("Al-Shabaab, which fights the government, has claimed the attack on a hotel in Kismayo.",
         "al-shabaab"),
        ("Chad rebels claim to have attacked an army convoy near Zouar.", "Chad rebels"),
    ],
)  # fmt: skip
def test_words_of_claiming_name_the_claimant(text: str, claimed_by: str) -> None:
    assert only_mention(text).claimed_by == (claimed_by,)


@pytest.mark.parametrize(
    "text",
    [
        "The Nigerian army said its troops were ambushed near Baga, killing seven soldiers.",
        "Al-Shabaab said its fighters were killed in an air strike near Jilib.",
        "Ukraine says its forces were shelled near Sumy.",
        "Hezbollah said its position was shelled by Israel near Aitaroun.",
        "The army said two militants were killed by a rival group near Diffa.",
        "The army said its men never attacked the village of Tula, where ten people were killed.",
    ],
)
def test_what_befell_ones_own_men_is_no_deed(text: str) -> None:
    mention = only_mention(text)
    assert mention.claimed_by == ()
    assert "claimed" not in {part.basis for part in mention.actors}
