"""The comparisons between two mentions, declared one by one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.model.toll import TollRange, total_toll
from dateline.reconcile.nearness import (
    NEAR,
    REGION,
    days_apart,
    distance_km,
    is_whole_country,
    reach_km,
)
from dateline.reconcile.pool import Pool, split_words
from dateline.reconcile.weights import NEIGHBOURS, weigh

_ALIKE = 0.6  # share of words in common that makes two passages one text
_FEWEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one comparison found: its level, its weight in bits, and the finding in words."""

    comparison: str
    level: str
    weight: float
    words: str


def explain_pair(a: StoredMention, b: StoredMention, pool: Pool | None = None) -> list[Evidence]:
    """Every comparison that has something to say of two mentions, in a fixed order.

    The pair's bits are their sum and the prior, `weights.weigh_prior`.
    """
    pool = pool or Pool()
    found = (compare(a, b, pool) for compare in COMPARISONS)
    return [evidence for evidence in found if evidence is not None]


def compare_dates(a: StoredMention, b: StoredMention, _pool: Pool) -> Evidence | None:
    """Days apart, or whether two intervals share a day; silent where a date is unknown."""
    one, two = a.mention, b.mention
    if one.date_start is None or two.date_start is None:
        return None
    gap = days_apart(one, two)
    exact = one.time_precision == two.time_precision == 1
    if gap == 0:
        if exact:
            return _found("date", "same day", f"both on {one.date_start}")
        return _found("date", "overlap", f"{_say_dates(one)} and {_say_dates(two)} overlap")
    if one.year_inferred or two.year_inferred:
        years = set(one.year_candidates) | set(two.year_candidates)
        if _same_day_of_year(one.date_start, two.date_start) and len(years) > 1:
            words = f"{_say_dates(one)} and {_say_dates(two)}, a year having been inferred"
            return _found("date", "same day of another year", words)
    words = f"{_say_dates(one)} and {_say_dates(two)}"
    if gap == 1:
        return _found("date", "one day apart", words)
    near = 3 if exact else 7
    return _found("date", "days apart" if gap <= near else "apart", words)


def compare_places(a: StoredMention, b: StoredMention, pool: Pool) -> Evidence | None:
    """Same place, or distance against how precisely both are known."""
    one, two = a.mention.place, b.mention.place
    if one is None or two is None:
        return None
    if is_whole_country(one) or is_whole_country(two):
        return None
    named = one.name.casefold() == two.name.casefold()
    if (one.gazetteer_id and one.gazetteer_id == two.gazetteer_id) or (
        named and not (one.gazetteer_id and two.gazetteer_id)
    ):
        return _same_place(one, two, pool)
    kilometres = distance_km(one, two)
    if kilometres is None:
        return _compare_regions(one, two)
    return _compare_distance(one, two, kilometres)


def compare_perpetrators(a: StoredMention, b: StoredMention, pool: Pool) -> Evidence | None:
    """Who did it, where both say; a battle told from the other side counts a little."""
    return _compare_roles(a.mention, b.mention, "perpetrator", pool)


def compare_targets(a: StoredMention, b: StoredMention, pool: Pool) -> Evidence | None:
    """To whom, where both say."""
    return _compare_roles(a.mention, b.mention, "target", pool)


def compare_types(a: StoredMention, b: StoredMention, _pool: Pool) -> Evidence | None:
    """Event type and sub-type."""
    one, two = a.mention, b.mention
    if one.sub_event_type == two.sub_event_type:
        return _found("type", "same sub-type", f"both {one.sub_event_type}")
    words = f"{one.sub_event_type} and {two.sub_event_type}"
    if one.event_type == two.event_type:
        return _found("type", "same type", words)
    pair = frozenset((one.event_type, two.event_type))
    return _found("type", "neighbouring type" if pair in NEIGHBOURS else "different type", words)


