"""A line of the query language to a tree, every part with its offsets."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.errors import QueryError
from dateline.model.query import Query, Term, Value
from dateline.query.keys import KEYS, Key
from dateline.query.nearest import offer_nearest

_QUOTES = {'"': '"', "'": "'", "“": "”", "«": "»"}
_WORD = re.compile(r"[^\s:|\"“«]+")
_REACH = re.compile(r"~(\d+(?:\.\d+)?)\s?km\b")
_COMPARATOR = re.compile(r">=|<=|>|<|=")


@lru_cache(maxsize=4096)
def parse_query(text: str) -> Query:
    """Parse a query line; names are not looked up.

    Args:
        text: one line, such as `attack by:jnim in:ML/Mopti since:2023-11-19`.

    Returns:
        The tree; offsets of its parts index `text`.

    Raises:
        QueryError: where a part cannot be read, with its offsets.

    >>> query = parse_query('attack -by:jnim killed:>=3')
    >>> [value.text for value in query.definitions]
    ['attack']
    >>> [(term.key, term.negated, term.values[0].text) for term in query.terms]
    [('by', True, 'jnim'), ('killed', False, '3')]
    """
    return _Parser(text).query()


@dataclass(slots=True)
class _Parser:
    """A cursor over one line."""

    text: str
    at: int = 0

    def query(self) -> Query:
        definitions: list[Value] = []
        terms: list[Term] = []
        self._skip_spaces()
        while self.at < len(self.text):
            part = self._part()
            if isinstance(part, Term):
                terms.append(part)
            else:
                definitions.append(part)
            self._skip_spaces()
        return Query(self.text, tuple(definitions), tuple(terms))

    def _part(self) -> Term | Value:
        start = self.at
        negated = self._take_negation()
        word_start = self.at
        word = _WORD.match(self.text, self.at)
        if word is None:
            raise QueryError(
                f"“{self._rest(start)}” cannot be read: a definition or a key such as `by:` "
                "was expected here. Quotes go after the colon.",
                start,
                len(self.text),
            )
        self.at = word.end()
        if self._peek() != ":":
            return self._definition(word.group(), start, word_start, negated=negated)
        key = KEYS.get(word.group())
        if key is None:
            raise QueryError(
                f"`{word.group()}:` is no key of the query language. "
                + offer_nearest(word.group(), KEYS, "The keys are"),
                word_start,
                word.end(),
            )
        self.at += 1
        values = self._values(key)
        return Term(key.name, values, start, self.at, negated)

    def _definition(self, word: str, start: int, word_start: int, *, negated: bool) -> Value:
        if negated:
            raise QueryError(
                f"The definition “{word}” cannot be negated; leave events out by a key, "
                f"such as `-type:` or `-by:`.",
                start,
                self.at,
            )
        return Value(word, word_start, self.at)

    def _take_negation(self) -> bool:
        if self.text.startswith("not:", self.at):
            self.at += 4
            return True
        if self.text.startswith("-", self.at):
            self.at += 1
            return True
        return False

    def _values(self, key: Key) -> tuple[Value, ...]:
        separator = "," if key.kind == "pair" else "|"
        values = [self._value(key, separator)]
        while self._peek() == separator:
            self.at += 1
            values.append(self._value(key, separator))
        if self.at < len(self.text) and not self.text[self.at].isspace():
            raise QueryError(
                f"“{self._rest(self.at)}” stands right behind a value of `{key.name}:`; "
                f"put a space between parts, or `{separator}` between values.",
                self.at,
                len(self.text),
            )
        return tuple(values)

    def _value(self, key: Key, separator: str) -> Value:
        start = self.at
        comparator, exact = self._take_sign(key)
        opener = self._peek()
        quoted = opener in _QUOTES
        text = self._quoted(_QUOTES[opener]) if quoted else self._bare(key, separator)
        if not text.strip():
            raise QueryError(
                f"`{key.name}:` needs a value, such as `{key.example}`.", start, max(self.at, start)
            )
        within = self._take_reach(key)
        return Value(text, start, self.at, exact, within, comparator)

    def _take_sign(self, key: Key) -> tuple[str | None, bool]:
        sign = _COMPARATOR.match(self.text, self.at)
        if sign is None:
            return None, False
        if key.kind == "number":
            self.at = sign.end()
            return sign.group(), False
        if sign.group() == "=":
            self.at = sign.end()
            return None, True
        raise QueryError(
            f"`{key.name}:` takes no comparison; only `killed:` and `injured:` do.",
            self.at,
            sign.end(),
        )

    def _quoted(self, closer: str) -> str:
        start = self.at
        self.at += 1
        letters: list[str] = []
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter == "\\" and self.at + 1 < len(self.text):
                letters.append(self.text[self.at + 1])
                self.at += 2
                continue
            self.at += 1
            if letter == closer:
                return "".join(letters)
            letters.append(letter)
        raise QueryError(
            f"The quotation that opens with {self.text[start : start + 12]} is never closed.",
            start,
            len(self.text),
        )

    def _bare(self, key: Key, separator: str) -> str:
        start = self.at
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter.isspace() or letter in (separator, "|", '"', "“"):
                break
            if letter == "~" and key.kind == "reach":
                break
            self.at += 1
        return self.text[start : self.at]

    def _take_reach(self, key: Key) -> float | None:
        if self._peek() != "~" or key.kind != "reach":
            return None
        reach = _REACH.match(self.text, self.at)
        if reach is None:
            raise QueryError(
                f"A distance reads `~5km`; “{self._rest(self.at)}” does not.",
                self.at,
                len(self.text),
            )
        self.at = reach.end()
        return float(reach.group(1))

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _rest(self, start: int) -> str:
        return self.text[start:].split()[0] if self.text[start:].split() else ""

    def _skip_spaces(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
