"""Words that stand for numbers without a numeral: dozens, a third, halved."""

import re
from collections.abc import Iterator
from functools import cache

from dateline.model.quantity import Quantity
from dateline.prose.numbers_changes import read_change, rises_before
from dateline.prose.numbers_hedges import Passage, finish_quantity, hedge_after, hedge_before
from dateline.prose.numbers_rules import load_rules
from dateline.prose.numbers_units import read_measure
from dateline.prose.numbers_words import find_numerals

_WHOLE = 100
_NOT_CHANGE = frozenset(("times", "twice", "double", "triple", "half"))
_BY_HALF = ("by half", "de moitié")
_PART_NEXT = re.compile(r" (?:of|as|or|and|to|in|on|since|from|than|more|fewer|less)\b|[^ ]|$")
_LAST_WORD = re.compile(r"(\S+)\s+$")
_THE_MOST = re.compile(r"\b(?:the|its|their|his|her|our|at|second|third)\s+$")
_VERY = re.compile(
    r"\s+(?:\w+(?:ly|ous|ful|[ai]ble|ive|ary|ous)|recent|important|common|significant|prominent|"
    r"frequent|violent|urgent|senior|severe|wanted|notorious|intense|affected|popular|lethal|"
    r"capable|extreme|vulnerable|heavily|populated|remote|widespread|critical|powerful)\b"
)
_IS = re.compile(r"\b(?:is|are|was|were|be|been|being|seems?|remains?|proved)\s+$")
_OF = re.compile(r" of\b")
_AS_MANY = re.compile(r"\b(?:as|how|so|too)\s$")
_COMPARED = re.compile(
    r"\s+(?:as|more|the|higher|greater|larger|that|what|its|their|last|this|plus|le|la)\b"
)


@cache
def _phrase_regex(language: str) -> re.Pattern[str] | None:
    rules = load_rules(language)
    phrases = [*rules.vague, *rules.fractions, *rules.changes]
    if not phrases:
        return None
    ordered = sorted(phrases, key=len, reverse=True)
    body = "|".join(re.escape(phrase) for phrase in ordered)
    return re.compile(rf"(?<![\w-])(?:{body})(?!\w)")


def find_phrases(context: Passage) -> Iterator[Quantity]:
    """Words that stand for numbers without a numeral: dozens, a third, halved."""
    rules = context.rules
    regex = _phrase_regex(context.language)
    if regex is None:
        return
    for match in regex.finditer(context.folded):
        phrase = match[0]
        if phrase in rules.changes:
            unsure = phrase in _NOT_CHANGE or phrase.endswith(" times")
            if unsure and not _COMPARED.match(context.folded, match.end()):
                continue
            ratio = rules.changes[phrase]
            if phrase in _BY_HALF and rises_before(match.start(), context):
                ratio = 1.5
            yield _change(match.start(), match.end(), ratio, context)
        elif phrase in rules.fractions:
            if not _is_ordinal(match, context) and not _is_superlative(match, context):
                yield read_change(_fraction(match, context), context)
        elif not _is_counted(phrase, context.folded[: match.start()], context.language):
            yield _vague(match, context)


def _is_ordinal(match: re.Match[str], context: Passage) -> bool:
    """Whether "a third" counts on ("a third soldier died") and is no part of a whole."""
    if match[0] not in ("a third", "a fifth", "a tenth"):
        return False
    return not _PART_NEXT.match(context.folded, match.end())


def _is_superlative(match: re.Match[str], context: Passage) -> bool:
    """Whether "most" compares ("the most recent raid") and names no majority."""
    if match[0] != "most":
        return False
    before = context.folded[: match.start()]
    if _IS.search(before) and not _OF.match(context.folded, match.end()):
        return True  # "the gap is most pronounced"
    return bool(_THE_MOST.search(before) or _VERY.match(context.folded, match.end()))


def _is_counted(phrase: str, before: str, language: str) -> bool:
    """Whether a vague word belongs to what stands before it: "as many", "five thousands"."""
    if phrase == "many":
        return bool(_AS_MANY.search(before))
    last = _LAST_WORD.search(before)
    if last is None or (last[1][-1] in ".;:" and last[1][0] not in "$€£"):
        return False
    return bool(find_numerals(last[1], language))


def _vague(match: re.Match[str], context: Passage) -> Quantity:
    word = context.rules.vague[match[0]]
    start, end = match.start(), match.end()
    hedge = hedge_before(start, context)
    behind = None if hedge else hedge_after(end, context)
    if behind:
        end, hedge = behind[0], (start, behind[1], behind[2])
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
    return finish_quantity(
        Quantity(
            context.text[start:end], start, end, word.low if word.about else None, low, high,
            low_open, high_open, hedge=hedge[1] if hedge else "", imputed=word.high is None,
        ),
        measure, context,
    )  # fmt: skip


def _fraction(match: re.Match[str], context: Passage) -> Quantity:
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
    hedge = hedge_before(start, context)
    if hedge:
        start = hedge[0]
        rule = hedge[2]
        bounds = rule.bounds(part.value, step=1, grain=10)
        low, high = round(bounds[0], 6), _WHOLE if bounds[1] is None else round(bounds[1], 6)
        low_open, high_open = rule.low_open, rule.high_open
    return Quantity(
        context.text[start:end], start, end, part.value, low, high, low_open, high_open,
        "share", unit, hedge=hedge[1] if hedge else "",
    )  # fmt: skip


def _change(start: int, end: int, ratio: float, context: Passage) -> Quantity:
    start_of = start
    near = start + len("de ") if context.folded[start:end] == "de moitié" else start
    hedge = hedge_before(near, context)  # "de près de moitié"
    low: float | None = round(ratio * 0.9, 6)
    high: float | None = round(ratio * 1.1, 6)
    low_open = high_open = False
    if hedge:
        start = hedge[0]
        rule = hedge[2]
        # A fall is hedged by its size: "more than halved" is below .5.
        falls = ratio < 1 and not context.folded.startswith("half as", start_of)
        size = 1 - ratio if falls else ratio
        reach = rule.bounds(size, step=size / 5, grain=size)
        low, high = reach
        low_open, high_open = rule.low_open, rule.high_open
        if falls:
            low, high = (None if high is None else round(1 - high, 6)), round(1 - reach[0], 6)
            low_open, high_open = high_open, low_open
            low = 0.0 if low is None else low
    return Quantity(
        context.text[start:end], start, end, ratio, low, high, low_open, high_open, "ratio",
        hedge=hedge[1] if hedge else "",
    )  # fmt: skip
