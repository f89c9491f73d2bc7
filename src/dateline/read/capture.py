"""The room's door: the bytes of a capture to the documents it holds."""

import re
from dataclasses import replace

from dateline.model.capture import Capture
from dateline.model.document import Document, Reading
from dateline.model.problem import Problem
from dateline.read.articles import part_articles
from dateline.read.assemble import build_document
from dateline.read.markdown import read_markdown
from dateline.read.piece import Material
from dateline.read.settings import ReadSettings
from dateline.read.text import decode, looks_binary, text_pieces

_DEFAULTS = ReadSettings()


def read_capture(
    payload: bytes, capture: Capture, *, settings: ReadSettings = _DEFAULTS
) -> Reading:
    """Read a capture into its documents; what cannot be read becomes a problem.

    Args:
        payload: the bytes.
        capture: what is known of them.
        settings: the room's settings.
    """
    if not payload.strip():
        return Reading((), (_empty(capture),))
    material, problems = _material(payload, capture, settings)
    if material is None:
        return Reading((), problems)
    if not material.pieces:
        return Reading((), (*problems, *material.problems, _no_text(capture)))
    return _documents(material, capture, problems, settings)


def _material(
    payload: bytes, capture: Capture, settings: ReadSettings
) -> tuple[Material | None, tuple[Problem, ...]]:
    if looks_binary(payload):
        return None, (_binary(capture),)
    text, problems = decode(payload, capture.declared_encoding, capture.address)
    if len(text) > settings.max_characters:
        text = text[: settings.max_characters]
        problems += (_too_long(capture, settings.max_characters),)
    if _is_markdown(text, capture):
        return read_markdown(text, capture.address), problems
    return Material(text_pieces(text)), problems


def _is_markdown(text: str, capture: Capture) -> bool:
    name = capture.address.lower()
    return (
        name.endswith((".md", ".markdown"))
        or "markdown" in capture.media_type
        or (re.match(r"\ufeff?---[ \t]*\r?\n\w+:", text) is not None)
    )


def _documents(
    material: Material, capture: Capture, problems: tuple[Problem, ...], settings: ReadSettings
) -> Reading:
    """Part a compilation and build each document; problems of the capture go to a single one."""
    articles = part_articles(material.pieces)
    short = capture.sha256[:12]
    documents: list[Document] = []
    for number, pieces in enumerate(articles, 1):
        identity = material.facts.key or (short if len(articles) == 1 else f"{short}-{number}")
        documents.append(
            build_document(pieces, material.facts, capture, identity=identity, settings=settings)
        )
    found = problems + material.problems
    if len(documents) == 1 and found:
        documents[0] = replace(documents[0], problems=found + documents[0].problems)
        found = ()
    return Reading(tuple(documents), found)


def _empty(capture: Capture) -> Problem:
    return Problem("empty-file", capture.address, "The file holds no text.",
                   "Look whether the download or the copy broke off, and add it again.", "error")  # fmt: skip


def _no_text(capture: Capture) -> Problem:
    return Problem("no-text", capture.address, "No text was found in the file.",
                   "Open it: if it is an image or a scan, add a version with text.", "error")  # fmt: skip


def _binary(capture: Capture) -> Problem:
    return Problem("binary-file", capture.address, "The file is not text, and no format that is read.",
                   "Save the document as text, Markdown, HTML, PDF or DOCX and add that.", "error")  # fmt: skip


def _too_long(capture: Capture, limit: int) -> Problem:
    return Problem("too-long", capture.address, f"The text is longer than {limit:,} characters; the rest was left.",
                   "Part the file and add the parts.")  # fmt: skip
