"""Odd texts are read in bounded time, and every span still quotes its words."""

import time

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()
SECONDS = 30


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("x" * 50_000, "en"),
        ("attack " * 7_000, "en"),
        ("killed by the army, " * 2_500, "en"),
        ("Gunmen attacked the village of Koro and killed 12 people and " * 800, "en"),
        ("🔥 #Mali #Mopti: 12 killed in attack on #Bandiagara 😢", "en"),
        ("GUNMEN KILL 12 VILLAGERS IN MOPTI REGION, OFFICIALS SAY", "en"),
        ("هجوم " * 8_000, "ar"),
        ("قتل ثلاثة في attack على Gao یک حمله", "ar"),
        ("Wanajeshi watatu wameuawa.", "sw"),
    ],
)
def test_odd_texts_neither_crash_nor_hang(text: str, language: str) -> None:
    blocks = (Block("paragraph", text, 0, len(text), None, language),) if text else ()
    document = Document("n", "note", None, text, "", language=language, blocks=blocks)
    began = time.monotonic()
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    assert time.monotonic() - began < SECONDS
    for mention in found:
        assert text[mention.start : mention.end]
        for span in mention.spans:
            assert text[span.start : span.end] == span.text


def test_capitals_are_read() -> None:
    text = "GUNMEN KILL 12 VILLAGERS IN MOPTI REGION, OFFICIALS SAY"
    block = Block("title", text, 0, len(text), None, "en")
    document = Document("n", "note", None, text, "", language="en", blocks=(block,))
    (mention,), _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    assert mention.sub_event_type == "Attack"
    assert mention.tolls[0].low == 12
