"""Quantities in prose: each phrase becomes the set of values it allows."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.model.quantity import Quantity
from dateline.prose.folding import fold_text
from dateline.prose.numbers_factors import find_factors, find_large, find_parts
from dateline.prose.numbers_hedges import (
    LOOK_BACK,
    Passage,
    finish_quantity,
    hedge_after,
    hedge_before,
)
from dateline.prose.numbers_phrases import find_phrases
from dateline.prose.numbers_rules import HedgeRule, load_rules
from dateline.prose.numbers_skip import find_not_quantities
from dateline.prose.numbers_units import read_measure
from dateline.prose.numbers_words import Numeral, find_numerals
from dateline.prose.pieces import split_pieces

_BETWEEN = re.compile(r"(?:between|entre|de|bین|بین|ما بین)\s+$")
_RANGE = re.compile(
    r"\s*(?:-|to|or|à|ou|ile|ila|veya|الی|او|یا|تا)\s*|\s+(?:and|et|ve)\s+|\s+و\s*", re.IGNORECASE
)
_CURRENCY = re.compile(r"(?:us|c|a)?[$€£]\s*$")
_ARTICLES = frozenset(("un", "une", "bir", "یک", "یو", "یوه"))
_UNCOUNTED = frozenset(("one", "un", "une", "bir", "یک", "یو", "یوه", "second", "once"))
_CHANGE_VERB = re.compile(
    r"(?P<up>increas\w+|r[io]se\w*|grew|grown|up|climb\w*|gain\w*|augment\w+|hausse|progress\w+)|"
    r"(?P<down>decreas\w+|f[ae]ll\w*|drop\w*|declin\w+|down|reduc\w+|cut|diminu\w+|baiss\w+|recul\w*|chut\w+)"
)
_A_WEEK = re.compile(
    r"(?<!\w)(?:an?|une?)(?= (?:hour|day|week|month|year|decade|century|heure|jour|semaine|mois|an|"
    r"année|décennie)\b)"
)
_WHOLE = 100
_NEAR = 8


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
    return [
        replace(quantity, start=quantity.start + at, end=quantity.end + at)
        for at, piece in split_pieces(text)
        for quantity in _read_piece(piece, language, articles=articles)
    ]


def _read_piece(text: str, language: str, *, articles: bool) -> list[Quantity]:
    folded = fold_text(text)
    context = Passage(text, folded, load_rules(language), language, articles)
    closed = _Closed((span.start, span.end) for span in find_not_quantities(text, language))
    named = (find_factors, find_parts, find_large, find_phrases)
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
    return sorted(_without_overlaps(found), key=lambda quantity: quantity.start)


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
        if at == skip:
            continue
        second = _range_end(numerals, at, context)
        if second is not None:
            skip = at + 1
        quantity = _one(numeral, second, context)
        if quantity is not None:
            yield quantity


def _range_end(numerals: list[Numeral], at: int, context: Passage) -> Numeral | None:
    if at + 1 >= len(numerals):
        return None
    first, second = numerals[at], numerals[at + 1]
    joined = context.folded[first.end : second.start]
    if not _RANGE.fullmatch(joined) or second.value <= first.value or first.ordinal:
        return None
    before = context.folded[max(0, first.start - LOOK_BACK) : first.start]
    if re.search(r"(?<!\w)(?:from|passer? de|passé de|passant de)\s+$", before):
        return None
    if joined.strip() in ("and", "et", "و", "ve", "او") and not _BETWEEN.search(before):
        return None
    if joined.strip() == "to" and first.step != second.step and not second.grouped:
        return None
    return second


def _one(first: Numeral, second: Numeral | None, context: Passage) -> Quantity | None:
    last = second or first
    start, end = first.start, last.end
    measure = read_measure(context.text, end, context.language)
    word = context.folded[start:end]
    uncounted = word in _UNCOUNTED and not measure.per
    if uncounted and (measure.unit is None or word == "once" or _pronoun(start, end, context)):
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
            measure = read_measure(context.text, end, context.language)
    if second is not None:
        lead = _BETWEEN.search(context.folded[max(0, start - LOOK_BACK) : start])
        start = max(0, start - LOOK_BACK) + lead.start() if lead else start
        quantity = _range((first, second), (start, end), hedge[1] if hedge else "", context)
        return finish_quantity(quantity, measure, context)
    if word in _ARTICLES and not hedge and measure.kind == "count" and not context.articles:
        return None
    if first.ordinal:
        return Quantity(
            context.text[start:end], start, end, first.value, first.value, first.value,
            kind="ordinal", unit=measure.unit,
        )  # fmt: skip
    quantity = Quantity(
        context.text[start:end], start, end, first.value, first.value, first.value,
        hedge=hedge[1] if hedge else "",
    )  # fmt: skip
    finished = finish_quantity(quantity, measure, context)
    return _allow(finished, first, hedge[2] if hedge else None, context)


def _range(
    ends: tuple[Numeral, Numeral], span: tuple[int, int], hedge: str, context: Passage
) -> Quantity:
    """Everything from the lower to the upper number; "2 to 3 million" scales both."""
    low, high = ends[0].value, ends[1].value
    scale = max(1, ends[1].step)
    if scale > low:
        low *= scale
    return Quantity(context.text[slice(*span)], *span, None, low, high, hedge=hedge)


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
        return _as_change(quantity, context)
    return quantity


def _as_change(quantity: Quantity, context: Passage) -> Quantity:
    """Read "fell by 40 percent" and "a 90 percent decrease" as the ratio that is left."""
    after = _CHANGE_VERB.match(context.folded[quantity.end :].lstrip())
    before = context.folded[max(0, quantity.start - 30) : quantity.start]
    verbs = list(_CHANGE_VERB.finditer(before)) if re.search(r"\b(?:by|de)\s*$", before) else []
    verb = after or (verbs[-1] if verbs else None)
    if verb is None or quantity.low is None:
        return quantity
    sign = 1 if verb.lastgroup == "up" else -1
    ends = [1 + sign * quantity.low / _WHOLE]
    top = None if quantity.high is None else 1 + sign * quantity.high / _WHOLE
    if sign > 0:
        low, high = ends[0], top
        opens = (quantity.low_open, quantity.high_open)
    else:
        low, high = (0.0 if top is None else top), ends[0]
        opens = (quantity.high_open, quantity.low_open)
    return replace(
        quantity, kind="ratio", low=round(low, 6), high=None if high is None else round(high, 6),
        low_open=opens[0], high_open=opens[1],
    )  # fmt: skip
