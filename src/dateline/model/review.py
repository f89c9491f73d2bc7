"""What a person said after looking at an event."""

from dataclasses import dataclass, field
from typing import Any

VERDICTS = ("accepted", "corrected", "rejected", "unreviewed", "commented", "proposed", "graded")
SETTLED = VERDICTS[:4]  # those that say what becomes of the event; the others are words beside it
GRADE = "grade:"  # and a mention's number: the correction by which a person grades an account


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on one event; the latest holds, the earlier ones stay on record.

    Attributes:
        event: the event's id.
        verdict: one of `VERDICTS`; `unreviewed` takes an earlier verdict back, `commented` and
            `proposed` leave the event as it is. A proposal keeps corrections that clashed with
            another person's; `graded` sets Admiralty's grade of accounts.
        by: the person.
        at: when it was recorded, ISO 8601 in UTC.
        why: the reason, in the person's words.
        corrections: field of the event to the value that overrides it, as plain records.
    """

    event: int
    verdict: str
    by: str
    at: str
    why: str = ""
    corrections: dict[str, Any] = field(default_factory=dict)
