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
        ("fr", "Une nouvelle attaque pourrait survenir contre la ville de Djibo.", "hypothetical"),
        ("en", ("The attack on Gossi, which residents had feared for weeks, killed nine people on "
               "Monday."), "asserted"),
        ("fr", "Les services de sécurité ont déjoué un attentat à Niamey.", "foiled"),
        ("en", "Soldiers averted an attack on Tessit.", "foiled"),
        ("en", "Residents fear for their lives after gunmen attacked Sebba Monday.", "asserted"),
        ("en", "The junta announced an upcoming operation in Ménaka.", "planned"),
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


def test_a_running_total_behind_one_event_makes_it_no_sum() -> None:
    text = "Trois soldats ont été tués mardi à Tessit, portant à 45 le nombre de tués depuis août."
    assert read(text, "fr")[0].status == "asserted"


def test_a_plot_and_its_foiling_are_one_event() -> None:
    text = "Un projet d'attentat contre le camp de Gao a été déjoué lundi : deux suspects arrêtés."
    (mention,) = read(text, "fr")
    assert mention.status == "foiled"
    assert [(toll.measure, toll.low) for toll in mention.tolls] == [("arrested", 2)]


def test_the_missing_are_neither_dead_nor_abducted() -> None:
    (mention,) = read("The ambush near Tessit left nine soldiers dead and four missing.", "en")
    assert [(toll.measure, toll.low) for toll in mention.tolls] == [("killed", 9)]
    (mention,) = read("Gunmen took two villagers from Koro; a third is missing.", "en")
    assert [(toll.measure, toll.low) for toll in mention.tolls] == [("abducted", 2)]


def test_a_number_after_the_enemys_base_counts_the_enemy() -> None:
    text = "The military said its jets struck a terrorist base near Gossi and killed 40."
    (mention,) = read(text, "en")
    assert [(toll.high, toll.interest) for toll in mention.tolls] == [(40, "enemy")]


def test_selon_lesquelles_names_no_speaker() -> None:
    text = "Le gouvernement malien dément l'information selon laquelle dix soldats seraient morts "
    (mention,) = read(f"{text}à Gossi.", "fr")
    assert mention.status == "denied"
    assert mention.denied_by == ("mali-government",)
    assert not any("laquelle" in speaker for speaker in mention.speakers)


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "Gunmen abducted a teacher 12 km west of Téra, in Niger's Tillabéri region.",
         ("Téra", "NE", 2)),
        ("en", "Bandits killed two herders some 20 km north-east of Dori, in Burkina Faso.",
         ("Dori", "BF", 2)),
        ("ar", "قُتل تسعة جنود ماليين في هجوم شنه مسلحون في بلدة كونا بوسط مالي.",
         ("Konna", "ML", 1)),
        ("fr", "Trois soldats ont été tués à Boni le 5 mai.", ("Boni", None, None)),
        ("fr", "Trois soldats maliens ont été tués à Boni le 5 mai.", ("Boni", "ML", 1)),
        ("fr", "Une attaque à Bonn, en Allemagne, a fait deux morts lundi.", ("Bonn", "DE", 1)),
    ],
)  # fmt: skip
def test_a_desks_countries_settle_doubtful_names(
    language: str, text: str, place: tuple[str, str | None, int | None]
) -> None:
    (mention,) = read(text, language)
    assert mention.place is not None
    assert (mention.place.name, mention.place.country, mention.place.geo_precision) == place
