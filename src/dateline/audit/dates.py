"""One event dated twice: the commentary's day against its source's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateline.model.document import Block, Document
from dateline.model.finding import Finding
from dateline.prose.dates import DateMention, read_dates
from dateline.prose.sentences import split_sentences

_NAME = re.compile(r"\b[A-Z][\w'’-]{3,}")
_NEAR_DAYS = 3
_STATED = ("day", "numeric")  # "the previous day" depends on whose day it is
_COMMON = frozenset({
    "January", "February", "March", "April", "June", "July", "August", "September", "October",
    "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    "Sunday", "This", "That", "These", "Those", "When", "While", "After", "Before", "According",
    "However", "Since", "Last", "First", "Also", "Despite", "Although",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence with one day in it, the names it holds, and where the day stands."""

    names: frozenset[str]
    mention: DateMention
    start: int

    @property
    def day(self) -> date:
        """The day."""
        return self.mention.when.start


def audit_dates(document: Document) -> Iterator[Finding]:
    """Compare days in the commentary with days in the excerpts about the same names.

    Two sentences are about the same thing when they share a name that stands in few of the
    document's sentences; a difference of up to three days is reported, a greater one is taken
    for another event.
    """
    anchor = _anchor(document)
    commentary = list(_dated(document, ("paragraph",), anchor))
    excerpts = list(_dated(document, ("excerpt",), anchor))
    if not commentary or not excerpts:
        return
    rare = _rare_names(document)
    for said in commentary:
        for source in excerpts:
            shared = said.names & source.names & rare
            apart = abs((said.day - source.day).days)
            if shared and 0 < apart <= _NEAR_DAYS:
                agreed = any(other.day == said.day and other.names & shared for other in excerpts)
                if not agreed:
                    yield _finding(said, source, sorted(shared))
                break


def _dated(document: Document, roles: tuple[str, ...], anchor: date | None) -> Iterator[_Dated]:
    for block in document.blocks:
        if block.role not in roles or (block.language or document.language or "en") != "en":
            continue
        for sentence in split_sentences(block.text, "en"):
            days = [
                one
                for one in read_dates(sentence.text, anchor=anchor, language="en")
                if one.kind in _STATED and one.when.start == one.when.end and not one.relation
            ]
            names = frozenset(_NAME.findall(sentence.text)) - _COMMON
            for mention in days:
                yield _Dated(names, mention, block.start + sentence.start + mention.start)


def _rare_names(document: Document) -> frozenset[str]:
    """Names in few paragraphs: those in many say what the document is about, not which event."""
    blocks: list[Block] = [one for one in document.blocks if one.role in ("paragraph", "excerpt")]
    counts: dict[str, int] = {}
    for block in blocks:
        for name in set(_NAME.findall(block.text)):
            counts[name] = counts.get(name, 0) + 1
    return frozenset(name for name, count in counts.items() if count <= max(2, len(blocks) // 3))


def _anchor(document: Document) -> date | None:
    days = [document.published, *(source.published for source in document.sources)]
    known = [date.fromisoformat(day[:10]) for day in days if day and len(day) >= len("2024-01-04")]
    return max(known, default=None)


def _finding(said: _Dated, source: _Dated, shared: list[str]) -> Finding:
    return Finding(
        "date-conflict", "unclear", "date-conflict", said.mention.text, said.start,
        said.start + len(said.mention.text), f"{', '.join(shared)} on {said.day}",
        f"the source has “{source.mention.text}”, {source.day}",
        "Check which day it was; give the source's.", "warning",
    )  # fmt: skip
