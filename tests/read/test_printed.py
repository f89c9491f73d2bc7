"""Every word of a finished file is found, wherever in it the word stands."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from dateline.errors import PublishRefused
from dateline.publish.policy import refuse_leaks
from dateline.read.printed import read_printed

NAME = "Qzandoubery"


def print_pdf(folder: Path, source: str) -> bytes:
    import typst

    path = folder / "page.typ"
    path.write_text(source, encoding="utf-8")
    made = typst.compile(path)
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize(
    "source",
    [
        f"A witness, {NAME}, said so.",
        f"#set page(header: [{NAME}])\nA page.",
        f'#set document(author: "{NAME}")\nA page.',
        f'#link("https://{NAME.lower()}.example/a")[here]',
        f"A page.#footnote[{NAME}]",
    ],
)  # fmt: skip
def test_a_pdf_tells_its_text_its_fields_and_its_links(tmp_path: Path, source: str) -> None:
    pdf = print_pdf(tmp_path, source)
    assert NAME.casefold() in (read_printed(pdf) or "").casefold()


def test_a_word_that_a_lines_end_parts_is_whole(tmp_path: Path) -> None:
    source = f'#set page(width: 4cm)\n#set text(hyphenate: true, lang: "en")\n{NAME}' + "shire" * 3
    assert f"{NAME}shireshireshire" in (read_printed(print_pdf(tmp_path, source)) or "")


def test_a_word_file_tells_what_its_marks_part_and_its_links() -> None:
    from docx import Document

    document = Document()
    paragraph = document.add_paragraph("A witness, Qzan")
    paragraph.add_run("doubery").bold = True
    paragraph.part.relate_to("https://shut.example/a", "link", is_external=True)
    document.sections[0].footer.paragraphs[0].text = "told at night"
    written = io.BytesIO()
    document.save(written)
    words = read_printed(written.getvalue()) or ""
    for told in (f"A witness, {NAME}", "https://shut.example/a", "told at night"):
        assert told in words


def test_a_packed_file_tells_what_is_packed_in_it(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows, packed = io.BytesIO(), io.BytesIO()
    pq.write_table(pa.table({"notes": ["a patrol", NAME]}), rows)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("rows.parquet", rows.getvalue())
        file.writestr("page.pdf", print_pdf(tmp_path, "At the dry riverbed."))
    words = read_printed(packed.getvalue()) or ""
    assert NAME in words
    assert "At the dry riverbed." in words


def test_a_letter_tells_its_parts_and_what_is_attached(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Garde à vue"
    letter["From"] = "desk@example.org"
    letter.set_content(f"Dit par {NAME} à l'aube " + "é" * 70)
    letter.add_attachment(
        print_pdf(tmp_path, "At the dry riverbed."), maintype="application", subtype="pdf"
    )
    words = read_printed(letter.as_bytes()) or ""
    for told in (f"Dit par {NAME} à l'aube", "Garde à vue", "At the dry riverbed."):
        assert told in words


@pytest.mark.parametrize(
    "payload", [b"\x89PNG\r\n\x1a\n\xff", b"%PDF-1.7 cut short", b"PK\x03\x04 cut", b"PAR1 cut"]
)
def test_what_cannot_be_searched_is_nothing(payload: bytes) -> None:
    assert read_printed(payload) is None


def pack(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return made.getvalue()


def test_a_damaged_member_is_named_and_hides_no_other() -> None:
    whole = pack("word/document.xml", b"<w:p>" + b"many words of a long text " * 40 + b"</w:p>")
    at = whole.index(b"word/document.xml") + len("word/document.xml") + 4
    damaged = whole[:at] + b"\xff" * 12 + whole[at + 12 :]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("page.docx", damaged)
        packed.writestr("note.txt", NAME)
    shut: list[str] = []
    assert NAME in (read_printed(made.getvalue(), shut) or "")
    assert shut == ["page.docx word/document.xml"]


def test_a_file_that_cannot_be_searched_says_so() -> None:
    for payload in (b"%PDF-1.7 cut", b"PK\x03\x04 cut", b"PAR1 cut"):
        shut: list[str] = []
        assert read_printed(payload, shut) is None
        assert shut == [""]
    shut = []
    assert read_printed(bytes([255, 216]), shut) is None  # a picture has no words
    assert shut == []


def test_a_letter_with_a_malformed_head_is_read_still() -> None:
    letter = f"From: a@b.example\nSubject: x\nMessage-ID: <\nMIME-Version: 1.0\n\n{NAME}\n"
    assert NAME in (read_printed(letter.encode()) or "")


ARABIC = "مرصد الأهالي الثلاثة"  # an invented outlet, with lam and alef in four orders


@pytest.mark.parametrize(
    "written",
    [
        ARABIC,
        ARABIC[::-1],  # as some programs write it: the letters from left to right
        "".join({"م": "\ufee3", "ص": "\ufebb"}.get(letter, letter) for letter in ARABIC),
        f"{ARABIC.replace('ص', 'صّ')}، قال",
    ],
)
def test_an_arabic_name_in_a_pdf_is_a_leak_however_its_letters_are_kept(
    tmp_path: Path, written: str
) -> None:
    pdf = print_pdf(tmp_path, f"#text(dir: ltr)[{written}]")
    words = read_printed(pdf) or ""
    with pytest.raises(PublishRefused):
        refuse_leaks(words, {ARABIC}, "PDF")
    refuse_leaks(words, {"مرصد الدلتا البعيدة"}, "PDF")
