"""What a tagged event has in other sentences of its run: who, where, when and how many."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.encoder import TaggedEvent, TaggedSpan
from dateline.extract.fields import Draft
from dateline.extract.passages import Passage
from dateline.extract.roles import Roles
from dateline.extract.tagger_spans import overlap, parties_of, places_of, tolls_of, words_of
from dateline.extract.triggers import EventGroup
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord

_NOTHING = (0, 0)  # the window of a part without an event of its own


def add_elsewhere(draft: Draft, spans: Sequence[TaggedSpan], around: Mapping[int, Passage]) -> None:
    """Join to a draft the parts of its event that stand in other sentences.

    Args:
        draft: the event, filled in place.
        spans: its arguments in other sentences, offsets counted from the document.
        around: the document's sentences by their offsets.
    """
    for start, passage in around.items():
        end = start + len(passage.scene.text)
        own = [span for span in spans if start <= span.start < end]
        if own:
            _add(draft, _beside(own, start), passage)


def _beside(spans: Sequence[TaggedSpan], start: int) -> TaggedEvent:
    """The spans as an event of their own sentence, led by the first of them."""
    moved = tuple(replace(span, start=span.start - start, end=span.end - start) for span in spans)
    return TaggedEvent(moved[0], (), (), moved)


def _add(draft: Draft, event: TaggedEvent, passage: Passage) -> None:
    scene = passage.scene
    word = Hit(event.trigger.start, event.trigger.end, EventWord(draft.group.head.value.sense, "n"))
    roles = Roles(
        parties_of(scene, event, "perp"),
        parties_of(scene, event, "target"),
        parties_of(scene, event, "side"),
        parties_of(scene, event, "claimant"),
        parties_of(scene, event, "denier"),
        parties_of(scene, event, "blamed"),
        words_of(event, "speaker"),
    )
    part = Draft(
        passage, EventGroup(word, (word,)), roles, _NOTHING, draft.sub_event_type, draft.status,
        tolls=tolls_of(scene, event, [event]),
    )  # fmt: skip
    if not draft.where:
        draft.where = places_of(scene, passage.places, event)
        draft.inherited_place = bool(draft.where)
    if draft.when is None:
        times = [span for span in event.arguments if span.label == "time"]
        dates = [date for date in scene.dates if any(overlap(span, date) for span in times)]
        draft.when = dates[0].when if dates else None
    draft.joined.append(part)


def drop_told(drafts: Sequence[Draft]) -> None:
    """Drop what was joined from sentences that turned out to have an event of their own.

    Args:
        drafts: a document's finished drafts; changed in place.
    """
    own = {id(part.scene) for draft in drafts for part in draft.parts if part.window != _NOTHING}
    for draft in drafts:
        draft.joined = [
            part for part in draft.joined if part.window != _NOTHING or id(part.scene) not in own
        ]
