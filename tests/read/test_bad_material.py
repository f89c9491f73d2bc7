"""Material that cannot be read well: always a problem, never an exception."""

import io
import zipfile
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model.document import Reading

Reader = Callable[..., Reading]

ARABIC = "هاجم مسلحون قافلة قرب تيرا يوم السبت، وقال مسؤولون إن أربعة سائقين قتلوا في الهجوم. " * 4
FRENCH = (
    "Des hommes armés ont attaqué un convoi près de Téra, où l’été a été très sec cette année. " * 4
)


def kinds(reading: Reading) -> set[str]:
    found = {problem.kind for problem in reading.problems}
    return found | {problem.kind for document in reading.documents for problem in document.problems}


@pytest.mark.parametrize("payload", [b"", b"  \n\t ", b"\x00" * 40])
def test_an_empty_file_is_a_problem(read: Reader, payload: bytes) -> None:
    reading = read(payload)
    assert (reading.documents, kinds(reading)) == ((), {"empty-file"})
    assert reading.problems[0].severity == "error"


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (bytes(range(256)) * 40, "binary-file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "damaged-image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "unread-format"),
        (b"{\\rtf1 Words}", "unread-format"),
        (b"PK\x03\x04 no archive at all", "unread-format"),
        (b"%PDF-1.7\nnothing more", "damaged-pdf"),
    ],
)
def test_what_is_no_document_says_what_to_do(read: Reader, payload: bytes, kind: str) -> None:
    reading = read(payload)
    assert (reading.documents, kinds(reading)) == ((), {kind})
    assert reading.problems[0].advice.endswith(".")


def test_a_zip_bomb_is_not_unpacked(read: Reader) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "0" * 60_000_000)
    assert kinds(read(packed.getvalue(), "a.docx")) == {"zip-bomb"}


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ARABIC, "cp1256"), (FRENCH, "cp1252"), (FRENCH, "utf-16-le"), (FRENCH, "utf-16-be"),
        (ARABIC, "utf-16-le"), (ARABIC, "utf-16-be"),
    ],
)  # fmt: skip
def test_an_undeclared_encoding_is_guessed_and_said(read: Reader, text: str, codec: str) -> None:
    (document,) = read(text.encode(codec)).documents
    assert document.text == text.strip()
    assert [problem.kind for problem in document.problems] == ["guessed-encoding"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed(read: Reader, codec: str) -> None:
    (document,) = read(FRENCH.encode(codec)).documents
    assert (document.text, document.problems) == (FRENCH.strip(), ())


def test_a_declared_encoding_is_used_where_it_fits(read: Reader) -> None:
    (document,) = read(FRENCH.encode("cp1252"), encoding="windows-1252").documents
    assert (document.text, document.problems) == (FRENCH.strip(), ())


def test_an_encoding_nobody_knows_is_passed_over(read: Reader) -> None:
    (document,) = read(FRENCH.encode(), encoding="klingon-8").documents
    assert document.text == FRENCH.strip()


def test_null_bytes_are_dropped_from_the_text(read: Reader) -> None:
    (document,) = read(FRENCH.replace("armés", "ar\x00més").encode()).documents
    assert document.text == FRENCH.strip()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=600), st.text(max_size=600).map(str.encode)))
def test_no_bytes_raise_and_blocks_are_always_the_text(read: Reader, payload: bytes) -> None:
    reading = read(payload)
    assert reading.documents or reading.problems
    for document in reading.documents:
        for block in document.blocks:
            assert document.text[block.start : block.end] == block.text


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from((
            "Key Takeaways:", "Sources:", "Notes:", "References", "Image Information:",
            "Image: A\nSource: https://a.example", "[1] https://a.example/x...", "[i] See: “A,” B.",
            "[1]", "Figure 1. A", "Source: B.", "“A (B c d),” E (f), 1 May 2024. https://e.example",
            "• item[1]", "Mali. A raid hit the town.[i]", "Data Cutoff: now", "Author:", "---",
            "“", "(",
            "Summary: short", "Title of a Thing", "x" * 400, "SOURCE :", "By", "“A", "(b)”",
        )),
        max_size=14,
    ),
    st.sampled_from(("\n", "\n\n", "\n\n\n")),
)  # fmt: skip
def test_parts_in_any_order_are_read(read: Reader, parts: list[str], gap: str) -> None:
    reading = read(gap.join(parts) or "x")
    for document in reading.documents:
        for block in document.blocks:
            assert document.text[block.start : block.end] == block.text
        for ref in document.note_refs:
            assert document.text[ref.at :].startswith(f"[{ref.marker}]")
        for section in document.sections:
            assert 0 <= section.start <= section.end <= len(document.text)


