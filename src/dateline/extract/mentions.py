"""Event mentions by rules: sentence by sentence, each field with the words it rests on."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.atlas import Gazetteer
from dateline.extract.confidence import score_draft
from dateline.extract.countries import home_country
from dateline.extract.fields import (
    Draft,
    choose_places,
    choose_time,
    choose_tolls,
    claimants_of,
    field_span,
    list_places,
    make_place,
    make_tolls,
    split_windows,
)
from dateline.extract.grounds import ground_fields
from dateline.extract.merging import merge_drafts
from dateline.extract.participants import make_participants
from dateline.extract.passages import Passage, published_day, read_passages
from dateline.extract.roles import find_roles
from dateline.extract.scene import Scene
from dateline.extract.settings import ExtractSettings
from dateline.extract.status import choose_status, single_status
from dateline.extract.story import follow_story
from dateline.extract.subtypes import Weighed, choose_subtype, find_losers
from dateline.extract.summaries import sum_up
from dateline.extract.tolls import TollSpan
from dateline.extract.towns import part_by_towns, spread_over_towns
from dateline.extract.triggers import find_groups
from dateline.lexicon import ActorSpan, Lexicon
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import Weapon
from dateline.model.actor import Participant
from dateline.model.document import Document
from dateline.model.mention import EVENT_TYPE_OF, Mention
from dateline.model.problem import Problem
from dateline.model.span import FieldSpan
from dateline.model.toll import Toll
from dateline.model.when import When

if TYPE_CHECKING:
    from dateline.extract.places import ResolvedPlace

Drafter = Callable[[Passage, When | None], Iterable[Draft]]
EXTRACTOR = "rules 0.1"
_BRIEFLY = re.compile(r"\bbriefly\b|\bbefore (?:withdrawing|leaving|retreating)\b|\bbrièvement\b")
_SNIPPET = 1_500
# What a later sentence denies by itself is not the event told before.
_OWN_DENIAL = re.compile(r"\bden(?:y|ies|ied) that\b")
# Who is accused beside a deal, a rally or a visit is accused of something else.
_BLAMELESS = frozenset({"Agreement", "Other", "Peaceful protest"})
_AIR_FORCES = frozenset({"IL", "US", "FR", "TR", "SA", "RU", "GB", "JO", "AE"})


def extract_mentions(
    document: Document,
    *,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    settings: ExtractSettings | None = None,
    homes: Sequence[str] = (),
) -> tuple[list[Mention], list[Problem]]:
    """Find the mentions of events in a document.

    Args:
        document: what was read; a headline is a document of one block.
        lexicon: who the actors are and which words report events.
        gazetteer: where places are.
        settings: how much to keep, and `homes`.
        homes: alpha-2 of the countries that the desk watches, where no settings are given.

    Returns:
        The mentions in order of their triggers, and the problems met.
    """
    chosen = settings or ExtractSettings(homes=tuple(homes))
    published = published_day(document)
    passages = read_passages(document, lexicon=lexicon, gazetteer=gazetteer, settings=chosen)

    def draft_passage(passage: Passage, inherited: When | None) -> Iterator[Draft]:
        for draft in draft_groups(passage, published, inherited, chosen):
            yield from part_draft(draft, published)

    mentions = []
    for draft in tell_events(document, passages, draft_passage):
        sure = score_draft(draft)
        if sure >= chosen.lowest_confidence:
            mentions.append(make_mention(document, draft, lexicon, gazetteer, sure=sure))
    return mentions, _problems(document, lexicon)


def tell_events(
    document: Document, passages: Sequence[Passage], draft_passage: Drafter
) -> list[Draft]:
    """Draft the events of a document sentence by sentence, and join what tells of the same one.

    Args:
        document: what is read.
        passages: its sentences as read, in order.
        draft_passage: gives the drafts of a sentence, and the day of the event before it.

    Returns:
        Finished drafts, one an event of each passage, in order.
    """
    published, home = published_day(document), home_country(passages)
    drafts: list[Draft] = []
    inherited: When | None = None
    where: list[ResolvedPlace] = []
    block = -1
    for passage in passages:
        if passage.block != block:
            block, inherited, where = passage.block, None, []
        for draft in draft_passage(passage, inherited):
            inherited = draft.when or inherited
            draft.home = home
            if draft.where:
                where = draft.where
            elif not passage.places and where:
                draft.where, draft.inherited_place = where, True
            if draft.when is None:
                draft.when = news_day(document, draft, published)
            drafts.append(draft)
    follow_story(drafts, passages, published=published)
    sum_up(drafts, [passage.scene.start for passage in passages])
    merged = merge_drafts(spread_over_towns(drafts, passages))
    for draft in merged:
        _settle(draft)
        if draft.sub_event_type in _BLAMELESS:
            for part in draft.parts:
                part.roles.blamed = []
    return merged


def _settle(draft: Draft) -> None:
    """Take what the later sentences of an event add: its type, who claims it, where it was."""
    if not draft.joined:
        return
    weighed = [weigh_draft(part) for part in draft.parts]
    first = weighed[0]
    if first.head in ("attack", "kill", "ambush") and draft.sub_event_type == "Attack":
        targets = first.targets.union(*(one.targets for one in weighed[1:]))
        draft.sub_event_type = choose_subtype(replace(first, targets=targets))
    if first.senses <= {"kill"}:
        told = [part.sub_event_type for part in draft.joined if "kill" not in part.group.senses]
        draft.sub_event_type = told[0] if told else draft.sub_event_type
    if draft.status == "asserted" and claimants_of(draft):
        draft.status = "claimed"
    held = draft.status in ("asserted", "claimed")
    denied = [part for part in draft.joined if part.roles.deniers]
    if held and any(not _OWN_DENIAL.search(part.scene.text) for part in denied):
        draft.status = "disputed"
    if not draft.where or draft.inherited_place:
        own = [part for part in draft.joined if part.where and not part.inherited_place]
        if own:
            draft.where, draft.inherited_place = own[0].where, False


def news_day(document: Document, draft: Draft, published: date | None) -> When | None:
    """The day a short report was published, for an event that it tells as news."""
    if published is None or len(document.text) > _SNIPPET:
        return None
    if draft.status in ("hypothetical", "planned", "background", "aggregate"):
        return None
    return When(published, published, 1, evidence="published")


def draft_groups(
    passage: Passage, published: date | None, inherited: When | None, settings: ExtractSettings
) -> list[Draft]:
    """Draft one event for each group of a sentence's event words.

    Args:
        passage: the sentence.
        published: the document's day.
        inherited: the day of the event before it.
        settings: how many to read.
    """
    scene = passage.scene
    groups = find_groups(scene)[: settings.most_mentions]
    drafts = []
    for group, window in zip(groups, split_windows(scene, groups) if groups else [], strict=True):
        draft = Draft(passage, group, find_roles(scene, group, window, groups), window)
        alone = len(groups) == 1
        draft.tolls = choose_tolls(scene, window, groups, group)
        draft.where = choose_places(draft, alone=alone)
        draft.when = choose_time(draft, published=published, inherited=inherited)
        draft.sub_event_type = choose_subtype(weigh_draft(draft))
        draft.status = choose_status(
            scene,
            group,
            draft.roles,
            when=draft.when,
            published=published,
            in_passing=not alone and not draft.tolls,
        )
        drafts.append(draft)
    return drafts


def part_draft(draft: Draft, published: date | None) -> list[Draft]:
    """Give one draft for each town that an event is told of, or the draft alone."""
    listed = list_places(draft)
    if not listed:
        return part_by_towns(draft)
    parted = []
    for place in listed:
        rest = [known for known in draft.where if known not in listed]
        single = single_status(draft.status, draft.when, published)
        parted.append(replace(draft, where=[place, *rest], status=single))
    return parted


def weigh_draft(draft: Draft) -> Weighed:
    """Gather what the choice of a draft's type rests on."""
    scene, roles = draft.scene, draft.roles
    losers = find_losers(scene, draft.group.head)
    doers = roles.perpetrators or ([] if roles.sides else [lead.party for lead in draft.leads])
    doers = [party for party in doers if party not in losers]
    perpetrators = {party.party.kind for party in doers}
    named = {party.party.actor for party in doers}
    countries = {party.party.country for party in doers}
    if perpetrators & {"country", "demonym"}:
        perpetrators = (perpetrators - {"country", "demonym"}) | {"force"}
    targets = {party.party.kind for party in roles.targets}
    struck = frozenset(targets)
    if not targets and roles.sides:
        targets = {party.party.kind for party in roles.sides}
    for toll in draft.tolls:
        if toll.measure in ("killed", "injured", "abducted"):
            targets |= {party.party.kind for party in scene.parties_in(toll.start, toll.end + 2)}
            targets |= {"civilians"} if toll.of == "civilians" else set()
    start, end = draft.window
    weapons = {
        hit.value.sense for hit in scene.weapons if start <= hit.start < end and hit.value.sense
    }
    return Weighed(
        draft.group.senses,
        draft.group.head.value.sense,
        frozenset(perpetrators),
        frozenset(targets),
        frozenset(weapons),
        from_the_air=bool(countries & _AIR_FORCES) or "coalition" in named,
        noun=draft.group.head.value.part == "n",
        briefly=bool(_BRIEFLY.search(scene.text)),
        words=scene.text[draft.group.head.start : draft.group.head.end].lower(),
        struck=struck,
        losers=frozenset(party.party.kind for party in losers),
    )


