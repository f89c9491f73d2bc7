"""Quotations against the text they come from; brackets and ellipses are allowed."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from dateline.model.document import Document
from dateline.model.finding import Finding

_GAP = re.compile(r"\[[^\]]*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3,}|…")
_WORD = re.compile(r"[\w'-]+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_ALIKE = 0.6
_SHOWN = 90
_SHOWN_WORDS = 6


def audit_quotations(document: Document) -> Iterator[Finding]:
    """Hold a document's pull quote against its excerpts.

    A quotation holds when its words stand in an excerpt in their order, with gaps only where it
    marks them by an ellipsis or brackets (Chicago Manual of Style, 13.49 to 13.66). What stands
    in no excerpt at all may have been paraphrased: it is reported, never corrected.
    """
    excerpts = [block.text for block in document.blocks if block.role == "excerpt"]
    quote = document.pull_quote
    if not quote or not excerpts:
        return
    start = max(document.text.find(quote), 0)
    end = start + len(quote)
    whole = "\n".join(excerpts)
    difference = find_difference(quote, whole)
    if difference is None:
        yield Finding(
            "quotation", "holds", "", quote, start, end, "a quotation",
            "its words stand in the excerpt", "", "note",
        )  # fmt: skip
        return
    why, found, advice = difference
    yield Finding(
        "quotation", "fails", why, quote, start, end, "a quotation", found, advice, "warning"
    )


def find_difference(quote: str, source: str) -> tuple[str, str, str] | None:
    """Compare a quotation with its source.

    Returns:
        None when it is verbatim; otherwise why not, what the source has, and what to do.

    >>> find_difference("The army [has] left ... at dawn.", "The army left the town at dawn.")
    >>> find_difference("The army left in haste.", "The army left in panic.")[1]
    'the source reads “The army left in panic.”'
    """
    words = _words(source)
    at = 0
    for piece in _GAP.split(quote):
        wanted = [word for word, _, _ in _words(piece)]
        found = _find_run(wanted, [word for word, _, _ in words], at)
        if found is None:
            return _describe(piece, source)
        at = found + len(wanted)
    return None


def _describe(piece: str, source: str) -> tuple[str, str, str]:
    best = max(_sentences(source), key=lambda one: _likeness(piece, one), default="")
    if _likeness(piece, best) < _ALIKE:
        return (
            "not-found",
            "no sentence of the excerpt is like it",
            "Quote the excerpt, or print what it rests on.",
        )
    return (
        "not-verbatim",
        f"the source reads “{_shorten(best, piece)}”",
        "Quote it as it stands; mark what is left out by an ellipsis, what is added by brackets.",
    )


def _find_run(wanted: list[str], words: list[str], at: int) -> int | None:
    if not wanted:
        return at
    for start in range(at, len(words) - len(wanted) + 1):
        if words[start] == wanted[0] and words[start : start + len(wanted)] == wanted:
            return start
    return None


def _words(text: str) -> list[tuple[str, int, int]]:
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES)
    return [
        (match.group().casefold().strip("'-"), match.start(), match.end())
        for match in _WORD.finditer(plain)
        if match.group().strip("'-")
    ]


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]


def _likeness(one: str, other: str) -> float:
    left, right = ([word for word, _, _ in _words(text)] for text in (one, other))
    if not left or not right:
        return 0.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    return shared / min(len(left), len(right))


def _shorten(sentence: str, piece: str) -> str:
    """The part of a sentence where it first parts from the quotation."""
    if len(sentence) <= _SHOWN:
        return sentence
    words = _words(sentence)
    wanted = [word for word, _, _ in _words(piece)]
    matcher = SequenceMatcher(None, wanted, [word for word, _, _ in words], autojunk=False)
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    middle = changed[0][3] if changed else 0
    first = max(0, middle - _SHOWN_WORDS)
    last = min(len(words) - 1, middle + _SHOWN_WORDS)
    lead, tail = "… " if first else "", " …" if last < len(words) - 1 else ""
    return f"{lead}{sentence[words[first][1] : words[last][2]]}{tail}"
