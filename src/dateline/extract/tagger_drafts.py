"""The events of one sentence as drafts: the tagger's judgement weighed with the rules'."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from dateline.encoder import TaggedEvent
from dateline.encoder.labels import STATUS_NAMES, SUBTYPES
from dateline.extract.beside import is_object, took_no_part
from dateline.extract.fields import Draft, choose_places, choose_time, split_windows
from dateline.extract.means import lacks_means
from dateline.extract.mentions import draft_groups, part_draft, weigh_draft
from dateline.extract.namesakes import is_namesake
from dateline.extract.passages import Passage
from dateline.extract.roles import Roles, find_roles, keep_own_voices
from dateline.extract.scene import Scene
from dateline.extract.settings import ExtractSettings
from dateline.extract.status import choose_status
from dateline.extract.subtypes import choose_subtype
from dateline.extract.tagger_elsewhere import add_elsewhere
from dateline.extract.tagger_join import Reading, pair_readings
from dateline.extract.tagger_read import Told
from dateline.extract.tagger_spans import (
    dates_of,
    overlap,
    parties_of,
    places_of,
    tolls_of,
    words_of,
)
from dateline.extract.tagger_sure import reasons_of
from dateline.extract.tolls import TollSpan
from dateline.extract.triggers import EventGroup
from dateline.extract.unreal import unreal_status
from dateline.extract.wording import meant_word
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord
from dateline.model.when import When

# How much the rules' word adds to the model's log-probability.
RULES_ON_TYPE: Final = 5.0
WORDS_ON_TYPE: Final = 2.0  # where the rules see words but no event, or an attack on nobody named
RULES_ON_STATUS: Final = 5.0
ASSERTED: Final = 1.0  # what the rules' "asserted" weighs: they say it where they see nothing else
UNREAL: Final = 15.0  # words that say it has not happened leave no doubt
# Deeds that harm nobody, and the labels of those harmed.
_HARMLESS: Final = frozenset({"agreement", "change", "other", "base", "transfer", "protest"})
_COUNTED: Final = ("killed", "injured")
_FREES: Final = re.compile(
    r"rescu|fre(?:e|ing)|releas|liber|libér|kurtar|serbest|تحرير|آزاد", re.IGNORECASE
)
_SITES: Final = ("armed-site", "civil-site")  # what a mine strikes does nothing itself
# The sense that a trigger has by its type, where no list of event words knows it.
_SENSES: Final = {
    "Government regains territory": "retake", "Non-state actor overtakes territory": "seize",
    "Armed clash": "clash", "Excessive force against protesters": "crackdown",
    "Protest with intervention": "disperse", "Peaceful protest": "protest",
    "Violent demonstration": "riot", "Mob violence": "mob", "Chemical weapon": "chemical",
    "Air/drone strike": "air", "Suicide bomb": "suicide",
    "Shelling/artillery/missile attack": "shelling", "Remote explosive/landmine/IED": "ied",
    "Grenade": "grenade", "Sexual violence": "sexual", "Attack": "attack",
    "Abduction/forced disappearance": "abduct", "Agreement": "agreement", "Arrests": "arrest",
    "Change to group/activity": "change", "Disrupted weapons use": "disrupt",
    "Headquarters or base established": "base", "Looting/property destruction": "loot",
    "Non-violent transfer of territory": "transfer", "Other": "other",
}  # fmt: skip


def draft_sentence(
    passage: Passage,
    told: Sequence[Told],
    around: Mapping[int, Passage],
    *,
    published: date | None,
    inherited: When | None,
    settings: ExtractSettings,
) -> Iterator[Draft]:
    """Draft the events of a sentence, those the tagger marks and those the rules see.

    Args:
        passage: the sentence as lexicon and grammar read it.
        told: what the tagger says of it.
        around: the document's sentences by their offsets.
        published: the document's day.
        inherited: the date of the event before it.
        settings: how many to read.
    """
    ruled = draft_groups(passage, published, inherited, settings)
    meant = [one for one in told if not is_namesake(passage.scene, one.event.trigger)]
    readings = pair_readings(ruled, meant)[: settings.most_mentions]
    yield from _draft_readings(passage, readings, around, (published, inherited))


def draft_events(
    passage: Passage,
    events: Sequence[TaggedEvent],
    *,
    published: date | None,
    inherited: When | None,
) -> Iterator[Draft]:
    """Draft the events that somebody marked in a passage, without looking for others.

    Args:
        passage: the passage as lexicon and grammar read it.
        events: what is marked in it.
        published: the document's day.
        inherited: the date of the event that the passage goes on about.
    """
    alone = len(events) == 1
    readings = [Reading(Told(event), None, marked=True, alone=alone) for event in events]
    yield from _draft_readings(passage, readings, {}, (published, inherited))


def _draft_readings(
    passage: Passage,
    readings: Sequence[Reading],
    around: Mapping[int, Passage],
    days: tuple[date | None, When | None],
) -> Iterator[Draft]:
    published, inherited = days
    marked = [reading.told.event for reading in readings if reading.marked and reading.told]
    groups = {id(event): _group(passage.scene, event, marked) for event in marked}
    windows = dict(
        zip(groups, split_windows(passage.scene, list(groups.values())), strict=True)
        if groups
        else ()
    )
    beside = [one.ruled.group for one in readings if one.ruled] + list(groups.values())
    for reading in readings:
        if reading.ruled is not None:
            draft = reading.ruled
            if reading.told is not None:
                _fill(draft, reading)
        else:
            event = _event(reading)
            others = [other for other in marked if other is not event]
            held = (groups[id(event)], windows[id(event)])
            draft = _by_tagger(passage, event, others, held, beside)
            draft.when = _when(draft, event, others, published, inherited)
        keep_own_voices(draft.scene, draft.roles, draft.group, beside)
        draft.tolls = own_tolls(draft, alone=len(readings) == 1)
        ruled_type, ruled_status = _rules_say(reading, draft, published)
        if reading.told is not None:
            told_with = (one.scene.text for one in around.values() if one.block == passage.block)
            _judge(draft, reading, (ruled_type, ruled_status), told_with)
            add_elsewhere(draft, reading.told.elsewhere, around)
        draft.reasons = reasons_of(draft, reading, ruled_type)
        yield from part_draft(draft, published)


def _fill(draft: Draft, reading: Reading) -> None:
    """Add to a rules' draft what they left open and the tagger marks."""
    event, scene, roles = _event(reading), draft.scene, draft.roles
    if reading.marked:
        draft.marked = event
    known = bool(roles.perpetrators or roles.sides)
    targets = roles.targets or parties_of(scene, event, "target")
    struck = [party for party in roles.targets if party.party.kind in _SITES]
    doers = [
        party
        for party in parties_of(scene, event, "perp")
        if not any(party.start < one.end and one.start < party.end for one in struck)
        and not (party in roles.targets and is_object(scene, party))
        and not took_no_part(scene, draft.group.head, party)
    ]
    doers = roles.perpetrators if known else doers
    draft.roles = Roles(
        doers,
        [party for party in targets if party not in doers],
        roles.sides if known else parties_of(scene, event, "side"),
        roles.claimants or parties_of(scene, event, "claimant"),
        roles.deniers or parties_of(scene, event, "denier"),
        roles.blamed or parties_of(scene, event, "blamed"),
        roles.speakers or words_of(event, "speaker"),
    )
    spoken = [span for span in event.arguments if span.label == "speaker"]
    counted = [toll for toll in draft.tolls if not any(overlap(span, toll) for span in spoken)]
    draft.tolls = counted or tolls_of(scene, event, [])
    draft.where = draft.where or places_of(scene, draft.passage.places, event)


