"""How a text presents an event: as fact, claim, plan, sum of many, background..."""

import re
from datetime import date

from dateline.extract.roles import Roles
from dateline.extract.scene import Scene
from dateline.extract.triggers import EventGroup
from dateline.extract.voices import is_avowed
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord
from dateline.model.when import When

_PLANNED = re.compile(
    r"\b(?:will|plans? to|planned|planning|preparing to|prepares? to|intends? to|vow(?:s|ed) to|"
    r"threaten(?:s|ed|ing)? to|set to|due to|is to|are to|scheduled|agrees? to|upcoming|"
    r"pr[ée]voi\w+|envisage\w*|compte\w*|menace\w* de|va|vont|doit|doivent|سوف|يعتزم|planlıyor|"
    r"قرار است|allows? [\w\s]{2,30}? to|promised to|pledged to|broader UN|have called an?|"
    r"has called an?|called for an?|deadline of [\w\s]{2,30}? to)\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_PLANNED_BEFORE = re.compile(
    r"\b(?:planned|upcoming|scheduled|prévue?)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_FOILED = re.compile(
    r"\b(?:foil(?:ed|s)|thwart(?:ed|s)|averted|prevented|failed (?:attempt|to)|attempt(?:ed|s)? to|"
    r"tried to|botched|déjou\w+|tentative d|tenté de|empêch\w+|أحبط\w*|إحباط|engellendi|önlendi|"
    r"خنثی|شنډ)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:could|may|might|would|should|can|likely|if|unless|whether|risk of|threat of|in case of|"
    r"capable of|able to|ability to|continue to|pourrait|pourraient|risque|si|enable|wants? to|"
    r"seeks? to|aims? to|in order to|to prevent|to avoid|must|need to|needs to|call(?:ed|s) for|"
    r"urged?|demand(?:ed|s)?)\s+(?:\w+\s+){0,5}$",
    re.IGNORECASE,
)
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
_BACKGROUND = re.compile(
    r"\b(?:following|since|over|for|linked to|in response to|in connection with|responsible for|"
    r"anniversary of|after|in retaliation for|wake of|investigat\w+|perpetrators? of|remember\w*|"
    r"suite à|après|depuis|lié\w* à|suspected of|role in|involved in)\b[^.;:]{0,32}$",
    re.IGNORECASE,
)
# What only explains the news: relative clauses, "days before", earlier months, titles.
_EARLIER = re.compile(
    r"\b(?:who (?:was|were|had been)|which (?:was|were|had been)|responsible for|"
    r"perpetrators? of|killers? of|commander|role of|days before|weeks before|months before|"
    r"the day before,|last (?:month|year)['’]s?|investigat\w+|involved in|condemn\w+ over|"
    r"connection to|connection with|anniversary of|killed in|freed \w+|"
    r"earlier (?:this|in the) \w+,?|last (?:month|year),? (?:the group|they|it|attackers)|"
    r"(?:the day|a day|a week|a month) (?:before|earlier),)[^.;]{0,40}$",
    re.IGNORECASE,
)
_OLD = 45
_YEARLY = 300


def choose_status(  # noqa: C901, PLR0911 - a ladder of rules
    scene: Scene,
    group: EventGroup,
    roles: Roles,
    *,
    when: When | None,
    published: date | None,
    in_passing: bool = False,
) -> str:
    """Choose how the sentence presents the event.

    Args:
        scene: the sentence.
        group: the event's words.
        roles: who claims and who denies.
        when: the resolved date.
        published: the document's day.
        in_passing: whether the sentence is about another event and gives this one no toll.
    """
    before = scene.text[max(0, group.head.start - 60) : group.head.start]
    first = scene.text[max(0, group.start - 60) : group.start]
    if _PLANNED.search(first) or _PLANNED_BEFORE.search(before):
        return "planned"
    if (
        "disrupt" in group.senses
        and len(group.senses) > 1
        and _FOILED.search(scene.text[group.start : group.end])
    ):
        return "foiled"
    if _FOILED.search(first) or _FOILED.search(scene.text[group.head.end : group.head.end + 25]):
        return "foiled"
    if roles.deniers:
        return "denied" if _is_denied(scene, group, roles) else "disputed"
    if _MODAL.search(first):
        return "hypothetical"
    if _is_aggregate(scene, group, when):
        return "aggregate"
    if any(not _told_before(scene, group, who.start) for who in roles.claimants):
        return "claimed"
    if in_passing and group.head.value.sense != "displace" and _BACKGROUND.search(before):
        return "background"
    if in_passing and _EARLIER.search(first):
        return "background"
    if when is not None and (when.end - when.start).days > _YEARLY:
        return "background"
    if published and when and (published - when.end).days > _OLD:
        return "background"
    return "claimed" if is_avowed(scene) else "asserted"


