"""A small place known by another name than its own needs something that points there."""

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.place import Place

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()
CANNA = "geonames:3180831"  # a village in Italy that GeoNames also lists as Kanna


def first_place(text: str, language: str = "en", homes: tuple[str, ...] = ()) -> Place:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "n", "note", None, text, "", published="2024-03-15", language=language, blocks=(block,)
    )
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER, homes=homes)
    assert found[0].place is not None
    return found[0].place


def test_the_country_of_a_group_outranks_a_village_abroad_that_is_also_spelled_so() -> None:
    place = first_place("On 12 March 2024 the JNIM attacked Kanna, killing seven civilians.")
    assert (place.text, place.gazetteer_id, place.latitude) == ("Kanna", None, None)
    assert place.country == "ML"


def test_a_french_text_is_held_to_the_same() -> None:
    text = "Le 12 mars 2024, le JNIM a attaqué Kanna, tuant sept civils."
    assert first_place(text, "fr").gazetteer_id is None


def test_the_name_alone_stays_until_something_points_elsewhere() -> None:
    text = "On 14 March 2024 militants raided the camp of Pel, killing 20 soldiers."
    assert first_place(text).country == "DE"  # Pähl
    assert first_place(text, homes=("ML",)).latitude is None


def test_a_country_named_supports_it() -> None:
    place = first_place("Gunmen attacked Kanna in Italy, killing seven civilians.")
    assert place.gazetteer_id == CANNA


def test_the_desks_countries_support_it() -> None:
    text = "Gunmen attacked Kanna on 12 March 2024, killing seven civilians."
    assert first_place(text, homes=("IT",)).gazetteer_id == CANNA
    assert first_place(text, homes=("ML", "NE")).gazetteer_id is None


def test_a_large_town_by_another_name_needs_no_support() -> None:
    place = first_place("Gunmen attacked Saraqeb, killing five people.")
    assert (place.name, place.country) == ("Saraqib", "SY")
