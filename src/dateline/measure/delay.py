"""How late events are reported, and how many of the last weeks are still to come.

Reports of an event arrive days to months after it, and state violence against civilians far later
than clashes; so the last weeks of any series are short. How late they come is learned from the
clocks of the events themselves, by chain ladder (Mack 1993; reverse hazards after Lagakos, Barraj
and De Gruttola 1988: an event reported late is only seen if it happened long enough ago). What is
still to come is then a Poisson number around a level that the weeks before set and the reports so
far correct (Bornhuetter and Ferguson 1972; a gamma for the level, so that bursts widen it).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from dateline.measure.exposure import cover_periods
from dateline.measure.frame import Frame, Indices
from dateline.measure.memory import Floats
from dateline.measure.selection import Selection, select_events
from dateline.model.estimate import Comparison

_MOMENT = timedelta(microseconds=1)

LONGEST = 180  # days; a report later than that is history, not delay
HISTORY = 730  # days before the cutoff whose events teach
ENOUGH = 40  # events whose delay is known, below which nobody can say
FULL = 0.95  # of what is to come, from which a day counts as filled
_BORROWED = 10.0  # events that a class borrows from all classes together
_LEVEL_DAYS = 182  # days before the last that say how bursty fortnights are
_RECENT = 4  # of those fortnights, how many set the level
_DRAWS = 500
_SEED = 11
_EPOCH_DAY = 719_163
_LEAST_EXTRA = 0.2  # least variance over Poisson's of a level from one fortnight to the next
_FORTNIGHT = 14
_SPELL = 4  # days whose level is taken for one


@dataclass(frozen=True, slots=True, eq=False)
class Delays:
    """How late events come, by class.

    Attributes:
        source: whose clocks taught it: `the ledger`, or a dataset by name.
        cutoff: ordinal of the last day of reports.
        known: events it was learned from.
        classes: what each class is called, by its number.
        reported: for each class, the share reported within so many days, drawn many times.
    """

    source: str
    cutoff: int
    known: int
    classes: tuple[str, ...] = ()
    reported: dict[str, Floats] = field(default_factory=dict)

    def share(self, kind: str, days: Indices) -> Floats:
        """For each draw, the share of events of these ordinals that is reported by the cutoff."""
        drawn = self.reported.get(kind, self.reported[""])
        ages = np.clip(self.cutoff - days, 0, LONGEST)
        return np.asarray(drawn[:, ages])

    def settled(self, share: float) -> int:
        """Days after which so many of all events are reported."""
        return int(np.argmax(self.reported[""].mean(axis=0) >= share))

    def median(self, kind: str) -> int:
        """Days within which half are reported."""
        mean = self.reported[kind].mean(axis=0)
        return int(np.argmax(mean >= 0.5))  # noqa: PLR2004 - half


@dataclass(frozen=True, slots=True)
class Nowcast:
    """What a span of days will have come to.

    Attributes:
        counted: reported so far.
        expected: what it will have come to.
        low: lower end of the interval of it.
        high: upper end.
        filled: the share expected to be reported already.
        delays: whose delays it rests on.
    """

    counted: int
    expected: float
    low: float
    high: float
    filled: float
    delays: str

    @property
    def filling(self) -> bool:
        """Whether more than a little is still to come."""
        return self.filled < FULL


def learn_delays(
    frame: Frame, cutoff: date, *, state: frozenset[str] = frozenset(), source: str = "the ledger"
) -> Delays | None:
    """Learn how late events come from a table's own clocks.

    Args:
        frame: the events; the publication clock is asked, the recorded one where it is unknown.
        cutoff: the last day of reports.
        state: ids of state actors, whose violence is a class of its own.
        source: what the table is called.

    Returns:
        The delays by class; None where too few events say when they were reported.
    """
    last = cutoff.toordinal()
    seconds = np.where(np.isnan(frame.reported), frame.recorded, frame.reported)
    known = ~np.isnan(seconds) & (frame.starts > 0) & (frame.starts == frame.ends)
    reported = np.where(known, seconds, 0.0) // 86_400 + _EPOCH_DAY
    lags = np.maximum(0, reported.astype(np.int64) - frame.ends)
    ages = last - frame.ends
    kept = known & (ages >= 0) & (ages <= HISTORY) & (lags <= np.minimum(ages, LONGEST))
    if kept.sum() < ENOUGH:
        return None
    names = classify(frame, state)
    classes = tuple(sorted(set(names[kept].tolist())))
    chance = np.random.default_rng(_SEED)
    steps, reach = _ladder(lags[kept], ages[kept])
    hazards = steps / np.maximum(reach, 1e-9)
    tables = {"": _draw_shares(steps, reach, chance)}
    for name in classes:
        rows = kept & (names == name)
        own, seen = _ladder(lags[rows], ages[rows])
        tables[name] = _draw_shares(own + _BORROWED * hazards, seen + _BORROWED, chance)
    return Delays(source, last, int(kept.sum()), classes, tables)


def move_delays(delays: Delays, cutoff: date) -> Delays:
    """The delays of one table, for events reported up to another cutoff."""
    return replace(delays, cutoff=cutoff.toordinal())


def classify(
    frame: Frame, state: frozenset[str], rows: Indices | None = None
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """The class of each event, or of some: who did it (state, other, unknown) and what was done."""
    groups, kinds = frame.columns.plain("perpetrators"), frame.columns.plain("event_type")
    if rows is not None:
        wanted = rows.tolist()
        groups, kinds = [groups[row] for row in wanted], [kinds[row] for row in wanted]
    who = ["unknown" if not ids else "state" if state & set(ids) else "other" for ids in groups]
    return np.array([f"{one}, {kind}" for one, kind in zip(who, kinds, strict=True)], dtype=object)


def nowcast_spans(
    selection: Selection,
    spans: Sequence[tuple[int, int]],
    delays: Delays,
    *,
    state: frozenset[str] = frozenset(),
    level: float = 0.95,
) -> tuple[Nowcast, ...]:
    """Say what spans of days will have come to, once late reports are in.

    Args:
        selection: the events counted; the level comes from days around its own too.
        spans: first and last ordinal of each.
        delays: how late reports come.
        state: ids of state actors, as the delays were learned.
        level: coverage of the intervals.
    """
    wide = _widen(selection)
    names = classify(selection.frame, state, wide.units)
    days = selection.frame.ends[wide.units]
    chance = np.random.default_rng(_SEED)
    extra = np.zeros((len(spans), _DRAWS))
    filled = np.zeros((2, len(spans)))
    for name in sorted(set(names.tolist())):
        own = days[names == name]
        for at, span in enumerate(spans):
            more, parts = _draw_missing(own, span, (name, delays), chance)
            extra[at] += more
            filled[:, at] += parts
    tail = (1 - level) / 2
    found = []
    for at, (first, last) in enumerate(spans):
        counted = int(((days >= first) & (days <= last)).sum())
        low, high = np.quantile(extra[at], [tail, 1 - tail])
        share = (
            filled[0, at] / filled[1, at] if filled[1, at] else _plain_share(delays, first, last)
        )
        found.append(
            Nowcast(
                counted,
                counted + float(extra[at].mean()),
                counted + float(low),
                counted + float(high),
                float(share),
                delays.source,
            )
        )
    return tuple(found)


def fill_change(
    compared: Comparison,
    sides: tuple[Selection, Selection],
    delays: Delays,
    state: frozenset[str] = frozenset(),
) -> Comparison:
    """Say on a comparison how much of the later period is still to be reported.

    Args:
        compared: the comparison.
        sides: the events before and after.
        delays: how late reports come.
        state: ids of state actors, as the delays were learned.

    Returns:
        The comparison, with the ratio that late reports will have made of it.
    """
    grown, shares = [], []
    for side in sides:
        spans = [
            (one.start.toordinal(), (one.end - _MOMENT).toordinal())
            for one in cover_periods(side.resolved) or ()
        ]
        found = nowcast_spans(side, spans, delays, state=state)
        counted = sum(one.counted for one in found)
        grown.append(sum(one.expected for one in found) / counted if counted else 1.0)
        whole = sum(one.expected for one in found)
        shares.append(counted / whole if whole else min((one.filled for one in found), default=1.0))
    if compared.ratio is None or not any(share < FULL for share in shares):
        return replace(compared, filled=shares[1])
    return replace(compared, filled=shares[1], filled_ratio=compared.ratio * grown[1] / grown[0])


def _widen(selection: Selection) -> Selection:
    """The same query over every day."""
    if not selection.resolved.periods:
        return selection
    resolved = replace(selection.resolved, periods=())
    return select_events(selection.frame, resolved, counts=selection.counts)


def _ladder(lags: Indices, ages: Indices) -> tuple[Floats, Floats]:
    """For each lag: events with it, and events with it or a shorter one that are old enough."""
    steps = np.bincount(lags, minlength=LONGEST + 1).astype(np.float64)
    # An event of age t and lag u is at risk of every v with u <= v <= t.
    edges = np.zeros(LONGEST + 2)
    np.add.at(edges, lags, 1.0)
    np.add.at(edges, np.minimum(ages, LONGEST) + 1, -1.0)
    return steps, np.maximum(np.cumsum(edges)[: LONGEST + 1], steps)


def _draw_shares(steps: Floats, reach: Floats, chance: np.random.Generator) -> Floats:
    """Draw the share reported within each number of days, as far as the counts tell."""
    rest = np.maximum(reach - steps, 0.0)
    hazards = chance.beta(steps + 1e-6, rest + 1e-3, size=(_DRAWS, len(steps)))
    hazards[:, (steps <= 0) | (rest <= 0)] = 0.0
    # Within u days: not reported at any later lag.
    stay = np.cumprod((1 - hazards)[:, ::-1], axis=1)[:, ::-1]
    return np.hstack([stay[:, 1:], np.ones((_DRAWS, 1))])


def _draw_missing(
    days: Indices, span: tuple[int, int], learned: tuple[str, Delays], chance: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw how many events of a class in a span are still to come; and reported, and in all."""
    name, delays = learned
    wanted = np.arange(span[0], min(span[1], delays.cutoff) + 1)
    if not len(wanted):
        return np.zeros(_DRAWS), np.zeros(2)
    rate, excess = _level(days, name, delays, int(wanted[0]))
    share = delays.share(name, wanted)
    missing = np.zeros(_DRAWS)
    for start in range(0, len(wanted), _SPELL):
        spell = slice(start, start + _SPELL)
        size = len(wanted[spell])
        seen = int(np.isin(days, wanted[spell]).sum())
        reported = share[:, spell].sum(axis=1)
        mean = np.maximum(rate * size, 1e-3)
        # The gamma whose mean is the level and whose variance is the excess over Poisson's.
        shape = mean / excess
        level = chance.gamma(shape + seen, 1 / (1 / excess + reported / size))
        missing += chance.poisson(level * (1 - reported / size))
    expected = rate * share.sum(axis=1).mean()
    return missing, np.array([expected, rate * len(wanted)])


def _level(days: Indices, name: str, delays: Delays, before: int) -> tuple[float, float]:
    """Events a day in the months before, late reports counted in; and how bursty fortnights are.

    The months end where a report is all but sure to have come.
    """
    mean = delays.reported.get(name, delays.reported[""]).mean(axis=0)
    settled = int(np.argmax(mean >= FULL))
    last = min(before - 1, delays.cutoff - settled)
    spells = _LEVEL_DAYS // _FORTNIGHT
    edges = last + 1 - _FORTNIGHT * np.arange(spells, -1, -1)
    counts = np.histogram(days, bins=edges)[0].astype(np.float64)
    middles = (edges[:-1] + edges[1:]) // 2
    counts /= np.maximum(mean[np.clip(delays.cutoff - middles, 0, LONGEST)], 0.5)
    average = float(counts.mean())
    if average == 0:
        return 0.0, 1.0
    spread = float(counts.var(ddof=1)) / average
    return float(counts[-_RECENT:].mean()) / _FORTNIGHT, max(_LEAST_EXTRA, spread - 1)


def _plain_share(delays: Delays, first: int, last: int) -> float:
    days = np.arange(first, min(last, delays.cutoff) + 1)
    return float(delays.share("", days).mean()) if len(days) else 0.0
