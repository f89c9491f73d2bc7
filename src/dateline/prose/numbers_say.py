"""Words that hold: a value said in the writer's own style."""

import math
import re
from collections.abc import Iterator

from dateline.model.quantity import Quantity
from dateline.prose.numbers_read import read_quantities
from dateline.prose.numbers_rules import load_rules

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_PETITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze",
)  # fmt: skip
_CHANGES = (
    "more than halved", "halved", "nearly halved", "nearly doubled", "doubled",
    "more than doubled", "nearly tripled", "tripled", "more than tripled", "quadrupled",
)  # fmt: skip


def say_number(value: float, like: Quantity, language: str = "en") -> str:
    """Propose words for a value in the style of what the writer wrote.

    The hedge is kept where it can hold; otherwise the nearest one that does. Every proposal is
    read again before it is given, so the words always allow the value.

    Args:
        value: what the ledger says: a count or rate, percent for a share, a ratio for a change.
        like: the quantity as the writer put it.
        language: ISO 639-1 of the text.

    >>> nearly_five = read_quantities("nearly five attacks per week")[0]
    >>> say_number(4.57, like=nearly_five)
    'nearly five attacks per week'
    >>> say_number(23.2, like=read_quantities("nearly 30 attacks")[0])
    'about 23'
    """
    tail = _tail(like)
    for words in _candidates(value, like, language):
        said = words if like.kind == "ratio" and not tail else f"{words}{tail}"
        read = read_quantities(said, language)
        if len(read) == 1 and read[0].allows(value):
            return said
    return f"{_figure(round(value, 2))}{tail}"


def _tail(like: Quantity) -> str:
    """What stands after the number in the writer's words: " percent", " attacks per week"."""
    numbers = [m.end() for m in re.finditer(r"\d[\d.,]*", like.text)]
    if numbers:
        return like.text[numbers[-1] :]
    pattern = r"\s(?:percent|per cent|pour cent|percentage|" + re.escape(like.unit or "\0") + r")\b"
    found = re.search(pattern, like.text)
    if found:
        return like.text[found.start() :]
    found = re.search(
        r"\s(?:per|a|an|each|every|par)\s+(?:day|week|month|year|jour|semaine|mois|an)\b", like.text
    )
    return like.text[found.start() :] if found and like.per else ""


def _candidates(value: float, like: Quantity, language: str) -> Iterator[str]:
    if like.kind == "ratio":
        yield from _CHANGES if language == "en" else ()
        change = round(abs(value - 1) * 100)
        yield f"{'rose' if value > 1 else 'fell'} by {change} percent"
        return
    spelled = not re.search(r"\d", like.text)
    rule = load_rules(language).hedges.get(like.hedge.lower())
    name = rule.name if rule else ""
    whole = math.isclose(value, round(value), abs_tol=1e-9)
    if name:
        for number in _rounds(value, name):
            yield f"{like.hedge} {_say(number, spelled=spelled, language=language)}"
    if whole:
        yield _say(round(value), spelled=spelled, language=language)
    decimals = _decimals(like)
    if not name and (decimals or like.kind in ("share", "rate", "distance")):
        yield _say(round(value, decimals), spelled=spelled, language=language)
    about, nearly, more = (
        ("environ", "presque", "plus de") if language == "fr" else ("about", "nearly", "more than")
    )
    yield f"{about} {_say(round(value), spelled=spelled, language=language)}"
    yield f"{nearly} {_say(math.ceil(value), spelled=spelled, language=language)}"
    yield f"{more} {_say(math.floor(value), spelled=spelled, language=language)}"


def _rounds(value: float, rule: str) -> Iterator[float]:
    """Round numbers near a value that a rule may hold for, roundest first."""
    magnitude = 10 ** max(0, math.floor(math.log10(value)) if value >= 1 else 0)
    upward = rule in ("nearly", "just-under", "up-to", "less-than")
    for place in (magnitude, magnitude / 2, magnitude / 10, 1):
        if place < 1:
            continue
        units = value / place
        if rule == "about":
            yield round(round(units) * place)
        else:
            number = (math.ceil(units) if upward else math.floor(units)) * place
            if abs(number - value) <= 0.12 * value:
                yield round(number)


def _decimals(like: Quantity) -> int:
    found = re.search(r"\d[.,](\d{1,2})(?!\d)", like.text)
    return len(found[1]) if found else 0


def _say(number: float, *, spelled: bool, language: str) -> str:
    names = _PETITS if language == "fr" else _SMALL
    if spelled and number == int(number) and 0 <= number < len(names):
        return names[int(number)]
    return _figure(number, language)


def _figure(number: float, language: str = "en") -> str:
    whole = number == int(number)
    written = f"{int(number):,}" if whole else f"{number:,}".rstrip("0")
    if language == "fr":
        return written.replace(",", "\u202f").replace(".", ",")
    return written
