"""PDF to pieces: lines put together, running heads dropped, hyphens joined, markers bracketed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from dateline.model.problem import Problem
from dateline.read.piece import Facts, Material, Piece
from dateline.read.text import BULLET, clean

_MARKER = re.compile(r"[\[(]?(\d{1,3}|[ivx]{1,4})[\])]?")
_MARGIN = 0.09
_ENOUGH_LETTERS = 20


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: its words, box (points, from the bottom left) and height of letters."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    height: float


def read_pdf(payload: bytes, address: str, *, max_pages: int) -> Material:
    """Read a PDF into pieces.

    Args:
        payload: the bytes.
        address: the file's name, for problems.
        max_pages: pages that are read; a problem says when there are more.
    """
    import pypdfium2

    try:
        book = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        return Material((), problems=(_unopened(address, str(error)),))
    try:
        pages = len(book)
        heights: dict[int, float] = {}
        lines: list[_Line] = []
        for number in range(min(pages, max_pages)):
            lines.extend(_page_lines(book, number, heights))
        title = clean(book.get_metadata_value("Title") or "") or None
    finally:
        book.close()
    problems = () if pages <= max_pages else (_too_many(address, pages, max_pages),)
    if sum(len(line.text) for line in lines) < _ENOUGH_LETTERS * min(pages, 3):
        return Material((), problems=(*problems, _scanned(address, pages)))
    body = _without_running_heads(lines, heights)
    pieces = tuple(_pieces(body))
    known = title is not None and any(title.lower() in piece.text.lower() for piece in pieces[:6])
    return Material(pieces, Facts(title=title if known else None), problems)


def _page_lines(book: Any, number: int, heights: dict[int, float]) -> list[_Line]:  # noqa: ANN401
    """Lines of a page in reading order; a page that is broken gives none."""
    import pypdfium2

    try:
        page = book[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    heights[number] = page.get_height()
    lines: list[_Line] = []
    for place in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(place)
        words = text_page.get_text_bounded(left, bottom, right, top).replace("\ufffe", "-")
        words = re.sub(r"[\r\n]+", " ", words)
        if words.strip():
            run = _Line(number, words, left, right, bottom, top, top - bottom)
            if lines and _same_line(lines[-1], run):
                lines[-1] = _joined(lines[-1], run)
            else:
                lines.append(run)
    text_page.close()
    page.close()
    return lines


def _same_line(line: _Line, run: _Line) -> bool:
    """Whether a run of letters goes on the line before: overlapping in height, further along."""
    overlap = min(line.top, run.top) - max(line.bottom, run.bottom)
    beside = run.left - line.right
    back = line.left - run.right
    reach = 3 * max(line.height, run.height)
    return overlap > 0.3 * min(line.height, run.height) and (
        -2 < beside < reach or -2 < back < reach
    )  # noqa: PLR2004


def _joined(line: _Line, run: _Line) -> _Line:
    """Put a run after the line; small raised figures are a note's marker."""
    raised = run.bottom > line.bottom + 0.2 * line.height and run.height < 0.8 * line.height
    marker = _MARKER.fullmatch(run.text.strip())
    if raised and marker is not None and re.search(r"[^\W\d_]|[.,;:”\"’)\]؟]", line.text[-2:]):
        words = line.text.rstrip() + f"[{marker[1]}]"
    else:
        space = (
            ""
            if abs(run.left - line.right) < 0.15 * line.height or line.text.endswith(" ")
            else " "
        )
        words = line.text + space + run.text
    return replace(
        line, text=words, left=min(line.left, run.left), right=max(line.right, run.right),
        bottom=min(line.bottom, run.bottom), top=max(line.top, run.top),
        height=max(line.height, run.height),
    )  # fmt: skip


