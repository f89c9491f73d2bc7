"""Whose deed a sentence tells: the party that its verbs share as their subject."""

import re

from dateline.extract.scene import ARMED, Scene
from dateline.extract.speech import find_speakers, speech_role
from dateline.lexicon import ActorSpan
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord

_JOINED = re.compile(
    r"(?:\b(?:and|then|but|before|et|puis|mais|avant de|avant d['’])\s+|,\s+)"
    r"(?:(?:then|also|later|\w+ly|ont|a|en|ensuite|aussi|have|has|had)\s+)*$",
    re.IGNORECASE,
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
