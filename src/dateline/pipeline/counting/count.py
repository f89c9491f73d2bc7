"""Asking for numbers: a line of the query language in, an estimate with what it rests on out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from dateline.errors import CommandError
from dateline.model.clocks import Clocks
from dateline.model.estimate import Comparison, Estimate, SeriesPoint, Standing
from dateline.model.query import Query
from dateline.pipeline.counting.names import DeskNames
from dateline.pipeline.counting.unknown import refuse_unknown
from dateline.pipeline.keeping.opening import OpenDesk, read_moment, refuse_future
from dateline.pipeline.keeping.state import State, load_state
from dateline.pipeline.material.toponyms import list_own, say_taken

if TYPE_CHECKING:
    from dateline.measure.delay import Delays
    from dateline.measure.sampling import Draws
    from dateline.measure.selection import Selection
    from dateline.model.resolved import ResolvedQuery
    from dateline.pipeline.counting.datasets import Snapshot

Answer = TypeVar("Answer", bound=Estimate)
SETTLED = 0.999  # the share of events reported from which a period counts as complete
CLOCK_KEYS = ("as-of", "as-reported")


@dataclass
class Asker:
    """Answers query lines on one desk; states are loaded once for each pair of clocks.

    Attributes:
        opened: the desk, under its clocks.
        counts: `accepted` or `all`: which events a count takes.
        periods: periods that an update's front matter adds.
        closed: a moment, ISO 8601, at which every period ends although later reports count.
        late_like: a dataset whose delays stand in where the ledger's own are too few.
        draws: how many times merges and days are drawn anew, so that intervals carry what is
            unsure about them; 0 leaves that out.
        pinned: for a dataset named without a version, the snapshot `name@version` that answers;
            the one taken last where it names none.
    """

    opened: OpenDesk
    counts: str
    periods: Mapping[str, str] = field(default_factory=dict)
    late_like: str = ""
    draws: int = 0
    pinned: Mapping[str, str] = field(default_factory=dict)
    _draws: dict[Clocks, "Draws"] = field(default_factory=dict)
    closed: str | None = None
    _states: dict[Clocks, State] = field(default_factory=dict)
    _snapshots: dict[str, "Snapshot"] = field(default_factory=dict)
    _delays: dict[tuple[Clocks, str], "Delays | None"] = field(default_factory=dict)
    _names: dict[Clocks, DeskNames] = field(default_factory=dict)
    _resolved: dict[tuple[str, str], "ResolvedQuery"] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """The state under the desk's own clocks."""
        return self.state_at(self.opened.clocks)

    def state_at(self, clocks: Clocks) -> State:
        """The state under these clocks."""
        if clocks not in self._states:
            self._states[clocks] = load_state(replace(self.opened, clocks=clocks))
        return self._states[clocks]

    def state_of(self, line: str) -> State:
        """The state under the clocks that a line names, or the desk's own."""
        from dateline.query import parse_query

        return self.state_at(self._clocks_of(parse_query(line)))

    def resolve(self, line: str) -> "ResolvedQuery":
        """Look every name of a line up.

        Raises:
            QueryError: the line does not parse, or names something unknown.
        """
        return self._resolve(line, "")

    def _resolve(self, line: str, within: str) -> "ResolvedQuery":
        """Look every name of a line up once; its days cut to a period where one is named."""
        from dateline.query import parse_query
        from dateline.query.resolve import resolve_query

        if (line, within) not in self._resolved:
            query = parse_query(line)
            names = self.names(self._clocks_of(query))
            self._resolved[line, within] = resolve_query(query, names, within=within)
        return self._resolved[line, within]

    def select(self, line: str, *, within: str = "") -> "Selection":
        """The events that a line names, under the line's own clocks where it names them.

        Args:
            line: the query line.
            within: a period that the line's days are cut to, such as `$before`.
        """
        from dateline.measure.selection import select_events
        from dateline.query import parse_query

        query = parse_query(line)
        if self.closed:
            within = within or f"..{self.closed[:10]}"
        resolved = self._resolve(line, within)
        if self.closed:
            resolved = replace(resolved, cutoff=datetime.fromisoformat(self.closed))
        if resolved.dataset:
            return self.snapshot(resolved.dataset).select(resolved, counts=self.counts)
        frame = self.state_at(self._clocks_of(query)).frame
        refuse_unknown(self.opened, query, frame, self.state)
        return select_events(frame, resolved, counts=self.counts)

    def count(self, line: str) -> Estimate:
        """How many units of counting a line names."""
        from dateline.measure.rates import count_events

        selection = self.select(line)
        estimate = count_events(selection)
        draws = self.groups(line)
        if draws is not None:
            from dateline.measure.sampling import carry_count, draw_counts

            estimate = carry_count(estimate, draw_counts(selection, draws))
        return self._signed(estimate, line)

    def rate(self, line: str, per: str) -> Estimate:
        """How many for each day, week, month or year of exposure."""
        from dateline.measure.rates import rate_events

        selection = self.select(line)
        estimate = rate_events(selection, per=per)
        draws = self.groups(line)
        if draws is not None and estimate.value and estimate.n:
            from dateline.measure.sampling import carry_draws, draw_counts

            scale = estimate.value / estimate.n
            estimate = carry_draws(estimate, draw_counts(selection, draws) * scale)
        return self._signed(estimate, line)

    def share(self, part: str, whole: str) -> Estimate:
        """Which part of the whole's units also meets the part's line."""
        from dateline.measure.rates import share_events

        self._refuse_mixture(part, whole)
        parts, wholes = self.select(part), self.select(whole)
        estimate = share_events(parts, wholes)
        draws = self.groups(whole)
        if draws is not None and estimate.value is not None:
            from dateline.measure.sampling import carry_draws, draw_shares

            estimate = carry_draws(estimate, draw_shares(parts, wholes, draws))
        return self._signed(estimate, whole)

    def total(self, line: str, of: str) -> Estimate:
        """The sum of a toll over the events that a line names."""
        from dateline.measure.rates import sum_tolls

        return self._signed(sum_tolls(self.select(line), of=of), line)

    def change(self, line: str, before: str, after: str, per: str) -> Comparison:
        """One line in two periods, the second over the first."""
        from dateline.measure.change import change_between

        first, second = self.select(line, within=before), self.select(line, within=after)
        compared = self._carry(change_between(first, second, per=per), line, (first, second))
        delays = self.delays(line)
        if delays is not None and compared.n and _may_fill(second, delays):
            from dateline.measure.delay import fill_change

            compared = fill_change(compared, (first, second), delays, self.state_actors())
        return self._signed(_name_periods(compared, (before, after)), line)

    def compare(self, line: str, other: str, per: str) -> Comparison:
        """One line over another."""
        from dateline.measure.change import compare_events

        self._refuse_mixture(line, other)
        one, two = self.select(line), self.select(other)
        compared = self._carry(compare_events(one, two, per=per), line, (two, one))
        return self._signed(compared, line)

    def groups(self, line: str) -> "Draws | None":
        """The ways the mentions behind a line may be grouped; None where none are drawn."""
        from dateline.measure.sampling import draw_groups
        from dateline.pipeline.material.link import sample_events
        from dateline.query import parse_query

        if not self.draws or self._dataset_of(line):
            return None
        clocks = self._clocks_of(parse_query(line))
        if clocks not in self._draws:
            drawn = sample_events(replace(self.opened, clocks=clocks), draws=self.draws)
            self._draws[clocks] = draw_groups(self.state_at(clocks).frame, drawn)
        return self._draws[clocks]

    def _carry(
        self, compared: Comparison, line: str, sides: "tuple[Selection, Selection]"
    ) -> Comparison:
        """Put what is unsure about merges and dates into a comparison's interval."""
        from dateline.measure.sampling import carry_ratio, draw_counts

        draws = self.groups(line)
        if draws is None:
            return compared
        first, second = (draw_counts(side, draws) for side in sides)
        return carry_ratio(compared, (first, second))

    def series(self, line: str, per: str) -> tuple[SeriesPoint, ...]:
        """Counts in successive days, weeks, months or years of a line's periods."""
        from dateline.measure.seen import count_series

        points = count_series(
            self.select(line), per=per, delays=self.delays(line), state=self.state_actors()
        )
        if self._dataset_of(line):  # its rows are no events of the desk
            return tuple(replace(point, events=()) for point in points)
        return points

    def delays(self, line: str) -> "Delays | None":
        """How late the events of a line are reported; None where nobody can say.

        The ledger's own clocks teach it. Where too few of its events say when they were reported,
        those of the dataset that `late_like` names do. A dataset itself is closed: its release
        counts as complete.
        """
        from dateline.measure.delay import learn_delays
        from dateline.query import parse_query

        if self._dataset_of(line):
            return None
        clocks = self._clocks_of(parse_query(line))
        key = (clocks, self.late_like)
        if key not in self._delays:
            cutoff = self.names(clocks).cutoff.date()
            self._delays[key] = learn_delays(
                self.state_at(clocks).frame, cutoff, state=self.state_actors()
            )
            if self._delays[key] is None and self.late_like:
                self._delays[key] = self._borrow_delays(cutoff)
        return self._delays[key]

    def _borrow_delays(self, cutoff: date) -> "Delays | None":
        from dateline.measure.delay import learn_delays, move_delays

        frame = self.snapshot(self.late_like).frame
        days = frame.ends[frame.ends > 0]
        if not len(days):
            return None
        learned = learn_delays(
            frame, date.fromordinal(int(days.max())), source=f"dataset {self.late_like}"
        )
        return None if learned is None else move_delays(learned, cutoff)

    def state_actors(self) -> frozenset[str]:
        """Ids of the actors that act for a state."""
        names = self.names(self.opened.clocks)
        return names.actors("@state", exact=False, on=None) or frozenset()

    def first(self, line: str) -> Estimate:
        """The first day that an event of a line happened."""
        from dateline.measure.seen import first_seen

        return self._signed(first_seen(self.select(line)), line)

    def last(self, line: str) -> Estimate:
        """The last day that an event of a line happened."""
        from dateline.measure.seen import last_seen

        return self._signed(last_seen(self.select(line)), line)

    def rank(self, line: str, column: str) -> tuple[Standing, ...]:
        """Groups of a line's events, from the most to the fewest."""
        from dateline.measure.seen import rank_by

        dataset = self._dataset_of(line)
        if not dataset:
            return rank_by(self.select(line), column)
        self.snapshot(dataset).refuse_places(column)
        ranked = rank_by(self.select(line), column)
        return tuple(replace(one, estimate=self._signed(one.estimate, line)) for one in ranked)

    def say_taken(self, line: str) -> str:
        """Which places the names of `near:` and `along:` were taken for; empty for none."""
        return say_taken(self.resolve(line))

    def distance(self, start: str, end: str) -> Estimate:
        """Kilometres between two places.

        Raises:
            CommandError: a place is unknown.
        """
        from dateline.measure.seen import measure_distance

        names = self.names(self.opened.clocks)
        return measure_distance(names.known_town(start), names.known_town(end))

    def names(self, clocks: Clocks) -> DeskNames:
        """What names in a line mean to the desk under these clocks, from one moment on."""
        if clocks not in self._names:
            opened = self.opened
            self._names[clocks] = DeskNames(
                opened.desk, opened.words, clocks.as_reported, self.periods,
                cache(lambda: list_own(self.state_at(clocks).table)),
            )  # fmt: skip
        return self._names[clocks]

    def _clocks_of(self, query: Query) -> Clocks:
        """The desk's clocks, with those that the line itself names in their place."""
        named = {term.key: term.values[0].text for term in query.terms if term.key in CLOCK_KEYS}
        zone = self.opened.desk.settings.timezone
        ours = self.opened.clocks
        return Clocks(
            as_of=refuse_future(read_moment(named["as-of"], zone), named["as-of"])
            if "as-of" in named
            else ours.as_of,
            as_reported=read_moment(named["as-reported"], zone)
            if "as-reported" in named
            else ours.as_reported,
        )

    def snapshot(self, name: str) -> "Snapshot":
        """The dataset's snapshot, opened once."""
        from dateline.pipeline.counting.datasets import open_snapshot

        if name not in self._snapshots:
            opened = self.opened
            pinned = self.pinned.get(name, name)
            self._snapshots[name] = open_snapshot(opened.desk, opened.words, pinned)
        return self._snapshots[name]

    def _dataset_of(self, line: str) -> str:
        """The dataset that a line asks; empty for the ledger."""
        from dateline.query import parse_query

        terms = parse_query(line).terms
        return next((term.values[0].text for term in terms if term.key == "dataset"), "")

    def _refuse_mixture(self, line: str, other: str) -> None:
        """Refuse to set counts of two codings side by side: each counts other things."""
        asked = [self._dataset_of(text) or "the ledger" for text in (line, other)]
        if asked[0] != asked[1]:
            raise CommandError(
                f"One line asks {asked[0]}, the other {asked[1]}. They count different things, so "
                "their counts are never compared; ask both of one."
            )

    def _signed(self, estimate: Answer, line: str) -> Answer:
        """Say on an estimate which state or snapshot answered, and what `near:` was taken for."""
        taken = self.say_taken(line)
        estimate = replace(estimate, method="; ".join(filter(None, (estimate.method, taken))))
        dataset = self._dataset_of(line)
        if dataset:
            return self.snapshot(dataset).sign(estimate)
        return replace(estimate, state=self.state_of(line).hash)


