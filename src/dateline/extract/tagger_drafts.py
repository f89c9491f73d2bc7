"""Tagged events as drafts of mentions: the model's judgement weighed with the rules'."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from dateline.encoder import TaggedEvent
from dateline.encoder.labels import STATUS_NAMES, SUBTYPES
from dateline.extract.fields import Draft, choose_places, choose_time, list_places, split_windows
from dateline.extract.mentions import weigh_draft
from dateline.extract.passages import Passage
from dateline.extract.roles import Roles, find_roles
from dateline.extract.scene import Scene
from dateline.extract.status import choose_status
from dateline.extract.subtypes import choose_subtype
from dateline.extract.tagger_spans import dates_of, parties_of, places_of, tolls_of, words_of
from dateline.extract.tagger_sure import features
from dateline.extract.triggers import EventGroup
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord
from dateline.model.when import When

# How much the rules' word adds to the model's log-probability.
RULES_ON_TYPE: Final = 1.5
RULES_ON_STATUS: Final = 0.8
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


def draft_events(
    passage: Passage,
    events: Sequence[TaggedEvent],
    *,
    published: date | None,
    inherited: When | None,
) -> Iterator[tuple[Draft, dict[str, float]]]:
    """Turn a passage's tagged events into drafts, each with what its confidence rests on.

    Args:
        passage: the passage as lexicon and grammar read it.
        events: what the tagger marked in it.
        published: the document's day.
        inherited: the date of the event that the passage goes on about.
    """
    if not events:
        return
    groups = [_group(passage.scene, event, events) for event in events]
    windows = split_windows(passage.scene, groups)
    for event, group, window in zip(events, groups, windows, strict=True):
        others = [other for other in events if other is not event]
        draft = _draft(passage, event, others, group, window)
        draft.when = _when(draft, event, others, published, inherited)
        ruled = choose_subtype(weigh_draft(draft)) if len(group.words) > 1 else None
        draft.sub_event_type = weigh(
            dict(zip(SUBTYPES, event.types, strict=True)), ruled, RULES_ON_TYPE
        )
        said = choose_status(
            passage.scene, group, draft.roles, when=draft.when, published=published,
            in_passing=bool(others) and not draft.tolls,
        )  # fmt: skip
        draft.status = weigh(
            dict(zip(STATUS_NAMES, event.statuses, strict=True)), said, RULES_ON_STATUS
        )
        rests_on = features(draft, event, ruled)
        for finished in _listed(draft):
            yield finished, rests_on


def weigh(model: Mapping[str, float], ruled: str | None, weight: float) -> str:
    """Choose by the model's probabilities, the rules' answer counting so much more.

    >>> weigh({"Attack": 0.5, "Armed clash": 0.4}, "Armed clash", 1.0)
    'Armed clash'
    """
    return max(model, key=lambda name: math.log(model[name] + 1e-9) + weight * (name == ruled))


def _group(scene: Scene, event: TaggedEvent, events: Sequence[TaggedEvent]) -> EventGroup:
    """The trigger as the head of an event group, with the event words nearest to it."""
    trigger = event.trigger
    inside = [hit for hit in scene.words if hit.start < trigger.end and trigger.start < hit.end]
    part = inside[0].value.part if inside else "n"
    sense = inside[0].value.sense if inside else _SENSES[event.sub_event_type]
    head = Hit(trigger.start, trigger.end, EventWord(sense, part))

    def nearest(hit: Hit[EventWord]) -> TaggedEvent:
        return min(events, key=lambda other: abs(other.trigger.start - hit.start))

    near = [hit for hit in scene.words if hit in inside or nearest(hit) is event]
    words = sorted([head, *near], key=lambda hit: hit.start)
    return EventGroup(head, tuple(words))


def _draft(
    passage: Passage,
    event: TaggedEvent,
    others: Sequence[TaggedEvent],
    group: EventGroup,
    window: tuple[int, int],
) -> Draft:
    scene = passage.scene
    draft = Draft(passage, group, _roles(scene, event, group, window), window, marked=event)
    draft.tolls = tolls_of(scene, event, others)
    draft.where = places_of(scene, passage.places, event)
    if not draft.where and not others:
        draft.where = choose_places(draft, alone=True)
    return draft


def _roles(scene: Scene, event: TaggedEvent, group: EventGroup, window: tuple[int, int]) -> Roles:
    """The event's parties: the tagger's, and the rules' where it marked none."""
    ruled = find_roles(scene, group, window)
    perpetrators = parties_of(scene, event, "perp")
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


def _listed(draft: Draft) -> Iterator[Draft]:
    """One draft a town, where the trigger stands for as many events as towns are listed."""
    listed = list_places(draft)
    if not listed:
        yield draft
    for place in listed:
        rest = [known for known in draft.where if known not in listed]
        single = "asserted" if draft.status == "aggregate" else draft.status
        yield replace(draft, where=[place, *rest], status=single)
