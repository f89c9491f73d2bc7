"""How many were harmed, as accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

MEASURES = ("killed", "injured", "abducted", "arrested", "displaced")


@dataclass(frozen=True, slots=True)
class Toll:
    """One account of how many people were harmed.

    Attributes:
        measure: one of `MEASURES`.
        of: `side_a`, `side_b`, `civilians` or `unknown`; side A is the perpetrator's.
        described_as: how the words describe them ("terrorists", "civilians").
        low: literal floor; None when the words give none.
        high: literal ceiling; None when open.
        words: the words, as found.
        imputed: whether the number stands for a word such as "dozens".
        speaker: who says so, as written; None for the document itself.
        interest: `own side`, `enemy` or `third party`: the speaker's tie to those harmed.
    """

    measure: str
    of: str
    described_as: str | None
    low: int | None
    high: int | None
    words: str
    imputed: bool = False
    speaker: str | None = None
    interest: str | None = None


@dataclass(frozen=True, slots=True)
class TollRange:
    """Low and high of one measure in one mention, as its words have it; None is not stated."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class TollEstimate:
    """Low, best and high of one measure in one event; None is not stated."""

    low: int | None
    best: int | None
    high: int | None


def total_toll(tolls: Iterable[Toll], measure: str) -> TollRange:
    """Add up one mention's tolls of a measure: within a speaker they add, across speakers rival.

    >>> civilians = Toll("killed", "civilians", "civilians", 5, 5, "five civilians")
    >>> soldiers = Toll("killed", "side_b", "soldiers", 2, 3, "two or three soldiers")
    >>> total_toll([civilians, soldiers], "killed")
    TollRange(low=7, high=8)
    """
    by_speaker: dict[str | None, list[Toll]] = {}
    for toll in tolls:
        if toll.measure == measure:
            by_speaker.setdefault(toll.speaker, []).append(toll)
    if not by_speaker:
        return TollRange(None, None)
    lows, highs = [], []
    for accounts in by_speaker.values():
        known = [toll.low for toll in accounts if toll.low is not None]
        lows.append(sum(known) if known else None)
        tops = [toll.high for toll in accounts]
        highs.append(None if None in tops else sum(top for top in tops if top is not None))
    floors = [low for low in lows if low is not None]
    ceiling = None if None in highs else max(high for high in highs if high is not None)
    return TollRange(min(floors) if floors else None, ceiling)
