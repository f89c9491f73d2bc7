"""Ranges whose ends are words or of two kinds: a third to a half, two to three times as many."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model.quantity import Quantity
from dateline.prose.numbers_hedges import LOOK_BACK, Passage

_TO = re.compile(r"\s*(?:-to-|–|-)\s*|\s+(?:to|or|à|ou)\s+(?:a |an |la |les )?")
_AND = re.compile(r"\s+(?:and|et)\s+(?:a |an |la |les )?")
_BETWEEN = re.compile(r"(?:\bbetween|\bentre)\s+$")
_MOVED = re.compile(r"\b(?:from|passer? de|passé de|passant de)\s+$")
_WORDED = ("share", "ratio", "count")


def join_ranges(found: Sequence[Quantity], context: Passage) -> list[Quantity]:
    """Join two neighbours into the range they name; everything between their numbers is allowed.

    Args:
        found: quantities in order, without overlaps.
        context: the text they were read in.
    """
    joined: list[Quantity] = []
    for one in found:
        whole = _range_of(joined[-1], one, context) if joined else None
        if whole is None:
            joined.append(one)
        else:
            joined[-1] = whole
    return joined


def _range_of(first: Quantity, second: Quantity, context: Passage) -> Quantity | None:
    """The range from one quantity to the next; None where they are two."""
    low, high = first.value, second.value
    if low is None or high is None or not low < high or second.hedge or not _alike(first, second):
        return None
    before = context.folded[max(0, first.start - LOOK_BACK) : first.start]
    between = context.folded[first.end : second.start]
    lead = _BETWEEN.search(before)
    parted = first.text.endswith(" ") and between in ("to ", "or ")
    if not (parted or _TO.fullmatch(between) or (lead and _AND.fullmatch(between))):
        return None
    if _MOVED.search(before):
        return None
    start = first.start - len(lead[0]) if lead else first.start
    return replace(
        second, text=context.text[start : second.end], start=start, value=None, low=low, high=high,
        low_open=False, high_open=False, hedge=first.hedge,
    )  # fmt: skip


def _alike(first: Quantity, second: Quantity) -> bool:
    """Whether both are of one kind and in words, or the first is the bare number of a factor."""
    if first.kind == "count" and second.kind == "ratio":
        return first.unit is None and first.low == first.high == first.value
    worded = not (first.text[:1].isdigit() or second.text[:1].isdigit())
    return first.kind == second.kind and first.kind in _WORDED and worded
