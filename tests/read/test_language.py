"""Languages of documents and blocks."""

from collections.abc import Callable

import pytest

from dateline.model.document import Reading
from dateline.read.language import find_language
from dateline.read.settings import ReadSettings

Reader = Callable[..., Reading]
LANGUAGES = ReadSettings().languages
SENTENCES = {
    "en": "Gunmen crossed the river at dawn and opened fire on the market near the old bridge.",
    "fr": "Des hommes armés ont traversé le fleuve à l'aube et tiré sur le marché de la ville.",
    "ar": "عبر مسلحون النهر عند الفجر وأطلقوا النار على السوق القريب من الجسر القديم.",
    "tr": "Silahlı kişiler şafakta nehri geçti ve eski köprünün yanındaki pazara ateş açtı.",
    "fa": "افراد مسلح سپیده‌دم از رودخانه گذشتند و به بازار نزدیک پل قدیمی تیراندازی کردند.",
    "prs": "پولیس ولسوالی می‌گوید که افراد مسلح بالای موتر داکتران شفاخانه فیر کرده‌اند.",
    "ps": "وسله والو د سهار پر مهال له سینده تېر شول او د زاړه پله څنګ ته یې په بازار ډزې وکړې.",
    "ha": "Wasu ’yan bindiga sun tsallaka kogi da asuba suka bude wuta a kasuwar da ke gari.",
    "sw": "Watu wenye silaha walivuka mto alfajiri na kufyatua risasi katika soko lililo karibu.",
    "ur": "مسلح افراد نے صبح سویرے دریا عبور کیا اور پرانے پل کے قریب بازار پر فائرنگ کی۔",
    "so": "Koox hubaysan ayaa waaberigii ka gudubtay webiga oo rasaas ku furtay suuqa magaalada.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_s_language_is_named(language: str) -> None:
    assert find_language(SENTENCES[language], LANGUAGES) == language


def test_a_few_letters_tell_nothing() -> None:
    assert find_language("Gao, 3 May", LANGUAGES) is None
    assert find_language("https://example.org/a-long-address-in-english", LANGUAGES) is None


def test_a_block_in_another_language_keeps_its_own(read: Reader) -> None:
    text = "\n\n".join([*[SENTENCES["en"] * 2] * 4, SENTENCES["fr"] * 2, SENTENCES["ar"]])
    (document,) = read(text).documents
    assert document.language == "en"
    assert [block.language for block in document.blocks] == ["en"] * 4 + ["fr", "ar"]


def test_a_list_of_places_takes_the_document_s_language(read: Reader) -> None:
    places = "Ansongo, Menaka, Tessit, Labbezanga, Gao, Bourem, Kidal, Aguelhok, Tessalit, Ber"
    (document,) = read(f"{SENTENCES['en'] * 3}\n\n{places}\n\n{SENTENCES['en'] * 2}").documents
    assert {block.language for block in document.blocks} <= {"en", "fr"}


def test_a_document_is_in_one_of_the_two_persians(read: Reader) -> None:
    first = "پولیس ولسوالی گفت که موتر داکتران را در نزدیکی شفاخانه یافته و تلاشی نموده است."
    second = "این رویداد روز شنبه رخ داد و دو نفر در آن زخمی شدند و به شهر برده شدند تا درمان شوند."
    (document,) = read(f"{first}\n\n{second}\n\n{first}").documents
    assert (document.language, {block.language for block in document.blocks}) == ("prs", {"prs"})


def test_a_document_takes_the_language_of_most_of_its_letters(read: Reader) -> None:
    persian = "پلیس شهرستان گفت که خودروی پزشکان را در نزدیکی بیمارستان پیدا کرده است. " * 5
    english = SENTENCES["en"] * 3
    (document,) = read(f"{english}\n\n{persian}\n\n{english}\n\n{english}\n\n{english}").documents
    assert document.language == "en"
    assert [block.language for block in document.blocks] == ["en", "fa", "en", "en", "en"]


def test_short_sentences_are_told_by_their_small_words(read: Reader) -> None:
    words = "The raid was over in an hour. It was the first of the year in the town."
    (document,) = read(f"{SENTENCES['fr'] * 3}\n\n{words}\n\n{SENTENCES['fr'] * 3}").documents
    assert [block.language for block in document.blocks] == ["fr", "en", "fr"]


def test_hooked_letters_are_hausa() -> None:
    words = "Ƴan bindiga sun kai hari ƙauyen da sassafe."
    assert find_language(words, ReadSettings().languages) == "ha"
