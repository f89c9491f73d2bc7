"""A total that rests on parts: when a part falls into another year, the total loses it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.audit.nouns import counts_events
from dateline.audit.record import Seen, Told
from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.prose.dates import read_dates
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences

_TERM = re.compile(r"\b[A-Z]{3,}s?\b|\b[a-z]+-borne\b")
_PROSE = ("paragraph", "takeaway", "list_item")
_MOST_PARTS = 4
_FEW = 6  # a term in more sentences than this says what the document is about


@dataclass(frozen=True, slots=True)
class _Part:
    """What was told on one day, and how many it was."""

    told: Told
    count: int
    terms: frozenset[str]


def find_resting(
    document: Document, told: Sequence[Told], doubted: Sequence[tuple[Told, Seen]]
) -> Iterator[Finding]:
    """Find totals of a year that only add up with events which the record has in another.

    A total rests on parts when it names a year, shares a rare term with each of them (a weapon,
    such as VBIED), and is their sum.
    """
    other_years = {id(one): seen for one, seen in doubted}
    rare = _rare_terms(document)
    parts = [part for one in told if (part := _part(one, rare)) is not None]
    for sentence, quantity, at in _totals(document):
        terms = _terms(sentence) & rare
        years = {
            mention.when.start.year
            for mention in read_dates(sentence, anchor=None, language="en")
            if mention.kind == "year"
        }
        fitting = [
            part for part in parts
            if part.terms & terms and part.told.day.year in years and part.told.sentence != sentence
        ]  # fmt: skip
        for group in _adding_up(fitting, quantity):
            lost = [part for part in group if id(part.told) in other_years]
            if lost:
                seen = other_years[id(lost[0].told)]
                yield _finding(quantity, at, group, lost, seen.day.year)
                break


def _totals(document: Document) -> Iterator[tuple[str, Quantity, int]]:
    for block in document.blocks:
        if block.role not in _PROSE or (block.language or document.language or "en") != "en":
            continue
        for sentence in split_sentences(block.text, "en"):
            for quantity in read_quantities(sentence.text, "en"):
                if _counts(quantity):
                    yield sentence.text, quantity, block.start + sentence.start


def _counts(quantity: Quantity) -> bool:
    events = counts_events((quantity.unit or "").removeprefix("such "))
    return quantity.kind == "count" and quantity.value is not None and events


def _part(told: Told, rare: frozenset[str]) -> _Part | None:
    counted = [one for one in read_quantities(told.sentence, "en") if _counts(one)]
    terms = _terms(told.sentence) & rare
    if not terms or len(counted) > 1:
        return None
    count = int(counted[0].value or 1) if counted else len(told.places)
    return _Part(told, count, terms)


def _adding_up(parts: list[_Part], quantity: Quantity) -> Iterator[tuple[_Part, ...]]:
    for size in range(1, min(len(parts), _MOST_PARTS) + 1):
        for group in combinations(parts, size):
            if sum(part.count for part in group) == quantity.value:
                yield group


def _terms(sentence: str) -> frozenset[str]:
    return frozenset(term.removesuffix("s") for term in _TERM.findall(sentence))


def _rare_terms(document: Document) -> frozenset[str]:
    counts: dict[str, int] = {}
    for block in document.blocks:
        if block.role in _PROSE:
            for sentence in split_sentences(block.text, "en"):
                for term in _terms(sentence.text):
                    counts[term] = counts.get(term, 0) + 1
    return frozenset(term for term, count in counts.items() if count <= _FEW)


def _finding(
    quantity: Quantity, at: int, group: Sequence[_Part], lost: Sequence[_Part], year: int
) -> Finding:
    listed = " and ".join(f"{part.count} of “{part.told.written}”" for part in group)
    gone = sum(part.count for part in lost)
    days = " and ".join(f"“{part.told.written}”" for part in lost)
    left = int(quantity.value or 0) - gone
    return Finding(
        "rests-on", "unclear", "other-year", quantity.text, at + quantity.start,
        at + quantity.end, f"{quantity.text} in {group[0].told.day.year}",
        f"it rests on {listed}; the record has {days} in {year}, which leaves {left} "
        "(assumed: the total is the sum of what the text tells of below it)",
        "Check the year of each part before the total.", "warning",
    )  # fmt: skip
