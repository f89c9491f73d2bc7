"""Numerals in a text, in digits and in words, with what they are worth."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from dateline.prose.folding import fold_text

_MULTIPLE = 100
_DOZEN = 12
_SHORT = {"k": 1_000, "m": 1_000_000}
_NEXT_WORD = re.compile(r"[\s-]+(\w+)")
_NEXT_SENTENCE = re.compile(r"\.? (\w+)(?= of\b)")  # "$6. Millions of dollars" is a translator's
_SUFFIX = r"(?:st|nd|rd|th|er|ère|ère|ème|e|è)"
_SPACED = r"\d{1,3}(?: \d{3})* 000(?!\d)|"  # 20 000 in a language that writes 20,000
_MONEY = ("$", "€", "£")
_PER = r"(?:day|week|month|year|jour|semaine|mois|an)\b"
# "1,5 million" in a text of a country that writes it so.
_FOREIGN = r",(?=\d{1,2}(?!\d)\s?(?:[mb]illion|thousand|per ?cent|%))"
_GLUED = r"(?:kg|km|kms|km2|km²)(?![^\W_])"  # "30km" is a number and its measure
_ARTICLE = re.compile(r"(?<!\w)an? $")
_NOT_INSIDE = r"(?:(?<![\w.,:/#_])(?<![^\W\d]-)|(?<=\s[وبل]))"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written.

    Attributes:
        start: offset in the text.
        end: end of the numeral.
        value: what it is worth.
        step: the last place written: 1, .1, or 100,000 in "3.5 million".
        spelled: whether it stands in words.
        ordinal: whether it is one ("third", "24th").
        grouped: whether its digits are parted by thousands.
        dozens: whether it counts in dozens.
        times: what its last word multiplies by ("three hundred", "1.5 million"), else 1.
    """

    start: int
    end: int
    value: float
    step: float = 1.0
    spelled: bool = False
    ordinal: bool = False
    grouped: bool = False
    dozens: bool = False
    times: int = 1

    @property
    def grain(self) -> float:
        """The place of the last digit that is not nought: 1 in 69, 10 in 150, .1 in 14.4.

        >>> Numeral(0, 3, 150).grain
        10.0
        """
        if self.dozens:
            return float(_DOZEN)
        units = round(self.value / self.step)
        grain = self.step
        while units and units % 10 == 0:
            units //= 10
            grain *= 10
        return grain


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    cardinals: dict[str, int]
    multipliers: dict[str, int]
    ordinals: dict[str, int]
    joins: frozenset[str]
    decimal: str
    digits: re.Pattern[str]
    words: re.Pattern[str]


def find_numerals(text: str, language: str = "en") -> list[Numeral]:
    """Find every numeral, in order; a language without number words is read for digits only.

    >>> [(n.value, n.step) for n in find_numerals("3.5 million and twenty-two")]
    [(3500000.0, 100000.0), (22, 1.0)]
    """
    vocabulary = _vocabulary(language)
    folded = fold_text(text)
    found = list(_digit_numerals(folded, vocabulary))
    found += _word_numerals(folded, vocabulary, [(n.start, n.end) for n in found])
    return _add_up(sorted(found, key=lambda numeral: numeral.start), folded)


