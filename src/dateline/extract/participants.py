"""The parties of one mention with their basis: who claims, who is named, who stays unknown."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.extract.avowals import avowing_party
from dateline.extract.fields import Draft, claimants_of
from dateline.extract.scene import Scene
from dateline.extract.subjects import unnamed_subject
from dateline.lexicon import ActorSpan, Lexicon
from dateline.lexicon.lexicon import FORCE_OF_KIND
from dateline.model.actor import Actor, Participant

_ALLEGED = re.compile(
    r"\b(?:suspected|alleged|believed to be|présumés?|soupçonnés?|يشتبه|مشتبه)\b", re.IGNORECASE
)

Told = tuple[Participant, ActorSpan, Scene]

_CLASHED = re.compile(r"clash(?:es|ed)|battl(?:es|ed)|fought|se sont affronté\w*", re.IGNORECASE)
_CIVIL = frozenset({"Agreement", "Other", "Change to group/activity", "Arrests"})
_DEALS = frozenset({"Agreement"})
_DIPLOMACY = frozenset({"Agreement", "Other"})
# What people without arms are called by what they did; else they are not told who they are.
_CROWDS = {
    "Peaceful protest": "protesters", "Protest with intervention": "protesters",
    "Violent demonstration": "rioters", "Mob violence": "rioters",
}  # fmt: skip
_STATE_FORCES = 1  # ACLED's code
_CROWD_MET = ("Protest with intervention", "Excessive force against protesters")


def make_participants(draft: Draft, lexicon: Lexicon) -> list[Told]:
    """The parties of a mention with their basis; a community or gunman stays unidentified.

    A later sentence adds a perpetrator only when the first names none, and targets by other names.
    Who claims a deed by nobody named did it, as claimed. Who makes a deal is a party to it.
    """
    found: list[Told] = []
    for part in draft.parts:
        for role, spans in _roles_of(part, draft.sub_event_type):
            for span in spans:
                made = _participant(draft, part.scene, span, role, lexicon)
                if role == "perpetrator" and _only_speaks(draft, part, span, made):
                    continue
                known = [one for one, _span, _scene in found]
                again = any(one.id == made.id and one.role == role for one in known if one.id)
                if not again and (part is draft or _adds(made, known)):
                    found.append((made, span, part.scene))
    if any(made.role != "target" and made.id for made, _span, _scene in found):
        return found
    for lead in draft.leads:
        made = _participant(draft, lead.scene, lead.party, "perpetrator", lexicon)
        basis = lead.basis if made.id else made.basis
        found.append((replace(made, basis=basis), lead.party, lead.scene))
    return found if draft.leads else _by_nobody_known(draft, found, lexicon)


def _roles_of(part: Draft, kind: str) -> Iterator[tuple[str, list[ActorSpan]]]:
    """The parties of one sentence by role, each once; those of a deal are parties alike."""
    roles = part.roles
    sides = list(roles.sides)
    if kind in _DEALS:
        sides += [party for party in roles.perpetrators if party not in sides]
    if _is_mutual(part) and not roles.targets:
        sides += [party for party in roles.perpetrators if party not in sides]
    starts = {party.start for party in sides}
    yield "perpetrator", [party for party in roles.perpetrators if party.start not in starts]
    yield "target", [party for party in roles.targets if party.start not in starts]
    yield "party", sides


def _only_speaks(draft: Draft, part: Draft, span: ActorSpan, made: Participant) -> bool:
    """Whether the words that quote somebody give a doer of violence who only spoke.

    A government is quoted, and so is who speaks of the event in a later sentence without a claim;
    a country's word within a longer name says whose outlet it is.
    """
    if draft.sub_event_type in _CIVIL:
        return False
    around = [
        said.end - said.start
        for said in part.roles.speakers
        if said.start <= span.start and span.end <= said.end
    ]
    if span.party.kind == "demonym" and around:
        return max(around) > span.end - span.start
    later = part is not draft and made.basis != "claimed"
    return bool(around) and (later or (made.id or "").endswith("-government"))


def _is_mutual(part: Draft) -> bool:
    """Whether a verb only says that its subjects fought ("rival forces clashed in Juba")."""
    head = part.group.head
    words = part.scene.text[head.start : head.end]
    return head.value.sense == "clash" and _CLASHED.fullmatch(words) is not None


def _by_nobody_known(draft: Draft, found: list[Told], lexicon: Lexicon) -> list[Told]:
    """Give a deed by nobody known to the one who claims it, else to the words of its subject.

    Whom it struck did not do it, whatever they claim ("the army says that it repelled them").
    """
    if draft.status == "denied":
        return found
    struck = {told[0].id for told in found if told[0].role == "target"}
    nameless = [told for told in found if told[0].role == "perpetrator"]
    words = next((told[0].described_as for told in nameless), None)
    claimed: list[Told] = []
    for party, scene in claimants_of(draft):
        made = _participant(draft, scene, party, "perpetrator", lexicon)
        told_before = {one.id for one, _span, _scene in claimed}
        if made.id and made.id not in struck | told_before:
            told = replace(made, basis="claimed", described_as=made.described_as or words)
            claimed.append((told, party, scene))
    if claimed:
        return [*claimed, *(told for told in found if told not in nameless)]
    if nameless or draft.roles.sides:
        return found
    subject = unnamed_subject(draft.scene, draft.group)
    if subject is None:
        return found
    made = _participant(draft, draft.scene, subject, "perpetrator", lexicon)
    behind = subject.start > draft.group.head.start
    others = [
        told
        for told in found
        if told[1].start >= subject.end
        or told[2] is not draft.scene
        or (behind and told[1].end <= subject.start)
    ]
    return [(made, subject, draft.scene), *others]


def _adds(made: Participant, known: list[Participant]) -> bool:
    """Whether a later sentence's party is news, and not another role of a party already there."""
    if made.role != "target":
        named = any(one.role in ("perpetrator", "party") and one.id for one in known)
        return made.id is not None and not named and all(one.id != made.id for one in known)
    return made.id is not None and all(one.id != made.id for one in known)


