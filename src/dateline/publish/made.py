"""The section that tells how an edition's numbers were made."""

from dataclasses import dataclass

from dateline.publish.dates import say_time
from dateline.publish.edition import ResolvedUpdate
from dateline.publish.policy import redact
from dateline.publish.receipts import Receipt, make_receipt
from dateline.publish.woven import Woven

COUNTS = {
    "all": "Counts take all events that nobody has rejected, reviewed or not.",
    "accepted": "Counts take the events that a person has accepted or corrected.",
}


@dataclass(frozen=True, slots=True)
class MadeRow:
    """One bound number in the table: its number in the text and its receipt."""

    number: int
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Made:
    """How the numbers were made.

    Attributes:
        sentences: what was counted, from what, by when.
        definitions: sentences of every definition and region that a query names.
        rows: the numbers that rest on a query, in reading order.
        holds: how many bound phrases hold.
        checked: how many were checked.
    """

    sentences: tuple[str, ...]
    definitions: tuple[str, ...]
    rows: tuple[MadeRow, ...]
    holds: int
    checked: int


def describe_making(edition: ResolvedUpdate, woven: Woven, secrets: frozenset[str]) -> Made:
    """Tell how an update's numbers were made, from its bound phrases and the facts of the whole."""
    facts, update = edition.facts, edition.update
    checked = [mark.bound.finding for mark in woven.numbers if mark.bound.finding]
    holding = [finding for finding in checked if finding.verdict == "holds"]
    rows: dict[tuple[str, str, str], MadeRow] = {}
    for mark in woven.numbers:
        if mark.bound.estimate is not None:
            receipt = make_receipt(edition, mark.bound, secrets)
            row = MadeRow(mark.number, receipt)
            rows.setdefault((receipt.words.lower(), receipt.value, receipt.query), row)
    says = [sentence for mark in woven.numbers for sentence in mark.bound.says]
    says += [sentence for figure in edition.figures for sentence in figure.says]
    sentences = [COUNTS.get(facts.counts, COUNTS["accepted"])]
    if facts.documents:
        sentences.append(
            f"The ledger held {facts.events:,} events from {facts.mentions:,} mentions "
            f"in {facts.documents:,} documents.",
        )
    if update.cutoff:
        sentences.append(f"What was reported after {say_time(update.cutoff)} does not count.")
    if facts.as_of:
        sentences.append(f"What the desk recorded after {say_time(facts.as_of)} does not count.")
    return Made(
        tuple(sentences),
        tuple(redact(sentence, secrets) for sentence in dict.fromkeys(says)),
        tuple(rows.values()),
        len(holding),
        len(checked),
    )
