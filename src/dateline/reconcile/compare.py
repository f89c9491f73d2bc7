"""The comparisons between two mentions, declared one by one, over many pairs at once.

Each takes the columns and the rows of pairs, and gives for each pair the number of a level of
`weights.LEVELS` (-1 where it has nothing to say) and, for some, how common the agreeing value is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.reconcile.columns import Array, Columns
from dateline.reconcile.nearness import distances_km
from dateline.reconcile.texts import compare_meaning, compare_words
from dateline.reconcile.weights import LEVEL_NAMES, NEIGHBOURS

_NEAR_DAYS = (7, 3)  # days that still count as "days apart": of intervals, of exact dates
_FEW_DEAD = 4  # a difference in the dead up to here is never "far apart"
_COMMON_PLACE, _COMMON_ACTOR = 0.03, 0.3
# How often two unrelated reports name a number: small ones often, large ones hardly.
_COMMON_NUMBERS = np.array([0.30, 0.25, 0.18, 0.13, *[0.07] * 7, 0.03])

Found = tuple[Array, Array | None]
# Perpetrators, targets, and parties whose role nobody says.
Sides = tuple[frozenset[str], frozenset[str], frozenset[str]]


def _numbers(comparison: str) -> dict[str, int]:
    return {level: number for number, level in enumerate(LEVEL_NAMES[comparison])}


_DATE, _PLACE, _TYPE = _numbers("date"), _numbers("place"), _numbers("type")
_SIDES = _numbers("sides")
_KILLED, _SOURCE = _numbers("killed"), _numbers("source")


def gap_days(columns: Columns, a: Array, b: Array) -> Array:
    """Days between two intervals, 0 where they share one or a date is unknown."""
    start, end = columns["start"], columns["end"]
    gap = np.maximum(0, np.maximum(start[a], start[b]) - np.minimum(end[a], end[b]))
    return np.where((start[a] == 0) | (start[b] == 0), 0, gap)


def compare_dates(columns: Columns, a: Array, b: Array) -> Found:
    """Days apart, or whether two intervals share a day; silent where a date is unknown."""
    start = columns["start"]
    gap = gap_days(columns, a, b)
    exact = columns["exact"][a] & columns["exact"][b]
    near = np.where(exact, _NEAR_DAYS[1], _NEAR_DAYS[0])
    day = columns["day"]
    guessed = (columns["guessed"][a] | columns["guessed"][b]) & (day[a] == day[b])
    guessed &= columns["years"][a] | columns["years"][b]
    levels = np.select(
        [
            (start[a] == 0) | (start[b] == 0),
            (gap == 0) & exact,
            gap == 0,
            guessed,
            gap == 1,
            gap <= near,
        ],
        [-1, _DATE["same day"], _DATE["overlap"], _DATE["same day of another year"],
         _DATE["one day apart"], _DATE["days apart"]],
        _DATE["apart"],
    )  # fmt: skip
    return levels, None


def compare_places(columns: Columns, a: Array, b: Array) -> Found:
    """Same place, or distance against how precisely both are known.

    A region holds all its districts; a district holds what is said to lie in it or lies near its
    middle, and no town of another end of the region.
    """
    town, name = columns["town"], columns["name"]
    identified = (town[a] >= 0) & (town[b] >= 0)
    named = (name[a] >= 0) & (name[a] == name[b])
    same = np.where(identified, town[a] == town[b], named)
    area = columns["area"][a] | columns["area"][b]
    one_district, narrow = _compare_districts(columns, a, b)
    silent = ~(columns["placed"][a] & columns["placed"][b])
    silent |= columns["whole"][a] | columns["whole"][b]
    apart = distances_km(
        columns["latitude"][a], columns["longitude"][a],
        columns["latitude"][b], columns["longitude"][b],
    )  # fmt: skip
    admin = columns["admin"]
    one_admin = (admin[a] >= 0) & (admin[a] == admin[b])
    unknown = np.isnan(apart)
    reach = columns["reach"][a] + columns["reach"][b]
    two_names = identified & ~(columns["beside"][a] | columns["beside"][b]) & ~named
    levels = np.select(
        [
            silent,
            same & area,
            same,
            unknown & ((admin[a] < 0) | (admin[b] < 0)),
            area & one_district,
            (unknown | area) & one_admin & (unknown | ~narrow),
            unknown,
            area & (apart <= reach),
            area,
            (apart <= reach) & ~two_names,
            apart <= 3 * reach,
        ],
        [-1, _PLACE["same region"], _PLACE["same place"], -1, _PLACE["same region"],
         _PLACE["same region"], _PLACE["other region"], _PLACE["same region"],
         _PLACE["other region"], _PLACE["within precision"], _PLACE["other place near"]],
        _PLACE["other place"],
    )  # fmt: skip
    if not columns.counted:
        return levels, None
    counts = np.append(columns.codes("town").counts, 0)
    common = np.where(
        levels == _PLACE["same place"], columns.share(counts[town[a]], _COMMON_PLACE), np.nan
    )
    return levels, common


def _compare_districts(columns: Columns, a: Array, b: Array) -> tuple[Array, Array]:
    """Whether both lie in one district, and whether an area among them is no more than one."""
    area, district = columns["area"], columns["district"]
    wide = (area[a] & (district[a] < 0)) | (area[b] & (district[b] < 0))
    return (district[a] >= 0) & (district[a] == district[b]), (area[a] | area[b]) & ~wide


def compare_perpetrators(columns: Columns, a: Array, b: Array) -> Found:
    """Who did it, where both say; a battle told from the other side counts a little."""
    return _compare_roles(columns, a, b, 0)


def compare_targets(columns: Columns, a: Array, b: Array) -> Found:
    """To whom, where both say."""
    return _compare_roles(columns, a, b, 1)


def compare_sides(columns: Columns, a: Array, b: Array) -> Found:
    """Who was in it, where one account names parties and does not say who did what to whom."""
    code, values = columns["parties"], columns.codes("parties").values
    found, back = _distinct_pairs(code[a], code[b])
    levels = [_compare_parties(columns, values[one], values[two]) for one, two in found]
    return np.array(levels, dtype=int)[back], None


def compare_types(columns: Columns, a: Array, b: Array) -> Found:
    """Event type and sub-type; silent where one is coded in another scheme."""
    kinds = columns.codes("kind").values
    table = np.array(
        [
            [_TYPE[_compare_kinds(one, two)] if one[1] and two[1] else -1 for two in kinds]
            for one in kinds
        ]
    )
    kind = columns["kind"]
    return table[kind[a], kind[b]], None


def compare_killed(columns: Columns, a: Array, b: Array) -> Found:
    """How many died, where both say."""
    return _compare_tolls(columns, a, b, "killed")


def compare_retold(columns: Columns, a: Array, b: Array) -> Found:
    """Whether one outlet writes two exact days and two numbers of dead; silent else.

    An outlet that follows an event up seldom moves its day and its toll at once, while a series
    of attacks is told in the same words each time.
    """
    told = columns["written"] & columns["exact"]
    both = told[a] & told[b] & (columns["source"][a] >= 0)
    both &= columns["source"][a] == columns["source"][b]
    both &= columns["document"][a] != columns["document"][b]
    levels, _ = compare_killed(columns, a, b)
    one, two = columns["killed"][a], columns["killed"][b]
    differ = (levels >= 0) & (one != two) & _disjoint(columns, a, b)
    return np.where(both & differ & (gap_days(columns, a, b) > 0), 0, -1), None


def _disjoint(columns: Columns, a: Array, b: Array) -> Array:
    """Whether what two accounts say of the dead leaves no number that fits both."""
    low, high = columns["killed_low"], columns["killed_high"]
    above = (high[a] >= 0) & (low[b] > high[a])
    return np.asarray(above | ((high[b] >= 0) & (low[a] > high[b])))


def compare_injured(columns: Columns, a: Array, b: Array) -> Found:
    """How many were hurt, where both say."""
    return _compare_tolls(columns, a, b, "injured")


def compare_weapons(columns: Columns, a: Array, b: Array) -> Found:
    """What was used, where both say."""
    code, values = columns["weapons"], columns.codes("weapons").values
    levels = np.full(len(a), -1)
    both = (code[a] >= 0) & (code[b] >= 0)
    found, back = _distinct_pairs(code[a[both]], code[b[both]])
    shared = [0 if values[one] & values[two] else 1 for one, two in found]
    levels[both] = np.array(shared, dtype=int)[back]
    return levels, None


def compare_sources(columns: Columns, a: Array, b: Array) -> Found:
    """One outlet seldom tells one event twice, and one document less."""
    source, document = columns["source"], columns["document"]
    levels = np.select(
        [document[a] == document[b], (source[a] >= 0) & (source[a] == source[b])],
        [_SOURCE["same document"], _SOURCE["same source"]],
        -1,
    )
    return levels, None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: its name in `weights.LEVELS`, and the function that finds levels."""

    name: str
    find: Callable[[Columns, Array, Array], Found]


