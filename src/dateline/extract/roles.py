"""Who did it, and to whom."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from dateline.extract.parties import name_parents
from dateline.extract.scene import ARMED, PEOPLE, Scene
from dateline.extract.speech import find_speakers, speech_role
from dateline.extract.subjects import shared_subject
from dateline.extract.triggers import EventGroup
from dateline.extract.voices import find_voices
from dateline.lexicon import ActorSpan, Party
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord
from dateline.model.span import Span

DOERS = ARMED | {"protesters", "rioters", "country", "demonym", "community"}
_STRUCK = ARMED | PEOPLE | {"community", "civil-site", "armed-site"}
_CROWD_SENSES = frozenset({"protest", "riot", "mob", "change", "agreement", "other"})
_GAP = 80
_NEAR = 16
_OBJECT_GAP = 32
_PASSIVE_GAP = 60
_STRIKES = frozenset({"air", "shelling", "strike", "bombard"})

_BY = re.compile(
    r"(?:\bby|\bfrom|\bpar|\bblamed on|\battributed to|\battribuée?s? (?:à|aux?|au)|"
    r"من قبل|برصاص|بنيران|على يد|على أيدي|شن\w*|نفذ\w*|توسط|از سوی|(?<!\w)د)\s*"
    r"(?:(?:the|a|an|le|la|les|l['’]|des|un|une|du|suspected|alleged|unknown|unidentified|présumés|de|"
    r"some|two|three|several|armed|men|members|of|fighters|group|on|motorbikes)\s*){0,4}$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"^\s*(?:,|and|et|و|ve|,\s*and|or|/)\s*(?:the|le|la|les|l['’]|their|its|its own)?\s*"
    r"(?:\w+\s+){0,2}$"
)
_ON = re.compile(
    r"(?:\bon|\bagainst|\bcontre|\bsur|\btargeting|\btargeted|\bvisant|\bat|\bciblant|\bhit|\bhits|"
    r"على|استهدف\w*|ضد|بر|علیه|به|پر)\s*"
    r"(?:[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
_PASSIVE_BEFORE = re.compile(
    r"\b(?:was|were|been|being|is|are|got|été|est|sont|fut|furent)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_PASSIVE_AFTER = re.compile(
    r"^\s*(?:,|\)|$|:|—|-|–|\.|;|(?:in|by|on|when|after|as|during|at|near|over|and|dans|par|lors|à|"
    r"au|en|près|since|outside|while|for|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"last|monday|tuesday|wednesday|thursday|friday|saturday|sunday|overnight|across|around)\b)",
    re.IGNORECASE,
)
_PASSIVE_SENSES = frozenset(
    {"kill", "abduct", "arrest", "ambush", "attack", "sexual", "loot", "strike", "bombard",
     "disperse", "seize", "shelling"}
)  # fmt: skip
_BETWEEN = re.compile(
    r"[\w\s,'’-]{0,40}?\b(?:between|with|against|entre|avec|contre|بين|مع|میان|بین|با)\b"
)
_REPELS = re.compile(r"repel|repuls|repouss|fend|beat back|pushe[sd] back", re.IGNORECASE)
# Verbs for those who meet a mine: who stands before them was struck.
_RUNS_INTO = re.compile(
    r"hit|struck|ran over|drove over|rolled over|stepped on|triggered|heurté|roulé|saut",
    re.IGNORECASE,
)
_TO_VERB = re.compile(r"\b(?:to|will|would|could|may|can|must|not|and)\s$")
_CLASHES = re.compile(r"clash|affront|battl|fought|fight|exchanged|traded", re.IGNORECASE)
_HELD_BY = re.compile(
    r"\b(?:used|held|run|guarded|defended|controlled|manned|owned|occupied|protected) by\s+"
    r"(?:the\s+)?$", re.IGNORECASE,
)  # fmt: skip
_LINKED = re.compile(
    r"^\s*(?:members?\s+)?(?:of|from|des?|du|d['’]|من|از)\s*(?:the|la|les|l['’]|a|an)?\s*$",
    re.IGNORECASE,
)
# Between an Arabic subject and its object: nothing, or a number.
_COUNTED = re.compile(r"\s+(?:(?!(?:و|في|على|من|ب)\w*\s)[\w\u064b-\u0652]+\s+){0,2}")
_PARTED = re.compile(r"[,;:.()،؛]|\b(?:in|on|at|and|of|في|خلال|إثر|بعد|در)\b")
_PASSIVE_VOWEL = "\u064f"
_VERB_FIRST = frozenset({"ar"})
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


def find_roles(scene: Scene, group: EventGroup, window: tuple[int, int]) -> Roles:
    """Give each party of the event's part of the sentence its role.

    Args:
        scene: the sentence.
        group: the event's words.
        window: the part of the sentence that tells of this event.
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
    harmed = _harmed(scene, free)
    if group.head.value.sense in ("clash", "agreement") and group.head.value.part == "n":
        _assign_sides(scene, group, [party for party in free if party.start not in harmed], roles)
    _assign(scene, group, [party for party in free if party not in roles.sides], harmed, roles)
    _complete(scene, group, roles)
    return roles


