"""PDF to pieces: lines to paragraphs, headings by size, footnotes gathered after the text."""

from __future__ import annotations

from contextlib import suppress
from statistics import median
from typing import TYPE_CHECKING

from dateline.model.problem import Problem
from dateline.read.pdf_lines import Line, PrintedPage, read_page, without_running_heads
from dateline.read.pdf_paragraphs import known_words, paragraph_text, part_paragraphs
from dateline.read.piece import Facts, Material, Piece
from dateline.read.scan import lost_pages, page_sheets, read_sheets, scanned_pages
from dateline.read.text import BULLET, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument

    from dateline.read.settings import ReadSettings

_ENOUGH_LETTERS = 20
_FEW_UNNAMED, _SHARE_UNNAMED, _GARBLED = 4, 0.005, 0.3
_SMALL, _LARGE = 0.95, 1.1
_LONGEST_HEAD = 200


def read_pdf(payload: bytes, address: str, *, settings: ReadSettings) -> Material:
    """Read a PDF into pieces; pages that are images are read by tesseract.

    Args:
        payload: the bytes.
        address: the file's name, for problems.
        settings: how many pages are read; a problem says when there are more.
    """
    import pypdfium2

    try:
        book = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        return Material((), problems=(_unopened(address, str(error)),))
    try:
        pages = len(book)
        read = min(pages, settings.max_pages)
        lines, garbled, lost = _all_lines(book, read, address)
        title = clean(book.get_metadata_value("Title") or "") or None
        numbers = sorted({*scanned_pages(book, lines, read), *garbled})
        lines, problems = _with_scans(book, lines, numbers, address, settings)
    finally:
        book.close()
    problems = lost + problems
    if pages > read:
        problems = (_too_many(address, pages, read), *problems)
    if sum(len(line.text) for line in lines) < _ENOUGH_LETTERS * min(pages, 3):
        told = [problem for problem in problems if problem.kind == "scanned-pages"]
        return Material((), problems=(*problems, *(() if told else (_wordless(address, pages),))))
    pieces = lines_to_pieces(lines, read)
    known = title is not None and any(title.lower() in piece.text.lower() for piece in pieces[:6])
    return Material(pieces, Facts(title=title if known else None), problems)


def _all_lines(
    book: PdfDocument, pages: int, address: str
) -> tuple[list[Line], list[int], tuple[Problem, ...]]:
    """The lines of all pages, the pages whose letters cannot be told, and what was lost."""
    import pypdfium2

    read: dict[int, PrintedPage] = {}
    for number in range(pages):
        with suppress(pypdfium2.PdfiumError):
            read[number] = read_page(book, number)
    lines = [line for page in read.values() for line in page.lines]
    broken = [number + 1 for number in range(pages) if number not in read]
    problems: tuple[Problem, ...] = (lost_pages(address, broken),) if broken else ()
    unnamed = sum(page.unnamed for page in read.values())
    signs = sum(page.signs for page in read.values())
    if unnamed > _FEW_UNNAMED and unnamed > _SHARE_UNNAMED * signs:
        problems += (_unnamed(address, unnamed, signs),)
    garbled = [number for number, page in read.items() if page.unnamed > _GARBLED * page.signs]
    return lines, garbled, problems


def _with_scans(
    book: PdfDocument,
    lines: list[Line],
    numbers: Sequence[int],
    address: str,
    settings: ReadSettings,
) -> tuple[list[Line], tuple[Problem, ...]]:
    """Put the words of pages that are images in their places."""
    if not numbers:
        return lines, ()
    sheets = page_sheets(book, numbers)
    found, problems = read_sheets(sheets, len(numbers), address, settings)
    seen = {line.page for line in found}
    kept = [line for line in lines if line.page not in seen]
    return sorted(kept + found, key=lambda line: line.page), problems


def lines_to_pieces(lines: Sequence[Line], pages: int) -> tuple[Piece, ...]:
    """Join printed lines into paragraphs, headings and notes.

    Args:
        lines: in reading order.
        pages: how many pages they come from.
    """
    return tuple(_pieces(without_running_heads(lines, pages)))


def _pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    if not lines:
        return
    body = median(line.size for line in lines for _ in range(1 + len(line.text) // 20))
    running, notes = _part_footnotes(lines, body)
    sizes = {round(line.size, 1) for line in running if line.size > _LARGE * body}
    levels = {size: level for level, size in enumerate(sorted(sizes, reverse=True), 1)}
    known = known_words(lines)
    for place, paragraph in enumerate(part_paragraphs(running)):
        text = paragraph_text(paragraph, known)
        bullet = BULLET.match(text)
        words = clean(text[bullet.end() :] if bullet else text)
        level = levels.get(round(paragraph[0].size, 1), 0) if len(words) < _LONGEST_HEAD else 0
        hint = "list_item" if bullet else "heading" if level else ""
        if words:
            yield Piece(words, hint="title" if level == 1 and not place else hint, level=level)
    for entry in _entries(notes):
        yield Piece(clean(paragraph_text(entry, known)), hint="note")


def _part_footnotes(lines: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """Running text, and the footnotes in small print at the foot of each page."""
    running: list[Line] = []
    notes: list[Line] = []
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    for page in pages.values():
        start = len(page)
        for place in range(len(page) - 1, -1, -1):
            if page[place].size >= _SMALL * body:
                break
            if page[place].opens_note:
                start = place
        running.extend(page[:start])
        notes.extend(page[start:])
    return running, notes


def _entries(notes: Sequence[Line]) -> Iterator[list[Line]]:
    entry: list[Line] = []
    for line in notes:
        if line.opens_note and entry:
            yield entry
            entry = []
        entry.append(line)
    if entry:
        yield entry


def _unopened(address: str, why: str) -> Problem:
    if "password" in why.lower():
        return Problem(
            "encrypted-pdf", address, "The PDF is locked with a password.",
            "Unlock it or print it to a new PDF, and add that.", severity="error",
        )  # fmt: skip
    return Problem(
        "damaged-pdf", address, "The PDF is damaged and cannot be opened.",
        "Open it in a viewer, print it to a new PDF, and add that.", severity="error",
    )  # fmt: skip


def _wordless(address: str, pages: int) -> Problem:
    return Problem(
        "scanned-pdf", address, f"No words were found on the PDF's {pages} pages.",
        "Open it: if its pages are images, scan them again at 300 dots to the inch and add that.",
        severity="error",
    )  # fmt: skip


def _unnamed(address: str, unnamed: int, signs: int) -> Problem:
    return Problem(
        "unnamed-letters", address,
        f"{unnamed} of {signs} signs name no letter in the PDF, and words have gaps there.",
        "Compare the text with the page; where it matters, add a scan of the page or another copy.",
    )  # fmt: skip


def _too_many(address: str, pages: int, limit: int) -> Problem:
    return Problem(
        "too-many-pages", address, f"The PDF has {pages} pages; the first {limit} were read.",
        "Part the file and add the parts.",
    )  # fmt: skip
