"""How a text presents an event: news, memory, a sum of many, an attempt."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army said that rebels had attacked a post near Zemio.", "asserted"),
        ("Russian forces shelled 14 villages over the past day.", "aggregate"),
        ("Militants repeatedly attacked the Mopti road.", "aggregate"),
        ("The number of air strikes by the army in Amhara rose in May.", "aggregate"),
        ("Between April and June, bandits killed 90 farmers in Zamfara.", "aggregate"),
        ("An attempt by rebels to attack the Zemio garrison failed.", "foiled"),
        ("The army accused M23 of attacking a camp near Goma.", "claimed"),
        ("The Ministry of Defence announced that Turkish forces killed two fighters.", "claimed"),
        ("Prosecutors said three men had been planning to bomb a rally in Aarhus.", "foiled"),
        ("Rebels fired mortars at the camp 14 times in May.", "aggregate"),
        ("Army and rebels traded blame for the shelling of a market in Goma.", "disputed"),
        ("A capture of Gao by the rebels would give them an airfield.", "hypothetical"),
        ("The army denied the allegation that its soldiers had killed ten herders.", "denied"),
    ],
)  # fmt: skip
def test_words_set_an_event_in_its_place(text: str, status: str) -> None:
    block = Block("paragraph", text, 0, len(text), None, "en")
    document = Document(
        "n", "note", None, text, "", published="2024-06-20", language="en", blocks=(block,)
    )
    mentions, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    assert [mention.status for mention in mentions] == [status]
