"""From rival accounts of a toll to low, best and high.

What a belligerent says of its enemy's dead sets the high figure only. See DESIGN.md,
"What counts".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.model.source import Source
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll, TollEstimate
from dateline.reconcile.choose import Ground
from dateline.reconcile.policies import Candidate, take

_PAIR = 2  # speakers: fewer have nobody to be joined with


@dataclass(frozen=True, slots=True)
class TollAccount:
    """What one speaker in one mention says of one measure.

    Attributes:
        mention: id of the mention.
        speaker: who says so; None for the document itself.
        source: key of the outlet.
        grade: Admiralty letter of the outlet and figure of what it says.
        origin: number that it shares with accounts of the same origin.
        reported_at: publication, ISO 8601, empty where unknown.
        low: what may stand as a floor; None when all of it is said of an enemy.
        high: the most it says.
        imputed: whether a number stands for a word.
    """

    mention: int
    speaker: str | None
    source: str | None
    grade: str
    origin: int
    reported_at: str
    low: int | None
    high: int | None
    imputed: bool


def list_accounts(
    mentions: Iterable[StoredMention],
    measure: str,
    sources: Mapping[str, Source],
    ground: Ground,
) -> list[TollAccount]:
    """Each speaker's account of a measure; numbers of one speaker in one mention add up.

    So do those of several speakers who each count another group ("seven soldiers, a councillor
    said; two civilians died too"). What a mention only tells as denied is no floor.
    """
    accounts = []
    for stored in mentions:
        by_speaker: dict[str | None, list[Toll]] = {}
        for toll in stored.mention.tolls:
            if toll.measure == measure:
                by_speaker.setdefault(toll.speaker, []).append(toll)
        source = sources.get(stored.source or "")
        for speaker, tolls in _join_groups(by_speaker, stored, source).items():
            floors = [
                toll.low
                for toll in tolls
                if toll.low is not None
                and stored.mention.status != "denied"
                and find_interest(toll, stored, source) != "enemy"
            ]
            tops = [top for toll in tolls if (top := _top(toll)) is not None]
            accounts.append(
                TollAccount(
                    mention=stored.id,
                    speaker=speaker,
                    source=stored.source,
                    grade=ground.grade((stored.id,))[0],
                    origin=ground.origins.get(stored.id, -stored.id),
                    reported_at=stored.reported_at or "",
                    low=sum(floors) if floors else None,
                    high=sum(tops) if tops else None,
                    imputed=any(toll.imputed for toll in tolls),
                )
            )
    return accounts


def _join_groups(
    by_speaker: dict[str | None, list[Toll]], stored: StoredMention, source: Source | None
) -> dict[str | None, list[Toll]]:
    """One account of all groups where no two speakers of a mention count the same one.

    Nobody's word about an enemy joins another's, and neither does a toll of nobody said.
    """
    sides = [{toll.of for toll in tolls} for tolls in by_speaker.values()]
    told = [toll for tolls in by_speaker.values() for toll in tolls]
    known: set[str] = set().union(*sides)
    apart = sum(map(len, sides)) == len(known) and "unknown" not in known
    if len(sides) < _PAIR or not apart:
        return by_speaker
    if any(find_interest(toll, stored, source) == "enemy" for toll in told):
        return by_speaker
    first = next((speaker for speaker in by_speaker if speaker is not None), None)
    return {first: told}


def estimate_toll(accounts: Sequence[TollAccount], policy: Sequence[str]) -> TollEstimate:
    """Low, best and high among accounts.

    Low is the lowest figure by somebody who is no enemy of the dead, high the highest by
    anybody, best that of `choose_best`. Where only enemies speak, low and best are not stated.
    """
    floors = [account.low for account in accounts if account.low is not None]
    tops = [account.high for account in accounts if account.high is not None]
    best = choose_best(accounts, policy)
    return TollEstimate(
        low=min(floors) if floors else None,
        best=best.low if best else None,
        high=max([*tops, *floors]) if tops or floors else None,
    )


def choose_best(accounts: Sequence[TollAccount], policy: Sequence[str]) -> TollAccount | None:
    """The account that the best figure comes from.

    By default a number goes before a word such as "dozens", then the better graded source, then
    the later report, then the larger figure (a lead often counts a part of what the body counts).
    """
    standing = [account for account in accounts if account.low is not None]
    if not standing:
        return None
    found = [
        Candidate(
            at,
            account.low,
            account.source,
            account.reported_at,
            account.grade,
            account.origin,
            imputed=account.imputed,
            size=account.low or 0,
        )
        for at, account in enumerate(standing)
    ]
    return standing[take(found, policy).candidate.mention]


def find_interest(toll: Toll, stored: StoredMention, source: Source | None) -> str:
    """The speaker's tie to the dead: as the toll says, or by whom the outlet speaks for.

    An outlet that belongs to a party of the event speaks as that party where the toll names
    no other speaker.
    """
    if toll.interest:
        return toll.interest
    if source is None or source.affiliation is None or toll.speaker is not None:
        return "third party"
    roles = {
        part.role for part in stored.mention.actors if part.id and part.id == source.affiliation
    }
    side = {"perpetrator": "side_a", "target": "side_b"}
    own = {side[role] for role in roles if role in side}
    if not own or toll.of not in side.values():
        return "third party"
    return "own side" if toll.of in own else "enemy"


def _top(toll: Toll) -> int | None:
    return toll.high if toll.high is not None else toll.low
