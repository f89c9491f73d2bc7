"""How sure the grouping is: groupings drawn at random, each as likely as its evidence.

A drawn grouping weighs every pair anew, its bits moved by a draw from the logistic law (so that a
pair alone is joined as often as its odds say) and all of them by one draw, for what the weights
themselves may have wrong. Counts over the drawn groupings give an interval that carries what is
unsure about merging. The spreads were set on the worlds of development, so that nine in ten
intervals of 90 % hold the true number of events.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from dateline.model.link import Link, is_person
from dateline.model.mention import COUNTED_STATUSES
from dateline.model.stored import StoredMention
from dateline.reconcile.clusters import UNSEEN_BITS, cluster_pairs
from dateline.reconcile.columns import Array
from dateline.reconcile.linkage import Linker, Vectors
from dateline.reconcile.settings import LinkSettings

PAIR_SPREAD = 0.5  # bits: scale of the logistic draw of a pair
SHIFT_SPREAD = 0.6  # bits: standard deviation of the draw that all pairs share
_TO_BITS = 1.4427  # natural units to bits


def sample_groupings(  # noqa: PLR0913 - the last five have defaults
    mentions: Sequence[StoredMention],
    links: Sequence[Link] = (),
    *,
    draws: int = 100,
    seed: int = 0,
    settings: LinkSettings | None = None,
    roots: Mapping[str, str] | None = None,
    vectors: Vectors | None = None,
) -> list[dict[int, int]]:
    """Draw groupings of mentions into events.

    What a person linked stays as it is in every draw. A group that holds the same mentions as an
    event of `links` has that event's number, so that two draws can be compared; other groups
    have numbers that no event has.

    Args:
        mentions: those of the state.
        links: the judgement in force on each mention.
        draws: how many groupings.
        seed: the same seed gives the same draws.
        settings: windows and threshold.
        roots: actor id to the organisation at the top of its family.
        vectors: of sentences, by mention id.

    Returns:
        For each draw the event of each mention of a counted status, by mention id.
    """
    linker = Linker(settings=settings, roots=roots)
    told = [stored for stored in mentions if stored.mention.status in COUNTED_STATUSES]
    people = {link.mention: link.event for link in links if is_person(link.by)}
    standing: dict[int, set[int]] = {}
    for link in links:
        standing.setdefault(link.event, set()).add(link.mention)
    fixed = np.array([people.get(stored.id, -1) for stored in told], dtype=np.int64)
    weighed = linker.weigh_all(told, vectors)
    ids = [stored.id for stored in told]
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        labels = _draw(chance, fixed, weighed, linker.settings.threshold)
        found.append(_name(dict(zip(ids, labels.tolist(), strict=True)), standing))
    return found


def _draw(
    chance: np.random.Generator,
    fixed: Array,
    weighed: tuple[Array, Array, Array, Array, Array],
    threshold: float,
) -> Array:
    a, b, bits, prior, never = weighed
    noise = chance.logistic(scale=PAIR_SPREAD * _TO_BITS, size=len(bits))
    shift = chance.normal(scale=SHIFT_SPREAD)
    unsure = np.abs(bits) < -UNSEEN_BITS
    moved = np.where(unsure, bits + noise + shift, bits)
    return cluster_pairs(fixed, (a, b), (moved, prior, never), threshold=threshold)


def _name(labels: dict[int, int], standing: Mapping[int, set[int]]) -> dict[int, int]:
    """Give groups that are events their numbers, and the others numbers below nought."""
    groups: dict[int, set[int]] = {}
    for mention, label in labels.items():
        groups.setdefault(label, set()).add(mention)
    known = {frozenset(members): event for event, members in standing.items()}
    names = {label: known.get(frozenset(members), -1 - label) for label, members in groups.items()}
    return {mention: names[label] for mention, label in labels.items()}
