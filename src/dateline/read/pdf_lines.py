"""The printed lines of a PDF, with their place and size, and raised figures as markers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dateline.read.pdf_eastern import eastern_text, printed_lines
from dateline.read.pdf_letters import is_raised, letter_base, letter_box, letter_index
from dateline.read.pdf_order import holds_arabic
from dateline.read.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfTextPage

_FIGURES = re.compile(r"(?<=[^\s\d(\[-])\d{1,4}(?:,\d{1,4})*(?=[\s.,;:)”\"’]|$)")
_PRINTED = re.compile(r"[^\r\n\ufffe]*\ufffe|[^\r\n\ufffe]+")  # U+FFFE: a hyphen at the end
_ENTRY = re.compile(r"\s*\[(?:\d{1,4}|[ivxlc]{1,7})\]\s*\S")
_OPENING = re.compile(r"\d{1,4}(?=\s*[^\s\d.,)])")
_OPENS = re.compile(r"\[\d{1,4}\] ")
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


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What one page prints.

    Attributes:
        lines: in reading order.
        signs: how many the page draws.
        unnamed: how many of them the PDF's fonts do not say which letters they are.
    """

    lines: tuple[Line, ...]
    signs: int
    unnamed: int


def read_page(book: PdfDocument, number: int) -> PrintedPage:
    """Lines of a page in reading order; its own letters tell which way it is written.

    Args:
        book: the PDF.
        number: of the page, from 0.

    Raises:
        pypdfium2.PdfiumError: the page is broken.
    """
    page = book[number]
    words = page.get_textpage()
    height = max(page.get_height(), 1.0)
    text = words.get_text_range()
    lines = tuple(_lines(words, text, number, height))
    signs = words.count_chars()
    words.close()
    page.close()
    return PrintedPage(lines, signs, max(signs - len(text.encode("utf-16-le")) // 2, 0))


def _lines(words: PdfTextPage, text: str, number: int, height: float) -> Iterator[Line]:
    forward = _runs_rightward(text)
    printed = [match for match in _PRINTED.finditer(text) if match[0].strip()]
    for group in [[match] for match in printed] if forward else printed_lines(words, printed):
        line = _line(words, group[0][0], group[0].start(), number, height)
        if line is not None and (len(group) > 1 or holds_arabic(group[0][0])):
            line = _eastern(line, words, group, rightward=forward)
        if line is not None:
            yield line


def _line(words: PdfTextPage, raw: str, at: int, number: int, height: float) -> Line | None:
    indent = len(raw) - len(raw.lstrip())
    letter = next((place for place, sign in enumerate(raw) if sign.isalpha()), indent)
    first = letter_box(words, at + indent)
    last = letter_box(words, at + len(raw.rstrip()) - 1)
    base = letter_base(words, at + letter)
    if first is None or last is None or base is None:
        return None
    foot, size = base
    text, opens = _with_markers(words, raw, at, base)
    edges = (first[0], first[2], last[0], last[2])
    end = last[1] if last[1] < foot - size else foot
    hyphen = _hyphen(words, at + len(raw.rstrip()) - 1) if text.rstrip().endswith("-") else ""
    share = foot / height
    return Line(number, text, min(edges), max(edges), foot, end, size, opens, share, hyphen)


def _eastern(
    line: Line, words: PdfTextPage, group: Sequence[re.Match[str]], *, rightward: bool
) -> Line:
    """A line with Arabic script: its words in the order of reading, all of its parts measured."""
    found = (letter_base(words, match.start()) for match in group)
    bases = [base for base in found if base is not None]
    foot, size = line.bottom, line.size
    if len(group) > 1 and bases:
        foot, size = max(bases, key=lambda base: base[1])
    text = eastern_text(words, group, (foot, size), rightward=rightward)
    ordered = replace(line, text=text, opens_note=_OPENS.match(text) is not None)
    if len(group) == 1:
        return ordered
    boxes = [letter_box(words, place) for match in group for place in range(*match.span())]
    edges = [side for box in boxes if box is not None for side in (box[0], box[2])]
    return replace(
        ordered, left=min(edges), right=max(edges), bottom=foot, end=foot, size=size,
        share=line.share * foot / line.bottom if line.bottom else line.share,
    )  # fmt: skip


def _runs_rightward(text: str) -> bool:
    """Whether most letters of a page are written from left to right."""
    if not holds_arabic(text):
        return True
    letters = [sign for sign in text if sign.isalpha()]
    return 2 * sum(map(holds_arabic, letters)) < max(len(letters), 1)


def _hyphen(words: PdfTextPage, place: int) -> str:
    """Whether a hyphen was set by itself at the line's end or written with its word.

    A tagged PDF says what a hyphen stands for (`ActualText`): nothing, or a hyphen.
    """
    alone = _drawn_with(words, place) == 1 and _drawn_with(words, place - 1) > 1
    return "set" if alone and _stands_for(words, place) != "-" else "written"


def _drawn(words: PdfTextPage, place: int) -> Any:  # noqa: ANN401 - a handle of the library
    from pypdfium2 import raw

    index = letter_index(words, place)
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


def _with_markers(
    words: PdfTextPage, raw: str, at: int, line: tuple[float, float]
) -> tuple[str, bool]:
    """Write raised figures as `[n]`; also whether one opens the line, as footnotes do."""
    opening = _OPENING.match(raw)
    opens = opening is not None and is_raised(words, at + opening.start(), line)
    text, end = "", 0
    for match in _FIGURES.finditer(raw):
        if is_raised(words, at + match.start(), line):
            shown = "".join(f"[{figure}]" for figure in match[0].split(","))
            text += raw[end : match.start()] + shown
            end = match.end()
    text += raw[end:]
    if opens and opening is not None:
        text = f"[{opening[0]}] {text[opening.end() :].lstrip()}"
    return text.replace("\ufffe", "-"), opens


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