def make_mention(
    document: Document,
    draft: Draft,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    *,
    sure: float,
    extractor: str = EXTRACTOR,
) -> Mention:
    """Make the mention that a finished draft stands for."""
    scene, head, when = draft.scene, draft.group.head, draft.when
    participants = make_participants(draft, lexicon)
    tolls = make_tolls(draft, lexicon)
    weapons = _weapons(draft)
    mention = Mention(
        document=document.id,
        sentence=scene.text,
        start=scene.start + head.start,
        end=scene.start + head.end,
        event_type=EVENT_TYPE_OF[draft.sub_event_type],
        sub_event_type=draft.sub_event_type,
        date_start=when.start if when else None,
        date_end=when.end if when else None,
        time_precision=when.precision if when else None,
        place=make_place(draft, gazetteer),
        actors=tuple(part for part, _span, _told in participants),
        tolls=tuple(toll for toll, _span, _told in tolls),
        date_as_written=when.as_written or None if when else None,
        year_inferred=when.year_inferred if when else False,
        year_candidates=when.year_candidates if when else (),
        weapons=tuple(weapons),
        claimed_by=_identities([[party for party, _told in claimants_of(draft)]]),
        denied_by=_identities(part.roles.deniers for part in draft.parts),
        blamed=_identities(part.roles.blamed for part in draft.parts),
        speakers=tuple(said.text for said in draft.roles.speakers),
        status=draft.status,
        notes=_notes(document, scene),
        confidence=round(sure, 3),
        spans=tuple(_spans(draft, participants, tolls, weapons)),
        extractor=extractor,
    )
    return replace(mention, grounds=tuple(ground_fields(mention, draft)))


