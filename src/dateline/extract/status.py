"""How a text presents an event: as fact, claim, plan, sum of many, background..."""

import re
from datetime import date

from dateline.extract.roles import Roles
from dateline.extract.scene import Scene
from dateline.extract.triggers import EventGroup
from dateline.model.when import When

_PLANNED = re.compile(
    r"\b(?:will|plans? to|planned|planning|preparing to|prepares? to|intends? to|vow(?:s|ed) to|"
    r"threaten(?:s|ed|ing)? to|set to|due to|is to|are to|scheduled|agrees? to|upcoming|"
    r"pr[ée]voi\w+|envisage\w*|compte\w*|menace\w* de|va|vont|doit|doivent|سوف|يعتزم|planlıyor|"
    r"قرار است)\s+(?:\w+\s+){0,4}$",
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
        return "disputed"
    if _MODAL.search(first):
        return "hypothetical"
    if _is_aggregate(scene, group, when):
        return "aggregate"
    if roles.claimants:
        return "claimed"
    if in_passing and group.head.value.sense != "displace" and _BACKGROUND.search(before):
        return "background"
    if when is not None and (when.end - when.start).days > _YEARLY:
        return "background"
    if published and when and (published - when.end).days > _OLD:
        return "background"
    return "asserted"


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


def _is_aggregate(scene: Scene, group: EventGroup, when: When | None) -> bool:
    head = group.head
    words = scene.text[head.start : head.end].lower()
    last = words.split()[-1]
    before = scene.text[max(0, head.start - 40) : head.start]
    if last in _MANY:
        return True
    plural = head.value.part == "n" and last.endswith(("s", "ات", "lar", "ler", "ها", "ونه"))
    if head.value.sense in ("air", "shelling", "strike", "clash"):
        return plural and bool(_OFTEN.search(scene.text))
    if plural and (_AGGREGATE.search(before) or _NUMBER_OF.search(before)):
        return True
    if head.value.sense == "kill" and _SPAN.search(scene.text):
        return True
    wide = when is not None and when.precision == 3  # noqa: PLR2004 - ACLED's code for a month
    return wide and (plural or bool(_AGGREGATE.search(before)))
