"""The tagger as an extractor: its mentions quote the text and know actors, places and days."""

from datetime import date

import pytest

from dateline.atlas import Gazetteer, open_gazetteer
from dateline.extract.settings import ExtractSettings
from dateline.extract.tagger import extract_mentions
from dateline.extract.tagger_drafts import weigh
from dateline.lexicon import Lexicon, load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

REPORT = (
    "Suspected JNIM fighters attacked a gendarmerie post in Djibo on Monday, killing seven "
    "gendarmes, two security sources said."
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def document(text: str, language: str = "en") -> Document:
    return Document(
        "made-up",
        "article",
        None,
        text,
        "",
        published="2024-03-06",
        language=language,
        blocks=(Block("paragraph", text, 0, len(text), None, language),),
    )


def test_a_report_gives_who_whom_where_when_and_how_many(
    lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    (mention,), problems = extract_mentions(document(REPORT), lexicon=lexicon, gazetteer=gazetteer)
    assert problems == []
    assert mention.event_type == "Battles"
    assert [actor.id for actor in mention.actors if actor.role == "perpetrator"] == ["jnim"]
    assert mention.place is not None
    assert mention.place.name == "Djibo"
    assert mention.date_start == date(2024, 3, 4)
    assert [(toll.measure, toll.low, toll.high) for toll in mention.tolls] == [("killed", 7, 7)]
    assert mention.extractor.startswith("tagger")


def test_every_field_quotes_its_span(lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    text = f"Talks went on in Geneva. {REPORT} The army sent helicopters."
    mentions, _problems = extract_mentions(document(text), lexicon=lexicon, gazetteer=gazetteer)
    assert mentions
    for mention in mentions:
        assert mention.sentence in text
        for span in mention.spans:
            assert text[span.start : span.end] == span.text


def test_plain_news_gives_no_mention(lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    text = "The central bank left interest rates unchanged and expects prices to fall next year."
    assert extract_mentions(document(text), lexicon=lexicon, gazetteer=gazetteer) == ([], [])


def test_a_language_it_was_not_trained_on_is_a_problem(
    lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    _mentions, problems = extract_mentions(
        document("Zwei Menschen starben.", "de"), lexicon=lexicon, gazetteer=gazetteer
    )
    assert [problem.kind for problem in problems] == ["untrained-language"]


def test_an_endless_sentence_is_read_in_pieces(lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    text = "and then they marched on to the next town " * 1_200
    mentions, _problems = extract_mentions(
        document(text), lexicon=lexicon, gazetteer=gazetteer, settings=ExtractSettings()
    )
    assert all(mention.end <= len(text) for mention in mentions)


def test_the_rules_word_tips_a_close_choice_and_no_other() -> None:
    assert weigh({"Attack": 0.5, "Armed clash": 0.4}, "Armed clash", 1.0) == "Armed clash"
    assert weigh({"Attack": 0.9, "Armed clash": 0.05}, "Armed clash", 1.0) == "Attack"
    assert weigh({"Attack": 0.5, "Armed clash": 0.4}, None, 1.0) == "Attack"


def read(text: str, lexicon: Lexicon, gazetteer: Gazetteer, language: str = "en") -> list[Mention]:
    return extract_mentions(document(text, language), lexicon=lexicon, gazetteer=gazetteer)[0]


def test_an_event_that_both_readings_see_is_one_mention(
    lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    (mention,) = read("Gunmen killed nine farmers near Sevare on Sunday.", lexicon, gazetteer)
    assert mention.event_type == "Violence against civilians"
    assert mention.extractor.startswith("tagger")


def test_a_list_of_towns_gives_a_mention_for_each(lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    text = "JNIM carried out attacks on army camps in Niono, Sevare and Bapho on Tuesday."
    places = [one.place.text for one in read(text, lexicon, gazetteer) if one.place]
    assert places == ["Niono", "Sevare", "Bapho"]


def test_tolls_with_towns_of_their_own_part_an_event(
    lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    text = "Gunmen killed six people in Gao and four in Mopti on Friday."
    found = [
        (one.place.text, one.tolls[0].low) for one in read(text, lexicon, gazetteer) if one.place
    ]
    assert found == [("Gao", 6), ("Mopti", 4)]


def test_a_claim_holds_for_the_sentence_before_it(lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    text = (
        "A roadside bomb killed three soldiers near Boulikessi on Monday. "
        "JNIM claimed responsibility for the attack."
    )
    (mention,) = read(text, lexicon, gazetteer)
    assert mention.status == "claimed"
    assert mention.claimed_by == ("jnim",)


def test_a_long_text_is_read_where_an_event_word_stands(
    lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    quiet = "The harvest was good and the price of millet fell again. " * 60
    (mention,) = read(f"{quiet}{REPORT} {quiet}", lexicon, gazetteer)
    assert mention.sentence == REPORT


def test_the_country_of_a_news_agency_did_nothing(lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    text = "ذكرت وكالة الأنباء التركية أن هجوما على معسكر في غاو أمس أوقع خمسة قتلى من الجنود."
    (found,) = read(text, lexicon, gazetteer, "ar")
    assert [actor.id for actor in found.actors if actor.role == "perpetrator"] == []


def test_who_says_that_it_repelled_an_attack_did_not_make_it(
    lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    text = (
        "Les Forces armées maliennes affirment avoir repoussé dans la nuit une attaque "
        "terroriste contre leur camp de Dioura."
    )
    found = read(text, lexicon, gazetteer, "fr")
    doers = {actor.id for each in found for actor in each.actors if actor.role == "perpetrator"}
    assert found
    assert "mali-army" not in doers


@pytest.mark.parametrize(
    ("text", "language", "tolls"),
    [
        ("A dozen villages were attacked in Koro cercle on 2 December. Two herders died.", "en",
         [("killed", 2, 2)]),
        ("Une dizaine de motos ont attaqué Pel samedi ; deux civils ont été tués.", "fr",
         [("killed", 2, 2)]),
        ("Une dizaine de villages ont été attaqués à Koro lundi. Deux bergers sont morts.", "fr",
         [("killed", 2, 2)]),
        ("هاجم مسلحون عشرات القرى في كورو يوم الاثنين.", "ar", []),
        ("A dozen were killed when gunmen attacked Pel on Monday.", "en", [("killed", 12, 12)]),
        ("A dozen villagers were killed in Pel on Monday.", "en", [("killed", 12, 12)]),
    ],
)  # fmt: skip
def test_a_number_of_things_harms_nobody(
    text: str,
    language: str,
    tolls: list[tuple[str, int, int]],
    lexicon: Lexicon,
    gazetteer: Gazetteer,
) -> None:
    (mention,), _problems = extract_mentions(
        document(text, language), lexicon=lexicon, gazetteer=gazetteer
    )
    assert [(toll.measure, toll.low, toll.high) for toll in mention.tolls] == tolls


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Soldiers were ambushed near Dolbel on Monday; five died.", "en"),
        ("Des soldats ont été attaqués près de Dolbel lundi ; cinq sont morts.", "fr"),
    ],
)
def test_whoever_is_attacked_is_no_perpetrator(
    text: str, language: str, lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    mentions, _problems = extract_mentions(
        document(text, language), lexicon=lexicon, gazetteer=gazetteer
    )
    roles = {actor.role for mention in mentions for actor in mention.actors}
    assert "target" in roles
    assert "perpetrator" not in roles
