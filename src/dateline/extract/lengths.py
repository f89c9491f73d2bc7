"""Long documents in parts: a book is read in the memory that a chapter takes."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Final

from dateline.model.document import Block, Document
from dateline.model.mention import Mention
from dateline.model.problem import Problem

LONGEST_PART: Final = 200_000  # characters of narrative, some thirty thousand words
_LEAST_OF_A_PIECE = 2  # a block is cut in its last half: at a line's end, a sentence's, a space

Found = tuple[list[Mention], list[Problem]]


def extract_by_parts(
    extract: Callable[[Document], Found], document: Document, *, longest: int = LONGEST_PART
) -> Found:
    """Extract from a document, part by part where it is long.

    What "the group" and "the town" stand for, and which country a text is about, is found within
    a part. A document no longer than one part is read as it is.

    Args:
        extract: finds the mentions of a document.
        document: what was read.
        longest: characters of a part.

    Returns:
        The mentions with the whole document's offsets, and each problem once.
    """
    mentions: list[Mention] = []
    problems: dict[Problem, None] = {}
    for start, part in part_document(document, longest=longest):
        found, met = extract(part)
        mentions += (move_mention(mention, start) for mention in found) if start else found
        problems |= dict.fromkeys(met)
    return mentions, list(problems)


def part_document(
    document: Document, *, longest: int = LONGEST_PART
) -> Iterator[tuple[int, Document]]:
    """Part a long document into documents of about equal length, each with its own text.

    Args:
        document: what was read.
        longest: characters of a part.

    Yields:
        The offset of a part's text in the document's, and the part.
    """
    if len(document.text) <= longest:
        yield 0, document
        return
    whole = (Block("paragraph", document.text, 0, len(document.text), None, document.language),)
    # Parts of equal length: a short last part would pass for a news item of its own.
    size = -(-len(document.text) // -(-len(document.text) // longest))
    pieces = [piece for block in document.blocks or whole for piece in _cut(block, size)]
    filled = list(accumulate(piece.end - piece.start for piece in pieces))
    count = -(-filled[-1] // longest)
    edges = [bisect_right(filled, filled[-1] * at // count) for at in range(count + 1)]
    edges[-1] = len(pieces)
    for first, last in pairwise(edges):
        if first < last:
            yield _part(document, pieces[first:last])


def _part(document: Document, blocks: list[Block]) -> tuple[int, Document]:
    start = min(block.start for block in blocks)
    end = max(block.end for block in blocks)
    moved = tuple(replace(one, start=one.start - start, end=one.end - start) for one in blocks)
    marks = tuple(
        replace(ref, at=ref.at - start) for ref in document.note_refs if start <= ref.at <= end
    )
    quotes = tuple(
        replace(
            quote, start=quote.start - start, end=quote.end - start,
            speaker_start=_moved(quote.speaker_start, -start),
            speaker_end=_moved(quote.speaker_end, -start),
        )
        for quote in document.quotes
        if start <= quote.start and quote.end <= end
    )  # fmt: skip
    text = document.text[start:end]
    return start, replace(document, text=text, blocks=moved, note_refs=marks, quotes=quotes)


def _cut(block: Block, longest: int) -> Iterator[Block]:
    """A block, or pieces of one longer than a part."""
    text, start = block.text, 0
    while len(text) - start > longest:
        least, most = start + longest // _LEAST_OF_A_PIECE, start + longest
        ends = (text.rfind(mark, least, most) for mark in ("\n", ". ", " "))
        end = next((at + 1 for at in ends if at > 0), most)
        yield _piece(block, start, end)
        start = end
    yield block if start == 0 else _piece(block, start, len(text))


def _piece(block: Block, start: int, end: int) -> Block:
    return replace(
        block, text=block.text[start:end], start=block.start + start, end=block.start + end
    )


def move_mention(mention: Mention, by: int) -> Mention:
    """A mention with every offset moved."""
    spans = tuple(replace(one, start=one.start + by, end=one.end + by) for one in mention.spans)
    return replace(mention, start=mention.start + by, end=mention.end + by, spans=spans)


def _moved(at: int | None, by: int) -> int | None:
    return None if at is None else at + by
