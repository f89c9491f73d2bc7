"""Claims and their notes: numbers without a note, and notes that carry two claims."""

import re
from collections import defaultdict
from collections.abc import Iterator

from dateline.audit.nouns import counts_events, group_of
from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.model.span import Span
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences

_PROSE = ("paragraph", "list_item")
_CERTAIN = re.compile(
    r"\b(?:undoubtedly|unquestionably|without (?:a |any )?doubt|no doubt|clearly|obviously"
    r"|it is (?:clear|certain|obvious) that|certain to|undeniabl[ey])\b",
    re.IGNORECASE,
)
_MEASURED = ("share", "rate", "ratio", "points")


def audit_sourcing(document: Document) -> Iterator[Finding]:
    """Look at claims and notes of a document that carries notes; others say where they stand.

    A number of people or events, a share, a rate or a change needs a note in its own sentence or
    later in its paragraph (ICD 206: sourcing at the claim). A note called from two sentences is
    pointed at: a reader cannot tell which of its works bears which claim.
    """
    if not document.note_refs:
        return
    marks = sorted(ref.at for ref in document.note_refs)
    yield from _shared_notes(document)
    behind = min((block.start for block in document.blocks if block.role == "note"), default=None)
    prose = [
        block for block in document.blocks
        if block.role in _PROSE and (block.language or document.language or "en") == "en"
        and (behind is None or block.start < behind)  # what follows the notes is no more the text
    ]  # fmt: skip
    noted = document.kind != "digest-article" and 2 * len(marks) >= len(prose)
    for block in prose:
        for sentence in split_sentences(block.text, "en"):
            start = block.start + sentence.start
            if any(start <= at <= block.end for at in marks):
                continue
            yield from _unsourced(sentence, start, len(document.notes) if noted else 0)


def _unsourced(sentence: Span, at: int, notes: int) -> Iterator[Finding]:
    for quantity in read_quantities(sentence.text, "en") if notes else ():
        if _is_claim(quantity):
            yield Finding(
                "unsourced", "unclear", "unsourced", quantity.text, at + quantity.start,
                at + quantity.end, f"“{quantity.text}”",
                f"no note stands in its sentence or behind it in its paragraph, {notes} elsewhere",
                "Give the note, or say whose estimate it is.", "note",
            )  # fmt: skip
            return
    certain = _CERTAIN.search(sentence.text)
    if certain is not None:
        yield Finding(
            "unsourced-certainty", "unclear", "unsourced", sentence.text, at,
            at + len(sentence.text), f"“{certain.group()}”", "nothing is cited for a certainty",
            "Cite what makes it certain, or say how likely it is.", "note",
        )  # fmt: skip


def _is_claim(quantity: Quantity) -> bool:
    unit = quantity.unit or ""
    if quantity.value is None:
        return False
    counted = quantity.kind == "count" and (counts_events(unit) or bool(group_of(unit)))
    return counted or quantity.kind in _MEASURED


def _shared_notes(document: Document) -> Iterator[Finding]:
    """A note called from two sentences."""
    calls: dict[str, list[int]] = defaultdict(list)
    for ref in document.note_refs:
        calls[ref.marker].append(ref.at)
    for marker, places in calls.items():
        sentences = {_sentence_at(document, at) for at in places}
        if len(sentences) > 1:
            start = sorted(places)[1]
            yield Finding(
                "shared-note", "unclear", "shared-note", f"[{marker}]", start,
                start + len(marker) + 2, f"note {marker}",
                f"it is called from {len(sentences)} sentences",
                "Give each claim a note of its own, or say in the note which work bears which.",
                "note",
            )  # fmt: skip


def _sentence_at(document: Document, at: int) -> int:
    """Where the sentence begins that holds an offset, or that ends right before it."""
    for block in document.blocks:
        if block.start <= at <= block.end:
            starts = [
                block.start + one.start
                for one in split_sentences(block.text, document.language or "en")
                if block.start + one.start < at
            ]
            return max(starts, default=block.start)
    return at