def _add_voices(scene: Scene, roles: Roles) -> None:
    """Take in who claims, denies or is blamed anywhere in the sentence."""
    voices = find_voices(scene)
    for row, found in (
        (roles.claimants, voices.claimants), (roles.deniers, voices.deniers),
        (roles.blamed, voices.blamed),
    ):  # fmt: skip
        row += [who for who in found if all(who.start != known.start for known in row)]


_SUBJECT = re.compile(
    r"(?:^|[,.:;—–|]\s+|\b(?:after|as|when|while|where|and)\s+)(?P<who>(?:[\w'’-]+ ){0,9}?[\w'’-]+)"
    r"(?:\s+(?:have|has|had|were|are|was|also|then|peacefully|again))*\s+$"
)


def _crowd_subject(scene: Scene, group: EventGroup) -> ActorSpan | None:
    """Who marched or rioted, by the words before the verb ("Coca growers blocked the road")."""
    head = group.head
    if head.value.sense not in ("protest", "riot", "mob") or head.value.part != "v":
        return None
    subject = _SUBJECT.search(scene.text[: head.start])
    if subject is None or scene.language not in ("en", "fr"):
        return None
    kind = "protesters" if head.value.sense == "protest" else "rioters"
    return ActorSpan(*subject.span("who"), subject["who"], Party(kind))


def _complete(scene: Scene, group: EventGroup, roles: Roles) -> None:
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
        roles.perpetrators = list(roles.claimants)
    if not any(party.party.kind in ("named", "force") for party in roles.perpetrators):
        roles.perpetrators += [party for party in roles.blamed if party.party.kind == "named"]
    crowd = None if roles.perpetrators else _crowd_subject(scene, group)
    if crowd is not None:
        roles.perpetrators = [crowd]
    kinds = {party.party.kind for party in roles.targets}
    if roles.perpetrators or roles.sides or group.head.value.sense not in ("attack", "ambush"):
        return
    if _is_repelled(scene, group):
        return
    if "named" in kinds and kinds & {"force", "soldiers", "police", "security", "civilians"}:
        roles.perpetrators = [party for party in roles.targets if party.party.kind == "named"]


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
            role = _role_beside(scene, word, party)
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
        if party.start in harmed and party not in roles.perpetrators:
            _add(roles.targets, party)


def _keep_defenders(scene: Scene, group: EventGroup, roles: Roles) -> None:
    """Who repelled an attack did not launch it."""
    if _is_repelled(scene, group):
        roles.perpetrators = [who for who in roles.perpetrators if who not in roles.targets]


def _is_repelled(scene: Scene, group: EventGroup) -> bool:
    return any(_REPELS.match(scene.text[word.start : word.end]) for word in group.words)


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
        if party.party.kind in _STRUCK and party not in roles.targets:
            roles.targets.append(party)
    roles.perpetrators = roles.perpetrators[:1]


def _join_neighbours(scene: Scene, parties: list[ActorSpan], roles: Roles) -> None:
    """Give a party the role of the one it is joined to by "and"."""
    given = (roles.perpetrators, roles.targets)
    for before, after in pairwise(parties):
        if not _AND.match(scene.text[before.end : after.start]):
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


def _role_beside(scene: Scene, word: Hit[EventWord], party: ActorSpan) -> str | None:  # noqa: PLR0911 - a ladder of rules
    """Give the role a party has by where it stands beside one event word."""
    text, kind = scene.text, party.party.kind
    before = party.end <= word.start
    between = text[party.end : word.start] if before else text[word.end : party.start]
    if not before and party.start < word.end:
        return "perpetrator" if kind in ARMED else None
    if len(between) > _GAP or re.search(r"[.;:!?]\s", between):
        return None
    lead = text[max(0, party.start - 44) : party.start]
    if _HELD_BY.search(lead):
        return None
    origin = kind in ("country", "demonym") and re.search(r"\bfrom\s+(?:the\s+)?$", lead)
    if kind in DOERS and not origin and _BY.search(lead):
        return "perpetrator" if not before or len(between) < _NEAR else None
    if before:
        return None if _owns_party(scene, party) else _role_before(scene, word, party, between)
    if kind in _STRUCK and _ON.search(between):
        return "target"
    if scene.language != "en" and _follows_as_doer(scene, word, kind, between):
        return "perpetrator"
    verb = word.value.part == "v" or _TO_VERB.search(text[max(0, word.start - 8) : word.start])
    close = verb and len(between) < _OBJECT_GAP
    if kind in _STRUCK and close and not is_passive(scene, word):
        return "target"
    return None


