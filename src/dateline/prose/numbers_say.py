"""Words that hold: a value said in the writer's own style."""

import math
import re
from collections.abc import Iterator
from functools import partial

from dateline.model.quantity import Quantity
from dateline.prose.folding import fold_text
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
_ARTICLES = ("half", "a ", "two-", "three-", "la moitié", "un ", "les ")
_NEAR = 0.25
_COUNTED_OUT = 100
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
    if math.isclose(value, 1.0):
        tail = say_one(tail, language)
    for words in _candidates(value, like, language):
        said = words if like.kind == "ratio" and not tail else f"{words}{tail}"
        read = read_quantities(said, language)
        if len(read) == 1 and read[0].allows(value):
            return said
    return f"{_figure(round(value, 2))}{tail}"


def say_one(unit: str, language: str = "en") -> str:
    """A counted noun as it stands behind one: the first word loses its plural.

    >>> say_one("attacks per week"), say_one(" people killed"), say_one("clashes")
    ('attack per week', ' people killed', 'clash')
    """
    if language not in ("en", "fr"):
        return unit
    sibilant = re.sub(r"^(\s*\w*(?:ch|sh|ss|x))es\b", r"\1", unit)
    return sibilant if sibilant != unit else re.sub(r"^(\s*\w*[^\Ws])s\b", r"\1", unit)


def _tail(like: Quantity) -> str:
    """What stands after the number in the writer's words: " percent", " attacks per week"."""
    numbers = [m.end() for m in re.finditer(r"\d(?:[\d.,]*\d)?", like.text)]
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
    say = partial(_say, spelled=not re.search(r"\d", like.text), language=language)
    if like.kind == "share" and like.unit != "percent":
        yield from _fractions(language)
        yield f"{round(value)} {'pour cent' if language == 'fr' else 'percent'}"
    rule = load_rules(language).hedges.get(fold_text(like.hedge))
    if rule:
        for number in _rounds(value, rule.name, like):
            yield f"{like.hedge} {say(number)}"
    decimals = _decimals(like)
    whole = math.isclose(value, round(value), abs_tol=1e-9)
    if whole or (not rule and (decimals or like.kind in ("share", "rate", "distance"))):
        yield say(round(value, decimals))
    about, nearly, more = (
        ("environ", "presque", "plus de") if language == "fr" else ("about", "nearly", "more than")
    )
    yield f"{about} {say(round(value, 0 if value >= 1 else 1))}"
    yield f"{nearly} {say(math.ceil(value))}"
    yield f"{more} {say(math.floor(value))}"


def _fractions(language: str) -> list[str]:
    """Parts of a whole in words, plain before hedged, the tightest hedges first."""
    table = load_rules(language).fractions.items()
    names = [name for name, part in table if part.value and name.startswith(_ARTICLES)]
    hedges = ("", "presque ", "plus d'") if language == "fr" else ("", "nearly ", "just over ")
    return [f"{hedge}{name}" for hedge in hedges for name in names]


def _rounds(value: float, rule: str, like: Quantity) -> Iterator[float]:
    """Numbers near a value that a rule may hold for, at the grain that the writer wrote."""
    grain = 1.0
    if like.value and like.value == int(like.value):
        while int(like.value) % int(grain * 10) == 0:
            grain *= 10
    if rule in ("at-least", "up-to") and value < _COUNTED_OUT:
        grain = 1.0
    upward = rule in ("nearly", "just-under", "up-to", "less-than")
    for place in sorted({grain, max(1.0, grain / 2), 1.0}, reverse=True):
        units = round(value / place, 9)
        if rule == "about":
            yield round(round(units) * place)
            continue
        if rule == "nearly" and place < grain:
            return  # "nearly 24" is nobody's round number
        past = rule in ("more-than", "just-over") and units == int(units)
        number = (math.ceil(units) if upward else math.floor(units) - past) * place
        if abs(number - value) <= _NEAR * max(value, 1):
            yield round(number)


def _decimals(like: Quantity) -> int:
    found = re.search(r"\d[.,](\d{1,2})(?!\d)", like.text)
    return len(found[1]) if found else 0


def _say(number: float, *, spelled: bool = False, language: str = "en") -> str:
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
