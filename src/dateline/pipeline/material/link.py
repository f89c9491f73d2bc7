"""Linking mentions to events: as material comes in, and anew on demand."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import CommandError
from dateline.model.link import Link, is_person
from dateline.pipeline.keeping.opening import OpenDesk, current_person, read_clock
from dateline.pipeline.keeping.vectors import find_vectors

if TYPE_CHECKING:
    from dateline.lexicon import Lexicon
    from dateline.reconcile import Evidence


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking changed.

    Attributes:
        founded: numbers of the events that are new.
        extended: numbers of the events that stood before and got more accounts.
        linked: how many mentions were linked.
        joins: the links to events that stood before, with their reasons.
    """

    founded: tuple[int, ...] = ()
    extended: tuple[int, ...] = ()
    linked: int = 0
    joins: tuple[Link, ...] = ()


def record_policies(opened: OpenDesk) -> None:
    """Put on record by which rules the desk chooses among accounts, where they changed.

    With the accounts, grades and reviews of the log, each value it chose can be made anew.
    """
    opened.ledger.append_policy(
        "resolve", opened.desk.resolve, at=read_clock(), author=current_person()
    )


def link_unlinked(opened: OpenDesk) -> Linking:
    """Link every mention that no judgement concerns yet; existing links stay as they are."""
    from dateline.reconcile import link_mentions

    record_policies(opened)
    ledger = opened.ledger
    standing = {link.mention: link.event for link in ledger.links()}
    mentions = ledger.mentions()
    new = [stored for stored in mentions if stored.id not in standing]
    if not new:
        return Linking()
    known = [(stored, standing[stored.id]) for stored in mentions if stored.id in standing]
    first_new = ledger.next_event()
    links = link_mentions(
        new,
        known,
        next_event=first_new,
        settings=opened.desk.reconcile,
        roots=find_roots(opened.words.lexicon),
        vectors=find_vectors(opened, mentions),
    )
    return _record(opened, links, first_new)


def _record(opened: OpenDesk, links: list[Link], first_new: int) -> Linking:
    if not links:
        return Linking()
    recorded = opened.ledger.append_links(links, at=read_clock(), first_new=first_new)
    pairs = list(zip(links, recorded, strict=True))
    founded = {after.event for before, after in pairs if before.event >= first_new}
    joins = tuple(after for before, after in pairs if before.event < first_new)
    extended = {link.event for link in joins}
    return Linking(tuple(sorted(founded)), tuple(sorted(extended)), len(recorded), joins)


def find_roots(lexicon: "Lexicon") -> dict[str, str]:
    """The organisation at the top of each actor's family; kin are one side when reports differ."""
    parents = {
        actor.id: tie.other
        for actor in lexicon.actors.values()
        for tie in actor.relations
        if tie.kind == "parent"
    }
    roots = {}
    for child in parents:
        top, seen = child, {child}
        while parents.get(top) and parents[top] not in seen:
            top = parents[top]
            seen.add(top)
        roots[child] = top
    return roots


@dataclass(frozen=True, slots=True)
class Relinking:
    """What linking anew changed: links moved, events founded, links that stand."""

    moved: int
    founded: int
    kept: int


def relink(opened: OpenDesk) -> Relinking:
    """Link every mention anew and record what differs; a person's link stays as it is.

    An event keeps its number when most of its mentions stay together.
    """
    from dateline.reconcile import link_mentions

    record_policies(opened)
    ledger = opened.ledger
    mentions = ledger.mentions()
    standing = {link.mention: link for link in ledger.links()}
    fixed = {mention: link.event for mention, link in standing.items() if is_person(link.by)}
    first_new = ledger.next_event()
    fresh = link_mentions(
        [stored for stored in mentions if stored.id not in fixed],
        [(stored, fixed[stored.id]) for stored in mentions if stored.id in fixed],
        next_event=first_new,
        settings=opened.desk.reconcile,
        roots=find_roots(opened.words.lexicon),
        vectors=find_vectors(opened, mentions),
    )
    renamed = _keep_numbers(fresh, standing, set(fixed.values()), first_new)
    changed = [
        link
        for link in renamed
        if link.mention not in standing or standing[link.mention].event != link.event
    ]
    recorded = _record(opened, changed, first_new)
    return Relinking(len(changed), len(recorded.founded), len(renamed) + len(fixed) - len(changed))


