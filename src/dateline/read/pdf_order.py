"""Printed signs to the order of reading, where a line of a PDF holds Arabic script.

A PDF holds signs as they stand on the page, from left to right.
The order of reading is found by undoing the Unicode bidirectional algorithm (UAX 9) on them: runs
of Arabic script are turned round, figures within them turned back.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_PRESENTED = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
_JOINERS = "\u200c\u200d"
_ENDS, _OPENS = ".,;:!?…،؛؟", "([«“‘"
_GAP = 0.18  # of a font's size: a wider one is a space
_PAIRS = ("()", "[]", "«»", "“”", "‘’")
_IN_NUMBERS = ".,:/٫٬"
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Sign:
    """What one glyph prints.

    Attributes:
        text: its letters, more than one for a ligature, in the order of reading.
        left: where it begins, points.
        right: where it ends.
    """

    text: str
    left: float
    right: float


def holds_arabic(text: str) -> bool:
    """Whether a text holds letters or figures of the Arabic script."""
    return _ARABIC.search(text) is not None


def sign_text(letters: str) -> str:
    """The letters of one glyph in the order of reading.

    The library turns a ligature's letters round with the run they stand in; forms that letters
    take by their place in a word become the letters themselves.

    >>> sign_text("ال")
    'لا'
    >>> sign_text("ﻻ"), sign_text("fi")
    ('لا', 'fi')
    """
    if _PRESENTED.search(letters):
        letters = unicodedata.normalize("NFKC", letters)
    elif len(letters) > 1 and all(sign in _JOINERS or _ARABIC.match(sign) for sign in letters):
        letters = letters[::-1]
    return letters


def read_signs(signs: Iterable[Sign], *, size: float, rightward: bool) -> str:
    """Order the signs of a line as they are read.

    Args:
        signs: in any order; spaces may be missing.
        size: of the font, points.
        rightward: whether the document's own direction is left to right.
    """
    bases = [sign for sign in signs if sign.text and not _is_mark(sign.text)]
    marks = [sign for sign in signs if sign.text and _is_mark(sign.text)]
    bases.sort(key=lambda sign: (sign.left, sign.right))
    tokens = _numbers_whole(_spaced(_marked(bases, marks), size))
    kinds = [_kind(token) for token in tokens]
    kinds = _resolved(_with_latin(tokens, kinds), "L" if rightward else "R")
    runs = _runs(tokens, _broken(tokens, kinds) if rightward else kinds)
    if not rightward:
        runs.reverse()
    turned = ["".join(reversed(run) if kind == "R" else run) for kind, run in runs]
    return _faced("".join(turned))


def _is_mark(text: str) -> bool:
    return unicodedata.combining(text[0]) > 0


def _marked(bases: Sequence[Sign], marks: Sequence[Sign]) -> list[Sign]:
    """Put each vowel sign behind the letter that it stands over."""
    held = list(bases)
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        places = range(len(held))
        if not held:
            break
        place = min(places, key=lambda at: abs((held[at].left + held[at].right) / 2 - middle))
        base = held[place]
        held[place] = Sign(base.text + mark.text, base.left, base.right)
    return held


def _spaced(signs: Sequence[Sign], size: float) -> list[str]:
    """The signs' texts, with a space where the page shows a gap."""
    texts = [signs[0].text] if signs else []
    for before, sign in pairwise(signs):
        gap = sign.left - before.right > _GAP * size
        if gap and not before.text.isspace() and not sign.text.isspace():
            texts.append(" ")
        texts.append(sign.text)
    return texts


def _numbers_whole(texts: Sequence[str]) -> list[str]:
    """Figures that make one number as one token: they run from left to right in every script."""
    tokens: list[str] = []
    for place, text in enumerate(texts):
        number = bool(tokens) and tokens[-1][0].isdigit()
        joins = text in _IN_NUMBERS and place + 1 < len(texts) and texts[place + 1].isdigit()
        if number and (text.isdigit() or joins):
            tokens[-1] += text
        else:
            tokens.append(text)
    return tokens


