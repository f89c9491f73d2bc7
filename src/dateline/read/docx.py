"""Word files to pieces: styles, lists, tables, real footnotes and endnotes."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.model.problem import Problem
from dateline.prose.links import find_links
from dateline.read.piece import Facts, Material, Piece
from dateline.read.text import BULLET, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARTS = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_DEFAULT_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}
_SOFT_BREAK = re.compile(r"(?<=[\w,)\]]) ?\n(?!https?:|www\.) ?(?=(\w+))")
_LONGEST_HEAD = 120
# What zipfile, zlib, lxml and python-docx raise on damaged files.
_FAULTS = (
    KeyError, ValueError, AttributeError, IndexError, TypeError, OSError, EOFError, RuntimeError,
    zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class _Numbering:
    """Markers given to notes in the order in which the text points to them."""

    forms: dict[str, str]
    markers: dict[tuple[str, str], str] = field(default_factory=dict)

    def marker(self, kind: str, identity: str) -> str:
        """The marker of a note, given when it is first pointed to."""
        if (kind, identity) not in self.markers:
            number = 1 + sum(known == kind for known, _ in self.markers)
            self.markers[kind, identity] = _written(number, self.forms[kind])
        return self.markers[kind, identity]


def read_docx(payload: bytes, address: str) -> Material:
    """Read a Word file into pieces; notes follow the text, numbered as they are pointed to.

    Args:
        payload: the bytes.
        address: the file's name, for problems.
    """
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        pieces, title = _read_word(payload)
    except (*_FAULTS, OpcError, etree.XMLSyntaxError) as error:
        return Material((), problems=(_damaged(address, error),))
    return Material(pieces, Facts(title=title if _is_title(title, pieces) else None))


def _read_word(payload: bytes) -> tuple[tuple[Piece, ...], str | None]:
    """Pieces of a Word file, its notes last, and its title property."""
    from docx import Document

    word = Document(io.BytesIO(payload))
    parts = _note_parts(payload)
    links = {key: rel.target_ref for key, rel in word.part.rels.items() if rel.is_external}
    numbering = _Numbering(_forms(payload))
    styles = {style.style_id: style.name or "" for style in word.styles if style.style_id}
    pieces = list(_body(word.element.body, styles, numbering, links))
    pieces.extend(_notes(parts, numbering))
    return tuple(pieces), clean(word.core_properties.title or "") or None


def _damaged(address: str, error: Exception) -> Problem:
    return Problem(
        "damaged-docx", address,
        f"The Word file cannot be opened: {str(error)[:120] or 'damaged'}.",
        "Open it in a word processor, save it again, and add that.", severity="error",
    )  # fmt: skip


def _is_title(title: str | None, pieces: tuple[Piece, ...]) -> bool:
    """Whether the file's title property is the document's: templates leave others behind."""
    return title is not None and any(title in piece.text for piece in pieces[:8])


def _note_parts(payload: bytes) -> dict[str, tuple[_Element, dict[str, str]]]:
    """Each kind of note's XML and the addresses its links point to."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, huge_tree=False, no_network=True)
    found: dict[str, tuple[_Element, dict[str, str]]] = {}
    with zipfile.ZipFile(io.BytesIO(payload)) as packed:
        names = set(packed.namelist())
        for kind, name in _PARTS.items():
            if name not in names:
                continue
            links: dict[str, str] = {}
            rels = name.replace("word/", "word/_rels/") + ".rels"
            if rels in names:
                for rel in etree.fromstring(packed.read(rels), parser):
                    links[rel.get("Id") or ""] = rel.get("Target") or ""
            found[kind] = (etree.fromstring(packed.read(name), parser), links)
    return found


def _forms(payload: bytes) -> dict[str, str]:
    """How each kind of note is numbered (`decimal`, `lowerRoman`...), from the settings."""
    forms = dict(_DEFAULT_FORMS)
    with zipfile.ZipFile(io.BytesIO(payload)) as packed:
        for name in ("word/settings.xml", "word/document.xml"):
            if name not in packed.namelist():
                continue
            text = packed.read(name).decode("utf-8", "replace")
            for kind, form in _DEFAULT_FORMS.items():
                match = re.search(
                    rf"<w:{kind}Pr\b.{{0,400}}?<w:numFmt w:val=\"(\w+)\"", text, re.DOTALL
                )
                forms[kind] = match[1] if match else forms.get(kind, form)
    return forms


def _written(number: int, form: str) -> str:
    if form in {"lowerRoman", "upperRoman"}:
        roman, rest = "", number
        for value, letters in _ROMAN:
            roman += letters * (rest // value)
            rest %= value
        return roman if form == "lowerRoman" else roman.upper()
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)


