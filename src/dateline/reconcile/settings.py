"""What a desk may set about linking mentions to events, and about choosing among accounts."""

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


@dataclass(frozen=True, slots=True)
class ResolveSettings:
    """By which rules an account is taken before others: each list's first rule, then the next.

    Any list may begin with `source:KEY`, which puts a named source first. The low of a toll stays
    the lowest figure by somebody who is no enemy of the dead, and the high the highest by anybody.

    Attributes:
        date: `most-precise` (a written year before an inferred one), `most-agreed`, `earliest`,
            `latest`, `best-grade`.
        place: the same.
        type: `highest` in ACLED's order, `most-agreed`, `earliest`, `latest`, `best-grade`.
        status: `strongest` way of telling it, `most-agreed`, `earliest`, `latest`, `best-grade`.
        tolls: of the best figure: `number` before a word, `best-grade`, `latest`, `earliest`,
            `most-agreed`, `largest`, `lowest`.
    """

    date: tuple[str, ...] = ("most-precise", "most-agreed", "earliest")
    place: tuple[str, ...] = ("most-precise", "most-agreed", "earliest")
    type: tuple[str, ...] = ("highest",)
    status: tuple[str, ...] = ("strongest",)
    tolls: tuple[str, ...] = ("number", "best-grade", "latest", "largest")


_EVERYWHERE = ("most-agreed", "earliest", "latest", "best-grade")
RESOLVE_RULES = {
    "date": ("most-precise", *_EVERYWHERE),
    "place": ("most-precise", *_EVERYWHERE),
    "type": ("highest", *_EVERYWHERE),
    "status": ("strongest", *_EVERYWHERE),
    "tolls": ("number", "largest", "lowest", *_EVERYWHERE),
}  # field to the rules that it takes, besides `source:KEY`
