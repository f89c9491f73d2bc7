"""What phrases with numbers allow."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.quantity import Quantity
from dateline.prose.numbers import (
    allowed_values_page,
    find_dates_and_years,
    find_names_with_numbers,
    read_quantities,
    say_number,
)

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def one(text: str, language: str = "en") -> Quantity:
    (quantity,) = read_quantities(text, language)
    return quantity


@pytest.mark.parametrize(
    ("text", "allowed", "refused"),
    [
        ("nearly five attacks per week", [4.41, 4.57, 4.99], [4.4, 5, 3.1]),
        ("roughly 69 percent", [68, 69.3, 70], [67.9, 70.1]),
        ("14.4 per month", [14.35, 14.44], [14.3, 14.5]),
        ("five attacks per week", [4.5, 5.4], [4.4, 5.6]),
        ("16 attacks", [16], [15, 17]),
        ("at least 16 attacks", [16, 40], [15]),
        ("more than 60 soldiers", [60.5, 61], [60]),
        ("up to 300 prisoners", [0, 300], [301]),
        ("fewer than 20 raids", [0, 19], [20]),
        ("between four and six raids", [4, 6], [3, 7]),
        ("4 to 6 raids", [4, 6], [3, 7]),
        ("12-15 people", [12, 15], [11, 16]),
        ("dozens of fighters", [24, 300], [23]),
        ("several villages", [3, 50], [2]),
        ("scores of people", [40], [39]),
        ("hundreds of people", [200], [199]),
        ("about 200 people", [180, 220], [150, 250]),
        ("just over 300 people", [301, 330], [300, 400]),
        ("just under 300 people", [290, 299], [300, 250]),
        ("half of the attacks", [45, 50, 55], [40, 60]),
        ("nearly a third of the villages", [30, 33], [34, 25]),
        ("most attacks", [51, 99], [50]),
        ("3.5 million people", [3_450_000, 3_550_000], [3_400_000]),
        ("environ 30 civils", [27, 33], [26, 34]),
    ],
)
def test_a_phrase_allows_its_documented_set(
    text: str, allowed: list[float], refused: list[float]
) -> None:
    quantity = one(text, "fr" if text.startswith("environ") else "en")
    assert [number for number in allowed if not quantity.allows(number)] == []
    assert [number for number in refused if quantity.allows(number)] == []


@pytest.mark.parametrize(
    ("text", "language", "kind", "low", "high"),
    [
        ("a sixfold rise", "en", "ratio", 5.4, 6.6),
        ("six times as many attacks", "en", "ratio", 5.4, 6.6),
        ("attacks rose by a factor of six", "en", "ratio", 5.4, 6.6),
        ("attacks fell by a factor of five", "en", "ratio", 0.18, 0.22),
        ("more than six times as many", "en", "ratio", 6, None),
        ("one attack in five", "en", "share", 18, 22),
        ("1 in 10 people", "en", "share", 9, 11),
        ("half a million people", "en", "count", 450_000, 550_000),
        ("nearly a million and a half people", "en", "count", 1_320_000, 1_500_000),
        ("some 400k people", "en", "count", 360_000, 440_000),
        ("tens of millions of people", "en", "count", 20_000_000, None),
        ("un demi-million de personnes", "fr", "count", 450_000, 550_000),
        ("multiplié par six", "fr", "ratio", 5.4, 6.6),
        ("divisé par deux", "fr", "ratio", 0.45, 0.55),
        ("deux fois plus d'attaques", "fr", "ratio", 1.8, 2.2),
        ("quatre fois moins d'attaques", "fr", "ratio", 0.225, 0.275),
        ("une attaque sur cinq", "fr", "share", 18, 22),
        ("quatre cinquièmes des attaques", "fr", "share", 72, 88),
        ("ont plus que doublé", "fr", "ratio", 2, None),
        ("presque réduit de moitié", "fr", "ratio", 0.5, 0.56),
        ("5 points de pourcentage", "fr", "points", 4.5, 5.5),
        ("la troisième attaque", "fr", "ordinal", 3, 3),
        ("entre quatre et six attaques", "fr", "count", 4, 6),
        ("près de cinq attaques par semaine", "fr", "rate", 4.4, 5),
    ],
)
def test_factors_and_parts_are_read_in_both_languages(
    text: str, language: str, kind: str, low: float, high: float | None
) -> None:
    quantity = one(text, language)
    assert (quantity.kind, quantity.low, quantity.high) == (kind, low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("more than halved", 0, 0.5),
        ("nearly halved", 0.5, 0.56),
        ("halved", 0.45, 0.55),
        ("doubled", 1.8, 2.2),
        ("more than doubled", 2, None),
        ("tripled", 2.7, 3.3),
        ("twice as many", 1.8, 2.2),
        ("fell by 40 percent", 0.595, 0.605),
        ("a 90 percent decrease", 0.095, 0.105),
    ],
)
def test_a_change_in_words_is_a_ratio(text: str, low: float, high: float | None) -> None:
    quantity = read_quantities(text)[0]
    assert (quantity.kind, quantity.low, quantity.high) == ("ratio", low, high)


def test_three_times_counts_when_nothing_is_compared() -> None:
    assert one("the town was attacked three times").kind == "count"
    assert one("three times as deadly").kind == "ratio"


def test_french_numbers_and_hedges_are_read() -> None:
    text = (
        "Une dizaine de civils, près de 200 blessés, au moins quatre-vingt-dix-sept morts, "
        "plus de 3 000 déplacés, 12,5 pour cent des attaques, le chiffre a doublé."
    )
    found = [(q.text, q.low, q.high) for q in read_quantities(text, "fr")]
    assert found == [
        ("Une dizaine de", 9, 11),
        ("près de 200", 176, 200),
        ("au moins quatre-vingt-dix-sept", 97, None),
        ("plus de 3 000", 3000, None),
        ("12,5 pour cent", 12.45, 12.55),
        ("doublé", 1.8, 2.2),
    ]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("خمسة وعشرون قتيلا", "ar", 25),
        ("بیست و پنج نفر", "fa", 25),
        ("۱۲ تن", "fa", 12),
        ("on iki asker", "tr", 12),
        ("اووه کسان", "ps", 7),
    ],
)
def test_numbers_of_other_languages_are_read(text: str, language: str, value: float) -> None:
    assert one(text, language).value == value


def test_offsets_cover_the_words() -> None:
    text = "Since May, at least 16 attacks and nearly five per week hit Ségou.[3]"
    assert [text[q.start : q.end] for q in read_quantities(text)] == [
        "at least 16",
        "nearly five per week",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "on 13 December 2023",
        "since 2012",
        "M23 and the G5 met",
        "an AK-47",
        "Figure 4 shows it",
        "at 10:00",
        "a 24-year-old",
        "[12]",
        "version 2.0.1",
        "14.4974, -4.1966",
        "the 82nd Brigade",
        "see https://example.org/2023/12",
    ],
)
def test_a_number_that_names_is_no_quantity(text: str) -> None:
    assert read_quantities(text) == []


def test_an_article_counts_only_when_asked_or_hedged() -> None:
    assert read_quantities("une attaque", "fr") == []
    assert [q.value for q in read_quantities("une attaque", "fr", articles=True)] == [1]
    assert [q.value for q in read_quantities("au moins une attaque", "fr")] == [1]


def test_rising_from_one_number_to_another_is_no_range() -> None:
    assert [q.value for q in read_quantities("rose from 4 to 6 raids")] == [4, 6]


def test_dates_and_names_are_given_with_offsets() -> None:
    text = "On 9 December M23 took two villages; in 2022 none."
    assert [s.text for s in find_dates_and_years(text)] == ["9 December", "2022"]
    assert [s.text for s in find_names_with_numbers(text)] == ["M23"]


@pytest.mark.parametrize(
    ("value", "like", "said"),
    [
        (4.57, "nearly five attacks per week", "nearly five attacks per week"),
        (23.2, "nearly 30 raids", "about 23"),
        (16, "at least 20 attacks", "at least 16"),
        (62.5, "roughly 69 percent", "roughly 62 percent"),
        (0.53, "more than halved", "halved"),
        (38, "a third", "38 percent"),
        (2900, "nearly 4,000", "nearly 3,000"),
    ],
)
def test_words_that_hold_are_proposed_in_the_writers_style(
    value: float, like: str, said: str
) -> None:
    assert say_number(value, like=one(like)) == said


@given(
    st.floats(min_value=0.6, max_value=5000),
    st.sampled_from(
        ["nearly five attacks per week", "about 40 raids", "at least 16", "14.4", "up to 300"]
    ),
)
def test_proposed_words_always_allow_the_value(value: float, like: str) -> None:
    value = round(value, 2)
    said = say_number(value, like=one(like))
    assert any(quantity.allows(value) for quantity in read_quantities(said))


def test_the_page_of_allowed_values_is_in_step_with_the_table() -> None:
    page = REPOSITORY / "docs" / "allowed-values.md"
    assert page.read_text(encoding="utf-8") == allowed_values_page()


def test_a_long_text_is_read_in_pieces_with_true_offsets() -> None:
    sentence = "On Dec. 13, raiders killed at least 12 people near the river. "
    text = sentence * 100
    found = read_quantities(text)
    assert len(found) == 100
    assert {text[q.start : q.end] for q in found} == {"at least 12"}
