"""Parts of a count that stands before them: "12 attacks, of which three quarters (5) ..."."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dateline.audit.say import say_figure
from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences

_PROSE = ("paragraph", "takeaway", "list_item", "excerpt")
_REFERS = re.compile(
    r"(?:^|[,;(–—-]\s*)(?:and |but )?(?:of|among|out of)\s+"
    r"(?:these|those|them|whom|which|that number|that total)\b,?\s*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[^.;:,()\d]{0,40}\(\s*(?:or\s+)?")
_OR = re.compile(r"[^.;:,()\d]{0,40},\s+or\s+")
_CLOSED = re.compile(r"[^.;:,()\d]{0,24}\)")
_PERCENT = 100.0
_LEEWAY = 0.5  # points: a share may be cut off and not rounded
_LEAST, _MOST = 2, 200


def audit_referred(document: Document) -> Iterator[Finding]:
    """Hold what "of these" and "of whom" name against the one count before, in English prose.

    Where several counts stand before, which of them is meant is the reader's guess: nothing is
    said.
    """
    for block in document.blocks:
        if block.role not in _PROSE or (block.language or document.language or "en") != "en":
            continue
        sentences = split_sentences(block.text, "en")
        for before, sentence in pairwise([None, *sentences]):
            if sentence is None:
                continue
            refers = _REFERS.search(sentence.text)
            if refers is None:
                continue
            quantities = read_quantities(sentence.text, "en")
            stated = [one for one in quantities if one.end <= refers.start()]
            if not sentence.text[: refers.start()].strip() and before is not None:
                stated = read_quantities(before.text, "en")
            parts = [one for one in quantities if one.start >= refers.end() - 1]
            whole = _only_count(stated)
            if whole is None or not parts:
                continue
            named = sentence.text[refers.end() : parts[0].start]
            if _is_of_them(named, whole):
                at = block.start + sentence.start
                yield from _judge(sentence.text, whole.value or 0.0, parts, at)


def _only_count(quantities: list[Quantity]) -> Quantity | None:
    """The one exact count among quantities; None where there is none or more than one."""
    counts = [one for one in quantities if one.kind == "count"]
    if len(counts) != 1 or counts[0].low != counts[0].high or counts[0].value is None:
        return None
    return counts[0] if counts[0].value >= _LEAST else None


def _is_of_them(named: str, whole: Quantity) -> bool:
    """Whether what stands between "of these" and its number is nothing, or what was counted.

    "Of these attacks, four" refers to 12 attacks, "of these villages, four" does not.
    """
    words = named.strip(" ,").lower().split()
    if not words:
        return True
    counted = (whole.unit or "").lower().split()
    return len(words) == 1 and words[0].rstrip("s") in {word.rstrip("s") for word in counted}


def _judge(text: str, whole: float, parts: list[Quantity], at: int) -> Iterator[Finding]:
    first, second = parts[0], parts[1] if len(parts) > 1 else None
    pair = _read_pair(text, first, second) if second is not None else None
    size = say_figure(whole)
    if pair is not None and second is not None:
        count, share = pair
        percent = (count.value or 0.0) / whole * _PERCENT
        end = second.end + text[second.end :].startswith(")")
        if count.value is not None and not _nearly_allows(share, percent):
            yield Finding(
                "share-of-counts", "fails", "wrong-number", text[first.start : end],
                at + first.start, at + end, f"{share.text} of {size}",
                f"{count.text} of {size} is {percent:.1f} percent",
                "Correct the part or the counts.", "warning",
            )  # fmt: skip
        return
    if first.kind == "count" and first.low is not None and first.low > whole:
        yield Finding(
            "sum", "fails", "parts-exceed-whole", first.text, at + first.start, at + first.end,
            f"{first.text} of {size}", f"the part is more than the {size} it is of",
            "Check the part or the whole.", "warning",
        )  # fmt: skip
    elif first.kind == "share" and _is_impossible(first, whole):
        yield Finding(
            "impossible-share", "fails", "no-whole-part", first.text, at + first.start,
            at + first.end, f"{first.text} of {size}", f"no part of {size} is {first.text}",
            "Check the whole, or say “about”.", "warning",
        )  # fmt: skip


def _read_pair(text: str, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity] | None:
    """A count and a share that stand for each other: "three quarters (5)", "5 (40 percent)"."""
    between = text[first.end : second.start]
    bracketed = _BRACKETED.fullmatch(between) and _CLOSED.match(text, second.end)
    if not (bracketed or _OR.fullmatch(between)):
        return None
    kinds = (first.kind, second.kind)
    if kinds == ("share", "count"):
        return (second, first) if second.low == second.high else None
    return (first, second) if kinds == ("count", "share") and first.low == first.high else None


def _nearly_allows(share: Quantity, percent: float) -> bool:
    low = share.low is None or percent >= share.low - _LEEWAY
    return low and (share.high is None or percent <= share.high + _LEEWAY)


def _is_impossible(share: Quantity, whole: float) -> bool:
    """Whether no part of a small whole gives a percentage in figures."""
    if share.hedge or whole > _MOST or not re.search(r"\d", share.text):
        return False
    return not any(_nearly_allows(share, part / whole * _PERCENT) for part in range(int(whole) + 1))
