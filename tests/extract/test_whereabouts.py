"""An event's place is the settlement it happened at, and as exact as the words say."""

from datetime import date

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.place import Place

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def places(text: str, language: str = "en") -> list[Place | None]:
    block = Block("paragraph", text, 0, len(text), None, language)
    published = date(2024, 3, 1).isoformat()
    document = Document(
        "note", "note", None, text, "", published=published, language=language, blocks=(block,)
    )
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    return [mention.place for mention in found]


@pytest.mark.parametrize(
    ("text", "language", "words", "precision"),
    [
        ("Gunmen killed two traders between Gao and Ansongo on Monday.", "en", "Gao", 2),
        ("Gunmen killed two traders on the road from Gao to Ansongo.", "en", "Gao", 2),
        ("Gunmen killed two traders near Ansongo, in Gao region.", "en", "Ansongo", 2),
        ("Gunmen killed two traders in Ansongo, in Gao region.", "en", "Ansongo", 1),
        ("Gunmen killed two traders in Mopti region on Monday.", "en", "Mopti", None),
        ("A caller from Ansongo, south of Gao, said gunmen killed two men.", "en", "Ansongo", 1),
        (
            "Des hommes armés ont tué deux forains près d'Ansongo, dans la région de Gao.",
            "fr", "Ansongo", 2,
        ),
        ("قتل مسلحون تاجرين بين غاو وأنسونغو يوم الاثنين.", "ar", "غاو", 2),
    ],
)  # fmt: skip
def test_the_settlement_named_first_is_the_place(
    text: str, language: str, words: str, precision: int | None
) -> None:
    (place,) = places(text, language)
    assert place is not None
    assert place.text == words
    assert precision is None or place.geo_precision == precision


def test_a_place_behind_an_elided_article_is_found() -> None:
    (place,) = places("Une attaque contre le village d'Ouenkoro a fait six morts lundi.", "fr")
    assert place is not None
    assert place.text == "Ouenkoro"
