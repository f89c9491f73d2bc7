"""Sentences to marked events: triggers with type and status, and the arguments of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dateline.encoder.heads import Heads, apply_linear, pair_features, softmax
from dateline.encoder.labels import (
    LABELS,
    STATUS_NAMES,
    SUBTYPES,
    TRIGGER,
    Words,
    WordSpan,
    decode_texts,
    find_words,
)
from dateline.encoder.session import Model, open_model
from dateline.model.mention import EVENT_TYPE_OF

_BELONGS: Final = 0.5
_SIDE_BY_SIDE: Final = 64  # texts whose tags are searched together


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
        asked: number of the span that the caller asked about; None where the tagger marked it.
    """

    trigger: TaggedSpan
    types: tuple[float, ...]
    statuses: tuple[float, ...]
    arguments: tuple[TaggedSpan, ...]
    asked: int | None = None

    def chance_of(self, event_type: str) -> float:
        """Give the probability of an event type: what its sub-event types add up to."""
        chances = zip(SUBTYPES, self.types, strict=True)
        return sum(chance for name, chance in chances if EVENT_TYPE_OF[name] == event_type)

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
    """One text with its marked events in order of their triggers, then those asked about."""

    text: str
    events: tuple[TaggedEvent, ...]


def tag_sentences(
    sentences: Sequence[str],
    *,
    asked: Sequence[Sequence[tuple[int, int]]] | None = None,
    threads: int = 1,
    boost: float = 0.0,
    model: Model | None = None,
) -> list[TaggedText]:
    """Mark the events of sentences or short passages.

    The same list gives the same answer always; a text's figures may move in the fourth decimal
    with the texts it shares a batch with.

    Args:
        sentences: the texts; beyond 320 pieces (some 1,200 characters) a text is not read.
        asked: for each text, spans to judge as if they were triggers, whatever the tagger marks;
            `score` then says how likely a trigger they are.
        threads: how many the model may use.
        boost: taken off the score of "outside"; above 0 more is marked.
        model: other weights than the shipped ones.
    """
    used = model or open_model(threads)
    pieces = used.cut(sentences)
    marked = used.mark(pieces)
    wanted = asked or [()] * len(sentences)
    texts: list[TaggedText] = []
    for first in range(0, len(sentences), _SIDE_BY_SIDE):
        some = slice(first, first + _SIDE_BY_SIDE)
        words = [
            find_words(text, cut.offsets)
            for text, cut in zip(sentences[some], pieces[some], strict=True)
        ]
        hidden = [_means(row, own.pieces) for row, own in zip(marked[some], words, strict=True)]
        read = _read_texts(sentences[some], words, hidden, used.heads, boost)
        texts += [
            TaggedText(one.text, _events(one, asked_of))
            for one, asked_of in zip(read, wanted[some], strict=True)
        ]
    return texts


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


def _read_texts(
    texts: Sequence[str],
    words: Sequence[Words],
    hidden: Sequence[NDArray[np.float32]],
    heads: Heads,
    boost: float,
) -> Iterator["_Read"]:
    """Find the spans of some texts."""
    scores = [apply_linear(heads.weights, "tags", rows) for rows in hidden]
    spans = decode_texts(scores, heads.weights["steps"], boost=boost)
    for text, own, rows, tags, found in zip(texts, words, hidden, scores, spans, strict=True):
        triggers = [span for span in found if span.label == TRIGGER]
        arguments = [span for span in found if span.label != TRIGGER]
        yield _Read(text, own, rows, tags, heads, triggers, arguments)


def _events(read: "_Read", asked: Sequence[tuple[int, int]]) -> tuple[TaggedEvent, ...]:
    """The events of a text: those marked, in order, then those asked about."""
    triggers = read.triggers
    spans = enumerate(asked)
    wanted = [(number, _word_span(read.words, read.scores, span)) for number, span in spans]
    if not triggers and not any(span for _number, span in wanted):
        return ()
    links = read.link_all(triggers)
    found = [read.event(triggers[index], index, links) for index in range(len(triggers))]
    for number, span in wanted:
        if span is not None:
            among = [span, *(other for other in triggers if not _share(span, other))]
            found.append(replace(read.event(span, 0, read.link_all(among)), asked=number))
    return tuple(found)


