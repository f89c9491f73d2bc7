"""The fields of one mention, each with the words it rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from dateline.atlas import Gazetteer
from dateline.encoder import TaggedEvent
from dateline.extract.beside import are_attackers
from dateline.extract.countries import named_country
from dateline.extract.interests import find_interest
from dateline.extract.passages import Passage
from dateline.extract.places import ResolvedPlace, at_seat
from dateline.extract.roles import Roles
from dateline.extract.scene import STATE, Scene
from dateline.extract.sites import site_kind
from dateline.extract.speech import speech_role
from dateline.extract.times import from_day_before, resolve_time
from dateline.extract.tolls import TollSpan
from dateline.extract.triggers import EventGroup
from dateline.extract.whereabouts import list_run, rank_places
from dateline.lexicon import ActorSpan, Lexicon
from dateline.model.place import Place
from dateline.model.span import FieldSpan, Span
from dateline.model.toll import Toll
from dateline.model.when import When

_WINDOW_BREAK = re.compile(
    r"[;,:—–]\s|\s(?:and|while|as|after|before|following|when|et|tandis que|but|après|alors)\s"
)
_AT_SITES = re.compile(r"\s+(?:of|at|in|near|de|d['’]|à|près de)\s*(?:the\s+)?", re.IGNORECASE)
_SAME_DAY = re.compile(
    r"same day|that day|même jour|ce jour-là|نفس اليوم|اليوم نفسه|aynı gün|همان روز", re.IGNORECASE
)
# Deeds that kill nobody: beside one that does, they have no toll.
_HARMLESS = frozenset({"change", "other", "agreement", "base", "transfer"})
_INFERRED = 0.6
_LEAST_SURE = 0.35


@dataclass(frozen=True, slots=True)
class Lead:
    """A doer that an earlier sentence names for an event told without one.

    Attributes:
        party: who.
        scene: the sentence that names it.
        basis: `claimed` where that sentence claims the deeds told after it, else `inferred`.
    """

    party: ActorSpan
    scene: Scene
    basis: str


@dataclass(slots=True)
class Draft:
    """A mention while its fields are gathered.

    Attributes:
        passage: the sentence it stands in.
        group: its event words.
        roles: its parties as spans.
        window: the part of the sentence that is its own.
        sub_event_type: filled once parties and weapons are known.
        where: the places it may name, best first.
        home: the country the document is about.
        inherited_place: whether the place is that of the event before.
        joined: later sentences on the same event.
        leads: doers that earlier sentences name.
        marked: what a model marked of it; None where the rules alone found it.
        reasons: what its confidence rests on besides the rules, named for `score_event`.
    """

    passage: Passage
    group: EventGroup
    roles: Roles
    window: tuple[int, int]
    sub_event_type: str = ""
    status: str = "asserted"
    where: list[ResolvedPlace] = field(default_factory=list)
    when: When | None = None
    home: str | None = None
    tolls: list[TollSpan] = field(default_factory=list)
    inherited_place: bool = False
    joined: list["Draft"] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    marked: TaggedEvent | None = None
    reasons: dict[str, float] = field(default_factory=dict)

    @property
    def parts(self) -> list["Draft"]:
        """The draft and those of later sentences that go on about its event."""
        return [self, *self.joined]

    @property
    def scene(self) -> Scene:
        """The sentence as read."""
        return self.passage.scene

    @property
    def country(self) -> str | None:
        """Alpha-2 of the place it names, else of the forces it names, else of the document."""
        for place in self.where:
            if place.entry is not None and place.entry.country:
                return place.entry.country
        return named_country(self.scene, self.group.head.start) or self.home


def split_windows(scene: Scene, groups: Sequence[EventGroup]) -> list[tuple[int, int]]:
    """Part a sentence among its events, half way at a comma or conjunction between them."""
    if len(groups) == 1:
        return [(0, len(scene.text))]
    cuts = [0]
    for before, after in pairwise(groups):
        between = scene.text[before.end : after.start]
        breaks = list(_WINDOW_BREAK.finditer(between))
        cut = before.end + (breaks[-1].start() if breaks else len(between) // 2)
        cuts.append(max(cut, cuts[-1]))
    cuts.append(len(scene.text))
    return list(pairwise(cuts))


def choose_tolls(
    scene: Scene, window: tuple[int, int], groups: Sequence[EventGroup], group: EventGroup
) -> list[TollSpan]:
    """The tolls of an event's part of the sentence; all of them when it alone harms people."""
    harmful = [other for other in groups if not other.senses <= _HARMLESS] or list(groups)
    if harmful == [group]:
        return list(scene.tolls)
    if group not in harmful:
        return []
    return [toll for toll in scene.tolls if window[0] <= toll.start < window[1]]


def choose_places(draft: Draft, *, alone: bool) -> list[ResolvedPlace]:
    """The places of an event, the likeliest first, those of another event's part last."""
    head = draft.group.head
    window = None if alone else draft.window
    return rank_places(draft.scene, draft.passage.places, (head.start, head.end), window)


def list_places(draft: Draft) -> list[ResolvedPlace]:
    """Towns in a list, each the place of one event ("raids in Bapho, Niono and Sevare towns").

    The list follows a plural noun for the deed, or the plural sites that were struck.
    """
    if not draft.where:
        return []
    scene, head = draft.scene, draft.group.head
    plural = scene.text[head.start : head.end].lower().endswith(("s", "ات"))
    if head.value.part == "n":
        return list_run(scene, draft.passage.places, head.end) if plural else []
    for site in draft.roles.targets:
        if site.party.kind not in ("armed-site", "civil-site") or not site.text.endswith("s"):
            continue
        run = list_run(scene, draft.passage.places, site.end)
        if run and _AT_SITES.fullmatch(scene.text[site.end : run[0].span.start - scene.start]):
            return run
    return []


