"""Weights fitted to the mentions at hand, held to the priors.

Expectation and maximisation over pairs (Fellegi and Sunter 1969; Winkler 1988), with a Dirichlet
prior over the levels that rule each other out: each prior counts as so many pairs. Where there
are few pairs the priors stand; where there are many they still keep a hotspot from passing for
an event. Levels whose u is how common their value is keep that.
"""

from dataclasses import dataclass, replace

import numpy as np

from dateline.reconcile.blocking import Blocks
from dateline.reconcile.clusters import cluster_pairs
from dateline.reconcile.columns import Array, Columns
from dateline.reconcile.evidence import Findings, find_levels, find_never, sum_bits
from dateline.reconcile.weights import LEVELS, PRIOR, Weights

_MATCHED = 400.0  # pairs that the prior of m counts as
_UNMATCHED = 800.0  # pairs that the prior of u counts as
_OTHERS = 80.0  # mentions that the prior of `others` counts as
_FEWEST = 200  # pairs below which the priors stand
_MOST = 4_000  # mentions whose pairs are looked at
_ROUNDS = 12
_CLUSTERED = 4  # of the rounds, the last
_SURE = 20.0  # bits
_LEAST = 1e-4  # of m and u


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs that weights are fitted on.

    Attributes:
        findings: what the comparisons found for them.
        near: mentions near each pair's mentions, on average.
        ends: how many of each pair's mentions are among those drawn: one or both.
        mentions: how many mentions were drawn.
    """

    findings: Findings
    near: Array
    ends: Array
    mentions: int


def draw_sample(columns: Columns, blocks: Blocks, rows: Array) -> Sample:
    """The pairs of every so-many-th mention, so that the same mentions give the same weights."""
    step = max(1, -(-len(rows) // _MOST))
    drawn = rows[::step]
    a, b = blocks.find_pairs(drawn)
    near = count_near(columns, a, b, drawn)
    chosen = np.zeros(columns.size, dtype=int)
    chosen[drawn] = 1
    return Sample(find_levels(columns, a, b), near, chosen[a] + chosen[b], len(drawn))


def count_near(columns: Columns, a: Array, b: Array, probes: Array) -> Array:
    """How many mentions lie near each pair's, on average over those that were asked about."""
    asked = np.zeros(columns.size, dtype=bool)
    asked[probes] = True
    degree = np.bincount(a, minlength=columns.size) + np.bincount(b, minlength=columns.size)
    one, two = asked[a], asked[b]
    return np.asarray((degree[a] * one + degree[b] * two) / np.maximum(1, one.astype(int) + two))


def fit_weights(
    columns: Columns, sample: Sample, prior: Weights = PRIOR, *, threshold: float = 0.0
) -> Weights:
    """Fit m, u and the accounts an event has; the priors where there are too few pairs.

    In the last rounds a pair counts as one event only where clustering puts it in one: chance
    likenesses, of which a hotspot is full, would flatten m.
    """
    if len(sample.findings.a) < _FEWEST:
        return prior
    weights = prior
    never = find_never(columns, sample.findings)
    for turn in range(_ROUNDS):
        bits = sum_bits(columns, sample.findings, near=sample.near, weights=weights)
        bits[never] = -_SURE
        odds = np.exp2(np.clip(bits, -_SURE, _SURE))
        same = odds / (1 + odds)
        loose = maximise_weights(sample, same, prior)
        weights = loose
        if turn >= _ROUNDS - _CLUSTERED:
            together = _cluster(sample, (bits, weights.prior(sample.near), never), threshold)
            weights = replace(maximise_weights(sample, same * together, prior), others=loose.others)
    return weights


def _cluster(sample: Sample, weighed: tuple[Array, Array, Array], threshold: float) -> Array:
    """Which pairs clustering puts into one event."""
    ends = np.concatenate([sample.findings.a, sample.findings.b])
    rows, back = np.unique(ends, return_inverse=True)
    a, b = np.split(back, 2)
    labels = cluster_pairs(np.full(len(rows), -1), (a, b), weighed, threshold=threshold)
    return np.asarray(labels[a] == labels[b])


def maximise_weights(
    sample: Sample, same: Array, prior: Weights = PRIOR, *, faith: float = 1.0
) -> Weights:
    """The weights that follow from how likely each pair is one event.

    Args:
        sample: pairs.
        same: for each how likely it is one event; 0 or 1 where the truth is known.
        prior: what the weights are held to.
        faith: how much the prior counts.
    """
    m, u = {}, {}
    for comparison, groups in LEVELS.items():
        levels = sample.findings.levels[comparison]
        size = sum(len(group) for group in groups.values())
        matched = np.bincount(levels + 1, weights=same, minlength=size + 1)[1:]
        unmatched = np.bincount(levels + 1, weights=1 - same, minlength=size + 1)[1:]
        m[comparison], u[comparison] = prior.m[comparison].copy(), prior.u[comparison].copy()
        first = 0
        for group in groups.values():
            part = slice(first, first + len(group))
            first += len(group)
            if len(group) > 1:
                _settle(m[comparison], part, matched[part], faith * _MATCHED)
                _settle(u[comparison], part, unmatched[part], faith * _UNMATCHED)
    found = (same * sample.ends).sum()
    weight = faith * _OTHERS
    others = (found + weight * prior.others) / (sample.mentions + weight)
    return Weights(m, u, float(max(0.3, others)), len(same))


def _settle(values: Array, part: slice, counts: Array, faith: float) -> None:
    """One group of levels: what was seen, and the prior as so many pairs."""
    prior = values[part]
    total = prior.sum()
    share = (counts + faith * prior / total) / (counts.sum() + faith)
    values[part] = np.maximum(_LEAST, share * total)
