"""Words that report an event only by what they are about."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def types_of(text: str, language: str = "en") -> list[str]:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document("n", "note", None, text, "", language=language, blocks=(block,))
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    return [mention.sub_event_type for mention in found]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad will deploy troops to its border with Sudan.", "Change to group/activity"),
        ("The group named Sheikh Omar as its new governor in Jilib.", "Change to group/activity"),
        ("Insurgents turned a school in Kerawa into their headquarters.",
         "Headquarters or base established"),
        ("The militia transferred the town of Hasin to the authorities on Monday.",
         "Non-violent transfer of territory"),
        ("Germany sent air defence systems to Ukraine.", "Other"),
        ("The ELN released two soldiers in Arauca on Sunday.", "Other"),
        ("A court in Nairobi sentenced five men to death on Monday.", "Other"),
        ("Soldiers destroyed an arms cache of Al Shabaab near Baidoa.", "Disrupted weapons use"),
        ("Gunmen beat a journalist in Tijuana.", "Attack"),
        ("Teachers gathered in Niamey to demand their pay.", "Peaceful protest"),
        ("Police cleared a roadblock near Puno and removed the demonstrators.",
         "Protest with intervention"),
        ("Soldiers opened fire on demonstrators in Bol, killing five.",
         "Excessive force against protesters"),
    ],
)  # fmt: skip
def test_the_object_makes_the_event(text: str, kind: str) -> None:
    assert kind in types_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "She named her daughter after the river.",
        "The company will send the bill by post.",
        "He turned the page and built a shelf.",
        "The museum closed for the summer.",
    ],
)
def test_without_such_an_object_nothing_happened(text: str) -> None:
    assert types_of(text) == []


def test_what_an_air_strike_destroys_is_no_looting() -> None:
    assert types_of("A missile strike kills a civilian and destroys a bridge in Odesa.") == [
        "Shelling/artillery/missile attack"
    ]


def test_a_helicopter_shot_down_is_fighting() -> None:
    assert types_of("A Malian army helicopter is shot down by rebels near Gao.") == ["Armed clash"]
