"""The printed lines of a PDF, with their place and size, and raised figures as markers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.read.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfTextPage

_FIGURES = re.compile(r"(?<=[^\s\d(\[-])\d{1,3}(?:,\d{1,3})*(?=[\s.,;:)”\"’]|$)")
_OPENING = re.compile(r"\d{1,3}(?=\s*[^\s\d.,)])")
_RAISED = 0.42
_MARGIN = 0.09
_PAGE_NUMBER = re.compile(
    r"(?i)\W*(?:page|p\.|صفحة|صفحه|sayfa)?\s*[\divxl٠-٩۰-۹]{1,5}(?:\s*(?:/|of|sur|de)\s*\d+)?\W*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line.

    Attributes:
        page: number of the page, from 0.
        text: its words, markers in brackets.
        left: where it begins, points from the page's left edge.
        right: where it ends.
        bottom: its foot, points from the page's lower edge.
        size: height of its letters, points.
        opens_note: whether it begins with a raised figure.
        share: how high on the page it stands, 0 at the foot and 1 at the top.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    size: float
    opens_note: bool
    share: float


def page_lines(book: PdfDocument, number: int) -> Iterator[Line]:
    """Lines of a page in reading order; a page that is broken gives none."""
    import pypdfium2

    try:
        page = book[number]
        words = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    height = max(page.get_height(), 1.0)
    at = 0
    for raw in re.split(r"\r\n|\r|\n", words.get_text_range()):
        if raw.strip():
            line = _line(words, raw, at, number, height)
            if line is not None:
                yield line
        at += len(raw) + 2
    words.close()
    page.close()


def _line(words: PdfTextPage, raw: str, at: int, number: int, height: float) -> Line | None:
    indent = len(raw) - len(raw.lstrip())
    letter = next((place for place, sign in enumerate(raw) if sign.isalpha()), indent)
    first = _box(words, at + indent)
    last = _box(words, at + len(raw.rstrip()) - 1)
    main = _box(words, at + letter)
    if first is None or last is None or main is None:
        return None
    size = main[3] - main[1]
    text, opens = _with_markers(words, raw, at, (main[1], size))
    edges = (first[0], first[2], last[0], last[2])
    foot = main[1]
    return Line(number, text, min(edges), max(edges), foot, size, opens, foot / height)


def _box(
    words: PdfTextPage, place: int, *, loose: bool = True
) -> tuple[float, float, float, float] | None:
    """Box of the letter at a place of the page's text: left, bottom, right, top."""
    import pypdfium2
    from pypdfium2 import raw

    index = raw.FPDFText_GetCharIndexFromTextIndex(words.raw, place)
    if index < 0:
        return None
    try:
        left, bottom, right, top = words.get_charbox(index, loose=loose)
    except pypdfium2.PdfiumError:
        return None
    return left, bottom, right, top


def _with_markers(
    words: PdfTextPage, raw: str, at: int, line: tuple[float, float]
) -> tuple[str, bool]:
    """Write raised figures as `[n]`; also whether one opens the line, as footnotes do."""
    opening = _OPENING.match(raw)
    opens = opening is not None and _is_raised(words, at + opening.start(), line)
    text, end = "", 0
    for match in _FIGURES.finditer(raw):
        if _is_raised(words, at + match.start(), line):
            shown = "".join(f"[{figure}]" for figure in match[0].split(","))
            text += raw[end : match.start()] + shown
            end = match.end()
    text += raw[end:]
    if opens and opening is not None:
        text = f"[{opening[0]}] {text[opening.end() :].lstrip()}"
    return text.replace("\ufffe", "-"), opens


def _is_raised(words: PdfTextPage, place: int, line: tuple[float, float]) -> bool:
    """Whether a figure stands clearly above the foot of its line (foot and size, points)."""
    box = _box(words, place, loose=False)
    return box is not None and box[1] - line[0] > _RAISED * line[1]


def without_running_heads(lines: Sequence[Line], pages: int) -> list[Line]:
    """Drop lines in the margins that return from page to page, and page numbers."""
    shapes = Counter(_shape(line) for line in lines if _in_margin(line))
    often = max(2, pages // 4)
    return [
        line
        for line in lines
        if not _in_margin(line)
        or not (shapes[_shape(line)] >= often or _PAGE_NUMBER.fullmatch(line.text.strip()))
    ]


def _in_margin(line: Line) -> bool:
    return line.share > 1 - _MARGIN or line.share < _MARGIN


def _shape(line: Line) -> str:
    return re.sub(r"\d+|\b[ivxl]+\b", "#", clean(line.text).lower())
