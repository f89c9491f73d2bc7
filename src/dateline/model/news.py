"""One thing that is new since an earlier day."""

from dataclasses import dataclass

KINDS = (
    "new actor", "new tactic", "new place", "surge", "fall", "gone quiet", "reported", "late",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new.

    Attributes:
        kind: one of `KINDS`.
        says: a sentence.
        query: terms that, after a definition, ask for the events behind it; days included.
        events: ids of these.
        value: units in the last weeks, or in all.
        base: what the weeks before had in the same time, where a pace changed.
        p: of no change of pace, where there is one.
        band4: ACLED's Trendfinder band of the last week over four weeks.
        band52: the same over 52.
    """

    kind: str
    says: str
    query: str
    events: tuple[int, ...]
    value: float
    base: float | None = None
    p: float | None = None
    band4: str | None = None
    band52: str | None = None
