"""Linking mentions to events: blocks, comparisons, clusters, and a judgement for each mention."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model.link import Link
from dateline.model.mention import COUNTED_STATUSES
from dateline.model.stored import StoredMention
from dateline.reconcile.blocking import Blocks
from dateline.reconcile.clusters import Clusters, Pair
from dateline.reconcile.compare import Evidence, explain_pair
from dateline.reconcile.continuation import find_continuations
from dateline.reconcile.nearness import days_apart
from dateline.reconcile.pool import Pool, build_pool
from dateline.reconcile.settings import ANALYSES, LinkSettings
from dateline.reconcile.weights import weigh, weigh_prior

# A pair that blocking kept apart is almost surely two events.
_UNSEEN_BITS = -12.0
_UNSPECIFIC_BITS = -1.0  # the most that a pair without anything specific counts for
_AGAINST = -1.0  # bits below which a comparison speaks against a pair
_FOR = 1.0  # bits above which one speaks for it
# Bits from which a comparison says something specific; four dead are, three are not.
_SPECIFIC = {"place": 1.0, "killed": 2.5, "injured": 2.5, "words": 1.5}
_SPECIFIC_UNDATED = {"killed": 3.5, "injured": 3.5, "words": 1.5}
_NEVER_BITS = 99.0


@dataclass(slots=True)
class _Work:
    """What linking one batch knows: the mentions, the evidence between them, the clusters."""

    mentions: dict[int, StoredMention]
    pool: Pool
    settings: LinkSettings
    bits: dict[Pair, float] = field(default_factory=dict)
    never: set[Pair] = field(default_factory=set)
    near: dict[int, list[int]] = field(default_factory=dict)
    follows: dict[int, tuple[int, float]] = field(default_factory=dict)


def link_mentions(
    new: Sequence[StoredMention],
    known: Sequence[tuple[StoredMention, int]],
    *,
    next_event: int,
    settings: LinkSettings | None = None,
    roots: Mapping[str, str] | None = None,
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

    Returns:
        One link for each new mention that reports an event, by mention id.
    """
    settings = settings or LinkSettings()
    fixed = {stored.id: event for stored, event in known}
    fresh = [
        stored
        for stored in sorted(new, key=lambda stored: stored.id)
        if stored.mention.status in COUNTED_STATUSES and stored.id not in fixed
    ]
    if not fresh:
        return []
    mentions = {stored.id: stored for stored, _ in known}
    links: list[Link] = []
    for analyses in (False, True):
        batch = [stored for stored in fresh if (stored.kind in ANALYSES) is analyses]
        mentions.update((stored.id, stored) for stored in batch)
        told = [one for one in mentions.values() if analyses or one.kind not in ANALYSES]
        work = _Work(mentions, build_pool(told, roots or {}), settings)
        found = _link_batch(batch, work, fixed, next_event)
        links += found
        fixed.update((link.mention, link.event) for link in found)
        next_event = max([next_event, *(link.event + 1 for link in found)])
    return sorted(links, key=lambda link: link.mention)


def _link_batch(
    batch: Sequence[StoredMention], work: _Work, fixed: Mapping[int, int], next_event: int
) -> list[Link]:
    work.follows = _find_followers(batch, work)
    leading = [stored for stored in batch if stored.id not in work.follows]
    _compare_batch(leading, work)
    events = {fixed[number] for pair in work.bits for number in pair if number in fixed}
    events |= {fixed[before] for before, _ in work.follows.values() if before in fixed}
    members = [stored.id for stored in leading]
    members += [number for number in work.mentions if fixed.get(number) in events]
    clusters = Clusters(members, fixed, _UNSEEN_BITS)
    clusters.weigh(work.bits, work.never)
    clusters.join(work.settings.threshold)
    links = []
    for stored in leading:
        group = clusters.group_of(stored.id)
        if group not in clusters.event:
            clusters.event[group] = next_event
            next_event += 1
        links.append(_judge(stored, clusters, work))
    for stored in batch:
        if stored.id in work.follows:
            before, bits = work.follows[stored.id]
            event = clusters.event[clusters.group_of(before)]
            why = f"goes on from mention {before}, and names no other place"
            links.append(Link(stored.id, event, work.settings.linker, why, _posterior(bits)))
    return links


def _find_followers(batch: Iterable[StoredMention], work: _Work) -> dict[int, tuple[int, float]]:
    """Mentions of a batch that go on from another: that one's id, and the bits for it."""
    continuations = find_continuations(work.mentions.values())
    found: dict[int, tuple[int, float]] = {}
    for stored in batch:
        before = continuations.get(stored.id)
        if before is None:
            continue
        said = explain_pair(work.mentions[before], stored, work.pool)
        said = [part for part in said if part.comparison != "source"]
        if all(part.weight >= _AGAINST for part in said):
            bits = weigh("source", "continues") + sum(part.weight for part in said)
            found[stored.id] = (before, bits)
    return found