def _without_running_heads(lines: Sequence[_Line], heights: dict[int, float]) -> list[_Line]:
    """Drop lines in the margins that return from page to page, and page numbers."""

    def in_margin(line: _Line) -> bool:
        height = heights[line.page]
        return line.bottom > height * (1 - _MARGIN) or line.top < height * _MARGIN

    shapes = Counter(_shape(line.text) for line in lines if in_margin(line))
    often = max(2, len(heights) // 4)
    return [
        line for line in lines
        if not (in_margin(line) and (shapes[_shape(line.text)] >= often or _is_page_number(line.text)))
    ]  # fmt: skip


def _shape(text: str) -> str:
    return re.sub(r"\d+|\b[ivxl]+\b", "#", clean(text).lower())


def _is_page_number(text: str) -> bool:
    return (
        re.fullmatch(
            r"(?i)\W*(?:page|p\.|صفحة|sayfa)?\s*[\divxl٠-٩۰-۹]{1,5}(?:\s*(?:/|of|sur|de)\s*\d+)?\W*",
            text.strip(),
        )
        is not None
    )


def _pieces(lines: Sequence[_Line]) -> Iterator[Piece]:
    if not lines:
        return
    body = median(line.height for line in lines for _ in range(1 + len(line.text) // 20))
    paragraphs: list[list[_Line]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    levels = _levels(paragraphs, body)
    for place, paragraph in enumerate(paragraphs):
        text = _text(paragraph)
        bullet = BULLET.match(text)
        words = clean(text[bullet.end() :] if bullet else text)
        if not words:
            continue
        level = levels.get(round(paragraph[0].height, 1), 0) if len(words) < 200 else 0  # noqa: PLR2004
        hint = "list_item" if bullet else "heading" if level else ""
        if level and place < 4 and level == 1:  # noqa: PLR2004 - the top of the first page
            hint = "title"
        yield Piece(_note_entry(words, paragraph[0], body), hint=hint, level=level)


def _levels(paragraphs: Sequence[Sequence[_Line]], body: float) -> dict[float, int]:
    """Levels of the sizes that are clearly larger than the running text, the largest first."""
    sizes = {
        round(paragraph[0].height, 1)
        for paragraph in paragraphs
        if paragraph[0].height > 1.18 * body
    }
    return {size: level for level, size in enumerate(sorted(sizes, reverse=True), 1)}


def _note_entry(words: str, line: _Line, body: float) -> str:
    """A footnote in small print that begins with its bare number gets its brackets."""
    match = re.match(r"(\d{1,3})[.)]?\s+(?=\S)", words)
    small = line.height < 0.92 * body
    return f"[{match[1]}] {words[match.end() :]}" if match and small else words


def _goes_on(paragraph: Sequence[_Line], line: _Line) -> bool:
    """Whether a line belongs to the paragraph before it."""
    last = paragraph[-1]
    begins = BULLET.match(line.text) or re.match(r"\s*\[(?:\d{1,4}|[ivxlc]{1,7})\]", line.text)
    if begins or abs(line.height - last.height) > 0.25 * last.height:
        return False
    width = max(part.right for part in paragraph) - min(part.left for part in paragraph)
    if line.page != last.page or line.top > last.bottom + 4 * last.height:
        return last.text.rstrip()[-1:] not in '.!?:”"' and len(last.text) > 30  # noqa: PLR2004
    gap = last.bottom - line.top
    if gap > 0.9 * last.height or gap < -1.5 * last.height:
        return False
    indented = line.left > paragraph[0].left + 1.2 * line.height and len(paragraph) > 1
    short = last.right - min(part.left for part in paragraph) < 0.75 * max(
        width, line.right - line.left
    )
    ended = last.text.rstrip()[-1:] in '.!?:”"؟'
    return not ((short or indented) and ended)


def _text(paragraph: Sequence[_Line]) -> str:
    """A paragraph's lines in one, words that were broken at the line's end joined."""
    text = ""
    for line in paragraph:
        words = line.text.strip()
        if re.search(r"[^\W\d_]{2}-$", text) and words[:1].islower():
            text = text[:-1] + words
        elif re.search(r"https?://\S*[/\-_=&?.]$", text) and re.match(r"[\w%]", words):
            text += words
        else:
            text = f"{text} {words}" if text else words
    return text


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


def _scanned(address: str, pages: int) -> Problem:
    return Problem(
        "scanned-pdf", address, f"The PDF's {pages} pages hold images and no text.",
        "Run it through OCR (such as ocrmypdf) and add the result.", severity="error",
    )  # fmt: skip


def _too_many(address: str, pages: int, limit: int) -> Problem:
    return Problem(
        "too-many-pages", address, f"The PDF has {pages} pages; the first {limit} were read.",
        "Part the file and add the parts.",
    )  # fmt: skip
