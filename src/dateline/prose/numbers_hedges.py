"""The words before and after a number that widen or narrow what it allows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from dateline.model.quantity import Quantity
from dateline.prose.numbers_rules import HedgeRule, Rules, load_rules
from dateline.prose.numbers_units import Measure

LOOK_BACK = 40
_EITHER = ("at least", "at most", "at the most", "at a minimum", "au moins", "au plus",
           "tout au plus", "au maximum")  # fmt: skip
_ENDS = re.compile(r"\s*(?:[.,;:)!?]|$)")
_TRAILING = ("-", "+", "or ", "ou ")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text being read: as written, folded, with its language's rules.

    `articles` says whether a word that is one and the indefinite article counts ("un soldat").
    """

    text: str
    folded: str
    rules: Rules
    language: str
    articles: bool = False


@cache
def _hedge_regex(language: str, *, after: bool) -> re.Pattern[str] | None:
    rules = load_rules(language)
    phrases = rules.after if after else tuple(_leading(rules.hedges))
    if not phrases:
        return None
    body = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    if after:
        return re.compile(rf"[\s-]?(?P<hedge>{body})(?!\w)")
    return re.compile(rf"(?:(?<!\w)|(?<=(?<!\w)[وبل]))(?P<hedge>{body})\s*$")


def _leading(phrases: Iterable[str]) -> Iterator[str]:
    """The approximators that may stand before their number: "or more" and "+" never do."""
    return (phrase for phrase in phrases if not phrase.startswith(_TRAILING))


def hedge_before(start: int, context: Passage) -> tuple[int, str, HedgeRule] | None:
    """Find the approximator that ends at an offset: where it starts, its words, its rule."""
    regex = _hedge_regex(context.language, after=False)
    if regex is None:
        return None
    match = regex.search(context.folded[max(0, start - LOOK_BACK) : start])
    if not match:
        return None
    at = max(0, start - LOOK_BACK) + match.start("hedge")
    return at, context.text[at : at + len(match["hedge"])], context.rules.hedges[match["hedge"]]


def hedge_after(end: int, context: Passage) -> tuple[int, str, HedgeRule] | None:
    """Find the approximator that begins at an offset ("30 or so"): where it ends and so on."""
    regex = _hedge_regex(context.language, after=True)
    match = regex.match(context.folded, end) if regex else None
    if not match or (match["hedge"] in _EITHER and not _ENDS.match(context.folded, match.end())):
        return None  # "killed 30, at least one of them a child" hedges the one
    return match.end(), match["hedge"], context.rules.hedges[match["hedge"]]


def finish_quantity(quantity: Quantity, measure: Measure, context: Passage) -> Quantity:
    """Give a quantity its kind, unit and rate, and stretch it over the words of a rate."""
    end = max(quantity.end, measure.end) if measure.kind != "count" or measure.per else quantity.end
    kind = "rate" if measure.per and measure.kind == "count" else measure.kind
    return replace(
        quantity, text=context.text[quantity.start : end], end=end, kind=kind,
        unit=measure.unit, per=measure.per,
    )  # fmt: skip
