"""Quantities in prose: each phrase becomes the set of values it allows."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from dateline.model.quantity import Quantity
from dateline.prose.folding import fold_text
from dateline.prose.numbers_changes import read_change
from dateline.prose.numbers_factors import find_factors, find_large, find_spans, read_worth
from dateline.prose.numbers_hedges import (
    LOOK_BACK,
    Passage,
    finish_quantity,
    hedge_after,
    hedge_before,
)
from dateline.prose.numbers_parts import find_parts
from dateline.prose.numbers_phrases import find_phrases
from dateline.prose.numbers_ranges import join_ranges
from dateline.prose.numbers_rhythms import find_rhythms
from dateline.prose.numbers_rules import HedgeRule, load_rules
from dateline.prose.numbers_skip import find_not_quantities
from dateline.prose.numbers_units import Measure, read_average, read_measure
from dateline.prose.numbers_words import Numeral, find_numerals
from dateline.prose.pieces import split_pieces

_BETWEEN = re.compile(r"(?:between|entre|de|bین|بین|ما بین)\s+$")
_RANGE = re.compile(
    r"\s*(?:-to-|-|to|or|à|ou|ile|ila|veya|الی|او|یا|تا)\s*|\s+(?:and|et|ve)\s+|\s+و\s*",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(r"(?:anywhere|rang(?:ing|ed|es?)) from\s+$")
_MONEY_AGAIN = re.compile(r"\s*(?:us|c|a)?[$€£]\s*$")
_CURRENCY = re.compile(r"(?:us|c|a)?[$€£]\s*$")
_ARTICLES = frozenset(("un", "une", "bir", "یک", "یو", "یوه"))
_UNCOUNTED = frozenset(("one", "un", "une", "bir", "یک", "یو", "یوه", "second", "once"))
_A_WEEK = re.compile(
    r"(?<!\w)(?:an?|une?)(?= (?:hour|day|week|month|year|decade|century|heure|jour|semaine|mois|an|"
    r"année|décennie)\b)"
)
_ONLY = re.compile(r"\b(?:only|just)(?: \w+ing| \w+ed)? $")
_OF_THEM = re.compile(r" of (?:(?:the|its|their|his|her|our|these|those|at least) )?([\w,]+)\b")
# "The first ten months", "le deuxième trimestre": an order of what is counted, or a date.
_ORDERS = re.compile(
    r" (?:(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|deux|trois|quatre|cinq|"
    r"six|sept|huit|neuf|dix|onze|douze)\b|trimestre|semestre|quarter\b|half\b)"
)
_FROM = re.compile(r"(?<!\w)(?:from|passer? de|passé de|passant de)\s+(?:[\w ]{3,14} )?$")
_MOVES_TO = re.compile(
    r" (?:to|à) (?:(?:nearly|almost|about|over|more than|près de|plus de) )?[\w.,]*\w"
)
_PERCENT_FIRST = re.compile(r"(?:%|\byüzde )$")
_HARMED = re.compile(
    r"\b(?:kill|wound|injur|captur|arrest|abduct|kidnap|detain|destroy|seiz|execut|behead|hurt|free|"
    r"releas|rescu|leav|los|claim)(?:e|ed|es|ing|ng|s|ped|ping)?(?: at least)? $|"
    r"\b(?:left|shot|lost) $"
)
_HARMED_AFTER = re.compile(r" (?:dead|killed|wounded|injured|missing|hurt|critically|seriously)\b")
_DENOMINATOR = re.compile(r"\b(?:per|for every|out of every|pour) $")
_THE = re.compile(r"\b(?:the|la|le|l'|its|their|her|his)\s*$")
_NEAR = 8
_SHORT = 240
_BASE = 100


def read_quantities(text: str, language: str = "en", *, articles: bool = False) -> list[Quantity]:
    """Read every quantity in a text, in order, with offsets.

    Dates, years, times, note markers, ages, versions, coordinates and numbers in names are not
    quantities. The set that each phrase allows is documented in docs/allowed-values.md.
    Shares are in percent, ratios are the second over the first.

    Args:
        text: a phrase, a sentence or a document.
        language: ISO 639-1; an unknown language is read for digits only.
        articles: whether a bare "un", "bir" or "یک" counts as one, or is an article.

    >>> [(q.text, q.low, q.high) for q in read_quantities("nearly five attacks per week")]
    [('nearly five attacks per week', 4.4, 5.0)]
    >>> [(q.kind, q.high) for q in read_quantities("engagements more than halved")]
    [('ratio', 0.5)]
    """
    language = {"prs": "fa"}.get(language, language)
    if len(text) <= _SHORT:  # bound words are read for what they claim, their noun and their style
        return list(_read_short(text, language, articles))
    return [
        replace(quantity, start=quantity.start + at, end=quantity.end + at)
        for at, piece in split_pieces(text)
        for quantity in _read_piece(piece, language, articles=articles)
    ]


@lru_cache(maxsize=2048)
def _read_short(text: str, language: str, articles: bool) -> tuple[Quantity, ...]:  # noqa: FBT001 - a key
    return tuple(_read_piece(text, language, articles=articles))


def _read_piece(text: str, language: str, *, articles: bool) -> list[Quantity]:
    folded = fold_text(text)
    context = Passage(text, folded, load_rules(language), language, articles)
    closed = _Closed((span.start, span.end) for span in find_not_quantities(text, language))
    named = (find_rhythms, find_spans, find_factors, find_parts, find_large, find_phrases)
    phrases = [quantity for find in named for quantity in find(context)]
    taken = _Closed((quantity.start, quantity.end) for quantity in phrases)
    numerals = [
        numeral for numeral in find_numerals(text, language)
        if not closed.touches(numeral.start, numeral.end)
        and not taken.touches(numeral.start, numeral.end)
    ]  # fmt: skip
    numerals = sorted([*numerals, *_single_spans(context)], key=lambda numeral: numeral.start)
    found = [phrase for phrase in phrases if not closed.covers(phrase.start, phrase.end)]
    found += _numeric(numerals, context)
    return join_ranges(_without_overlaps(found), context)


def _single_spans(context: Passage) -> Iterator[Numeral]:
    """Read the one of "less than a week"; without a hedge it counts nothing."""
    for match in _A_WEEK.finditer(context.folded):
        if hedge_before(match.start(), context):
            yield Numeral(match.start(), match.end(), 1, spelled=True)


class _Closed:
    """Spans in which no quantity is read; sorted, so that a long document stays quick."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _ in self.spans]

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of the spans."""
        at = bisect_left(self.starts, end)
        return any(start < last for _, last in self.spans[max(0, at - _NEAR) : at])

    def covers(self, start: int, end: int) -> bool:
        """Whether a stretch lies within one of the spans."""
        at = bisect_right(self.starts, start)
        return any(end <= last for _, last in self.spans[max(0, at - _NEAR) : at])


def _without_overlaps(found: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -(q.end - q.start))):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _numeric(numerals: list[Numeral], context: Passage) -> Iterator[Quantity]:
    skip = -1
    for at, numeral in enumerate(numerals):
        if at == skip or (at and _is_told_already(numerals[at - 1], numeral, context)):
            continue
        second = _range_end(numerals, at, context)
        if second is not None:
            skip = at + 1
        rest = numerals[at + 1 + (second is not None) :]
        until = rest[0].start if rest else len(context.folded)
        quantity = _one(numeral, second, context, until)
        if quantity is not None:
            yield quantity


def _is_told_already(first: Numeral, second: Numeral, context: Passage) -> bool:
    """Whether a number repeats the one before or is what it is out of.

    "Huit (08) assaillants" stands in words and in figures; "2.4 per 100,000" is one rate.
    """
    between = context.folded[first.end : second.start]
    if second.value >= _BASE and len(between) < LOOK_BACK and _DENOMINATOR.search(between):
        return True
    joined = between.strip()
    closed = context.folded[second.end : second.end + 1]
    return first.value == second.value and joined + closed in ("()", "[]")


def _range_end(numerals: list[Numeral], at: int, context: Passage) -> Numeral | None:
    if at + 1 >= len(numerals):
        return None
    first, second = numerals[at], numerals[at + 1]
    joined = _MONEY_AGAIN.sub(" ", context.folded[first.end : second.start])
    if not _RANGE.fullmatch(joined) or second.value <= first.value or first.ordinal:
        return None
    before = context.folded[max(0, first.start - LOOK_BACK) : first.start]
    before = _MONEY_AGAIN.sub(" ", before)
    if _FROM.search(before) and not _ANYWHERE.search(before):
        return None
    if joined.strip() in ("and", "et", "و", "ve", "او") and not _BETWEEN.search(before):
        return None
    if joined.strip() == "to" and first.step != second.step and not second.grouped:
        return None
    return second


def _one(first: Numeral, second: Numeral | None, context: Passage, until: int) -> Quantity | None:
    last = second or first
    start, end = first.start, last.end
    measure = _measure(start, end, context, until)
    word = context.folded[start:end]
    if word in _UNCOUNTED and not measure.per and _counts_nothing(first, measure, context):
        return None
    if first.ordinal and _ORDERS.match(context.folded, end):
        return None
    money = _CURRENCY.search(context.folded[max(0, start - LOOK_BACK) : start])
    if money:
        start = max(0, start - LOOK_BACK) + money.start()
        measure = replace(measure, unit="money")
    hedge = hedge_before(start, context)
    if hedge:
        start = hedge[0]
    else:
        hedge = hedge_after(end, context)
        if hedge:
            end = hedge[0]
            measure = _measure(start, end, context, until)
    if second is not None:
        before = context.folded[max(0, start - LOOK_BACK) : start]
        lead = _BETWEEN.search(before) or _ANYWHERE.search(before)
        start = max(0, start - LOOK_BACK) + lead.start() if lead else start
        quantity = _range((first, second), (start, end), hedge[1] if hedge else "", context)
        return read_change(finish_quantity(quantity, measure, context), context)
    if word in _ARTICLES and not hedge and measure.kind == "count" and not context.articles:
        return None
    if first.ordinal:
        return _order(first, measure, context)
    quantity = Quantity(
        context.text[start:end], start, end, first.value, first.value, first.value,
        hedge=hedge[1] if hedge else "",
    )  # fmt: skip
    finished = finish_quantity(quantity, measure, context)
    return _allow(finished, first, hedge[2] if hedge else None, context)


def _order(numeral: Numeral, measure: Measure, context: Passage) -> Quantity:
    """A place in an order; "at least the tenth" is the tenth or later."""
    start, end = numeral.start, numeral.end
    article = _THE.search(context.folded[max(0, start - LOOK_BACK) : start])
    hedge = hedge_before(start - len(article[0]), context) if article else None
    floor = hedge is not None and hedge[2].name == "at-least"
    start = hedge[0] if hedge and floor else start
    return Quantity(
        context.text[start:end], start, end, numeral.value, numeral.value,
        None if floor else numeral.value, kind="ordinal", unit=measure.unit,
        hedge=hedge[1] if hedge and floor else "",
    )  # fmt: skip


def _measure(start: int, end: int, context: Passage, until: int) -> Measure:
    """What a number counts; a period may stand before it, "a weekly average of 6.5 raids"."""
    measure = read_measure(context.text, end, context.language, until=until)
    if measure.kind != "count" or measure.per:
        return measure
    if _PERCENT_FIRST.search(context.folded[max(0, start - _NEAR) : start]):
        return replace(measure, kind="share", unit="percent")
    moved = _MOVES_TO.match(context.folded, end)
    if moved and _FROM.search(context.folded[max(0, start - LOOK_BACK) : start]):
        after = read_measure(context.text, moved.end(), context.language)
        if after.kind in ("share", "rate"):
            return replace(after, end=end)
    hedge = hedge_before(start, context)
    lead = hedge[0] if hedge else start
    per = read_average(context.folded[max(0, lead - LOOK_BACK) : lead])
    return replace(measure, kind="rate", per=per, end=end) if per else measure


def _range(
    ends: tuple[Numeral, Numeral], span: tuple[int, int], hedge: str, context: Passage
) -> Quantity:
    """Everything from the lower to the upper number; "2 to 3 million" scales both.

    "800 to 1 million" and "five to a hundred" do not: 800 of them would be more.
    """
    low, high = ends[0].value, ends[1].value
    if ends[0].times == 1 and low <= high / ends[1].times:
        low *= ends[1].times
    return Quantity(context.text[slice(*span)], *span, None, low, high, hedge=hedge)


def _counts_nothing(numeral: Numeral, measure: Measure, context: Passage) -> bool:
    """Whether a one, a second or a once is an article, a pronoun, or a word of time."""
    start, end = numeral.start, numeral.end
    word = context.folded[start:end]
    if word == "once":
        return not (hedge_before(start, context) or _ONLY.search(context.folded[:start]))
    if word == "one" and (counted := _OF_THEM.match(context.folded, end)):
        return read_worth(counted[1], context.language) is None
    before = context.folded[max(0, start - LOOK_BACK) : start]
    if word == "one" and _FROM.search(before) and _MOVES_TO.match(context.folded, end):
        return False
    if word == "one" and (_HARMED.search(before) or _HARMED_AFTER.match(context.folded, end)):
        return False
    if word == "second" and re.match(r" time\b", context.folded[end:]):
        return False
    return measure.unit is None or _pronoun(start, end, context)


def _pronoun(start: int, end: int, context: Passage) -> bool:
    after = re.match(
        r"\s+(?:of|another|day|time|point|thing|that|which|or|who|autre)\b", context.folded[end:]
    )
    before = re.search(
        r"\b(?:no|any|every|each|this|that|the|another|at|l')\s*$",
        context.folded[max(0, start - LOOK_BACK) : start],
    )
    return bool(after or before)


def _allow(
    quantity: Quantity,
    numeral: Numeral,
    rule: HedgeRule | None,
    context: Passage,
) -> Quantity:
    value = numeral.value
    if rule is not None:
        low, high = rule.bounds(value, step=numeral.step, grain=numeral.grain)
        quantity = replace(
            quantity, low=low, high=high, low_open=rule.low_open, high_open=rule.high_open
        )
    elif quantity.kind not in ("count", "duration") or numeral.step != 1:
        half = numeral.step / 2
        quantity = replace(quantity, low=round(value - half, 9), high=round(value + half, 9))
    if quantity.kind == "share":
        return read_change(quantity, context)
    return quantity
