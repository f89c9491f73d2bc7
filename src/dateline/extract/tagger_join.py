"""Two readings of one sentence, the tagger's and the rules', paired event by event."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from dateline.encoder import TaggedEvent
from dateline.extract.fields import Draft
from dateline.extract.tagger_read import Told
from dateline.model.mention import EVENT_TYPE_OF

_HEAD: Final = 0.5
_MAY_BE: Final = 0.1
_FIGHTS: Final = {"attack", "kill", "clash", "ambush"}
_GROUND: Final = {"Non-state actor overtakes territory", "Government regains territory"}
_UPON_IT: Final = re.compile(r"\s+(?:it|them)\b")
_CROWDS: Final = {"Protests", "Riots"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One event as either or both see it.

    Attributes:
        told: the tagger's account; where it marked nothing, its judgement of the rules' word.
        ruled: the rules' account; None where only the tagger sees an event.
        marked: whether the tagger marked it by itself.
        inside: whether its trigger is a word that the rules give to another event.
        alone: whether the sentence tells of nothing else.
    """

    told: Told | None
    ruled: Draft | None
    marked: bool
    inside: bool = False
    alone: bool = True


def pair_readings(ruled: Sequence[Draft], told: Sequence[Told]) -> list[Reading]:
    """Pair the events of a sentence that the tagger marks with those the rules see.

    A pair shares a word; else it is of one event type. A rules' event that the tagger did not
    mark goes with the tagger's judgement of its word.

    Args:
        ruled: the rules' drafts.
        told: the tagger's events, those it was asked about among them.
    """
    marked = [one for one in told if one.event.asked is None]
    partners: dict[int, Told] = {}
    for near in (_at_word, _of_type):
        for number, draft in enumerate(ruled):
            taken = list(partners.values())
            free = [one for one in marked if near(draft, one.event) and one not in taken]
            if number not in partners and free:
                partners[number] = max(free, key=partial(_fit, draft))
    taken = list(partners.values())
    alone = len(ruled) + len(marked) - len(taken) == 1
    readings = []
    for number, draft in enumerate(ruled):
        own = partners.get(number) or _asked(draft, told)
        readings.append(Reading(own, draft, number in partners, alone=alone))
    for one in marked:
        told_already = any(_again(one, own) for own in taken) or any(
            _names_it(own, one) or _same_crowd(own, one) or _won(own, one) for own in ruled
        )
        if one not in taken and not told_already:
            inside = any(_at_word(draft, one.event) for draft in ruled)
            readings.append(Reading(one, None, marked=True, inside=inside, alone=alone))
    return sorted(readings, key=_place)


def _again(one: Told, other: Told) -> bool:
    """Whether a tagged event is another told twice: of its type, with nothing of its own."""
    own = {(span.label, span.start) for span in one.event.arguments}
    known = {(span.label, span.start) for span in other.event.arguments}
    kinds = {EVENT_TYPE_OF[told.event.sub_event_type] for told in (one, other)}
    return len(kinds) == 1 and bool(own) and own <= known and not one.elsewhere


def _place(reading: Reading) -> int:
    if reading.told is not None:
        return reading.told.event.trigger.start
    return reading.ruled.group.head.start if reading.ruled else 0


def _asked(draft: Draft, told: Sequence[Told]) -> Told | None:
    """The tagger's judgement of a rules' trigger that it did not mark."""
    head = draft.group.head
    return next(
        (
            one
            for one in told
            if one.event.asked is not None
            and one.event.trigger.start < head.end
            and head.start < one.event.trigger.end
        ),
        None,
    )


def _fit(draft: Draft, told: Told) -> float:
    """How well a tagged event agrees with a rules' draft: in type above all, then in its head."""
    chance = told.event.chance_of(EVENT_TYPE_OF[draft.sub_event_type])
    return chance + _HEAD * _at_head(draft, told)


def _at_head(draft: Draft, told: Told) -> bool:
    """Whether a tagged event stands at the word that names a rules' event."""
    head, trigger = draft.group.head, told.event.trigger
    return head.start < trigger.end and trigger.start < head.end


def _names_it(draft: Draft, told: Told) -> bool:
    """Whether a tagged event, at the word that names a rules' event, may be of its type."""
    chance = told.event.chance_of(EVENT_TYPE_OF[draft.sub_event_type])
    return _at_head(draft, told) and chance >= _MAY_BE


def _same_crowd(draft: Draft, told: Told) -> bool:
    """Whether a tagged event is one of the words for a crowd: it blocks, protests, is dispersed."""
    kinds = {EVENT_TYPE_OF[draft.sub_event_type], EVENT_TYPE_OF[told.event.sub_event_type]}
    return kinds <= _CROWDS and _at_word(draft, told.event)


def _won(draft: Draft, told: Told) -> bool:
    """Whether a tagged event is what a rules' fight came to: they entered, they overran it."""
    if draft.group.head.value.sense not in _FIGHTS:
        return False
    upon_it = bool(_UPON_IT.match(draft.scene.text, told.event.trigger.end))
    return told.event.sub_event_type in _GROUND or (upon_it and _of_type(draft, told.event))


def _at_word(draft: Draft, event: TaggedEvent) -> bool:
    return any(
        word.start < event.trigger.end and event.trigger.start < word.end
        for word in draft.group.words
    )


def _of_type(draft: Draft, event: TaggedEvent) -> bool:
    return EVENT_TYPE_OF[draft.sub_event_type] == EVENT_TYPE_OF[event.sub_event_type]
