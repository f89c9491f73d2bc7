"""One verdict on several events at once, each on record by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.errors import CommandError, DatelineError
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.record.people import Outcome, say_of_event

FOR_SEVERAL = ("accepted", "rejected", "unreviewed", "commented")
MOST_EVENTS = 1000  # that one command may name
_NUMBERS = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of a verdict on several events.

    Attributes:
        outcomes: of those on record now, in the order in which they were named.
        faults: why the others are not, by their number.
    """

    outcomes: tuple[Outcome, ...]
    faults: dict[int, str]


def read_numbers(words: Sequence[str]) -> tuple[int, ...]:
    """The events that a person names: numbers, commas, and ranges that hold both their ends.

    >>> read_numbers(["2", "3,5", "7-9", "8"])
    (2, 3, 5, 7, 8, 9)

    Raises:
        CommandError: a word is no number or range, or they are too many.
    """
    found: dict[int, None] = {}
    for part in (one.strip() for word in words for one in word.split(",") if one.strip()):
        match = _NUMBERS.fullmatch(part)
        if match is None:
            raise CommandError(
                f"'{part}' is no event; name events by number, as 2, 2,5 or 2-9, and one verdict "
                "behind them."
            )
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise CommandError(f"'{part}' runs backwards; write {last}-{first}.")
        if last - first >= MOST_EVENTS or len(found) > MOST_EVENTS:
            raise CommandError(f"'{part}' is too many; name at most {MOST_EVENTS} events at once.")
        found |= dict.fromkeys(range(first, last + 1))
    if not found:
        raise CommandError("Name an event by its number; `dateline events` lists them.")
    return tuple(found)


def say_of_events(
    opened: OpenDesk,
    numbers: Sequence[int],
    verdict: str,
    *,
    why: str = "",
    by: str = "",
    seen: str | None = None,
) -> Reviewed:
    """Record a person's word on each of several events; one that fails leaves the others be.

    Args:
        opened: the desk.
        numbers: of the events.
        verdict: one of `FOR_SEVERAL`.
        why: the reason, or the comment.
        by: who; the system's user by default.
        seen: the state that the person looked at; None is the present one.

    Raises:
        CommandError: the verdict goes with one event only, or a comment has no words.
    """
    if verdict not in FOR_SEVERAL:
        raise CommandError(
            f"'{verdict}' does not go with several events at once; {', '.join(FOR_SEVERAL)} do. "
            "Name one event (to merge, the others go behind --with)."
        )
    if verdict == "commented" and not why.strip():
        raise CommandError("A comment needs its words: give --why.")
    outcomes: list[Outcome] = []
    faults: dict[int, str] = {}
    for number in numbers:
        try:
            outcomes.append(say_of_event(opened, number, verdict, why=why, by=by, seen=seen))
        except DatelineError as fault:
            faults[number] = str(fault)
    return Reviewed(tuple(outcomes), faults)
