"""A document before the tagger: runs of sentences in, events placed in their sentences out.

The tagger was trained on passages of some 400 characters and reads a run of sentences at once; the
rules and their steps from one sentence to the next go by sentence. So every event the tagger marks
is given to the sentence of its trigger; what belongs to it in other sentences is kept beside it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.encoder import TaggedEvent, TaggedSpan, tag_sentences
from dateline.encoder.session import Model
from dateline.extract.passages import Sentence, read_sentence
from dateline.extract.scene import Scene
from dateline.extract.triggers import find_groups
from dateline.lexicon import Lexicon
from dateline.model.document import Document

BOOST: Final = 1.0  # marks more than the likeliest tags alone; the confidence then sorts out
SNIPPET: Final = 1_500  # a text this short is read whole, whatever its words
_RUN = 420  # characters that are read together: what the tagger was trained on
_LONGEST = 1_200


@dataclass(frozen=True, slots=True)
class Told:
    """An event in the sentence of its trigger, offsets counted from the sentence.

    Attributes:
        event: the trigger with the arguments of its own sentence.
        elsewhere: arguments in other sentences of its run, offsets counted from the document.
    """

    event: TaggedEvent
    elsewhere: tuple[TaggedSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence that lexicon and grammar have read, with what the tagger marked in it."""

    scene: Scene
    sentence: Sentence
    told: tuple[Told, ...]


def tag_document(
    document: Document, sentences: Sequence[Sentence], lexicon: Lexicon, model: Model | None
) -> list[TaggedSentence]:
    """Read the sentences that may hold an event, by lexicon and tagger.

    Args:
        document: where the sentences stand.
        sentences: all of its narrative, in order.
        lexicon: which words report events.
        model: other weights than the shipped ones.

    Returns:
        The sentences with an event word, with a tagged event, or with a part of one.
    """
    scenes = [read_sentence(sentence, lexicon) for sentence in sentences]
    runs = [
        (start, end)
        for first, last in _runs(sentences)
        if _may_tell(document, sentences[first], scenes[first:last], lexicon)
        for start, end in _pieces(sentences[first].start, sentences[last - 1].end)
    ]
    heads = [
        (scene.start + group.head.start, scene.start + group.head.end)
        for scene in scenes
        if scene is not None
        for group in find_groups(scene)
    ]
    tagged = tag_sentences(
        [document.text[start:end] for start, end in runs],
        asked=[_within(heads, start, end) for start, end in runs],
        boost=BOOST,
        model=model,
    )
    starts = [sentence.start for sentence in sentences]
    told: dict[int, list[Told]] = {}
    for (start, _end), text in zip(runs, tagged, strict=True):
        for event in text.events:
            moved = _shift(event, start)
            number = max(bisect_right(starts, moved.trigger.start) - 1, 0)
            told.setdefault(number, []).append(_in_sentence(moved, sentences[number]))
            for span in told[number][-1].elsewhere:
                told.setdefault(max(bisect_right(starts, span.start) - 1, 0), [])
    read = []
    for number, (sentence, scene) in enumerate(zip(sentences, scenes, strict=True)):
        own = scene
        if own is None and number in told:
            own = read_sentence(sentence, lexicon, wordless=True)
        if own is not None:
            read.append(TaggedSentence(own, sentence, tuple(told.get(number, ()))))
    return read


def _may_tell(
    document: Document, first: Sentence, scenes: Sequence[Scene | None], lexicon: Lexicon
) -> bool:
    """Whether a run goes to the tagger: it is short, or the lexicon sees an event word in it."""
    short = len(document.text) <= SNIPPET
    return short or lexicon.event_words(first.language) is None or any(scenes)


def _runs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Join neighbouring sentences of a block, by number, up to what is read together."""
    first = 0
    for number, sentence in enumerate(sentences):
        new_block = sentence.block != sentences[first].block
        if number > first and (new_block or sentence.end - sentences[first].start > _RUN):
            yield first, number
            first = number
    if sentences:
        yield first, len(sentences)


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a run that no reader could take in."""
    while end - start > _LONGEST:
        yield start, start + _LONGEST
        start += _LONGEST
    yield start, end


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    return [(first - start, last - start) for first, last in spans if start <= first < end]


def _shift(event: TaggedEvent, by: int) -> TaggedEvent:
    """Count an event's offsets from somewhere else."""
    return replace(
        event,
        trigger=_moved(event.trigger, by),
        arguments=tuple(_moved(span, by) for span in event.arguments),
    )


def _moved(span: TaggedSpan, by: int) -> TaggedSpan:
    return replace(span, start=span.start + by, end=span.end + by)


def _in_sentence(event: TaggedEvent, sentence: Sentence) -> Told:
    """Part what stands in the trigger's own sentence from what stands in others."""
    own = [span for span in event.arguments if sentence.start <= span.start < sentence.end]
    others = [span for span in event.arguments if span not in own]
    return Told(_shift(replace(event, arguments=tuple(own)), -sentence.start), tuple(others))
