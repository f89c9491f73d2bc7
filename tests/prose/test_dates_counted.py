"""Days counted from another date, ranges of weekdays, and other ways to say when."""

from datetime import date

import pytest

from dateline.prose.dates import read_dates

THURSDAY = date(2024, 5, 16)


def days(text: str, language: str) -> list[str]:
    found = read_dates(text, anchor=THURSDAY, language=language)
    return [f"{one.when.start.isoformat()}/{one.when.end.isoformat()}" for one in found]


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [
        ("en", "two days after the attack of 5 May", "2024-05-07", "2024-05-07"),
        ("en", "three days before the vote on 5 May", "2024-05-02", "2024-05-02"),
        ("en", "the day after Sunday's ambush", "2024-05-13", "2024-05-13"),
        ("en", "on the eve of the vote on Sunday", "2024-05-11", "2024-05-11"),
        ("en", "a week ago on Thursday", "2024-05-09", "2024-05-09"),
        ("en", "the week before last", "2024-04-29", "2024-05-05"),
        ("en", "the night before last", "2024-05-14", "2024-05-14"),
        ("en", "from Monday through Wednesday", "2024-05-13", "2024-05-15"),
        ("en", "on May 11 and May 12", "2024-05-11", "2024-05-12"),
        ("en", "on May 3, 5 and 7", "2024-05-03", "2024-05-07"),
        ("en", "14-May-2024", "2024-05-14", "2024-05-14"),
        ("en", "in the first ten days of May", "2024-05-01", "2024-05-10"),
        ("fr", "le lendemain de l'attaque du 5 mai", "2024-05-06", "2024-05-06"),
        ("fr", "deux jours après l'attaque du 5 mai", "2024-05-07", "2024-05-07"),
        ("fr", "de vendredi à dimanche", "2024-05-10", "2024-05-12"),
        ("fr", "depuis trois semaines", "2024-04-25", "2024-05-16"),
        ("fr", "depuis le début de l'année", "2024-01-01", "2024-05-16"),
        ("tr", "3 Mayıs ile 7 Mayıs arasında", "2024-05-03", "2024-05-07"),
        ("tr", "12 Mayıs'tan bu yana", "2024-05-12", "2024-05-16"),
        ("tr", "geçen hafta sonu", "2024-05-11", "2024-05-12"),
        ("tr", "2023'ün mart ayında", "2023-03-01", "2023-03-31"),
        ("ar", "في الثالث من مايو", "2024-05-03", "2024-05-03"),
        ("ar", "من الجمعة إلى الأحد", "2024-05-10", "2024-05-12"),
        ("ar", "منذ ثلاثة أيام", "2024-05-13", "2024-05-16"),
        ("ar", "خلال الـ24 ساعة الماضية", "2024-05-15", "2024-05-16"),
        ("fa", "از دوشنبه تا چهارشنبه", "2024-05-13", "2024-05-15"),
        ("fa", "در روزهای اخیر", "2024-05-13", "2024-05-16"),
        ("ps", "په تېرو درېیو ورځو کې", "2024-05-13", "2024-05-16"),
    ],
)
def test_a_time_is_the_days_that_its_words_mean(
    language: str, text: str, start: str, end: str
) -> None:
    assert days(text, language) == [f"{start}/{end}"]


def test_a_day_in_another_clause_is_not_counted_from() -> None:
    assert days("two days after the raid, on 5 May", "en") == ["2024-05-05/2024-05-05"]
