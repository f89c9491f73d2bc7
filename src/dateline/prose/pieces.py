"""Long texts in pieces, so that every reader's time grows with the length and no faster."""

import re
from collections.abc import Iterator

from dateline.prose.sentences import split_sentences

_SPACE = re.compile(r"\s")


def split_pieces(text: str, longest: int = 2000) -> Iterator[tuple[int, str]]:
    """Cut a text into pieces with their offsets: at a line break or sentence end, else a space.

    >>> list(split_pieces("One. Two. Three", longest=9))
    [(0, 'One.'), (4, ' Two.'), (9, ' Three')]
    """
    start = 0
    while len(text) - start > longest:
        window = text[start : start + longest]
        ends = [sentence.end for sentence in split_sentences(window)[:-1]]
        ends = ends or [match.end() for match in _SPACE.finditer(window)] or [longest]
        yield start, text[start : start + ends[-1]]
        start += ends[-1]
    yield start, text[start:]