def own_tolls(draft: Draft, *, alone: bool) -> list[TollSpan]:
    """The tolls of an event: a rally beside a bombing has none of its dead.

    Whoever is rescued or let go is neither arrested nor abducted by that.
    """
    head = draft.group.head
    if _FREES.match(draft.scene.text[head.start : head.end]):
        return [toll for toll in draft.tolls if toll.measure not in ("arrested", "abducted")]
    if alone or head.value.sense not in _HARMLESS or draft.marked is None:
        return draft.tolls
    told = [span for span in draft.marked.arguments if span.label in _COUNTED]
    return [
        toll
        for toll in draft.tolls
        if toll.measure not in _COUNTED or any(overlap(span, toll) for span in told)
    ]


def _rules_say(
    reading: Reading, draft: Draft, published: date | None
) -> tuple[str | None, str | None]:
    """The type and the status that the rules give; without an event word no type."""
    if reading.ruled is not None:
        return choose_subtype(weigh_draft(draft)), reading.ruled.status
    kind = choose_subtype(weigh_draft(draft)) if len(draft.group.words) > 1 else None
    status = choose_status(
        draft.scene, draft.group, draft.roles, when=draft.when, published=published,
        in_passing=not reading.alone and not draft.tolls,
    )  # fmt: skip
    return kind, status


