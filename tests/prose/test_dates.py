"""Dates in plain words, resolved against the day of publication."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.prose.dates import DateMention, read_dates
from dateline.prose.dates_calendars import from_islamic, from_solar

FRIDAY = date(2023, 12, 15)


def one(text: str, language: str = "en", anchor: date | None = FRIDAY) -> DateMention:
    (mention,) = read_dates(text, anchor=anchor, language=language)
    return mention


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("on 13 December", "2023-12-13", "2023-12-13", 1),
        ("on Dec. 13, 2022", "2022-12-13", "2022-12-13", 1),
        ("2023-12-01", "2023-12-01", "2023-12-01", 1),
        ("on Tuesday", "2023-12-12", "2023-12-12", 1),
        ("on Friday", "2023-12-15", "2023-12-15", 1),
        ("last Friday", "2023-12-08", "2023-12-08", 1),
        ("yesterday", "2023-12-14", "2023-12-14", 1),
        ("last week", "2023-12-04", "2023-12-10", 2),
        ("early March", "2023-03-01", "2023-03-10", 3),
        ("mid-July", "2023-07-11", "2023-07-20", 3),
        ("the night of 5 to 6 July", "2023-07-05", "2023-07-06", 2),
        ("between 19 November and 13 December", "2023-11-19", "2023-12-13", 3),
        ("from 28 December 2022 to 3 January 2023", "2022-12-28", "2023-01-03", 2),
        ("since November 19", "2023-11-19", "2023-12-15", 3),
        ("over the past three weeks", "2023-11-24", "2023-12-15", 3),
        ("in July 2023", "2023-07-01", "2023-07-31", 3),
        ("in 2022", "2022-01-01", "2022-12-31", 3),
        ("late 2022", "2022-10-01", "2022-12-31", 3),
        ("May 6 and 7, 2024", "2024-05-06", "2024-05-07", 2),
        ("two days ago", "2023-12-13", "2023-12-13", 1),
        ("in the last week of September", "2023-09-24", "2023-09-30", 2),
        ("the first half of the year", "2023-01-01", "2023-06-30", 3),
        ("in November last year", "2022-11-01", "2022-11-30", 3),
        ("last weekend", "2023-12-09", "2023-12-10", 2),
        ("on Christmas Day", "2022-12-25", "2022-12-25", 1),
        ("earlier this month", "2023-12-01", "2023-12-15", 3),
        ("from 3 May until 5 June", "2023-05-03", "2023-06-05", 3),
        ("in recent weeks", "2023-11-24", "2023-12-15", 3),
        ("in summer 2022", "2022-06-01", "2022-08-31", 3),
        ("Saturday, Oct 22", "2022-10-22", "2022-10-22", 1),
    ],
)
def test_an_english_date_is_an_interval(text: str, start: str, end: str, precision: int) -> None:
    when = one(text).when
    assert (when.start.isoformat(), when.end.isoformat(), when.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("mardi", "fr", "2023-12-12", "2023-12-12"),
        ("hier", "fr", "2023-12-14", "2023-12-14"),
        ("dans la nuit du 5 au 6 juillet", "fr", "2023-07-05", "2023-07-06"),
        ("le 13 décembre", "fr", "2023-12-13", "2023-12-13"),
        ("la semaine dernière", "fr", "2023-12-04", "2023-12-10"),
        ("entre le 2 et le 6 décembre", "fr", "2023-12-02", "2023-12-06"),
        ("il y a trois jours", "fr", "2023-12-12", "2023-12-12"),
        ("9 Haziran Cuma günü", "tr", "2023-06-09", "2023-06-09"),
        ("dün gece", "tr", "2023-12-14", "2023-12-14"),
        ("يوم الثلاثاء", "ar", "2023-12-12", "2023-12-12"),
        ("14 كانون الأول 2023", "ar", "2023-12-14", "2023-12-14"),
        ("أمس", "ar", "2023-12-14", "2023-12-14"),
        ("روز ۱۷ عقرب", "fa", "2023-11-08", "2023-11-08"),
        ("دیروز", "fa", "2023-12-14", "2023-12-14"),
        ("۲۴ اسد ۱۴۰۰", "fa", "2021-08-15", "2021-08-15"),
        ("د لړم پر ۳مه", "ps", "2023-10-25", "2023-10-25"),
        ("le 12, une attaque", "fr", "2023-12-12", "2023-12-12"),
        ("le 3 courant", "fr", "2023-12-03", "2023-12-03"),
        ("jeudi 7 à Gao", "fr", "2023-12-07", "2023-12-07"),
        ("lundi dernier", "fr", "2023-12-11", "2023-12-11"),
        ("vendredi 8 décembre", "fr", "2023-12-08", "2023-12-08"),
        ("dans la nuit de mardi à mercredi", "fr", "2023-12-12", "2023-12-13"),
        ("au cours du week-end", "fr", "2023-12-09", "2023-12-10"),
        ("cette nuit", "fr", "2023-12-14", "2023-12-15"),
        ("on the 12th, he said", "en", "2023-12-12", "2023-12-12"),
        ("overnight Tuesday to Wednesday", "en", "2023-12-12", "2023-12-13"),
        ("önceki gün", "tr", "2023-12-13", "2023-12-13"),
        ("geçen pazartesi", "tr", "2023-12-11", "2023-12-11"),
        ("salıyı çarşambaya bağlayan gece", "tr", "2023-12-12", "2023-12-13"),
        ("Aralık başında", "tr", "2023-12-01", "2023-12-10"),
        ("قبل يومين", "ar", "2023-12-13", "2023-12-13"),
        ("خلال الأسبوعين الماضيين", "ar", "2023-12-01", "2023-12-15"),
        ("خلال الأسابيع الثلاثة الماضية", "ar", "2023-11-24", "2023-12-15"),
        ("ليل الثلاثاء الأربعاء", "ar", "2023-12-12", "2023-12-13"),
        ("الليلة الماضية", "ar", "2023-12-14", "2023-12-15"),
        ("روز گذشته", "fa", "2023-12-14", "2023-12-14"),
        ("د سې شنبې په شپه", "ps", "2023-12-12", "2023-12-12"),
        ("د چهارشنبې په ورځ", "ps", "2023-12-13", "2023-12-13"),
        ("دوه ورځې مخکې", "ps", "2023-12-13", "2023-12-13"),
        ("وړمه ورځ", "ps", "2023-12-13", "2023-12-13"),
    ],
)
def test_dates_of_other_languages_and_calendars_are_read(
    text: str, language: str, start: str, end: str
) -> None:
    when = one(text, language).when
    assert (when.start.isoformat(), when.end.isoformat()) == (start, end)


def test_a_year_not_written_keeps_every_candidate() -> None:
    when = one("on April 24").when
    assert when.start == date(2023, 4, 24)
    assert when.year_inferred
    assert when.year_candidates == (2023, 2022, 2024)
    assert when.evidence == "published"


def test_a_day_later_in_the_year_than_the_anchor_falls_in_the_year_before() -> None:
    assert one("on 20 December").when.start == date(2022, 12, 20)


def test_a_date_to_come_takes_the_year_to_come() -> None:
    assert one("planned for 6 June").when.start == date(2024, 6, 6)


def test_a_slip_in_the_weekday_does_not_move_the_year() -> None:
    assert one("Monday, 12 December").when.start == date(2023, 12, 12)


def test_may_and_march_are_months_only_with_a_capital() -> None:
    assert read_dates("he may 12 times march on", anchor=FRIDAY) == []


def test_without_an_anchor_only_dates_with_a_year_are_given() -> None:
    found = read_dates("On Tuesday, 5 May and 3 June 2021", anchor=None)
    assert [mention.text for mention in found] == ["3 June 2021"]


def test_the_following_day_follows_the_story_and_is_not_resolved() -> None:
    assert read_dates("They left the following day.", anchor=FRIDAY) == []


def test_offsets_cover_the_words_and_the_relation_is_kept() -> None:
    text = "They have held it since 19 November."
    mention = one(text)
    assert text[mention.start : mention.end] == "19 November"
    assert (mention.relation, mention.stated_end) == ("since", date(2023, 11, 19))


@given(st.integers(min_value=1300, max_value=1450), st.integers(min_value=0, max_value=364))
def test_solar_days_follow_one_another(year: int, offset: int) -> None:
    month, day = (
        (offset // 31 + 1, offset % 31 + 1)
        if offset < 186
        else ((offset - 186) // 30 + 7, (offset - 186) % 30 + 1)
    )
    assert from_solar(year, month, day) == from_solar(year, 1, 1) + timedelta(days=offset)


def test_known_days_of_other_calendars() -> None:
    assert from_solar(1403, 12, 30) == date(2025, 3, 20)
    assert from_islamic(1446, 1, 1) == date(2024, 7, 8)


def test_a_number_that_counts_is_no_day_of_the_month() -> None:
    for text in ("samedi 2 civils ont été tués", "le 12 soldats", "the 12th battalion"):
        spans = [span.text for span in read_dates(text, anchor=date(2023, 12, 15), language="fr")]
        assert all("2" not in words for words in spans)