def _body(
    body: _Element,
    styles: dict[str, str],
    numbering: _Numbering,
    links: dict[str, str],
) -> Iterator[Piece]:
    for element in body.iterchildren():
        if element.tag == f"{_W}p":
            yield from _paragraph(element, styles, numbering, links)
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                cells = [_words(cell, numbering, links)[0] for cell in row.iter(f"{_W}tc")]
                text = clean(" | ".join(filter(None, map(clean, cells))))
                if text:
                    yield Piece(text, hint="row")
        elif element.tag == f"{_W}sdt":
            for content in element.iter(f"{_W}sdtContent"):
                yield from _body(content, styles, numbering, links)


def _paragraph(
    element: _Element,
    styles: dict[str, str],
    numbering: _Numbering,
    links: dict[str, str],
) -> Iterator[Piece]:
    raw, lead = _words(element, numbering, links)
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(f"{_W}val") or "", "") if style is not None else ""
    hint, level = _role(name, listed=element.find(f"{_W}pPr/{_W}numPr") is not None)
    gap = 1
    for line in re.split(r"\n+", _SOFT_BREAK.sub(_within_sentence, raw)):
        bullet = BULLET.match(line)
        text = clean(line[bullet.end() :] if bullet else line)
        if not text:
            continue
        whole = lead == text and len(text) < _LONGEST_HEAD and not hint
        yield Piece(
            text,
            gap=gap,
            hint="heading" if whole else "list_item" if bullet and not hint else hint,
            level=3 if whole else level,
            lead="" if whole or not text.startswith(lead) else lead,
        )
        gap = 0


def _within_sentence(match: re.Match[str]) -> str:
    """A space for a line break at which a sentence goes on in small letters."""
    return " " if match[1][0].islower() else match[0]


def _role(style: str, *, listed: bool) -> tuple[str, int]:
    """Hint and level that a paragraph's style gives, whatever the language of its name."""
    name = style.lower()
    heading = re.match(r"(?:heading|titre|überschrift|başlık)\s*(\d)", name)
    if heading is not None:
        return "heading", int(heading[1])
    if name in {"title", "titre"}:
        return "title", 0
    if name in {"author", "auteur", "date"}:
        return "byline", 0
    if "caption" in name or "légende" in name:
        return "caption", 0
    if "quote" in name or "citation" in name or "block text" in name:
        return "quote", 0
    return ("list_item", 0) if listed or name.startswith("list") else ("", 0)


def _words(element: _Element, numbering: _Numbering, links: dict[str, str]) -> tuple[str, str]:
    """Text of a paragraph with its note markers, and the bold words at its start."""
    parts: list[str] = []
    lead, leading = "", True
    for run in element.iter(f"{_W}r"):
        words = "".join(_run_words(run, numbering))
        bold = run.find(f"{_W}rPr/{_W}b")
        is_bold = bold is not None and bold.get(f"{_W}val") not in {"0", "false"}
        if leading and words.strip() and not is_bold:
            leading = False
        lead += words if leading else ""
        parts.append(_written_out(run, words, links))
    text = "".join(parts)
    return text, clean(lead)


def _run_words(run: _Element, numbering: _Numbering) -> Iterator[str]:
    for part in run:
        if part.tag == f"{_W}t":
            yield part.text or ""
        elif part.tag == f"{_W}tab":
            yield " "
        elif part.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif part.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif part.tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            kind = part.tag.removeprefix(_W).removesuffix("Reference")
            yield f"[{numbering.marker(kind, part.get(f'{_W}id') or '')}]"


def _written_out(run: _Element, words: str, links: dict[str, str]) -> str:
    """An address shown short is written out from the link it stands in."""
    parent = run.getparent()
    linked = parent is not None and parent.tag == f"{_W}hyperlink"
    target = links.get(parent.get(f"{_R}id") or "", "") if parent is not None and linked else ""
    shown = find_links(words)
    if target.startswith("http") and shown and shown[0].state == "truncated":
        return words[: shown[0].start] + target + words[shown[0].end :]
    return words


def _notes(
    parts: dict[str, tuple[_Element, dict[str, str]]], numbering: _Numbering
) -> Iterator[Piece]:
    """The notes that the text points to, in order, each in one piece."""
    for (kind, identity), marker in list(numbering.markers.items()):
        root, links = parts.get(kind, (None, {}))
        if root is None:
            continue
        for note in root.iter(f"{_W}{kind}"):
            if note.get(f"{_W}id") == identity:
                paragraphs = [_words(part, numbering, links)[0] for part in note.iter(f"{_W}p")]
                text = clean(" ".join(paragraphs))
                yield Piece(f"[{marker}] {text}", hint="note")
