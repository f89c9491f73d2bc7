"""The evidence for pairs of mentions: bits in all, what may never be joined, and the words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from dateline.model.mention import Mention
from dateline.model.stored import StoredMention
from dateline.reconcile.columns import Array, Columns
from dateline.reconcile.compare import COMPARISONS, gap_days
from dateline.reconcile.nearness import distances_km
from dateline.reconcile.texts import find_shared, share_words
from dateline.reconcile.weights import LEVEL_NAMES, PRIOR, Weights

_UNSPECIFIC_BITS = -1.0  # the most that a pair without anything specific counts for
_AGAINST = -1.0  # bits below which a comparison speaks against a pair
_FOR = 1.0  # bits above which one speaks for it
# Bits from which a comparison says something specific; four dead are, three are not.
_SPECIFIC = {"killed": 2.5, "injured": 2.5, "words": 1.5, "meaning": 2.0}
_SPECIFIC_UNDATED = {"killed": 3.5, "injured": 3.5, "words": 1.5, "meaning": 2.0}
_SPECIFIC_PLACES = tuple(
    LEVEL_NAMES["place"].index(level) for level in ("same place", "within precision", "same region")
)
_AT_ONCE = 1_000_000  # pairs
# What parts a pair for good, the first that applies; see `explain_parting`.
PARTED_BY = ("", "kind", "sheet", "batch", "near", "sentence", "days", "against", "unanchored")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one comparison found: its level, its weight in bits, and the finding in words."""

    comparison: str
    level: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What every comparison found for some pairs.

    Attributes:
        a, b: rows of the pairs.
        levels: number of the level by comparison, -1 where it has nothing to say.
        common: how common the agreeing value is, by comparison, where that was looked at.
    """

    a: Array
    b: Array
    levels: dict[str, Array]
    common: dict[str, Array | None]

    def weigh(self, weights: Weights) -> dict[str, Array]:
        """Bits of each comparison."""
        return {
            name: weights.bits(name, levels, self.common[name])
            for name, levels in self.levels.items()
        }


def find_levels(columns: Columns, a: Array, b: Array) -> Findings:
    """Make every comparison of some pairs of rows.

    Where one outlet writes other days and other dead, like words are its way of telling: they
    say nothing.
    """
    found = {part.name: part.find(columns, a, b) for part in COMPARISONS}
    retold = found["retold"][0] >= 0
    for name in ("words", "meaning"):
        levels, common = found[name]
        found[name] = np.where(retold, -1, levels), common
    return Findings(
        a,
        b,
        {name: levels for name, (levels, _) in found.items()},
        {name: common for name, (_, common) in found.items()},
    )


def weigh_pairs(
    columns: Columns, a: Array, b: Array, *, near: Array, weights: Weights
) -> tuple[Array, Array]:
    """Bits of some pairs, prior included, and which of them may never be joined.

    Args:
        columns: the mentions.
        a: rows.
        b: as many rows.
        near: how many mentions lie near each pair's mentions, on average.
        weights: of the levels.
    """
    bits = np.empty(len(a))
    never = np.empty(len(a), dtype=bool)
    for first in range(0, len(a), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        findings = find_levels(columns, a[part], b[part])
        bits[part] = sum_bits(columns, findings, near=near[part], weights=weights)
        never[part] = find_never(columns, findings)
    return bits, never


def sum_bits(columns: Columns, findings: Findings, *, near: Array, weights: Weights) -> Array:
    """Bits of pairs in all, the prior included; a pair without anything specific counts little."""
    total = weights.prior(near) + np.sum(list(findings.weigh(weights).values()), axis=0)
    vague = ~_is_specific(columns, findings)
    return np.asarray(np.where(vague, np.minimum(total, _UNSPECIFIC_BITS), total))


def _is_specific(columns: Columns, findings: Findings) -> Array:
    """Whether something agrees that two events of a week seldom share, by the prior weights.

    Same day, kind and actor alone are too common to stand on: a place, a number that is not
    small, or the words must agree. Where a date is unknown a place is not enough, and a number
    must be large.
    """
    parts = findings.weigh(PRIOR)
    start = columns["start"]
    undated = (start[findings.a] == 0) | (start[findings.b] == 0)
    dated = np.any([parts[name] >= least for name, least in _SPECIFIC.items()], axis=0)
    dated |= np.isin(findings.levels["place"], _SPECIFIC_PLACES)
    strict = np.any([parts[name] >= least for name, least in _SPECIFIC_UNDATED.items()], axis=0)
    return np.asarray(np.where(undated, strict, dated))


def find_never(columns: Columns, findings: Findings) -> Array:
    """Which pairs are two events, whatever the sum of their evidence; see `find_parting`."""
    return np.asarray(find_parting(columns, findings) > 0)


def find_parting(columns: Columns, findings: Findings) -> Array:
    """Which rule parts each pair, as a number of `PARTED_BY`; 0 where none does.

    A protest and an ambush are, and so are two rows of a sheet that a person coded. Two mentions
    of one document mostly are, too. But a title, a lead and a body repeat one: then nothing speaks
    against it, and the place or the dead speak for it. Two mentions of one kind in one sentence
    are always two events, and so are two places near each other that one document names.
    """
    a, b = findings.a, findings.b
    shared = [
        (columns[name][a] >= 0) & (columns[name][a] == columns[name][b])
        for name in ("sheet", "batch")
    ]
    kinds = findings.levels["type"] == LEVEL_NAMES["type"].index("different type")
    parted = np.select([kinds, *shared], [_rule("kind"), _rule("sheet"), _rule("batch")], 0)
    within = np.flatnonzero((columns["document"][a] == columns["document"][b]) & (parted == 0))
    if not len(within):
        return np.asarray(parted)
    parts = findings.weigh(PRIOR)
    one, two = a[within], b[within]
    near = findings.levels["place"][within] == LEVEL_NAMES["place"].index("within precision")
    told_once = columns["sentence"][one] == columns["sentence"][two]
    told_once &= columns["kind"][one] == columns["kind"][two]
    against = np.any(
        [bits[within] < _AGAINST for name, bits in parts.items() if name != "source"], axis=0
    )
    undated = (columns["start"][one] == 0) | (columns["start"][two] == 0)
    anchored = (parts["killed"][within] > _FOR) | (~undated & (parts["place"][within] > _FOR))
    apart = gap_days(columns, one, two) > 0
    parted[within] = np.select(
        [near, told_once, apart, against, ~anchored],
        [_rule("near"), _rule("sentence"), _rule("days"), _rule("against"), _rule("unanchored")],
        0,
    )
    return np.asarray(parted)


def explain_parting(columns: Columns, a: Array, b: Array) -> str:
    """Which rule makes a pair of rows two events, with the values; empty where none does."""
    findings = find_levels(columns, a, b)
    rule = PARTED_BY[int(find_parting(columns, findings)[0])]
    if not rule:
        return ""
    one, two = (columns.mentions[int(row[0])].mention for row in (a, b))
    evidence = explain_rows(columns, a, b, PRIOR)[0]
    speaking = (
        part.words for part in evidence if part.weight < _AGAINST and part.comparison != "source"
    )
    places = " and ".join(sorted({part.place.name for part in (one, two) if part.place}))
    values = {
        "kind": f"{one.sub_event_type} and {two.sub_event_type} are kinds of two events",
        "sheet": f"a person coded them as two rows of one sheet ({one.document}, {two.document})",
        "batch": f"a person coded both, and they came in together ({one.document}, {two.document})",
        "near": f"both in {one.document}, which names two places near each other: {places}",
        "sentence": f"one sentence of {one.document} tells both, as “{one.sub_event_type}”",
        "days": f"both in {one.document}, {_say_dates(one)} and {_say_dates(two)}",
        "against": f"both in {one.document}, and {'; '.join(speaking)} speak against one event",
        "unanchored": f"both in {one.document}, and neither a place nor the dead make them one",
    }
    return values[rule]


def _rule(name: str) -> int:
    return PARTED_BY.index(name)


def explain_pair(
    a: StoredMention, b: StoredMention, pool: Columns | None = None, weights: Weights = PRIOR
) -> list[Evidence]:
    """Every comparison that has something to say of two mentions, in a fixed order.

    The pair's bits are their sum and the prior, `Weights.prior`.

    Args:
        a: a mention.
        b: another.
        pool: the mentions they stand among, which say how common a value is; None is unknown.
        weights: of the levels.
    """
    if pool is None:
        pool = Columns(counted=False)
        pool.add([a, b])
    rows = np.array([[pool.rows[a.id]], [pool.rows[b.id]]])
    return explain_rows(pool, rows[0], rows[1], weights)[0]


def explain_rows(columns: Columns, a: Array, b: Array, weights: Weights) -> list[list[Evidence]]:
    """The evidence of many pairs of rows, for saying it."""
    findings = find_levels(columns, a, b)
    parts = findings.weigh(weights)
    said: list[list[Evidence]] = [[] for _ in a]
    for name, levels in findings.levels.items():
        for at in np.flatnonzero(levels >= 0).tolist():
            level = LEVEL_NAMES[name][levels[at]]
            words = _say(columns, name, level, int(a[at]), int(b[at]))
            said[at].append(Evidence(name, level, float(parts[name][at]), words))
    return said


def _say(columns: Columns, comparison: str, level: str, a: int, b: int) -> str:
    """A finding in words."""
    return _SAYERS[comparison](columns, level, a, b)


def _say_type(columns: Columns, _level: str, a: int, b: int) -> str:
    one, two = (columns.mentions[row].mention.sub_event_type for row in (a, b))
    return f"both {one}" if one == two else f"{one} and {two}"


def _say_killed(columns: Columns, _level: str, a: int, b: int) -> str:
    return _say_toll(columns, "killed", a, b)


def _say_injured(columns: Columns, _level: str, a: int, b: int) -> str:
    return _say_toll(columns, "injured", a, b)


def _say_toll(columns: Columns, measure: str, a: int, b: int) -> str:
    mine, yours = (int(columns[measure][row]) for row in (a, b))
    return f"both {mine} {measure}" if mine == yours else f"{mine} and {yours} {measure}"


def _say_retold(columns: Columns, _level: str, a: int, b: int) -> str:
    one, two = (columns.mentions[row].mention.date_start for row in (a, b))
    mine, yours = (int(columns["killed"][row]) for row in (a, b))
    return f"one source writes {mine} killed on {one} and {yours} on {two}"


def _say_weapon(columns: Columns, _level: str, a: int, b: int) -> str:
    mine, yours = (set(columns.mentions[row].mention.weapons) for row in (a, b))
    shared = mine & yours
    return f"both {_list(shared)}" if shared else f"{_list(mine)} and {_list(yours)}"


def _say_meaning(_columns: Columns, level: str, _a: int, _b: int) -> str:
    return f"their sentences are {level} in meaning"


def _say_source(columns: Columns, level: str, a: int, _b: int) -> str:
    stored = columns.mentions[a]
    document = stored.mention.document
    return f"both in {document}" if level == "same document" else f"both by {stored.source}"


def _say_date(columns: Columns, level: str, a: int, b: int) -> str:
    one, two = columns.mentions[a].mention, columns.mentions[b].mention
    if level == "same day":
        return f"both on {one.date_start}"
    words = f"{_say_dates(one)} and {_say_dates(two)}"
    if level == "overlap":
        return f"{words} overlap"
    return f"{words}, a year having been inferred" if level.endswith("another year") else words


def _say_place(columns: Columns, level: str, a: int, b: int) -> str:
    one, two = columns.mentions[a].mention.place, columns.mentions[b].mention.place
    if one is None or two is None:
        return level
    if level == "same place":
        return f"both at {one.name}"
    if level == "same region":
        if one.name.casefold() == two.name.casefold():
            return f"both in {one.name}"
        if one.admin1 and one.admin1 == two.admin1:
            return f"both in {one.admin1}"
    latitude, longitude = columns["latitude"], columns["longitude"]
    apart = distances_km(
        latitude[a : a + 1], longitude[a : a + 1], latitude[b : b + 1], longitude[b : b + 1]
    )[0]
    if np.isnan(apart):
        return f"{one.admin1} and {two.admin1}"
    return f"{one.name} and {two.name}, {apart:.0f} km apart"


def _say_perpetrator(columns: Columns, level: str, a: int, b: int) -> str:
    return _say_role(columns, "perpetrator", level, a, b)


def _say_target(columns: Columns, level: str, a: int, b: int) -> str:
    return _say_role(columns, "target", level, a, b)


def _say_role(columns: Columns, role: str, level: str, a: int, b: int) -> str:
    one, two = columns.mentions[a].mention, columns.mentions[b].mention
    mine, yours = (
        {part.id for part in mention.actors if part.id and part.role == role}
        for mention in (one, two)
    )
    if level == "same":
        return f"both {_list(mine & yours)}"
    words = f"{_list(mine)} and {_list(yours)}"
    if level == "kin":
        return f"{words} are kin"
    return f"{words}, told from the other side" if level == "other way round" else words


def _say_sides(columns: Columns, level: str, a: int, b: int) -> str:
    mine, yours = (
        {part.id for part in columns.mentions[row].mention.actors if part.id} for row in (a, b)
    )
    if level == "other sides" or not mine & yours:
        return f"{_list(mine)} and {_list(yours)}"
    return f"{_list(mine & yours)} in both"


def _say_words(columns: Columns, level: str, a: int, b: int) -> str:
    if level == "nearly the same text":
        return f"{share_words(columns, a, b):.0%} of their words are the same"
    if level == "no rare word":
        return "no rare word in common"
    return f"both say {', '.join(find_shared(columns, a, b)[:4])}"


def _say_dates(mention: Mention) -> str:
    if mention.date_end is None or mention.date_end == mention.date_start:
        return str(mention.date_start)
    return f"{mention.date_start} to {mention.date_end}"


def _list(names: Iterable[str | None]) -> str:
    return ", ".join(sorted(str(name) for name in names))


_SAYERS: dict[str, Callable[[Columns, str, int, int], str]] = {
    "date": _say_date,
    "place": _say_place,
    "perpetrator": _say_perpetrator,
    "target": _say_target,
    "sides": _say_sides,
    "type": _say_type,
    "killed": _say_killed,
    "retold": _say_retold,
    "injured": _say_injured,
    "weapon": _say_weapon,
    "words": _say_words,
    "meaning": _say_meaning,
    "source": _say_source,
}
