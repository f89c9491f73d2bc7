"""Words of likelihood after ICD 203: a term and its range, in both columns, and back."""

import re
from dataclasses import dataclass

from dateline.model.assessment import LIKELIHOOD_TERMS, find_term

# Other forms of the terms in running prose: form to term of the first column.
_FORMS = {
    "almost certainly": "almost certain",
    "nearly certainly": "nearly certain",
    "remotely possible": "remote",
    "remote chance": "remote",
    "roughly an even chance": "roughly even chance",
    "a roughly even chance": "roughly even chance",
    "very probably": "highly probable",
    "highly probably": "highly probable",
    "highly likely": "very likely",
    "highly unlikely": "very unlikely",
    "probably": "probable",
    "improbably": "improbable",
}
# A word that is a term only in the right company: "remote areas", "likely targets" are not.
_NOT_BEFORE = re.compile(
    r"\s+(?:areas?|regions?|villages?|towns?|parts?|communit\w+|outposts?|districts?|bases?"
    r"|controlled?|detonat\w+|sensing|violence|control|explosives?|locations?|provinces?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LikelihoodTerm:
    """A word of likelihood in a text.

    Attributes:
        text: the words as written.
        start: offset in the text.
        end: end of the words.
        term: the term of ICD 203 that the words are a form of.
        column: 1 for the first column of words ("likely"), 2 for the second ("probable").
        low: lower end of its range, percent.
        high: upper end, percent.
    """

    text: str
    start: int
    end: int
    term: str
    column: int
    low: int
    high: int


def _terms() -> dict[str, tuple[str, int, int, int]]:
    known = {}
    for first, second, low, high in LIKELIHOOD_TERMS:
        known[first] = (first, 1, low, high)
        known[second] = (second, 2, low, high)
    for form, term in _FORMS.items():
        known[form] = known[term]
    return known


_KNOWN = _terms()
_PATTERN = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(form) for form in sorted(_KNOWN, key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)


def find_likelihood(text: str) -> list[LikelihoodTerm]:
    """Find the words of likelihood in a text, in order; the longest form wins.

    "Not likely" and "not probable" are read as "unlikely" and "improbable".

    >>> [(t.text, t.term, t.low, t.high) for t in find_likelihood("They will very likely fail.")]
    [('very likely', 'very likely', 80, 95)]
    >>> find_likelihood("in remote areas")
    []
    """
    found = []
    for match in _PATTERN.finditer(text):
        words = match.group().casefold()
        if words == "remote" and _NOT_BEFORE.match(text, match.end()):
            continue
        start, form = match.start(), words
        negation = re.search(r"\bnot\s+$", text[:start], re.IGNORECASE)
        if negation and words in ("likely", "probable"):
            start, form = negation.start(), "unlikely" if words == "likely" else "improbable"
        term, column, low, high = _KNOWN[form]
        found.append(
            LikelihoodTerm(text[start : match.end()], start, match.end(), term, column, low, high)
        )
    return found


def name_likelihood(probability: float, *, column: int = 1) -> str:
    """Name a probability by the term whose range holds it; at an edge, the term nearer to even.

    Args:
        probability: 0 to 1.
        column: 1 for "likely" and its kin, 2 for "probable" and its kin.

    Returns:
        The term; empty for what no term covers (below 1 and above 99 percent).

    >>> name_likelihood(.7), name_likelihood(.8), name_likelihood(.1, column=2)
    ('likely', 'likely', 'highly improbable')
    """
    row = find_term(probability)
    if row is None:
        return ""
    return row[0] if column == 1 else row[1]


def say_likelihood(probability: float, *, column: int = 1) -> str:
    """Say a probability with the range its term stands for.

    >>> say_likelihood(.7)
    'likely [55-80 %]'
    """
    row = find_term(probability)
    if row is None:
        return f"{probability * 100:.0f} %"
    return f"{row[0] if column == 1 else row[1]} [{row[2]}-{row[3]} %]"
