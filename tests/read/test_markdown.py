"""Markdown and source notes."""

from collections.abc import Callable

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
