"""Where the letters of a PDF's page stand, and how large they are."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_RAISED = 0.2


def letter_index(words: PdfTextPage, place: int) -> int:
    """The library's number of the letter at a place of the page's text, negative for none."""
    from pypdfium2 import raw

    return int(raw.FPDFText_GetCharIndexFromTextIndex(words.raw, place))


def letter_box(
    words: PdfTextPage, place: int, *, loose: bool = False
) -> tuple[float, float, float, float] | None:
    """Box of the letter at a place of the page's text: left, bottom, right, top.

    Args:
        words: the page.
        place: the letter's, in the page's text.
        loose: whether the box is as wide as the letter's step, and not only as its ink.
    """
    import pypdfium2

    index = letter_index(words, place)
    if index < 0:
        return None
    try:
        left, bottom, right, top = words.get_charbox(index, loose=loose)
    except pypdfium2.PdfiumError:
        return None
    return left, bottom, right, top


def letter_base(words: PdfTextPage, place: int) -> tuple[float, float] | None:
    """Foot and size of the letter at a place: where its line stands, and its font's height."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    index = letter_index(words, place)
    if index < 0:
        return None
    across, up, matrix = c_double(), c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(words.raw, index, byref(across), byref(up))
    scale = 1.0
    if raw.FPDFText_GetMatrix(words.raw, index, byref(matrix)):
        scale = hypot(matrix.b, matrix.d) or 1.0
    return up.value, float(raw.FPDFText_GetFontSize(words.raw, index)) * scale or 1.0


def is_raised(words: PdfTextPage, place: int, line: tuple[float, float]) -> bool:
    """Whether a figure stands clearly above the foot of its line (foot and size, points)."""
    box = letter_box(words, place)
    return box is not None and box[1] - line[0] > _RAISED * line[1]
