"""Word files with real notes."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from dateline.model.document import Document, Reading

Reader = Callable[..., Reading]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_notes(kind: str, form: str | None = None) -> bytes:
    """A Word file whose two notes are real ones of a kind."""
    word = docx.Document()
    word.add_heading("The Ford Closes", 0)
    paragraph = word.add_paragraph("")
    paragraph.add_run("Boats. ").bold = True
    paragraph.add_run("Police burned nine boats in May")
    paragraph.add_run("MARK2")
    paragraph.add_run(" and closed the ford")
    paragraph.add_run("MARK5")
    word.add_paragraph("Smugglers moved north", style="List Bullet")
    held = io.BytesIO()
    word.save(held)
    notes = "".join(
        f'<w:{kind} w:id="{identity}"><w:p><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p>'
        f"</w:{kind}>"
        for identity, text in ((5, "https://a.example/ford"), (2, "Author’s research."))
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                for identity in ("2", "5"):
                    reference = f'<w:{kind}Reference w:id="{identity}"/>'.encode()
                    content = content.replace(f"<w:t>MARK{identity}</w:t>".encode(), reference)
            if name == "word/settings.xml" and form:
                setting = f'<w:{kind}Pr><w:numFmt w:val="{form}"/></w:{kind}Pr></w:settings>'
                content = content.replace(b"</w:settings>", setting.encode())
            new.writestr(name, content)
        new.writestr(f"word/{kind}s.xml", f"<w:{kind}s {W}>{notes}</w:{kind}s>")
    return packed.getvalue()


def one(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


@pytest.mark.parametrize(
    ("kind", "form", "markers"),
    [
        ("footnote", None, ["1", "2"]),
        ("endnote", None, ["i", "ii"]),
        ("endnote", "decimal", ["1", "2"]),
        ("footnote", "lowerLetter", ["a", "b"]),
    ],
)
def test_real_notes_are_numbered_as_the_text_points_to_them(
    read: Reader, kind: str, form: str | None, markers: list[str]
) -> None:
    document = one(read(with_notes(kind, form), "ford.docx"))
    assert [ref.marker for ref in document.note_refs] == markers
    assert [note.marker for note in document.notes] == markers
    assert [note.text for note in document.notes] == [
        "Author’s research.", "https://a.example/ford",
    ]  # fmt: skip
    assert f"in May[{markers[0]}] and closed the ford[{markers[1]}]" in document.text


def test_styles_give_roles(read: Reader) -> None:
    document = one(read(with_notes("footnote"), "ford.docx"))
    assert [(block.role, block.text.split("[")[0]) for block in document.blocks][:3] == [
        ("title", "The Ford Closes"),
        ("paragraph", "Boats. Police burned nine boats in May"),
        ("list_item", "Smugglers moved north"),
    ]
    assert [section.head for section in document.sections] == ["Boats"]


def test_a_table_s_rows_are_lines(read: Reader) -> None:
    word = docx.Document()
    word.add_paragraph("Attacks by month")
    table = word.add_table(rows=2, cols=2)
    for place, words in enumerate(("May", "nine", "June", "four")):
        table.cell(place // 2, place % 2).text = words
    held = io.BytesIO()
    word.save(held)
    texts = [block.text for block in one(read(held.getvalue(), "t.docx")).blocks]
    assert texts == ["Attacks by month", "May | nine", "June | four"]


def test_a_damaged_file_is_a_problem(read: Reader) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    reading = read(packed.getvalue(), "a.docx")
    assert [problem.kind for problem in reading.problems] == ["damaged-docx"]


def test_rows_are_no_headings_and_every_author_counts(read: Reader) -> None:
    word = docx.Document()
    word.add_heading("Lake Basin Brief", 0)
    word.styles.add_style("Author", 1)
    for name in ("Awa Diallo", "Ben Keita"):
        word.add_paragraph(name, style="Author")
    word.add_paragraph("Raiders on motorbikes crossed the river at dawn and burned two hamlets.")
    table = word.add_table(rows=2, cols=2)
    for place, text in enumerate(("Place", "Dead", "Tera", "Four")):
        table.cell(place // 2, place % 2).text = text
    word.add_paragraph("Officials said that four drivers were killed near the ford on Saturday.")
    held = io.BytesIO()
    word.save(held)
    (document,) = read(held.getvalue(), "brief.docx").documents
    assert document.authors == ("Awa Diallo", "Ben Keita")
    assert [block.text for block in document.blocks if " | " in block.text] == [
        "Place | Dead", "Tera | Four",
    ]  # fmt: skip
    assert {block.role for block in document.blocks if " | " in block.text} == {"paragraph"}


def test_a_line_break_within_a_sentence_parts_nothing(read: Reader) -> None:
    word = docx.Document()
    word.add_paragraph(
        "Raiders crossed the river at dawn\nand burned two hamlets.\nNobody was hurt."
    )
    held = io.BytesIO()
    word.save(held)
    (document,) = read(held.getvalue(), "brief.docx").documents
    assert [block.text for block in document.blocks] == [
        "Raiders crossed the river at dawn and burned two hamlets.", "Nobody was hurt.",
    ]  # fmt: skip
