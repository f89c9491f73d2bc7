"""When and where the rules put an event, told in short reports."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def mentions(text: str, language: str = "en") -> list[Mention]:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "n", "note", None, text, "", published="2024-05-16", language=language, blocks=(block,)
    )
    return extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)[0]


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "Militants attacked a post near Niger's border with Mali.", "NE"),
        ("en", "Israeli forces killed two men in the northern West Bank.", "PS"),
        ("en", "Residents of Khwaja Umari said that gunmen killed a teacher.", "AF"),
        ("en", "Rockets hit Speicher Base, killing two soldiers.", "IQ"),
        ("en", "Clashes in the Ain al-Hilweh camp killed three people.", "LB"),
        ("tr", "Cinderes'te bomba patladı, üç kişi öldü.", "SY"),
        ("ps", "په میرامشاه کې دوه سرتېري ووژل شول.", "PK"),
        ("fa", "در وانه سه نفر کشته شدند.", "PK"),
        ("fr", "Une base terroriste a été attaquée à Yamba.", "BF"),
    ],
)
def test_the_country_is_the_one_that_the_words_tell(language: str, text: str, country: str) -> None:
    found = mentions(text, language)
    assert {one.place.country for one in found if one.place} == {country}


def test_the_next_morning_is_the_day_after_the_event_told_before() -> None:
    first, second = mentions(
        "Gunmen raided the town of Menaka on Friday. "
        "The next morning, gunmen kidnapped a doctor in Gao."
    )
    assert str(first.date_start) == "2024-05-10"
    assert (str(second.date_start), str(second.date_end)) == ("2024-05-11", "2024-05-11")


def test_what_goes_on_since_a_day_keeps_the_period() -> None:
    (shelled,) = mentions("Troops have shelled Rutshuru since 10 May.")
    assert (str(shelled.date_start), str(shelled.date_end)) == ("2024-05-10", "2024-05-16")
    (seized,) = mentions("Rebels have seized Rutshuru since 10 May.")
    assert (str(seized.date_start), str(seized.date_end)) == ("2024-05-10", "2024-05-10")


def test_a_unit_named_alone_has_the_point_of_its_town() -> None:
    (town,) = mentions("Gunmen killed two policemen in Basra on Monday.")
    (province,) = mentions("Gunmen killed two policemen in Basra province on Monday.")
    assert town.place is not None
    assert province.place is not None
    assert (town.place.name, town.place.geo_precision) == ("Basrah", 2)
    assert (province.place.gazetteer_id, province.place.geo_precision) == ("admin:IQ/Basra", 3)