def _spans(
    draft: Draft,
    participants: Sequence[tuple[Participant, ActorSpan, Scene]],
    tolls: Sequence[tuple[Toll, TollSpan, Scene]],
    weapons: Mapping[str, Hit[Weapon]],
) -> Iterator[FieldSpan]:
    """The words that each field of a mention rests on."""
    scene, head = draft.scene, draft.group.head
    yield field_span("trigger", head.start, scene, head.end)
    for part, who, told in participants:
        yield field_span(part.role, who.start, told, who.end)
    for toll, counted, told in tolls:
        yield field_span(f"tolls.{toll.measure}", counted.start, told, counted.end)
    for hit in weapons.values():
        yield field_span("weapons", hit.start, scene, hit.end)
    yield from _place_and_time_spans(draft)
    yield from _voice_spans(draft)


def _weapons(draft: Draft) -> dict[str, Hit[Weapon]]:
    """The weapons in the event's own part of the sentence, by name."""
    start, end = draft.window
    return {hit.value.name: hit for hit in draft.scene.weapons if start <= hit.start < end}


def _voice_spans(draft: Draft) -> Iterator[FieldSpan]:
    """The words for who speaks, claims, denies and is blamed, wherever the event is told."""
    for said in draft.roles.speakers:
        yield field_span("speakers", said.start, draft.scene, said.end)
    for party, told in claimants_of(draft):
        yield field_span("claimed_by", party.start, told, party.end)
    for part in draft.parts:
        for party in part.roles.deniers:
            yield field_span("denied_by", party.start, part.scene, party.end)
        for party in part.roles.blamed:
            yield field_span("blamed", party.start, part.scene, party.end)


def _place_and_time_spans(draft: Draft) -> Iterator[FieldSpan]:
    scene = draft.scene
    if draft.where:
        span = draft.where[0].span
        yield FieldSpan("place", span.start, span.end, span.text)
    for mention in scene.dates:
        if draft.when is not None and mention.when is draft.when:
            yield field_span("date", mention.start, scene, mention.end)


def _identities(rows: Iterable[Sequence[ActorSpan]]) -> tuple[str, ...]:
    """The parties of every sentence on an event, each once, in order."""
    return tuple(dict.fromkeys(_identity(party) for row in rows for party in row))


def _identity(party: ActorSpan) -> str:
    """An actor's id, else the words: "Chad rebels" are nobody that an id tells apart."""
    if party.actor is None or party.actor.id == "unidentified-armed-group":
        return party.text
    return party.actor.id


def _notes(document: Document, scene: Scene) -> tuple[str, ...]:
    end = scene.start + len(scene.text)
    return tuple(ref.marker for ref in document.note_refs if scene.start <= ref.at <= end)


def _problems(document: Document, lexicon: Lexicon) -> list[Problem]:
    languages = {block.language or document.language or "en" for block in document.blocks}
    return [
        Problem(
            kind="no-event-words",
            where=document.id,
            what=f"There are no event words for the language {language!r}; its text was not read.",
            advice="Add a translation of the text, or enter its events by hand.",
            severity="note",
        )
        for language in sorted(languages)
        if lexicon.event_words(language) is None
    ]
