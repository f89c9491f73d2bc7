"""By what rules one account is taken before others: declared per field, told with each choice."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.model.source import Source
from dateline.model.stored import StoredMention

# Admiralty letters and figures from the most to the least trusted. F and 6 are unknown: after the
# good, before the known bad, and never averaged with either.
LETTERS, FIGURES = "ABCFDE", "123645"
FROM = "source:"  # a named source first, as `source:studiotamani.org`
PHRASES: Mapping[str, str] = {
    "most-precise": "the most precise {field}",
    "most-agreed": "what most independent accounts say",
    "earliest": "the earliest independent report",
    "latest": "the latest report",
    "best-grade": "the best graded source",
    "highest": "the highest in ACLED's order",
    "strongest": "the strongest account",
    "number": "a number before a word",
    "largest": "the larger figure",
    "lowest": "the lower figure",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One account of one field, as rules compare it.

    Attributes:
        mention: its id.
        value: what it says; equal values agree.
        source: key of its outlet.
        reported_at: publication, ISO 8601; empty where unknown.
        grade: Admiralty letter of its source and figure of what it says, as `B2`.
        origin: number that it shares with accounts of the same origin.
        precision: smaller is finer.
        rank: for a type or a status its place in the order; smaller goes first.
        imputed: whether a number stands for a word.
        size: of a figure.
    """

    mention: int
    value: Any
    source: str | None = None
    reported_at: str = ""
    grade: str = "F6"
    origin: int = 0
    precision: Any = 0
    rank: int = 0
    imputed: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """Which account a policy takes.

    Attributes:
        candidate: the account.
        field: those that stood after the policy's first rule.
        rule: the policy as declared.
    """

    candidate: Candidate
    field: tuple[Candidate, ...]
    rule: str

    @property
    def agreeing(self) -> tuple[int, ...]:
        """Mentions that say the same, of those that stood."""
        said = self.candidate.value
        return tuple(one.mention for one in self.field if one.value == said)

    @property
    def rivals(self) -> list[Any]:
        """What the others say, each once."""
        values = dict.fromkeys(one.value for one in self.field)
        return [value for value in values if value != self.candidate.value]


def take(candidates: Sequence[Candidate], policy: Sequence[str]) -> Taken:
    """Narrow accounts by one rule after the other; of those that are left the first recorded.

    Args:
        candidates: at least one.
        policy: rules of `PHRASES`, or `source:KEY`.
    """
    left = list(candidates)
    field: tuple[Candidate, ...] = tuple(left)
    for place, rule in enumerate(policy):
        key = _order(rule, left)
        best = min(key(one) for one in left)
        left = [one for one in left if key(one) == best]
        if place == 0:
            field = tuple(left) if rule == "most-precise" else field
    first = min(left, key=lambda one: one.mention)
    return Taken(first, field, ", ".join(policy))


def say_rule(rule: str, field: str) -> str:
    """A rule as a reader is told it.

    >>> say_rule("most-precise", "place"), say_rule("source:unhcr.org", "date")
    ('the most precise place', 'unhcr.org before others')
    """
    if rule.startswith(FROM):
        return f"{rule.removeprefix(FROM)} before others"
    return PHRASES[rule].format(field=field)


def grade_accounts(
    mentions: Sequence[StoredMention],
    sources: Mapping[str, Source],
    *,
    confirmed: Sequence[int] = (),
    said: Mapping[int, str] | None = None,
) -> dict[int, str]:
    """Admiralty's grade of each account on both axes, by mention: `B1`, `F6`.

    Args:
        mentions: the accounts of one event.
        sources: what the desk says of each source.
        confirmed: accounts that another, independent origin confirms.
        said: grades that a person gave.
    """
    found = {}
    for stored in mentions:
        source = sources.get(stored.source or "")
        letter = source.reliability if source else "F"
        found[stored.id] = letter + ("1" if stored.id in confirmed else "6")
    return found | {number: grade for number, grade in (said or {}).items() if number in found}


def _order(rule: str, left: Sequence[Candidate]) -> Callable[[Candidate], Any]:
    """What a rule sorts by; the smallest is taken."""
    if rule.startswith(FROM):
        named = rule.removeprefix(FROM)
        return lambda one: one.source != named
    if rule == "most-agreed":
        origins = Counter(value for value, _ in {(one.value, one.origin) for one in left})
        accounts = Counter(one.value for one in left)
        return lambda one: (-origins[one.value], -accounts[one.value])
    if rule == "latest":
        newest = max(one.reported_at for one in left)
        return lambda one: one.reported_at != newest
    orders: dict[str, Callable[[Candidate], Any]] = {
        "most-precise": lambda one: one.precision,
        "earliest": lambda one: one.reported_at or "9999",
        "best-grade": lambda one: (LETTERS.index(one.grade[0]), FIGURES.index(one.grade[1])),
        "highest": lambda one: one.rank,
        "strongest": lambda one: one.rank,
        "number": lambda one: one.imputed,
        "largest": lambda one: -one.size,
        "lowest": lambda one: one.size,
    }
    return orders[rule]
