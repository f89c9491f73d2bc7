"""A number with what it rests on; nothing past `measure/` is a bare float."""

from dataclasses import dataclass, field
from datetime import date

# Days in each unit of time that a rate may be per; a month is a twelfth of a mean year.
DAYS_PER = {"day": 1.0, "week": 7.0, "month": 365.2425 / 12, "year": 365.2425}


@dataclass(frozen=True, slots=True)
class Active:
    """The sources and documents that tell of any event of a period; open ends are None."""

    start: date | None
    end: date | None
    sources: int
    documents: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval, its n, and the query and state it rests on.

    Attributes:
        value: the estimate; None when there is nothing to estimate from.
        low: lower end of the interval.
        high: upper end.
        level: coverage of the interval, such as .95.
        n: how many events it rests on.
        exposure: days (or the denominator of a share) it was observed over.
        unit: what the value counts ("attacks per week", "share of attacks").
        method: name of the interval's method.
        query: the query line.
        as_of: recorded clock, ISO 8601, None for now.
        as_reported: publication clock, ISO 8601, None for now.
        state: hash of the ledger's state.
        events: ids of the events behind it.
        by_basis: how many are claimed, admitted, attributed, inferred.
        unattributed: like events whose perpetrator is unidentified.
        awaiting_review: like events that nobody has reviewed and that the count leaves out.
        possible: events whose date or place only may fall inside.
        flips_at: how many events would have to change to flip a verdict, where one was given.
        lower_bound: whether the value is a floor.
        active: the sources and documents active in each of its periods; empty for a dataset.
    """

    value: float | None
    low: float | None
    high: float | None
    level: float
    n: int
    exposure: float | None
    unit: str
    method: str
    query: str
    as_of: str | None = None
    as_reported: str | None = None
    state: str = ""
    events: tuple[int, ...] = ()
    by_basis: dict[str, int] = field(default_factory=dict)
    unattributed: int = 0
    awaiting_review: int = 0
    possible: int = 0
    flips_at: int | None = None
    lower_bound: bool = False
    active: tuple[Active, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison(Estimate):
    """Two estimates against each other; `value` is the ratio, second over first.

    Attributes:
        ratio: second over first; None when the first is nought.
        ratio_low: lower end of the interval.
        ratio_high: upper end.
        p: two-sided p-value of no change.
        p_remembering: the same if counts remember from week to week; None where the record is
            long enough to tell. A change that is one by `p` alone is unclear.
        dispersion: variance over mean of the counts; above 1 is bursty.
        minimum_detectable_ratio: the smallest change that could have been seen.
        before: the first estimate.
        after: the second.
        sources: how many sources were active before, after, and in both.
        documents: how many documents those sources have, before, after, and in both.
        season_ratio: the ratio that the season alone would give; None where none is taken out.
            p is of no change but that; the ratio and its interval are of the counts as they are.
        filled: the share of the second period's events expected to be reported by the cutoff;
            None where nobody knows how late reports come.
        filled_ratio: the ratio once late reports are in; None where none are expected.
        shared_ratio: the ratio on events that a source active in both tells of; None where they
            are too few to say.
    """

    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    p: float | None = None
    dispersion: float | None = None
    minimum_detectable_ratio: float | None = None
    before: Estimate | None = None
    after: Estimate | None = None
    sources: tuple[int, int, int] = (0, 0, 0)
    shared_ratio: float | None = None
    documents: tuple[int, int, int] = (0, 0, 0)
    season_ratio: float | None = None
    filled: float | None = None
    filled_ratio: float | None = None
    p_remembering: float | None = None


def is_short(compared: Comparison, significant: float) -> bool:
    """Whether the record is too short to tell a change from counts that remember.

    >>> is_short(Comparison(.5, .2, .9, .95, 20, 112, "", "", "", p=.01, p_remembering=.2), .05)
    True
    """
    if compared.p is None or compared.p_remembering is None:
        return False
    return compared.p < significant <= compared.p_remembering


@dataclass(frozen=True, slots=True)
class Standing:
    """One group in a ranking: its place from 1 (ties share one), its name and its estimate."""

    place: int
    name: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One bin of a series: its days, both included, and how many units fell into it.

    Attributes:
        complete: whether the cutoff lies behind it and all but a few reports are expected to be in.
        filled: the share of its events expected to be reported by the cutoff; None where nobody
            knows how late reports come.
        expected: what it will have come to once late reports are in, as far as it was covered.
        low: lower end of the interval of that.
        high: upper end.
        covered: how many of its days lie before the cutoff.
    """

    start: date
    end: date
    count: int
    events: tuple[int, ...]
    complete: bool
    filled: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    covered: float | None = None


def seen_on(estimate: Estimate) -> date | None:
    """The day that a first-seen or last-seen estimate stands for; its value counts days.

    >>> seen_on(Estimate(738478.0, None, None, 1.0, 1, None, "first seen", "", ""))
    datetime.date(2022, 11, 19)
    """
    return None if estimate.value is None else date.fromordinal(int(estimate.value))