def single_status(status: str, when: When | None, published: date | None) -> str:
    """The status of one event of a list that is told as a sum ("raids in A, B and C")."""
    if status != "aggregate":
        return status
    old = published is not None and when is not None and (published - when.end).days > _OLD
    return "background" if old else "asserted"


def _told_before(scene: Scene, group: EventGroup, claim: int) -> bool:
    """Whether the event is told as fact before a clause of its own says who claims it."""
    return ";" in scene.text[group.head.end : claim]


def _is_denied(scene: Scene, group: EventGroup, roles: Roles) -> bool:
    """Whether the sentence tells of the event only as what its subject denies."""
    if roles.claimants or roles.blamed or roles.speakers:
        return False
    denier = roles.deniers[0]
    between = scene.text[denier.end : group.start]
    return denier.end <= group.start and ";" not in between and _DENIES.search(between) is not None


_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|(?:reject|dismiss|refut|disput)(?:s|es|ed|ing)?\s+(?:as \w+ )?(?:the |an? |any )?"
    r"(?:\w+ )?(?:accusation|allegation|claim|report|suggestion|charge)s?|démenti\w*|dément|nie|nié|نف[تى]|ينفي|yalanla\w*)\b", re.IGNORECASE
)
_MANY = frozenset({"attacks", "bombings", "blasts", "explosions", "killings", "attaques",
                   "kidnappings", "abductions", "massacres", "attentats", "murders"})  # fmt: skip
_OFTEN = re.compile(
    r"\bper (?:day|week|month)\b|\bin the (?:past|last)\b|\bover the (?:past|last)\b|\bsince\b|"
    r"\bcontinu\w+|\brecent\b|\bseveral times\b|\bdaily\b|\balmost every\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\bin (?:the (?:past|last) )?\d+ (?:hours|days|weeks|months)\b|\bsince \w+|\bin (?:various|"
    r"several|separate|multiple) \w+|\bper day\b|\bin a (?:day|week|month)\b|\ba year of\b|"
    r"\bover the (?:past|last)\b",
    re.IGNORECASE,
)


_OPERATIONS = re.compile(r"\b(?:operations|opérations|operasyonlar\w*)\b")
_CONDUCTED = re.compile(r"\bconducted (?:an? total of )?(?:\d+|\w+teen|eight|nine|ten|twenty) $")


_STRUCK = re.compile(r"\s+(?:the |an? )?(?!on\b|in\b|at\b|near\b|against\b|kill|leave)[a-z]")


def _is_deed(scene: Scene, head: Hit[EventWord]) -> bool:
    """Whether "attacks" is what somebody does ("Boko Haram attacks island")."""
    doer = any(0 < head.start - party.end <= 1 for party in scene.parties)
    return doer and _STRUCK.match(scene.text[head.end : head.end + 24]) is not None


def _is_aggregate(scene: Scene, group: EventGroup, when: When | None) -> bool:
    head = group.head
    words = scene.text[head.start : head.end].lower()
    last = words.split()[-1]
    before = scene.text[max(0, head.start - 40) : head.start]
    if last in _MANY and not _is_deed(scene, head):
        return True
    if _CONDUCTED.search(before):
        return True
    plural = head.value.part == "n" and last.endswith(("s", "ات", "lar", "ler", "ها", "ونه"))
    if head.value.sense in ("air", "shelling", "strike", "clash"):
        return plural and bool(_OFTEN.search(scene.text))
    if plural and (_AGGREGATE.search(before) or _NUMBER_OF.search(before)):
        return True
    many = _SPAN.search(scene.text) or _OPERATIONS.search(scene.text[head.end :])
    if head.value.sense == "kill" and many:
        return True
    wide = when is not None and when.precision == 3  # noqa: PLR2004 - ACLED's code for a month
    return wide and (plural or bool(_AGGREGATE.search(before)))