def _compare_batch(batch: Sequence[StoredMention], work: _Work) -> None:
    """Weigh each new mention against its neighbours among the new and the known."""
    blocks = Blocks(work.settings)
    for stored in work.mentions.values():
        if stored.id not in work.follows:
            blocks.add(stored)
    for stored in batch:
        work.near[stored.id] = blocks.neighbours(stored)
    for stored in batch:
        for other in work.near[stored.id]:
            pair = _pair(stored.id, other)
            if pair not in work.bits:
                _weigh_pair(pair, work)


def _weigh_pair(pair: Pair, work: _Work) -> None:
    one, two = (work.mentions[number] for number in pair)
    crowds = [len(work.near[number]) for number in pair if number in work.near]
    evidence = explain_pair(one, two, work.pool)
    bits = weigh_prior(sum(crowds) / len(crowds)) + sum(part.weight for part in evidence)
    work.bits[pair] = bits if _is_specific(one, two, evidence) else min(bits, _UNSPECIFIC_BITS)
    if _cannot_link(one, two, evidence):
        work.never.add(pair)


def _is_specific(a: StoredMention, b: StoredMention, evidence: Sequence[Evidence]) -> bool:
    """Whether something agrees that two events of a week seldom share.

    Same day, kind and actor alone are too common to stand on: a place, a number that is not
    small, or the words must agree. Where a date is unknown a place is not enough, and a number
    must be large.
    """
    undated = a.mention.date_start is None or b.mention.date_start is None
    needed = _SPECIFIC_UNDATED if undated else _SPECIFIC
    return any(part.weight >= needed.get(part.comparison, _NEVER_BITS) for part in evidence)


def _cannot_link(a: StoredMention, b: StoredMention, evidence: Sequence[Evidence]) -> bool:
    """Whether two mentions are two events, whatever the sum of their evidence.

    A protest and an ambush are. Two mentions of one document mostly are, too. But a title, a
    lead and a body repeat one: then nothing speaks against it, and the place or the dead speak
    for it. Two mentions of one kind in one sentence are always two events.
    """
    said = [part for part in evidence if part.comparison != "source"]
    if any(part.level == "different type" for part in said):
        return True
    if a.mention.document != b.mention.document:
        return False
    if any(part.level == "within precision" for part in said):
        return True  # one document that names two places near each other means two
    if a.mention.sentence == b.mention.sentence and (
        a.mention.sub_event_type == b.mention.sub_event_type
    ):
        return True
    if days_apart(a.mention, b.mention) > 0 or any(part.weight < _AGAINST for part in said):
        return True
    undated = a.mention.date_start is None or b.mention.date_start is None
    anchors = ("killed",) if undated else ("place", "killed")
    return not any(part.weight > _FOR and part.comparison in anchors for part in said)


def _judge(stored: StoredMention, clusters: Clusters, work: _Work) -> Link:
    """The link of one mention, with its posterior and the evidence in words."""
    group = clusters.group_of(stored.id)
    companions = [number for number in clusters.groups[group] if number != stored.id]
    linker, event = work.settings.linker, clusters.event[group]
    if not companions:
        rival = _find_nearest(stored, work)
        if rival is None:
            why = "first account; no other account is near in time and place"
            return Link(stored.id, event, linker, why, _posterior(-_UNSEEN_BITS))
        why = f"first account; nearest is mention {rival}: {_say_evidence(work, stored.id, rival)}"
        pair = _pair(stored.id, rival)
        bits = _UNSEEN_BITS if pair in work.never else work.bits[pair]
        return Link(stored.id, event, linker, why, _posterior(-bits))
    best = max(companions, key=lambda number: work.bits.get(_pair(stored.id, number), -99.0))
    mean = sum(work.bits.get(_pair(stored.id, number), _UNSEEN_BITS) for number in companions)
    why = f"as mention {best}: {_say_evidence(work, stored.id, best)}"
    return Link(stored.id, event, linker, why, _posterior(mean / len(companions)))


def _find_nearest(stored: StoredMention, work: _Work) -> int | None:
    """The mention that most resembles this one, those first that it could have joined."""
    return max(
        work.near.get(stored.id, ()),
        key=lambda other: (
            (pair := _pair(stored.id, other)) not in work.never,
            work.bits[pair],
        ),
        default=None,
    )


def _say_evidence(work: _Work, a: int, b: int) -> str:
    pair = _pair(a, b)
    one, two = (work.mentions[number] for number in pair)
    evidence = sorted(explain_pair(one, two, work.pool), key=lambda part: -abs(part.weight))
    said = "; ".join(f"{part.words} ({part.weight:+.1f})" for part in evidence[:5])
    return f"{said}; {work.bits.get(pair, _UNSEEN_BITS):+.1f} bits in all"


def _pair(a: int, b: int) -> Pair:
    return (min(a, b), max(a, b))


def _posterior(bits: float) -> float:
    """Probability for log2 odds, kept off certainty, which only a person can give."""
    odds: float = 2.0**bits
    return round(min(0.999, max(0.001, odds / (1 + odds))), 4)
