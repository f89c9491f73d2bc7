"""What the tagger marks, and how tags become spans."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from dateline.encoder.heads import softmax
from dateline.model.mention import EVENT_TYPE_OF, STATUSES

TRIGGER: Final = "ev"
ARGUMENTS: Final = (
    "perp", "target", "side", "place", "time", "killed", "injured", "abducted", "arrested",
    "displaced", "weapon", "claimant", "denier", "blamed", "speaker",
)  # fmt: skip
LABELS: Final = (TRIGGER, *ARGUMENTS)
# Tag 0 is outside; label n begins with 1 + 2n and goes on with 2 + 2n.
TAG_COUNT: Final = 1 + 2 * len(LABELS)
SUBTYPES: Final = tuple(EVENT_TYPE_OF)
STATUS_NAMES: Final = STATUSES


_JOINERS: Final = frozenset("\u200c\u200d\u2019'")
_BARRED: Final = -10_000.0


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A marked run of words of one text.

    Attributes:
        label: one of `LABELS`.
        first: its first word.
        last: the word after its last.
        score: mean probability of the label over its words.
    """

    label: str
    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text as the tagger counts them; a mark of punctuation is one too.

    Attributes:
        offsets: start and end in the text.
        pieces: the first piece of each, and the piece after its last.
    """

    offsets: list[tuple[int, int]]
    pieces: list[tuple[int, int]]


def find_words(text: str, pieces: Sequence[tuple[int, int]]) -> Words:
    """Gather pieces, given by their offsets, into words.

    >>> find_words("a raider.", [(0, 0), (0, 1), (1, 6), (6, 8), (8, 9), (0, 0)])
    Words(offsets=[(0, 1), (2, 8), (8, 9)], pieces=[(1, 2), (2, 4), (4, 5)])
    """
    offsets: list[tuple[int, int]] = []
    runs: list[tuple[int, int]] = []
    for number, (begin, end) in enumerate(pieces):
        start = begin
        while start < end and text[start].isspace():
            start += 1
        if start >= end:
            continue
        if offsets and offsets[-1][1] == start and _joined(text, start):
            offsets[-1] = (offsets[-1][0], end)
            runs[-1] = (runs[-1][0], number + 1)
        else:
            offsets.append((start, end))
            runs.append((number, number + 1))
    return Words(offsets, runs)


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on across this offset."""
    return _of_word(text[at - 1]) and _of_word(text[at])


def _of_word(letter: str) -> bool:
    return letter.isalnum() or letter in _JOINERS or category(letter).startswith("M")


def bar_transitions() -> NDArray[np.float32]:
    """Give what forbids going on with a label that was not begun; rows are the tag before.

    The last row stands for the beginning of the text.
    """
    barred = np.zeros((TAG_COUNT + 1, TAG_COUNT), dtype=np.float32)
    for label in range(len(LABELS)):
        begins, goes_on = 1 + 2 * label, 2 + 2 * label
        barred[:, goes_on] = _BARRED
        barred[[begins, goes_on], goes_on] = 0.0
    return barred


def decode_tags(
    scores: NDArray[np.float32], transitions: NDArray[np.float32], *, boost: float = 0.0
) -> list[WordSpan]:
    """Find one text's best sequence of tags and read its spans; see `decode_texts`."""
    return decode_texts([scores], transitions, boost=boost)[0]


def decode_texts(
    scores: Sequence[NDArray[np.float32]],
    transitions: NDArray[np.float32],
    *,
    boost: float = 0.0,
) -> list[list[WordSpan]]:
    """Find each text's best sequence of tags (Viterbi) and read its spans.

    The texts go word by word side by side: a step over many costs little more than over one.

    Args:
        scores: for each text one row a word, one column a tag.
        transitions: what following one tag with another adds; the last row is the beginning.
        boost: taken off the score of "outside"; above 0 more is marked.
    """
    order = sorted(range(len(scores)), key=lambda number: -len(scores[number]))
    lengths = np.array([len(scores[number]) for number in order], dtype=np.int64)
    decoded: list[list[WordSpan]] = [[] for _text in scores]
    if not len(lengths) or not lengths[0]:
        return decoded
    weighed = np.zeros((len(order), lengths[0], transitions.shape[1]), dtype=np.float32)
    for row, number in enumerate(order):
        weighed[row, : lengths[row]] = scores[number]
    weighed[:, :, 0] -= boost
    best, came = _search(weighed, lengths, transitions)
    for row, number in enumerate(order[: np.count_nonzero(lengths)]):
        tags = [int(best[row].argmax())]
        for word in range(lengths[row] - 1, 0, -1):
            tags.append(int(came[row, word, tags[-1]]))
        tags.reverse()
        if any(tags):
            decoded[number] = _read_spans(tags, softmax(scores[number]))
    return decoded


def _search(
    weighed: NDArray[np.float32], lengths: NDArray[np.int64], transitions: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    """Give each text's best scores by last tag, and the tag that each tag came from.

    Args:
        weighed: texts by words by tags, the longest text first.
        lengths: words of each text.
        transitions: as for `decode_texts`.
    """
    into = np.ascontiguousarray(transitions[:-1].T)
    best = transitions[-1] + weighed[:, 0]
    came = np.zeros(weighed.shape, dtype=np.int8)
    for word in range(1, weighed.shape[1]):
        going = int(np.count_nonzero(lengths > word))
        ways = best[:going, None, :] + into
        from_tag = ways.argmax(axis=2)
        came[:going, word] = from_tag
        reached = np.take_along_axis(ways, from_tag[:, :, None], axis=2)[:, :, 0]
        best[:going] = reached + weighed[:going, word]
    return best, came


def _read_spans(tags: list[int], sure: NDArray[np.float32]) -> list[WordSpan]:
    spans: list[WordSpan] = []
    first = 0
    for word, tag in enumerate(tags):
        if word + 1 < len(tags) and tags[word + 1] and tags[word + 1] % 2 == 0:
            first = word if tag % 2 else first
            continue
        if tag:
            label = (tag - 1) // 2
            first = word if tag % 2 else first
            both = sure[first : word + 1, [1 + 2 * label, 2 + 2 * label]].sum(axis=1)
            spans.append(WordSpan(LABELS[label], first, word + 1, float(both.mean())))
    return spans
