"""Choosing among accounts, field by field; every choice says in words why it fell so."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.model.actor import Participant
from dateline.model.mention import EVENT_TYPE_OF, EVENT_TYPES, Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.reconcile.continuation import has_place

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
    """

    field: str
    value: Any
    why: str
    mentions: tuple[int, ...] = ()


def choose_type(mentions: Sequence[StoredMention]) -> tuple[str, str, Choice]:
    """Event type and sub-type by ACLED's order: when several apply, the highest wins.

    Accounts that say where it was go before sentences that only tell its aftermath.
    """
    mentions = [stored for stored in mentions if has_place(stored.mention)] or mentions
    types = {stored.mention.sub_event_type for stored in mentions}
    sub = min(types, key=_rank_type)
    event_type = EVENT_TYPE_OF.get(sub, mentions[0].mention.event_type)
    taken = tuple(stored.id for stored in mentions if stored.mention.sub_event_type == sub)
    why = "all accounts agree"
    if len(types) > 1:
        others = ", ".join(sorted(types - {sub}))
        why = f"accounts differ ({others} too); the highest in ACLED's order wins"
    return event_type, sub, Choice("sub_event_type", sub, why, taken)


def choose_date(mentions: Sequence[StoredMention]) -> tuple[Mention | None, Choice | None]:
    """The mention whose date stands: the most precise, then the one most accounts agree on."""
    dated = [stored for stored in mentions if stored.mention.date_start is not None]
    if not dated:
        return None, None
    finest = min(stored.mention.time_precision or 3 for stored in dated)
    sure = [stored for stored in dated if not stored.mention.year_inferred] or dated
    fine = [stored for stored in sure if (stored.mention.time_precision or 3) == finest] or sure
    taken, agreeing, rivals = _most_agreed(
        fine, lambda stored: (stored.mention.date_start, stored.mention.date_end)
    )
    why = f"the most precise date, by {_count(agreeing)}"
    if rivals:
        said = ", ".join(str(rival[0]) for rival in rivals)
        why += f"; others of that precision say {said}"
    mention = taken.mention
    said = str(mention.date_start)
    if mention.date_end and mention.date_end != mention.date_start:
        said += f" to {mention.date_end}"
    return mention, Choice("date", said, why, agreeing)


def choose_place(mentions: Sequence[StoredMention]) -> tuple[Place | None, Choice | None]:
    """The place that stands: the most precise, then the one most accounts agree on."""
    placed = [stored for stored in mentions if stored.mention.place is not None]
    if not placed:
        return None, None
    finest = min(_rank_place(stored) for stored in placed)
    fine = [stored for stored in placed if _rank_place(stored) == finest]
    taken, agreeing, rivals = _most_agreed(fine, _name_place)
    why = f"the most precise place, by {_count(agreeing)}"
    if rivals:
        why += f"; others of that precision say {', '.join(sorted(str(rival) for rival in rivals))}"
    place = taken.mention.place
    return place, Choice("place", place.name if place else None, why, agreeing)


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


def choose_status(mentions: Sequence[StoredMention]) -> Choice:
    """How the strongest account presents the event."""
    status = min((stored.mention.status for stored in mentions), key=STRENGTH.index)
    taken = tuple(stored.id for stored in mentions if stored.mention.status == status)
    return Choice("status", status, f"the strongest account, by {_count(taken)}", taken)


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


def _most_agreed(
    mentions: Sequence[StoredMention], value: Callable[[StoredMention], Any]
) -> tuple[StoredMention, tuple[int, ...], list[Any]]:
    """The earliest mention with the value most mentions share, who shares it, other values."""
    counts = Counter(value(stored) for stored in mentions)
    most = max(counts.values())
    earliest = sorted(mentions, key=lambda stored: (stored.reported_at or "9999", stored.id))
    taken = next(stored for stored in earliest if counts[value(stored)] == most)
    agreeing = tuple(stored.id for stored in mentions if value(stored) == value(taken))
    return taken, agreeing, [other for other in counts if other != value(taken)]


def _rank_type(sub: str) -> int:
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
