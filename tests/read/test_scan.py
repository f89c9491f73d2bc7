"""Scans: pages and photographs that hold no text, with tesseract and without."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from dateline.model.document import Document, Reading

Reader = Callable[..., Reading]
ENGLISH = (
    "Raiders on motorbikes crossed the river at dawn and burned the granaries of two hamlets "
    "before the garrison could answer, and the villagers fled to the administrative town."
)
FRENCH = (
    "Des hommes armés ont attaqué un convoi près de Téra, où l’été a été très sec cette année, "
    "et quatre chauffeurs ont été tués."
)
ARABIC = (
    "هاجم مسلحون قافلة قرب تيرا يوم السبت وقتلوا أربعة سائقين على الطريق "
    "وقال مسؤولون إن الجيش أرسل تعزيزات إلى المدينة بعد الهجوم. "
) * 3


def photographs(source: str) -> list[Any]:
    """The pages of a Typst source as grey images of 200 dots to the inch."""
    import typst

    book = pypdfium2.PdfDocument(typst.compile(source.encode()))
    return [page.render(scale=200 / 72, grayscale=True).to_pil() for page in book]


def scanned(source: str, *, turned: int = 0) -> bytes:
    first, *others = (image.rotate(turned, expand=True) for image in photographs(source))
    held = io.BytesIO()
    first.save(held, "PDF", save_all=True, append_images=others, resolution=200)
    return held.getvalue()


def one(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


def test_a_scan_is_read_with_its_headings_and_says_so(read: Reader) -> None:
    document = one(read(scanned(f"= The River\n\n{ENGLISH}\n\n== Niger\n\n{ENGLISH}"), "a.pdf"))
    assert [(block.role, block.text) for block in document.blocks] == [
        ("title", "The River"), ("paragraph", ENGLISH), ("heading", "Niger"),
        ("paragraph", ENGLISH),
    ]  # fmt: skip
    (problem,) = document.problems
    assert (problem.kind, problem.severity) == ("read-by-ocr", "note")
    assert problem.what.startswith("The words of page 1 were read from an image by tesseract ")
    assert "(eng)" in problem.what


def test_a_turned_page_is_set_upright(read: Reader) -> None:
    document = one(read(scanned(f'#set text(lang: "fr")\n{FRENCH * 2}', turned=90), "a.pdf"))
    assert document.language == "fr"
    assert "ont attaqué un convoi près de Téra" in document.text


def test_arabic_comes_in_reading_order(read: Reader) -> None:
    source = f'#set text(lang: "ar", font: "DejaVu Sans")\n{ARABIC}'
    document = one(read(scanned(source), "a.pdf"))
    assert document.language == "ar"
    assert document.text.startswith("هاجم مسلحون قافلة قرب تيرا يوم السبت وقتلوا أربعة سائقين")


def test_only_the_pages_without_text_are_read_from_their_images(read: Reader) -> None:
    import typst

    book = pypdfium2.PdfDocument(typst.compile(f"{ENGLISH}".encode()))
    book.import_pages(pypdfium2.PdfDocument(scanned(FRENCH)))
    held = io.BytesIO()
    book.save(held)
    document = one(read(held.getvalue(), "a.pdf"))
    assert document.blocks[0].text == ENGLISH
    assert document.blocks[1].text.startswith("Des hommes armés ont attaqué un convoi")
    assert [problem.what.split(" were")[0] for problem in document.problems] == [
        "The words of page 2"
    ]


def test_a_photograph_is_read(read: Reader) -> None:
    held = io.BytesIO()
    photographs(ENGLISH)[0].save(held, "PNG")
    document = one(read(held.getvalue(), "letter.png"))
    assert document.text == ENGLISH
    assert [problem.kind for problem in document.problems] == ["read-by-ocr"]


def test_a_photograph_without_words_says_so(read: Reader) -> None:
    from PIL import Image

    held = io.BytesIO()
    Image.new("L", (300, 200), 255).save(held, "PNG")
    reading = read(held.getvalue(), "wall.png")
    assert [problem.kind for problem in reading.problems] == ["no-text"]


def test_a_page_that_cannot_be_drawn_is_told(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = pypdfium2.PdfPage.render

    def render(page: pypdfium2.PdfPage, **how: float) -> pypdfium2.PdfBitmap:
        if page.get_height() < 500:
            raise pypdfium2.PdfiumError("Failed to render")
        return drawn(page, **how)

    book = pypdfium2.PdfDocument(scanned(ENGLISH))
    book.import_pages(pypdfium2.PdfDocument(scanned(f"#set page(height: 5cm)\n{FRENCH}")))
    held = io.BytesIO()
    book.save(held)
    monkeypatch.setattr(pypdfium2.PdfPage, "render", render)
    document = one(read(held.getvalue(), "a.pdf"))
    assert document.text == ENGLISH
    told = [problem for problem in document.problems if problem.kind == "lost-pages"]
    assert [problem.what for problem in told] == [
        "Page 2 is damaged or too large to be drawn, and not read."
    ]


def test_a_page_that_cannot_be_opened_is_told(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    import typst

    opened = pypdfium2.PdfDocument.__getitem__

    def page(book: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
        if number == 1:
            raise pypdfium2.PdfiumError("Failed to load page")
        return opened(book, number)

    last = "Nine drivers fled to the ford."
    payload = typst.compile(f"{ENGLISH} #pagebreak() {FRENCH} #pagebreak() {last}".encode())
    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", page)
    document = one(read(payload, "a.pdf"))
    assert [block.text for block in document.blocks] == [ENGLISH, last]
    (problem,) = document.problems
    assert problem.kind == "lost-pages"
    assert problem.what.startswith("Page 2 is damaged")


def test_a_broken_second_page_of_an_image_leaves_the_first(read: Reader) -> None:
    held = io.BytesIO()
    first, second = photographs(f"{ENGLISH} #pagebreak() {FRENCH}")
    first.save(held, "TIFF", save_all=True, append_images=[second], compression="tiff_deflate")
    document = one(read(held.getvalue()[: len(held.getvalue()) - 3000], "a.tif"))
    assert document.blocks[0].text == ENGLISH
    assert "lost-pages" in [problem.kind for problem in document.problems]


def test_without_tesseract_a_scan_says_what_to_install(
    read: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (problem,) = read(scanned(ENGLISH), "a.pdf").problems
    assert (problem.kind, problem.severity) == ("scanned-pages", "error")
    assert problem.what == (
        "1 page holds an image and no text, and tesseract, which reads images, is not installed."
    )
    assert "apt install tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra" in problem.advice


def test_a_pack_that_is_missing_is_named(
    read: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        "*--version*) echo 'tesseract 5.3.0' ;;\n"
        "*--list-langs*) printf 'eng\\n' ;;\n"
        "*) printf '%s\\n' 'HEAD' ;\n"
        "  printf '4\\t1\\t1\\t1\\t1\\t0\\t10\\t10\\t900\\t40\\t-1\\t\\n' ;\n"
        f"  printf '5\\t1\\t1\\t1\\t1\\t1\\t10\\t10\\t900\\t40\\t60.5\\t%s\\n' '{FRENCH}' ;;\n"
        "esac\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    document = one(read(scanned(ENGLISH), "a.pdf"))
    assert [(problem.kind, problem.severity) for problem in document.problems] == [
        ("read-by-ocr", "warning"), ("ocr-language", "warning"),
    ]  # fmt: skip
    assert "apt install tesseract-ocr-fra" in document.problems[1].advice


def test_a_page_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from dateline.model.capture import Capture
    from dateline.read import ReadSettings, read_capture

    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\ncase "$*" in *--list-langs*) echo eng ;; *--version*) ;; *) exec /bin/sleep 9'
        " ;; esac\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    payload = scanned(ENGLISH)
    capture = Capture("0" * 64, "a.pdf", "", "", len(payload))
    reading = read_capture(payload, capture, settings=ReadSettings(scan_seconds=1))
    assert [problem.kind for problem in reading.problems] == ["slow-scan", "scanned-pdf"]
