"""A percentage against the two counts that stand beside it: a share, or a change."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from dateline.audit.say import say_figure
from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences

_PROSE = ("paragraph", "takeaway", "list_item", "excerpt")
_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+|all\s+|its\s+|their\s+)?", re.IGNORECASE)
_BRACKETED = re.compile(r"[^.;:,()\d]{0,40}\(\s*")
_OR = re.compile(r"[^.;:,()\d]{0,40},\s+or\s+")
_CLOSED = re.compile(r"\s*\)")
_ENDED = re.compile(r"\s*[,.;)]")
_FROM = re.compile(r"\bfrom\s+$")
_TO = re.compile(r"[^.;:()]{0,60}?\bto\s+")
_BY = re.compile(r"[^.;:,()\d]{0,60}(?:,\s+(?:an?|up|down|or)\s+|\s\(\s*(?:(?:an?|up|down)\s+)?)")
_CHANGED = re.compile(r"(?:\s+(?:increase|rise|growth|jump|decrease|decline|drop|fall|reduction))?"
                      r"\s*(?:[.,;)]|$)")  # fmt: skip
_PERCENT = 100.0
_LEEWAY = 0.5  # points: a share may be cut off and not rounded
_Three = tuple[Quantity, Quantity, Quantity]


def audit_proportions(document: Document) -> Iterator[Finding]:
    """Look at "6 of 8 (80 percent)" and "from 50 to 75, a 25 percent increase" in English prose."""
    for block in document.blocks:
        if block.role not in _PROSE or (block.language or document.language or "en") != "en":
            continue
        for sentence in split_sentences(block.text, "en"):
            quantities = read_quantities(sentence.text, "en")
            pairs = list(pairwise(quantities))
            for (one, two), (_, three) in pairwise(pairs):
                finding = _judge(sentence.text, (one, two, three), block.start + sentence.start)
                if finding is not None:
                    yield finding


def _judge(text: str, three: _Three, at: int) -> Finding | None:
    counts = _read_share(text, three)
    if counts is not None:
        return _judge_share(text, three, counts, at)
    first, second, change = three
    if _is_change(text, three) and first.value and second.value is not None:
        ratio = second.value / first.value
        if not _widened(change, _LEEWAY / _PERCENT).allows(ratio):
            percent = abs(ratio - 1) * _PERCENT
            way = "rise" if ratio > 1 else "fall"
            return Finding(
                "change-percent", "fails", "wrong-number", text[first.start : change.end],
                at + first.start, at + change.end, f"a change of {change.text}",
                f"from {first.text} to {second.text} is a {way} of {say_figure(percent)} percent",
                "Correct the percentage or the figures.", "warning",
            )  # fmt: skip
    return None


def _read_share(text: str, three: _Three) -> tuple[Quantity, Quantity, Quantity] | None:
    """Part, whole and percentage, in whichever order they stand."""
    one, two, three_ = three
    tied = text[one.end : two.start], text[two.end : three_.start]
    if three_.kind == "share" and _OF.fullmatch(tied[0]):
        bracketed = _BRACKETED.fullmatch(tied[1]) and _CLOSED.match(text, three_.end)
        named = _OR.fullmatch(tied[1]) and not re.match(r"\s*of\b", text[three_.end :])
        found = (one, two, three_) if bracketed or named else None
    elif one.kind == "share" and _BRACKETED.fullmatch(tied[0]) and _OF.fullmatch(tied[1]):
        found = (two, three_, one) if _ENDED.match(text, three_.end) else None
    else:
        found = None
    if found is None or not all(_is_exact(count) for count in found[:2]):
        return None
    return found if re.search(r"\d", found[2].text) else None


def _is_exact(count: Quantity) -> bool:
    return count.kind == "count" and count.value is not None and count.low == count.high


def _judge_share(
    text: str, three: _Three, counts: tuple[Quantity, Quantity, Quantity], at: int
) -> Finding | None:
    part, whole, share = counts
    if not whole.value or part.value is None or part.value > whole.value:
        return None
    percent = part.value / whole.value * _PERCENT
    if _widened(share, _LEEWAY).allows(percent):
        return None
    start, end = three[0].start, three[2].end
    return Finding(
        "share-of-counts", "fails", "wrong-number", text[start:end], at + start, at + end,
        share.text, f"{part.text} of {whole.text} is {percent:.1f} percent",
        "Correct the percentage or the counts.", "warning",
    )  # fmt: skip


def _is_change(text: str, three: _Three) -> bool:
    first, second, change = three
    return bool(
        change.kind == "ratio"
        and "percent" in (change.unit or "")
        and _is_exact(first) and _is_exact(second)
        and _FROM.search(text[: first.start])
        and _TO.fullmatch(text[first.end : second.start])
        and _BY.fullmatch(text[second.end : change.start])
        and _CHANGED.match(text, change.end)
    )  # fmt: skip


def _widened(quantity: Quantity, by: float) -> Quantity:
    """The same, allowing a little more on both sides."""
    low = None if quantity.low is None else quantity.low - by
    high = None if quantity.high is None else quantity.high + by
    return replace(quantity, low=low, high=high)
