"""A photograph or scan given alone, as PNG, JPEG, TIFF or GIF."""

from dateline.model.problem import Problem
from dateline.read.pdf import lines_to_pieces
from dateline.read.piece import Material
from dateline.read.scan import Undrawn, image_sheets, read_sheets
from dateline.read.settings import ReadSettings


def read_image(payload: bytes, address: str, *, settings: ReadSettings) -> Material:
    """Read the words of an image by tesseract.

    Args:
        payload: the bytes.
        address: the file's name, for problems.
        settings: languages and limits.
    """
    sheets = list(image_sheets(payload, settings.max_scanned_pages or 1))
    if all(isinstance(sheet, Undrawn) for sheet in sheets):
        return Material((), problems=(_damaged(address),))
    lines, problems = read_sheets(sheets, len(sheets), address, settings)
    if not lines and not problems:
        problems = (_wordless(address),)
    return Material(lines_to_pieces(lines, len(sheets)), problems=problems)


def _damaged(address: str) -> Problem:
    return Problem(
        "damaged-image", address, "The image is damaged or larger than any page.",
        "Open it in a viewer, save it as PNG, and add that.", severity="error",
    )  # fmt: skip


def _wordless(address: str) -> Problem:
    return Problem(
        "no-text", address, "No words were found in the image.",
        "If it shows a document, photograph it again, straight and in full light.",
        severity="error",
    )  # fmt: skip
