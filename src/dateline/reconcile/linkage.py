"""Linking mentions to events: blocks, comparisons, clusters, and a judgement for each mention."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.model.link import Link
from dateline.model.mention import COUNTED_STATUSES
from dateline.model.stored import StoredMention
from dateline.reconcile.blocking import Blocks
from dateline.reconcile.clusters import UNSEEN_BITS, cluster_pairs
from dateline.reconcile.columns import Array, Columns, grow
from dateline.reconcile.continuation import find_continuations
from dateline.reconcile.evidence import (
    Evidence,
    explain_parting,
    explain_rows,
    find_levels,
    weigh_pairs,
)
from dateline.reconcile.fit import count_near, draw_sample, fit_weights
from dateline.reconcile.settings import ANALYSES, LinkSettings
from dateline.reconcile.weights import LEVEL_NAMES, PRIOR, Weights

_AGAINST = -1.0  # bits below which a comparison speaks against going on
_CONTINUES = LEVEL_NAMES["source"].index("continues")
_GROWN = 1.5  # times as many mentions ask for weights fitted anew
_FEW = 200  # mentions up to which only what is near in time is indexed
_SAID = 5  # comparisons that a link's reason names
_AT_ONCE = 20_000  # mentions whose reasons are written together
Vectors = Mapping[int, NDArray[np.float32]]


def link_mentions(
    new: Sequence[StoredMention],
    known: Sequence[tuple[StoredMention, int]],
    *,
    next_event: int,
    settings: LinkSettings | None = None,
    roots: Mapping[str, str] | None = None,
    vectors: Vectors | None = None,
) -> list[Link]:
    """Judge to which event each new mention belongs, founding events where none fits.

    Mentions that are planned, foiled, hypothetical or aggregate get no link. Links that stand
    are never moved. Accounts by analyses are placed last, so that they can join events but
    never change which other accounts are one event.

    Args:
        new: mentions without a link.
        known: mentions with the event that each is linked to.
        next_event: the number that the next new event gets.
        settings: windows and threshold.
        roots: actor id to the organisation at the top of its family.
        vectors: by mention id, the sentence's vector less the mean of its language, of length 1.

    Returns:
        One link for each new mention that reports an event, by mention id.
    """
    return Linker(known, settings=settings, roots=roots, vectors=vectors).link(
        new, next_event=next_event, vectors=vectors
    )


@dataclass(frozen=True, slots=True)
class Weighing:
    """One pair's prior, evidence and bits in all, and what parts it for good, if anything."""

    prior: float
    evidence: tuple[Evidence, ...]
    bits: float
    parted: str


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A batch's pairs with their evidence; `local` gives the rows their numbers."""

    a: Array
    b: Array
    bits: Array
    prior: Array
    never: Array


