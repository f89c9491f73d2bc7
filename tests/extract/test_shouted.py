"""Hashtags and sentences in capitals name places too."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def _read(text: str, language: str = "en") -> Mention:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document("n", "note", None, text, "", language=language, blocks=(block,))
    (mention,), _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    return mention


@pytest.mark.parametrize(
    ("text", "language", "name", "words"),
    [
        ("#Mali #Mopti Gunmen killed 12 people", "en", "Mopti", "Mopti"),
        ("🚨 BREAKING: Gunmen killed 9 civilians 🇲🇱 #Mali #Mopti", "en", "Mopti", "Mopti"),
        ("🔥 #Mali: 12 killed in attack on #Bandiagara 😢", "en", "Bandiagara", "Bandiagara"),
        ("🔴#Sudan | #RSF shelling kills 7 in #ElFasher", "en", "El Fasher", "ElFasher"),
        ("🔴 #Mali : attaque contre un poste de #Bankass", "fr", "Bankass", "Bankass"),
        ("#مالي #موبتي مقتل 12 شخصا في هجوم مسلح", "ar", "Mopti", "موبتي"),
        ("GUNMEN KILL 12 VILLAGERS IN MOPTI REGION, OFFICIALS SAY", "en", "Mopti", "MOPTI REGION"),
        ("SUICIDE BOMBER KILLS 20 IN KABUL MOSQUE", "en", "Kabul", "KABUL"),
        ("MALI: QUINZE CIVILS TUÉS DANS UNE ATTAQUE À BANKASS", "fr", "Bankass", "BANKASS"),
    ],
)
def test_the_place_is_found(text: str, language: str, name: str, words: str) -> None:
    place = _read(text, language).place
    assert place is not None
    assert (place.name, place.text) == (name, words)


def test_a_tagged_group_claims() -> None:
    mention = _read("Attack on #Timbuktu airport claimed by #JNIM")
    assert mention.claimed_by == ("jnim",)


def test_words_in_capitals_that_are_also_villages_are_no_places() -> None:
    place = _read("BREAKING NEWS: GUNMEN KILL MANY PEOPLE AFTER DARK").place
    assert place is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("مقام‌ها گفتند که در این انفجار پنج نفر کشته شدند.", "fa"),
        ("در آن حمله سه سرباز کشته شدند.", "fa"),
        ("قتل ثلاثة جنود في هذا الهجوم.", "ar"),
    ],
)
def test_this_and_that_are_no_places(text: str, language: str) -> None:
    assert _read(text, language).place is None