def _kind(token: str) -> str:
    """`L` or `R` for letters, `A` and `E` for Arabic and European figures, `N` for the rest."""
    if token[0] == "[" and len(token) > 1:  # a marker
        return "N"
    direction = unicodedata.bidirectional(token.lstrip(_JOINERS)[:1] or " ")
    if direction in {"R", "AL"}:
        return "R"
    if direction == "AN" or "۰" <= token[0] <= "۹":
        return "A"
    return {"L": "L", "EN": "E"}.get(direction, "N")


def _with_latin(tokens: Sequence[str], kinds: list[str]) -> list[str]:
    """Figures that hang on Latin letters without a space (in an address, "G7") run with them."""
    joined = list(kinds)
    for step in (1, -1):
        latin = False
        for place in range(len(kinds))[::step]:
            if tokens[place].isspace() or kinds[place] in {"R", "A"}:
                latin = False
            elif kinds[place] == "L":
                latin = True
            elif latin and kinds[place] == "E":
                joined[place] = "L"
    return joined


def _resolved(kinds: list[str], base: str) -> list[str]:
    """Give every token a direction; what stands between two takes theirs, or the line's."""
    strong = [_strong(kind, kinds, place, base) for place, kind in enumerate(kinds)]
    done: list[str] = []
    for place, kind in enumerate(strong):
        if kind != "N":
            done.append(kind)
            continue
        before = next((other for other in reversed(strong[:place]) if other != "N"), base)
        after = next((other for other in strong[place + 1 :] if other != "N"), base)
        done.append(before if before == after else base)
    return done


def _broken(tokens: Sequence[str], kinds: list[str]) -> list[str]:
    """Keep a hyphen with the run of Arabic script that goes on in the next line behind it.

    Where such a run ends a line that is written rightward, its end stands at its left.
    """
    start = len(kinds)
    while start and kinds[start - 1] == "R":
        start -= 1
    place = start
    while (
        start < len(kinds) and place and kinds[place - 1] != "R" and not tokens[place - 1].isspace()
    ):
        place -= 1
        if tokens[place] == "-":
            return kinds[:place] + ["R"] * (len(kinds) - place)
        if tokens[place][-1].isalpha():
            break
    return kinds


def _strong(kind: str, kinds: Sequence[str], place: int, base: str) -> str:
    """Direction of a letter or number; a number goes with the letters on both its sides."""
    if kind == "A":
        return "R"
    if kind != "E":
        return kind
    sides = (reversed(kinds[:place]), kinds[place + 1 :])
    beside = [next((other for other in side if other in {"L", "R", "A"}), base) for side in sides]
    named = {"R" if other == "A" else other for other in beside}
    return named.pop() if len(named) == 1 else base


def _runs(tokens: Sequence[str], kinds: Sequence[str]) -> list[tuple[str, list[str]]]:
    runs: list[tuple[str, list[str]]] = []
    for token, kind in zip(tokens, kinds, strict=True):
        if runs and runs[-1][0] == kind:
            runs[-1][1].append(token)
        else:
            runs.append((kind, [token]))
    return runs


def _faced(text: str) -> str:
    """Turn brackets and quotation marks the way they face: opening before a word, closing behind.

    In runs of Arabic script some are printed mirrored and some are not.

    >>> _faced("قال »نعم« (")
    'قال «نعم» ('
    """
    signs = list(f" {text} ")
    opened: set[str] = set()
    for place in range(1, len(signs) - 1):
        pair = next((pair for pair in _PAIRS if signs[place] in pair), None)
        if pair is None:
            continue
        before = signs[place - 1].isspace() or signs[place - 1] in _OPENS
        after = signs[place + 1].isspace() or signs[place + 1] in _ENDS
        opens = pair not in opened if before and after else before
        if before or after:
            signs[place] = pair[0] if opens else pair[1]
            (opened.add if opens else opened.discard)(pair)
    faced = "".join(signs[1:-1])
    return re.sub(r"([«“(\[]) (?=[^\W\da-zA-Z])", r"\1", faced)
