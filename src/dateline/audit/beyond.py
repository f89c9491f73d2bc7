"""Commentary against the excerpts it comments on: numbers that none of them states."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.audit.bound_words import covers
from dateline.audit.nouns import counts_events, group_of
from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences

_WORD = re.compile(r"[^\W\d_]{4,}")
_MARK = re.compile(r"[,;:.()]\s")
_NEAR_WORDS = 4
_STEM = 6
_COMMON = frozenset(
    """
    about according after again against along also among around article attack attacks because
    been before being between could country during early eight first forces from government
    group groups have includ included including into islamic killed last military million
    month months more other over people region said security seven several since some state
    states terror terrorist than that their there these they this those thousand three through
    under until were where which while with within without would year years
    """.split()  # noqa: SIM905 - a list of words reads better than its quotation marks
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number with what stands around it: the stems of its near words, and its noun."""

    quantity: Quantity
    stems: frozenset[str]
    start: int


def audit_beyond(document: Document) -> Iterator[Finding]:
    """Report numbers of a commentary that its excerpts give otherwise.

    Two numbers are of the same thing when the words around them share a stem that is not common.
    Only a number with such a counterpart is looked at: what an excerpt does not touch may come
    from elsewhere.
    """
    source = list(_stated(document, ("excerpt",)))
    if not source:
        return
    for claim in _stated(document, ("paragraph",)):
        alike = [one for one in source if _same_thing(claim, one)]
        if not alike or any(covers(claim.quantity, one.quantity) for one in alike):
            continue
        if any(covers(one.quantity, claim.quantity) for one in alike):
            continue
        if any(claim.quantity.allows(one.quantity.value or 0.0) for one in source):
            continue
        nearest = min(alike, key=lambda one: _apart(claim.quantity, one.quantity))
        yield Finding(
            "beyond-source", "unclear", "beyond-source", claim.quantity.text, claim.start,
            claim.start + len(claim.quantity.text), f"“{claim.quantity.text}”",
            f"the excerpt has “{nearest.quantity.text}” beside the same words "
            f"({', '.join(f'{stem}…' for stem in sorted(claim.stems & nearest.stems))})",
            "Cite where the other number comes from, or give the excerpt's.", "warning",
        )  # fmt: skip


def _apart(one: Quantity, other: Quantity) -> float:
    """How far two numbers are from each other, as a ratio."""
    values = sorted((abs(one.value or 0.0) + 1, abs(other.value or 0.0) + 1))
    return values[1] / values[0]


def _same_thing(claim: _Stated, stated: _Stated) -> bool:
    one, other = claim.quantity, stated.quantity
    if one.kind != other.kind or not claim.stems & stated.stems:
        return False
    nouns = (group_of(one.unit or ""), group_of(other.unit or ""))
    return not (all(nouns) and nouns[0] != nouns[1])


def _stated(document: Document, roles: tuple[str, ...]) -> Iterator[_Stated]:
    for block in document.blocks:
        if block.role not in roles or (block.language or document.language or "en") != "en":
            continue
        for sentence in split_sentences(block.text, "en"):
            for quantity in read_quantities(sentence.text, "en"):
                if quantity.kind in ("count", "share") and quantity.value is not None:
                    at = block.start + sentence.start + quantity.start
                    yield _Stated(quantity, _stems(sentence.text, quantity), at)


def _stems(text: str, quantity: Quantity) -> frozenset[str]:
    before = _WORD.findall(_MARK.split(text[: quantity.start])[-1])[-_NEAR_WORDS:]
    after = _WORD.findall(_MARK.split(text[quantity.end :])[0])[:_NEAR_WORDS]
    words = (word.lower() for word in (*before, *after) if word.islower())
    return frozenset(
        word[:_STEM] for word in words if word not in _COMMON and not counts_events(word)
    )
