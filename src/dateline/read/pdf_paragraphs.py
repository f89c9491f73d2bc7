"""Printed lines of a PDF to paragraphs: over columns and pages, hyphens and addresses joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from dateline.read.heads import known_head
from dateline.read.language import is_in_arabic
from dateline.read.text import BULLET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.read.pdf_lines import Line

_NOTE_ENTRY = re.compile(r"\s*\[(?:\d{1,4}|[ivxlc]{1,7})\]")
_ENDED = re.compile(r"[.!?:…؟۔][”\"’)\]]*(?:\[\w{1,4}\])*\s*$")
_ADDRESS_TAIL = re.compile(r"(?:(?:https?://|www\.|\bdot )\S*|\S+/\S+)$")
_MAY_BE_ADDRESS = re.compile(r"[/.]")
_LONGEST_TAIL, _NEAR = 600, 300  # letters before a line's end in which its address began
_HOST_BEGUN = re.compile(r"https?://(?:www\.)?[\w-]+\.$")
_UNBROKEN = re.compile(r"[^ /?&-]*[ /?&-]?")  # up to where a line may break
_LIKE_ADDRESS = re.compile(r"\d|[/._=&%-]\w|[a-z][A-Z]")
_SAME_SIZE = 0.08
_FAR = 3  # line heights: further down is another paragraph
_RAGGED = 7  # letters' heights by which the lines of a ragged margin differ
_FULL_LINE = 30  # letters
_FILLED = 0.6  # of its column: shorter lines end a paragraph
_INDENT = 0.5  # of a line's size
_FEW_STARTS, _MOST_STARTS = 2, 0.7


def part_paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Part printed lines into paragraphs, those that run over columns and pages joined.

    Args:
        lines: in reading order.
    """
    pitch = _pitch(lines)
    if 2 * sum(is_in_arabic(line.text) for line in lines) > len(lines):
        lines = [replace(line, left=-line.right, right=-line.left) for line in lines]  # mirrored
    edges: dict[int, float] = {}
    for line in lines:
        edges[line.page] = max(edges.get(line.page, -inf), line.right)
    indenting = _indents(lines)
    paragraph: list[Line] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        outright = indenting and not _is_indented(line, following)
        if paragraph and not _goes_on(
            paragraph, line, pitch, edges[paragraph[-1].page], outright=outright
        ):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_indented(line: Line, following: Line | None) -> bool:
    """Whether a line begins further in than the one below it."""
    below = following is not None and following.page == line.page
    return (
        following is not None
        and below
        and following.bottom < line.bottom
        and line.left > following.left + _INDENT * line.size
    )


def _indents(lines: Sequence[Line]) -> bool:
    """Whether paragraphs begin with an indented line: those that follow a short one do."""
    starts = [
        _is_indented(line, following)
        for before, line, following in zip(lines, lines[1:], lines[2:], strict=False)
        if before.page == line.page == following.page
        and _ENDED.search(before.text)
        and before.bottom > line.bottom > following.bottom
        and before.right < following.right - _RAGGED * line.size
    ]
    return len(starts) > _FEW_STARTS and sum(starts) > _MOST_STARTS * len(starts)


def _goes_on(
    paragraph: Sequence[Line], line: Line, pitch: float, edge: float, *, outright: bool
) -> bool:
    """Whether a line belongs to the paragraph before it.

    Args:
        paragraph: the lines before.
        line: the line.
        pitch: the usual distance of lines, as a multiple of their size.
        edge: where the lines of the page before end on the right.
        outright: whether the line would be indented if it began a paragraph, and is not.
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
    if abs(line.size - last.size) > _SAME_SIZE * last.size:
        return False
    ended = _ENDED.search(last.text) is not None
    if ended and _ADDRESS_TAIL.search(last.text) and _is_forced(paragraph, line):
        ended = False
    if _HOST_BEGUN.search(last.text) or _NOTE_ENTRY.match(line.text):
        ended = False
    if line.page != last.page or step < 0:  # the next page, or the next column
        return outright if ended else _runs_on(paragraph, line, edge)
    if not near:
        return False
    above = _in_column(paragraph)
    left = min(part.left for part in above)
    width = max(line.right, *(part.right for part in above)) - left
    indented = line.left > left + _INDENT * line.size and len(above) > 1
    short = last.right - left < 0.75 * width
    return not ended or not (short or indented)


def _in_column(paragraph: Sequence[Line]) -> Sequence[Line]:
    """A paragraph's lines in the column of its last one."""
    start = len(paragraph) - 1
    while start and (
        paragraph[start - 1].page == paragraph[start].page
        and paragraph[start - 1].bottom >= paragraph[start].bottom
    ):
        start -= 1
    return paragraph[start:]


def _runs_on(paragraph: Sequence[Line], line: Line, edge: float) -> bool:
    """Whether a sentence that has not ended goes on in the next column or on the next page."""
    last = paragraph[-1]
    if line.text.lstrip()[:1].islower() and len(paragraph) > 1:
        return True
    full = last.right > edge - _RAGGED * last.size or line.page == last.page
    full = full or _is_forced(paragraph, line, edge=edge) or bool(_NOTE_ENTRY.match(line.text))
    above = _in_column(paragraph)
    left, right = min(part.left for part in above), max(part.right for part in above)
    filled = len(above) > 1 and last.right - left > _FILLED * (right - left)
    return full and (len(last.text) > _FULL_LINE or filled)


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


def _is_forced(paragraph: Sequence[Line], line: Line, *, edge: float = -inf) -> bool:
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


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line's foot to the next one's, as a multiple of their size."""
    steps = [
        (above.bottom - below.bottom) / above.size
        for above, below in pairwise(lines)
        if above.page == below.page
        and above.bottom > below.bottom
        and above.size
        and abs(above.size - below.size) < _SAME_SIZE * above.size
    ]
    near = [step for step in steps if step < _FAR]
    return sorted(near)[len(near) // 3] if near else 1.2


@dataclass(frozen=True, slots=True)
class Known:
    """What a PDF's lines tell of its words.

    Attributes:
        words: those that stand whole within a line, and their parts between hyphens.
        sets_hyphens: whether it sets the hyphens of broken words apart from the words' own.
    """

    words: frozenset[str]
    sets_hyphens: bool


def known_words(lines: Sequence[Line]) -> Known:
    """Gather words that stand whole: not a line's last, which may be broken, nor its first."""
    words: set[str] = set()
    for line in lines:
        words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower())[1:-1])
    whole = frozenset(words | {part for word in words for part in word.split("-")})
    return Known(whole, any(line.hyphen == "set" for line in lines))


def paragraph_text(paragraph: Sequence[Line], known: Known) -> str:
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
