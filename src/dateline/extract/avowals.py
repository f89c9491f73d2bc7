"""A side that reports its own deed: "The army said on Monday that its troops had killed 30"."""

import re

from dateline.extract.scene import ARMED, STATE, Scene
from dateline.lexicon import ActorSpan

_VERBS = (
    r"(?:says?|said|claim(?:s|ed)?|announce[sd]?|reports?|reported|state[sd]?|confirm(?:s|ed)?|"
    r"declare[sd]?)"
)
_SAYS = (
    r"^(?:['’]s)?(?:\s+(?!that\b|which\b|who\b|by\b|in\b|on\b)[\w.'’-]+){0,4}?"
    r"(?:\s*\([^()]{1,40}\))?(?:,\s[^,;.]{2,60},)?\s+(?:(?:has|have|had|also|later)\s+)*"
    + _VERBS
    + r"\b"
    r"(?:,?\s+(?:(?:late |early )?on (?:the )?\w+|in (?:an?|its|the) [\w ]{1,30}?|\w+day|"
    r"yesterday|today|earlier|later|separately|via [\w ]{2,20}?|through [\w ]{2,20}?),?){0,3}"
    r"(?:\s+that)?\s+"
)
# Words of a subject: no passive, no denial ("its troops were ambushed", "never attacked").
_WORDS = (
    r"(?: (?!(?:was|were|is|are|been|being|got|never|not|no|had been|have been)\b)"
    r"[\w’'-]+){1,5}?"
)
_DID = (
    r"(?:kill|struck|strikes?\b|hit\b|attack|target|shell|bomb|fire[ds]?\b|captur|seiz|retak|"
    r"retook|recaptur|liberat|clear|destroy|shot|shoots?\b|down(?:s|ed)\b|intercept|repel|repuls|"
    r"ambush|overr[au]n|eliminat|neutrali[sz]|carried out|conducted|raid|storm|execut|detonat|"
    r"wiped out|took out|blew|blown|inflict|behead|pushed|advanced|"
    r"(?:taken?|took|gained) (?:full )?control|"
    r"(?:taken?|took) (?:the )?(?:\w+ ){0,2}(?:villages?|towns?|city|district|base|outposts?)\b|"
    r"launched (?:an?|the|\w+) (?:\w+ )?"
    r"(?:attack|raid|strike|assault|operation|offensive|drone|missile|rocket))"
)
_SELF = re.compile(
    _SAYS + r"(?:(?:it|they|(?:its|their)" + _WORDS + r")\s+)?"
    r"(?:(?:has|have|had|also|\w+ly)\s+){0,3}" + _DID + r"(?!\w*\s+by\b)"
)
# Deaths confirmed or reported are one's own; what is announced or claimed is what one did.
_DEED = re.compile(
    _SAYS.replace(_VERBS, r"(?:claim(?:s|ed)?|announce[sd]?)")
    + r"(?:the )?(?:killing|elimination|capture|destruction|neutrali[sz]ation|liberation|recapture|"
    r"seizure|downing)s? of (?!(?:[\w-]+ ){0,3}(?:its|his|her|their)\b)"
)
_FOES_DEAD = re.compile(
    _SAYS + r"(?:at least |some |more than |over |about |nearly )?"
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|dozens of|scores of|several|many|"
    r"a number of|all)\s+(?:[\w'’-]+ ){0,3}?(?:militants?|terrorists?|insurgents?|rebels?|"
    r"fighters?|jihadi\w*|bandits?|extremists?|gunmen|attackers?|assailants?|guerrillas?|operatives?|"
    r"commanders?|Khawarij|enemy \w+|[Tt]aliban)\s+"
    r"(?:(?:have|has|had|were|was|are|is|been|also)\s+){0,3}"
    r"(?:killed|eliminated|neutrali[sz]ed|destroyed|liquidated|dead)\b(?![^.;]{0,40}\bby\b)"
)
_SPEAKERS = ARMED | {"country", "demonym", "government", "anaphor"}
_REACH = 240


def avowing_party(scene: Scene) -> ActorSpan | None:
    """Find who reports a deed of violence as done by itself; None where nobody does.

    An announcement of one's own dead is none. A state's force that says how many of its enemies
    were killed avows it.

    Args:
        scene: the sentence.
    """
    for party in scene.parties:
        if party.party.kind not in _SPEAKERS:
            continue
        after = scene.text[party.end : party.end + _REACH]
        if _SELF.match(after) or _DEED.match(after):
            return party
        state = party.party.kind in STATE | {"country", "demonym", "government"}
        if state and _FOES_DEAD.match(after):
            return party
    return None