def _participant(
    draft: Draft, scene: Scene, span: ActorSpan, role: str, lexicon: Lexicon
) -> Participant:
    before = scene.text[max(0, span.start - 24) : span.start]
    alleged = _ALLEGED.search(before)
    text = span.text
    kind = span.party.kind
    actor = span.actor
    if actor is None and kind in FORCE_OF_KIND and draft.country:
        actor = _force(draft, FORCE_OF_KIND[kind], draft.country, lexicon)
    if kind in ("country", "demonym") and role != "target" and span.party.country:
        force = "government" if draft.sub_event_type in _DIPLOMACY else "army"
        actor = lexicon.force(force, span.party.country)
    if role == "perpetrator" and _speaks_for_army(draft, scene, span):
        actor = lexicon.force("army", span.party.country or "") or actor
    if role == "perpetrator" and kind == "civilians":
        crowd = _CROWDS.get(draft.sub_event_type)
        actor = lexicon.actor(crowd) if crowd else None
    if kind in ("protesters", "rioters"):
        peaceful = role == "target" and draft.sub_event_type in _CROWD_MET
        actor = lexicon.actor("protesters" if peaceful else kind)
    if actor is None or actor.id == "unidentified-armed-group":
        words = f"{alleged[0]} {text}" if alleged else text
        return Participant(role, text, text, None, "unidentified", words)
    basis = "attributed"
    claimants = [party for party, _scene in claimants_of(draft)]
    claims = any(span.start == one.start or actor == one.actor for one in claimants)
    if claims or (role == "perpetrator" and _avows(scene, actor)):
        basis = "claimed"
    described = f"{alleged[0]} {text}" if alleged else None
    return Participant(role, text, actor.name, actor.id, basis, described)


def _speaks_for_army(draft: Draft, scene: Scene, span: ActorSpan) -> bool:
    """Whether a government reports a deed of violence as done by its side."""
    if draft.sub_event_type in _CIVIL or not (span.party.actor or "").endswith("-government"):
        return False
    said = avowing_party(scene)
    return said is not None and said.start == span.start


def _avows(scene: Scene, actor: Actor) -> bool:
    """Whether an actor, or the state whose force it is, reports the deed as its own."""
    said = avowing_party(scene)
    if said is None:
        return False
    if said.actor is not None:
        return said.actor.id == actor.id
    return actor.inter == _STATE_FORCES and said.party.country == actor.country


def _force(draft: Draft, kind: str, country: str, lexicon: Lexicon) -> Actor | None:
    """A country's force on the day of the event: the movement's that rules it, where one does."""
    ruler = lexicon.ruler(country, draft.when.end) if draft.when else None
    return ruler or lexicon.force(kind, country)
