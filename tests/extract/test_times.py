"""Which date belongs to which event."""

from datetime import date

import pytest

from dateline.extract.times import from_day_before, resolve_time
from dateline.model.span import Span
from dateline.model.when import When
from dateline.prose.dates import read_dates

FRIDAY = date(2023, 12, 15)


def when_of(
    sentence: str,
    trigger: str,
    *,
    section: When | None = None,
    inherited: When | None = None,
) -> When | None:
    start = sentence.index(trigger)
    return resolve_time(
        sentence,
        Span(start, start + len(trigger), trigger),
        read_dates(sentence, anchor=FRIDAY),
        document_published=FRIDAY,
        section_date=section,
        inherited=inherited,
    )


def days(when: When | None) -> tuple[str, str] | None:
    return None if when is None else (when.start.isoformat(), when.end.isoformat())


def test_the_date_in_the_triggers_clause_wins() -> None:
    sentence = "Raiders attacked Koro on Sunday, and the army shelled Bih on Tuesday."
    assert days(when_of(sentence, "attacked")) == ("2023-12-10", "2023-12-10")
    assert days(when_of(sentence, "shelled")) == ("2023-12-12", "2023-12-12")


def test_the_day_of_a_statement_is_not_the_day_of_the_event() -> None:
    sentence = "The mayor said on Thursday that raiders attacked Koro on Monday."
    assert days(when_of(sentence, "attacked")) == ("2023-12-11", "2023-12-11")


def test_a_date_that_touches_its_trigger_is_its_own() -> None:
    sentence = "Officials called Monday's attack the worst since August 2018."
    assert days(when_of(sentence, "attack")) == ("2023-12-11", "2023-12-11")


def test_many_events_since_a_day_keep_the_period_and_one_takes_the_day() -> None:
    assert days(when_of("There were 16 attacks since November 19.", "attacks")) == (
        "2023-11-19",
        "2023-12-15",
    )
    assert days(when_of("Fighters have occupied Bih since Monday.", "occupied")) == (
        "2023-12-11",
        "2023-12-11",
    )


def test_a_date_line_is_taken_before_a_date_handed_on() -> None:
    section = When(date(2023, 12, 9), date(2023, 12, 9), 1)
    before = When(date(2023, 12, 8), date(2023, 12, 8), 1)
    found = when_of("Raiders attacked Koro.", "attacked", section=section, inherited=before)
    assert found is not None
    assert (found.start, found.evidence) == (date(2023, 12, 9), "section")
    found = when_of("Raiders attacked Koro.", "attacked", inherited=before)
    assert found is not None
    assert (found.start, found.evidence) == (date(2023, 12, 8), "inherited")


def test_nothing_is_invented() -> None:
    assert when_of("Raiders attacked Koro.", "attacked") is None


@pytest.mark.parametrize(
    ("words", "day"),
    [("A day earlier", 4), ("the next day", 6), ("La veille", 4), ("yesterday", 9)],
)
def test_a_day_earlier_counts_from_the_event_told_before(words: str, day: int) -> None:
    told = When(date(2024, 3, 5), date(2024, 3, 5), 1)
    read = When(date(2024, 3, 9), date(2024, 3, 9), 1, as_written=words)
    counted = from_day_before(read, told, words)
    assert counted is not None
    assert counted.start.day == day
