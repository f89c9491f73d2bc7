"""Dates of publication in eleven languages and three calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.calendars import solar_hijri
from dateline.read.published import (
    find_cutoff,
    find_date,
    find_moment,
    is_only_date,
    part_changed,
)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("December 15, 2023", "2023-12-15"),
        ("15th of December 2023", "2023-12-15"),
        ("le 15 décembre 2023", "2023-12-15"),
        ("15 Aralık 2023", "2023-12-15"),
        ("15 Desemba 2023", "2023-12-15"),
        ("15 ga Disamba 2023", "2023-12-15"),
        ("15 Diseembar 2023", "2023-12-15"),
        ("١٥ ديسمبر ٢٠٢٣", "2023-12-15"),
        ("15 كانون الأول 2023", "2023-12-15"),
        ("15 كانون الأول/ديسمبر 2023", "2023-12-15"),
        ("۱۵ دسامبر ۲۰۲۳", "2023-12-15"),
        ("15 دسمبر 2023", "2023-12-15"),
        ("۲۴ آذر ۱۴۰۲", "2023-12-15"),
        ("۲۴ قوس ۱۴۰۲", "2023-12-15"),
        ("د ۱۴۰۲ کال د لیندۍ ۲۴", "2023-12-15"),
        ("2 جمادى الآخرة 1445 هـ", "2023-12-15"),
        ("Juma'a, 15 ga Disamba, 2023", "2023-12-15"),
        ("Alhamis 7 ga watan Maris 2024", "2024-03-07"),
        ("Ijumaa, 15 Disemba 2023", "2023-12-15"),
        ("Mei 5, 2024", "2024-05-05"),
        ("2 Maajo 2024", "2024-05-02"),
        ("15 Ara 2023", "2023-12-15"),
        ("15 دجنبر 2023", "2023-12-15"),
        ("10 غشت 2023", "2023-08-10"),
        ("4 جويلية 2023", "2023-07-04"),
        ("3 شباط 2024", "2024-02-03"),
        ("15 كانون أول 2023", "2023-12-15"),
        ("15 ديسمبر/كانون الأول 2023", "2023-12-15"),
        ("جمعہ 15 دسمبر ۲۰۲۳ء", "2023-12-15"),
        ("۱۲ رمضان المبارک ۱۴۴۵", "2024-03-22"),
        ("۵ اگست ۲۰۲۴", "2024-08-05"),
        ("۱۲ فبروری ۲۰۲۴", "2024-02-12"),
        ("۱۵ ډسمبر ۲۰۲۳", "2023-12-15"),
        ("د ۲۰۲۳ کال د ډسمبر ۱۵", "2023-12-15"),
        ("د لیندۍ ۲۴، ۱۴۰۲", "2023-12-15"),
        ("۱۴۰۲/۰۹/۲۴", "2023-12-15"),
        ("۲۴/۹/۱۴۰۲", "2023-12-15"),
        ("1445/06/02", "2023-12-15"),
        ("24 Qaws 1402", "2023-12-15"),
        ("24 Azar 1402", "2023-12-15"),
        ("2 Jumada al-Thani 1445", "2023-12-15"),
        ("2 Cemaziyelahir 1445", "2023-12-15"),
        ("12/31/2023", "2023-12-31"),
        ("15-12-2023", "2023-12-15"),
        ("2023-12-15T10:00:00Z", "2023-12-15"),
        ("15/12/2023", "2023-12-15"),
        ("December 2023", "2023-12"),
        ("in 2023", None),
        ("31 February 2023", "2023-02"),
        ("Order 66 of May", None),
    ],
)
def test_a_date_is_found(printed: str, day: str | None) -> None:
    assert find_date(printed) == day


@given(st.integers(0, 365 * 60))
def test_solar_days_follow_one_another(step: int) -> None:
    start = solar_hijri(1360, 1, 1)
    assert start is not None
    day = start + timedelta(days=step)
    year = day.year - 621 - (day < (solar_hijri(day.year - 621, 1, 1) or date.max))
    first = solar_hijri(year, 1, 1)
    assert first is not None
    number = (day - first).days
    month = number // 31 + 1 if number < 186 else (number - 186) // 30 + 7
    in_month = number % 31 + 1 if number < 186 else (number - 186) % 30 + 1
    assert solar_hijri(year, month, in_month) == day


@pytest.mark.parametrize(
    ("printed", "cutoff"),
    [
        ("Data Cutoff: December 13, 2023, at 10 a.m.", "2023-12-13T10:00"),
        ("Data cutoff: 2pm ET on October 12, 2023", "2023-10-12T14:00"),
        ("Information cutoff: 13 December 2023, 1830 GMT", "2023-12-13T18:30"),
        ("Cutoff: December 13, 2023 at noon", "2023-12-13T12:00"),
        ("Cutoff: 12:30 a.m., May 1, 2024", "2024-05-01T00:30"),
        ("Cutoff: May 1, 2024", "2024-05-01"),
        ("Cutoff: soon", None),
    ],
)
def test_a_cutoff_has_its_minute(printed: str, cutoff: str | None) -> None:
    assert find_cutoff(printed) == cutoff


@pytest.mark.parametrize("line", ["Friday, April 7, 2023", "Published on 3 May 2024 | 10:15 GMT"])
def test_a_line_may_be_only_a_date(line: str) -> None:
    assert is_only_date(line)


def test_a_sentence_with_a_date_is_more_than_that() -> None:
    assert not is_only_date("Raid on May 3, 2024")


def test_of_two_calendars_the_exact_one_is_taken() -> None:
    assert find_date("الجمعة 3 جمادى الآخرة 1445هـ الموافق 15 ديسمبر 2023") == "2023-12-15"
    assert find_date("۲۴ آذر ۱۴۰۲، بازنشر ۳ مارس ۲۰۲۴") == "2023-12-15"


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("Published 3 May 2024 | 10:15 GMT", "2024-05-03T10:15+00:00"),
        ("3 May 2024, 7:05 pm", "2024-05-03T19:05"),
        ("Friday 15 December 2023 10.30 GMT", "2023-12-15T10:30+00:00"),
        ("15 Dec 2023, 10:15 WAT", "2023-12-15T10:15+01:00"),
        ("15 Aralık 2023 10:15 (TSİ)", "2023-12-15T10:15+03:00"),
        ("2023-12-15 10:30 +03:00", "2023-12-15T10:30+03:00"),
        ("15 December 2023 10:30 UTC+4:30", "2023-12-15T10:30+04:30"),
        ("le 15 décembre 2023 à 10h30", "2023-12-15T10:30"),
        ("سه‌شنبه، ۲۱ فروردین ۱۴۰۳ ساعت ۱۴:۳۰", "2024-04-09T14:30"),
        ("15 December 2023 5:04 PM EST", "2023-12-15T17:04"),
        ("15 December 2023", "2023-12-15"),
        ("no date at 10:30", None),
    ],
)
def test_a_time_keeps_its_zone_where_it_means_one_only(printed: str, moment: str | None) -> None:
    assert find_moment(printed) == moment


@pytest.mark.parametrize(
    ("line", "published", "changed"),
    [
        (
            "Published 2 May 2024. Updated 3 May 2024",
            "Published 2 May 2024. ",
            "Updated 3 May 2024",
        ),
        (
            "Updated 3 May 2024 | Published 2 May 2024",
            "Published 2 May 2024",
            "Updated 3 May 2024 | ",
        ),
        ("Mis à jour le 3 mai 2024", "", "Mis à jour le 3 mai 2024"),
        ("آخر تحديث 3 مايو 2024", "", "آخر تحديث 3 مايو 2024"),
        ("Son güncelleme 3 Mayıs 2024", "", "Son güncelleme 3 Mayıs 2024"),
        ("3 May 2024", "3 May 2024", ""),
    ],
)
def test_publication_and_change_are_parted(line: str, published: str, changed: str) -> None:
    assert part_changed(line) == (published, changed)
    assert is_only_date(line)
