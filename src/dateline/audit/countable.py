"""Numbers in a document's prose that a query could give: who, where and when they are of."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from dateline.audit.nouns import counts_events, group_of
from dateline.audit.say import say_answer, say_set
from dateline.audit.verdicts import value_in_words
from dateline.model.document import Document
from dateline.model.estimate import Estimate
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.prose.dates import DateMention, read_dates
from dateline.prose.folding import fold_text
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences

_PROSE = ("paragraph", "takeaway", "list_item")
_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")
_KINDS = ("count", "rate")
_LIKE = re.compile(r"^(?:more|fewer|other|another|such|additional)\b")


@dataclass(frozen=True, slots=True)
class Countable:
    """A quantity that a query could give.

    Attributes:
        quantity: what the words allow; its offsets index the document's text.
        kind: `count`, `rate` or `sum`.
        actor: the name of who did it, as written.
        region: the key of the desk's region.
        start: first day.
        end: last day.
        assumed: what the text does not say itself.
    """

    quantity: Quantity
    kind: str
    actor: str
    region: str
    start: date
    end: date
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What a desk knows by name: its regions by their words, and whether a word is an actor's."""

    regions: Mapping[str, str]
    is_actor: Callable[[str], bool]


def find_countable(document: Document, names: Names) -> Iterator[Countable]:
    """Find counts and rates of events, and of the dead, with an actor, a place and a period.

    A place or an actor that a sentence leaves out is the last one named before it in the
    document; a date behind a number, with no other number between, is its own.
    """
    anchor = _anchor(document)
    region = actor = ""
    for block in document.blocks:
        if block.role not in _PROSE or (block.language or document.language or "en") != "en":
            continue
        for sentence in split_sentences(block.text, "en"):
            text = sentence.text
            said = (_find_region(text, names), _find_actor(text, names))
            region, actor = said[0] or region, said[1] or actor
            if not (region and actor and anchor):
                continue
            yield from _in_sentence(
                text, block.start + sentence.start, (region, actor), said, anchor
            )


def judge_countable(
    claim: Countable, estimate: Estimate, query: str, record: str, *, partial: str = ""
) -> Finding:
    """Compare a number with what the record gives; where they differ the answer is `unclear`.

    Args:
        claim: the number and what it is of.
        estimate: the answer.
        query: the line that was asked.
        record: how the record is called.
        partial: why the record may hold less than happened; empty where it need not.
    """
    assumed = "; ".join((*claim.assumed, partial) if partial else claim.assumed)
    value = value_in_words(estimate, claim.kind)
    holds = value is not None and claim.quantity.allows(value)
    verdict = ("holds", "") if holds else ("unclear", "differs" if value is not None else "no-data")
    quantity = claim.quantity
    return Finding(
        "claim-in-record", *verdict, quantity.text, quantity.start, quantity.end,
        say_set(quantity),
        f"{record} says {say_answer(estimate, claim.kind)} ({query}; assumed: {assumed})",
        "" if holds else "Compare the two lists; the record may count other things.", "note",
    )  # fmt: skip


def _in_sentence(
    text: str, at: int, subject: tuple[str, str], said: tuple[str, str], anchor: date
) -> Iterator[Countable]:
    quantities = read_quantities(text, "en")
    dates = read_dates(text, anchor=anchor, language="en")
    for quantity, following in pairwise([*quantities, None]):
        kind = _kind_of(quantity, text) if quantity else ""
        if quantity is None or not kind:
            continue
        limit = following.start if following else len(text)
        when = next((one for one in dates if quantity.end <= one.start < limit), None)
        if when is None or when.when.start == when.when.end:  # one day is an event's, not a count's
            continue
        region, actor = subject
        assumed = [f"“{when.text}” is {_say_period(when, anchor)}"]
        if not said[0]:
            assumed.append(f"the place is {region}, named before")
        if not said[1]:
            assumed.append(f"by {actor}, named before")
        yield Countable(
            _move(quantity, at), kind, actor, region, when.when.start,
            min(when.when.end, anchor), tuple(assumed),
        )  # fmt: skip


def _kind_of(quantity: Quantity, text: str) -> str:
    unit = quantity.unit or ""
    if quantity.kind in _KINDS and counts_events(unit) and not _LIKE.match(unit):
        return quantity.kind
    dead = re.search(r"\bkill(?:ed|ing)\s+$", text[: quantity.start]) is not None
    return "sum" if quantity.kind == "count" and dead and group_of(unit) == "people" else ""


def _say_period(when: DateMention, anchor: date) -> str:
    return f"{when.when.start} to {min(when.when.end, anchor)}"


def _find_region(text: str, names: Names) -> str:
    folded = fold_text(text)
    found = [(at, key) for words, key in names.regions.items() if (at := folded.rfind(words)) >= 0]
    return max(found)[1] if found else ""


def _find_actor(text: str, names: Names) -> str:
    return next((name for name in _NAME.findall(text) if names.is_actor(name)), "")


def _move(quantity: Quantity, at: int) -> Quantity:
    return replace(quantity, start=quantity.start + at, end=quantity.end + at)


def _anchor(document: Document) -> date | None:
    day = document.cutoff or document.published
    return date.fromisoformat(day[:10]) if day and len(day) >= len("2023-12-13") else None
