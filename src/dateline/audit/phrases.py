"""Bound words to the one quantity they claim, given what they are bound to."""

import re
from dataclasses import replace
from itertools import pairwise

from dateline.model.quantity import Quantity
from dateline.prose.numbers import read_quantities

_RISE = (
    r"increas\w*|r[io]se|rises|risen|rising|gr[eo]wn?|grows|growing|surg\w+|more|higher|up|climb\w*"
    r"|intensif\w+|escalat\w+|accelerat\w+|faster|augment\w+|accru\w*|hausse|davantage|plus"
)
_FALL = (
    r"decreas\w*|f[ea]ll|fallen|falls|falling|declin\w+|dropp?\w*|fewer|less|lower|down|reduc\w+"
    r"|shr[aiu]nk\w*|slow\w*|diminu\w+|baiss\w+|recul\w*|moins|dwindl\w+|waned?"
)
_STEADY = (
    r"steady|stead\w+|unchanged|stable|stabl\w+|similar|same|constant|level(?:led)?|inchangé\w*"
    r"|consistent"
)
_DIRECTION = re.compile(
    rf"\b(?:(?P<rise>{_RISE})|(?P<fall>{_FALL})|(?P<steady>{_STEADY}))\b", re.IGNORECASE
)
_NONE = re.compile(
    r"\b(?:no|none|not a single|not one|zero|aucune?|nul)\b(?!\s+(?:more|fewer|less)\b)",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\s*(?:out of|of|in|sur)\s+(?:the\s+|all\s+)?$", re.IGNORECASE)
_STEADY_SHARE = 0.1
_PERCENT = 100.0
_WANTED = {
    "count": ("count",),
    "sum": ("count",),
    "rate": ("rate", "count"),
    "share": ("share", "count"),
    "change": ("ratio", "share", "count"),
    "compare": ("ratio", "share", "count"),
    "distance": ("distance", "count"),
    "rank": ("ordinal",),
}


def read_claim(words: str, kind: str, language: str = "en") -> Quantity | None:
    """Read the quantity that bound words claim.

    A bare number takes its meaning from the binding: "five" bound to a rate is a rate, rounded
    to the last place written; "a third" behind "fell by" is a ratio of two thirds; "increased"
    is any ratio above one.

    Args:
        words: the bound words, without Markdown.
        kind: the binding's kind.
        language: ISO 639-1 of the words.

    Returns:
        The quantity, in percent for a share; None where no rule reads the words, or where they
        hold several quantities that fit.

    >>> fell = read_claim("fell by a third", "change")
    >>> round(fell.low, 2), round(fell.high, 2)
    (0.63, 0.7)
    >>> read_claim("increased", "change").allows(1.2)
    True
    """
    found = read_quantities(words, language)
    if kind in ("change", "compare"):
        return _read_change(words, found)
    if kind == "share":
        parts = _read_part_of_whole(words, found)
        if parts is not None:
            return parts
    fitting = [one for one in found if one.kind in _WANTED.get(kind, ("count",))]
    if not fitting:
        return _read_none(words) if kind in ("count", "sum", "rate", "share") else None
    best = [one for one in fitting if one.kind == _WANTED[kind][0]] or fitting
    if len(best) > 1:
        return None
    return _as_kind(best[0], kind)


def _as_kind(quantity: Quantity, kind: str) -> Quantity:
    """Give a bare number the rounding that its binding's kind implies."""
    if quantity.kind != "count" or kind in ("count", "sum"):
        return quantity
    kind_name = {"rate": "rate", "share": "share", "distance": "distance"}.get(kind, quantity.kind)
    if quantity.low != quantity.high or quantity.low is None:
        return replace(quantity, kind=kind_name)
    half = 0.5 * 10.0 ** -_places(quantity.text)
    low, high = quantity.low - half, quantity.low + half
    return replace(quantity, low=low, high=high, kind=kind_name)


def _places(text: str) -> int:
    decimal = re.search(r"\d[.,](\d{1,2})(?!\d)", text)
    return len(decimal.group(1)) if decimal else 0


def _read_none(words: str) -> Quantity | None:
    match = _NONE.search(words)
    if match is None:
        return None
    return Quantity(match.group(), match.start(), match.end(), 0.0, 0.0, 0.0)


def _read_part_of_whole(words: str, found: list[Quantity]) -> Quantity | None:
    """Read "11 of the 16 attacks" as a share, to the last place of its percentage."""
    for part, whole in pairwise(found):
        if part.kind != "count" or whole.kind != "count" or part.value is None or not whole.value:
            continue
        if _PART_OF.match(words[part.end : whole.start]) and part.value <= whole.value:
            share = part.value / whole.value * _PERCENT
            return Quantity(
                words[part.start : whole.end], part.start, whole.end, share,
                share - 1e-6, share + 1e-6, kind="share", unit=f"of {whole.value:.0f}",
            )  # fmt: skip
    return None


def _read_change(words: str, found: list[Quantity]) -> Quantity | None:
    ratios = [one for one in found if one.kind == "ratio"]
    if len(ratios) == 1:
        return ratios[0]
    direction = _DIRECTION.search(words)
    shares = [one for one in found if one.kind == "share"]
    if len(shares) == 1 and direction and not ratios:
        return _share_to_ratio(shares[0], words, direction)
    if len(found) == 1 and found[0].kind == "count" and not direction:
        return replace(_as_kind(found[0], "rate"), kind="ratio")
    return None if found or direction is None else _read_direction(direction)


def _read_direction(direction: re.Match[str]) -> Quantity:
    """A word of direction alone: "increased" is any ratio above one."""
    text, start, end = direction.group(), direction.start(), direction.end()
    if direction.lastgroup == "steady":
        low, high = 1 - _STEADY_SHARE, 1 + _STEADY_SHARE
        return Quantity(text, start, end, 1.0, low, high, kind="ratio")
    if direction.lastgroup == "rise":
        return Quantity(text, start, end, None, 1.0, None, low_open=True, kind="ratio")
    return Quantity(text, start, end, None, 0.0, 1.0, high_open=True, kind="ratio")


def _share_to_ratio(share: Quantity, words: str, direction: re.Match[str]) -> Quantity | None:
    if direction.lastgroup == "steady" or share.low is None:
        return None
    sign = 1 if direction.lastgroup == "rise" else -1
    ends = [1 + sign * share.low / _PERCENT]
    ends.append(1 + sign * share.high / _PERCENT if share.high is not None else float("inf") * sign)
    low, high = min(ends), max(ends)
    opens = (share.low_open, share.high_open) if sign > 0 else (share.high_open, share.low_open)
    return replace(
        share,
        text=words[min(direction.start(), share.start) : max(direction.end(), share.end)],
        start=min(direction.start(), share.start),
        end=max(direction.end(), share.end),
        value=None if share.value is None else 1 + sign * share.value / _PERCENT,
        low=max(0.0, low),
        high=None if high == float("inf") else high,
        low_open=opens[0],
        high_open=opens[1],
        kind="ratio",
    )
