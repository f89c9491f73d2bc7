"""Place names where capitals tell nothing: hashtags, and sentences in capitals throughout."""

import re
from collections.abc import Callable
from typing import Final

from dateline.extract.scene import Scene
from dateline.model.span import Span

_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_SEAM = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_FEWEST_LETTERS: Final = 12
_SHARE: Final = 0.9
_LONGEST: Final = 3
_SHORTEST: Final = 3


def is_shouted(text: str) -> bool:
    """Whether a sentence is written in capitals throughout.

    >>> is_shouted("GUNMEN KILL 12 IN MOPTI REGION"), is_shouted("JNIM hit FAMa near Mopti")
    (True, False)
    """
    letters = _LETTERS.findall(text)
    high = sum(letter.isupper() for letter in letters)
    return len(letters) >= _FEWEST_LETTERS and high >= _SHARE * len(letters)


def is_tag(text: str, start: int) -> bool:
    """Whether the word that starts here is a hashtag's."""
    return start > 0 and text[start - 1] == "#"


def part_tag(name: str) -> str:
    """The words that a hashtag has joined.

    >>> part_tag("BurkinaFaso"), part_tag("Mali"), part_tag("JNIM")
    ('Burkina Faso', 'Mali', 'JNIM')
    """
    return _SEAM.sub(" ", name)


def find_shouted(scene: Scene, is_place: Callable[[int, int], bool]) -> list[Span]:
    """Find the place names of a sentence in capitals, the longest at each word.

    Args:
        scene: the sentence.
        is_place: whether the words between two offsets name a place where they stand.
    """
    taken = [
        (party.start, party.end) for party in scene.parties if party.party.kind != "country"
    ] + [(word.start, word.end) for word in scene.words]
    words = [match.span() for match in _WORD.finditer(scene.text, 0, len(scene.folded.original))]
    found: list[Span] = []
    at = 0
    while at < len(words):
        step = 1
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            start, end = words[at][0], words[at + length - 1][1]
            free = not any(begin < end and start < finish for begin, finish in taken)
            if free and end - start >= _SHORTEST and is_place(start, end):
                found.append(Span(start, end, scene.text[start:end]))
                step = length
                break
        at += step
    return found
