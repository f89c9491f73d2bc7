"""Who did it, and to whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dateline.extract.addressed import is_about
from dateline.extract.avowals import avowing_party
from dateline.extract.beside import (
    DOERS,
    STRUCK,
    are_attackers,
    is_helper,
    is_passive,
    repels,
    role_beside,
)
from dateline.extract.parties import name_parents
from dateline.extract.scene import ARMED, Scene
from dateline.extract.speech import find_speakers, speech_role
from dateline.extract.subjects import crowd_subject, shared_subject
from dateline.extract.triggers import EventGroup
from dateline.extract.voices import find_voices
from dateline.lexicon import ActorSpan
from dateline.model.span import Span

_AND = re.compile(
    r"^\s*(?:,|and|et|و|ve|,\s*and|or|/)\s*(?:the|le|la|les|l['’]|their|its|its own)?\s*"
    r"(?:\w+\s+){0,2}$"
)
_BETWEEN = re.compile(
    r"[\w\s,'’-]{0,40}?\b(?:between|with|against|entre|avec|contre|بين|مع|میان|بین|با)\b"
)
_CLASHES = re.compile(r"clash|affront|battl|fought|fight|exchanged|traded", re.IGNORECASE)
_LINKED = re.compile(
    r"^\s*(?:members?\s+)?(?:of|from|des?|du|d['’]|من|از)\s*(?:the|la|les|l['’]|a|an)?\s*$",
    re.IGNORECASE,
)
# Who condemns a deed claims none.
_CONDEMNS = re.compile(
    r"[^.;]{0,60}?(?:\bcondemn|\bcondamn|\bdénonc|\bdenounc|\bkına|\bأدان|\bندد|محکوم کرد|\bغند)",
    re.IGNORECASE,
)
_VERB_LAST = frozenset({"tr", "fa", "ps"})
_SIDES_REACH = 110


@dataclass(slots=True)
class Roles:
    """The parties to one event, as spans of the sentence."""

    perpetrators: list[ActorSpan] = field(default_factory=list)
    targets: list[ActorSpan] = field(default_factory=list)
    sides: list[ActorSpan] = field(default_factory=list)
    claimants: list[ActorSpan] = field(default_factory=list)
    deniers: list[ActorSpan] = field(default_factory=list)
    blamed: list[ActorSpan] = field(default_factory=list)
    speakers: list[Span] = field(default_factory=list)


def find_roles(
    scene: Scene,
    group: EventGroup,
    window: tuple[int, int],
    groups: Sequence[EventGroup] = (),
) -> Roles:
    """Give each party of the event's part of the sentence its role.

    Args:
        scene: the sentence.
        group: the event's words.
        window: the part of the sentence that tells of this event.
        groups: the words of every event of the sentence, this one's too.
    """
    roles = Roles(speakers=find_speakers(scene.text))
    said = [(span.start, span.end) for span in roles.speakers]
    by_speech = {
        "claimant": roles.claimants, "denier": roles.deniers, "blamed": roles.blamed,
    }  # fmt: skip
    free = []
    parents = name_parents(scene.text, scene.parties)
    for party in scene.parties_in(*window):
        if party in parents:
            continue
        spoken = speech_role(scene, party)
        if spoken in by_speech:
            by_speech[spoken].append(party)
        if spoken in (None, "blamed") and not any(a <= party.start < b for a, b in said):
            free.append(party)
    _add_voices(scene, roles)
    keep_own_voices(scene, roles, group, groups)
    harmed = _harmed(scene, free)
    if group.head.value.sense in ("clash", "agreement") and group.head.value.part == "n":
        _assign_sides(scene, group, [party for party in free if party.start not in harmed], roles)
    _assign(scene, group, [party for party in free if party not in roles.sides], harmed, roles)
    _complete(scene, group, groups, roles)
    if not roles.perpetrators and not roles.sides:
        crowd = crowd_subject(scene, group)
        roles.perpetrators = [crowd] if crowd else []
    return roles


def keep_own_voices(
    scene: Scene, roles: Roles, group: EventGroup, groups: Sequence[EventGroup]
) -> None:
    """Leave out who claims, denies or is blamed for another event of the sentence."""
    accused = {who.start for who in roles.blamed}
    roles.claimants = [
        who
        for who in roles.claimants
        if who.start not in accused and not _CONDEMNS.match(scene.text, who.end)
    ]
    for row in (roles.claimants, roles.deniers, roles.blamed):
        denies = row is roles.deniers
        row[:] = [who for who in row if is_about(scene, who, group, groups, denies=denies)]


def _add_voices(scene: Scene, roles: Roles) -> None:
    """Take in who claims, denies or is blamed anywhere in the sentence."""
    voices = find_voices(scene)
    for row, found in (
        (roles.claimants, voices.claimants), (roles.deniers, voices.deniers),
        (roles.blamed, voices.blamed),
    ):  # fmt: skip
        row += [who for who in found if all(who.start != known.start for known in row)]
    avows = avowing_party(scene)
    if avows is not None and avows.party.kind == "named" and avows not in roles.claimants:
        roles.claimants.append(avows)


def _complete(scene: Scene, group: EventGroup, groups: Sequence[EventGroup], roles: Roles) -> None:
    """Fill in a perpetrator from those who claim it, are blamed, or died attacking a force."""
    head = group.head
    clashes = head.value.sense == "clash" and _CLASHES.match(scene.text[head.start : head.end])
    if clashes and roles.perpetrators and roles.targets and not roles.sides:
        foes = [party for party in roles.targets if party.party.kind in ARMED]
        if foes:
            roles.sides = [*roles.perpetrators, *foes]
            roles.perpetrators = []
            roles.targets = [party for party in roles.targets if party not in foes]
    if not roles.perpetrators and not roles.sides:
        roles.perpetrators = list(roles.claimants) or _avowers(scene, group, groups)
    if not any(party.party.kind in ("named", "force") for party in roles.perpetrators):
        roles.perpetrators += [party for party in roles.blamed if party.party.kind == "named"]
    kinds = {party.party.kind for party in roles.targets}
    if roles.perpetrators or roles.sides or group.head.value.sense not in ("attack", "ambush"):
        return
    if _is_repelled(scene, group):
        return
    if "named" in kinds and kinds & {"force", "soldiers", "police", "security", "civilians"}:
        roles.perpetrators = [party for party in roles.targets if party.party.kind == "named"]


def _avowers(scene: Scene, group: EventGroup, groups: Sequence[EventGroup]) -> list[ActorSpan]:
    """The side whose own deed the sentence reports, where that is the first it tells of."""
    party = avowing_party(scene)
    if party is None:
        return []
    if ";" in scene.text[party.end : group.head.start]:
        return []
    told = [word.start for one in groups for word in one.words if word.start >= party.end]
    own = [word.start for word in group.words]
    return [party] if not told or min(told) in own else []


def _harmed(scene: Scene, parties: list[ActorSpan]) -> set[int]:
    """Offsets of the parties that stand in the words of a toll."""
    return {
        party.start
        for party in parties
        for toll in scene.tolls
        if toll.start <= party.start
        and (party.end <= toll.end + 2 or _LINKED.match(scene.text[toll.end : party.start]))
    }


def _assign(
    scene: Scene, group: EventGroup, parties: list[ActorSpan], harmed: set[int], roles: Roles
) -> None:
    for word in sorted(group.words, key=lambda word: word is not group.head):
        for party in parties:
            if party.start in harmed:
                continue
            role = role_beside(scene, word, party)
            if role == "perpetrator" and party not in roles.targets:
                _add(roles.perpetrators, party)
            elif role == "target" and party not in roles.perpetrators:
                _add(roles.targets, party)
    _join_neighbours(scene, parties, roles)
    if not roles.perpetrators and not roles.sides:
        roles.perpetrators = _subject_of(scene, group, roles)
    _keep_defenders(scene, group, roles)
    if scene.language in _VERB_LAST:
        _keep_first_doer(roles)
    for party in parties:
        again = party in roles.perpetrators or are_attackers(party, roles.perpetrators)
        if party.start in harmed and not again:
            _add(roles.targets, party)


def _keep_defenders(scene: Scene, group: EventGroup, roles: Roles) -> None:
    """Who repelled an attack did not launch it."""
    if _is_repelled(scene, group):
        roles.perpetrators = [who for who in roles.perpetrators if who not in roles.targets]


def _is_repelled(scene: Scene, group: EventGroup) -> bool:
    return any(repels(scene, word) for word in group.words)


def _subject_of(scene: Scene, group: EventGroup, roles: Roles) -> list[ActorSpan]:
    """Who did it where the event's verb shares its subject with the verb before it."""
    taken = [*roles.targets, *roles.claimants, *roles.deniers]
    for word in group.words:
        if word.value.part == "v" and not is_passive(scene, word):
            subject = shared_subject(scene, word)
            if subject is not None and subject not in taken:
                return [subject]
    return []


