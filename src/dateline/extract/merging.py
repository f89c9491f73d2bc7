"""Several sentences on one event are one mention: a passage's account, joined again."""

import re

from dateline.extract.beside import is_passive
from dateline.extract.fields import Draft
from dateline.extract.times import days_counted

_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|its|their|l['’]|la|le|les|cette|cet|ces?|هذا|هذه|این|bu|دې)\s*"
    r"(?:\w+\s+){0,1}$|\bال$",
    re.IGNORECASE,
)
_RESUMED = re.compile(r"(?:The|This|That|L['’]|La|Le|Cette|Cet|Ce)\s*", re.IGNORECASE)
_LOCATED = re.compile(r"\s+(?:in|at|on|near|against|of|à|au|contre|près|dans|de|d['’]|sur)\b|s\b")
# A day that no words of the sentence give.
_LENT = ("published", "inherited", "section")
_UNREAL = ("hypothetical", "planned", "aggregate")
_BACKWARD = 3
_BESIDE = 4  # letters between neighbouring sentences
_VIOLENT = frozenset(
    {
        "Armed clash", "Attack", "Suicide bomb", "Remote explosive/landmine/IED", "Grenade",
        "Air/drone strike", "Shelling/artillery/missile attack", "Sexual violence",
        "Non-state actor overtakes territory", "Government regains territory", "Mob violence",
        "Excessive force against protesters", "Violent demonstration", "Chemical weapon",
        "Abduction/forced disappearance",
    }
)  # fmt: skip
_REMOTE = frozenset(
    {"Remote explosive/landmine/IED", "Air/drone strike", "Shelling/artillery/missile attack"}
)
_EFFECTS = frozenset({"kill", "loot", "abduct"})


def merge_drafts(drafts: list[Draft]) -> list[Draft]:
    """Join drafts of one passage that tell of the same event.

    A draft goes to an earlier one of its block when it only tells the outcome ("Four hunters were
    killed."), or when their types agree and neither place nor day contradicts.
    """
    kept: list[Draft] = []
    for draft in drafts:
        home = next((known for known in reversed(kept[-_BACKWARD:]) if _same(known, draft)), None)
        if home is None:
            kept.append(draft)
        else:
            if home.scene is draft.scene:
                draft.tolls = [toll for toll in draft.tolls if toll not in home.tolls]
            home.joined.append(draft)
            _take_day(home, draft)
    return kept


def _take_day(first: Draft, later: Draft) -> None:
    """Give an event the day that a later sentence on it states, where its own states none."""
    stated = later.when is not None and later.when.evidence not in _LENT
    if stated and (first.when is None or first.when.evidence in _LENT):
        first.when = later.when


def _same(first: Draft, later: Draft) -> bool:  # noqa: PLR0911 - a ladder of rules
    if first.passage.block != later.passage.block:
        return False
    if _follows_foiling(first, later):
        return True
    if first.scene is later.scene:
        return first.sub_event_type in _VIOLENT and _only_damage(later)
    if _resumes(first, later):
        return True
    if _differ(_place(first), _place(later)) or _differ(_day(first), _day(later)):
        return False
    if first.status in ("hypothetical", "planned") or first.sub_event_type not in _VIOLENT:
        return first.sub_event_type == later.sub_event_type and _is_definite(later)
    same_town = _place(first) is not None and _place(first) == _place(later)
    elsewhere = bool(later.passage.places and _place(first)) and not same_town
    own_ground = bool(later.scene.dates or days_counted(later.scene.text)) or elsewhere
    outcome = later.group.senses <= _EFFECTS and not own_ground
    explained = first.group.senses <= {"kill"} and later.sub_event_type in _REMOTE
    if explained and not later.scene.dates:
        return True
    if first.status == "aggregate" or later.status == "aggregate":
        settled = outcome and "loot" not in later.group.senses and later.status != "aggregate"
        return settled or (_is_definite(later) and not later.passage.places and not own_ground)
    if outcome:
        return True
    definite = _is_definite(later) and later.sub_event_type in _VIOLENT
    return definite or (first.sub_event_type == later.sub_event_type and not own_ground)


def _follows_foiling(first: Draft, later: Draft) -> bool:
    """Whether what is told next is only that a plot was foiled; arrests stay an event."""
    if first.status != "foiled":
        return False
    if later.passage.places and _differ(_place(first), _place(later)):
        return False
    ends = later.status == "foiled" and later.sub_event_type == "Disrupted weapons use"
    gap = later.scene.start - first.scene.start - len(first.scene.text)
    return ends and gap <= _BESIDE and not _differ(_day(first), _day(later))


def _only_damage(later: Draft) -> bool:
    """Whether a later part of a sentence only tells what was burnt or looted in the attack."""
    roles = later.roles
    told = [word for word in later.group.words if word.value.part == "v"]
    agentless = not (roles.perpetrators or roles.sides)
    passive = bool(told) and all(is_passive(later.scene, word) for word in told)
    return later.group.senses <= {"loot"} and agentless and passive


def _resumes(first: Draft, later: Draft) -> bool:
    """Whether a sentence begins by speaking of the event before it ("The blast came as ...")."""
    head = later.group.head
    begins = _RESUMED.fullmatch(later.scene.text[: head.start]) is not None
    located = _LOCATED.match(later.scene.text[head.end :]) is not None
    alike = first.sub_event_type in _VIOLENT and later.sub_event_type in _VIOLENT
    same = first.sub_event_type == later.sub_event_type or not later.passage.places
    return begins and not located and alike and same and first.status not in _UNREAL


def _is_definite(draft: Draft) -> bool:
    head = draft.group.head
    before = draft.scene.text[max(0, head.start - 24) : head.start]
    claimed = bool(draft.roles.claimants)
    return bool(_DEFINITE.search(before)) or (claimed and not draft.passage.places)


def _place(draft: Draft) -> str | None:
    if draft.inherited_place or not draft.where:
        return None
    entry = draft.where[0].entry
    return entry.id if entry and entry.feature.startswith("P.") else None


def _day(draft: Draft) -> str | None:
    own = draft.scene.dates or days_counted(draft.scene.text)
    return draft.when.start.isoformat() if draft.when and own else None


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
