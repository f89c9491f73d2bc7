"""The sub-event type follows ACLED's hierarchy and who was struck."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def subtypes(text: str, language: str = "en") -> list[str]:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document("n", "note", None, text, "", language=language, blocks=(block,))
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    return [mention.sub_event_type for mention in found]


@pytest.mark.parametrize(
    ("text", "subtype"),
    [
        ("Militants attacked an army camp near Boni, killing four soldiers.", "Armed clash"),
        ("Militants attacked a village near Boni, killing four farmers.", "Attack"),
        ("A suicide bomber blew himself up at a market in Maiduguri.", "Suicide bomb"),
        ("Israeli raids on Tyre killed two people.", "Air/drone strike"),
        (
            "An army truck struck a mine near Douentza, killing three soldiers.",
            "Remote explosive/landmine/IED",
        ),
        ("Rebels took control of the town of Bunagana.", "Non-state actor overtakes territory"),
        ("Soldiers recaptured the town of Ménaka from rebels.", "Government regains territory"),
        ("Gunmen seized a mayor and his driver near Tecate.", "Abduction/forced disappearance"),
        ("Police fired tear gas to disperse protesters in Lomé.", "Protest with intervention"),
        ("Security forces opened fire on protesters in Bol, killing five.",
         "Excessive force against protesters"),
        ("Teachers marched through Bamako to demand unpaid wages.", "Peaceful protest"),
        ("A mob burned down a church in Jaranwala.", "Mob violence"),
        ("Police in Garissa recovered three grenades.", "Disrupted weapons use"),
        ("The two sides signed a ceasefire agreement in Jeddah.", "Agreement"),
        ("UN troops withdrew from their base in Sévaré.", "Change to group/activity"),
    ],
)  # fmt: skip
def test_each_kind_of_event_has_its_sub_type(text: str, subtype: str) -> None:
    assert subtypes(text) == [subtype]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A gas cylinder exploded in a restaurant in Lahore, killing a cook.", "en"),
        ("Floods killed 14 people in Kandahar province over the weekend.", "en"),
        ("The striker's late strike settled the cup final in Abidjan.", "en"),
        ("Un minibus s'est renversé près de San : sept morts.", "fr"),
        ("لقي خمسة أشخاص مصرعهم في حادث تصادم قرب المنيا.", "ar"),
        ("Konya yolunda kaza: 6 kişi yaşamını yitirdi.", "tr"),
    ],
)
def test_accidents_and_matches_are_no_events(text: str, language: str) -> None:
    assert subtypes(text, language) == []
