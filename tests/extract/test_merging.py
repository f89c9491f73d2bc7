"""Sentences on one event are one mention; sentences on two are two."""

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, CitedSource, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def mentions(text: str) -> list[Mention]:
    block = Block("paragraph", text, 0, len(text), None, "en")
    document = Document(
        "n", "note", None, text, "", published="2023-12-15", language="en", blocks=(block,)
    )
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    for mention in found:
        for span in mention.spans:
            assert text[span.start : span.end] == span.text
    return found


def test_the_outcome_in_the_next_sentence_joins_the_attack() -> None:
    (mention,) = mentions(
        "JNIM attacked hunters near Bankass on Tuesday. Four hunters were killed."
    )
    assert [(toll.measure, toll.low) for toll in mention.tolls] == [("killed", 4)]
    assert mention.place is not None
    assert mention.place.text == "Bankass"


def test_soldiers_among_the_dead_make_an_attack_a_clash() -> None:
    (mention,) = mentions("Gunmen attacked Koro on Tuesday. Two soldiers were killed.")
    assert mention.sub_event_type == "Armed clash"


def test_a_claim_in_the_next_sentence_joins_the_attack() -> None:
    (mention,) = mentions("Gunmen attacked the camp of Boni on Friday. JNIM claimed the attack.")
    assert mention.claimed_by == ("jnim",)
    assert mention.status == "claimed"


def test_attacks_on_two_towns_stay_two() -> None:
    found = mentions("Gunmen attacked Koro on Tuesday. Gunmen attacked Bankass on Friday.")
    assert [mention.place and mention.place.text for mention in found] == ["Koro", "Bankass"]


def test_the_group_is_the_one_last_named() -> None:
    found = mentions("JNIM attacked Koro on Tuesday. The group stormed Bankass on Friday.")
    assert [part.id for part in found[1].actors if part.role == "perpetrator"] == ["jnim"]


def test_an_excerpt_is_dated_by_its_own_source() -> None:
    text = "Gunmen killed three farmers near Koro yesterday."
    block = Block("excerpt", text, 0, len(text), None, "en", source=0)
    source = CitedSource("Title", published="2021-03-05")
    document = Document(
        "d", "digest-article", None, text, "", published="2021-06-01", blocks=(block,),
        sources=(source,),
    )  # fmt: skip
    (mention,), _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    assert str(mention.date_start) == "2021-03-04"