@cache
def _vocabulary(language: str) -> _Vocabulary:
    source = files("dateline.prose") / "data" / "numerals.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    data = table.get(language) or {
        "thousands": ",", "decimal": ".", "joins": [],
        "cardinals": {}, "multipliers": {}, "ordinals": {},
    }  # fmt: skip
    thousands = "".join(re.escape(mark) for mark in data["thousands"] + "\u00a0\u202f\u2009")
    decimal = "".join(re.escape(mark) for mark in data["decimal"])
    spaced = _SPACED if data["decimal"] == "." else ""
    foreign = _FOREIGN if data["decimal"] == "." else r"(?!)"
    grouped = rf"\d{{1,3}}(?:(?P<mark>[{thousands}])\d{{3}})(?:(?P=mark)\d{{3}})*"
    digits = re.compile(
        rf"{_NOT_INSIDE}"
        rf"(?P<whole>{spaced}{grouped}|\d+)(?:(?:[{decimal}]|{foreign})(?P<part>\d+))?"
        rf"(?P<short>[bmt]n\b|[km]\b)?"
        rf"(?P<suffix>{_SUFFIX}\b)?(?!(?!{_GLUED})\w|/(?!{_PER})|[.,:]\d|-?[^\W\d]{{1,2}}\d)"
    )
    tables = (data["cardinals"], data["multipliers"], data["ordinals"])
    words = sorted({word for table in tables for word in table}, key=len, reverse=True)
    joins = "|".join(re.escape(join) for join in data["joins"])
    word = "|".join(re.escape(word) for word in words) or r"(?!)"
    # Arabic and Persian may write the joining و against the next word.
    joined = rf"(?:{word})" + (
        rf"(?:(?:\s*-\s*|\s+(?:(?:{joins})\s*)?)(?:{word})(?!\w))*"
        if joins
        else rf"(?:\s+(?:{word})(?!\w))*"
    )
    return _Vocabulary(
        cardinals={fold_text(k): v for k, v in data["cardinals"].items()},
        multipliers={fold_text(k): v for k, v in data["multipliers"].items()},
        ordinals={fold_text(k): v for k, v in data["ordinals"].items()},
        joins=frozenset(data["joins"]),
        decimal=decimal,
        digits=digits,
        words=re.compile(rf"(?<![\w'])(?:{joined})(?!\w)"),
    )


def _add_up(numerals: list[Numeral], folded: str) -> list[Numeral]:
    """Join what is one number in several: "1 million 300 thousand", "12 thousand 500"."""
    joined: list[Numeral] = []
    for numeral in numerals:
        last = joined[-1] if joined else None
        if last is None or folded[last.end : numeral.start] != " " or numeral.ordinal:
            joined.append(numeral)
        elif not last.spelled and not numeral.spelled and last.times > max(numeral.value, 1):
            joined[-1] = replace(
                last, end=numeral.end, value=last.value + numeral.value, step=numeral.step
            )
        else:
            joined.append(numeral)
    return joined


def _digit_numerals(folded: str, words: _Vocabulary) -> Iterator[Numeral]:
    for match in words.digits.finditer(folded):
        start = match.start("whole")
        money = folded[match.start() - 1 : match.start()] in _MONEY
        if match["short"] == "m" and not money:
            continue  # metres
        whole = re.sub(r"\D", "", match["whole"])
        part = match["part"] or ""
        value = float(f"{whole}.{part}") if part else int(whole)
        step = 10.0 ** -len(part)
        end = match.end()
        factor = 1
        if match["short"]:
            factor = words.multipliers.get(match["short"], _SHORT.get(match["short"], 1))
            value, step = value * factor, step * factor
        times = _following_multiplier(folded, end, words, money=money)
        if times:
            end, factor = times
            value, step = value * factor, step * factor
        yield Numeral(
            start, end, round(value, 6), step,
            ordinal=bool(match["suffix"]),
            grouped=bool(match["mark"] or match["short"] or times),
            times=factor if match["short"] or times else 1,
        )  # fmt: skip


def _following_multiplier(
    folded: str, at: int, words: _Vocabulary, *, money: bool
) -> tuple[int, int] | None:
    found = _NEXT_WORD.match(folded, at) or (_NEXT_SENTENCE.match(folded, at) if money else None)
    if not found:
        return None
    factor = words.multipliers.get(found[1], words.multipliers.get(found[1].removesuffix("s"), 0))
    return (found.end(), factor) if factor else None


