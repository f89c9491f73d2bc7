"""Whose deed a sentence tells: the subject that its verbs share, or one that no list knows."""

import re
from itertools import chain

from dateline.extract.beside import is_passive
from dateline.extract.scene import ARMED, Scene
from dateline.extract.speech import find_speakers, speech_role
from dateline.extract.triggers import EventGroup
from dateline.lexicon import ActorSpan, Party
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord

_JOINED = re.compile(
    r"(?:\b(?:and|then|but|before|et|puis|mais|avant de|avant d['’])\s+|,\s+)"
    r"(?:(?:then|also|later|\w+ly|ont|a|en|ensuite|aussi|have|has|had)\s+)*$",
    re.IGNORECASE,
)
# Whom a passive names; "reported by" and the like name who only spoke.
_BY_WHOM = re.compile(
    r"(?:[^.;:]{0,70}?(?<!ed)(?<!ée)(?<!és)(?<!es))??\s(?:by|par)\s+"
    r"(?P<who>(?:[\w'’-]+\s+){0,3}?[\w'’-]+)"
    r"(?=[,;.]|\s*$|\s+(?:at|in|on|near|who|from|outside|with|over|late|early|after|aboard|riding|"
    r"armed|angry|à|en|dans|près|qui|sur|lors)\b)"
)
_NO_SUBJECT = re.compile(
    r"\b(?:by|from|against|on|upon|with|to|in|at|for|between|near|par|contre|sur|avec|à|aux?|entre|"
    r"dans|chez|pour)\s+(?:(?:the|les?|la|l['’]|des|suspected|alleged|some)\s*)*$|"
    r"(?<!group )(?<!dozens )(?<!hundreds )(?<!scores )(?<!number )(?<!band )(?<!column )"
    r"(?<!groupe )(?<!dizaine )(?<!dizaines )(?<!centaine )(?<!centaines )"
    r"\b(?:of|de|du|d['’])\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"^(?:\s+(?:on|aboard|from|in|armed with|riding|sur|à|armés de|venus de)\s+[\w\s'’-]{2,40}?,?)?"
    r"(?:,?\s+(?:who|qui))?\s+"
    r"(?:(?:had|have|has|then|also|again|\w+ly)\s+)*"
    r"(?:(?P<french>ont|avaient|a|avait|auraient|aurait)\s+(?:\w+ment\s+|aussi\s+|ensuite\s+)?)?"
    r"(?P<verb>[\w'’]+)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\w+ed$|shot|took|broke|burst|came|went|drove|rode|stole|set|held|threw|blew|laid|hit|struck|"
    r"overran|beat|cut|led|fell|made|put|ran|fought|left|kept|gave|stormed|swept$",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"\w+(?:é|i|is|it|u|ert)$")
_CLAUSE_BREAK = re.compile(
    r"[;:]|[.!?]\s|\b(?:while|whereas|meanwhile|as|when|tandis que|alors que|lorsque|after|"
    r"après que)\b",
    re.IGNORECASE,
)
_COERCES = re.compile(
    r"(?:seiz|stopp|intercept|hijack|storm|raid|enter|surround|attack|ambush|burst|broke|took|"
    r"kidnapp|abduct|captur|overr|halt|held|detourn|détourn|arrêt|enlev|investi|encercl|attaqu|"
    r"assiég|pris|abord|stole|loot|search|invad)",
    re.IGNORECASE,
)


def shared_subject(scene: Scene, word: Hit[EventWord]) -> ActorSpan | None:
    """Who did what a coordinated verb tells: the subject of the verb before it.

    In "Raiders stopped two lorries on the river road and beat the drivers" the raiders beat them.

    Args:
        scene: the sentence.
        word: an active verb.

    Returns:
        The party; None where the verb is joined to none before it, or nobody armed does that.
    """
    if not _JOINED.search(scene.text[max(0, word.start - 40) : word.start]):
        return None
    for party, _verb in reversed(_subjects(scene)):
        if party.end >= word.start or _CLAUSE_BREAK.search(scene.text[party.end : word.start]):
            continue
        return party
    return None


def acting_party(scene: Scene) -> tuple[ActorSpan, tuple[int, int]] | None:
    """The armed party that a sentence shows at work on a scene, with its verb's offsets.

    Only verbs of force count: stopping, seizing, storming, attacking.
    """
    for party, verb in _subjects(scene):
        if _COERCES.match(scene.text[slice(*verb)]):
            return party, verb
    return None


# The subject of a verb that ends the text: the words from where its clause begins.
_SUBJECT = re.compile(
    r"(?:^|[,.:;—–|]\s+|\b(?:after|as|when|while|where|and|that|lorsque|quand|après que|que)\s+)"
    r"(?P<who>(?:[\w'’-]+ ){0,9}?[\w'’-]+)"
    r"(?:\s+(?:have|has|had|were|are|was|also|then|peacefully|again|ont|a|avaient|avait|\w+ly))*\s+$"
)
_NOBODY = re.compile(
    r"(?:it|they|he|she|we|there|this|that|these|which|who|on|in|at|near|by|from|to|for|with|during|"
    r"after|before|when|if|no|one of|an?other|at least|some \d|il|elle|ils|elles|on|qui|ce|cela|"
    r"lors|dans|à|au|aux|en|depuis|selon|and|but|was|were|is|are|reports?|sources?|officials?)\b",
    re.IGNORECASE,
)
_HANDLES = re.compile(
    r"\b(?:thr[eo]w\w*|lobbed|hurled|tossed|planted|detonated|set off|fired|launched|laid|dropped|"
    r"rammed|drove|lancé|jeté|posé|tiré|fait exploser|fait sauter|carried out|staged|mounted)\s+"
    r"(?:[\w'’-]+\s+){0,3}$"
)
_OBJECT = re.compile(
    r"\s+(?!(?:in|on|at|near|from|by|after|during|when|while|as|and|over|with|dans|à|au|en|par|lors|"
    r"près|sur|chez|mon|tues|wednes|thurs|fri|satur|sun|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|last|early|overnight|late|since|for|said)\b)[\w\"“«]",
    re.IGNORECASE,
)
_OTHERS = ARMED | {"civil-site", "country", "demonym", "office", "government"}
_VERBAL = re.compile(
    r"\b(?:says?|said|announce\w*|report\w*|claim\w*|have|has|had|is|are|was|were|will|that|avoir|"
    r"ont|sont|est|était|dit|annonc\w*|affirm\w*)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:mines?|bombs?|devices?|rockets?|shells?|fire|gunfire|violence|fighting|war|conflict|"
    r"floods?|storm|accident|crash|collapse|landslide|disease|drones?|vehicle|obus|roquettes?|"
    r"engins?|tirs?|incident|toll|deaths?|bilan)$",
    re.IGNORECASE,
)
# Words that may be people: a name, a plural, an article or a number before a noun.
_MEN = re.compile(r"[A-ZÀ-Ý]|s$|men$|people$|\b(?:an?|une?|group|groupe|band|crowd|foule|gens)\b")
_WESTERN = ("en", "fr")
_CROWDS = {"protest": "protesters", "riot": "rioters", "mob": "rioters"}
_BY_HAND = frozenset(
    {"attack", "kill", "abduct", "loot", "ambush", "grenade", "ied", "suicide", "seize", "sexual",
     "shelling", "strike", "arrest"}
)  # fmt: skip


def crowd_subject(scene: Scene, group: EventGroup) -> ActorSpan | None:
    """Who marched or rioted, by the words before the verb ("Coca growers blocked the road").

    Args:
        scene: an English or French sentence.
        group: the event's words.
    """
    head = group.head
    if scene.language not in _WESTERN or head.value.sense not in _CROWDS:
        return None
    if head.value.part != "v" or is_passive(scene, head):
        return None
    return _words_before(scene, head.start, Party(_CROWDS[head.value.sense]))


def unnamed_subject(scene: Scene, group: EventGroup) -> ActorSpan | None:
    """Who did it where no list knows them ("Two men on a motorbike lobbed a grenade").

    Args:
        scene: an English or French sentence.
        group: the event's words.
    """
    if scene.language not in _WESTERN:
        return None
    agent = _named_after_by(scene, group)
    if agent is not None or group.head.value.sense not in _BY_HAND:
        return agent
    verbs = (
        word.start
        for word in group.words
        if word.value.part == "v"
        and not is_passive(scene, word)
        and _OBJECT.match(scene.text, word.end)
    )
    handled = _HANDLES.search(scene.text[: group.head.start])
    for at in chain(verbs, (handled.start(),) if handled else ()):
        subject = _words_before(scene, at, Party("unknown"))
        if subject is not None and not _is_other(scene, subject):
            return subject
    return None


def _named_after_by(scene: Scene, group: EventGroup) -> ActorSpan | None:
    """The people after "by" ("picked up at a checkpoint by plainclothes agents")."""
    for word in group.words:
        found = _BY_WHOM.match(scene.text, word.end)
        if found is not None:
            agent = ActorSpan(*found.span("who"), found["who"], Party("unknown"))
            if not _is_other(scene, agent):
                return agent
    return None


def _words_before(scene: Scene, at: int, kind: Party) -> ActorSpan | None:
    found = _SUBJECT.search(scene.text[:at])
    if found is None or _NOBODY.match(found["who"]):
        return None
    return ActorSpan(*found.span("who"), found["who"], kind)


def _is_other(scene: Scene, subject: ActorSpan) -> bool:
    """Whether a subject is no people unknown: it holds a deed, a weapon, a day, a verb, a force."""
    spans = [(word.start, word.end) for word in scene.words]
    spans += [(weapon.start, weapon.end) for weapon in scene.weapons]
    spans += [(toll.start, toll.end) for toll in scene.tolls]
    spans += [(date.start, date.end) for date in scene.dates]
    spans += [(party.start, party.end) for party in scene.parties if party.party.kind in _OTHERS]
    if any(start < subject.end and subject.start < end for start, end in spans):
        return True
    if _VERBAL.search(subject.text) or _THING.search(subject.text):
        return True
    people = any(party.start < subject.end and subject.start < party.end for party in scene.parties)
    return not people and _MEN.search(subject.text) is None


def _subjects(scene: Scene) -> list[tuple[ActorSpan, tuple[int, int]]]:
    """Armed parties that a verb follows, with that verb's offsets, in order."""
    said = [(span.start, span.end) for span in find_speakers(scene.text)]
    found = []
    for party in scene.parties:
        if party.party.kind not in ARMED or any(a <= party.start < b for a, b in said):
            continue
        if _NO_SUBJECT.search(scene.text[max(0, party.start - 48) : party.start]):
            continue
        acts = _ACTS.match(scene.text[party.end : party.end + 90])
        if acts is None or not _is_verb(acts) or speech_role(scene, party) is not None:
            continue
        start, end = acts.span("verb")
        found.append((party, (party.end + start, party.end + end)))
    return found


def _is_verb(acts: re.Match[str]) -> bool:
    if acts["french"]:
        return _PARTICIPLE.search(acts["verb"]) is not None
    return _PAST.fullmatch(acts["verb"]) is not None
