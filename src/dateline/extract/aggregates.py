"""Whether words tell of many events as a sum: so many a month, one after another, since January."""

import re

from dateline.extract.scene import Scene
from dateline.extract.triggers import EventGroup
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord
from dateline.model.when import When

_AGGREGATE = re.compile(
    r"\b(?:averag\w+|per (?:day|week|month)|each (?:day|week|month)|series of|wave of|waves of|"
    r"spate of|string of|dozens of|hundreds of|numerous|multiple|several|many|recent|ongoing|"
    r"various|increas\w+|surge|rise in|number of|since|over the (?:past|last)|in the (?:past|last)|"
    r"so far this|this year|regular(?:ly)?|repeated(?:ly)?|frequent(?:ly)?|almost daily|daily|"
    r"in \d+ days|a year of|cycle of|season|série d|vague d|plusieurs|multiples|depuis|"
    r"ces derniers|سلسلة|عدة)\b",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"(?:\b\d+|\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty))\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_MANY = frozenset({"attacks", "bombings", "blasts", "explosions", "killings", "attaques",
                   "kidnappings", "abductions", "massacres", "attentats", "murders"})  # fmt: skip
_OFTEN = re.compile(
    r"\bper (?:day|week|month)\b|\bin the (?:past|last)\b|\bover the (?:past|last)\b|\bsince\b|"
    r"\bcontinu\w+|\brecent\b|\bseveral times\b|\bdaily\b|\balmost every\b",
    re.IGNORECASE,
)
_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept(?:ember)?|Oct(?:ober)?|"
    "Nov(?:ember)?|Dec(?:ember)?|\\d{4}|spring|summer|autumn|winter"
)
_SPAN = re.compile(
    r"\bin (?:the (?:past|last) )?\d+ (?:hours|days|weeks|months)\b|\bsince \w+|\bin (?:various|"
    r"several|separate|multiple) \w+|\bper day\b|\bin a (?:day|week|month)\b|\ba year of\b|"
    r"\b(?:over|during|in) the (?:past|last)\b|\bso far this year\b|"
    rf"\b(?:between|from) (?:{_MONTHS})[\w ]{{0,8}} (?:and|to) (?:{_MONTHS})|"
    r"\bin the (?:first|second|third|fourth) (?:half|quarter|three months|six months)\b",
    re.IGNORECASE,
)
# French: since a month or a year, in so many months, "this year"; "since Monday" is one affair.
_FRENCH_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|\\d{4}"
)
_FRENCH_SPAN = re.compile(
    rf"\bdepuis (?:(?:le (?:début|mois)|la fin|fin|début|mi-?) ?(?:de |d['’]|du )?(?:l['’])?)?"
    rf"(?:{_FRENCH_MONTHS}|année|mois|plusieurs|l['’]an|un an)\b|\bdepuis le début de l['’]année|"
    r"\ben (?:moins d['’]|plus d['’]|l['’]espace d['’])?(?:une?|deux|trois|quatre|cinq|six|sept|"
    r"huit|neuf|dix|onze|douze|\d+|quelques) (?:semaines?|mois|ans?)\b|\bcette année\b|"
    r"\bl['’]an dernier\b|"
    rf"\b(?:entre|de|d['’]) ?(?:{_FRENCH_MONTHS})(?: \d{{4}})? (?:et|à) (?:{_FRENCH_MONTHS})\b|"
    r"\b(?:au cours|lors) (?:des|de ces|du|de) (?:\w+ )?(?:derniers?|dernières?) |"
    r"\bces (?:\w+ )?(?:derniers|dernières) (?:mois|semaines|années)\b",
    re.IGNORECASE,
)
# A running total told behind one event is not the event.
_RUNNING_TOTAL = re.compile(
    r"\b(?:bringing|taking|raising|pushing|portant|faisant passer)\b[^.;]{0,40}?\b(?:to|à)\b.*$",
    re.IGNORECASE,
)
_RECORD = re.compile(r"\b(?:highest|lowest|largest|record) (?:monthly|weekly|annual|yearly)\b")
_TREND = re.compile(
    r"\bnumber of\b|\b(?:rose|risen|fell|fallen|doubled|tripled|quadrupled|halved)\b|"
    r"\b(?:increas|declin|decreas|escalat|intensif)\w+|\b(?:monthly|weekly)\b|"
    r"\b\d+ a (?:week|month)\b|\ba total of\b|\bfrequency\b|\bpace of\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:\d+|dozens of|several|four|five|six|seven|eight|nine|ten) times in\b|"
    r"\bon (?:at least |more than |some )?\d+ (?:separate )?occasions\b|"
    r"\bcompared (?:with|to) (?:just )?[\d,]+ in\b"
)
_REPEATEDLY = re.compile(
    r"\b(?:repeatedly|regularly|frequently|routinely|often|almost daily|continu(?:es?|ed) to)\s+"
    r"(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_MANY_SITES = re.compile(
    r"\s+(?:at least |more than |some |over |about |nearly )?(?:\d{1,3}|three|four|five|six|seven|"
    r"eight|nine|ten|dozens of|scores of|several)\s+(?:[\w’'-]+ ){0,3}(?:settlements|villages|"
    r"towns|areas|localities|communities|neighbou?rhoods|districts|hamlets|positions|targets|sites)\b"
)
_OPERATIONS = re.compile(r"\b(?:operations|opérations|operasyonlar\w*)\b")
_CONDUCTED = re.compile(r"\bconducted (?:an? total of )?(?:\d+|\w+teen|eight|nine|ten|twenty) $")
_STRUCK = re.compile(r"\s+(?:the |an? )?(?!on\b|in\b|at\b|near\b|against\b|kill|leave)[a-z]")