def _word_numerals(
    folded: str, words: _Vocabulary, taken: list[tuple[int, int]]
) -> Iterator[Numeral]:
    letters = list(folded)
    for start, end in taken:
        letters[start:end] = "#" * (end - start)
    folded = "".join(letters)
    for match in words.words.finditer(folded):
        for start, end, tokens in _runs(match, words):
            numeral = _worth(tokens, words)
            if numeral is None:
                continue
            value, step, ordinal = numeral
            times = words.multipliers.get(tokens[-1], 1)
            first = _with_article(start, folded) if tokens[0] in words.multipliers else start
            yield Numeral(
                first, end, value, step, spelled=True, ordinal=ordinal, dozens=times == _DOZEN,
                times=times if len(tokens) > 1 else 1,
            )  # fmt: skip


def _with_article(start: int, folded: str) -> int:
    """Where "a hundred" starts, so that a hedge before its article is seen."""
    article = _ARTICLE.search(folded, max(0, start - 4), start)
    return article.start() if article else start


def _runs(match: re.Match[str], words: _Vocabulary) -> Iterator[tuple[int, int, list[str]]]:
    """Part a run of number words where two numbers merely follow each other."""
    pieces = []
    known = sorted([*words.cardinals, *words.multipliers, *words.ordinals], key=len, reverse=True)
    token = re.compile("|".join(rf"(?:{re.escape(word)})(?!\w)" for word in known))
    position = 0
    while found := token.search(match[0], position):
        pieces.append((match.start() + found.start(), match.start() + found.end(), found[0]))
        position = found.end()
    run: list[tuple[int, int, str]] = []
    for piece in pieces:
        if run and not _continues([word for _, _, word in run], piece[2], words):
            yield run[0][0], run[-1][1], [word for _, _, word in run]
            run = []
        run.append(piece)
    if run:
        yield run[0][0], run[-1][1], [word for _, _, word in run]


def _continues(before: list[str], word: str, words: _Vocabulary) -> bool:
    """Whether a word goes on with the number before it: smaller after larger, or a multiplier."""
    if word in words.multipliers:
        return True
    last = before[-1]
    if last in words.ordinals:
        return False
    value = words.cardinals.get(word, words.ordinals.get(word, 0))
    if last in words.multipliers:
        return value < words.multipliers[last]
    larger = words.cardinals[last]
    if larger >= _MULTIPLE:
        return value < _MULTIPLE
    if larger in (60, 80) and 10 <= value <= 19:  # noqa: PLR2004 - soixante-dix, quatre-vingt-dix
        return True
    tens = larger >= 20 and larger % 10 == 0  # noqa: PLR2004 - vingt-deux, yirmi iki
    spelled_teens = larger == 10 and 0 < value < 10  # noqa: PLR2004 - on iki
    arabic = 0 < larger < 20 and value >= 20 and value % 10 == 0  # noqa: PLR2004 - خمسة وعشرون
    backwards = arabic and words.decimal.startswith("٫")
    arabic_teens = value == 10 and larger < 10 and words.decimal.startswith("٫")  # noqa: PLR2004 - خمسة عشر
    return (tens and 0 < value < 10) or spelled_teens or backwards or arabic_teens  # noqa: PLR2004 - vingt-deux


def _worth(tokens: list[str], words: _Vocabulary) -> tuple[int, float, bool] | None:
    total, current, step = 0, 0, 1.0
    for token in tokens:
        if token in words.multipliers:
            factor = words.multipliers[token]
            if factor >= 1000:  # noqa: PLR2004 - thousand and more close a group
                total += max(current, 1) * factor
                current = 0
            else:
                current = max(current, 1) * factor
        else:
            current += words.cardinals.get(token, words.ordinals.get(token, 0))
    ordinal = tokens[-1] in words.ordinals
    if (
        tokens[0] in words.multipliers
        and len(tokens) == 1
        and words.multipliers[tokens[0]] == _DOZEN
    ):
        # A bare "dozen" is a vague word.
        return None
    return total + current, step, ordinal
