"""How a text presents an event: as fact, claim, plan, sum of many, background..."""

import re
from datetime import date

from dateline.extract.aggregates import is_aggregate
from dateline.extract.roles import Roles
from dateline.extract.scene import ARMED, STATE, Scene
from dateline.extract.triggers import EventGroup
from dateline.extract.unreal import unreal_status
from dateline.extract.voices import is_avowed
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
    r"\b(?:foil(?:ed|s)|thwart(?:ed|s)|averted|prevented|failed (?:attempt|to)|"
    r"attempt(?:ed|s)? (?:by [\w\s’-]{2,30} )?to|tried to|"
    r"botched|déjou\w+|tentative d|tenté de|empêch\w+|أحبط\w*|إحباط|engellendi|önlendi|"
    r"خنثی|شنډ)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:could|may|might|would|should|can|likely|if|unless|whether|risk of|threat of|in case of|"
    r"capable of|able to|ability to|(?:will|likely) continue to|"
    r"pourrait|pourraient|risque|si|enable|wants? to|"
    r"seeks? to|aims? to|in order to|to prevent|to avoid|must|need to|needs to|call(?:ed|s) for|"
    r"urged?|demand(?:ed|s)?|likely to|expected to)\s+(?:\w+\s+){0,5}$",
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
# What a denial says is not so.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|"
    r"(?:reject|dismiss|refut|disput)(?:s|es|ed|ing)?\s+(?:as \w+ )?(?:the |an? |any )?(?:\w+ )?"
    r"(?:accusation|allegation|claim|report|suggestion|charge|link|"
    r"role|part|involvement)s?|nothing to do with|"
    r"(?:had|has|have) no (?:hand|part|role) in|not (?:behind|involved|responsible)|"
    r"démenti\w*|dément|nie|nié|نف[تى]|ينفي|yalanla\w*)\b",
    re.IGNORECASE,
)
# Plans of people who were caught: their attack was foiled.
_PLOT = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|plot(?:s|ted|ting)?|conspir\w+|meant|intend(?:ed|ing)?|preparing)"
    r"(?: by [\w\s’-]{2,30}?)? (?:to|an?|for an?)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_CAUGHT = re.compile(
    r"\b(?:arrest\w*|detain\w*|caught|custody|thwart\w*|foil\w*|charged|prosecutors?|seized|"
    r"dismantl\w+|uncovered|convicted)\b",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"(?! (?:to|said))[^.;,]{0,40}\bwould (?:be|give|mean|make|bring|open|allow|put)\b"
)
_CONTESTED = re.compile(
    r"\b(?:is|are|remains?|was|were) (?:contested|disputed)\b|\bdiffering accounts\b|"
    r"\bconflicting (?:accounts|reports|versions)\b|\btrad(?:e[sd]?|ing) (?:blame|accusations)\b|"
    r"\b(?:blam|accus)\w+ (?:each|one an)other\b",
    re.IGNORECASE,
)
# A ministry of defence or a staff speaks for its own forces.
_OFFICIAL = re.compile(
    r"\b(?:[Mm]inistry of (?:\w+ )?[Dd]efen[cs]e|[Dd]efen[cs]e [Mm]inistry|"
    r"[Dd]efen[cs]e [Hh]eadquarters|[Gg]eneral [Ss]taff|ISPR|[Hh]igh [Cc]ommand)\s+"
    r"(?:has |also )?(?:says?|said|announce[sd]?|report(?:s|ed)|state[sd]?|confirm(?:s|ed)|"
    r"claim(?:s|ed))\b"
)
_BELLIGERENTS = ARMED | {"country", "government"}
# A deed that only an accusation tells ("accused Israel of striking the airport").
_ACCUSED_OF = re.compile(r"\baccus(?:e[sd]?|ing) [^.;]{2,80}? of (?:\w+ly |having )?$")
_OLD = 45
_YEARLY = 300


def choose_status(  # noqa: C901, PLR0911, PLR0912 - a ladder of rules
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
    if _PLOT.search(first) and _CAUGHT.search(scene.text):
        return "foiled"
    unreal = unreal_status(scene, group)
    if unreal is not None:
        return unreal
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
    if _MODAL.search(first) or _WOULD.match(scene.text, group.head.end):
        return "hypothetical"
    if is_aggregate(scene, group, when):
        return "aggregate"
    if _CONTESTED.search(scene.text):
        return "disputed"
    if roles.blamed and _is_foes_word(scene, group):
        return "claimed"
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
    own = bool(roles.perpetrators) and all(who.party.kind in STATE for who in roles.perpetrators)
    if is_avowed(scene) or (own and _OFFICIAL.search(scene.text[: group.start])):
        return "claimed"
    return "asserted"


def _is_foes_word(scene: Scene, group: EventGroup) -> bool:
    """Whether only a belligerent's accusation tells of the deed."""
    accused = _ACCUSED_OF.search(scene.text[: group.start])
    if accused is None:
        return False
    return any(
        party.end <= accused.start() and party.party.kind in _BELLIGERENTS
        for party in scene.parties
    )


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
