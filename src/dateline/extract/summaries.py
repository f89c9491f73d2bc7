"""A sentence that sums up what the next ones tell: "two bombings", then one and the other.

Counting the sum beside its parts would count every part twice.
"""

import re
from collections.abc import Sequence

from dateline.extract.fields import Draft
from dateline.model.actor import Actor
from dateline.model.mention import EVENT_TYPE_OF

# A noun of attack in the dual or the plural, in the languages whose endings show it.
_MANY = re.compile(
    r"(?:attacks|assaults|bombings|blasts|raids|explosions|strikes|airstrikes|ambushes|shootings|"
    r"abductions|kidnappings|attaques|assauts|attentats|frappes|embuscades|enlèvements|"
    r"enlevements|saldırılar\w*|patlamalar\w*|baskınlar\w*|حملات|انفجارها|بمب‌گذاری‌ها|بریدونه|"
    r"(?:ال)?(?:هجوم|تفجير|انفجار|قصف|كمين|عملي)(?:ين|ان|ات|تين|تان))",
    re.IGNORECASE,
)
# So do means in the plural: "those who died driving car bombs".
_MANY_MEANS = re.compile(r"(?:car|truck|vehicle) bombs|voitures piégées", re.IGNORECASE)
_FEWEST = 2  # parts told one by one
_REACH = 4  # sentences after the sum in which its parts are looked for


def sum_up(drafts: Sequence[Draft], sentences: Sequence[int]) -> None:
    """Call a draft an aggregate whose parts the next sentences tell one by one.

    Args:
        drafts: a document's drafts, in order; their status is filled in place.
        sentences: where each sentence of the document starts, in order.
    """
    place_of = {start: number for number, start in enumerate(sentences)}
    for draft in drafts:
        if draft.status not in {"asserted", "claimed", "background"} or not _names_many(draft):
            continue
        here = place_of[draft.scene.start]
        parts = {
            place_of[other.scene.start]
            for other in drafts
            if here < place_of[other.scene.start] <= here + _REACH and _is_part(other, draft)
        }
        if len(parts) >= _FEWEST:
            draft.status = "aggregate"


def _names_many(draft: Draft) -> bool:
    head = draft.group.head
    if _MANY.fullmatch(draft.scene.text[head.start : head.end].strip()):
        return True
    start, end = draft.window
    means = [hit for hit in draft.scene.weapons if start <= hit.start < end]
    return any(_MANY_MEANS.fullmatch(draft.scene.text[hit.start : hit.end]) for hit in means)


def _is_part(draft: Draft, whole: Draft) -> bool:
    """Whether a draft is of the sum's kind and tells one deed."""
    if _names_many(draft) or _kind(draft) != _kind(whole):
        return False
    first, second = _doers(draft), _doers(whole)
    return not first or second <= first


def _kind(draft: Draft) -> str | None:
    return EVENT_TYPE_OF.get(draft.sub_event_type)


def _doers(draft: Draft) -> set[Actor | None]:
    return {party.actor for party in draft.roles.perpetrators}
