"""Average-link clustering over weighed pairs, with pairs that may never be joined."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from dateline.reconcile.columns import Array

_TWO = 2  # mentions of a pair alone
_AGREEMENT = 0.25  # power of the number of pairs by which their evidence counts
UNSEEN_BITS = -12.0  # a pair that blocking kept apart is almost surely two events


class Clusters:
    """Groups of mentions, joined by the mean evidence between their members.

    Events known beforehand are groups from the start: mentions may join them, but two of them
    are never joined by the machine.
    """

    def __init__(self, members: Iterable[int], fixed: Mapping[int, int]) -> None:
        """Start with every mention alone, or in its known event.

        Args:
            members: mentions, by whatever number names them.
            fixed: mention to the known event it is linked to.
        """
        self.groups: dict[int, list[int]] = {}
        self.event: dict[int, int] = {}
        self._of: dict[int, int] = {}
        by_event: dict[int, int] = {}
        for member in members:
            event = fixed.get(member)
            group = by_event.setdefault(event, member) if event is not None else member
            if event is not None:
                self.event[group] = event
            self.groups.setdefault(group, []).append(member)
            self._of[member] = group
        self._bits: dict[int, dict[int, tuple[float, float, int]]] = defaultdict(dict)
        self._never: dict[int, set[int]] = defaultdict(set)

    def group_of(self, member: int) -> int:
        """The group a mention is in, named by one of its members."""
        return self._of[member]

    def weigh(self, one: int, two: int, bits: float, prior: float, *, never: bool) -> None:
        """Give the evidence between two mentions, and whether they may not be joined."""
        a, b = self._of[one], self._of[two]
        self._add(a, b, (bits, prior, 1))
        if never:
            self._never[a].add(b)
            self._never[b].add(a)

    def join(self, threshold: float) -> None:
        """Join groups, the surest first, while the mean evidence stays above `threshold`."""
        heap: list[tuple[float, int, int]] = []
        for a in sorted(self._bits):
            for b in self._bits[a]:
                if a < b:
                    self._push(heap, a, b, threshold)
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            if a not in self.groups or b not in self.groups:
                continue
            if -negative != self.mean(a, b) or not self._may_join(a, b):
                continue
            kept = self._merge(a, b)
            for other in self._bits[kept]:
                self._push(heap, kept, other, threshold)

    def mean(self, a: int, b: int) -> float:
        """Bits that two groups are one event, where each pair of their members has its say.

        The prior counts once. Evidence counts more the more pairs agree on it, by a power of
        their number: they are no independent witnesses. A pair never compared speaks against.
        """
        total, prior, compared = self._bits[a].get(b, (0.0, 0.0, 0))
        pairs = len(self.groups[a]) * len(self.groups[b])
        before = prior / compared if compared else 0.0
        mean = (total + UNSEEN_BITS * (pairs - compared)) / pairs
        return before + (mean - before) * float(pairs**_AGREEMENT)

    def _add(self, a: int, b: int, more: tuple[float, float, int]) -> None:
        if a == b:
            return
        total, prior, compared = self._bits[a].get(b, (0.0, 0.0, 0))
        summed = (total + more[0], prior + more[1], compared + more[2])
        self._bits[a][b] = self._bits[b][a] = summed

    def _may_join(self, a: int, b: int) -> bool:
        return b not in self._never[a] and not (a in self.event and b in self.event)

    def _push(self, heap: list[tuple[float, int, int]], a: int, b: int, threshold: float) -> None:
        mean = self.mean(a, b)
        if mean > threshold and self._may_join(a, b):
            heapq.heappush(heap, (-mean, min(a, b), max(a, b)))

    def _merge(self, a: int, b: int) -> int:
        """Join two groups under the name of the known event, or of the larger."""
        if b in self.event or (a not in self.event and len(self.groups[b]) > len(self.groups[a])):
            a, b = b, a
        for member in self.groups[b]:
            self._of[member] = a
        self.groups[a] += self.groups.pop(b)
        for other, summed in self._bits.pop(b).items():
            del self._bits[other][b]
            self._add(a, other, summed)
        for other in self._never.pop(b, set()):
            self._never[other].discard(b)
            self._never[other].add(a)
            self._never[a].add(other)
        return a


def cluster_pairs(
    fixed: Array,
    pairs: tuple[Array, Array],
    weighed: tuple[Array, Array, Array],
    *,
    threshold: float = 0.0,
) -> Array:
    """Group mentions numbered from 0: a label for each, shared by those of one event.

    Groups only ever join over a pair whose own evidence is above the threshold, so mentions that
    no such pair connects are looked at apart. Two mentions alone need no clustering.

    Args:
        fixed: the event each mention has already, -1 where none.
        pairs: numbers of the mentions of each pair.
        weighed: of each pair its bits in all, those of the prior, and whether it may not be joined.
        threshold: bits that joining needs.
    """
    a, b = pairs
    bits, prior, never = weighed
    parts = _find_parts(fixed, a, b, (bits > threshold) & ~never)
    labels = _label_fixed(fixed)
    sizes = np.bincount(parts)
    inside = np.flatnonzero(parts[a] == parts[b])
    alone = (sizes[parts[a[inside]]] == _TWO) & (fixed[a[inside]] < 0) & (fixed[b[inside]] < 0)
    two = inside[alone]
    labels[b[two]] = a[two]
    inside = inside[~alone]
    inside = inside[np.argsort(parts[a[inside]], kind="stable")]
    order = np.argsort(parts, kind="stable")
    first = np.searchsorted(parts[order], np.arange(len(sizes) + 1))
    ends = np.flatnonzero(np.diff(parts[a[inside]])) + 1
    for run in np.split(inside, ends) if len(inside) else ():
        which = parts[a[run[0]]]
        members = order[first[which] : first[which + 1]].tolist()
        known = {member: int(fixed[member]) for member in members if fixed[member] >= 0}
        clusters = Clusters(members, known)
        columns = [part[run].tolist() for part in (a, b, bits, prior, never)]
        for one, other, weight, before, apart in zip(*columns, strict=True):
            clusters.weigh(one, other, weight, before, never=apart)
        clusters.join(threshold)
        for group in clusters.groups.values():
            labels[group] = min(group)
    return labels


def _find_parts(fixed: Array, a: Array, b: Array, strong: Array) -> Array:
    """Number of the part each mention is in: strong pairs and known events hold parts together."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    known = _label_fixed(fixed)
    size = len(fixed)
    ones = np.concatenate([a[strong], np.arange(size)])
    twos = np.concatenate([b[strong], known])
    graph = coo_matrix((np.ones(len(ones), dtype=np.int8), (ones, twos)), shape=(size, size))
    _, part = connected_components(graph, directed=False)
    return np.asarray(part)


def _label_fixed(fixed: Array) -> Array:
    """Each mention's own number, or that of the first mention of its known event."""
    labels = np.arange(len(fixed))
    known = np.flatnonzero(fixed >= 0)
    _, first, back = np.unique(fixed[known], return_index=True, return_inverse=True)
    labels[known] = known[first][back]
    return labels
