"""What a desk may set about linking mentions to events."""

from dataclasses import dataclass

# Kinds of document that retell others: they support events and never make a countable one.
ANALYSES = ("weekly-update", "digest-article")


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How far apart accounts of one event may lie, and how sure a link must be.

    Attributes:
        window_days: days between two dates beyond which no pair is looked at.
        window_km: kilometres beyond both places' precision at which no pair is looked at.
        threshold: bits of evidence, prior included, that joining needs. A little below 0, even
            odds, because the prior counts anew for each pair of a group; there counts of events
            come out right on the worlds of development.
        meaning: whether sentences are compared by their vectors, each computed once and kept.
        linker: name and version that signs the links.
    """

    window_days: int = 3
    window_km: float = 60.0
    threshold: float = -0.8
    meaning: bool = True
    linker: str = "dateline-linker/3"
