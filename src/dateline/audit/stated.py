"""How many a document says were harmed on a day, against what a record's accounts of it say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.audit.nouns import group_of
from dateline.model.mention import Mention
from dateline.model.toll import Toll, total_toll

_COMPARED = ("killed", "injured", "abducted")  # what records of events count


@dataclass(frozen=True, slots=True)
class Stated:
    """What comparing the numbers of one event gave; `found` goes on a sentence."""

    verdict: str = "holds"
    why: str = ""
    found: str = ""
    advice: str = ""


def find_tolls(mentions: Iterable[Mention]) -> tuple[Toll, ...]:
    """The numbers that mentions state, each account once; words that give no bound are left out."""
    tolls = (toll for mention in mentions for toll in mention.tolls)
    bounded = (toll for toll in tolls if toll.low is not None or toll.high is not None)
    return tuple(dict.fromkeys(toll for toll in bounded if toll.measure in _COMPARED))


def judge_tolls(told: Sequence[Toll], rows: Sequence[Sequence[Toll]], record: str) -> Stated:
    """Hold the numbers told of an event against those of the record's events that day and there.

    A number holds when it meets what one account says of the same people, when all that are told
    meet the whole of an event, or that of all these events together. "At least 40" is 40 here:
    41 is `unclear`, as is 14. No number of a record makes another fail; both are said.

    >>> forty = Toll("killed", "unknown", None, 40, 40, "40 people")
    >>> judge_tolls([Toll("killed", "side_b", "soldiers", 14, 14, "14 soldiers")], [[forty]],
    ...     "the ledger").found
    '; the text says 14 soldiers killed, the ledger says 40'
    """
    verdicts = [_judge(measure, told, rows, record) for measure in _COMPARED]
    order = ("differs", "floor", "no-number", "")
    return min(verdicts, key=lambda one: (order.index(one.why), not one.found))


def _judge(
    measure: str, told: Sequence[Toll], rows: Sequence[Sequence[Toll]], record: str
) -> Stated:
    claims = [toll for toll in told if toll.measure == measure]
    accounts = [[toll for toll in row if toll.measure == measure] for row in rows]
    known = [row for row in accounts if row]
    if not claims:
        return Stated()
    said = " and ".join(dict.fromkeys(toll.words for toll in claims))
    if not known:
        found = f"; the text says {said} {measure}, {record} states no number"
        return Stated("unclear", "no-number", found, "Look the number up in the sources.")
    there = _say_ranges(known)
    if _meets(claims, [[_floor(toll) for toll in row] for row in known]):
        return Stated(found=f", and {there} {measure}")
    found = f"; the text says {said} {measure}, {record} says {there}"
    if _meets(claims, known):
        return Stated("unclear", "floor", found, "The record's number is a floor: look it up.")
    return Stated("unclear", "differs", found, "Check the number against the sources of both.")


def _floor(account: Toll) -> Toll:
    """An account that is open above, as the number it names."""
    return account if account.high is not None else replace(account, high=account.low)


def _meets(claims: Sequence[Toll], rows: Sequence[Sequence[Toll]]) -> bool:
    return _whole_meets(claims, rows) or all(_account_meets(one, rows) for one in claims)


def _whole_meets(claims: Sequence[Toll], rows: Sequence[Sequence[Toll]]) -> bool:
    """Whether all that is told meets the range of an event, or that of all together."""
    whole = total_toll(claims, claims[0].measure)
    ranges = [_range(row) for row in rows]
    lows = [low or 0 for low, _ in ranges]
    tops = [high for _, high in ranges if high is not None]
    summed = (sum(lows), sum(tops) if len(tops) == len(ranges) else None)
    return any(_meet((whole.low, whole.high), one) for one in (*ranges, summed))


def _account_meets(claim: Toll, rows: Sequence[Sequence[Toll]]) -> bool:
    """Whether an account of the same people says the number; who is not described may be they."""
    group = group_of(claim.described_as or "")
    for row in rows:
        for account in row:
            other = group_of(account.described_as or "")
            same = not group or not other or group == other or "people" in (group, other)
            if same and _meet((claim.low, claim.high), (account.low, account.high)):
                return True
    return False


def _range(accounts: Sequence[Toll]) -> tuple[int | None, int | None]:
    """From the lowest to the highest that the speakers of one event say."""
    total = total_toll(accounts, accounts[0].measure)
    return total.low, total.high


def _meet(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    low = max(one[0] or 0, other[0] or 0)
    tops = [high for high in (one[1], other[1]) if high is not None]
    return not tops or low <= min(tops)


def _say_ranges(rows: Sequence[Sequence[Toll]]) -> str:
    return " and ".join(dict.fromkeys(_say_range(*_range(row)) for row in rows))


def _say_range(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low or 0} or more"
    return f"{high}" if low == high else f"{low or 0} to {high}"
