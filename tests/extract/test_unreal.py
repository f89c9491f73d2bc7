"""What is feared, planned or stopped is no event that happened; a count over months is no event."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract.settings import ExtractSettings
from dateline.extract.tagger import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def read(text: str, language: str) -> list[Mention]:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "n", "note", None, text, "", published="2025-05-14", language=language, blocks=(block,)
    )
    settings = ExtractSettings(homes=("ML", "BF", "NE"))
    return extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER, settings=settings)[0]


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "Residents of Douentza fear a new attack on the town.", "hypothetical"),
        ("en", "Aid workers warned that an attack on the camp might happen.", "hypothetical"),
        ("en", "Diplomats warn of a possible coup and of clashes in Bamako.", "hypothetical"),
        ("en", "The embassy says terrorists may carry out attacks in Niamey.", "hypothetical"),
        ("fr", "Les habitants de Djibo redoutent une nouvelle attaque.", "hypothetical"),
        ("fr", "Une nouvelle attaque pourrait survenir à Gossi.", "hypothetical"),
        ("en", ("The attack on Gossi, which residents had feared for weeks, killed nine people on "
               "Monday."), "asserted"),
        ("fr", "Les services de sécurité ont déjoué un attentat à Niamey.", "foiled"),
        ("en", "Soldiers averted an attack on Tessit.", "foiled"),
        ("en", "A planned attack on the Gao airport was thwarted.", "foiled"),
        ("en", "The army plans to launch an offensive around Kidal next month.", "planned"),
        ("fr", "Une offensive sera lancée contre les jihadistes dans la région de Tillabéri.",
         "planned"),
        ("en", "Burkina Faso is preparing a large offensive in the Soum, the minister said.",
         "planned"),
        ("fr", "Au total, 86 personnes ont été tuées dans la région de Tillabéri en trois mois.",
         "aggregate"),
        ("fr", "Selon un décompte, 312 soldats ont péri au Mali cette année.", "aggregate"),
        ("fr", "Entre mars et juin, 95 villageois ont été tués dans le Liptako.", "aggregate"),
        ("fr", ("Depuis lundi, des combats opposent l'armée aux jihadistes à Bourem, faisant six "
               "morts."), "asserted"),
        ("fr", ("Trois soldats ont été tués mardi à Tessit, portant à 45 le nombre de militaires "
               "tués depuis août."), "asserted"),
    ],
)  # fmt: skip
def test_words_say_what_has_not_happened(language: str, text: str, status: str) -> None:
    assert [mention.status for mention in read(text, language)] == [status]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Un obus est tombé sur le marché de Djibo mardi, faisant cinq morts.",
         ["Shelling/artillery/missile attack"]),
        ("Une frappe aérienne a visé un marché aux bestiaux près d'Ansongo.",
         ["Air/drone strike"]),
        ("Le jour de marché, un véhicule a sauté sur une mine à Bankass, faisant sept morts.",
         ["Remote explosive/landmine/IED"]),
        ("Le marché a rouvert jeudi à Tombouctou.", []),
        ("Des centaines d'habitants ont marché vendredi à Bamako pour réclamer l'électricité.",
         ["Peaceful protest"]),
        ("Des milliers de personnes ont manifesté samedi à Niamey contre l'insécurité.",
         ["Peaceful protest"]),
    ],
)  # fmt: skip
def test_a_market_is_no_march(text: str, types: list[str]) -> None:
    assert [mention.sub_event_type for mention in read(text, "fr")] == types
