"""Many phrases found in one pass over a text, at word boundaries, longest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from dateline.lexicon.fold import Folded, fold_name

T = TypeVar("T")

_CLITICS = frozenset(
    ("و", "ف", "ب", "ل", "ک", "ال", "وال", "بال", "لل", "فال", "کال", "ول", "وب", "فب", "فل", "س",
     "وس", "فس", "ولل", "وبال")
)  # fmt: skip
_LONGEST_CLITIC = 4
_SHORTEST_WITH_CLITIC = 4
_LONGEST_STEM_TAIL = 12


@dataclass(frozen=True, slots=True)
class Phrase(Generic[T]):
    """A phrase to look for and what it stands for.

    Attributes:
        words: the phrase as written in the data.
        value: what it stands for.
        exact: capitals of the phrase must be capitals in the text.
        stem: any further letters of the word may follow.
    """

    words: str
    value: T
    exact: bool = False
    stem: bool = False


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Where a phrase stands in the original text."""

    start: int
    end: int
    value: T


def read_phrase(words: str, value: T) -> Phrase[T]:
    """Read a data file's notation: "=" asks for exact capitals, "~" allows further letters.

    >>> read_phrase("=IS", "islamic-state")
    Phrase(words='IS', value='islamic-state', exact=True, stem=False)
    """
    words = words.strip()
    exact, stem = words.startswith("="), words.endswith("~")
    return Phrase(words.removeprefix("=").removesuffix("~"), value, exact, stem)


class PhraseMatcher(Generic[T]):
    """An Aho-Corasick automaton over folded phrases, built when first used."""

    def __init__(self, phrases: Iterable[Phrase[T]]) -> None:
        self._by_text: dict[str, list[Phrase[T]]] = {}
        for phrase in phrases:
            for form in _forms(fold_name(phrase.words)):
                self._by_text.setdefault(form, []).append(phrase)
        self._texts = list(self._by_text)

    @cached_property
    def _automaton(self) -> Any:  # noqa: ANN401 - the library is untyped
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(self._texts, matchkind=MatchKind.Standard)

    def phrase(self, text: str) -> Phrase[T] | None:
        """Return what a whole text stands for, capitals ignored unless two phrases differ."""
        known = self._by_text.get(fold_name(text).strip(), [])
        exact = [phrase for phrase in known if phrase.words == text.strip()]
        fitting = exact or known
        return fitting[0] if fitting else None

    def find(self, folded: Folded) -> list[Hit[T]]:
        """Find phrases, leftmost and longest first, none overlapping another."""
        if not self._texts:
            return []
        text = folded.text
        hits: list[Hit[T]] = []
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        for index, start, end in matches:
            known = self._by_text[self._texts[index]]
            phrase = self._fitting(known, folded, start, end)
            if phrase is not None:
                finish = _word_end(text, end) if phrase.stem else end
                hits.append(Hit(*folded.span(start, finish), phrase.value))
        return keep_longest(hits)

    @staticmethod
    def _fitting(known: list[Phrase[T]], folded: Folded, start: int, end: int) -> Phrase[T] | None:
        text = folded.text
        if not _starts_word(text, start, end):
            return None
        ends = end == len(text) or not text[end].isalnum()
        for phrase in known:
            if not ends and not (phrase.stem and _word_end(text, end) - end <= _LONGEST_STEM_TAIL):
                continue
            if phrase.exact and not _same_capitals(phrase.words, folded, start, end):
                continue
            return phrase
        return None


def _forms(folded: str) -> list[str]:
    """A folded phrase, and for an Arabic one with the article its form after "to" and "of".

    >>> _forms("الجیش")
    ['الجیش', 'للجیش']
    """
    if not folded:
        return []
    with_to = folded.startswith("ال") and len(folded) > _LONGEST_CLITIC
    return [folded, "لل" + folded[2:]] if with_to else [folded]


def keep_longest(hits: list[Hit[T]]) -> list[Hit[T]]:
    """Keep the leftmost and longest of hits that overlap."""
    found: list[Hit[T]] = []
    reached = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= reached:
            found.append(hit)
            reached = hit.end
    return found


def _starts_word(text: str, start: int, end: int) -> bool:
    if start == 0 or not text[start - 1].isalnum():
        return True
    if text[start] < "\u0600" or end - start < _SHORTEST_WITH_CLITIC:
        return False
    begin = start
    while begin > 0 and start - begin <= _LONGEST_CLITIC and text[begin - 1].isalnum():
        begin -= 1
    return text[begin:start] in _CLITICS


def _word_end(text: str, end: int) -> int:
    while end < len(text) and text[end].isalnum():
        end += 1
    return end


def _same_capitals(words: str, folded: Folded, start: int, end: int) -> bool:
    begin, finish = folded.span(start, end)
    written = folded.original[begin:finish]
    return len(written) == len(words) and all(
        found.isupper() for asked, found in zip(words, written, strict=True) if asked.isupper()
    )
