"""Several sentences on one event are one mention: a passage's account, joined again."""

import re
from dataclasses import replace

from dateline.extract.fields import Draft

_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|its|their|l['’]|la|le|les|cette|cet|ce|ces|cette|هذا|هذه|این|bu|دې)\s*"
    r"(?:\w+\s+){0,1}$",
    re.IGNORECASE,
)
_BACKWARD = 3


def merge_drafts(drafts: list[Draft]) -> list[Draft]:
    """Join drafts of one passage that tell of the same event.

    A draft goes to an earlier one of its block when their types agree and neither place, day nor
    toll contradicts; fields the earlier one lacks are taken over.
    """
    kept: list[Draft] = []
    for draft in drafts:
        home = next(
            (
                at
                for at in range(len(kept) - 1, max(-1, len(kept) - 1 - _BACKWARD), -1)
                if _same_event(kept[at], draft)
            ),
            None,
        )
        if home is None:
            kept.append(draft)
        else:
            kept[home] = _joined(kept[home], draft)
    return kept


def _same_event(first: Draft, later: Draft) -> bool:
    if first.passage.block != later.passage.block or first.scene is later.scene:
        return False
    if first.status == "aggregate" or later.status == "aggregate":
        return False
    anaphoric = _is_definite(later) or later.group.head.value.sense == "kill"
    if first.sub_event_type != later.sub_event_type and not (
        anaphoric
        and {first.sub_event_type, later.sub_event_type}
        <= {
            "Armed clash",
            "Attack",
            "Suicide bomb",
            "Remote explosive/landmine/IED",
            "Air/drone strike",
            "Shelling/artillery/missile attack",
        }
    ):
        return False
    if _differ(_place(first), _place(later)) or _differ(_day(first), _day(later)):
        return False
    return anaphoric or not (later.passage.places or later.scene.dates)


def _is_definite(draft: Draft) -> bool:
    head = draft.group.head
    return bool(_DEFINITE.search(draft.scene.text[max(0, head.start - 24) : head.start]))


def _place(draft: Draft) -> str | None:
    entry = draft.where[0].entry if draft.where else None
    return entry.id if entry and entry.feature.startswith("P.") else None


def _day(draft: Draft) -> str | None:
    return draft.when.start.isoformat() if draft.when and draft.scene.dates else None


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _joined(first: Draft, later: Draft) -> Draft:
    """The earlier draft with what only the later one knows; spans stay in their own sentence."""
    if first.where or not later.where:
        return first
    return replace(first, where=later.where)