def compare_killed(a: StoredMention, b: StoredMention, _pool: Pool) -> Evidence | None:
    """How many died, where both say."""
    return _compare_tolls(a.mention, b.mention, "killed")


def compare_injured(a: StoredMention, b: StoredMention, _pool: Pool) -> Evidence | None:
    """How many were hurt, where both say."""
    return _compare_tolls(a.mention, b.mention, "injured")


def compare_weapons(a: StoredMention, b: StoredMention, _pool: Pool) -> Evidence | None:
    """What was used, where both say."""
    one, two = set(a.mention.weapons), set(b.mention.weapons)
    if not one or not two:
        return None
    if shared := one & two:
        return _found("weapon", "shared", f"both {', '.join(sorted(shared))}")
    return _found("weapon", "different", f"{', '.join(sorted(one))} and {', '.join(sorted(two))}")


def compare_words(a: StoredMention, b: StoredMention, pool: Pool) -> Evidence | None:
    """Rare words that both passages use, place and actor names aside."""
    one, two = split_words(a.mention.sentence), split_words(b.mention.sentence)
    if not one & two or not pool.size:  # without any, the two may be in two languages
        return None
    alike = len(one & two) / len(one | two)
    if alike >= _ALIKE and min(len(one), len(two)) >= _FEWEST_WORDS:
        return _found("words", "nearly the same text", f"{alike:.0%} of their words are the same")
    names = split_words(" ".join((*_names(a.mention), *_names(b.mention))))
    often = max(2, pool.size // 100)
    rare = sorted(word for word in (one & two) - names if pool.words.get(word, 0) <= often)
    if not rare:
        return _found("words", "no rare word", "no rare word in common")
    level = "a rare word" if len(rare) == 1 else "several rare words"
    return _found("words", level, f"both say {', '.join(rare[:4])}")


def compare_sources(a: StoredMention, b: StoredMention, _pool: Pool) -> Evidence | None:
    """One outlet seldom tells one event twice, and one document less."""
    if a.mention.document == b.mention.document:
        return _found("source", "same document", f"both in {a.mention.document}")
    if a.source and a.source == b.source:
        return _found("source", "same source", f"both by {a.source}")
    return None


COMPARISONS: Sequence[Callable[[StoredMention, StoredMention, Pool], Evidence | None]] = (
    compare_dates,
    compare_places,
    compare_perpetrators,
    compare_targets,
    compare_types,
    compare_killed,
    compare_injured,
    compare_weapons,
    compare_words,
    compare_sources,
)


def _same_place(one: Place, two: Place, pool: Pool) -> Evidence:
    if _is_area(one) or _is_area(two):
        return _found("place", "same region", f"both in {one.name}")
    common = pool.share(pool.places, one.gazetteer_id or "", 0.03) if pool.size else None
    return Evidence(
        "place", "same place", weigh("place", "same place", common=common), f"both at {one.name}"
    )


def name_two_places(one: Place, two: Place) -> bool:
    """Whether two towns or villages are named, neither as "near", under different names."""
    if not (one.gazetteer_id and two.gazetteer_id):
        return False
    beside = NEAR in (one.geo_precision, two.geo_precision)
    return not beside and one.name.casefold() != two.name.casefold()


def _is_area(place: Place) -> bool:
    """Whether a name covers a region; a village whose point is uncertain is still one village."""
    if place.gazetteer_id is None:
        return (place.geo_precision or REGION) == REGION
    return place.gazetteer_id.startswith(("admin:", "country:"))


def _compare_distance(one: Place, two: Place, kilometres: float) -> Evidence:
    words = f"{one.name} and {two.name}, {kilometres:.0f} km apart"
    reach = reach_km(one) + reach_km(two)
    if _is_area(one) or _is_area(two):
        if one.admin1 and one.admin1 == two.admin1:
            return _found("place", "same region", f"both in {one.admin1}")
        return _found("place", "same region" if kilometres <= reach else "other region", words)
    if kilometres <= reach and not name_two_places(one, two):
        return _found("place", "within precision", words)
    return _found("place", "other place near" if kilometres <= 3 * reach else "other place", words)


def _compare_regions(one: Place, two: Place) -> Evidence | None:
    if not one.admin1 or not two.admin1:
        return None
    if one.admin1 == two.admin1:
        return _found("place", "same region", f"both in {one.admin1}")
    return _found("place", "other region", f"{one.admin1} and {two.admin1}")


def _compare_roles(one: Mention, two: Mention, role: str, pool: Pool) -> Evidence | None:
    mine, yours = _ids(one, role), _ids(two, role)
    if not mine or not yours:
        return None
    if shared := mine & yours:
        rarest = min(shared, key=lambda actor: pool.actors.get(actor, 0))
        common = pool.share(pool.actors, rarest, 0.3) if pool.size else None
        weight = max(0.3, weigh(role, "same", common=common))
        return Evidence(role, "same", weight, f"both {', '.join(sorted(shared))}")
    if {pool.root(actor) for actor in mine} & {pool.root(actor) for actor in yours}:
        return _found(role, "kin", f"{_say(mine)} and {_say(yours)} are kin")
    other = "target" if role == "perpetrator" else "perpetrator"
    if role == "perpetrator" and (mine & _ids(two, other) or yours & _ids(one, other)):
        words = f"{_say(mine)} and {_say(yours)}, told from the other side"
        return _found(role, "other way round", words)
    return _found(role, "different", f"{_say(mine)} and {_say(yours)}")


def _compare_tolls(one: Mention, two: Mention, measure: str) -> Evidence | None:
    mine, yours = total_toll(one.tolls, measure), total_toll(two.tolls, measure)
    a, b = _figure(mine), _figure(yours)
    if a is None or b is None:
        return None
    if a == b:
        return Evidence(
            measure,
            "same number",
            weigh(measure, "same number", common=_commonness(a)),
            f"both {a} {measure}",
        )
    words = f"{a} and {b} {measure}"
    if _overlap(mine, yours) or abs(a - b) <= max(1, 0.2 * max(a, b)):
        return _found(measure, "close", words)
    if measure == "killed" and max(a, b) >= 3 * max(1, min(a, b)) and abs(a - b) > 4:  # noqa: PLR2004 - three times and more
        return _found(measure, "far apart", words)
    return _found(measure, "differ", words)


def _commonness(number: int) -> float:
    """How often two unrelated reports name this number: small ones often, large ones hardly."""
    return {0: 0.30, 1: 0.25, 2: 0.18, 3: 0.13}.get(number, 0.07 if number <= 10 else 0.03)  # noqa: PLR2004 - ten


def _figure(toll: TollRange) -> int | None:
    return toll.low if toll.low is not None else toll.high


def _overlap(one: TollRange, two: TollRange) -> bool:
    low = max(one.low or 0, two.low or 0)
    tops = [high for high in (one.high, two.high) if high is not None]
    return bool(tops) and low <= min(tops)


def _ids(mention: Mention, role: str) -> set[str]:
    return {part.id for part in mention.actors if part.id and part.role == role}


def _say(actors: Iterable[str]) -> str:
    return ", ".join(sorted(actors))


def _say_dates(mention: Mention) -> str:
    if mention.date_end is None or mention.date_end == mention.date_start:
        return str(mention.date_start)
    return f"{mention.date_start} to {mention.date_end}"


def _same_day_of_year(one: date, two: date) -> bool:
    return (one.month, one.day) == (two.month, two.day)


def _names(mention: Mention) -> list[str]:
    names = [f"{part.text} {part.name}" for part in mention.actors]
    if mention.place:
        names.append(f"{mention.place.text} {mention.place.name}")
    return names


def _found(comparison: str, level: str, words: str) -> Evidence:
    return Evidence(comparison, level, weigh(comparison, level), words)
