"""Who the sentence says says so, who claims, who denies and who is blamed."""

import re

from dateline.extract.scene import ARMED, STATE, Scene
from dateline.lexicon import ActorSpan
from dateline.model.span import Span

_CLAIM_AFTER = re.compile(
    r"^[\w\s,()'’-]{0,30}?\b(?<!\ba )(?:claim(?:ed|s|ing)? (?:full )?(?:responsibility|the |an? |"
    r"two |both |to have|credit|it|"
    r"that|killing)|claims|took responsibility|revendiqu\w+|a revendiqué|ont revendiqué|"
    r"sa(?:id|ys|y) (?:it |they |have |its (?:fighters|men) )?(?:had |has |have )?"
    r"(?:kill|killed|struck|was behind|were behind|shot|repelled|attacked|destroyed|seized|"
    r"captured)|"
    r"تبن[تى]\w*|أعلن\w* مسؤولي\w+|مسئولیت|مسوولیت|üstlen(?!me)\w+|پړه|مسوولیت)",
    re.IGNORECASE,
)
# What of that only reports: a state's force that says it killed is quoted, and claims nothing.
_REPORTS = re.compile(r"^[\w\s,()'’-]{0,30}?\bsa(?:id|ys|y)\b")
_CLAIMED_BY = re.compile(
    r"(?:claimed by|responsibility by|revendiquée?s? par|claim from|claims? by|"
    r"تبن[تى]\w*|أعلن\w* مسؤوليت\w*)\s+"
    r"(?:the|le|la|les|l['’])?\s*$",
    re.IGNORECASE,
)
# "X's media arm announced the group's responsibility", the verb before the name.
_ANNOUNCED = re.compile(r"(?:أعلن|تبن|اعترف)\w*\s[^.;؛]{0,70}$")
_RESPONSIBLE = re.compile(r"^[^.;؛]{0,40}\bمسؤولي")
_DENY_AFTER = re.compile(
    r"^(?:(?!\b(?:que|which|that|accus\w*|blam\w*|but|mais)\b)[\w\s,()'’-]){0,36}?"
    r"\b(?:den(?:y|ies|ied|ying)|rejected|rejects|a démenti|ont démenti|"
    r"dément|nie|a nié|نفت|نفى|ينفي|رد کرد|تکذیب|yalanla\w+|reddetti)",
    re.IGNORECASE,
)
_BLAME_BEFORE = re.compile(
    r"(?:blam(?:e|ed|es|ing)(?: it)?(?: on)?|accus(?:ed|es|ing)|accus(?:é|ent|e)|imput(?:é|ée)s? "
    r"(?:à|aux?)|attribut\w+ (?:\w+ ){0,3}to|suçla\w+|اتهم\w*|متهم)\s+"
    r"(?:the|les?|la|l['’]|des)?\s*$",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?:[Aa]ccording to|[Ss]elon(?! l(?:e|a|es)?quel)|[Dd]['’]après|بحسب|وفق[اً]* ل?|"
    r"به گفته|به نقل از)\s*"
    r"(?P<after>[^,.;:]{3,70})|"
    r"(?:^|[,;]\s*|\bthat\s+)(?P<before>(?:[Aa]n?|[Tt]he|[Ll]ocal|[Ss]ecurity|[Mm]ilitary|[Pp]olice|"
    r"[Mm]edical|[Hh]ospital|[Oo]fficials?|[Ss]ources?|[Rr]esidents?|[Ww]itnesses|[A-Z][\w.'’-]+)"
    r"[\w .'’-]{0,60}?)\s+"
    r"(?:said|says|say|told|reported|announced|confirmed|stated|declared|condemn(?:s|ed)|vowed|"
    r"warn(?:s|ed)|(?<!were )(?<!was )accuse[sd]?|"
    r"accusent)\b|"
    r"[,:–—-]\s*(?P<tail>(?:[\w.'’/]+ ){0,5}?[\w.'’/]+)\s*(?:said|says|say|reported|told|$)",
)
_TAIL_SPEAKERS = re.compile(
    r"\b(?:official|officials|police|army|military|ministry|source|sources|governor|mayor|"
    r"minister|spokesman|spokesperson|report|reports|witness|witnesses|residents|NGO|UN|monitor|"
    r"media|agency|TV|radio|AFP|Reuters|AP|prosecutors?|doctors|activists?|group|government|"
    r"armée|autorités|sources?|gouvernement)\b",
    re.IGNORECASE,
)
_SPOKEN = frozenset({"force", "soldiers", "police", "security", "country", "demonym"})
_MOST_SPEAKERS = 3
_LONGEST = 4_000


def find_speakers(text: str) -> list[Span]:
    """Find who the sentence says says so.

    >>> [span.text for span in find_speakers("Two died in the raid, local officials said.")]
    ['local officials']
    """
    found = []
    for match in _SPEAKER.finditer(text[:_LONGEST]):
        name = next(key for key, words in match.groupdict().items() if words)
        start, end = match.span(name)
        if name == "tail" and not _TAIL_SPEAKERS.search(match[name]):
            continue
        if end - start > 1:
            found.append(Span(start, end, text[start:end]))
    return found[:_MOST_SPEAKERS]


_QUOTED = re.compile(
    r"\b(?:quoting|citing|cites?|quotes?|told|according to|word of|asked|selon|d['’]après|citant|"
    r"cite)\s+(?:the|an?|les?|la|l['’]|des|un|une)?\s*$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^[\w ’'-]{0,24}?\b(?:says?|said|reports?|reported|announces?|announced|confirms?|confirmed|"
    r"states?|stated|adds?|added|annoncent?|affirment?|indiquent?|déclarent?|قال\w*|أعلن\w*)\b"
    r"(?!\s+(?:it|its|they|having|avoir|killing|kill))",
)


# Verbs of saying that stand before the speaker in Arabic, and after him in the others.
_SAYS_FIRST = re.compile(
    r"\b[وف]?(?:قالت?|أعلنت?|أفادت?|ذكرت?|أكدت?|أوضحت?|صرحت?|أضافت?|أشارت?|كشفت?|حذرت?|أدانت?|استنكرت?|"
    r"تقول|يقول|أعلنوا|أدان|ندد\w*|حسب|بحسب|وفق)\s+(?:\w+\s+){0,2}$"
)
_SAYS_LAST = re.compile(
    r"^[^.؛،]{0,40}?\s(?:گفت\w*|می‌گوی\w+|اعلام کرد\w*|تأیید کرد\w*|تایید کرد\w*|"
    r"مدعی شد\w*|خبر داد\w*|وویل|وايي|ویلي|منلې|تایید کړې)\s+(?:ده|دي|دی)?\s*[،,]?\s*(?:که|چې)\b"
)
_SPEAKING = frozenset({"force", "soldiers", "police", "security", "government", "country"})


def _speaks(scene: Scene, party: ActorSpan, before: str, after: str) -> bool:
    """Whether a party is quoted, or says what the sentence tells; a claim is more than that."""
    if _QUOTED.search(before) or (party.party.kind in _SPOKEN and _SAYS.match(after)):
        return True
    if party.party.kind not in _SPEAKING or _CLAIM_AFTER.match(after):
        return False
    if scene.language == "ar":
        return _SAYS_FIRST.search(before) is not None
    return scene.language in ("fa", "prs", "ps") and bool(
        _SAYS_LAST.match(scene.text[party.end : party.end + 80])
    )


def speech_role(scene: Scene, party: ActorSpan) -> str | None:
    """Give `speaker`, `claimant`, `denier` or `blamed` when the words beside a party say so."""
    after = scene.text[party.end : party.end + 64]
    before = scene.text[max(0, party.start - 40) : party.start]
    armed, named = party.party.kind in ARMED, party.party.kind == "named"
    if _speaks(scene, party, before, after):
        return "speaker"
    if armed and (_CLAIM_AFTER.match(after) or _CLAIMED_BY.search(before)):
        reports = party.party.kind in STATE and _REPORTS.match(after) is not None
        return "speaker" if reports else "claimant"
    if named and _RESPONSIBLE.match(after) and _ANNOUNCED.search(scene.text[: party.start]):
        return "claimant"
    if (armed or party.party.kind == "country") and _DENY_AFTER.match(after):
        return "denier"
    if (armed or party.party.kind in ("country", "community")) and _BLAME_BEFORE.search(before):
        return "blamed"
    return None
