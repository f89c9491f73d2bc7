"""Rates that name a rhythm: nearly daily, every third day, one raid every two weeks."""

import re
from collections.abc import Iterator

from dateline.model.quantity import Quantity
from dateline.prose.numbers_factors import read_worth
from dateline.prose.numbers_hedges import Passage, hedge_before
from dateline.prose.numbers_units import read_measure

_PERIODS = {
    "day": r"days?|jours?", "week": r"weeks?|semaines?", "month": r"months?|mois",
    "year": r"years?|ans?|années?",
}  # fmt: skip
_NAMED = "|".join(rf"(?P<{name}>{words})" for name, words in _PERIODS.items())
_EVERY = {
    "en": re.compile(rf"\b(?:once )?(?:every|each) (?P<n>other|\w+) (?:{_NAMED})\b"),
    "fr": re.compile(rf"\b(?:une fois )?tou(?:s|tes) les (?P<n>\w+) (?:{_NAMED})\b"),
}
_WORD = re.compile(r"[\w.,'-]+")
# Without an approximator "daily attacks" names a habit and no number.
_HABIT = {
    "en": re.compile(
        r"\b(?:(?P<day>daily|every ?day|each day)|(?P<week>weekly|every week|each week)|"
        r"(?P<month>monthly|every month|each month))\b"
    ),
    "fr": re.compile(
        r"\b(?:(?P<day>quotidien\w*|chaque jour|tous les jours)|"
        r"(?P<week>hebdomadaire\w*|chaque semaine|toutes les semaines)|"
        r"(?P<month>mensuel\w*|chaque mois|tous les mois))\b"
    ),
}
_OTHER = 2
_LOOK = 48
_MOST = 60
_FEW_WORDS = 4
_SLACK = 0.1


def find_rhythms(context: Passage) -> Iterator[Quantity]:
    """Rates whose words name a rhythm instead of a number.

    "Every third day" is a third a day, give or take a tenth; "three raids every two weeks" is 2.5
    to 3.5 over two; "nearly daily" is just below one a day.
    """
    every = _EVERY.get(context.language)
    for match in every.finditer(context.folded) if every else ():
        found = _every(match, context)
        if found is not None:
            yield found
    habit = _HABIT.get(context.language)
    for match in habit.finditer(context.folded) if habit else ():
        hedge = hedge_before(match.start(), context)
        if hedge is None:
            continue
        low, high = hedge[2].bounds(1, step=_SLACK * 2, grain=1)
        yield Quantity(
            context.text[hedge[0] : match.end()], hedge[0], match.end(), 1, low, high,
            hedge[2].low_open, hedge[2].high_open, "rate", per=match.lastgroup, hedge=hedge[1],
        )  # fmt: skip


def _every(match: re.Match[str], context: Passage) -> Quantity | None:
    """Read "every third day", with the number that may stand before it."""
    language, word = context.language, match["n"]
    other = float(_OTHER) if word == "other" else None
    spell = other or read_worth(word, language) or read_worth(word, language, ordinal=True)
    if spell is None or not 1 < spell <= _MOST:
        return None
    start, many, unit, step = match.start(), 1.0, None, _SLACK * 2
    counted = _counted_before(start, context)
    if counted is not None:
        (start, end), many, step = counted[0], counted[1], 1.0
        unit = read_measure(context.text, end, language).unit
    hedge = hedge_before(start, context)
    bounds: tuple[float, float | None] = (many - step / 2, many + step / 2)
    opens = (False, False)
    if hedge is not None:
        start, opens = hedge[0], (hedge[2].low_open, hedge[2].high_open)
        bounds = hedge[2].bounds(many, step=step, grain=1)
    low, top = (None if one is None else round(one / spell, 6) for one in bounds)
    return Quantity(
        context.text[start : match.end()], start, match.end(), round(many / spell, 6), low, top,
        *opens, "rate", unit, match.lastgroup, hedge[1] if hedge else "",
    )  # fmt: skip


def _counted_before(at: int, context: Passage) -> tuple[tuple[int, int], float] | None:
    """The number of what comes every so often ("three raids | every two weeks"), and its place."""
    window = max(0, at - _LOOK)
    clause = re.split(r"[.;:,]\s", context.folded[window:at])[-1]
    words = list(_WORD.finditer(clause))[-_FEW_WORDS:]
    for word in reversed(words):
        worth = read_worth(word[0], context.language)
        if worth is not None:
            start = at - len(clause) + word.start()
            return (start, start + len(word[0])), worth
    return None
