"""Quotations and who speaks them, in eleven languages."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.document import Block, Quote, Reading
from dateline.read.quotes import find_quotes

Reader = Callable[..., Reading]


def told(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    block = Block("paragraph", text, 0, len(text), language=language)
    return [(quote.text, quote.speaker) for quote in find_quotes([block])]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“{}” said a teacher in a village nearby.", "a teacher in a village nearby"),
        ("Gen. Musa Diop, the army’s spokesman, said: “{}”", "Gen. Musa Diop"),
        ("“{}” the prefect told Radio Basin on Monday.", "the prefect"),
        ("On Monday, the governor of Tera, Awa Sow, said “{}”.", "the governor of Tera"),
        ("According to the ministry, “{}”.", "the ministry"),
        ("Asked about the raid, Mr. Keita said that “{}”.", "Mr. Keita"),
        ("“{}” said Fatou Ba, who lost two sons.", "Fatou Ba"),
        ("“{}” a trader who asked not to be named said by telephone.", "a trader"),
        ("“{}” Salif Traoré, a farmer, told AFP.", "Salif Traoré"),
        ("The governor visited the market and said “{}”.", None),
        ("In his book “{}” he tells of it.", None),
    ],
)
def test_an_english_speaker_is_named(text: str, speaker: str | None) -> None:
    words = "We heard shots for an hour,"
    assert told(text.format(words)) == [(words, speaker)]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "« Tout a brûlé cette nuit-là », a déclaré à l’AFP un habitant.", "un habitant"),
        ("fr", "Le préfet de Tera a indiqué que « tout a brûlé ».", "Le préfet de Tera"),
        ("fr", "Selon le gouverneur, « tout a brûlé cette nuit-là ».", "le gouverneur"),
        ("fr", "« Tout a brûlé », explique Awa Diallo, une commerçante.", "Awa Diallo"),
        ("ar", "وقال المتحدث باسم الجيش إن «كل شيء احترق».", "المتحدث باسم الجيش"),
        ("ar", "«كل شيء احترق»، بحسب أحد السكان.", "أحد السكان"),
        ("tr", 'Vali Mehmet Kaya, "Her şey yandı" dedi.', "Vali Mehmet Kaya"),
        ("tr", 'Bakan Ali Demir şunları söyledi: "Her şey yandı."', "Bakan Ali Demir"),
        ("fa", "والی خوست گفت: «همه چیز سوخت.»", "والی خوست"),
        ("prs", "به گفته یک مقام محلی، «همه چیز سوخت».", "یک مقام محلی"),
        ("ps", "د والي ویاند وویل: «ټول شیان وسوځېدل.»", "د والي ویاند"),
        ("ur", 'وزیر داخلہ نے کہا کہ "سب کچھ جل گیا۔"', "وزیر داخلہ"),
        ("ha", "Gwamnan jihar ya ce: “Komai ya kone.”", "Gwamnan jihar"),
        ("ha", "“Komai ya kone,” in ji kakakin rundunar.", "kakakin rundunar"),
        ("sw", "Gavana wa mkoa alisema: “Kila kitu kimeungua.”", "Gavana wa mkoa"),
        ("sw", "“Kila kitu kimeungua,” alisema msemaji wa jeshi.", "msemaji wa jeshi"),
        ("so", "Afhayeenka ciidanka ayaa yiri: “Wax walba way gubteen.”", "Afhayeenka ciidanka"),
    ],
)
def test_every_language_has_its_way_to_name_a_speaker(
    language: str, text: str, speaker: str
) -> None:
    assert [who for _, who in told(text, language)] == [speaker]


def test_a_pronoun_and_a_further_sentence_take_the_speaker_before() -> None:
    text = (
        "“We will stay,” said Col. Ba, the commander. “We have water.” The town is far away. "
        "“It is a long way to the next well,” he said."
    )
    assert [who for _, who in told(text)] == ["Col. Ba"] * 3


def test_words_set_off_for_doubt_are_no_quotation() -> None:
    assert told("The so-called “safe road” was closed.") == []


def test_a_speaker_is_carried_over_to_the_next_paragraph_only_by_a_pronoun(read: Reader) -> None:
    text = (
        "“We will stay in this town until the rains,” said Awa Sow.\n\n"
        "“There is water enough for all of us here,” she added.\n\n"
        "The slogan “One road for every town and village” hung over the market."
    )
    (document,) = read(text).documents
    assert [quote.speaker for quote in document.quotes] == ["Awa Sow", "Awa Sow", None]
    first, second, _ = document.quotes
    assert (second.speaker_start, second.speaker_end) == (first.speaker_start, first.speaker_end)
    for quote in document.quotes:
        assert document.text[quote.start : quote.end] == quote.text


@given(st.text(alphabet='“”«»"ab A.,:said he\n', max_size=120))
def test_a_quotation_stands_where_it_is_said_to_stand(text: str) -> None:
    found: tuple[Quote, ...] = find_quotes([Block("paragraph", text, 0, len(text), language="en")])
    for quote in found:
        assert text[quote.start : quote.end] == quote.text
        if quote.speaker is not None:
            assert text[quote.speaker_start : quote.speaker_end] == quote.speaker
