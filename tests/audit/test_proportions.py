"""Percentages beside their counts, weekdays beside their dates, markers beside their notes."""

import pytest

from dateline.audit.document import audit_document
from dateline.model.document import Block, Document
from dateline.model.note import Note, NoteRef

RULES = ("share-of-counts", "change-percent", "wrong-weekday", "missing-note", "uncalled-note")


def told(text: str, language: str = "en") -> list[str]:
    block = Block("paragraph", text, 0, len(text))
    document = Document("a", "article", "T", text, "", language=language, blocks=(block,))
    return [one.rule for one in audit_document(document) if one.rule in RULES]


@pytest.mark.parametrize(
    "sentence",
    [
        "6 of 8 (80 percent) were raids.",
        "Six of the eight raids (80 percent) were in the north.",
        "That is 80 percent of raids (6 of 8) were in the north.",
        "Six of the eight raids, or 80 percent, were in the north.",
    ],
)
def test_a_share_that_its_counts_do_not_give_is_found(sentence: str) -> None:
    assert told(sentence) == ["share-of-counts"]


@pytest.mark.parametrize(
    "sentence",
    [
        "6 of 8 (75 percent) were raids.",
        "Six of the eight raids, or 75 percent, were in the north.",
        "Two of three raids (66 percent) were in the north.",
        "About 70 percent of raids (11 of 16) were in the north.",
        "6 of 8 raids (80 percent of those in May) were in the north.",
        "6 of 8 raids were in the north and 80 percent in May.",
        "The share was 6 of 8 (95 percent interval 40 to 92).",
    ],
)
def test_a_share_that_its_counts_give_is_let_pass(sentence: str) -> None:
    assert told(sentence) == []


def test_a_change_in_percent_is_held_against_its_two_figures() -> None:
    assert told("Raids rose from 50 to 75, a 25 percent increase.") == ["change-percent"]
    assert told("Raids fell from 80 to 60 (down 50 percent).") == ["change-percent"]
    assert told("Raids rose from 50 to 75, a 50 percent increase.") == []
    assert told("Raids fell from 80 to 60 (down 25 percent).") == []
    assert told("Raids rose from 50 to 75, a 25 percent increase over the yearly mean.") == []


@pytest.mark.parametrize(
    ("wrong", "right", "language"),
    [
        ("On Friday 12 December 2023 it rained.", "On Tuesday 12 December 2023 it rained.", "en"),
        ("It rained on Friday, December 12, 2023.", "It rained Tuesday, December 12, 2023.", "en"),
        ("Il a plu le vendredi 12 décembre 2023.", "Il a plu le mardi 12 décembre 2023.", "fr"),
        ("12 Aralık 2023 Cuma günü yağdı.", "12 Aralık 2023 Salı günü yağdı.", "tr"),
        ("يوم الجمعة 12 ديسمبر 2023", "يوم الثلاثاء 12 ديسمبر 2023", "ar"),
    ],
)
def test_a_weekday_is_held_against_its_date(wrong: str, right: str, language: str) -> None:
    assert told(wrong, language) == ["wrong-weekday"]
    assert told(right, language) == []


def test_a_date_without_its_year_has_any_weekday() -> None:
    assert told("On Friday, 12 December, it rained.") == []


def test_markers_and_notes_call_each_other() -> None:
    text, entry = "It rained.[9] It snowed.[2]", "[3] A work."
    blocks = (
        Block("paragraph", text, 0, 27),
        Block("note", "[2] A work.", 28, 39),
        Block("note", entry, 40, 51),
    )
    notes = (Note("2", "A work."), Note("3", "A work."))
    whole = f"{text}\n[2] A work.\n{entry}"
    document = Document(
        "a", "article", "T", whole, "", language="en", blocks=blocks, notes=notes,
        note_refs=(NoteRef("2", 24),),
    )  # fmt: skip
    found = [(one.rule, one.text, one.start) for one in audit_document(document)]
    assert found == [("missing-note", "[9]", 10), ("uncalled-note", "[3]", 40)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("There were 12 attacks, of which three quarters (5) hit bases.", "share-of-counts"),
        ("Police held 19 men. Of these, 4 (40 percent) were tried.", "share-of-counts"),
        ("They seized 16 trucks, of which 10, or 80 percent, burnt.", "share-of-counts"),
        ("The raid killed 12 people, of whom 15 were children.", "sum"),
        ("There were 12 attacks. Of these, 40 percent hit bases.", "impossible-share"),
        ("There were 12 attacks. Of these attacks, 15 hit bases.", "sum"),
    ],
)
def test_a_part_of_these_is_held_against_their_number(text: str, rule: str) -> None:
    block = Block("paragraph", text, 0, len(text))
    document = Document("a", "article", "T", text, "", language="en", blocks=(block,))
    kept = ("share-of-counts", "sum", "impossible-share")
    assert [one.rule for one in audit_document(document) if one.rule in kept] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "There were 12 attacks, of which three quarters (9) hit bases.",
        "Police held 19 men. Of these, 4 (21 percent) were tried.",
        "The raid killed 12 people and hurt 8, of whom 10 were children.",
        "The raid killed at least 12 people, of whom 15 were children.",
        "There were 12 attacks. Of these, about 40 percent hit bases.",
        "There were 12 attacks. Of these, 42 percent hit bases.",
        "There were 16 attacks, of which 62 percent hit bases.",
        "Of these, 40 percent hit bases.",
        "Somalia saw 12 attacks in May. Among those districts, 30,000 people fled.",
        "The raid killed 12 people. Of these villages, 20 are empty.",
    ],
)
def test_a_part_that_fits_or_whose_whole_is_unsure_is_let_pass(text: str) -> None:
    block = Block("paragraph", text, 0, len(text))
    document = Document("a", "article", "T", text, "", language="en", blocks=(block,))
    kept = ("share-of-counts", "sum", "impossible-share")
    assert [one.rule for one in audit_document(document) if one.rule in kept] == []


def test_a_marker_of_markdown_without_any_note_is_found() -> None:
    assert told("It rained.[^9] It snowed.") == ["missing-note"]
    assert told("It rained.[9] It snowed.") == []