_GENITIVE = re.compile(r"^\s*(?:des?|du|d['’]|de la|de l['’]|ل|لل)?\s*(?:présumés?\s+)?$")


def _follows_as_doer(scene: Scene, word: Hit[EventWord], kind: str, between: str) -> bool:
    """Whether a party right after a word did it: "attaque jihadiste", "غارة إسرائيلية"."""
    if word.value.part == "n":
        return kind in ("gunmen", "named", "demonym", "force") and bool(_GENITIVE.match(between))
    if scene.language not in _VERB_FIRST or kind not in ARMED or len(between) >= _NEAR:
        return False
    if word.value.sense == "kill":
        return _kills_another(scene, word)
    return word.value.sense != "explosion"


def _kills_another(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether an Arabic verb that is written alike in the passive has an object after its subject.

    "قتل مسلحون ثلاثة جنود" tells who killed, "قتل مسلحون في غارة" who was killed.
    """
    if _PASSIVE_VOWEL in scene.text[word.start : word.end]:
        return False
    row = [party for party in scene.parties if party.start >= word.end][:2]
    return (
        len(row) > 1
        and row[1].party.kind in _STRUCK
        and _COUNTED.fullmatch(scene.text[row[0].end : row[1].start]) is not None
    )


def _role_before(scene: Scene, word: Hit[EventWord], party: ActorSpan, between: str) -> str | None:
    kind = party.party.kind
    if word.value.part == "n":
        return _role_before_noun(scene, word, kind, between)
    if word.value.sense == "ied" and _RUNS_INTO.match(scene.text[word.start : word.end]):
        return "target" if kind in _STRUCK else None
    if _REPELS.match(scene.text[word.start : word.end]):
        return "target" if kind in _STRUCK else None
    if is_passive(scene, word):
        return "target" if kind in _STRUCK and len(between) < _PASSIVE_GAP else None
    if kind in ("country", "demonym") and (word.value.sense == "kill" or len(between) > _NEAR):
        return None
    crowd = word.value.sense in _CROWD_SENSES and kind == "civilians"
    return "perpetrator" if kind in DOERS or crowd else None


def _owns_party(scene: Scene, party: ActorSpan) -> bool:
    """Whether a country only says whose the next party is ("Sudan's RSF")."""
    if party.party.kind not in ("country", "demonym"):
        return False
    after = re.match(r"['’]s\s+|\s+", scene.text[party.end :])
    start = party.end + (after.end() if after else 0)
    return any(other.start == start and other.party.kind in ARMED for other in scene.parties)


def _role_before_noun(scene: Scene, word: Hit[EventWord], kind: str, between: str) -> str | None:  # noqa: PLR0911 - a ladder of rules
    """A party right before a noun did it ("JNIM attack"), a site was struck ("camp attack")."""
    verb = re.search(
        r"\b(?:launch\w*|carr\w+ out|conduct\w*|stag\w+|mount\w*|made|organi[sz]\w+|h[eo]ld|in|led|"
        r"mené\w*|lanc\w+|organis\w+|perpétr\w+)\b[\w\s'’-]*$",
        between,
        re.IGNORECASE,
    )
    if verb and kind in DOERS | {"civilians"} and verb[0].split()[0].lower() != "in":
        return "perpetrator"
    if len(between) > _NEAR or _PARTED.search(between):
        return None
    if kind in ("armed-site", "civil-site"):
        return "target"
    if kind == "country" and re.fullmatch(r"['’]s (?:\w+ )?", between):
        return "perpetrator"
    if kind == "country" and between == " " and _acts(scene, word):
        return "perpetrator"
    if kind == "country" or (kind == "demonym" and word.value.sense not in _STRIKES | {"attack"}):
        return None
    return "perpetrator" if kind in DOERS else None


def _acts(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether a word that may be noun or verb is a verb here ("Israel strikes south Lebanon")."""
    ends = scene.text[word.start : word.end].endswith("s")
    after = scene.text[word.end : word.end + 20]
    return ends and not re.match(
        r"\s*(?:on|in|at|near|against|kill|leave|have|are|were|,|$)", after
    )


def is_passive(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether a verb stands in the passive: what comes before it was struck."""
    if _PASSIVE_BEFORE.search(scene.text[max(0, word.start - 25) : word.start]):
        return True
    ended = ("ed", "en", "t", "é", "és", "ée", "ées", "dead", "us", "ue", "ues")
    past = scene.text[word.start : word.end].lower().endswith(ended)
    after = scene.text[word.end : word.end + 16]
    return past and word.value.sense in _PASSIVE_SENSES and bool(_PASSIVE_AFTER.match(after))


def _add(parties: list[ActorSpan], party: ActorSpan) -> None:
    if party not in parties:
        parties.append(party)