def _keep_first_doer(roles: Roles) -> None:
    """Where the verb comes last, the first party before it did it and the others were struck."""
    for party in roles.perpetrators[1:]:
        if party.party.kind in STRUCK and party not in roles.targets:
            roles.targets.append(party)
    roles.perpetrators = roles.perpetrators[:1]


def _join_neighbours(scene: Scene, parties: list[ActorSpan], roles: Roles) -> None:
    """Give a party the role of the one it is joined to by "and"."""
    given = (roles.perpetrators, roles.targets)
    for before, after in pairwise(parties):
        if not _AND.match(scene.text[before.end : after.start]) or is_helper(scene, after):
            continue
        for row in given:
            other = roles.targets if row is roles.perpetrators else roles.perpetrators
            kinds = {before.party.kind, after.party.kind}
            if kinds <= DOERS and before in row and after not in other:
                _add(row, after)
            elif kinds <= DOERS and after in row and before not in other:
                _add(row, before)


def _assign_sides(scene: Scene, group: EventGroup, parties: list[ActorSpan], roles: Roles) -> None:
    after = scene.text[group.head.end : group.head.end + 160]
    link = _BETWEEN.match(after)
    if not link:
        return
    start = group.head.end + link.end()
    for party in parties:
        if start <= party.start < start + _SIDES_REACH and party.party.kind in DOERS:
            _add(roles.sides, party)


def _add(parties: list[ActorSpan], party: ActorSpan) -> None:
    if party not in parties:
        parties.append(party)