class Linker:
    """Mentions with their events, held ready so that one more document links in milliseconds."""

    def __init__(
        self,
        known: Sequence[tuple[StoredMention, int]] = (),
        *,
        settings: LinkSettings | None = None,
        roots: Mapping[str, str] | None = None,
        vectors: Vectors | None = None,
        weights: Weights | None = None,
    ) -> None:
        """Start with mentions that have an event.

        Args:
            known: mentions with the event that each is linked to.
            settings: windows and threshold.
            roots: actor id to the organisation at the top of its family.
            vectors: of sentences, by mention id.
            weights: to link by; fitted to the mentions when none are given.
        """
        self.columns = Columns(roots)
        self.settings = settings or LinkSettings()
        self.weights = weights or PRIOR
        self._fits = weights is None
        self._fitted_on = 0
        self._event: Array = np.full(1, -1, dtype=np.int64)
        self._members: dict[int, list[int]] = defaultdict(list)
        self._told: dict[tuple[str, str], list[int]] = defaultdict(list)
        rows = self._add([stored for stored, _ in known], vectors)
        for row, (_, event) in zip(rows.tolist(), known, strict=True):
            self._settle(row, event)

    def link(
        self, new: Sequence[StoredMention], *, next_event: int, vectors: Vectors | None = None
    ) -> list[Link]:
        """Judge to which event each new mention belongs; see `link_mentions`."""
        fresh = [
            stored
            for stored in sorted(new, key=lambda stored: stored.id)
            if stored.mention.status in COUNTED_STATUSES and stored.id not in self.columns.rows
        ]
        links: list[Link] = []
        for analyses in (False, True):
            batch = [stored for stored in fresh if (stored.kind in ANALYSES) is analyses]
            if not batch:
                continue
            found = self._link_batch(self._add(batch, vectors), next_event)
            links += found
            next_event = max([next_event, *(link.event + 1 for link in found)])
        return sorted(links, key=lambda link: link.mention)

    def weigh_all(
        self, mentions: Sequence[StoredMention], vectors: Vectors | None = None
    ) -> tuple[Array, Array, Array, Array, Array]:
        """Weigh mentions that have no event against each other.

        Returns:
            The pairs, as two arrays of positions in `mentions`; their bits in all, those of the
            prior, and whether they may never be joined.
        """
        rows = self._add(mentions, vectors)
        follows = self._find_followers(rows)
        leading = np.array([row for row in rows.tolist() if row not in follows], dtype=np.int64)
        found = self._weigh(leading)
        after = np.array(list(follows), dtype=np.int64)
        before = np.array([row for row, _ in follows.values()], dtype=np.int64)
        sure = np.full(len(after), -UNSEEN_BITS)
        a, b = np.concatenate([found.a, before]), np.concatenate([found.b, after])
        apart = np.concatenate([found.never, np.zeros(len(after), dtype=bool)])
        bits, prior = (np.concatenate([part, sure]) for part in (found.bits, found.prior))
        return a, b, bits, prior, apart

    def explain(
        self,
        mentions: Sequence[StoredMention],
        one: int,
        other: int,
        vectors: Vectors | None = None,
    ) -> Weighing:
        """Weigh two mentions as linking all of them does, comparison by comparison."""
        rows = self._add(mentions, vectors)
        ends = np.array([self.columns.rows[one]]), np.array([self.columns.rows[other]])
        blocks = Blocks(self.columns, self.settings, rows)
        self._fit(blocks)
        found = np.concatenate(blocks.find_pairs(np.concatenate(ends)))
        crowd = np.array([float(np.isin(found, np.concatenate(ends)).sum()) / 2])
        bits, _ = weigh_pairs(self.columns, *ends, near=crowd, weights=self.weights)
        evidence = explain_rows(self.columns, *ends, self.weights)[0]
        prior = float(self.weights.prior(crowd)[0])
        return Weighing(
            prior, tuple(evidence), float(bits[0]), explain_parting(self.columns, *ends)
        )

    def _add(self, mentions: Sequence[StoredMention], vectors: Vectors | None) -> Array:
        rows = self.columns.add(mentions, vectors)
        first = len(self._event) if len(self._event) < self.columns.size else 0
        self._event = grow(self._event, self.columns.size)
        if first:
            self._event[first:] = -1
        for row, stored in zip(rows.tolist(), mentions, strict=True):
            self._told[stored.capture, stored.mention.document].append(row)
        return rows

    def _settle(self, row: int, event: int) -> None:
        self._event[row] = event
        self._members[event].append(row)

    def _link_batch(self, rows: Array, next_event: int) -> list[Link]:
        follows = self._find_followers(rows)
        leading = np.array([row for row in rows.tolist() if row not in follows], dtype=np.int64)
        weighed = self._weigh(leading)
        event_of, labels, local = self._cluster(leading, weighed, next_event)
        links = self._judge(leading, weighed, labels, local, event_of)
        for row, link in zip(leading.tolist(), links, strict=True):
            self._settle(row, link.event)
        for row, (before, bits) in sorted(follows.items()):
            event, earlier = int(self._event[before]), self.columns["id"][before]
            why = f"goes on from mention {earlier}, and names no other place"
            stored = self.columns.mentions[row]
            links.append(Link(stored.id, event, self.settings.linker, why, say_posterior(bits)))
            self._settle(row, event)
        return links

    def _find_followers(self, rows: Array) -> dict[int, tuple[int, float]]:
        """Rows that go on from another: that one's row, and the bits for it."""
        columns, fresh = self.columns, set(rows.tolist())
        stories = {
            (one.capture, one.mention.document) for one in map(columns.mentions.__getitem__, fresh)
        }
        told = [columns.mentions[row] for story in stories for row in self._told[story]]
        found = {
            columns.rows[after]: columns.rows[before]
            for after, before in find_continuations(told).items()
            if columns.rows[after] in fresh
        }
        if not found:
            return {}
        after, before = (np.array(list(part)) for part in (found.keys(), found.values()))
        parts = find_levels(columns, before, after).weigh(self.weights)
        parts["source"] = self.weights.bits("source", np.full(len(after), _CONTINUES))
        goes = np.all([bits >= _AGAINST for bits in parts.values()], axis=0)
        total = np.sum(list(parts.values()), axis=0)
        return {int(after[at]): (int(before[at]), float(total[at])) for at in np.flatnonzero(goes)}

    def _weigh(self, leading: Array) -> _Weighed:
        """Weigh each leading row against what is near it."""
        columns = self.columns
        held = self._near_in_time(leading)
        blocks = Blocks(columns, self.settings, held)
        self._fit(blocks if len(held) == columns.size else None)
        a, b = blocks.find_pairs(leading)
        near = count_near(columns, a, b, leading)
        bits, never = weigh_pairs(columns, a, b, near=near, weights=self.weights)
        return _Weighed(a, b, bits, self.weights.prior(near), never)

    def _fit(self, blocks: Blocks | None = None) -> None:
        """Fit the weights when none were given, and anew when the mentions grew by half."""
        columns = self.columns
        if not self._fits or columns.size <= _GROWN * self._fitted_on:
            return
        rows = np.arange(columns.size)
        drawn = draw_sample(columns, blocks or Blocks(columns, self.settings, rows), rows)
        self.weights = fit_weights(columns, drawn, threshold=self.settings.threshold)
        self._fitted_on = columns.size

    def _near_in_time(self, leading: Array) -> Array:
        """Rows worth indexing: all for many, those near in time for a few."""
        columns = self.columns
        taken = np.zeros(columns.size, dtype=bool)
        taken[leading] = True
        held = taken | (self._event[: columns.size] >= 0)
        if len(leading) > _FEW:
            return np.flatnonzero(held)
        start, end, margin = columns["start"], columns["end"], self.settings.window_days
        near = (start == 0) | columns["guessed"]
        spans = {(int(start[row]), int(end[row])) for row in leading.tolist()}
        if columns["guessed"][leading].any() or (start[leading] == 0).any():
            return np.flatnonzero(held)
        for first, last in spans:
            near |= (start <= last + margin) & (end >= first - margin)
        return np.flatnonzero((near & held) | taken)

    def _cluster(
        self, leading: Array, weighed: _Weighed, next_event: int
    ) -> tuple[dict[int, int], Array, Array]:
        """Event by label, the label of each local row, and the local rows."""
        touched = {
            int(event)
            for event in np.unique(self._event[np.concatenate([weighed.a, weighed.b])])
            if event >= 0
        }
        standing = [row for event in touched for row in self._members[event]]
        local = np.unique(np.concatenate([leading, np.array(standing, dtype=np.int64)]))
        pairs = (np.searchsorted(local, weighed.a), np.searchsorted(local, weighed.b))
        labels = cluster_pairs(
            self._event[local],
            pairs,
            (weighed.bits, weighed.prior, weighed.never),
            threshold=self.settings.threshold,
        )
        known = self._event[local]
        event_of = {int(labels[at]): int(known[at]) for at in np.flatnonzero(known >= 0)}
        for label in labels[np.searchsorted(local, leading)].tolist():
            if label not in event_of:
                event_of[label] = next_event
                next_event += 1
        return event_of, labels, local

    def _judge(
        self,
        leading: Array,
        weighed: _Weighed,
        labels: Array,
        local: Array,
        event_of: Mapping[int, int],
    ) -> list[Link]:
        """The link of each leading row, with its posterior and the evidence in words."""
        columns, size = self.columns, self.columns.size
        label = np.full(size, -1)
        label[local] = labels
        a, b = weighed.a, weighed.b
        bits = np.where(weighed.never, np.minimum(weighed.bits, UNSEEN_BITS), weighed.bits)
        together = label[a] == label[b]
        score = weighed.bits + 1000.0 * together - 500.0 * weighed.never
        best = np.full(size, -np.inf)
        np.maximum.at(best, a, score)
        np.maximum.at(best, b, score)
        pick = np.full(size, -1)
        for ends in (a, b):
            hit = np.flatnonzero(score == best[ends])
            pick[ends[hit]] = hit
        inside = np.flatnonzero(together)
        total = _sum_ends(a[inside], b[inside], weighed.bits[inside], size)
        seen = _sum_ends(a[inside], b[inside], np.ones(len(inside)), size)
        sizes = np.bincount(labels)
        links = []
        for first in range(0, len(leading), _AT_ONCE):
            rows = leading[first : first + _AT_ONCE]
            reasons = self._say(rows, pick[rows], weighed)
            for row, (other, words) in zip(rows.tolist(), reasons, strict=True):
                companions = int(sizes[label[row]]) - 1
                if companions:
                    mean = (total[row] + UNSEEN_BITS * (companions - seen[row])) / companions
                    why = (
                        f"as mention {other}: {words}" if other else "with mentions joined to both"
                    )
                elif other:
                    mean = -bits[pick[row]]
                    why = f"first account; nearest is mention {other}: {words}"
                else:
                    mean, why = -UNSEEN_BITS, _ALONE
                event = event_of[int(label[row])]
                number = int(columns["id"][row])
                links.append(
                    Link(number, event, self.settings.linker, why, say_posterior(float(mean)))
                )
        return links

    def _say(
        self, rows: Array, pick: Array, weighed: _Weighed
    ) -> "Iterable[tuple[int | None, str]]":
        """For each row the mention it is most like, and the evidence in words."""
        paired = np.flatnonzero(pick >= 0)
        a, b = weighed.a[pick[paired]], weighed.b[pick[paired]]
        said: dict[int, tuple[int | None, str]] = {}
        for at, evidence in zip(
            paired.tolist(), explain_rows(self.columns, a, b, self.weights), strict=True
        ):
            pair = int(pick[at])
            other = weighed.b[pair] if weighed.a[pair] == rows[at] else weighed.a[pair]
            strongest = sorted(evidence, key=lambda part: -abs(part.weight))[:_SAID]
            words = "; ".join(f"{part.words} ({part.weight:+.1f})" for part in strongest)
            words += f"; {weighed.bits[pair]:+.1f} bits in all"
            said[at] = (int(self.columns["id"][other]), words)
        return (said.get(at, (None, "")) for at in range(len(rows)))


_ALONE = "first account; no other account is near in time and place"


def _sum_ends(a: Array, b: Array, values: Array, size: int) -> Array:
    """Sum of the values of the pairs that each row is in."""
    return np.bincount(a, values, minlength=size) + np.bincount(b, values, minlength=size)


def say_posterior(bits: float) -> float:
    """Probability for log2 odds, kept off certainty, which only a person can give."""
    odds: float = 2.0 ** min(bits, 60.0)
    return round(min(0.999, max(0.001, odds / (1 + odds))), 4)
