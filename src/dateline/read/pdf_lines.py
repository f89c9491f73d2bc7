"""The printed lines of a PDF, with their place and size, and raised figures as markers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from dateline.read.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfTextPage

_FIGURES = re.compile(r"(?<=[^\s\d(\[-])\d{1,4}(?:,\d{1,4})*(?=[\s.,;:)”\"’]|$)")
_PRINTED = re.compile(r"[^\r\n\ufffe]*\ufffe|[^\r\n\ufffe]+")  # U+FFFE: a hyphen at the end
_OPENING = re.compile(r"\d{1,4}(?=\s*[^\s\d.,)])")
_RAISED = 0.2
_MARGIN = 0.09
_FEW_PAGES = 4
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
        end: foot of its last letter: lower where the PDF runs two lines into one at a hyphen.
        size: height of its letters, points.
        opens_note: whether it begins with a raised figure.
        share: how high on the page it stands, 0 at the foot and 1 at the top.
        hyphen: of the hyphen at its end, `set` where the typesetter put it there as a piece of its
            own, `written` where it was printed with the letters before it.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    end: float
    size: float
    opens_note: bool
    share: float
    hyphen: str = ""


def page_lines(book: PdfDocument, number: int) -> Iterator[Line]:
    """Lines of a page in reading order; a page that is broken gives none."""
    import pypdfium2

    try:
        page = book[number]
        words = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    height = max(page.get_height(), 1.0)
    for match in _PRINTED.finditer(words.get_text_range()):
        if match[0].strip():
            line = _line(words, match[0], match.start(), number, height)
            if line is not None:
                yield line
    words.close()
    page.close()


def _line(words: PdfTextPage, raw: str, at: int, number: int, height: float) -> Line | None:
    indent = len(raw) - len(raw.lstrip())
    letter = next((place for place, sign in enumerate(raw) if sign.isalpha()), indent)
    first = _box(words, at + indent)
    last = _box(words, at + len(raw.rstrip()) - 1)
    base = _base(words, at + letter)
    if first is None or last is None or base is None:
        return None
    foot, size = base
    text, opens = _with_markers(words, raw, at, base)
    edges = (first[0], first[2], last[0], last[2])
    end = last[1] if last[1] < foot - size else foot
    hyphen = _hyphen(words, at + len(raw.rstrip()) - 1) if text.rstrip().endswith("-") else ""
    share = foot / height
    return Line(number, text, min(edges), max(edges), foot, end, size, opens, share, hyphen)


def _hyphen(words: PdfTextPage, place: int) -> str:
    """Whether a hyphen was set by itself at the line's end or written with its word."""
    alone = _drawn_with(words, place) == 1
    return "set" if alone and _drawn_with(words, place - 1) > 1 else "written"


def _drawn_with(words: PdfTextPage, place: int) -> int:
    """How many letters the PDF draws in one go with the letter at a place."""
    from pypdfium2 import raw

    index = _index(words, place)
    drawn = raw.FPDFText_GetTextObject(words.raw, index) if index >= 0 else None
    if not drawn:
        return 0
    return int(raw.FPDFTextObj_GetText(drawn, words.raw, None, 0)) // 2 - 1


def _index(words: PdfTextPage, place: int) -> int:
    """The library's number of the letter at a place of the page's text, negative for none."""
    from pypdfium2 import raw

    return int(raw.FPDFText_GetCharIndexFromTextIndex(words.raw, place))


def _box(words: PdfTextPage, place: int) -> tuple[float, float, float, float] | None:
    """Box of the letter at a place of the page's text: left, bottom, right, top."""
    import pypdfium2

    index = _index(words, place)
    if index < 0:
        return None
    try:
        left, bottom, right, top = words.get_charbox(index)
    except pypdfium2.PdfiumError:
        return None
    return left, bottom, right, top


def _base(words: PdfTextPage, place: int) -> tuple[float, float] | None:
    """Foot and size of the letter at a place: where its line stands, and its font's height."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    index = _index(words, place)
    if index < 0:
        return None
    across, up, matrix = c_double(), c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(words.raw, index, byref(across), byref(up))
    scale = 1.0
    if raw.FPDFText_GetMatrix(words.raw, index, byref(matrix)):
        scale = hypot(matrix.b, matrix.d) or 1.0
    return up.value, float(raw.FPDFText_GetFontSize(words.raw, index)) * scale or 1.0


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
    box = _box(words, place)
    return box is not None and box[1] - line[0] > _RAISED * line[1]


def without_running_heads(lines: Sequence[Line], pages: int) -> list[Line]:
    """Drop lines at the edges that return from page to page, and page numbers."""
    edges = _edges(lines)
    shapes = Counter(_shape(line) for place, line in enumerate(lines) if place in edges)
    often = 2 if pages < _FEW_PAGES else max(3, pages // 4)
    return [
        line
        for place, line in enumerate(lines)
        if not (
            place in edges
            and not line.opens_note
            and (shapes[_shape(line)] >= often or _PAGE_NUMBER.fullmatch(line.text.strip()))
        )
    ]


def _edges(lines: Sequence[Line]) -> set[int]:
    """Places of the highest and lowest line of every page, and of all in the margins."""
    pages: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        pages.setdefault(line.page, []).append(place)
    edges = {place for place, line in enumerate(lines) if _in_margin(line)}
    for places in pages.values():
        by_height = sorted(places, key=lambda place: lines[place].share)
        edges.update((by_height[0], by_height[-1]))
    return edges


def _in_margin(line: Line) -> bool:
    return line.share > 1 - _MARGIN or line.share < _MARGIN


def _shape(line: Line) -> str:
    return re.sub(r"\d+|\b[ivxl]+\b", "#", clean(line.text).lower())
