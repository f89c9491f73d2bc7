"""Choosing among accounts, field by field; every choice says in words why it fell so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.model.actor import Participant
from dateline.model.mention import EVENT_TYPE_OF, EVENT_TYPES, Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.reconcile.continuation import has_place
from dateline.reconcile.policies import Candidate, Taken, say_rule, take
from dateline.reconcile.settings import ResolveSettings

# From the strongest to the weakest way of presenting an event.
STRENGTH = (
    "asserted", "background", "claimed", "disputed", "denied", "aggregate", "foiled", "planned",
    "hypothetical",
)  # fmt: skip
_BASES = ("claimed", "admitted", "attributed", "inferred", "unidentified")
_SUB_TYPES = tuple(sub for subs in EVENT_TYPES.values() for sub in subs)
_SAID = 2  # bases up to `admitted`: the actor's own word


@dataclass(frozen=True, slots=True)
class Choice:
    """One field's value and why it was chosen.

    Attributes:
        field: of the event.
        value: as a plain record or text.
        why: the rule or the person, in a sentence.
        mentions: the mentions whose account was taken.
        rule: the desk's policy for the field, its rules in order; empty where none is declared.
        grades: Admiralty's grade of each of these mentions, on both axes.
    """

    field: str
    value: Any
    why: str
    mentions: tuple[int, ...] = ()
    rule: str = ""
    grades: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What choices rest on besides the accounts.

    Attributes:
        policies: by which rules an account is taken before others.
        grades: Admiralty's grade of each account, by mention.
        origins: number of the origin that each account shares with others, by mention; an
            account that has none stands alone.
    """

    policies: ResolveSettings
    grades: Mapping[int, str] = field(default_factory=dict)
    origins: Mapping[int, int] = field(default_factory=dict)

    def grade(self, mentions: Sequence[int]) -> tuple[str, ...]:
        """The grades of some accounts, in their order."""
        return tuple(self.grades.get(number, "F6") for number in mentions)


def choose_type(mentions: Sequence[StoredMention], ground: Ground) -> tuple[str, str, Choice]:
    """Event type and sub-type: by default when several apply the highest in ACLED's order.

    Accounts that say where it was go before sentences that only tell its aftermath.
    """
    mentions = [stored for stored in mentions if has_place(stored.mention)] or mentions
    found = [
        _candidate(one, ground, one.mention.sub_event_type, rank=_rank_type(one))
        for one in mentions
    ]
    taken = take(found, ground.policies.type)
    sub = taken.candidate.value
    event_type = EVENT_TYPE_OF.get(sub, mentions[0].mention.event_type)
    why = "all accounts agree"
    if taken.rivals:
        others = ", ".join(sorted(taken.rivals))
        rule = say_rule(ground.policies.type[0], "type")
        why = f"accounts differ ({others} too); {rule} wins"
    return event_type, sub, _choice("sub_event_type", sub, why, taken, ground)


def choose_date(
    mentions: Sequence[StoredMention], ground: Ground
) -> tuple[Mention | None, Choice | None]:
    """The mention whose date stands; by default the most precise, then what most accounts say."""
    dated = {stored.id: stored for stored in mentions if stored.mention.date_start is not None}
    if not dated:
        return None, None
    found = [
        _candidate(
            one,
            ground,
            (one.mention.date_start, one.mention.date_end),
            precision=(
                _denies_undated(one.mention),
                one.mention.year_inferred,
                one.mention.time_precision or 3,
            ),
        )
        for one in dated.values()
    ]
    taken = take(found, ground.policies.date)
    mention = dated[taken.candidate.mention].mention
    said = str(mention.date_start)
    if mention.date_end and mention.date_end != mention.date_start:
        said += f" to {mention.date_end}"
    why = _say_taken(taken, ground.policies.date, "date", [str(one[0]) for one in taken.rivals])
    return mention, _choice("date", said, why, taken, ground)


def choose_place(
    mentions: Sequence[StoredMention], ground: Ground
) -> tuple[Place | None, Choice | None]:
    """The place that stands; by default the most precise, then what most accounts say."""
    placed = {stored.id: stored for stored in mentions if stored.mention.place is not None}
    if not placed:
        return None, None
    found = [
        _candidate(one, ground, _name_place(one), precision=_rank_place(one))
        for one in placed.values()
    ]
    taken = take(found, ground.policies.place)
    place = placed[taken.candidate.mention].mention.place
    why = _say_taken(taken, ground.policies.place, "place", sorted(map(str, taken.rivals)))
    return place, _choice("place", place.name if place else None, why, taken, ground)