def _word_span(words: Words, scores: NDArray[np.float32], span: tuple[int, int]) -> WordSpan | None:
    """The words that an asked span covers, scored as a trigger; None beyond what was read."""
    inside = [
        number
        for number, (start, end) in enumerate(words.offsets)
        if start < span[1] and span[0] < end
    ]
    if not inside:
        return None
    sure = softmax(scores[inside])[:, [1, 2]].sum(axis=1)
    return WordSpan(TRIGGER, inside[0], inside[-1] + 1, float(sure.mean()))


def _share(one: WordSpan, other: WordSpan) -> bool:
    return one.first < other.last and other.first < one.last


@dataclass(frozen=True)
class _Read:
    """One text as read: its words, their vectors and scores, and what is marked in it."""

    text: str
    words: Words
    hidden: NDArray[np.float32]
    scores: NDArray[np.float32]
    heads: Heads
    triggers: list[WordSpan]
    arguments: list[WordSpan]

    @cached_property
    def keys(self) -> NDArray[np.float32]:
        """What triggers attend to."""
        return self.heads.keys(self.hidden)

    def link_all(self, triggers: Sequence[WordSpan]) -> NDArray[np.float32]:
        """How likely each argument belongs to each trigger; one row a trigger."""
        if not self.arguments or not triggers:
            return np.zeros((len(triggers), len(self.arguments)), dtype=np.float32)
        vectors = _means(self.hidden, [(span.first, span.last) for span in triggers])
        rows = [self._links(triggers, index, vectors[index]) for index in range(len(triggers))]
        return np.array(rows, dtype=np.float32)

    def event(self, span: WordSpan, index: int, links: NDArray[np.float32]) -> TaggedEvent:
        """Judge a trigger, and give it the arguments that are its own.

        Args:
            span: the trigger.
            index: its row among the links.
            links: how likely each argument belongs to it and to the triggers beside it.
        """
        (vector,) = _means(self.hidden, [(span.first, span.last)])
        types, statuses = self.heads.judge(self.hidden, self.keys, vector)
        own, best = links[index], links.max(axis=0)
        owned = [
            _tagged(self.text, self.words.offsets, argument, float(own[column]))
            for column, argument in enumerate(self.arguments)
            if own[column] >= _BELONGS or own[column] == best[column]
        ]
        return TaggedEvent(
            _tagged(self.text, self.words.offsets, span),
            tuple(float(value) for value in types),
            tuple(float(value) for value in statuses),
            tuple(owned),
        )

    def _links(
        self, triggers: Sequence[WordSpan], index: int, vector: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """How likely each argument belongs to one trigger."""
        places = [(span.first, span.last) for span in triggers]
        runs = [(span.first, span.last) for span in self.arguments]
        where = [pair_features(places, index, run) for run in runs]
        kinds = [LABELS.index(span.label) for span in self.arguments]
        means = _means(self.hidden, runs)
        return self.heads.link(vector, means, kinds, np.array(where, dtype=np.float32))


def _means(rows: NDArray[np.float32], runs: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """Give the mean of each run of rows."""
    if not runs:
        return np.zeros((0, rows.shape[1]), dtype=np.float32)
    firsts, lasts = np.array(runs).T
    sums = rows[firsts]
    for further in range(1, int((lasts - firsts).max())):
        (going,) = np.nonzero(lasts - firsts > further)
        sums[going] += rows[firsts[going] + further]
    return np.asarray(sums / (lasts - firsts)[:, None], dtype=np.float32)


def _tagged(
    text: str, offsets: list[tuple[int, int]], span: WordSpan, link: float = 1.0
) -> TaggedSpan:
    start, end = offsets[span.first][0], offsets[span.last - 1][1]
    return TaggedSpan(span.label, start, end, text[start:end], span.score, link)
