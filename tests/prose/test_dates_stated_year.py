"""Days whose year is written out, in the orders and with the words that each language uses."""

from datetime import date

import pytest

from dateline.prose.dates import read_dates

DAY = date(2023, 12, 7)


@pytest.mark.parametrize("anchor", [None, date(2026, 1, 1), date(2023, 12, 9)])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "يوم 7 ديسمبر 2023."),
        ("ar", "يوم 7 كانون الأول 2023، قتل ثلاثة"),
        ("ar", "في 7 كانون الأول/ديسمبر 2023 قتل ثلاثة"),
        ("ar", "في 7 كانون الأول (ديسمبر) 2023 قتل ثلاثة"),
        ("ar", "يوم الخميس الموافق 7 ديسمبر 2023."),
        ("ar", "في السابع من ديسمبر/كانون الأول 2023."),
        ("ar", "في 7 ديسمبر من العام 2023."),
        ("ar", "في 7 ديسمبر 2023م."),
        ("fa", "روز ۱۶ آذرماه ۱۴۰۲ در حمله"),
        ("fa", "شانزدهم آذر ماه سال ۱۴۰۲."),
        ("tr", "2023 yılının Aralık ayının 7'sinde"),
        ("tr", "7 Aralık 2023 Perşembe günü"),
        ("fr", "le jeudi 7 décembre 2023"),
        ("fr", "le 7 décembre de l'année 2023"),
        ("ps", "د ۲۰۲۳ کال د ډسمبر په ۷مه"),
        ("ps", "د ۱۴۰۲ کال د لیندۍ په ۱۶مه"),
        ("en", "on the 7th day of December 2023"),
        ("en", "on December 7th of 2023"),
    ],
)
def test_a_stated_year_is_the_year_whenever_the_text_was_published(
    language: str, text: str, anchor: date | None
) -> None:
    found = read_dates(text, anchor=anchor, language=language)
    assert [(one.when.start, one.when.end) for one in found] == [(DAY, DAY)]


def test_words_after_an_arabic_month_are_no_part_of_the_date() -> None:
    (found,) = read_dates("7 ديسمبر قتل.", anchor=date(2023, 12, 9), language="ar")
    assert found.text == "7 ديسمبر"


def test_the_first_of_a_french_month_is_a_day() -> None:
    (found,) = read_dates("le premier décembre 2023", anchor=None, language="fr")
    assert (found.when.start, found.when.end) == (date(2023, 12, 1), date(2023, 12, 1))


def test_a_night_between_two_named_days_is_both() -> None:
    text = "dans la nuit du mercredi 6 au jeudi 7 décembre 2023"
    (found,) = read_dates(text, anchor=date(2026, 1, 1), language="fr")
    assert (found.when.start, found.when.end) == (date(2023, 12, 6), DAY)
