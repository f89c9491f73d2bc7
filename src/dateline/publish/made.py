"""The section that tells how an edition's numbers were made."""

import re
from dataclasses import dataclass

from dateline.publish.edition import ResolvedUpdate
from dateline.publish.phrases import Words
from dateline.publish.policy import redact
from dateline.publish.receipts import Receipt, make_receipt, say_ruling
from dateline.publish.woven import Woven

DIGEST = re.compile("[0-9a-f]{64}")
DIGITS = 12  # of a digest, which tell one state from every other


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
        standing: what does not hold and goes out all the same, and the reason on record.
    """

    sentences: tuple[str, ...]
    definitions: tuple[str, ...]
    rows: tuple[MadeRow, ...]
    holds: int
    checked: int
    standing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of its sentences in one paragraph."""
        return " ".join((*self.standing, *self.sentences, *self.definitions))


def describe_making(edition: ResolvedUpdate, woven: Woven, secrets: frozenset[str]) -> Made:
    """Tell how an update's numbers were made, from its bound phrases and the facts of the whole."""
    facts, update, say = edition.facts, edition.update, edition.say
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
    sentences = [say("counts-all" if facts.counts == "all" else "counts-accepted")]
    if facts.documents:
        sentences.append(
            say(
                "ledger-held",
                events=say.number(facts.events),
                mentions=say.number(facts.mentions),
                documents=say.number(facts.documents),
            )
        )
    if update.cutoff:
        sentences.append(say("reported-after", time=say.time(update.cutoff)))
    if facts.as_of:
        sentences.append(say("recorded-after", time=_say_state(facts.as_of, say)))
    return Made(
        tuple(sentences),
        tuple(redact(sentence, secrets) for sentence in dict.fromkeys(says)),
        tuple(rows.values()),
        len(holding),
        len(checked),
        _say_standing(edition, secrets),
    )


def _say_state(as_of: str, say: Words) -> str:
    """A time of the desk's own clock, or the first digits of the state that stands for one."""
    return as_of[:DIGITS] if DIGEST.fullmatch(as_of) else say.time(as_of)


def _say_standing(edition: ResolvedUpdate, secrets: frozenset[str]) -> tuple[str, ...]:
    """Why it goes out although not everything holds, and the bound words that do not."""
    if not edition.because:
        return ()
    say = edition.say
    told = say("published-although", reason=redact(edition.because, secrets).rstrip(".") + ".")
    wanting = [
        f"“{bound.binding.words}”{say('colon')}{say_ruling(bound, say)}."
        for bound in edition.bound
        if bound.signed
    ]
    return (told, *wanting)
