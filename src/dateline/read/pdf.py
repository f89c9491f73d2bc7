"""PDF to pieces: lines to paragraphs, headings by size, footnotes gathered after the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from dateline.model.problem import Problem
from dateline.read.heads import known_head
from dateline.read.pdf_lines import Line, page_lines, without_running_heads
from dateline.read.piece import Facts, Material, Piece
from dateline.read.scan import lost_pages, page_sheets, read_sheets, scanned_pages
from dateline.read.text import BULLET, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument

    from dateline.read.settings import ReadSettings

_ENOUGH_LETTERS = 20
_NOTE_ENTRY = re.compile(r"\s*\[(?:\d{1,4}|[ivxlc]{1,7})\]")
_ENDED = re.compile(r"[.!?:…؟۔][”\"’)\]]*(?:\[\w{1,4}\])*\s*$")
_ADDRESS_TAIL = re.compile(r"(?:(?:https?://|www\.|\bdot )\S*|\S+/\S+)$")
_MAY_BE_ADDRESS = re.compile(r"[/.]")
_LONGEST_TAIL, _NEAR = 600, 300  # letters before a line's end in which its address began
_HOST_BEGUN = re.compile(r"https?://(?:www\.)?[\w-]+\.$")
_UNBROKEN = re.compile(r"[^ /?&-]*[ /?&-]?")  # up to where a line may break
_LIKE_ADDRESS = re.compile(r"\d|[/._=&%-]\w|[a-z][A-Z]")
_SMALL, _LARGE = 0.95, 1.1
_LONGEST_HEAD = 200
_FAR = 3  # line heights: further down is another paragraph
_RAGGED = 7  # letters' heights by which the lines of a ragged margin differ
_FULL_LINE = 30  # letters


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
        lines, broken = _all_lines(book, read)
        title = clean(book.get_metadata_value("Title") or "") or None
        lines, problems = _with_scans(book, lines, read, address, settings)
    finally:
        book.close()
    if broken:
        problems = (lost_pages(address, broken), *problems)
    if pages > read:
        problems = (_too_many(address, pages, read), *problems)
    if sum(len(line.text) for line in lines) < _ENOUGH_LETTERS * min(pages, 3):
        told = [problem for problem in problems if problem.kind == "scanned-pages"]
        return Material((), problems=(*problems, *(() if told else (_wordless(address, pages),))))
    pieces = lines_to_pieces(lines, read)
    known = title is not None and any(title.lower() in piece.text.lower() for piece in pieces[:6])
    return Material(pieces, Facts(title=title if known else None), problems)


def _all_lines(book: PdfDocument, pages: int) -> tuple[list[Line], list[int]]:
    """The lines of all pages, and the numbers of those that are broken, from 1."""
    import pypdfium2

    lines: list[Line] = []
    broken: list[int] = []
    for number in range(pages):
        try:
            lines.extend(page_lines(book, number))
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
    return lines, broken


def _with_scans(
    book: PdfDocument, lines: list[Line], pages: int, address: str, settings: ReadSettings
) -> tuple[list[Line], tuple[Problem, ...]]:
    """Put the words of pages that are images in their places."""
    numbers = scanned_pages(book, lines, pages)
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
    pitch = _pitch(running)
    known = _known(lines)
    for place, paragraph in enumerate(_paragraphs(running, pitch)):
        text = _text(paragraph, known)
        bullet = BULLET.match(text)
        words = clean(text[bullet.end() :] if bullet else text)
        level = levels.get(round(paragraph[0].size, 1), 0) if len(words) < _LONGEST_HEAD else 0
        hint = "list_item" if bullet else "heading" if level else ""
        if words:
            yield Piece(words, hint="title" if level == 1 and not place else hint, level=level)
    for entry in _entries(notes):
        yield Piece(clean(_text(entry, known)), hint="note")


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


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line's foot to the next one's, as a multiple of their size."""
    steps = [
        (above.bottom - below.bottom) / above.size
        for above, below in pairwise(lines)
        if above.page == below.page and above.bottom > below.bottom and above.size
    ]
    near = [step for step in steps if step < _FAR]
    return sorted(near)[len(near) // 3] if near else 1.2


@dataclass(frozen=True, slots=True)
class _Known:
    """What a PDF's lines tell of its words.

    Attributes:
        words: those that stand whole within a line, and their parts between hyphens.
        sets_hyphens: whether it sets the hyphens of broken words apart from the words' own.
    """

    words: frozenset[str]
    sets_hyphens: bool


def _known(lines: Sequence[Line]) -> _Known:
    """Gather words that stand whole: not a line's last, which may be broken, nor its first."""
    words: set[str] = set()
    for line in lines:
        words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower())[1:-1])
    whole = frozenset(words | {part for word in words for part in word.split("-")})
    return _Known(whole, any(line.hyphen == "set" for line in lines))