def _judge(
    draft: Draft,
    reading: Reading,
    ruled: tuple[str | None, str | None],
    told_with: Iterable[str],
) -> None:
    """Choose type and status, the tagger's judgement weighed with the rules'."""
    (kind, status), event, weight = ruled, _event(reading), RULES_ON_TYPE
    if reading.ruled is None or (kind == "Attack" and not weigh_draft(reading.ruled).targets):
        weight = WORDS_ON_TYPE
    types = dict(zip(SUBTYPES, event.types, strict=True))
    chosen = weigh(types, kind, weight)
    if lacks_means(chosen, draft.scene.text, told_with):
        del types[chosen]
        chosen = weigh(types, kind, weight)
    draft.sub_event_type = chosen
    weight = ASSERTED if status == "asserted" else RULES_ON_STATUS
    if status is not None and unreal_status(draft.scene, draft.group) == status:
        weight = UNREAL
    draft.status = weigh(dict(zip(STATUS_NAMES, event.statuses, strict=True)), status, weight)


def weigh(model: Mapping[str, float], ruled: str | None, weight: float) -> str:
    """Choose by the model's probabilities, the rules' answer counting so much more.

    >>> weigh({"Attack": 0.5, "Armed clash": 0.4}, "Armed clash", 1.0)
    'Armed clash'
    """
    return max(model, key=lambda name: math.log(model[name] + 1e-9) + weight * (name == ruled))


def _group(scene: Scene, event: TaggedEvent, events: Sequence[TaggedEvent]) -> EventGroup:
    """The trigger as the head of an event group, with the event words nearest to it."""
    trigger = event.trigger
    words = [meant_word(scene, hit) for hit in scene.words]
    inside = [hit for hit in words if hit.start < trigger.end and trigger.start < hit.end]
    part = inside[0].value.part if inside else "n"
    sense = inside[0].value.sense if inside else _SENSES[event.sub_event_type]
    head = Hit(trigger.start, trigger.end, EventWord(sense, part))

    def nearest(hit: Hit[EventWord]) -> TaggedEvent:
        return min(events, key=lambda other: abs(other.trigger.start - hit.start))

    near = [hit for hit in words if hit in inside or nearest(hit) is event]
    return EventGroup(head, tuple(sorted([head, *near], key=lambda hit: hit.start)))


def _by_tagger(
    passage: Passage,
    event: TaggedEvent,
    others: Sequence[TaggedEvent],
    held: tuple[EventGroup, tuple[int, int]],
    beside: Sequence[EventGroup],
) -> Draft:
    """What only the tagger sees, with what the rules add where it is silent."""
    scene, (group, window) = passage.scene, held
    known = find_roles(scene, group, window, beside)
    draft = Draft(passage, group, _roles(scene, event, known, group), window, marked=event)
    draft.tolls = tolls_of(scene, event, others)
    draft.where = places_of(scene, passage.places, event)
    if not draft.where and not others:
        draft.where = choose_places(draft, alone=True)
    return draft


def _event(reading: Reading) -> TaggedEvent:
    if reading.told is None:
        raise ValueError(reading)
    return reading.told.event


def _roles(scene: Scene, event: TaggedEvent, ruled: Roles, group: EventGroup) -> Roles:
    """The event's parties: the tagger's, and the rules' where it marked none."""
    perpetrators = [
        party
        for party in parties_of(scene, event, "perp")
        if not took_no_part(scene, group.head, party)
    ]
    targets = parties_of(scene, event, "target")
    sides = parties_of(scene, event, "side")
    claimants = parties_of(scene, event, "claimant")
    return Roles(
        perpetrators or ([] if sides else claimants or ruled.perpetrators),
        [party for party in targets or ruled.targets if party not in perpetrators],
        sides or ([] if perpetrators else ruled.sides),
        claimants or ruled.claimants,
        parties_of(scene, event, "denier") or ruled.deniers,
        parties_of(scene, event, "blamed") or ruled.blamed,
        words_of(event, "speaker") or ruled.speakers,
    )


def _when(
    draft: Draft,
    event: TaggedEvent,
    others: Sequence[TaggedEvent],
    published: date | None,
    inherited: When | None,
) -> When | None:
    """The event's day, chosen among the dates that no other event of the passage has."""
    own = replace(draft.scene, dates=tuple(dates_of(draft.scene, event, others)))
    narrowed = replace(draft, passage=replace(draft.passage, scene=own))
    return choose_time(narrowed, published=published, inherited=inherited)