def _keep_numbers(
    fresh: list[Link], standing: dict[int, Link], taken: set[int], first_new: int
) -> list[Link]:
    """Give each new cluster the number most of its mentions had, the largest clusters first."""
    clusters: dict[int, list[Link]] = defaultdict(list)
    for link in fresh:
        clusters[link.event].append(link)
    numbers: dict[int, int] = {}
    following = first_new
    used = set(taken)
    for number, links in sorted(clusters.items(), key=lambda item: (-len(item[1]), item[0])):
        if number in taken:
            numbers[number] = number
            continue
        had = Counter(standing[link.mention].event for link in links if link.mention in standing)
        free = [old for old, _ in had.most_common() if old not in used]
        numbers[number] = free[0] if free else following
        following += not free
        used.add(numbers[number])
    renamed = [replace(link, event=numbers[link.event]) for link in fresh]
    return sorted(renamed, key=lambda link: (link.event, link.mention))


_HAIR = 0.005  # bits that no figure shows


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two mentions are one event or two, as linking weighs it.

    Attributes:
        prior: bits before any comparison, by how crowded their neighbourhood is.
        evidence: each comparison with its bits and its finding in words.
        bits: in all; where nothing specific agrees, no more than -1.
        needed: bits that joining needs.
        parted: which rule makes them two events whatever the bits, with the values; or empty.
        verdict: what follows, in a sentence.
    """

    prior: float
    evidence: tuple["Evidence", ...]
    bits: float
    needed: float
    parted: str
    verdict: str


def explain_mentions(opened: OpenDesk, one: int, other: int) -> Explanation:
    """The evidence for two mentions being of one event, as linking all of them weighs it.

    Raises:
        CommandError: there is no such mention in force.
    """
    from dateline.reconcile import Linker

    linker = Linker(settings=opened.desk.reconcile, roots=find_roots(opened.words.lexicon))
    mentions = opened.ledger.mentions(opened.clocks.as_of)
    known = {stored.id for stored in mentions}
    for number in (one, other):
        if number not in known:
            raise CommandError(
                f"There is no mention {number}; `dateline mentions` lists those there are."
            )
    found = linker.explain(mentions, one, other, find_vectors(opened, mentions))
    links = {link.mention: link for link in opened.ledger.links(opened.clocks.as_of)}
    needed = linker.settings.threshold
    return Explanation(
        found.prior,
        found.evidence,
        found.bits,
        needed,
        found.parted,
        _say_verdict(found.bits > needed, found.parted, links.get(one), links.get(other)),
    )


def _say_verdict(enough: bool, parted: str, one: Link | None, other: Link | None) -> str:  # noqa: FBT001 - what was found
    """What the evidence says, and whose judgement stands."""
    if parted:
        said = f"By themselves they may not be joined: {parted}."
    else:
        said = f"By themselves they read as {'one event' if enough else 'two events'}."
    if one is None or other is None:
        return f"{said} One of them has no event."
    stand = (
        f"They stand in event {one.event}"
        if one.event == other.event
        else (f"They stand in events {one.event} and {other.event}")
    )
    people = sorted({link.by for link in (one, other) if is_person(link.by)})
    if people:
        return f"{said} {stand}, by the word of {' and '.join(people)}."
    if enough == (one.event == other.event) and not parted:
        return f"{said} {stand}."
    return f"{said} {stand}: other members of their groups had their say too."


def draw_explanation(explanation: Explanation, one: int, other: int, out: Path) -> None:
    """Draw the waterfall of an explanation into a file, PNG where it is called so, else SVG.

    Raises:
        DeskError: the file cannot be written.
    """
    from dateline.pipeline.keeping.whole import write_whole
    from dateline.publish.figures.waterfall import draw_waterfall

    steps = [("prior", "how crowded their neighbourhood is", explanation.prior)]
    steps += [(part.comparison, part.words, part.weight) for part in explanation.evidence]
    over = sum(bits for _, _, bits in steps) - explanation.bits
    if over > _HAIR:
        steps.append(("vague", "nothing specific agrees, so it counts for less", -over))
    verdict = "one event" if explanation.bits > explanation.needed else "two events"
    if explanation.parted:
        verdict = "two events, whatever the sum: a rule parts them"
    title = f"Mentions {one} and {other}: one event or two?"
    svg, png = draw_waterfall(title, steps, needed=explanation.needed, verdict=verdict)
    write_whole(out, png if out.suffix == ".png" else svg.encode())


def sample_events(opened: OpenDesk, *, draws: int = 100, seed: int = 0) -> list[dict[int, int]]:
    """Groupings of the mentions under the clocks, each as likely as its evidence.

    Returns:
        For each draw the event of each mention, by mention id; groups that are no event of the
        ledger have numbers below nought. See `reconcile.sample_groupings`.
    """
    from dateline.reconcile import sample_groupings

    ledger, clocks = opened.ledger, opened.clocks
    mentions = ledger.mentions(clocks.as_of, clocks.as_reported)
    return sample_groupings(
        mentions,
        ledger.links(clocks.as_of),
        draws=draws,
        seed=seed,
        settings=opened.desk.reconcile,
        roots=find_roots(opened.words.lexicon),
        vectors=find_vectors(opened, mentions),
    )
