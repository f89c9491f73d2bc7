"""The town is the last town that the document named."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.extract.thetown import points_back
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def _last(text: str, language: str = "en") -> Mention:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document("n", "note", None, text, "", language=language, blocks=(block,))
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    return found[-1]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Djibo is short of food. Gunmen attacked the town at dawn.", "en", "the town"),
        ("Djibo manque de vivres. Des hommes armés ont attaqué la ville.", "fr", "la ville"),
    ],
)
def test_the_town_is_the_one_named_before(text: str, language: str, words: str) -> None:
    place = _last(text, language).place
    assert place is not None
    assert (place.name, place.country, place.text) == ("Djibo", "BF", words)


def test_a_town_of_the_sentence_itself_goes_first() -> None:
    text = "Djibo is short of food. Gunmen who came from the town attacked Dori."
    place = _last(text).place
    assert place is not None
    assert place.name == "Dori"


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Gunmen attacked the town on Monday.", True),
        ("They burned the town hall.", False),
        ("They raided the village of Koro.", False),
        ("Ils ont attaqué la ville de Djibo.", False),
        ("Ils ont attaqué la ville lundi.", True),
        ("هاجم مسلحون البلدة فجرا.", True),
        ("The province was calm.", True),
    ],
)
def test_words_that_name_their_place_do_not_point_back(text: str, *, back: bool) -> None:
    assert points_back(text) is back
