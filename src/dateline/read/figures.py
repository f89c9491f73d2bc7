"""Figures and maps a document prints, with their credits and notes, and its images."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from dateline.model.document import Figure

_CAPTION = re.compile(
    r"\s*(?:Figure|Fig\.|Map|Chart|Graph|Table|Carte|Graphique|Tableau|Şekil|Harita|شكل|خريطة|شکل|نقشه)"
    r"\s*(?P<number>\d{1,3})\s*[.:–—-]\s*(?P<caption>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CREDIT = re.compile(
    r"\s*(?:Sources?|Credits?|Map by|Created by|Graphic by|Photo(?:graph)?(?: credit| by)?|Crédits?"
    r"|المصدر|Kaynak|منبع)\s*:\s*(?P<credit>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOTE = re.compile(
    r"\s*(?:Notes?|N\.B\.|Remarque|ملاحظة)\s*:\s*(?P<note>\S.*)", re.IGNORECASE | re.DOTALL
)
_PART = re.compile(
    r"(?P<name>Image|Photo|Source|Attribution|Credit|Licen[cs]e|Caption)\s*:\s*", re.IGNORECASE
)
_REACH = 4
_REACH_OF_PART = 400


def is_caption(text: str) -> bool:
    """Whether a piece is the numbered caption of a figure or map.

    >>> is_caption("Figure 4. Raids around Sevare")
    True
    """
    return _CAPTION.match(text) is not None


def read_figure(texts: Sequence[str], place: int) -> tuple[Figure, tuple[int, ...]]:
    """Read the figure whose caption stands at a place, with credit and note near it.

    Args:
        texts: the pieces' texts.
        place: index of the caption.

    Returns:
        The figure, and the places of its credit and note.
    """
    match = _CAPTION.match(texts[place])
    if match is None:
        return Figure(None, texts[place]), ()
    caption, credit, note = match["caption"].strip(), None, None
    parts = re.split(r"\s+(?=(?:Source|Note|Credit)s?:\s)", caption)
    caption = parts[0].strip()
    used: list[int] = []
    for part in parts[1:]:
        credit, note = _taken(part, credit, note)
    for step in range(place + 1, min(place + 1 + _REACH, len(texts))):
        before = (credit, note)
        credit, note = _taken(texts[step], credit, note)
        if (credit, note) == before:
            break
        used.append(step)
    return Figure(int(match["number"]), caption, credit, note), tuple(used)


def _taken(text: str, credit: str | None, note: str | None) -> tuple[str | None, str | None]:
    found = _CREDIT.match(text)
    if found is not None and credit is None:
        return _name(found["credit"]), note
    found = _NOTE.match(text)
    if found is not None and note is None:
        return credit, found["note"].strip()
    return credit, note


def _name(words: str) -> str:
    name = words.strip()
    return name[:-1].strip() if name.endswith(".") and not re.search(r"\b[A-Z]\.$", name) else name


def read_image_parts(text: str) -> dict[str, str]:
    """Part "Image: ... Source: ... Attribution: ..." into its named parts.

    >>> read_image_parts("Source: https://example.org/a.jpg Attribution: Public Domain")
    {'source': 'https://example.org/a.jpg', 'attribution': 'Public Domain'}
    """
    if ":" not in text[:_REACH_OF_PART] or _PART.search(text, 0, _REACH_OF_PART) is None:
        return {}
    marks = list(_PART.finditer(text))
    parts: dict[str, str] = {}
    for mark, following in zip_longest(marks, marks[1:]):
        if mark.start() and not text[mark.start() - 1].isspace():
            continue
        end = following.start() if following is not None else len(text)
        parts.setdefault(mark["name"].lower(), text[mark.end() : end].strip())
    return parts
