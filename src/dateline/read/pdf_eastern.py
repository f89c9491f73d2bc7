"""Lines of a PDF with Arabic script: pieces joined, signs in the order of reading, markers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.read.pdf_letters import is_raised, letter_base, letter_box, letter_index
from dateline.read.pdf_order import Sign, read_signs, sign_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdfium2 import PdfTextPage

_Box = tuple[float, float, float, float]
_SAME_FOOT = 0.5  # of the larger size: further up or down is another line
_BESIDE = 1.5  # of the larger size: further off is another column
_SMALL = 0.8
_SAME_PLACE = 0.7  # of a glyph's width
_OPENING = re.compile(r"^\s*(\[\d{1,4}\])\s*")


def printed_lines(
    words: PdfTextPage, printed: Sequence[re.Match[str]]
) -> list[list[re.Match[str]]]:
    """Put together what the library parts at raised figures, where a page runs leftward.

    Args:
        words: the page.
        printed: its stretches of text in the library's order.
    """
    groups: list[list[re.Match[str]]] = []
    before: tuple[float, float, float, float] | None = None  # foot, size, left, right
    for match in printed:
        extent = _extent(words, match)
        if before is not None and extent is not None and _beside(before, extent):
            groups[-1].append(match)
            larger = before if before[1] >= extent[1] else extent
            before = (*larger[:2], min(before[2], extent[2]), max(before[3], extent[3]))
        else:
            groups.append([match])
            before = extent
    return groups


def _extent(words: PdfTextPage, match: re.Match[str]) -> _Box | None:
    """Foot, size, left and right of a stretch of text."""
    seen = [place for place in range(*match.span()) if not match.string[place].isspace()]
    base = letter_base(words, seen[0]) if seen else None
    boxes = [box for place in seen if (box := letter_box(words, place, loose=True)) is not None]
    if base is None or not boxes:
        return None
    return (*base, min(box[0] for box in boxes), max(box[2] for box in boxes))


def _beside(one: _Box, other: _Box) -> bool:
    size = max(one[1], other[1])
    apart = max(one[2], other[2]) - min(one[3], other[3])
    return abs(one[0] - other[0]) < _SAME_FOOT * size and -size / 2 < apart < _BESIDE * size


def eastern_text(
    words: PdfTextPage,
    group: Sequence[re.Match[str]],
    base: tuple[float, float],
    *,
    rightward: bool,
) -> str:
    """The words of a line in the order of reading, raised figures as `[n]`.

    Args:
        words: the page.
        group: the stretches of text that make the line.
        base: the line's foot and size, points.
        rightward: whether the page is written from left to right.
    """
    from pypdfium2 import raw

    glyphs: dict[_Box, str] = {}
    raised: dict[_Box, str] = {}
    for match in group:
        kept = match.start() + len(match[0].rstrip())
        for place in range(match.start(), kept):
            box = letter_box(words, place, loose=True)
            index = letter_index(words, place)
            if box is None or raw.FPDFText_IsGenerated(words.raw, index):
                continue
            letter = match.string[place]
            held = raised if _is_marker(words, place, letter, base) else glyphs
            held[box] = held.get(box, "") + letter
    signs = [Sign(sign_text(text), box[0], box[2]) for box, text in _seen_once(glyphs)]
    signs += _markers(raised, base[1])
    text = read_signs(signs, size=base[1], rightward=rightward)
    text = _OPENING.sub(r"\1 ", text.replace("][", "").replace("\ufffe", "-"))
    return re.sub(r"\s+(\[\d{1,4}\])", r"\1", text)


def _is_marker(words: PdfTextPage, place: int, letter: str, base: tuple[float, float]) -> bool:
    own = letter_base(words, place) if letter.isdigit() else None
    return own is not None and own[1] < _SMALL * base[1] and is_raised(words, place, base)


def _seen_once(glyphs: dict[_Box, str]) -> list[tuple[_Box, str]]:
    """Glyphs without those that say again what the one in the same place says: vowel signs do."""
    kept: list[tuple[_Box, str]] = []
    for box, text in glyphs.items():
        last = kept[-1] if kept else None
        if last is not None and last[1] == text and len(text) > 1:
            shared = min(box[2], last[0][2]) - max(box[0], last[0][0])
            if shared > _SAME_PLACE * (last[0][2] - last[0][0]):
                continue
        kept.append((box, text))
    return kept


def _markers(raised: dict[_Box, str], size: float) -> list[Sign]:
    """Raised figures that stand side by side as one marker each."""
    signs: list[Sign] = []
    for box, figure in sorted(raised.items()):
        last = signs[-1] if signs else None
        if last is not None and box[0] - last.right < size / 4:
            signs[-1] = Sign(f"{last.text[:-1]}{figure}]", last.left, box[2])
        else:
            signs.append(Sign(f"[{figure}]", box[0], box[2]))
    return signs
