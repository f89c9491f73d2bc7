"""Who did it, to whom, who claims or denies it, and who says so."""

import re
from dataclasses import dataclass, field

from dateline.extract.scene import ARMED, PEOPLE, Scene
from dateline.extract.triggers import EventGroup
from dateline.lexicon import ActorSpan
from dateline.model.span import Span

_DOERS = ARMED | {"protesters", "rioters", "country", "community"}
_STRUCK = ARMED | PEOPLE | {"community", "civil-site", "armed-site"}
_GAP = 70
_NEAR = 18

_BY = re.compile(
    r"(?:\bby|\bfrom|\bpar|\bblamed on|\battributed to|\battribuée?s? (?:à|aux?|au)|"
    r"\bcarried out by|\bcommanded by|من قبل|على يد|على أيدي|توسط|از سوی|د\s)\s*"
    r"(?:the|a|an|le|la|les|l['’]|des|un|une|suspected|alleged|unknown|présumés|de)?\s*$",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?:\bon|\bagainst|\bcontre|\bsur|\btargeting|\bvisant|\bat|\bciblant|\bof|\bhit|\bhits|"
    r"على|استهدف|ضد|بر|علیه|به|پر)\s+"
    r"(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_PASSIVE_BEFORE = re.compile(
    r"\b(?:was|were|been|being|is|are|got|été|est|sont|fut|furent|a été|ont été)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_PASSIVE_AFTER = re.compile(
    r"^\s*(?:,|\)|in\b|by\b|on\b|when\b|after\b|as\b|during\b|at\b|near\b|over\b|and\b|$|:|"
    r"dans\b|par\b|lors\b|à\b|au\b|en\b|près\b|—|-|–|\.|;|since\b|outside\b|while\b|for\b|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"(?:last|mon|tues|wednes|thurs|fri|satur|sun)\w*)",
    re.IGNORECASE,
)
_CLAIM_AFTER = re.compile(
    r"^[\w\s,()'’-]{0,30}?\b(?:claim(?:ed|s|ing)? (?:responsibility|the|to have|credit|it|that)|"
    r"claims|took responsibility|revendiqu\w+|a revendiqué|said it (?:killed|had|was behind)|"
    r"says (?:killed|it|its)|تبنت|تبنى|مسئولیت|مسوولیت|üstlen\w+|پړه)",
    re.IGNORECASE,
)
_CLAIMED_BY = re.compile(
    r"(?:claimed by|responsibility by|revendiquée? par|claim from|claimed as|claims? by)\s+"
    r"(?:the|le|la|les|l['’])?\s*$",
    re.IGNORECASE,
)
_DENY_AFTER = re.compile(
    r"^[\w\s,()'’-]{0,30}?\b(?:den(?:y|ies|ied|ying)|rejected|rejects|a démenti|ont démenti|"
    r"d[ée]ment|nie|a nié|نفت|نفى|ينفي|رد کرد|تکذیب|yalanla\w+|reddetti)",
    re.IGNORECASE,
)
_BLAME_BEFORE = re.compile(
    r"(?:blam(?:ed|es|ing)(?: it)?(?: on)?|accus(?:ed|es|ing)|accus(?:é|ent|e)|imput(?:é|ée)s? "
    r"(?:à|aux?)|attributed to|suspected|suçla\w+|اتهم\w*|متهم)\s+(?:the|les?|la|l['’]|des)?\s*$",
    re.IGNORECASE,
)
_SPEAK_AFTER = re.compile(
    r"^(?:[\w\s,.'’()«»-]{0,45}?)\b(?:said|says|say|told|reported|reports|announced|announces|"
    r"confirmed|confirms|according|stated|states|claims|claimed|a dit|a déclaré|a annoncé|"
    r"a indiqué|ont indiqué|affirme|annonce|indique|confirme)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?:according to|selon|d'après|بحسب|وفقا ل|وفق|به گفته|göre)\s+(?P<after>[^,.;:]{3,70})|"
    r"(?:^|[,;]\s*|\bthat\s+)(?P<before>(?:an?|the|local|security|military|police|medical|hospital|"
    r"officials?|sources?|residents?|witnesses|UN|army|government|[A-Z][\w.'’-]+)[\w\s.'’-]{0,60}?)\s+"
    r"(?:said|says|say|told|reported|announced|confirmed|stated)\b|"
    r"[,:–—-]\s*(?P<tail>(?:[\w.'’/]+\s){0,5}?[\w.'’/]+)\s*(?:said|says|say|reported|told|$)",
)
_TAIL_SPEAKERS = re.compile(
    r"\b(?:official|officials|police|army|military|ministry|source|sources|governor|mayor|"
    r"minister|spokesman|spokesperson|report|reports|witness|witnesses|residents|NGO|UN|monitor|"
    r"media|agency|TV|radio|AFP|Reuters|AP|prosecutors?|doctors|activists?|group|government|"
    r"armée|autorités|sources?|gouvernement)\b",
    re.IGNORECASE,
)


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


