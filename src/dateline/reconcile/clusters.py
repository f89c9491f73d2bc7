"""Average-link clustering over weighed pairs, with pairs that may never be joined."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

Pair = tuple[int, int]


class Clusters:
    """Groups of mentions, joined by the mean evidence between their members.

    Events known beforehand are groups from the start: mentions may join them, but two of them
    are never joined by the machine.
    """

    def __init__(self, members: Iterable[int], fixed: Mapping[int, int], unseen: float) -> None:
        """Start with every mention alone, or in its known event.

        Args:
            members: ids of all mentions.
            fixed: mention id to the known event it is linked to.
            unseen: bits for a pair that was too far apart to be compared.
        """
        self._unseen = unseen
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
        self._bits: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        self._never: dict[int, set[int]] = defaultdict(set)

    def group_of(self, member: int) -> int:
        """The group a mention is in, named by one of its members."""
        return self._of[member]

    def weigh(self, pairs: Mapping[Pair, float], never: Iterable[Pair]) -> None:
        """Give the evidence between mentions, and the pairs that may not be joined."""
        for (one, two), bits in pairs.items():
            self._add(self._of[one], self._of[two], bits, 1)
        for one, two in never:
            a, b = self._of[one], self._of[two]
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
        """Mean bits between two groups; a pair never compared speaks against."""
        total, compared = self._bits[a].get(b, (0.0, 0))
        pairs = len(self.groups[a]) * len(self.groups[b])
        return (total + self._unseen * (pairs - compared)) / pairs

    def _add(self, a: int, b: int, bits: float, count: int) -> None:
        if a == b:
            return
        total, compared = self._bits[a].get(b, (0.0, 0))
        self._bits[a][b] = self._bits[b][a] = (total + bits, compared + count)

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
        for other, (bits, count) in self._bits.pop(b).items():
            del self._bits[other][b]
            self._add(a, other, bits, count)
        for other in self._never.pop(b, set()):
            self._never[other].discard(b)
            self._never[other].add(a)
            self._never[a].add(other)
        return a
