"""Branches of groups that fight in several regions, named by the region and their parent."""

import re
from functools import cache

from dateline.lexicon.fold import fold_name
from dateline.lexicon.rows import read_rows, split_list

_NOUN = (
    r"(?:branch|affiliate|wing|arm|chapter|franchise|province|offshoot|branche|filiale|affilié|"
    r"franchise|faction)"
)
_REGION = r"(?P<region>[\w'’-]+(?:\s[\w'’-]+){0,2}?)"
_AFTER = re.compile(
    rf"(?:['’]s?)?\s+(?:group['’]?s?\s+)?{_REGION}(?:-based)?\s+{_NOUN}\b|"
    rf"(?:['’]s?)?\s+(?:group['’]?s?\s+)?{_NOUN}\s+(?:in|au|en|dans)\s+(?:the\s+|le\s+|la\s+)?"
    r"(?P<within>[\w'’-]+(?:\s[\w'’-]+)?)\b|"
    r"\s+(?P<direct>خراسان|سيناء|الساحل)\b|\s+(?:في|ب)\s*(?P<arabic>[\w]+(?:\s\w+)?)"
)
_BEFORE = re.compile(
    rf"\b{_REGION}\s+{_NOUN}\s+of\s+(?:the\s+)?$|"
    rf"\b{_NOUN}\s+(?P<french>[\w'’-]+)\s+(?:de\s+l['’]|d['’]|du\s+|de\s+la\s+|de\s+)\s*"
    r"(?:organisation\s+|groupe\s+)?$|"
    r"\b(?:فرع|شاخه|ولاية)\s+(?P<eastern>\w+)\s+(?:ل|من\s+)?$"
)
_REACH = 48


@cache
def load_branches() -> dict[tuple[str, str], str]:
    """Load the branch that a parent and a folded word for a region stand for."""
    branches: dict[tuple[str, str], str] = {}
    for parent, branch, words in read_rows("branches.tsv"):
        branches |= {(parent, fold_name(word)): branch for word in split_list(words)}
    return branches


def find_branch(text: str, parent: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Find the branch that the words around a group's name make of it.

    Args:
        text: the sentence.
        parent: the group's id.
        start: where its name begins.
        end: where its name ends.

    Returns:
        The branch's id and where the whole name stands; None where it is the group itself.

    >>> find_branch("the Islamic State's Khorasan branch said", "islamic-state", 4, 17)
    ('is-khorasan', 4, 35)
    """
    after = _AFTER.match(text, end, end + _REACH)
    if after is not None:
        branch = _branch_of(parent, after)
        if branch is not None:
            return branch, start, after.end()
    begin = max(0, start - _REACH)
    before = _BEFORE.search(text[begin:start])
    if before is not None:
        branch = _branch_of(parent, before)
        if branch is not None:
            return branch, begin + before.start(), end
    return None


def _branch_of(parent: str, match: re.Match[str]) -> str | None:
    """The branch of the region's words; what stands before them ("feared") is left out."""
    words = fold_name(next((value for value in match.groupdict().values() if value), "")).split()
    tails = (" ".join(words[at:]) for at in range(len(words)))
    heads = (" ".join(words[:at]) for at in range(len(words), 0, -1))
    known = load_branches()
    return next((known[parent, one] for one in (*tails, *heads) if (parent, one) in known), None)
