"""Sentences to marked events: triggers with type and status, and the arguments of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dateline.encoder.heads import Heads, apply_linear, pair_features
from dateline.encoder.labels import (
    LABELS,
    STATUS_NAMES,
    SUBTYPES,
    TRIGGER,
    WordSpan,
    decode_tags,
    find_words,
)
from dateline.encoder.session import Model, Pieces, open_model

_BELONGS: Final = 0.5


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Marked words of one text; `score` is how sure the label is, `link` that it belongs."""

    label: str
    start: int
    end: int
    text: str
    score: float
    link: float = 1.0


@dataclass(frozen=True, slots=True)
class TaggedEvent:
    """A trigger with what the heads say of it.

    Attributes:
        trigger: the words that report the event.
        types: probability of each sub-event type, in the order of `SUBTYPES`.
        statuses: probability of each status, in the order of `STATUS_NAMES`.
        arguments: the spans that belong to it, in order.
    """

    trigger: TaggedSpan
    types: tuple[float, ...]
    statuses: tuple[float, ...]
    arguments: tuple[TaggedSpan, ...]

    @property
    def sub_event_type(self) -> str:
        """The likeliest sub-event type."""
        return SUBTYPES[int(np.argmax(self.types))]

    @property
    def status(self) -> str:
        """The likeliest status."""
        return STATUS_NAMES[int(np.argmax(self.statuses))]


@dataclass(frozen=True, slots=True)
class TaggedText:
    """One text with its marked events, in order of their triggers."""

    text: str
    events: tuple[TaggedEvent, ...]


def tag_sentences(
    sentences: Sequence[str], *, threads: int = 1, boost: float = 0.0, model: Model | None = None
) -> list[TaggedText]:
    """Mark the events of sentences or short passages.

    The same list gives the same answer always; a text's figures may move in the fourth decimal
    with the texts it shares a batch with.

    Args:
        sentences: the texts; beyond 320 pieces (some 1,200 characters) a text is not read.
        threads: how many the model may use.
        boost: taken off the score of "outside"; above 0 more is marked.
        model: other weights than the shipped ones.
    """
    used = model or open_model(threads)
    pieces = used.cut(sentences)
    hidden = used.mark(pieces)
    return [
        TaggedText(text, _events(text, cut, vectors, used.heads, boost))
        for text, cut, vectors in zip(sentences, pieces, hidden, strict=True)
    ]


def embed(
    sentences: Sequence[str], *, threads: int = 1, model: Model | None = None
) -> NDArray[np.float32]:
    """Give one unit vector a sentence, as multilingual-e5-small does for a query.

    Subtract each language's mean vector before thresholding a cosine: the raw ones are all high.

    Args:
        sentences: the texts.
        threads: how many the model may use.
        model: other weights than the shipped ones.
    """
    used = model or open_model(threads)
    return used.place(used.cut([f"query: {sentence}" for sentence in sentences]))


def _events(
    text: str, cut: Pieces, pieces: NDArray[np.float32], heads: Heads, boost: float
) -> tuple[TaggedEvent, ...]:
    words = find_words(text, cut.offsets)
    if not words.offsets:
        return ()
    hidden = _means(pieces, words.pieces)
    scores = apply_linear(heads.weights, "tags", hidden)
    spans = decode_tags(scores, heads.weights["steps"], boost=boost)
    triggers = [span for span in spans if span.label == TRIGGER]
    arguments = [span for span in spans if span.label != TRIGGER]
    if not triggers:
        return ()
    vectors = list(_means(hidden, [(span.first, span.last) for span in triggers]))
    links = _links(hidden, heads, triggers, vectors, arguments)
    events = []
    for row, (span, vector) in enumerate(zip(triggers, vectors, strict=True)):
        types, statuses = heads.judge(hidden, vector)
        owned = [
            _tagged(text, words.offsets, argument, float(links[row, column]))
            for column, argument in enumerate(arguments)
            if links[row, column] >= _BELONGS or links[row, column] == links[:, column].max()
        ]
        events.append(
            TaggedEvent(
                _tagged(text, words.offsets, span),
                tuple(float(value) for value in types),
                tuple(float(value) for value in statuses),
                tuple(owned),
            )
        )
    return tuple(events)


def _means(rows: NDArray[np.float32], runs: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """Give the mean of each run of rows."""
    firsts = np.array([first for first, _last in runs])
    lasts = np.array([last for _first, last in runs])
    sums = np.zeros((len(rows) + 1, rows.shape[1]), dtype=np.float64)
    np.cumsum(rows, axis=0, out=sums[1:])
    means = (sums[lasts] - sums[firsts]) / (lasts - firsts)[:, None]
    return np.asarray(means, dtype=np.float32)


def _links(
    hidden: NDArray[np.float32],
    heads: Heads,
    triggers: list[WordSpan],
    vectors: list[NDArray[np.float32]],
    arguments: list[WordSpan],
) -> NDArray[np.float32]:
    if not arguments:
        return np.zeros((len(triggers), 0), dtype=np.float32)
    means = _means(hidden, [(span.first, span.last) for span in arguments])
    kinds = [LABELS.index(span.label) for span in arguments]
    places = [(span.first, span.last) for span in triggers]
    rows = []
    for index, vector in enumerate(vectors):
        where = np.array(
            [pair_features(places, index, (span.first, span.last)) for span in arguments],
            dtype=np.float32,
        )
        rows.append(heads.link(vector, means, kinds, where))
    return np.array(rows, dtype=np.float32)


def _tagged(
    text: str, offsets: list[tuple[int, int]], span: WordSpan, link: float = 1.0
) -> TaggedSpan:
    start, end = offsets[span.first][0], offsets[span.last - 1][1]
    return TaggedSpan(span.label, start, end, text[start:end], span.score, link)
