"""Quantities in prose: each phrase becomes the set of values it allows."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from dateline.model.quantity import Quantity
from dateline.prose.folding import fold_text
from dateline.prose.numbers_rules import HedgeRule, Rules, load_rules
from dateline.prose.numbers_skip import find_not_quantities
from dateline.prose.numbers_units import Measure, read_measure
from dateline.prose.numbers_words import Numeral, find_numerals
from dateline.prose.pieces import split_pieces

_BETWEEN = re.compile(r"(?:between|entre|de|bین|بین|ما بین)\s+$")
_RANGE = re.compile(
    r"\s*(?:-|to|or|à|ou|ile|ila|veya|الی|او|یا|تا)\s*|\s+(?:and|et|ve)\s+|\s+و\s*", re.IGNORECASE
)
_CURRENCY = re.compile(r"(?:us|c|a)?[$€£]\s*$")
_NOT_CHANGE = frozenset(("times", "twice", "double", "triple", "half"))
_COMPARED = re.compile(r"\s+(?:as|more|the|higher|greater|larger|that|what|its|their|plus|le|la)\b")
_UNCOUNTED = frozenset(("one", "un", "une", "bir", "یک", "یو", "یوه", "second"))
_CHANGE_VERB = re.compile(
    r"(?P<up>increas\w+|r[io]se\w*|grew|grown|up|climb\w*|gain\w*|augment\w+|hausse|progress\w+)|"
    r"(?P<down>decreas\w+|f[ae]ll\w*|drop\w*|declin\w+|down|reduc\w+|cut|diminu\w+|baiss\w+|recul\w*|chut\w+)"
)
_WHOLE = 100
_LOOK_BACK = 40
_NEAR = 8


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    folded: str
    rules: Rules
    language: str


def read_quantities(text: str, language: str = "en") -> list[Quantity]:
    """Read every quantity in a text, in order, with offsets.

    Dates, years, times, note markers, ages, versions, coordinates and numbers in names are not
    quantities. The set that each phrase allows is documented in docs/allowed-values.md.
    Shares are in percent, ratios are the second over the first.

    Args:
        text: a phrase, a sentence or a document.
        language: ISO 639-1; an unknown language is read for digits only.

    >>> [(q.text, q.low, q.high) for q in read_quantities("nearly five attacks per week")]
    [('nearly five attacks per week', 4.4, 5.0)]
    >>> [(q.kind, q.high) for q in read_quantities("engagements more than halved")]
    [('ratio', 0.5)]
    """
    language = {"prs": "fa"}.get(language, language)
    return [
        replace(quantity, start=quantity.start + at, end=quantity.end + at)
        for at, piece in split_pieces(text)
        for quantity in _read_piece(piece, language)
    ]


def _read_piece(text: str, language: str) -> list[Quantity]:
    folded = fold_text(text)
    context = _Context(text, folded, load_rules(language), language)
    closed = _Closed((span.start, span.end) for span in find_not_quantities(text, language))
    phrases = list(_phrases(context))
    taken = _Closed((quantity.start, quantity.end) for quantity in phrases)
    numerals = [
        numeral for numeral in find_numerals(text, language)
        if not closed.touches(numeral.start, numeral.end)
        and not taken.touches(numeral.start, numeral.end)
    ]  # fmt: skip
    found = [phrase for phrase in phrases if not closed.covers(phrase.start, phrase.end)]
    found += _numeric(numerals, context)
    return sorted(_without_overlaps(found), key=lambda quantity: quantity.start)


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


@cache
def _phrase_regex(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    ordered = sorted(phrases, key=len, reverse=True)
    body = "|".join(re.escape(phrase) for phrase in ordered)
    return re.compile(rf"(?<![\w-])(?:{body})(?!\w)")


@cache
def _hedge_regex(phrases: tuple[str, ...], *, after: bool) -> re.Pattern[str] | None:
    if not phrases:
        return None
    body = "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
    if after:
        return re.compile(rf"[\s-]?(?P<hedge>{body})(?!\w)")
    return re.compile(rf"(?:(?<!\w)|(?<=(?<!\w)[وبل]))(?P<hedge>{body})\s*$")


def _phrases(context: _Context) -> Iterator[Quantity]:
    """Words that stand for numbers without a numeral: dozens, a third, halved."""
    rules = context.rules
    sections = (rules.vague, rules.fractions, rules.changes)
    regex = _phrase_regex(tuple(phrase for section in sections for phrase in section))
    if regex is None:
        return
    for match in regex.finditer(context.folded):
        phrase = match[0]
        if phrase in rules.changes:
            unsure = phrase in _NOT_CHANGE or phrase.endswith(" times")
            if unsure and not _COMPARED.match(context.folded, match.end()):
                continue
            yield _change(match.start(), match.end(), rules.changes[phrase], context)
        elif phrase in rules.fractions:
            yield _fraction(match, context)
        else:
            yield _vague(match, context)


def _hedge_before(start: int, context: _Context) -> tuple[int, str, HedgeRule] | None:
    regex = _hedge_regex(tuple(context.rules.hedges), after=False)
    if regex is None:
        return None
    match = regex.search(context.folded[max(0, start - _LOOK_BACK) : start])
    if not match:
        return None
    at = max(0, start - _LOOK_BACK) + match.start("hedge")
    return at, context.text[at : at + len(match["hedge"])], context.rules.hedges[match["hedge"]]


def _hedge_after(end: int, context: _Context) -> tuple[int, str, HedgeRule] | None:
    suffixes = tuple(
        phrase for phrase in context.rules.hedges
        if phrase in ("or so", "or more", "+", "-plus", "plus", "ou plus", "kadar")
        or phrase.endswith((" fazla", " az", "aşkın"))
        or phrase in ("علی الاقل", "تقریبا", "زیات", "زیاتو", "ډېر")
    )  # fmt: skip
    regex = _hedge_regex(suffixes, after=True)
    match = regex.match(context.folded, end) if regex else None
    if not match or match["hedge"] == "plus":
        return None
    return match.end(), match["hedge"], context.rules.hedges[match["hedge"]]


def _vague(match: re.Match[str], context: _Context) -> Quantity:
    word = context.rules.vague[match[0]]
    start, end = match.start(), match.end()
    hedge = _hedge_before(start, context)
    measure = read_measure(context.text, end, context.language)
    about = context.rules.hedges.get("about") or context.rules.hedges.get("environ")
    low: float = word.low
    high = word.high
    low_open = high_open = False
    if word.about:
        rule = hedge[2] if hedge else about
        if rule:
            low, high = rule.bounds(word.low, step=1, grain=word.low)
            low_open, high_open = rule.low_open, rule.high_open
    elif hedge and hedge[2].name in ("up-to", "less-than"):
        low, high = 0, word.high
    if hedge:
        start = hedge[0]
    return _finish(
        Quantity(
            context.text[start:end], start, end, word.low if word.about else None, low, high,
            low_open, high_open, hedge=hedge[1] if hedge else "", imputed=word.high is None,
        ),
        measure, context,
    )  # fmt: skip


def _fraction(match: re.Match[str], context: _Context) -> Quantity:
    part = context.rules.fractions[match[0]]
    start, end = match.start(), match.end()
    measure = read_measure(context.text, end, context.language)
    unit = measure.unit
    if part.value is None:
        low = part.above if part.above is not None else 0
        high = part.under if part.under is not None else _WHOLE
        return Quantity(
            context.text[start:end], start, end, None, low, high,
            part.above is not None, part.under is not None, "share", unit,
        )  # fmt: skip
    low, high = round(part.value * 0.9, 6), round(part.value * 1.1, 6)
    low_open = high_open = False
    hedge = _hedge_before(start, context)
    if hedge:
        start = hedge[0]
        rule = hedge[2]
        bounds = rule.bounds(part.value, step=1, grain=10)
        low, high = bounds[0], _WHOLE if bounds[1] is None else bounds[1]
        low_open, high_open = rule.low_open, rule.high_open
    return Quantity(
        context.text[start:end], start, end, part.value, low, high, low_open, high_open,
        "share", unit, hedge=hedge[1] if hedge else "",
    )  # fmt: skip


def _change(start: int, end: int, ratio: float, context: _Context) -> Quantity:
    hedge = _hedge_before(start, context)
    low: float | None = round(ratio * 0.9, 6)
    high: float | None = round(ratio * 1.1, 6)
    low_open = high_open = False
    if hedge:
        start = hedge[0]
        rule = hedge[2]
        # A fall is hedged by its size: "more than halved" is below .5.
        size = 1 - ratio if ratio < 1 else ratio
        reach = rule.bounds(size, step=size / 5, grain=size)
        low, high = reach
        low_open, high_open = rule.low_open, rule.high_open
        if ratio < 1:
            low, high = (None if high is None else round(1 - high, 6)), round(1 - reach[0], 6)
            low_open, high_open = high_open, low_open
            low = 0.0 if low is None else low
    return Quantity(
        context.text[start:end], start, end, ratio, low, high, low_open, high_open, "ratio",
        hedge=hedge[1] if hedge else "",
    )  # fmt: skip


def _numeric(numerals: list[Numeral], context: _Context) -> Iterator[Quantity]:
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


def _range_end(numerals: list[Numeral], at: int, context: _Context) -> Numeral | None:
    if at + 1 >= len(numerals):
        return None
    first, second = numerals[at], numerals[at + 1]
    joined = context.folded[first.end : second.start]
    if not _RANGE.fullmatch(joined) or second.value <= first.value or first.ordinal:
        return None
    before = context.folded[max(0, first.start - _LOOK_BACK) : first.start]
    if re.search(r"(?<!\w)(?:from|passer? de|passé de|passant de)\s+$", before):
        return None
    if joined.strip() in ("and", "et", "و", "ve", "او") and not _BETWEEN.search(before):
        return None
    if joined.strip() == "to" and first.step != second.step and not second.grouped:
        return None
    return second


def _one(first: Numeral, second: Numeral | None, context: _Context) -> Quantity | None:
    last = second or first
    start, end = first.start, last.end
    measure = read_measure(context.text, end, context.language)
    word = context.folded[start:end]
    if word in _UNCOUNTED and (measure.unit is None or _pronoun(start, end, context)):
        return None
    money = _CURRENCY.search(context.folded[max(0, start - _LOOK_BACK) : start])
    if money:
        start = max(0, start - _LOOK_BACK) + money.start()
        measure = replace(measure, unit="money")
    hedge = _hedge_before(start, context)
    if hedge:
        start = hedge[0]
    else:
        hedge = _hedge_after(end, context)
        if hedge:
            end = hedge[0]
            measure = read_measure(context.text, end, context.language)
    if second is not None:
        lead = _BETWEEN.search(context.folded[max(0, start - _LOOK_BACK) : start])
        start = max(0, start - _LOOK_BACK) + lead.start() if lead else start
        scale = max(1, last.step)
        low, high = (first.value * scale if scale > first.value else first.value), last.value
        quantity = Quantity(
            context.text[start:end], start, end, None, low, high,
            hedge=hedge[1] if hedge else "",
        )  # fmt: skip
        return _finish(quantity, measure, context)
    if first.ordinal:
        return Quantity(
            context.text[start:end], start, end, first.value, first.value, first.value,
            kind="ordinal", unit=measure.unit,
        )  # fmt: skip
    quantity = Quantity(
        context.text[start:end], start, end, first.value, first.value, first.value,
        hedge=hedge[1] if hedge else "",
    )  # fmt: skip
    finished = _finish(quantity, measure, context)
    return _allow(finished, first, hedge[2] if hedge else None, context)


def _pronoun(start: int, end: int, context: _Context) -> bool:
    after = re.match(
        r"\s+(?:of|another|day|time|point|thing|that|which|or|who|autre)\b", context.folded[end:]
    )
    before = re.search(
        r"\b(?:no|any|every|each|this|that|the|another|at|l')\s*$",
        context.folded[max(0, start - _LOOK_BACK) : start],
    )
    return bool(after or before)


def _finish(quantity: Quantity, measure: Measure, context: _Context) -> Quantity:
    """Give a quantity its kind, unit and rate, and stretch it over the words of a rate."""
    end = max(quantity.end, measure.end) if measure.kind != "count" or measure.per else quantity.end
    kind = "rate" if measure.per and measure.kind == "count" else measure.kind
    return replace(
        quantity, text=context.text[quantity.start : end], end=end, kind=kind,
        unit=measure.unit, per=measure.per,
    )  # fmt: skip


def _allow(
    quantity: Quantity,
    numeral: Numeral,
    rule: HedgeRule | None,
    context: _Context,
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


def _as_change(quantity: Quantity, context: _Context) -> Quantity:
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
