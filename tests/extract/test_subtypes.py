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
        ("A helicopter dropped bombs on a village near Ye-U, wounding four.", "Air/drone strike"),
        ("Shells loaded with chlorine gas hit a quarter of Aleppo.", "Chemical weapon"),
        ("A farmer stepped on unexploded ordnance near Izium.", "Remote explosive/landmine/IED"),
        ("The army said it had liberated Damboa from Boko Haram.", "Government regains territory"),
        ("Two students protesting over fees were shot and wounded by police in Nakuru.",
         "Excessive force against protesters"),
        ("Protesters burned tyres and threw stones at police in Jacmel.", "Violent demonstration"),
        ("Nurses went on strike in Lima over wages.", "Peaceful protest"),
        ("Jihadists executed two captured soldiers near Ansongo.", "Attack"),
        ("The rebels launched an offensive near Bunagana.", "Armed clash"),
        ("The army repelled an attack near Bunagana.", "Armed clash"),
        ("The army killed nine gunmen who had planned to hit Bamako.", "Armed clash"),
        ("Six feared dead as a suicide bomber hits Maiduguri.", "Suicide bomb"),
        ("A suicide truck bomber killed nine in Baghdad.", "Suicide bomb"),
        ("The army killed a suicide bomber near Ramadi.", "Armed clash"),
        ("A dynamite attack on a bank in Cali killed two.", "Remote explosive/landmine/IED"),
        ("Troops dismantled a rebel base and killed four insurgents near Goma.", "Armed clash"),
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