COMPARISONS: Sequence[Comparison] = (
    Comparison("date", compare_dates),
    Comparison("place", compare_places),
    Comparison("perpetrator", compare_perpetrators),
    Comparison("target", compare_targets),
    Comparison("sides", compare_sides),
    Comparison("type", compare_types),
    Comparison("killed", compare_killed),
    Comparison("retold", compare_retold),
    Comparison("injured", compare_injured),
    Comparison("weapon", compare_weapons),
    Comparison("words", compare_words),
    Comparison("meaning", compare_meaning),
    Comparison("source", compare_sources),
)


def _compare_kinds(one: tuple[str, str], two: tuple[str, str]) -> str:
    if one[1] == two[1]:
        return "same sub-type"
    if one[0] == two[0]:
        return "same type"
    pair = frozenset((one[0], two[0]))
    return "neighbouring type" if pair in NEIGHBOURS else "different type"


def _compare_roles(columns: Columns, a: Array, b: Array, role: int) -> Found:
    """Compare each distinct pair of sets of actors once."""
    code, values = columns["parties"], columns.codes("parties").values
    found, back = _distinct_pairs(code[a], code[b])
    levels = np.empty(len(found), dtype=int)
    common = np.full(len(found), np.nan)
    for at, (one, two) in enumerate(found):
        levels[at], shared = _compare_sides(columns, values[one], values[two], role)
        if shared and columns.counted:
            rarest = min(columns.actors.get(actor, 0) for actor in shared)
            common[at] = columns.share(rarest, _COMMON_ACTOR)
    return levels[back], common[back]


