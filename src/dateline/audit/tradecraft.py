"""Words of judgement after ICD 203: one scale, no confidence beside a likelihood, a horizon."""

import re
from collections.abc import Iterator

from dateline.model.document import Block, Document
from dateline.model.finding import Finding
from dateline.prose.dates import read_dates
from dateline.prose.likelihood import LikelihoodTerm, find_likelihood
from dateline.prose.sentences import split_sentences

_PROSE = ("paragraph", "takeaway", "list_item")
_CONFIDENCE = re.compile(
    r"\b(?:low|moderate|medium|high)(?:-to-(?:moderate|high))?\s+confidence\b|"
    r"\bconfidence\s+(?:is|level)\b",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"\bwill\s+(?:\w+\s+)?(?:very\s+|highly\s+)?(?:un)?(?:likely|probably|almost certainly)"
    r"|(?:likely|probably|almost certainly|unlikely)\s+will\b"
    r"|\b(?:is|are|be|remains?|appears?|seems?)\s+(?:\w+\s+){0,2}(?:un)?(?:likely|probable)\s+to\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:likely|probably)\s+(?:to\s+)?(?:have|has|had|\w+ed)\b", re.IGNORECASE)
_HORIZON = re.compile(
    r"\b(?:coming|next|following|upcoming)\s+(?:\w+\s+){0,2}(?:days?|weeks?|months?|years?|season)"
    r"|\b(?:near|short|medium|long|longer)(?:[-\s]+to[-\s]+\w+)?[-\s]+term\b|\bimminent\w*|\bsoon\b"
    r"|\b(?:within|in|over|for)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:hours?|days?|weeks?|months?|years?)\b"
    r"|\bby\s+(?:the\s+end|early|mid|late|\d{4}|[A-Z][a-z]+)|\b(?:this|next)\s+(?:week|month|year)"
    r"|\bbefore\b|\buntil\b|\bthrough\s+\d{4}|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def audit_tradecraft(document: Document) -> Iterator[Finding]:
    """Look at every judgement in English prose; other languages are left alone."""
    for block in document.blocks:
        if block.role not in _PROSE or (block.language or document.language or "en") != "en":
            continue
        for sentence in split_sentences(block.text, "en"):
            terms = find_likelihood(sentence.text)
            if terms:
                yield from _audit_sentence(sentence.text, terms, block, sentence.start)


def _audit_sentence(
    text: str, terms: list[LikelihoodTerm], block: Block, offset: int
) -> Iterator[Finding]:
    start = block.start + offset

    def report(rule: str, found: str, advice: str, severity: str = "warning") -> Finding:
        end = start + len(text)
        return Finding(
            rule, "fails", rule, text, start, end, "a judgement", found, advice, severity
        )

    confidence = _CONFIDENCE.search(text)
    if confidence:
        found = f"“{terms[0].text}” and “{confidence.group()}” stand in one sentence"
        advice = "Put the confidence into a sentence of its own: it is about the evidence."
        yield report("mixed-confidence", found, advice)
    if len({term.column for term in terms}) > 1:
        words = " and ".join(f"“{term.text}”" for term in terms)
        yield report("mixed-scales", f"{words} come from two columns", "Keep to one column.")
    if _is_forecast(text) and not _HORIZON.search(text) and not _names_day(text):
        term = terms[0]
        found = f"“{term.text}” [{term.low}-{term.high} %] has no time by which it can be scored"
        yield report("no-horizon", found, "Say by when.", "note")


def _is_forecast(text: str) -> bool:
    return bool(_FORECAST.search(text)) and not _PAST.search(text)


def _names_day(text: str) -> bool:
    return bool(read_dates(text, anchor=None, language="en"))
