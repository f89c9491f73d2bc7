"""When something happened, as an interval with a precision."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included.

    Attributes:
        start: first day it may have been.
        end: last day it may have been.
        precision: ACLED's code: 1 exact day, 2 within a week, 3 within a month or longer.
        as_written: the words, as found.
        year_inferred: whether the words give no year and context chose it.
        year_candidates: every year the words could mean, the chosen one first.
        evidence: what chose the year or the day (`published`, `section`, `cutoff`...).
    """

    start: date
    end: date
    precision: int
    as_written: str = ""
    year_inferred: bool = False
    year_candidates: tuple[int, ...] = ()
    evidence: str = ""