def _paragraphs(lines: Sequence[Line], pitch: float) -> Iterator[list[Line]]:
    edges: dict[int, float] = {}
    for line in lines:
        edges[line.page] = max(edges.get(line.page, 0.0), line.right)
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not _goes_on(paragraph, line, pitch, edges[paragraph[-1].page]):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _goes_on(paragraph: Sequence[Line], line: Line, pitch: float, edge: float) -> bool:
    """Whether a line belongs to the paragraph before it.

    Args:
        paragraph: the lines before.
        line: the line.
        pitch: the usual distance of lines, as a multiple of their size.
        edge: where the lines of the page before end on the right.
    """
    last = paragraph[-1]
    step = last.end - line.bottom
    near = line.page == last.page and 0 <= step <= (pitch + 0.3) * last.size
    if (
        BULLET.match(line.text)
        or _opens_entry(paragraph, line, near=near)
        or (known_head(line.text) and line.text.rstrip().endswith(":"))
    ):
        return False
    if abs(line.size - last.size) > 0.08 * last.size:
        return False
    ended = _ENDED.search(last.text) is not None
    if ended and _ADDRESS_TAIL.search(last.text) and _is_forced(paragraph, line):
        ended = False
    if _HOST_BEGUN.search(last.text) or _NOTE_ENTRY.match(line.text):
        ended = False
    if line.page != last.page or step < 0:  # the next page, or the next column
        full = last.right > edge - _RAGGED * last.size or line.page == last.page
        full = full or _is_forced(paragraph, line, edge=edge) or bool(_NOTE_ENTRY.match(line.text))
        return not ended and full and len(last.text) > _FULL_LINE
    if not near:
        return False
    left = min(part.left for part in paragraph)
    width = max(line.right, *(part.right for part in paragraph)) - left
    indented = line.left > left + line.size and len(paragraph) > 1
    short = last.right - left < 0.75 * width
    return not ended or not (short or indented)


def _opens_entry(paragraph: Sequence[Line], line: Line, *, near: bool) -> bool:
    """Whether a line that begins with a marker opens a note, and is no text that goes on after it.

    Args:
        paragraph: the lines before; in the text none begins with a marker.
        line: the line.
        near: whether it stands right below the last one.
    """
    marker = _NOTE_ENTRY.match(line.text)
    if marker is None:
        return False
    if _NOTE_ENTRY.match(paragraph[0].text):
        return True
    return not _is_forced(paragraph, line) if near else marker[0].strip() in {"[1]", "[i]"}


def _is_forced(paragraph: Sequence[Line], line: Line, *, edge: float = 0.0) -> bool:
    """Whether a paragraph's last line broke because what follows had no room on it.

    Args:
        paragraph: its lines.
        line: what follows.
        edge: where lines may end on the right, if that is further than these lines do.
    """
    last = paragraph[-1]
    lines = paragraph if len(paragraph) > 1 else (*paragraph, line)
    beside = [part for part in lines if part.left < last.right and part.right > last.left]
    letter = (last.right - last.left) / max(len(last.text), 1)
    following = _UNBROKEN.match(line.text.strip())
    needed = letter * len(following[0] if following else "")
    if needed > last.right - last.left:
        return True
    edge = max(edge, last.right, *(part.right for part in beside))
    return last.right + needed > edge - letter


def _text(paragraph: Sequence[Line], known: _Known) -> str:
    """A paragraph's lines in one, words and addresses parted by a line's end joined.

    Args:
        paragraph: its lines.
        known: what the PDF says elsewhere of its words and hyphens.
    """
    text = ""
    for place, line in enumerate(paragraph):
        words = line.text.strip()
        before = paragraph[place - 1] if place else None
        parted = text[-1:] == "-" and text[-2:-1].isalnum() and words[:1].isalnum()
        if before is not None and parted and known.sets_hyphens and before.hyphen:
            text = (text[:-1] if before.hyphen == "set" else text) + words
        elif text and _breaks_address(text, words, full=_is_forced(paragraph[:place], line)):
            text += words
        elif _NOTE_ENTRY.match(words) and text[-1:] in ".,;:!?”\"')]":
            text += words  # a marker stands right behind what it is the note to
        elif parted:
            text = text if _keeps_hyphen(text, words, known.words) else text[:-1]
            text += words
        else:
            text += words if not text or text[-1] in "—–" else f" {words}"
    return text


def _keeps_hyphen(text: str, words: str, known: frozenset[str]) -> bool:
    """Whether the hyphen at a line's end is the word's own ("high-" "value")."""
    before = re.split(r"[^\w-]+", text[:-1])[-1].lower()
    after = re.split(r"[^\w-]+", words)[0].lower()
    if before + after in known:
        return False
    if f"{before}-{after}" in known or not words[0].islower() or before[-1:].isdigit():
        return True
    return before in known and after in known


def _breaks_address(text: str, words: str, *, full: bool) -> bool:
    """Whether a line ends inside an address that the next one continues."""
    end = text[-_LONGEST_TAIL:]
    if not _MAY_BE_ADDRESS.search(end.rpartition(" ")[2]) and " dot " not in end[-_NEAR:]:
        return False
    tail = _ADDRESS_TAIL.search(end)
    opened = tail is not None and end[-1] == "_" and words.startswith("(")
    if end.endswith("://") or _HOST_BEGUN.search(end) or opened:
        return True
    if tail is None or re.match(r"https?://|www\.|[^\w%./?#=&~+:-]", words):
        return False
    first = words.split(maxsplit=1)[0]
    if end[-1] in "/-_=&?.%#" and end[-4:] != "....":
        return not (end[-1] == "." and words[:1].isupper())
    if full and re.search(r"%[0-9A-Fa-f]{2}$", end):
        return True
    return (full or "?" in tail[0]) and _LIKE_ADDRESS.search(first.rstrip(".;,")) is not None


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


def _too_many(address: str, pages: int, limit: int) -> Problem:
    return Problem(
        "too-many-pages", address, f"The PDF has {pages} pages; the first {limit} were read.",
        "Part the file and add the parts.",
    )  # fmt: skip
