"""Quotations in the running text, each with the words that name its speaker."""

import re
from collections.abc import Iterator, Sequence

from dateline.model.document import Block, Quote
from dateline.read.quotes_words import MANNERS, Manner

_QUOTED = re.compile(
    r"“(?P<a>[^“”]{2,1500})(?:”|$)|«(?P<b>[^«»]{2,1500})(?:»|$)|„(?P<c>[^„“”]{2,1500})[“”]"
    r"|(?<![\w\"])\"(?P<d>[^\"]{2,1500})\"(?!\w)"
)
_SENTENCE_END = re.compile(  # the sign first: titles are looked for only where one stands
    r"[.!?؟۔](?<!\b[A-Z].)(?<!\bGen.)(?<!\bCol.)(?<!\bMaj.)(?<!\bCapt.)(?<!\bSgt.)(?<!\bBrig.)"
    r"(?<!\bProf.)(?<!\bLt.)(?<!\bDr.)(?<!\bMr.)(?<!\bMrs.)(?<!\bMs.)(?<!\bSt.)[”»\"]?\s+"
)
_RUNNING = frozenset({"paragraph", "list_item", "quote", "takeaway", "excerpt"})
_RELATIVE = re.compile(
    r"\s+(?:who|which|whose|that|when|while|in an? (?:interview|statement|telephone|video)\b"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|told|by (?:phone|telephone)|qui|dont|lors"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|الذي|التي|لوكالة|yang)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_OPENINGS = re.compile(
    r"^(?:but|and|however|meanwhile|et|mais|cependant|ancak|اما|اما|لكن|و)\s+", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?:(?:on|in|at|by|after|before|during|since|as|when|while|if|late|early|earlier|asked"
    r"|speaking|referring|citing|quoting|dans|le \d+|en|après|avant|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche"
    r"|interrogée?)\b)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"\d{3,}|\b(?:and|et|ve|was|were|is|are|been|be|being)$", re.IGNORECASE)
_MOST_WORDS, _LEAST_WORDS = 14, 6
_WINDOW = 220


def find_quotes(blocks: Sequence[Block]) -> tuple[Quote, ...]:
    """Find the quotations of the running text in order, and who speaks each.

    Args:
        blocks: the document's blocks, with their languages.

    Returns:
        Quotations with a named speaker, and those of six words or more without one. A pronoun
        and a quotation that goes on in the same paragraph take the speaker before them.
    """
    found: list[Quote] = []
    for block in blocks:
        if block.role in _RUNNING:
            found.extend(_of_block(block, found[-1] if found else None))
    return tuple(found)


def _of_block(block: Block, last: Quote | None) -> Iterator[Quote]:
    manner = MANNERS.get(block.language or "", MANNERS["en"])
    spoken: tuple[int, int] | None = None
    named = (last.speaker_start, last.speaker_end, last.speaker) if last else (None, None, None)
    marks = list(_QUOTED.finditer(block.text))
    for place, mark in enumerate(marks):
        left = marks[place - 1].end() if place else 0
        right = marks[place + 1].start() if place + 1 < len(marks) else len(block.text)
        start, end = _inside(mark)
        speaker, says = _speaker(block.text, mark.span(), (left, right), manner)
        if speaker is not None:
            spoken = speaker
            named = (
                block.start + speaker[0],
                block.start + speaker[1],
                block.text[speaker[0] : speaker[1]],
            )
        told = speaker is not None or says or (spoken is not None and _goes_on(block.text, mark))
        if told or len(mark[0].split()) >= _LEAST_WORDS:
            at = named if told else (None, None, None)
            yield Quote(
                block.text[start:end], block.start + start, block.start + end,
                speaker=at[2], speaker_start=at[0], speaker_end=at[1],
            )  # fmt: skip


def _inside(mark: re.Match[str]) -> tuple[int, int]:
    """Where the words between the marks stand, without the spaces that French sets there."""
    start, end = mark.span(mark.lastgroup or 0)
    words = mark.string[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _goes_on(text: str, mark: re.Match[str]) -> bool:
    """Whether a quotation is a whole sentence of its own after an attributed one."""
    before = text[: mark.start()].rstrip()
    return bool(before) and before[-1] in ".!?؟۔" and text[mark.start() + 1].isupper()


def _speaker(
    text: str, mark: tuple[int, int], limits: tuple[int, int], manner: Manner
) -> tuple[tuple[int, int] | None, bool]:
    """Where the words stand that name the speaker, and whether a pronoun stands in their place."""
    after = text[mark[1] : min(limits[1], mark[1] + _WINDOW)]
    stop = _SENTENCE_END.search(after)
    after = after[: stop.start()] if stop else after
    before_from = max(limits[0], mark[0] - _WINDOW)
    before = text[before_from : mark[0]]
    ends = list(_SENTENCE_END.finditer(before))
    before_from += ends[-1].end() if ends else 0
    before = text[before_from : mark[0]]
    if manner.closing is not None and manner.closing.match(after):
        span = _trimmed(before, 0, len(before.rstrip(" ,،:")))
        if span is not None and _may_speak(before[span[0] : span[1]]):
            return (before_from + span[0], before_from + span[1]), True
    tries = [(form, after, mark[1]) for form in manner.after if _attached(text, mark)]
    tries += [(form, before, before_from) for form in manner.before]
    for form, window, offset in tries:
        match = form.search(window)
        if match is None:
            continue
        span = _trimmed(window, *match.span("who"))
        if span is None:
            continue
        words = window[span[0] : span[1]]
        if manner.pronoun.fullmatch(words):
            return None, True
        if _may_speak(words):
            return (offset + span[0], offset + span[1]), True
    return None, False


def _attached(text: str, mark: tuple[int, int]) -> bool:
    """Whether the words after a quotation may tell its speaker: it ends with a comma or alone."""
    inner, outer = text[mark[1] - 2 : mark[1] - 1], text[mark[1] : mark[1] + 1]
    return inner in ",،?!؟…" or (outer in {",", "،", "", " "} and inner != ".")


def _trimmed(window: str, start: int, end: int) -> tuple[int, int] | None:
    """Leave out what stands around the name: adverbials, appositions, relative clauses."""
    words = window[start:end]
    opening = _OPENINGS.match(words)
    if opening:
        start += opening.end()
        words = words[opening.end() :]
    parts = list(re.finditer(r"[^,،]+", words))
    kept = [part for part in parts if part[0].strip()]
    if not kept:
        return None
    chosen = kept[0]
    if len(kept) > 1:
        ends_with_comma = words.rstrip()[-1] in ",،"
        chosen = kept[-2] if ends_with_comma else kept[-1]
        if not ends_with_comma and not _LEADING.match(kept[0][0].strip()) and len(kept) > 1:
            chosen = kept[0] if kept[0][0].strip()[:1].isupper() else kept[-1]
    inner = chosen[0]
    cut = _RELATIVE.search(inner)
    inner = inner[: cut.start()] if cut else inner
    lead = len(inner) - len(inner.lstrip())
    body = inner.strip(" –—-")
    begin = start + chosen.start() + inner.find(body, lead) if body else start
    return (begin, begin + len(body)) if body else None


def _may_speak(words: str) -> bool:
    """Whether words read as someone's name or role and not as a clause."""
    if not 0 < len(words.split()) <= _MOST_WORDS or _NO_NAME.search(words):
        return False
    return _LEADING.match(words) is None and re.search(r"[^\W\d_]{2}", words) is not None
