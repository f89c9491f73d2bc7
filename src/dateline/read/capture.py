"""The room's door: the bytes of a capture to the documents it holds."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model.capture import Capture
from dateline.model.document import Document, Reading
from dateline.model.problem import Problem
from dateline.read.articles import part_articles
from dateline.read.assemble import build_document
from dateline.read.docx import read_docx
from dateline.read.html import read_html
from dateline.read.image import read_image
from dateline.read.mail import letter_pieces, read_letters
from dateline.read.markdown import read_markdown
from dateline.read.pdf import read_pdf
from dateline.read.piece import Facts, Material, Piece
from dateline.read.settings import ReadSettings
from dateline.read.sniff import sniff
from dateline.read.text import decode, looks_binary, text_pieces

_DEFAULTS = ReadSettings()
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_DEEPEST_MAIL = 3


def read_capture(
    payload: bytes, capture: Capture, *, settings: ReadSettings = _DEFAULTS
) -> Reading:
    """Read a capture into its documents; what cannot be read becomes a problem.

    Args:
        payload: the bytes.
        capture: what is known of them.
        settings: the room's settings.
    """
    if not payload.strip(b"\x00 \t\r\n\f"):
        return Reading((), (_empty(capture),))
    found = _materials(payload, capture, settings, depth=0)
    materials = [material for material in found if material.pieces]
    problems = tuple(problem for material in found for problem in material.problems)
    if not materials:
        return Reading((), problems or (_no_text(capture),))
    return _documents(materials, capture, problems, settings)


def _materials(
    payload: bytes, capture: Capture, settings: ReadSettings, *, depth: int
) -> list[Material]:
    """What each part of the capture holds: one material, or one for each letter and attachment."""
    kind, problem = sniff(payload, capture)
    if problem is not None:
        return [Material((), problems=(problem,))]
    if kind in {"pdf", "image"}:
        reader = read_pdf if kind == "pdf" else read_image
        return [reader(payload, capture.address, settings=settings)]
    if kind == "docx":
        return [read_docx(payload, capture.address)]
    if kind in {"mail", "mbox"}:
        return _letters(payload, capture, settings, mailbox=kind == "mbox", depth=depth)
    if looks_binary(payload):
        return [Material((), problems=(_binary(capture),))]
    return [_from_text(payload, kind, capture, settings)]


def _from_text(payload: bytes, kind: str, capture: Capture, settings: ReadSettings) -> Material:
    declared = capture.declared_encoding
    if kind == "html" and declared is None:
        match = _CHARSET.search(payload[:4096])
        declared = match[1].decode("ascii") if match else None
    text, problems = decode(payload, declared, capture.address)
    if len(text) > settings.max_characters:
        text = text[: settings.max_characters]
        problems += (_too_long(capture, settings.max_characters),)
    if kind == "html":
        material = read_html(text, capture.address)
    elif kind == "markdown":
        material = read_markdown(text, capture.address)
    else:
        material = Material(text_pieces(text))
    return replace(material, problems=problems + material.problems)


def _letters(
    payload: bytes, capture: Capture, settings: ReadSettings, *, mailbox: bool, depth: int
) -> list[Material]:
    """The body of every message, then what is attached to it."""
    found: list[Material] = []
    for letter in read_letters(payload, mailbox=mailbox):
        if letter.is_html:
            page = read_html(letter.body, capture.address)
            found.append(replace(page, facts=replace(letter.facts, images=page.facts.images)))
        else:
            found.append(Material(letter_pieces(letter), letter.facts))
        for name, media_type, content in letter.attachments if depth < _DEEPEST_MAIL else ():
            inner = replace(capture, address=name, media_type=media_type, declared_encoding=None)
            if content.strip() and not media_type.startswith(("image/", "audio/", "video/")):
                found.extend(_materials(content, inner, settings, depth=depth + 1))
    return found


def _documents(
    materials: Sequence[Material],
    capture: Capture,
    problems: tuple[Problem, ...],
    settings: ReadSettings,
) -> Reading:
    """Part compilations and build each document; a single one carries the capture's problems."""
    parts = [part for material in materials for part in _articles(material)]
    short = capture.sha256[:12]
    documents: list[Document] = []
    for number, (pieces, facts) in enumerate(parts, 1):
        identity = facts.key or (short if len(parts) == 1 else f"{short}-{number}")
        documents.append(
            build_document(pieces, facts, capture, identity=identity, settings=settings)
        )
    if len(documents) == 1 and problems:
        whole = replace(documents[0], problems=problems + documents[0].problems)
        return Reading((whole,))
    return Reading(tuple(documents), problems)


def _articles(material: Material) -> list[tuple[list[Piece], Facts]]:
    """The articles of a material; what a compilation states of itself is no article's title."""
    articles = part_articles(material.pieces)
    facts = material.facts
    if len(articles) > 1:
        facts = replace(facts, title=None, name=None, authors=(), images=())
    return [(pieces, facts) for pieces in articles]


def _empty(capture: Capture) -> Problem:
    return Problem(
        "empty-file", capture.address, "The file holds nothing.",
        "Look whether the download or the copy broke off, and add it again.", "error",
    )  # fmt: skip


def _no_text(capture: Capture) -> Problem:
    return Problem(
        "no-text", capture.address, "No text was found in the file.",
        "Open it: if it is an image or a scan, add a version with text.", "error",
    )  # fmt: skip


def _binary(capture: Capture) -> Problem:
    return Problem(
        "binary-file", capture.address, "The file is not text, and no format that is read.",
        "Save the document as text, Markdown, HTML, PDF or DOCX and add that.", "error",
    )  # fmt: skip


def _too_long(capture: Capture, limit: int) -> Problem:
    return Problem(
        "too-long", capture.address,
        f"The text is longer than {limit:,} characters; the rest was left.",
        "Part the file and add the parts.",
    )  # fmt: skip
