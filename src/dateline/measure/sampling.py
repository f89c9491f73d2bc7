"""What is unsure about merging and about days, carried into intervals by drawing.

In each draw the mentions are grouped anew and every event known to a span of days falls on one of
them, each as likely as the others. What a number would have been in each draw is the doubt about
the record; it is added to the doubt about chance as independent errors are, end by end.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dateline.measure.frame import Frame, Indices
from dateline.measure.memory import Floats
from dateline.measure.selection import Selection
from dateline.model.estimate import Comparison, Estimate

LEVEL = 0.95
_SEED = 7


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The events of a frame as they might be grouped.

    Attributes:
        homes: for each draw, for each group of mentions the event that holds most of them.
    """

    homes: tuple[Indices, ...]


def draw_groups(frame: Frame, groupings: Sequence[Mapping[int, int]]) -> Draws:
    """Turn groupings of mentions into draws over a frame's events.

    Args:
        frame: the events, with the column `mentions`.
        groupings: for each draw, the group of each mention, by mention id.

    Returns:
        The draws; a mention that a grouping leaves out is in no group.
    """
    rows = {
        mention: row
        for row, told in enumerate(frame.columns.plain("mentions"))
        for mention in told or ()
    }
    homes = []
    for grouping in groupings:
        pairs = np.array(
            [(group, rows[mention]) for mention, group in grouping.items() if mention in rows],
            dtype=np.int64,
        ).reshape(-1, 2)
        found, sizes = np.unique(pairs, axis=0, return_counts=True)
        order = np.lexsort((found[:, 1], -sizes, found[:, 0]))
        _, first = np.unique(found[order, 0], return_index=True)
        homes.append(found[order][first, 1])
    return Draws(tuple(homes))


def draw_counts(selection: Selection, draws: Draws) -> Floats:
    """How many units a query would meet in each draw."""
    chance = np.random.default_rng(_SEED)
    size = len(selection.frame.ids)
    odds = np.zeros(size)
    odds[selection.rows] = 1.0
    odds[selection.possible] = selection.odds
    codes = selection.codes_of(np.arange(size))
    by_row = selection.resolved.unit != "place-day"
    counts = []
    for homes in draws.homes:
        met = chance.random(size) < odds
        kept = homes[met[homes]]
        counts.append(len(kept) if by_row else len(np.unique(codes[kept])))
    return np.asarray(counts, dtype=np.float64)


def draw_shares(part: Selection, whole: Selection, draws: Draws) -> Floats:
    """Which share of the whole would meet the part's query in each draw; empty wholes left out."""
    both = np.intersect1d(part.rows, whole.rows)
    perhaps = np.intersect1d(part.rows, whole.possible, return_indices=True)
    chosen = replace(whole, rows=both, possible=perhaps[0], odds=whole.odds[perhaps[2]])
    # The same seed: a day drawn for the whole is the day drawn for its part.
    parts, wholes = draw_counts(chosen, draws), draw_counts(whole, draws)
    kept = wholes > 0
    return parts[kept] / wholes[kept]


def carry_count(estimate: Estimate, counts: Floats) -> Estimate:
    """Give a count the interval of its draws; what may fall inside by place stays in its high."""
    if estimate.value is None or not len(counts):
        return estimate
    low, high = np.quantile(counts, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return replace(
        estimate,
        low=min(estimate.value, float(low)),
        high=max(estimate.value, float(high)),
        level=LEVEL,
        method=f"enumeration; interval over {len(counts)} draws of merges and dates",
    )


def carry_draws(estimate: Estimate, values: Floats) -> Estimate:
    """Widen an estimate's interval by what it would have been in each draw."""
    bounds = _widen(estimate.value, (estimate.low, estimate.high), values)
    method = f"{estimate.method}; merges and dates drawn {len(values)} times"
    return replace(estimate, low=bounds[0], high=bounds[1], method=method)


def carry_ratio(compared: Comparison, counts: tuple[Floats, Floats]) -> Comparison:
    """Widen a comparison's interval by the ratios of the draws, on the scale of their logs."""
    if compared.ratio is None or not compared.ratio or compared.before is None:
        return compared
    if compared.after is None:
        return compared
    scale = compared.ratio * compared.before.n / max(1, compared.after.n)
    ratios = np.log((counts[1] + 0.5) / (counts[0] + 0.5) * scale)
    low, high = (
        None if end is None or end <= 0 else math.log(end)
        for end in (compared.ratio_low, compared.ratio_high)
    )
    wide = _widen(math.log(compared.ratio), (low, high), ratios)
    ends = [None if end is None else math.exp(end) for end in wide]
    low_end = compared.ratio_low if ends[0] is None else ends[0]
    return replace(
        compared,
        low=low_end,
        high=ends[1],
        ratio_low=low_end,
        ratio_high=ends[1],
        method=f"{compared.method}; merges and dates drawn {len(ratios)} times",
    )


def _widen(
    value: float | None, bounds: tuple[float | None, float | None], values: Floats
) -> tuple[float | None, float | None]:
    """Add two independent doubts: the distances to each end, as the root of their squares."""
    low, high = bounds
    if value is None or not len(values):
        return bounds
    ends = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    down, up = max(0.0, value - float(ends[0])), max(0.0, float(ends[1]) - value)
    return (
        None if low is None else value - math.hypot(value - low, down),
        None if high is None else value + math.hypot(high - value, up),
    )
