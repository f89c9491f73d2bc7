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


def judge_tolls(
    told: Sequence[Toll],
    rows: Sequence[Sequence[Toll]],
    record: str,
    *,
    wholes: Sequence[Sequence[Toll]] = (),
) -> Stated:
    """Hold the numbers told of an event against those of the record's events that day and there.

    A number holds when it meets what one account says of the same people, when all that are told
    meet the whole of an event, or that of all these events together. "At least 40" is 40 here:
    41 is `unclear`, as is 14. No number of a record makes another fail; both are said.

    Args:
        told: what the text states.
        rows: the accounts of each event.
        record: how the record is called.
        wholes: each event's own range by measure, which goes before what its accounts add up to.

    >>> forty = Toll("killed", "unknown", None, 40, 40, "40 people")
    >>> judge_tolls([Toll("killed", "side_b", "soldiers", 14, 14, "14 soldiers")], [[forty]],
    ...     "the ledger").found
    '; the text says 14 soldiers killed, the ledger says 40'
    """
    ranges = wholes or [()] * len(rows)
    verdicts = [
        _judge(
            [toll for toll in told if toll.measure == measure],
            measure,
            [_of(measure, *row) for row in zip(rows, ranges, strict=True)],
            record,
        )
        for measure in _COMPARED
    ]
    order = ("differs", "floor", "no-number", "")
    return min(verdicts, key=lambda one: (order.index(one.why), not one.found))


@dataclass(frozen=True, slots=True)
class _Harmed:
    """What a record says of one event and measure: each account, and its own range in all."""

    accounts: tuple[Toll, ...]
    whole: Toll | None

    @property
    def range(self) -> tuple[int | None, int | None]:
        """From the lowest to the highest: the record's own, else as its speakers say."""
        if self.whole is not None:
            return self.whole.low, self.whole.high
        total = total_toll(self.accounts, self.accounts[0].measure)
        return total.low, total.high


def _of(measure: str, accounts: Sequence[Toll], wholes: Sequence[Toll]) -> _Harmed | None:
    """One event's accounts of a measure; None where it has none."""
    told = tuple(toll for toll in accounts if toll.measure == measure)
    whole = next((toll for toll in wholes if toll.measure == measure), None)
    if whole is None and not told:
        return None
    return _Harmed(told or (() if whole is None else (whole,)), whole)


def _judge(
    claims: Sequence[Toll], measure: str, rows: Sequence[_Harmed | None], record: str
) -> Stated:
    known = [row for row in rows if row is not None]
    if not claims:
        return Stated()
    said = " and ".join(dict.fromkeys(toll.words for toll in claims))
    if not known:
        found = f"; the text says {said} {measure}, {record} states no number"
        return Stated("unclear", "no-number", found, "Look the number up in the sources.")
    there = " and ".join(dict.fromkeys(_say_range(*row.range) for row in known))
    if _meets(claims, [_close(row) for row in known]):
        return Stated(found=f", and {there} {measure}")
    found = f"; the text says {said} {measure}, {record} says {there}"
    if _meets(claims, known):
        return Stated("unclear", "floor", found, "The record's number is a floor: look it up.")
    return Stated("unclear", "differs", found, "Check the number against the sources of both.")


def _close(row: _Harmed) -> _Harmed:
    """An event whose accounts that are open above say the number that they name."""
    accounts = tuple(_floor(toll) for toll in row.accounts)
    return _Harmed(accounts, None if row.whole is None else _floor(row.whole))


def _floor(account: Toll) -> Toll:
    """An account that is open above, as the number it names."""
    return account if account.high is not None else replace(account, high=account.low)


def _meets(claims: Sequence[Toll], rows: Sequence[_Harmed]) -> bool:
    return _whole_meets(claims, rows) or all(_account_meets(one, rows) for one in claims)


def _whole_meets(claims: Sequence[Toll], rows: Sequence[_Harmed]) -> bool:
    """Whether all that is told meets the range of an event, or that of all together.

    Where each side describes the harmed and no description is shared, the ranges are of others.
    """
    mine = {group_of(toll.described_as or "") or "people" for toll in claims}
    yours = {group_of(one.described_as or "") or "people" for row in rows for one in row.accounts}
    if "people" not in mine | yours and not mine & yours:
        return False
    whole = total_toll(claims, claims[0].measure)
    ranges = [row.range for row in rows]
    lows = [low or 0 for low, _ in ranges]
    tops = [high for _, high in ranges if high is not None]
    summed = (sum(lows), sum(tops) if len(tops) == len(ranges) else None)
    return any(_meet((whole.low, whole.high), one) for one in (*ranges, summed))


def _account_meets(claim: Toll, rows: Sequence[_Harmed]) -> bool:
    """Whether an account of the same people says the number; who is not described may be they."""
    group = group_of(claim.described_as or "")
    for row in rows:
        for account in row.accounts:
            other = group_of(account.described_as or "")
            same = not group or not other or group == other or "people" in (group, other)
            if same and _meet((claim.low, claim.high), (account.low, account.high)):
                return True
    return False


def _meet(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    low = max(one[0] or 0, other[0] or 0)
    tops = [high for high in (one[1], other[1]) if high is not None]
    return not tops or low <= min(tops)


def _say_range(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low or 0} or more"
    return f"{high}" if low == high else f"{low or 0} to {high}"
