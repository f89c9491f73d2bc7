"""Dates of publication in eleven languages and three calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.calendars import solar_hijri
from dateline.read.published import find_cutoff, find_date, is_only_date


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
