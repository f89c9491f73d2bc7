"""Percentages and parts that say how far something rose or fell, turned into the ratio left."""

import re
from dataclasses import replace

from dateline.model.quantity import Quantity
from dateline.prose.numbers_hedges import Passage

_WHOLE = 100
_LOOK = 44
_UP = (
    r"increas\w+|r[io]se[ns]?|rising|gr[eo]w(?:s|n|th|ing)?|climb\w*|gain\w*|jump\w*|surg\w+|"
    r"soar\w*|spik\w+|swell\w*|swollen|expand\w*|up|exceed\w*|surpass\w*|outnumber\w*|outpac\w+|"
    r"augment\w+|hausse|progress\w+|grimp\w+|bond\w+|accr\w+|dépass\w+|excéd\w+"
)
_DOWN = (
    r"decreas\w+|f[ae]ll(?:en|ing|s)?|drop\w*|declin\w+|down|reduc\w+|cut\w*|plung\w+|slump\w*|"
    r"plummet\w*|shr[aiu]nk\w*|shed|slash\w*|lower\w*|dwindl\w+|los[ts]\w*|diminu\w+|baiss\w+|"
    r"recul\w*|chut\w+|rédui\w+|réduct\w+"
)
_VERB = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b")
_BEHIND = re.compile(
    r"\s*(?:de )?(?:(?P<up>increase|rise|growth|jump|surge|spike|gain|more|higher|greater|larger|"
    r"hausse|augmentation|progression|plus)|"
    r"(?P<down>decrease|drop|decline|fall|reduction|cut|plunge|slump|fewer|less|lower|smaller|"
    r"baisse|diminution|recul|chute|réduction|moins))\b"
)
_BY = re.compile(r"\b(?:by|de|des|d'|du)\s*$")
_OF = re.compile(r"\b\w+ of\s+(?:as (?:much|many) as )?$")
_NOUN = re.compile(
    r"\b(?:(?P<up>increase|rise|growth|jump|surge|spike|gain)|"
    r"(?P<down>decrease|drop|decline|fall|reduction|cut|plunge|slump)) of\s+$"
)
_STRAIGHT = re.compile(
    r"(?:\b(?P<up>increased|rose|risen|grew|grown|climbed|jumped|surged|soared|spiked)|"
    r"\b(?P<down>decreased|fell|fallen|dropped|declined|plunged|slumped|plummeted|shrank|shrunk)|"
    r"(?:(?:is|are|was|were|be|been|stood)\s|[,;(]\s?|^)(?:(?P<high>up)|(?P<low>down)))"
    r"\s+(?:\w+ly |another |a further )?$"
)
_AS_MANY = re.compile(r"\s+as (?:many|much|high|often|large|frequent(?:ly)?)\b")
_SIGN = re.compile(r"(?:^|[\s(])(?P<sign>[+−–-])$")
_STOP = re.compile(r"[.;:]\s")


def read_change(quantity: Quantity, context: Passage) -> Quantity:
    """Read a share as the ratio that is left where the words say that something rose or fell.

    "Fell by 40 percent", "a 90 percent decrease", "up 12 percent", "a third fewer raids",
    "baissé d'un tiers"; any other share stays what it is.
    """
    if quantity.kind != "share" or quantity.low is None:
        return quantity
    if _AS_MANY.match(context.folded, quantity.end):
        return _times(quantity)
    rises = _direction(quantity.start, quantity.end, context)
    if rises is None or (not rises and quantity.low > _WHOLE):  # nothing falls by more than all
        return quantity
    sign = 1 if rises else -1
    first = 1 + sign * quantity.low / _WHOLE
    second = None if quantity.high is None else 1 + sign * quantity.high / _WHOLE
    if rises:
        low, high = first, second
        opens = (quantity.low_open, quantity.high_open)
    else:
        low, high = (0.0 if second is None else max(0.0, second)), first
        opens = (quantity.high_open, quantity.low_open)
    return replace(
        quantity, kind="ratio", low=round(low, 6), high=None if high is None else round(high, 6),
        low_open=opens[0], high_open=opens[1],
    )  # fmt: skip


def _times(quantity: Quantity) -> Quantity:
    """The ratio that "50 percent as many" names: .495 to .505."""
    low, high = (
        None if one is None else round(one / _WHOLE, 6) for one in (quantity.low, quantity.high)
    )
    return replace(quantity, kind="ratio", low=low, high=high)


def rises_before(start: int, context: Passage) -> bool:
    """Whether the last word of change before an offset is one of rising."""
    verbs = list(_VERB.finditer(_clause(start, context)))
    return bool(verbs) and verbs[-1].lastgroup == "up"


def _direction(start: int, end: int, context: Passage) -> bool | None:
    """True for a rise, False for a fall, None where nothing changes."""
    sign = _SIGN.search(context.folded[max(0, start - 2) : start])
    if sign:
        return sign["sign"] == "+"
    behind = _BEHIND.match(context.folded, end)
    if behind:
        return behind.lastgroup == "up"
    before = _clause(start, context)
    straight = _STRAIGHT.search(before) or _NOUN.search(before)
    if straight:
        return straight.lastgroup in ("up", "high")
    if _OF.search(before) or not _BY.search(before):
        return None
    verbs = list(_VERB.finditer(before))
    return verbs[-1].lastgroup == "up" if verbs else None


def _clause(start: int, context: Passage) -> str:
    """The words just before an offset, of the same clause."""
    return _STOP.split(context.folded[max(0, start - _LOOK) : start])[-1]
