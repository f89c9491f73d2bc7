"""The printed lines of a PDF, with their place and size, and raised figures as markers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING, Any

from dateline.read.pdf_order import Sign, holds_arabic, read_signs, sign_text
from dateline.read.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfTextPage

_FIGURES = re.compile(r"(?<=[^\s\d(\[-])\d{1,4}(?:,\d{1,4})*(?=[\s.,;:)”\"’]|$)")
_PRINTED = re.compile(r"[^\r\n\ufffe]*\ufffe|[^\r\n\ufffe]+")  # U+FFFE: a hyphen at the end
_ENTRY = re.compile(r"\s*\[(?:\d{1,4}|[ivxlc]{1,7})\]\s*\S")
_OPENING = re.compile(r"\d{1,4}(?=\s*[^\s\d.,)])")
_RAISED = 0.2
_SHORT = 8  # letters
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


def page_lines(book: PdfDocument, number: int, *, rightward: bool | None = None) -> Iterator[Line]:
    """Lines of a page in reading order.

    Args:
        book: the PDF.
        number: of the page, from 0.
        rightward: whether the document is written from left to right; the page's own letters
            tell where it is None.

    Raises:
        pypdfium2.PdfiumError: the page is broken.
    """
    page = book[number]
    words = page.get_textpage()
    height = max(page.get_height(), 1.0)
    text = words.get_text_range()
    forward = _runs_rightward(text) if rightward is None else rightward
    for match in _PRINTED.finditer(text):
        if match[0].strip():
            line = _line(words, match[0], match.start(), number, height)
            if line is not None and holds_arabic(match[0]):
                ordered = _in_reading_order(words, match, line, rightward=forward)
                line = replace(line, text=ordered)
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


def _runs_rightward(text: str) -> bool:
    """Whether most letters of a page are written from left to right."""
    if not holds_arabic(text):
        return True
    letters = [sign for sign in text if sign.isalpha()]
    return 2 * sum(map(holds_arabic, letters)) < max(len(letters), 1)


def _in_reading_order(
    words: PdfTextPage, match: re.Match[str], line: Line, *, rightward: bool
) -> str:
    """The words of a line with Arabic script, put in order by where its signs stand."""
    from pypdfium2 import raw

    glyphs: dict[tuple[float, float, float, float], str] = {}
    for place, letter in enumerate(match[0], match.start()):
        index = _index(words, place)
        box = _box(words, place, loose=True)
        if box is not None and not raw.FPDFText_IsGenerated(words.raw, index):
            glyphs[box] = glyphs.get(box, "") + letter
    signs = [
        Sign(sign_text(letters), left, right) for (left, _, right, _), letters in glyphs.items()
    ]
    text = read_signs(signs, size=line.size, rightward=rightward)
    return text.replace("][", "").replace("\ufffe", "-")


def _hyphen(words: PdfTextPage, place: int) -> str:
    """Whether a hyphen was set by itself at the line's end or written with its word.

    A tagged PDF says what a hyphen stands for (`ActualText`): nothing, or a hyphen.
    """
    alone = _drawn_with(words, place) == 1 and _drawn_with(words, place - 1) > 1
    return "set" if alone and _stands_for(words, place) != "-" else "written"


def _drawn(words: PdfTextPage, place: int) -> Any:  # noqa: ANN401 - a handle of the library
    from pypdfium2 import raw

    index = _index(words, place)
    return raw.FPDFText_GetTextObject(words.raw, index) if index >= 0 else None


def _drawn_with(words: PdfTextPage, place: int) -> int:
    """How many letters the PDF draws in one go with the letter at a place."""
    from pypdfium2 import raw

    drawn = _drawn(words, place)
    if not drawn:
        return 0
    return int(raw.FPDFTextObj_GetText(drawn, words.raw, None, 0)) // 2 - 1


def _stands_for(words: PdfTextPage, place: int) -> str:
    """The text that a tagged PDF gives for what is drawn at a place, if it is short."""
    from ctypes import byref, c_ulong, c_ushort

    from pypdfium2 import raw

    drawn = _drawn(words, place)
    for number in range(raw.FPDFPageObj_CountMarks(drawn) if drawn else 0):
        mark = raw.FPDFPageObj_GetMark(drawn, number)
        size, held = c_ulong(), (c_ushort * _SHORT)()
        raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", held, 2 * _SHORT, byref(size))
        if size.value > 2:  # noqa: PLR2004 - two bytes are the end of the string alone
            return "".join(map(chr, held[: size.value // 2 - 1])).strip("\0")
    return ""


def _index(words: PdfTextPage, place: int) -> int:
    """The library's number of the letter at a place of the page's text, negative for none."""
    from pypdfium2 import raw

    return int(raw.FPDFText_GetCharIndexFromTextIndex(words.raw, place))


def _box(
    words: PdfTextPage, place: int, *, loose: bool = False
) -> tuple[float, float, float, float] | None:
    """Box of the letter at a place of the page's text: left, bottom, right, top.

    Args:
        words: the page.
        place: the letter's, in the page's text.
        loose: whether the box is as wide as the letter's step, and not only as its ink.
    """
    import pypdfium2

    index = _index(words, place)
    if index < 0:
        return None
    try:
        left, bottom, right, top = words.get_charbox(index, loose=loose)
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
            and not (line.opens_note or _ENTRY.match(line.text))
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
