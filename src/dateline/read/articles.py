"""Parting a compilation: several articles in one capture."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.read.heads import known_head
from dateline.read.masthead import is_signature
from dateline.read.piece import Piece
from dateline.read.sources import introduces_source, is_open_title, is_source_line

_RULE = re.compile(r"[-=*_#~]{5,}|\*(?:\s*\*){2,}|\f")
_TITLE_MAX = 160
_CLOSING_PARTS = frozenset({"sources", "notes", "image", "summary"})


def part_articles(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Part the pieces of a compilation into its articles; one list where it is none.

    A digest's article ends with sources, notes, image information or a summary; the next begins
    at a title set off from it, and has sources of its own.
    """
    merged = merge_open_titles(pieces)
    starts = [0, *_title_places(merged)]
    ends = [*starts[1:], len(merged)]
    return [list(merged[start:end]) for start, end in zip(starts, ends, strict=True) if end > start]


def merge_open_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """Join a source line that was printed over two or three pieces.

    Its title opens a quotation that the next piece closes, or its address stands alone below.
    """
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is not None and _goes_on(last, piece):
            merged[-1] = replace(last, text=f"{last.text} {piece.text}")
        else:
            merged.append(piece)
    return merged


def _goes_on(last: Piece, piece: Piece) -> bool:
    if is_open_title(last.text) and re.match(r"\([^)]", piece.text):
        return True
    alone = re.fullmatch(r"(?:https?://|www\.)\S+", piece.text) is not None
    return (
        alone
        and "//" not in last.text
        and re.search(r"[”\"].{0,200}\d{4}\W*$", last.text) is not None
    )


def _title_places(pieces: Sequence[Piece]) -> list[int]:
    """Where a further article begins."""
    places: list[int] = []
    closing: str | None = None
    for place, piece in enumerate(pieces):
        part = known_head(piece.text)
        if part in _CLOSING_PARTS:
            closing = part
        elif is_source_line(piece.text) or piece.text.startswith("Image:"):
            closing = "image" if piece.text.startswith("Image:") else "sources"
        elif closing and _is_title(pieces, place, after_image=closing == "image"):
            places.append(place)
            closing = None
    return places


def _is_title(pieces: Sequence[Piece], place: int, *, after_image: bool) -> bool:
    """Whether an article's title stands here: short, set off, sources follow before the next.

    Two blank lines set a title off, or one where the image information ended the article before
    or the author's name follows.
    """
    piece = pieces[place]
    text = piece.text
    signed = any(is_signature(following.text) for following in pieces[place + 1 : place + 3])
    least = 1 if after_image or signed else 2
    set_off = piece.hint in {"heading", "title"} or piece.gap >= least
    if piece.hint not in {"", "heading", "title"} or not set_off:
        return False
    if len(text) > _TITLE_MAX or text[-1] in '.:;,”"' or re.match(r"[\[(“\"•]|\w+:\s", text):
        return False
    if re.search(r"https?://|www\.", text) or not any(letter.isalpha() for letter in text):
        return False
    ahead = pieces[place + 1 : place + 40]
    heads = [known_head(following.text) for following in ahead]
    sources = next(
        (
            step
            for step, following in enumerate(ahead)
            if heads[step] == "sources" or introduces_source(following.text, among=False)
        ),
        None,
    )
    closing = next((step for step, head in enumerate(heads) if head in {"notes", "image"}), None)
    has_text = any(len(following.text) > _TITLE_MAX for following in ahead[: sources or 0])
    return sources is not None and has_text and (closing is None or sources < closing)