def _name_periods(compared: Comparison, periods: tuple[str, str]) -> Comparison:
    """Say in each side's query which period it covers."""
    before, after = compared.before, compared.after
    if before is None or after is None or any(is_dated(one.query) for one in (before, after)):
        return compared
    return replace(
        compared,
        before=replace(before, query=f"{before.query} during:{periods[0]}"),
        after=replace(after, query=f"{after.query} during:{periods[1]}"),
    )


def is_dated(line: str) -> bool:
    """Whether a line names days of its own."""
    from dateline.query import parse_query
    from dateline.query.resolve import TIME_KEYS

    return any(term.key in TIME_KEYS for term in parse_query(line).terms)


def _may_fill(selection: "Selection", delays: "Delays") -> bool:
    """Whether a period lies so near to the cutoff that reports of it are still expected."""
    ends = [period.end for period in selection.resolved.periods]
    settled = delays.cutoff - delays.settled(SETTLED)
    return any(end is None or end.toordinal() >= settled for end in ends) or not ends


def make_asker(
    opened: OpenDesk,
    *,
    counts: str = "",
    periods: Mapping[str, str] | None = None,
    late_like: str = "",
    draws: int = 0,
) -> Asker:
    """An asker for a desk; `counts` stands over the desk's own setting where given."""
    return Asker(opened, counts or opened.desk.settings.counts, periods or {}, late_like, draws)
