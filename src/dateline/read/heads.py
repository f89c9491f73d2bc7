"""Headings: the known ones, those that only look like it, and heads that run into a paragraph."""

import re

from dateline.read.piece import Piece

_KNOWN = {
    "takeaways": (
        r"key (?:take-?aways?|findings?|points?|judge?ments?|developments?)|take-?aways?"
        r"|bottom line(?: up front)?|main points|points? clés?|à retenir"
        r"|principa(?:ux|les) (?:points|conclusions|enseignements)"
    ),
    "summary": r"(?:oe )?(?:insight )?summary|executive summary|abstract|résumé|synthèse",
    "sources": r"sources?|source (?:documents?|articles?)|المصادر|kaynaklar|منابع",
    "notes": (
        r"(?:end ?|foot ?)?notes?|references?|références?|works cited|bibliography|citations"
        r"|notes (?:de bas de page|et références)|هوامش|المراجع|dipnotlar|پانویس‌?ها"
    ),
    "image": (
        r"image (?:information(?: and attribution)?|credits?|sources?)"
        r"|photo (?:information|credits?)"
    ),
    "assessments": r"assessments?|analysis|analyses?|updates?|évaluations?",
    "body": (
        r"other (?:updates?|developments?|events?)|background|outlook|methodology|introduction"
        r"|recommendations?|conclusions?|discussion|implications?|indicators?|what to watch"
        r"|key (?:risks|indicators)|contexte|perspectives"
    ),
}
_HEADS = {
    name: re.compile(rf"(?i)(?:\d+[.)])?\W*(?:{form})\s*[:.：]?\s*")
    for name, form in _KNOWN.items()
}
_INLINE = re.compile(
    r"\s*(?P<head>(?:oe )?(?:insight |executive )?summary|key takeaways?|résumé)\s*:\s+"
    r"(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_RUN_IN = re.compile(
    r"(?P<head>[^\W\d_][^.!?:;\n“”\"()\[\]]{2,70}?)\.\s+(?=[“\"‘(]?[^\W\d_a-zà-ÿ])"
)
_RUN_IN_COLON = re.compile(_RUN_IN.pattern.replace(r"\.\s+", r":\s+", 1))
_SMALL = frozenset(
    ("and", "of", "the", "in", "on", "at", "for", "to", "with", "from", "by", "or", "vs", "et",
     "de", "du", "des", "la", "le", "les", "en", "au", "aux", "y", "und", "al", "el", "an", "wa")
)  # fmt: skip
_ABBREVIATIONS = frozenset(
    ("dr", "mr", "mrs", "ms", "gen", "col", "lt", "maj", "capt", "sgt", "st", "sen", "rep", "gov",
     "prof", "rev", "no", "vol", "jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov",
     "dec", "brig", "cdr", "amb", "mt", "ft")
)  # fmt: skip
_LONGEST, _LONGEST_KNOWN = 110, 48
_MOST_WORDS, _MOST_RUN_IN_WORDS = 14, 8


def known_head(text: str) -> str | None:
    """Which part of a document a line of its own opens: `takeaways`, `sources`, `notes`...

    >>> known_head("Key Takeaways:"), known_head("OE Insight Summary:"), known_head("The raid")
    ('takeaways', 'summary', None)
    """
    if len(text) > _LONGEST_KNOWN:
        return None
    for name, form in _HEADS.items():
        if form.fullmatch(text):
            return name
    return None


def inline_head(text: str) -> tuple[str, str] | None:
    """Part "Summary: the text" into the part it opens and the text."""
    match = _INLINE.match(text)
    if match is None:
        return None
    name = known_head(match["head"])
    return (name, match["rest"].strip()) if name else None


def looks_like_head(piece: Piece, following: Piece | None) -> bool:
    """Whether a piece without any hint reads as a heading over what follows.

    Short, no sentence, most words with a capital, and a paragraph comes after it.
    """
    text = piece.text
    if piece.hint == "heading":
        return True
    if piece.hint or len(text) > _LONGEST or text[-1:] in '.!?;,…”"’)]»' or following is None:
        return False
    words = re.findall(r"[^\W\d_]+", text)
    if not words or len(words) > _MOST_WORDS or re.match(r"[“\"«•\[(]|https?:", text):
        return False
    if not any(letter.isupper() for letter in text) or len(following.text) < len(text):
        return False
    return _capitalised(words) and piece.gap > 0


def run_in_head(text: str, *, colon: bool = False) -> str | None:
    """The head that runs into a paragraph, without its full stop; None where there is none.

    Args:
        text: the paragraph.
        colon: whether a colon may end the head, as it does in lists of takeaways.

    >>> run_in_head("Mali. Two raids hit the road."), run_in_head("Dr. Diallo left.")
    ('Mali', None)
    >>> run_in_head("Iraq and Syria. The force moved."), run_in_head("The raid ended. It rained.")
    ('Iraq and Syria', None)
    """
    match = _RUN_IN.match(text) or (_RUN_IN_COLON.match(text) if colon else None)
    if match is None:
        return None
    head = match["head"].strip()
    words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", head)
    if not words or len(words) > _MOST_RUN_IN_WORDS or words[-1].lower() in _ABBREVIATIONS:
        return None
    return head if _capitalised(words, strict=True) and words[0].lower() not in _SMALL else None


def _capitalised(words: list[str], *, strict: bool = False) -> bool:
    """Whether the words that carry meaning begin with a capital (or have no case at all)."""
    bearing = [word for word in words if word.lower() not in _SMALL]
    capital = sum(word[0].isupper() or word.lower() == word.upper() for word in bearing)
    if not bearing:
        return False
    return capital == len(bearing) if strict else capital >= len(bearing) * 0.6