def is_aggregate(scene: Scene, group: EventGroup, when: When | None) -> bool:
    """Whether a sentence tells of many deeds at once: attacks by the month, villages in a day.

    Args:
        scene: the sentence.
        group: the event's words.
        when: the resolved date.
    """
    head = group.head
    before = scene.text[max(0, head.start - 40) : head.start]
    last = scene.text[head.start : head.end].lower().split()[-1]
    many = last in _MANY and not _is_deed(scene, head)
    if (
        many
        or _RECORD.search(scene.text[head.end :])
        or _CONDUCTED.search(before)
        or _is_often(scene, head)
    ):
        return True
    plural = head.value.part == "n" and last.endswith(("s", "ات", "lar", "ler", "ها", "ونه"))
    if head.value.sense in ("air", "shelling", "strike", "clash"):
        often = _OFTEN.search(scene.text) or _TREND.search(_around(scene, head))
        return plural and bool(often)
    if plural and (_AGGREGATE.search(before) or _NUMBER_OF.search(before)):
        return True
    if head.value.sense == "kill" and _counts_days(scene, head):
        return True
    if head.value.sense in ("kill", "abduct") and _counts_months(scene):
        return True
    wide = when is not None and when.precision == 3  # noqa: PLR2004 - ACLED's code for a month
    return wide and (plural or bool(_AGGREGATE.search(before)))


def _around(scene: Scene, head: Hit[EventWord]) -> str:
    return scene.text[max(0, head.start - 40) : head.end + 80]


def _is_often(scene: Scene, head: Hit[EventWord]) -> bool:
    """Whether a verb tells of deeds done again and again, or at many sites over days."""
    if _TIMES.search(scene.text[head.end :]):
        return True
    if head.value.part != "v" or head.value.sense in ("seize", "retake"):
        return False
    if _REPEATEDLY.search(scene.text[max(0, head.start - 40) : head.start]):
        return True
    many = _MANY_SITES.match(scene.text, head.end)
    return many is not None and _SPAN.search(scene.text) is not None


def _is_deed(scene: Scene, head: Hit[EventWord]) -> bool:
    """Whether "attacks" is what somebody does ("Boko Haram attacks island")."""
    doer = any(0 < head.start - party.end <= 1 for party in scene.parties)
    return doer and _STRUCK.match(scene.text[head.end : head.end + 24]) is not None


def _counts_days(scene: Scene, head: Hit[EventWord]) -> bool:
    """Whether deaths are of days, weeks or several operations."""
    told = _RUNNING_TOTAL.sub("", scene.text)
    return bool(_SPAN.search(told) or _OPERATIONS.search(told[head.end :]))


def _counts_months(scene: Scene) -> bool:
    """Whether a French sentence counts those harmed over weeks, months or years."""
    if scene.language != "fr":
        return False
    return _FRENCH_SPAN.search(_RUNNING_TOTAL.sub("", scene.text)) is not None