def choose_time(draft: Draft, *, published: date | None, inherited: When | None) -> When | None:
    """The date of an event among those its sentence, section and neighbours state."""
    scene, head = draft.scene, draft.group.head
    trigger = Span(head.start, head.end, scene.text[head.start : head.end])
    if inherited is not None and _SAME_DAY.search(scene.text):
        return replace(inherited, evidence="inherited")
    when = resolve_time(
        scene.text,
        trigger,
        scene.dates,
        document_published=published,
        section_date=draft.passage.section_date,
        inherited=inherited,
    )
    return from_day_before(when, inherited, scene.text)


def make_place(draft: Draft, gazetteer: Gazetteer) -> Place | None:
    """The place of a mention; a country inferred from forces or the document has no words."""
    country = draft.country
    if draft.where:
        first, scene = draft.where[0], draft.scene
        best = at_seat(first, scene.text, first.span.start - scene.start, gazetteer)
        place = best.place
        if best.entry is not None and best.confidence < _LEAST_SURE:
            place = Place(name=best.span.text, text=best.span.text)
            around = [one.entry for one in draft.where[1:] if one.confidence >= _LEAST_SURE]
            country = next((entry.country for entry in around if entry is not None), None)
            country = country or named_country(draft.scene, draft.group.head.start) or draft.home
        if place.country is None and country:
            place = replace(place, country=country, geo_precision=3)
        return replace(place, kind=site_kind(draft.scene, draft.window))
    if country is None:
        return None
    name = gazetteer.country_names().get(country, country)
    return Place(
        name=name, text="", gazetteer_id=f"country:{country}", country=country, geo_precision=3,
        confidence=_INFERRED, kind=site_kind(draft.scene, draft.window),
    )  # fmt: skip


def claimants_of(draft: Draft) -> list[tuple[ActorSpan, Scene]]:
    """Who claims the event: by its own sentence, else by a later or an earlier one.

    A force that only says whom it killed in return claims no part in the event.
    """
    others = _is_answered(draft)
    for part in draft.parts:
        answer = others or (part is not draft and part.group.senses <= {"kill"})
        found = [
            (party, part.scene)
            for party in part.roles.claimants
            if not (answer and party.party.kind in STATE)
        ]
        if found:
            return found
    return [(lead.party, lead.scene) for lead in draft.leads if lead.basis == "claimed"]


def make_tolls(draft: Draft, lexicon: Lexicon) -> list[tuple[Toll, TollSpan, Scene]]:
    """The tolls of a mention with their words, each with the side it fell on.

    A later sentence adds what it counts, unless an earlier one gave the same figures.
    """
    tolls: list[tuple[Toll, TollSpan, Scene]] = []
    for part in draft.parts:
        said = part.roles.speakers[0].text if part.roles.speakers else None
        for span in part.tolls:
            speaker = span.speaker_hint or said
            if speaker is None and part is draft:
                speaker = _who_counts(draft)
            interest = find_interest(speaker, part.scene, span, lexicon) if speaker else None
            again = any(
                (known.measure, known.low, known.high) == (span.measure, span.low, span.high)
                and scene is not part.scene
                for known, _span, scene in tolls
            )
            if again:
                continue
            toll = Toll(
                span.measure,
                _side_of(draft, part, span),
                span.described_as,
                span.low,
                span.high,
                span.words,
                imputed=span.imputed,
                speaker=speaker,
                interest=interest,
            )
            tolls.append((toll, span, part.scene))
    return tolls


def _is_answered(draft: Draft) -> bool:
    """Whether somebody else than a state's force did it: what a force killed is its answer."""
    doers = draft.roles.perpetrators
    return bool(doers) and all(who.party.kind in ("gunmen", "named") for who in doers)


def _who_counts(draft: Draft) -> str | None:
    """The claimant whose claim gives the toll; who only takes responsibility counts nobody."""
    told = (
        party.text
        for party, scene in claimants_of(draft)
        if speech_role(scene, party) == "claimant"
    )
    return next(told, None)


def _side_of(draft: Draft, part: Draft, span: TollSpan) -> str:
    """The side of a toll; those whom a state's force killed in answer are the perpetrator's."""
    side = _side(part, span)
    answers = part is not draft and _is_answered(draft) and bool(part.roles.perpetrators)
    forces = all(who.party.kind in STATE for who in part.roles.perpetrators)
    return "side_a" if answers and forces and side == "side_b" else side


def _side(draft: Draft, span: TollSpan) -> str:
    if span.of != "unknown":
        return span.of
    parties = draft.scene.parties_in(span.start, span.end)
    for party in parties:
        doers = draft.roles.perpetrators
        if party in doers or are_attackers(party, doers):
            return "side_a"
        if party.party.kind in ("civilians", "protesters"):
            return "civilians"
        if party in draft.roles.targets:
            return "side_b"
    return "unknown"


def field_span(name: str, start: int, scene: Scene, end: int) -> FieldSpan:
    """A field's words, offsets moved from the sentence to the document."""
    return FieldSpan(name, scene.start + start, scene.start + end, scene.text[start:end])
