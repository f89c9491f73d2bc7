"""Casualty grammar in six languages; the reports are invented."""

import pytest

from dateline.extract.tolls import find_tolls


def read(sentence: str, language: str = "en") -> list[tuple[str, int | None, int | None]]:
    return [(t.measure, t.low, t.high) for t in find_tolls(sentence, language=language)]


@pytest.mark.parametrize(
    ("sentence", "tolls"),
    [
        ("The raid killed at least 12 civilians.", [("killed", 12, None)]),
        ("12 people were killed and 7 wounded.", [("killed", 12, 12), ("injured", 7, 7)]),
        ("A blast left five soldiers dead.", [("killed", 5, 5)]),
        ("The ambush brought a death toll of 30.", [("killed", 30, 30)]),
        ("The fire claimed the lives of six.", [("killed", 6, 6)]),
        ("Bombing kills 7", [("killed", 7, 7)]),
        ("17 dead in attack on market", [("killed", 17, 17)]),
        ("Death toll from the blast rises to 20", [("killed", 20, 20)]),
        ("Rebels claim to have killed 84 fighters and 47 soldiers.",
         [("killed", 84, 84), ("killed", 47, 47)]),
        ("Three civilians and a guard were shot dead.", [("killed", 3, 3), ("killed", 1, 1)]),
        ("A soldier was killed and two others injured.", [("killed", 1, 1), ("injured", 2, 2)]),
        ("A street juggler was killed in the market.", [("killed", 1, 1)]),
        ("Gunmen kidnapped 16 people.", [("abducted", 16, 16)]),
        ("They still hold seven hostages.", [("abducted", 7, 7)]),
        ("Police arrested eleven suspects.", [("arrested", 11, 11)]),
        ("The fighting displaced 3,000 people.", [("displaced", 3000, 3000)]),
        ("Dozens of villagers were killed.", [("killed", 24, None)]),
        ("More than 20 rebels were killed.", [("killed", 21, None)]),
        ("Up to 18 civilians were killed.", [("killed", 0, 18)]),
        ("Between five and eight guards died.", [("killed", 5, 8)]),
        ("Gunmen killed civilians.", [("killed", 2, None)]),
        ("Nobody was hurt.", [("injured", 0, 0)]),
        ("No casualties were reported.", [("injured", 0, 0), ("killed", 0, 0)]),
        ("Shells fell, killing and wounding eight people.",
         [("injured", 1, 7), ("killed", 1, 7)]),
    ],
)  # fmt: skip
def test_an_english_toll_has_its_literal_floor_and_ceiling(
    sentence: str, tolls: list[tuple[str, int | None, int | None]]
) -> None:
    assert read(sentence) == tolls


@pytest.mark.parametrize(
    "sentence",
    [
        "The prison holds 3,500 fighters.",
        "Up to 300 prisoners were freed.",
        "Troops seized 500 tonnes of fuel.",
        "The court sat for 12 days.",
        "A convoy of 40 trucks left Gao.",
        "The reward stands at $6 million.",
    ],
)
def test_numbers_that_harm_nobody_are_no_tolls(sentence: str) -> None:
    assert read(sentence) == []


def test_an_age_is_not_a_count() -> None:
    assert read("They killed a 24-year-old man.") == [("killed", 1, 1)]


def test_a_part_of_a_number_is_not_added() -> None:
    assert read("Shelling killed 21 civilians, including 11 children.") == [("killed", 21, 21)]
    assert read("Ten people were wounded, two of them children.") == [("injured", 10, 10)]


def test_who_said_so_is_not_among_the_dead() -> None:
    assert read("The strike kills 28, doctors say") == [("killed", 28, 28)]


@pytest.mark.parametrize(
    ("sentence", "language", "tolls"),
    [
        ("L'attaque a fait au moins quatre morts.", "fr", [("killed", 4, None)]),
        ("13 morts et 20 blessés au marché", "fr", [("killed", 13, 13), ("injured", 20, 20)]),
        ("Deux gendarmes et un civil tués près de Dori", "fr",
         [("killed", 2, 2), ("killed", 1, 1)]),
        ("Une dizaine de civils ont été enlevés.", "fr", [("abducted", 10, 10)]),
        ("La frappe a coûté la vie à trois enfants.", "fr", [("killed", 3, 3)]),
        ("أسفر الهجوم عن مقتل خمسة جنود وإصابة 12 آخرين", "ar",
         [("killed", 5, 5), ("injured", 12, 12)]),
        ("قُتل ثلاثة مدنيين", "ar", [("killed", 3, 3)]),
        ("İki asker şehit oldu, dört asker yaralandı.", "tr",
         [("killed", 2, 2), ("injured", 4, 4)]),
        ("دست‌کم هفت غیرنظامی کشته و ۱۲ تن زخمی شدند", "fa",
         [("killed", 7, None), ("injured", 12, 12)]),
        ("لږ تر لږه اووه کسان ووژل شول", "ps", [("killed", 7, None)]),
    ],
)  # fmt: skip
def test_tolls_of_other_languages_are_read(
    sentence: str, language: str, tolls: list[tuple[str, int | None, int | None]]
) -> None:
    assert read(sentence, language) == tolls


def test_offsets_cover_the_words_even_under_vowel_marks() -> None:
    sentence = "قُتل ثلاثة مدنيين"
    (toll,) = find_tolls(sentence, language="ar")
    assert sentence[toll.start : toll.end] == toll.words == "ثلاثة مدنيين"


def test_civilians_are_told_from_others() -> None:
    of = {t.described_as: t.of for t in find_tolls("Raiders killed six villagers and two guards.")}
    assert of == {"villagers": "civilians", "guards": "unknown"}


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Raiders killed six farmers, the mayor said.", "the mayor"),
        ("The army claimed it killed 20 rebels.", "The army"),
        ("Six farmers were killed, according to two residents.", "two residents"),
        ("Raiders killed six farmers.", None),
    ],
)
def test_who_says_so_is_hinted_at(sentence: str, speaker: str | None) -> None:
    assert [t.speaker_hint for t in find_tolls(sentence)] == [speaker]


def test_the_named_are_counted_and_not_named() -> None:
    (toll,) = find_tolls("The council mourned the death of Amadou Guindo.")
    assert (toll.words, toll.low, toll.high) == ("death of", 1, 1)


def test_a_language_without_casualty_words_gives_nothing() -> None:
    assert find_tolls("12 morti", language="it") == []


def test_a_sentence_of_fifty_thousand_characters_is_read() -> None:
    sentence = "raiders killed 12 people and " * 1800
    assert len(find_tolls(sentence)) > 1700


def test_the_subject_of_a_french_verb_is_no_victim() -> None:
    tolls = find_tolls("Des hommes armés ont enlevé lundi soir un prêtre.", language="fr")
    assert "Des hommes" not in [toll.words for toll in tolls]
