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
    problems = tuple(problem for material in found for problem in material.problems)
    if not any(material.pieces for material in found):
        return Reading((), problems or (_no_text(capture),))
    return _documents(found, capture, problems, settings)


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
    """The body of every message, each followed by what is attached to it."""
    found: list[Material] = []
    for letter in read_letters(payload, capture.address, mailbox=mailbox):
        place = len(found)
        if letter.is_html:
            page = read_html(letter.body, capture.address)
            material = replace(page, facts=replace(letter.facts, images=page.facts.images))
        else:
            material = Material(letter_pieces(letter), letter.facts)
        found.append(replace(material, problems=letter.problems + material.problems))
        for name, media_type, content in letter.attachments:
            inner = replace(capture, address=name, media_type=media_type, declared_encoding=None)
            parts = _attached(content, inner, settings, depth=depth + 1)
            before = len(found)
            found.extend(
                replace(
                    part, came_with=place if part.came_with is None else part.came_with + before
                )
                for part in parts
            )
    return found


def _attached(
    payload: bytes, capture: Capture, settings: ReadSettings, *, depth: int
) -> list[Material]:
    """What an attachment holds; an image without words is a picture and no fault."""
    if not payload.strip():
        return []
    if depth > _DEEPEST_MAIL:
        return [Material((), problems=(_too_deep(capture),))]
    if capture.media_type == "message/rfc822":
        return _letters(payload, capture, settings, mailbox=False, depth=depth)
    found = _materials(payload, capture, settings, depth=depth)
    picture = capture.media_type.startswith("image/")
    return [part for part in found if part.pieces or not picture]


def _documents(
    materials: Sequence[Material],
    capture: Capture,
    problems: tuple[Problem, ...],
    settings: ReadSettings,
) -> Reading:
    """Part compilations and build each document; a single one carries the capture's problems."""
    parts = [(place, *part) for place, held in enumerate(materials) for part in _articles(held)]
    short = capture.sha256[:12]
    documents: list[Document] = []
    first: dict[int, str] = {}
    for number, (place, pieces, facts) in enumerate(parts, 1):
        identity = facts.key or (short if len(parts) == 1 else f"{short}-{number}")
        document = build_document(pieces, facts, capture, identity=identity, settings=settings)
        first.setdefault(place, identity)
        came_with = materials[place].came_with
        tied = first.get(came_with) if came_with is not None else None
        documents.append(replace(document, attached_to=tied))
    if len(documents) == 1 and problems:
        whole = replace(documents[0], problems=problems + documents[0].problems)
        return Reading((whole,))
    return Reading(tuple(documents), problems)


def _articles(material: Material) -> list[tuple[list[Piece], Facts]]:
    """The articles of a material, none where it holds nothing.

    What a compilation states of itself is no article's title.
    """
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


def _too_deep(capture: Capture) -> Problem:
    return Problem(
        "nested-mail", capture.address,
        f"It lies {_DEEPEST_MAIL} messages deep in others and was left.",
        "Save the inner message as a file of its own and add that.",
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
