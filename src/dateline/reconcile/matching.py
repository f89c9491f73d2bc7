"""Two lists of events matched by the same linkage: in both, only in one, and what both miss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log, sqrt

import numpy as np

from dateline.model.stored import StoredMention
from dateline.reconcile.clusters import UNSEEN_BITS
from dateline.reconcile.columns import Array
from dateline.reconcile.evidence import Evidence, explain_rows
from dateline.reconcile.linkage import Linker
from dateline.reconcile.settings import LinkSettings
from dateline.reconcile.weights import PRIOR

_LISTS = 2
_NORMAL = 1.959964  # of 95 %
_SAID = 4  # findings that a reason names


@dataclass(frozen=True, slots=True)
class Match:
    """One event of ours, one of theirs, or the two that are one.

    Attributes:
        ours: id in our list; None where only they have it.
        theirs: id in their list; None where only we have it.
        bits: evidence for the pair, or for the nearest pair that was not joined.
        evidence: what says most for or against that pair, the strongest first.
        nearest: for one that was not joined, the id in the other list that lay nearest.
        taken: whether that one is joined to another, which fits better.
    """

    ours: int | None
    theirs: int | None
    bits: float | None = None
    evidence: tuple[Evidence, ...] = ()
    nearest: int | None = None
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """How many events neither list has: a lower bound, with its interval.

    Attributes:
        value: Chao's bound for two lists.
        low: of the 95 % interval.
        high: of it.
    """

    value: float
    low: float
    high: float


def match_lists(
    ours: Sequence[StoredMention],
    theirs: Sequence[StoredMention],
    *,
    settings: LinkSettings | None = None,
    roots: Mapping[str, str] | None = None,
) -> list[Match]:
    """Match two lists of events one to one, the surest pairs first.

    Args:
        ours: our events, each as one account.
        theirs: theirs, each as one account, with ids that are none of ours.
        settings: windows and threshold.
        roots: actor id to the organisation at the top of its family.
    """
    linker = Linker(settings=settings, roots=roots, weights=PRIOR)
    both = [*ours, *theirs]
    a, b, bits, _, never = linker.weigh_all(both)
    across = (a < len(ours)) != (b < len(ours))
    a, b, bits, never = a[across], b[across], bits[across], never[across]
    bits = np.where(never, np.minimum(bits, UNSEEN_BITS), bits)
    one, two = np.minimum(a, b), np.maximum(a, b)
    partner: dict[int, int] = {}
    for at in np.argsort(-bits, kind="stable").tolist():
        mine, yours = int(one[at]), int(two[at])
        if bits[at] <= linker.settings.threshold:
            break
        if mine not in partner and yours not in partner:
            partner[mine], partner[yours] = at, at
    nearest = _find_nearest(one, two, bits, len(both))
    return _say_matches(linker, both, len(ours), (one, two, bits), (partner, nearest))


def bound_missed(both: int, single: int) -> Missed | None:
    """Chao's lower bound of the events that neither of two lists has (Chao 1987, Biometrics 43).

    Lists that tend to miss the same events make the true number larger than the bound. None where
    no event is in both: then nothing can be said.

    >>> found = bound_missed(20, 40)
    >>> round(found.value, 1), round(found.low, 1), round(found.high, 1)
    (18.6, 7.6, 45.5)
    """
    if both == 0:
        return None
    share = (_LISTS - 1) / _LISTS
    value = share * single * (single - 1) / (2 * (both + 1))
    if value <= 0:
        return Missed(0.0, 0.0, 0.0)
    ratio = single / both
    spread = both * (share**2 / 4 * ratio**4 + share**2 * ratio**3 + share / 2 * ratio**2)
    factor = exp(_NORMAL * sqrt(log(1 + spread / value**2)))
    return Missed(value, value / factor, value * factor)


def _find_nearest(one: Array, two: Array, bits: Array, size: int) -> dict[int, int]:
    """For each event the pair that speaks most for it."""
    best = np.full(size, -np.inf)
    np.maximum.at(best, one, bits)
    np.maximum.at(best, two, bits)
    found: dict[int, int] = {}
    for ends in (one, two):
        for at in np.flatnonzero(bits == best[ends]).tolist():
            found.setdefault(int(ends[at]), at)
    return found


def _say_matches(
    linker: Linker,
    both: Sequence[StoredMention],
    ours: int,
    pairs: tuple[Array, Array, Array],
    ties: tuple[dict[int, int], dict[int, int]],
) -> list[Match]:
    one, two, bits = pairs
    partner, nearest = ties
    matches = []
    for at, stored in enumerate(both):
        mine = at < ours
        if at in partner and not mine:
            continue
        pair = partner.get(at, nearest.get(at))
        alone = Match(stored.id if mine else None, None if mine else stored.id)
        if pair is None:
            matches.append(alone)
            continue
        weight, strongest = float(bits[pair]), _find_strongest(linker, one[pair], two[pair])
        if at in partner:
            matches.append(Match(stored.id, both[int(two[pair])].id, weight, strongest))
            continue
        other = both[int(two[pair] if mine else one[pair])].id
        taken = weight > linker.settings.threshold
        matches.append(replace(alone, bits=weight, evidence=strongest, nearest=other, taken=taken))
    return matches


def _find_strongest(linker: Linker, one: int, two: int) -> tuple[Evidence, ...]:
    """What says most for or against a pair."""
    pair = np.array([one]), np.array([two])
    evidence = explain_rows(linker.columns, *pair, linker.weights)[0]
    return tuple(sorted(evidence, key=lambda part: -abs(part.weight))[:_SAID])