@pytest.mark.parametrize(
    "part", ["“", "[1] “", "https://", "(", " dot ", "“a,” ", "\n\n\n", "[i] x\n\n"]
)
def test_a_sign_many_times_over_is_read_in_time(read: Reader, part: str) -> None:
    start = process_time()
    read(part * (60_000 // len(part)))
    assert process_time() - start < 5


def encrypted_pdf() -> bytes:
    """A PDF of one empty page whose key nobody has."""
    key = b"<" + b"ab" * 32 + b">"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Filter/Standard/V 1/R 2/O " + key + b"/U " + key + b"/P -44>>",
    ]  # fmt: skip
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body + b"xref\n0 5\n0000000000 65535 f \n" + table
        + b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<ab><ab>]>>\nstartxref\n%d\n%%%%EOF"
        % len(body)
    )  # fmt: skip


def test_a_locked_pdf_says_to_unlock_it(read: Reader) -> None:
    (problem,) = read(encrypted_pdf(), "a.pdf").problems
    assert (problem.kind, problem.severity) == ("encrypted-pdf", "error")
    assert problem.advice == "Unlock it or print it to a new PDF, and add that."


def test_a_pdf_whose_table_of_references_is_wrong_is_read(read: Reader) -> None:
    import re

    import typst

    whole = bytes(typst.compile(FRENCH.encode()))
    broken = re.sub(rb"startxref\s+\d+", b"startxref\n99999999", whole)
    assert broken != whole
    (document,) = read(broken, "a.pdf").documents
    assert document.text.startswith("Des hommes armés ont attaqué un convoi")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table><tr><td", "span", "ul><li"])
def test_a_page_nested_without_end_is_read_in_time(read: Reader, tag: str) -> None:
    page = f"<html><body><p>{FRENCH}</p>{f'<{tag}>' * 20_000}<p>Deep.</p></body></html>"
    start = process_time()
    reading = read(page, "a.html")
    assert process_time() - start < 5
    assert "Des hommes armés" in reading.documents[0].text


def test_notes_that_point_to_one_another_without_end_are_read(read: Reader) -> None:
    links = "".join(
        f'<p id="n{number}">Words {number} <sup><a href="#n{(number + 1) % 300}">'
        f"{number}</a></sup></p>"
        for number in range(300)
    )
    start = process_time()
    reading = read(f"<html><body><p>{FRENCH}</p>{links}</body></html>", "a.html")
    assert process_time() - start < 5
    assert "Des hommes armés" in reading.documents[0].text


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (ARABIC, "cp1256", "utf-8"), (FRENCH, "cp1252", "utf-8"),
        (FRENCH, "utf-8", "windows-1252"), (ARABIC, "utf-8", "iso-8859-1"),
        (FRENCH, "utf-16-le", "utf-8"), (ARABIC, "utf-16-be", "windows-1256"),
    ],
)  # fmt: skip
def test_a_page_that_declares_another_encoding_is_read(
    read: Reader, text: str, codec: str, declared: str
) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'
    (document,) = read(page.encode(codec), "a.html").documents
    assert document.text == text.strip()


def test_a_number_without_end_in_a_page_s_facts_is_passed_over(read: Reader) -> None:
    source = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        f"{'9' * 5000}}}</script></head><body><article><h1>Raid at the River Ford</h1>"
        "<p>Raiders crossed the river at dawn.</p></article></body></html>"
    )
    (document,) = read(source, "a.html").documents
    assert document.title == "Raid at the River Ford"
