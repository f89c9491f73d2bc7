"""A mention as the ledger gives it back: with its id, and the clocks and source it stands under."""

from dataclasses import dataclass

from dateline.model.mention import Mention


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A recorded mention and what later stages need to know of its document.

    Attributes:
        id: an integer, stable, never reused.
        mention: the mention itself; `mention.document` is the document's id.
        kind: the document's kind, one of `document.KINDS`.
        source: key of the outlet; None until the desk knows it.
        reported_at: when the document was published, ISO 8601; None where it does not say.
        recorded_at: when the desk recorded it, ISO 8601 in UTC.
        capture: SHA-256 of the bytes it was read from.
    """

    id: int
    mention: Mention
    kind: str = "article"
    source: str | None = None
    reported_at: str | None = None
    recorded_at: str = ""
    capture: str = ""
