"""What a text states of a place outranks a namesake elsewhere."""

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention
from dateline.model.place import Place

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def first_mention(text: str, language: str = "en") -> Mention:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "n", "note", None, text, "", published="2024-03-12", language=language, blocks=(block,)
    )
    return extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)[0][0]


def first_place(text: str, language: str = "en") -> Place:
    place = first_mention(text, language).place
    assert place is not None
    return place


def test_a_village_is_no_country() -> None:
    text = "Des hommes armés ont attaqué le village de Pérou, près de Bandiagara, tuant six civils."
    place = first_place(text, "fr")
    assert (place.text, place.country) != ("Pérou", "PE")
    assert place.gazetteer_id != "country:PE"


def test_a_village_that_the_gazetteer_lacks_keeps_the_stated_country() -> None:
    place = first_place("Gunmen killed 12 people in Manjari in Burkina Faso's Est region.")
    assert (place.text, place.country, place.latitude) == ("Manjari", "BF", None)


def test_a_country_across_the_border_is_not_where_it_happened() -> None:
    place = first_place("Gunmen attacked a police post in Mansila, near the border with Niger.")
    assert place.text == "Mansila"
    assert place.country != "NE"


def test_a_country_that_struck_is_not_where_it_struck() -> None:
    assert first_place("Russia launches airstrikes on Idlib, killing seven people.").country == "SY"


def test_a_town_goes_before_the_country_of_its_headline() -> None:
    text = "Niger / Raid contre Bankilaré : douze blessés et un marché en cendres"
    assert first_place(text, "fr").name == "Bankilaré"


def test_a_turkish_case_ending_tells_a_place() -> None:
    assert first_place("Cinderes'te bir saldırıda üç sivil öldürüldü.", "tr").text == "Cinderes"


def test_a_people_in_a_towns_name_is_no_people() -> None:
    assert first_place("A strike near Tal Afar destroyed a car bomb factory.").country == "IQ"


def test_who_repels_an_attack_did_not_launch_it() -> None:
    text = (
        "L'armée malienne et Wagner affirment avoir repoussé une attaque contre le camp de Niono."
    )
    mention = first_mention(text, "fr")
    assert [actor.id for actor in mention.actors if actor.role == "perpetrator"] == []
    assert {actor.id for actor in mention.actors if actor.role == "target"} >= {
        "mali-army", "wagner",
    }  # fmt: skip


def test_the_dead_of_a_hunters_camp_are_no_civilians() -> None:
    mention = first_mention(
        "Gunmen attacked a hunters' camp near Bankass on Sunday. Four hunters were killed."
    )
    assert [(toll.of, toll.low) for toll in mention.tolls] == [("side_b", 4)]


def test_yesterdays_attack_does_not_date_what_follows_it() -> None:
    mention = first_mention("Troops withdraw from Kidal after yesterday's attacks.")
    assert str(mention.date_start) == "2024-03-12"
