"""Mentions of events carry who, what, where, when, and the words each rests on."""

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def snippet(text: str, language: str = "en", published: str | None = "2023-12-15") -> Document:
    block = Block("paragraph", text, 0, len(text), None, language)
    return Document(
        "note", "note", None, text, "", published=published, language=language, blocks=(block,)
    )


def mentions(
    text: str, language: str = "en", published: str | None = "2023-12-15"
) -> list[Mention]:
    found, _problems = extract_mentions(
        snippet(text, language, published), lexicon=LEXICON, gazetteer=GAZETTEER
    )
    for mention in found:
        for span in mention.spans:
            assert text[span.start : span.end] == span.text
    return found


def test_an_attack_on_villagers_has_every_field() -> None:
    (mention,) = mentions("Gunmen killed 12 villagers and wounded four near Bandiagara on Tuesday.")
    assert (mention.event_type, mention.sub_event_type) == ("Violence against civilians", "Attack")
    assert str(mention.date_start) == "2023-12-12"
    assert [(toll.measure, toll.low) for toll in mention.tolls] == [("killed", 12), ("injured", 4)]
    assert [(part.role, part.id, part.basis) for part in mention.actors] == [
        ("perpetrator", None, "unidentified"),
        ("target", "civilians", "attributed"),
    ]


def test_one_sentence_holds_an_event_for_each_town() -> None:
    found = mentions("JNIM launched simultaneous attacks in Niono, Mopti and Gao on December 3.")
    assert [mention.place and mention.place.text for mention in found] == ["Niono", "Mopti", "Gao"]


def test_a_language_without_words_is_a_problem_not_a_crash() -> None:
    found, problems = extract_mentions(
        snippet("Shambulio limeua watu watatu.", "sw"), lexicon=LEXICON, gazetteer=GAZETTEER
    )
    assert found == []
    assert [problem.kind for problem in problems] == ["no-event-words"]
