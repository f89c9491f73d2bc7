"""The kind of site an event was at, in each language; precision ceilings hold by it."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.publish.policy import COARSE_KINDS

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def kind_of_place(text: str, language: str) -> str | None:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "n", "note", None, text, "", published="2024-03-12", language=language, blocks=(block,)
    )
    place = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)[0][0].place
    assert place is not None
    return place.kind


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Gunmen killed three patients in a hospital in Mopti on Monday.", "en", "clinic"),
        ("Gunmen attacked an aid convoy near Djibo, killing two drivers.", "en", "aid site"),
        ("Gunmen killed a mayor at his home in Gao.", "en", "home"),
        ("A shell hit a displacement camp outside Goma, killing four.", "en", "camp"),
        ("Des hommes armés ont tué six personnes dans une mosquée à Djibo.", "fr", "worship"),
        ("قتل مسلحون ثلاثة طلاب في هجوم على مدرسة في كركوك.", "ar", "school"),
        ("Cinderes'teki bir okula saldırıda üç çocuk öldürüldü.", "tr", "school"),
        ("مهاجمان بر مسجد در شهر کابل حمله کردند و سه نفر کشته شدند.", "fa", "worship"),
        ("په کابل کې پر یو روغتون برید کې درې ملکیان ووژل شول.", "ps", "clinic"),
    ],
)
def test_the_site_gives_the_kind(text: str, language: str, kind: str) -> None:
    assert kind in COARSE_KINDS
    assert kind_of_place(text, language) == kind


def test_burnt_houses_do_not_make_a_village_a_home() -> None:
    assert kind_of_place("Gunmen attacked Koro, killing six and burning houses.", "en") is None
