"""What has not happened: feared, warned of, possible, planned for later, stopped in time."""

import re

from dateline.extract.scene import Scene
from dateline.extract.triggers import EventGroup

_REACH = 90  # letters before an event's words that may say so
# "Residents fear another massacre": an event known to have happened has its article or its past.
_NEW = (
    r"(?:(?:of|about|the possibility of|d['’]|de|à|que|qu['’]|that|a|an|une?|l['’]|"
    r"another|new|more|further|fresh|renewed|possible|potential|imminent|autre|nouvelles?|nouveaux?|"
    r"éventuel\w*|possibles?|prochaine?s?|reprisal|revenge|retaliatory|large|major|big|"
    r"grande?s?|les?|des)\s*)"
)
_FEARED = re.compile(
    r"\b(?:fear(?:s|ing)?|(?:are|is|were|was) afraid|dread(?:s|ing)?|worr(?:y|ies|ied)|"
    r"brac(?:e|es|ed|ing) for|warn(?:s|ed|ing)?(?= (?:of|about|against))|"
    r"craign\w+|craint|redout\w+|craintes?|peur|appréhend(?:ent|e)|"
    r"met(?:tent)? en garde contre|alert(?:e|ent) sur|avert\w+ (?:d['’]|de)|"
    r"يخش\w+|تخش\w+|حذر\w* من)\s+"
    rf"(?:against\s+)?{_NEW}*(?:\w+\s+(?:and|or|et|ou)\s+{_NEW}*)?$",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:possible|potential|imminent|éventuel\w*)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
# "An attack could happen", "une attaque pourrait survenir", "craignent qu'un massacre ne se ..."
_MAY_COME = re.compile(
    r"(?:(?!\b(?:killed|left|said|tué|fait)\b)[^.;,]){0,50}?\b"
    r"(?:could|might|may|pourrai(?:t|ent)|peut|peuvent|risqu\w+ de|ne)\s+"
    r"(?:still |soon |again |well |encore |bientôt |se )*"
    r"(?:be (?:imminent|next|repeated)|happen|occur|take place|come|follow|strike|recur|break out|"
    r"erupt|survenir|surviennent?|(?:re)?produi(?:re|se|sent)|avoir lieu|arriver|éclater|"
    r"intervenir|suivre)\b",
    re.IGNORECASE,
)
_MAY_DO = re.compile(
    r"\b(?:could|might|may|pourrai(?:t|ent))\s+"
    r"(?:also |again |soon |still |try to |seek to |encore |bientôt )*"
    r"(?:(?:carry|carrying) out|launch|mount|stage|mener|lancer|perpétrer)?\s*"
    r"(?:an?|new|more|further|another|une?|des|de)?\s*(?:nouvelles?|autres?)?\s*$",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:if|when|unless|si|quand)\s+[^.;,]{2,60}$", re.IGNORECASE)
_IF_AGAIN = re.compile(r"\s+again\b|\s+de nouveau\b|\s+à nouveau\b")
# Announced for later: the passive and the verbs that announce, in the future.
_LATER_BEFORE = re.compile(
    r"\b(?:upcoming|forthcoming|planned|prochaines?)\s+(?:\w+\s+){0,2}$|"
    r"\b(?:is|are) preparing\s+(?:for\s+)?(?:an?\s+|to\s+)?(?:\w+\s+){0,3}$|"
    r"\b(?:prépar(?:e|ent)|prévoi(?:t|ent)|envisage(?:nt)?|planifi(?:e|ent))\s+(?:de\s+)?"
    r"(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_LATER_IN = re.compile(r"\b(?:upcoming|forthcoming)\b", re.IGNORECASE)
_LATER_AFTER = re.compile(
    r"[^.;,:]{0,40}?\b(?:sera|seront|serait|seraient|doit|doivent|devrait|devraient|"
    r"va|vont|will|would|is to|are to|is due to|is set to)\s+(?:être |be |soon |bientôt )*"
    r"(?:lancée?s?|menée?s?|conduite?s?|déclenchée?s?|engagée?s?|débuter|commencer|démarrer|"
    r"launched|mounted|carried out|conducted|begin|start|be held|get under way)\b",
    re.IGNORECASE,
)
# Said to be stopped, after the event's own word: "the attack on the airport was thwarted".
_STOPPED = re.compile(
    r"[^.;:,]{0,70}?\b(?:a|ont|avait|aurait|was|were|been|had|est|sont)\s+(?:\w+ly\s+)?"
    r"(?:été\s+|been\s+)?(?:\w+ment\s+)?"
    r"(?:déjouée?s?|foiled|thwarted|averted|prevented|mise?s? en échec|empêchée?s?|"
    r"disrupted)\b|[^.;:,]{0,40}?\s(?:تم\s+)?(?:إحباط\w*|أُحبط\w*)",
    re.IGNORECASE,
)
_STOPS = re.compile(r"\b(?:foil|thwart|avert|déjou)", re.IGNORECASE)
_STOPS_BEFORE = re.compile(
    r"\b(?:foil(?:ed|s|ing)?|thwart(?:ed|s|ing)?|avert(?:ed|s|ing)?|déjoué|déjoue(?:nt)?)\s+"
    r"(?:[\w'’-]+\s+){0,5}$",
    re.IGNORECASE,
)


def unreal_status(scene: Scene, group: EventGroup) -> str | None:
    """Tell that an event was stopped, or is only feared or planned; None where nothing says so.

    Args:
        scene: the sentence.
        group: the event's words.
    """
    text, head = scene.text, group.head
    before = text[max(0, head.start - _REACH) : head.start]
    if _is_stopped(text, group, before) and not _has_killed(scene):
        return "foiled"
    if _FEARED.search(before) or _POSSIBLE.search(before) or _MAY_DO.search(before):
        return "hypothetical"
    if _MAY_COME.match(text, head.end):
        return "hypothetical"
    if _HELD.search(before) and _IF_AGAIN.match(text, head.end):
        return "hypothetical"
    if (
        _LATER_BEFORE.search(before)
        or _LATER_IN.search(text[head.start : head.end])
        or _LATER_AFTER.match(text, head.end)
    ):
        return "planned"
    return None


def _has_killed(scene: Scene) -> bool:
    """Whether somebody died: an attack that was fought off has happened."""
    return any(toll.measure == "killed" and toll.high != 0 for toll in scene.tolls)


def _is_stopped(text: str, group: EventGroup, before: str) -> bool:
    """Whether the event's own words, or those right beside them, say that it came to nothing."""
    head = group.head
    if _STOPS.match(text, head.start) or _STOPS_BEFORE.search(before):
        return True
    return _STOPPED.match(text, head.end) is not None
