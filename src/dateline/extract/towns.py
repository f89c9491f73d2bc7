"""One event for each town: lists of towns, and tolls that each have a town of their own."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.extract.fields import Draft
from dateline.extract.passages import Passage
from dateline.extract.places import ResolvedPlace
from dateline.extract.toll_groups import toll_bounds
from dateline.extract.tolls import TollSpan
from dateline.extract.whereabouts import list_run
from dateline.prose.numbers import read_quantities

# "The camps are those of A, B and C": a sentence that only names the places of the one before.
_SITES = (
    r"camps?|bases?|posts?|towns?|villages?|hamlets?|localities|places?|targets?|cities|barracks|"
    r"garrisons?|checkpoints?|villes?|hameaux|localités|postes?|garnisons?|communes?"
)
_NAMES_SITES = re.compile(
    rf"(?:The|These|Those|Les|Ces)\s+(?:\w+\s+)?(?P<site>{_SITES})\s+(?:attacked\s+|hit\s+|visés\s+)?"
    r"(?:are|were|sont|étaient)\s+(?:(?:those|the ones|ceux|celles)\s+(?:of|at|in|de|d['’])?)?\s*",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\s*(?:(?:in|at|near|outside|à|au|près d[eu'’]|dans|en)\s*)(?:the\s+(?:town|village) of\s+)?$"
)
_MORE = re.compile(r"^\s+(?:more|others?|autres|de plus)(?=\s)")
_AND_MORE = re.compile(
    r"(?:,?\s+(?:and|et)|,)\s+(?P<count>(?:at least\s+|au moins\s+)?[\w-]+)"
    r"(?:\s+(?:more|others?|autres|de plus))?(?=\s+(?:in|at|near|à|près d[eu'’]|dans)\s+[A-ZÀ-Ý])"
)
_NEXT_TO = 24
_BESIDE = 4
_PAIR = 2


def part_by_towns(draft: Draft) -> list[Draft]:
    """Part "killed six people in Gao and four in Mopti" into an event for each town.

    Returns:
        One draft for each toll that a town of its own follows; the draft alone where fewer than
        two are so.
    """
    pairs = []
    for toll in [*draft.tolls, *_elided_tolls(draft)]:
        place = _place_after(draft, toll.end)
        if place is not None and toll.low:
            pairs.append((toll, place))
    towns = {place.span.text for _toll, place in pairs}
    if len(towns) < _PAIR or len(towns) < len(pairs) or len(pairs) < len(draft.tolls):
        return [draft]
    parted = []
    for toll, place in pairs:
        rest = [one for one in draft.where if one.span.text not in towns]
        parted.append(replace(draft, tolls=[toll], where=[place, *rest]))
    return parted


def _place_after(draft: Draft, end: int) -> ResolvedPlace | None:
    """The town that stands right after a toll's words."""
    scene = draft.scene
    for place in draft.where:
        start = place.span.start - scene.start
        between = _MORE.sub("", scene.text[end:start])
        if 0 <= start - end <= _NEXT_TO and _AT.fullmatch(between):
            return place
    return None


def _elided_tolls(draft: Draft) -> list[TollSpan]:
    """Tolls that lean on the one before them: "and four in Mopti"."""
    scene, found = draft.scene, []
    for toll in draft.tolls:
        first = _place_after(draft, toll.end)
        if first is None:
            continue
        begin = first.span.end - scene.start
        more = _AND_MORE.match(scene.text[begin:])
        if more is None:
            continue
        start, end = begin + more.start("count"), begin + more.end("count")
        counted = read_quantities(scene.text[start:end], language=scene.language)
        known = any(other.start < end and start < other.end for other in draft.tolls)
        if len(counted) == 1 and not known:
            low, high = toll_bounds(counted[0], scene.language)
            words = scene.text[start:end]
            found.append(replace(toll, start=start, end=end, low=low, high=high, words=words))
    return found


def spread_over_towns(drafts: Sequence[Draft], passages: Sequence[Passage]) -> list[Draft]:
    """Give an event on several sites one draft for each town that the next sentence names.

    Args:
        drafts: a document's drafts, in order.
        passages: its sentences, those without events too.
    """
    spread = list(drafts)
    for before, after in pairwise(passages):
        named = _NAMES_SITES.match(after.scene.text)
        gap = after.scene.start - before.scene.start - len(before.scene.text)
        if named is None or before.block != after.block or gap > _BESIDE:
            continue
        towns = list_run(after.scene, after.places, named.end() - 1)
        owners = [draft for draft in spread if draft.scene is before.scene]
        stem = named["site"].lower().rstrip("s")
        if not towns or len(owners) != 1 or stem not in before.scene.text.lower():
            continue
        at = spread.index(owners[0])
        spread[at : at + 1] = [
            _at_town(owners[0], town, first=not k) for k, town in enumerate(towns)
        ]
    return spread


def _at_town(draft: Draft, town: ResolvedPlace, *, first: bool) -> Draft:
    status = "asserted" if draft.status == "aggregate" else draft.status
    tolls = draft.tolls if first else []
    return replace(
        draft, where=[town], inherited_place=False, status=status, tolls=tolls, joined=[],
        leads=list(draft.leads),
    )  # fmt: skip