def _compare_sides(
    columns: Columns,
    one: Sides,
    two: Sides,
    role: int,
) -> tuple[int, frozenset[str]]:
    numbers = _numbers("target" if role else "perpetrator")
    mine, yours = one[role], two[role]
    if not mine or not yours:
        return -1, frozenset()
    if shared := mine & yours:
        return numbers["same"], shared
    roots = columns.roots
    if {roots.get(actor, actor) for actor in mine} & {roots.get(actor, actor) for actor in yours}:
        return numbers["kin"], frozenset()
    if role == 0 and (mine & two[1] or yours & one[1]):
        return numbers["other way round"], frozenset()
    return numbers["different"], frozenset()


def _compare_parties(columns: Columns, one: Sides, two: Sides) -> int:
    """Parties of one organisation are one; two accounts that both give roles say nothing here."""
    if not (one[2] or two[2]):
        return -1
    mine, yours = (
        {columns.roots.get(actor, actor) for side in sides for actor in side}
        for sides in (one, two)
    )
    if not mine or not yours:
        return -1
    shared = len(mine & yours)
    return _SIDES["both sides" if shared > 1 else "a side" if shared else "other sides"]


def _distinct_pairs(one: Array, two: Array) -> tuple[list[tuple[int, int]], Array]:
    """The distinct pairs of codes, and for each pair given which of them it is."""
    width = int(max(one.max(initial=0), two.max(initial=0))) + 1
    keys, back = np.unique(one.astype(np.int64) * width + two, return_inverse=True)
    return [divmod(int(key), width) for key in keys], back


def _compare_tolls(columns: Columns, a: Array, b: Array, measure: str) -> Found:
    figure, low, high = (columns[measure + end] for end in ("", "_low", "_high"))
    one, two = figure[a], figure[b]
    most, least = np.maximum(one, two), np.minimum(one, two)
    top = np.where(
        high[a] < 0, high[b], np.where(high[b] < 0, high[a], np.minimum(high[a], high[b]))
    )
    overlap = (top >= 0) & (np.maximum(np.maximum(low[a], low[b]), 0) <= top)
    far = (most >= 3 * np.maximum(1, least)) & (most - least > _FEW_DEAD) & (measure == "killed")
    levels = np.select(
        [
            (one < 0) | (two < 0),
            one == two,
            overlap | (most - least <= np.maximum(1, 0.2 * most)),
            far,
        ],
        [-1, _KILLED["same number"], _KILLED["close"], _KILLED["far apart"]],
        _KILLED["differ"],
    )
    common = np.where(
        levels == 0, _COMMON_NUMBERS[np.clip(one, 0, len(_COMMON_NUMBERS) - 1)], np.nan
    )
    return levels, common