def find_roles(scene: Scene, group: EventGroup, window: tuple[int, int]) -> Roles:
    """Give each party of the event's part of the sentence its role.

    Args:
        scene: the sentence.
        group: the event's words.
        window: the part of the sentence that tells of this event.
    """
    roles = Roles(speakers=find_speakers(scene.text))
    said = [(span.start, span.end) for span in roles.speakers]
    parties = scene.parties_in(*window)
    for party in parties:
        after = scene.text[party.end : party.end + 60]
        before = scene.text[max(0, party.start - 40) : party.start]
        if party.party.kind in ARMED and (_CLAIM_AFTER.match(after) or _CLAIMED_BY.search(before)):
            roles.claimants.append(party)
        elif _DENY_AFTER.match(after) and party.party.kind in ARMED | {"country"}:
            roles.deniers.append(party)
        elif party.party.kind in _DOERS and _BLAME_BEFORE.search(before):
            roles.blamed.append(party)
    taken = [*roles.claimants, *roles.deniers]
    free = [
        party
        for party in parties
        if party not in taken and not any(start <= party.start < end for start, end in said)
    ]
    _assign(scene, group, free, roles)
    if not roles.perpetrators and roles.claimants:
        roles.perpetrators = list(roles.claimants)
    return roles


def _assign(scene: Scene, group: EventGroup, parties: list[ActorSpan], roles: Roles) -> None:
    harmed = {
        party
        for party in parties
        for toll in scene.tolls
        if toll.start <= party.start and party.end <= toll.end + 2
    }
    if group.head.value.sense == "clash" and group.head.value.part == "n":
        _assign_sides(scene, group, [party for party in parties if party not in harmed], roles)
    for word in sorted(group.words, key=lambda word: word is not group.head):
        for party in parties:
            role = _role_beside(scene, word, party, harmed=party in harmed)
            if role == "perpetrator" and party not in roles.targets and party not in harmed:
                _add(roles.perpetrators, party)
            elif role == "target" and party not in roles.perpetrators:
                _add(roles.targets, party)
    for party in parties:
        if party in harmed and party not in roles.perpetrators:
            _add(roles.targets, party)


def _assign_sides(scene: Scene, group: EventGroup, parties: list[ActorSpan], roles: Roles) -> None:
    after = scene.text[group.head.end : group.head.end + 160]
    link = re.match(
        r"[\w\s,'’-]{0,40}?\b(?:between|with|against|entre|avec|contre|بين|مع|میان|با)\b", after
    )
    if not link:
        return
    start = group.head.end + link.end()
    for party in parties:
        if start <= party.start < start + 110 and party.party.kind in _DOERS:
            _add(roles.sides, party)


def _role_beside(scene: Scene, word, party: ActorSpan, *, harmed: bool) -> str | None:  # type: ignore[no-untyped-def]
    """The role a party has by where it stands beside one event word."""
    kind = party.party.kind
    text = scene.text
    if party.end <= word.start:
        between = text[party.end : word.start]
        if len(between) > _GAP:
            return None
        if _BY.search(text[max(0, party.start - 30) : party.start]) and kind in _DOERS:
            return "perpetrator"
        if word.value.part == "n" or word.value.sense in ("ambush",):
            close = len(between) <= _NEAR and not re.search(r"[,;:.]", between)
            return "perpetrator" if close and kind in _DOERS and not harmed else None
        passive = _is_passive(scene, word.start, word.end, word.value.sense)
        if passive:
            return "target" if kind in _STRUCK and len(between) < 40 else None  # noqa: PLR2004
        if kind in _DOERS and not re.search(r"[.;:]", between):
            return "perpetrator"
        return None
    between = text[word.end : party.start]
    if len(between) > _GAP:
        return None
    if _BY.search(between) and kind in _DOERS:
        return "perpetrator"
    if kind in _STRUCK and (_ON.search(between) or (word.value.part == "v" and len(between) < 30)):  # noqa: PLR2004
        return "target"
    return None


def _is_passive(scene: Scene, start: int, end: int, sense: str) -> bool:
    if _PASSIVE_BEFORE.search(scene.text[max(0, start - 25) : start]):
        return True
    past = scene.text[start:end].lower().endswith(("ed", "en", "n", "é", "és", "ée", "ées", "t"))
    return (
        past
        and sense in ("kill", "abduct", "arrest", "ambush", "attack")
        and bool(_PASSIVE_AFTER.match(scene.text[end : end + 14]))
    )


def _add(parties: list[ActorSpan], party: ActorSpan) -> None:
    if party not in parties:
        parties.append(party)


def find_speakers(text: str) -> list[Span]:
    """Find who the sentence says says so.

    >>> [span.text for span in find_speakers("Two died in the raid, local officials said.")]
    ['local officials']
    """
    found = []
    for match in _SPEAKER.finditer(text):
        name = next(key for key, words in match.groupdict().items() if words)
        start, end = match.span(name)
        if name == "tail" and not _TAIL_SPEAKERS.search(match[name]):
            continue
        if end - start > 1:
            found.append(Span(start, end, text[start:end]))
    return found[:3]
