"""The tagger as an extractor: its mentions quote the text and know actors, places and days."""

from datetime import date

import pytest

from dateline.atlas import Gazetteer, open_gazetteer
from dateline.extract.settings import ExtractSettings
from dateline.extract.tagger import extract_mentions
from dateline.extract.tagger_drafts import weigh
from dateline.extract.tagger_join import join_readings
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


def mention(start: int, end: int, kind: str, extractor: str) -> Mention:
    return Mention(
        "d", "one sentence", start, end, kind, "Attack", confidence=0.8, extractor=extractor
    )


def test_two_readings_of_one_event_are_one_mention_by_the_tagger() -> None:
    tagged = mention(10, 16, "Violence against civilians", "tagger")
    ruled = mention(10, 16, "Violence against civilians", "rules")
    ((kept, reasons),) = join_readings([(tagged, {"constant": 1.0})], [ruled])
    assert kept.extractor == "tagger"
    assert reasons["both"] == 1.0


def test_what_only_the_rules_see_stands_with_its_own_reasons() -> None:
    ruled = mention(40, 46, "Battles", "rules")
    ((kept, reasons),) = join_readings([], [ruled])
    assert kept.extractor == "rules"
    assert reasons["rules-only"] == 1.0


def test_readings_that_differ_on_the_type_both_stand_disputed() -> None:
    tagged = mention(10, 16, "Battles", "tagger")
    ruled = mention(10, 16, "Violence against civilians", "rules")
    joined = join_readings([(tagged, {"constant": 1.0})], [ruled])
    assert [kept.extractor for kept, _reasons in joined] == ["tagger", "rules"]
    assert joined[0][1]["disputed"] == 1.0
    assert joined[1][1]["rules-disputed"] == 1.0
