"""What an update's text has that would go out wrong."""

import re
import tomllib
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from dateline.assess.assessments import list_faults
from dateline.errors import PublishRefused
from dateline.model.assessment import Assessment
from dateline.model.edition import Correction
from dateline.publish.edition import EditionFacts, ResolvedUpdate
from dateline.publish.faults import find_faults
from dateline.publish.front_matter import KEYS, read_update
from dateline.publish.mail import render_email
from dateline.publish.render import render_html
from dateline.publish.typeset import render_pdf
from dateline.publish.word import render_docx
from dateline.read.markdown import read_markdown


def faults(text: str) -> list[tuple[str, str, str]]:
    return [(one.rule, one.text, one.severity) for one in find_faults(read_update("a.md", text))]


def edition_of(text: str) -> ResolvedUpdate:
    return ResolvedUpdate(read_update("a.md", text), EditionFacts("Desk", "0" * 64, "2024-01-01"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Calm.[^1]", [("missing-note", "[^1]", "error")]),
        ("Calm.[^1]\n\n[^1]: Said so.", []),
        ("Calm.\n\n[^1]: Said so.", [("unused-note", "[^1]:", "warning")]),
        ("Calm.^[Said so.]", []),
        ("<script>alert(1)", [("markup", "<script>", "error")]),
        ("Fewer than <3 and a <- b", []),
        ("`<b>` is bold", []),
        ("{{< include a.md >}}", [("include", "{{< include a.md >}}", "error")]),
        ("!include a.md", [("include", "!include a.md", "error")]),
        ("Addis Abeba is አዲስ አበባ.", [("missing-glyph", "አዲስ", "error")]),
        ("هجوم على قرية في هضبة باندياغارا", []),
        ("Ɓamako, Ségou, Čelebići, Москва", []),
    ],
)  # fmt: skip
def test_a_fault_is_named_where_it_stands(text: str, found: list[tuple[str, str, str]]) -> None:
    assert faults(text) == found


def test_markup_in_a_title_is_found_at_its_offset() -> None:
    source = '---\ntitle: "<b>Calm</b>"\n---\nText.'
    first = find_faults(read_update("a.md", source))[0]
    assert source[first.start : first.end] == "<b>"


def test_a_pdf_never_prints_empty_boxes() -> None:
    edition = edition_of("---\ntitle: ማሊ\n---\nText.")
    with pytest.raises(PublishRefused, match="Ethiopic script"):
        render_pdf(edition)
    assert "ማሊ" in render_html(edition)


def test_markup_is_shown_as_it_is_in_every_output() -> None:
    edition = edition_of(
        '---\ntitle: "<img src=x onerror=alert(1)>"\n---\n<script>alert(2)</script> Calm.'
    )
    letter = message_from_bytes(render_email(edition), policy=policy.default)
    rich = letter.get_body(("html",)).get_content()
    for page in (render_html(edition), rich):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert render_pdf(edition).startswith(b"%PDF")
    assert render_docx(edition).startswith(b"PK")


def test_a_correction_is_words_and_no_markup() -> None:
    said = Correction("2024-01-05", "Not <b>ten</b>, [nine](javascript:alert(1)).")
    edition = replace(edition_of("Text."), corrections=(said,))
    page = render_html(edition)
    assert "<strong>Correction, 5 January 2024.</strong> Not &lt;b&gt;ten" in page
    assert 'href="javascript' not in page


def test_an_update_of_500_notes_keeps_every_note() -> None:
    prose = "\n\n".join(f"Sentence {number}.[^n{number}]" for number in range(1, 501))
    notes = "\n\n".join(f"[^n{number}]: Note text {number}." for number in range(1, 501))
    edition = edition_of(f"---\ntitle: Many\n---\n{prose}\n\n{notes}")
    page = render_html(edition)
    assert page.count('role="doc-noteref"') == 500
    assert 'id="note-500"' in page
    assert "Note text 500." in page
    assert render_pdf(edition).startswith(b"%PDF")


def test_a_page_of_70_notes_without_figures_is_light() -> None:
    prose = "\n\n".join(
        f"Sentence {number} tells of a raid on a village near the road, and of what came after."
        f"[^n{number}]"
        for number in range(1, 71)
    )
    notes = "\n\n".join(
        f"[^n{number}]: “Raid number {number} on the road”, Radio, 3 December 2023, "
        f"https://radio.example/raids/{number}."
        for number in range(1, 71)
    )
    page = render_html(edition_of(f"---\ntitle: Seventy\n---\n{prose}\n\n{notes}"))
    assert len(page.encode()) < 300_000


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("cut-off: 2024-01-01", [("unknown-front-matter", "cut-off", "warning")]),
        ("auhtors: [Awa]", [("unknown-front-matter", "auhtors", "warning")]),
        ("author: Awa", []),
        ("colour-of-cover: red", []),
    ],
)
def test_a_misspelt_key_of_the_front_matter_is_told(
    line: str, found: list[tuple[str, str, str]]
) -> None:
    assert faults(f"---\ntitle: Calm\n{line}\n---\nCalm.\n") == found


def examples(mark: str) -> list[str]:
    """The blocks of a language on the page about heads of files."""
    page = Path(__file__).resolve().parents[2] / "docs" / "front-matter.md"
    return re.findall(rf"```{mark}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def test_the_page_on_heads_shows_every_key_of_an_update_and_none_that_nothing_reads() -> None:
    update = read_update("a.md", examples("markdown")[0])
    assert tuple(sorted(map(str, update.meta))) == tuple(sorted(KEYS))
    assert find_faults(update) == []


def test_the_page_on_heads_shows_a_note_and_a_judgement_that_can_be_read() -> None:
    note = read_markdown(examples("markdown")[1], "monitor-thy.md")
    assert note.problems == ()
    table = tomllib.loads(examples("toml")[0])["assessments"]["mali-protection"]
    lists = {key: tuple(part) for key, part in table.items() if isinstance(part, list)}
    assert list_faults(Assessment("mali-protection", **(table | lists))) == []
