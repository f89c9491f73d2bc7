"""The first sheet of an Excel workbook as rows of text, read from its XML alone."""

import io
import re
import zipfile
from typing import Any

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LETTERS = re.compile(r"[A-Z]+")
_MOST_COLUMNS = 16_384
_MOST_BYTES = 2_000_000_000


def read_workbook(payload: bytes) -> list[list[str]]:
    """Read the first sheet, each row as long as the header; a day is its number, as Excel has it.

    Args:
        payload: the bytes of an `.xlsx` file.

    Raises:
        ValueError: the workbook is broken, or larger than fits into memory.
    """
    from lxml import etree

    parser: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": True}
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MOST_BYTES:
                raise ValueError("the workbook is larger than 2 GB unpacked")
            words: list[str] = []
            if "xl/sharedStrings.xml" in archive.namelist():
                strings = etree.XML(archive.read("xl/sharedStrings.xml"), etree.XMLParser(**parser))
                words = [_text_of(one) for one in strings.iter(f"{_MAIN}si")]
            sheet = etree.XML(
                archive.read(_first_sheet(archive, parser)), etree.XMLParser(**parser)
            )
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise ValueError(f"the workbook is broken ({error})") from error
    rows = [_cells(row, words) for row in sheet.iter(f"{_MAIN}row")]
    width = len(rows[0]) if rows else 0
    return [(row + [""] * width)[: max(width, len(row))] for row in rows if any(row)]


def _first_sheet(archive: zipfile.ZipFile, parser: dict[str, Any]) -> str:
    """The path of the sheet that stands first in the workbook."""
    from lxml import etree

    book = etree.XML(archive.read("xl/workbook.xml"), etree.XMLParser(**parser))
    ties = etree.XML(archive.read("xl/_rels/workbook.xml.rels"), etree.XMLParser(**parser))
    targets = {tie.get("Id"): tie.get("Target") for tie in ties}
    first = next(book.iter(f"{_MAIN}sheet"), None)
    target = targets.get(first.get(_LINKED)) if first is not None else None
    if not target:
        raise ValueError("the workbook has no sheet")
    return str(target).lstrip("/") if target.startswith("/") else f"xl/{target}"


def _cells(row: Any, words: list[str]) -> list[str]:  # noqa: ANN401 - an lxml element
    """A row's values in their columns; cells left out are blank."""
    found: dict[int, str] = {}
    for place, cell in enumerate(row.iter(f"{_MAIN}c")):
        letters = _LETTERS.match(cell.get("r") or "")
        at = _column(letters[0]) if letters else place
        if at < _MOST_COLUMNS:
            found[at] = _value(cell, words)
    return [found.get(at, "") for at in range(max(found, default=-1) + 1)]


def _value(cell: Any, words: list[str]) -> str:  # noqa: ANN401 - an lxml element
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text_of(cell)
    text = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        at = int(text) if text.isdecimal() else -1
        return words[at] if 0 <= at < len(words) else ""
    return "" if kind == "e" else text


def _text_of(element: Any) -> str:  # noqa: ANN401 - an lxml element
    return "".join(part.text or "" for part in element.iter(f"{_MAIN}t"))


def _column(letters: str) -> int:
    """The place of a column from its letters.

    >>> _column("A"), _column("Z"), _column("AA")
    (0, 25, 26)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