def choose_actors(
    mentions: Sequence[StoredMention],
) -> tuple[tuple[Participant, ...], list[Choice]]:
    """Every named actor once in each role with its best basis; the unnamed where nobody is named.

    Where an actor claimed or admitted the deed, accounts that name only others do not add
    perpetrators: they stay readable in their mentions.
    """
    said = _own_word(mentions)
    found: dict[tuple[str, str], tuple[Participant, tuple[int, ...]]] = {}
    for stored in mentions:
        named = {
            part.id for part in stored.mention.actors if part.role == "perpetrator" and part.id
        }
        rival = bool(said) and bool(named) and not named & said
        for part in stored.mention.actors:
            if rival and part.role == "perpetrator":
                continue
            key = (part.role, part.id or (part.described_as or part.name).casefold())
            earlier = found.get(key)
            if earlier is None:
                found[key] = (part, (stored.id,))
                continue
            best = min(earlier[0], part, key=lambda one: _BASES.index(one.basis))
            found[key] = (best, (*earlier[1], stored.id))
    kept = _drop_unnamed(found)
    choices = [
        Choice(
            part.role,
            part.id or part.described_as or part.name,
            f"{part.basis}, by {_count(ids)}",
            ids,
        )
        for part, ids in kept
    ]
    return tuple(part for part, _ in kept), choices


def choose_status(mentions: Sequence[StoredMention], ground: Ground) -> Choice:
    """How the event is presented; by default as its strongest account does."""
    found = [
        _candidate(one, ground, one.mention.status, rank=STRENGTH.index(one.mention.status))
        for one in mentions
    ]
    taken = take(found, ground.policies.status)
    why = f"{say_rule(ground.policies.status[0], 'status')}, by {_count(taken.agreeing)}"
    return _choice("status", taken.candidate.value, why, taken, ground)


def _own_word(mentions: Sequence[StoredMention]) -> set[str]:
    """Perpetrators who claimed or admitted the deed."""
    return {
        part.id
        for stored in mentions
        for part in stored.mention.actors
        if part.role == "perpetrator" and part.id and part.basis in _BASES[:_SAID]
    }


def _drop_unnamed(
    found: dict[tuple[str, str], tuple[Participant, tuple[int, ...]]],
) -> list[tuple[Participant, tuple[int, ...]]]:
    """Leave the unidentified out of a role in which somebody is known, keeping their words."""
    known = {role for (role, _), (part, _) in found.items() if part.id}
    described = {
        role: part.described_as
        for (role, _), (part, _) in found.items()
        if not part.id and part.described_as
    }
    kept = []
    for (role, _), (part, ids) in found.items():
        if part.id is None and role in known:
            continue
        if part.id and part.described_as is None and role in described and role == "perpetrator":
            kept.append((replace(part, described_as=described[role]), ids))
        else:
            kept.append((part, ids))
    return kept


def _candidate(
    stored: StoredMention, ground: Ground, value: object, *, precision: object = 0, rank: int = 0
) -> Candidate:
    return Candidate(
        stored.id,
        value,
        stored.source,
        stored.reported_at or "",
        ground.grade((stored.id,))[0],
        ground.origins.get(stored.id, -stored.id),
        precision,
        rank,
    )


def _choice(name: str, value: object, why: str, taken: Taken, ground: Ground) -> Choice:
    agreeing = taken.agreeing
    return Choice(name, value, why, agreeing, taken.rule, ground.grade(agreeing))


def _say_taken(taken: Taken, policy: Sequence[str], name: str, rivals: Sequence[str]) -> str:
    """Which rule came first, who says so, and what the others say."""
    why = f"{say_rule(policy[0], name)}, by {_count(taken.agreeing)}"
    if rivals:
        others = "others of that precision say" if policy[0] == "most-precise" else "others say"
        why += f"; {others} {', '.join(rivals)}"
    return why


def _denies_undated(mention: Mention) -> bool:
    """Whether a denial names no day itself: its own day is that of the denial."""
    return mention.status in ("denied", "disputed") and mention.date_as_written is None


def _rank_type(stored: StoredMention) -> int:
    sub = stored.mention.sub_event_type
    return _SUB_TYPES.index(sub) if sub in _SUB_TYPES else len(_SUB_TYPES)


def _rank_place(stored: StoredMention) -> tuple[int, bool]:
    place = stored.mention.place
    if place is None:
        return 9, True
    return place.geo_precision or 8, place.latitude is None


def _name_place(stored: StoredMention) -> str:
    place = stored.mention.place
    return "" if place is None else (place.gazetteer_id or place.name)


def _count(ids: Sequence[int]) -> str:
    if len(ids) == 1:
        return f"mention {ids[0]}"
    return f"{len(ids)} accounts (mentions {', '.join(str(number) for number in ids)})"
