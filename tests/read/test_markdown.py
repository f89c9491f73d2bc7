"""Markdown and source notes."""

from collections.abc import Callable

import pytest

from dateline.model.document import Reading

Reader = Callable[..., Reading]

NOTE = """---
key: tera-convoy
source: radio.example
url: https://radio.example/tera
published: 2024-03-02T18:00+01:00
language: fr
title: Attaque près de Téra
---

Des hommes armés ont attaqué un convoi près de Téra samedi.

Quatre chauffeurs ont été *tués*, selon la [préfecture](https://pref.example/1).
"""


def test_front_matter_makes_a_source_note(read: Reader) -> None:
    (note,) = read(NOTE, "notes/whatever.md").documents
    assert (note.id, note.kind, note.source) == ("tera-convoy", "note", "radio.example")
    assert (note.url, note.published) == ("https://radio.example/tera", "2024-03-02T18:00+01:00")
    assert (note.language, note.title) == ("fr", "Attaque près de Téra")
    assert note.problems == ()
    assert [block.text for block in note.blocks] == [
        "Des hommes armés ont attaqué un convoi près de Téra samedi.",
        "Quatre chauffeurs ont été tués, selon la préfecture.",
    ]


def test_the_file_s_stem_is_the_key_where_none_is_given(read: Reader) -> None:
    text = NOTE.replace("key: tera-convoy\n", "")
    assert read(text, "notes/2024-03-02-tera.md").documents[0].id == "2024-03-02-tera"


def test_a_note_without_origin_or_date_says_so(read: Reader) -> None:
    (note,) = read("---\nkey: a\n---\n\nA raid was reported.\n", "a.md").documents
    (problem,) = note.problems
    assert problem.kind == "incomplete-front-matter"
    assert problem.what == "The front matter does not say source, url, published."


def test_an_unknown_key_is_a_problem(read: Reader) -> None:
    text = NOTE.replace("language:", "lang:")
    kinds = {problem.kind for problem in read(text, "a.md").documents[0].problems}
    assert kinds == {"unknown-front-matter"}


def test_front_matter_that_is_no_yaml_is_a_problem_and_the_text_stands(read: Reader) -> None:
    (note,) = read("---\nkey: [a\n---\n\nA raid was reported.\n", "a.md").documents
    assert note.problems[0].kind == "bad-front-matter"
    assert note.text == "A raid was reported."


def test_headings_lists_quotations_and_footnotes_are_read(read: Reader) -> None:
    text = (
        "# The road\n\nTwo raids.[^a] **Bold** words.\n\n- one\n- two\n\n> He said no.\n\n"
        "## After\n\nRain fell.\n\n[^a]: https://a.example/x\n"
    )
    document = read(text, "a.md").documents[0]
    assert [(block.role, block.text) for block in document.blocks] == [
        ("title", "The road"),
        ("paragraph", "Two raids.[a] Bold words."),
        ("list_item", "one"),
        ("list_item", "two"),
        ("quote", "He said no."),
        ("heading", "After"),
        ("paragraph", "Rain fell."),
        ("note", "[a] https://a.example/x"),
    ]
    assert [ref.marker for ref in document.note_refs] == ["a"]


def test_a_table_s_rows_are_blocks_without_its_rules(read: Reader) -> None:
    source = "# Raids\n\nTwo towns.\n\n| Place | Dead |\n|-------|-----:|\n| Tera | Four |\n"
    (document,) = read(source, "a.md").documents
    assert [(block.role, block.text) for block in document.blocks[-2:]] == [
        ("paragraph", "Place | Dead"), ("paragraph", "Tera | Four"),
    ]  # fmt: skip


def problems(read: Reader, text: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.what, one.advice) for one in read(text, "a.md").documents[0].problems]


def test_a_day_that_is_none_is_named_with_its_line_and_dates_nothing(read: Reader) -> None:
    text = NOTE.replace("2024-03-02T18:00+01:00", "2026-15-40")
    (note,) = read(text, "a.md").documents
    (problem,) = note.problems
    assert (note.published, note.source, problem.kind) == (None, "radio.example", "bad-date")
    assert problem.what == "Line 5: published is '2026-15-40', which is no date."
    assert "2023-07-03" in problem.advice


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("6 octobre 2026", "2026-10-06"),
        ("2024-03-02 18:00", "2024-03-02 18:00"),
    ],
)
def test_days_as_people_write_them_are_read(read: Reader, written: str, day: str) -> None:
    (note,) = read(NOTE.replace("2024-03-02T18:00+01:00", written), "a.md").documents
    assert (note.published, note.problems) == (day, ())


def test_a_misspelt_key_is_named_with_its_line_and_the_nearest(read: Reader) -> None:
    told = problems(read, NOTE.replace("source:", "sorce:"))
    what = "Line 3: the front matter has the key 'sorce', which nothing reads."
    assert ("unknown-front-matter", what, "Did you mean `source`?") in told
    alone = "---\nsorce: radio.example\npublished: 2024-03-02\n---\n\nA raid was reported.\n"
    what = "Line 2: the front matter has the key 'sorce', which nothing reads."
    assert problems(read, alone) == [("unknown-front-matter", what, "Did you mean `source`?")]


def test_a_page_of_another_program_may_have_keys_of_its_own(read: Reader) -> None:
    page = "---\nlayout: post\ntitle: A raid\nsubtitle: At dawn\n---\n\nA raid was reported.\n"
    assert problems(read, page) == []


def test_front_matter_that_nothing_closes_is_named_and_the_text_stands(read: Reader) -> None:
    text = "---\nsource: radio.example\npublished: 2024-03-02\n\nA raid was reported.\n"
    ((kind, what, advice),) = problems(read, text)
    assert (kind, what[:43]) == ("bad-front-matter", "Line 1: the front matter that begins here (")
    assert "source, published" in what
    assert advice.startswith("Write a line of `---` after line 3")
    assert "A raid was reported." in read(text, "a.md").documents[0].text
