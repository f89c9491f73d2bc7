"""Markdown and source notes: front matter, headings, lists, quotations, notes."""

import re
from collections.abc import Iterator
from typing import Any

from dateline.read.front_matter import read_front_matter
from dateline.read.masthead import part_names
from dateline.read.piece import Facts, Material, Piece
from dateline.read.text import clean

_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*\s*")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?P<text>.*)", re.DOTALL)
_NOTE = re.compile(r"\[\^(?P<marker>[^\]\s]{1,16})\]:\s*(?P<text>.*)", re.DOTALL)
_DEFINED = re.compile(r"^\[\^[^\]\s]{1,16}\]:", re.MULTILINE)
_CALL = re.compile(r"(?!^\[\^[^\]\s]{1,16}\]:)\[\^([^\]\s]{1,16})\]", re.MULTILINE)
_LINK = re.compile(r"!?\[(?P<text>[^\]]*)\]\((?P<url>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
_LEAD = re.compile(r"(?:\*\*|__)(?P<lead>[^*_]{2,80}?)[.:]?(?:\*\*|__)[.:]?\s+\S")
_ROW = re.compile(r"\s*\|.*\|\s*")


def read_markdown(text: str, where: str) -> Material:
    """Read Markdown into pieces; front matter with a `source` or `key` makes it a source note.

    Args:
        text: the decoded file.
        where: its name, for problems and for the key where none is given.
    """
    front = read_front_matter(text, where)
    pieces = tuple(_pieces(front.body))
    if not front.meta:
        return Material(pieces, problems=front.problems)
    stem = re.sub(r"\.\w+$", "", re.split(r"[/\\]", where.rstrip("/"))[-1])
    facts = Facts(
        key=(front.word("key") or stem) if front.is_note else None,
        source=front.word("source"),
        title=front.word("title"),
        authors=_names(front.meta),
        publisher=front.word("publisher"),
        published=front.published,
        url=front.word("url"),
        language=front.word("language"),
    )
    return Material(pieces, facts, front.problems)


def _names(meta: dict[str, Any]) -> tuple[str, ...]:
    value = meta.get("authors", meta.get("author", ()))
    if isinstance(value, str):
        return part_names(clean(value))
    return tuple(clean(name) for name in value if isinstance(name, str))


def _pieces(body: str) -> Iterator[Piece]:
    body = body.replace("\r\n", "\n").strip("\n")
    if _DEFINED.search(body):  # else a marker leads nowhere, and stays as it is written
        body = _CALL.sub(r"[\1]", body)
    for chunk in re.split(r"\n[ \t]*\n+", body):
        yield from _chunk_pieces(chunk)


def _chunk_pieces(chunk: str) -> Iterator[Piece]:
    """One paragraph, heading, note or the items of a list."""
    held: list[str] = []
    for line in chunk.splitlines():
        starts = _HEADING.fullmatch(line.strip()) or _ITEM.match(line) or _NOTE.match(line)
        starts = starts or _ROW.fullmatch(line)
        if held and (starts or _HEADING.fullmatch(held[0].strip()) or _ROW.fullmatch(held[0])):
            yield from _one(held)
            held = []
        held.append(line)
    yield from _one(held)


def _one(lines: list[str]) -> Iterator[Piece]:
    raw = " ".join(line.strip() for line in lines)
    heading = _HEADING.fullmatch(raw)
    note = _NOTE.match(raw)
    item = _ITEM.match(raw)
    if heading is not None:
        yield from _piece(heading["text"], "heading", len(heading["marks"]))
    elif note is not None:
        yield from _piece(f"[{note['marker']}] {note['text']}", "note", 0)
    elif raw.startswith(">"):
        yield from _piece(re.sub(r"(?:^|\s)>\s?", " ", raw), "quote", 0)
    elif _ROW.fullmatch(raw):
        cells = [cell.strip() for cell in raw.strip().strip("|").split("|")]
        if not all(re.fullmatch(r":?-*:?", cell) for cell in cells):
            yield from _piece(" | ".join(filter(None, cells)), "row", 0)
    elif item is not None:
        yield from _piece(item["text"], "list_item", 0)
    elif not re.fullmatch(r"\W*", raw):
        yield from _piece(raw, "", 0)


def _piece(raw: str, hint: str, level: int) -> Iterator[Piece]:
    lead = _LEAD.match(raw)
    text = _LINK.sub(lambda match: match["text"] or match["url"], raw)
    text = re.sub(r"<(https?://[^>\s]+)>", r"\1", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])", r"\1", text)
    text = clean(re.sub(r"\\([\\`*_{}\[\]()#+.!-])", r"\1", text))
    if text:
        yield Piece(text, hint=hint, level=level, lead=clean(lead["lead"]) if lead else "")
