"""Dates, actors and tolls in the few words a table has room for."""

from collections.abc import Iterable
from datetime import date

from dateline.model.actor import Participant
from dateline.model.toll import TollEstimate, TollRange


def say_dates(start: date | None, end: date | None) -> str:
    """One day, an interval, or a dash where no date is known.

    >>> say_dates(date(2023, 12, 1), date(2023, 12, 3)), say_dates(None, None)
    ('2023-12-01..2023-12-03', '-')
    """
    if start is None or end is None:
        return "-"
    return start.isoformat() if start == end else f"{start.isoformat()}..{end.isoformat()}"


def say_actors(parts: Iterable[Participant], *roles: str) -> str:
    """The actors in these roles, each once, by id where one is known."""
    return ", ".join(dict.fromkeys(part.id or part.name for part in parts if part.role in roles))


def say_numbers(numbers: Iterable[int]) -> str:
    """Numbers in order, runs of three and more drawn together.

    >>> say_numbers((1, 2, 3, 4, 9, 12, 13))
    '1-4, 9, 12, 13'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [
        [f"{run[0]}-{run[-1]}"] if len(run) > 2 else [str(number) for number in run]  # noqa: PLR2004 - a run
        for run in runs
    ]
    return ", ".join(part for parts in told for part in parts)


def say_toll(toll: TollRange | TollEstimate) -> str:
    """A toll's bounds; empty where nothing is stated.

    >>> say_toll(TollRange(3, None)), say_toll(TollEstimate(2, 5, 7)), say_toll(TollRange(4, 4))
    ('3+', '2-7', '4')
    """
    if toll.low is None and toll.high is None:
        return ""
    if toll.high is None:
        return f"{toll.low}+"
    return str(toll.high) if toll.low == toll.high else f"{toll.low or 0}-{toll.high}"


def say_bounds(toll: TollEstimate) -> str:
    """A toll's three figures by name, without those that nobody gives.

    >>> say_bounds(TollEstimate(3, 4, 5)), say_bounds(TollEstimate(3, None, 5))
    ('low 3, best 4, high 5', 'low 3, high 5; no best figure is given')
    """
    figures = (("low", toll.low), ("best", toll.best), ("high", toll.high))
    known = ", ".join(f"{name} {value}" for name, value in figures if value is not None)
    return known if toll.best is not None else f"{known}; no best figure is given"


def count_events(number: int) -> str:
    """A number of events in figures.

    >>> count_events(1), count_events(2), count_events(0)
    ('1 event', '2 events', '0 events')
    """
    return f"{number} event{'' if number == 1 else 's'}"
