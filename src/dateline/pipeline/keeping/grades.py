"""People's words on events, where a grade goes with the account it was given to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.model.review import GRADE, Review

if TYPE_CHECKING:
    from dateline.ledger.reader import LedgerReader


def read_words(
    ledger: "LedgerReader", as_of: str | None, events: Sequence[int], standing: Mapping[int, int]
) -> list[Review]:
    """Every person's word on some events, with the grades that their accounts got in others.

    Args:
        ledger: the desk's.
        as_of: the recorded clock.
        events: their numbers.
        standing: event of each mention of theirs.
    """
    asked = sorted({*events, *ledger.events_of(list(standing), as_of)})
    said = ledger.reviews(as_of, events=asked)
    return list(_bring_along(said, frozenset(events), standing))


def _bring_along(
    said: Sequence[Review], events: frozenset[int], standing: Mapping[int, int]
) -> Iterator[Review]:
    """Words on the events themselves, and a grade of another under the event it stands in now."""
    for review in said:
        if review.event in events:
            yield review
        if review.verdict != "graded":
            continue
        for name, grade in review.corrections.items():
            home = standing.get(int(name.removeprefix(GRADE)))
            if home is not None and home != review.event:
                yield replace(review, event=home, corrections={name: grade})
