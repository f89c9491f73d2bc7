"""Peers of the linkage: a simple rule, and Splink, on the same mentions."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any

from dateline.model.stored import StoredMention
from dateline.model.toll import total_toll

NEAR_KM, NEAR_DAYS = 5.0, 1


def link_by_rule(mentions: Sequence[StoredMention]) -> dict[int, int]:
    """Same type, within 5 km and a day, and whatever hangs together so: mention to group."""
    group = {stored.id: stored.id for stored in mentions}

    def find(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    by_day: dict[tuple[str, int], list[StoredMention]] = defaultdict(list)
    for stored in mentions:
        day = stored.mention.date_start
        if day is None or stored.mention.place is None:
            continue
        for near in range(-NEAR_DAYS, NEAR_DAYS + 1):
            for other in by_day[stored.mention.event_type, day.toordinal() + near]:
                if _within(stored, other):
                    group[find(stored.id)] = find(other.id)
        by_day[stored.mention.event_type, day.toordinal()].append(stored)
    return {stored.id: find(stored.id) for stored in mentions}


def _within(one: StoredMention, two: StoredMention) -> bool:
    a, b = one.mention.place, two.mention.place
    if a is None or b is None or a.latitude is None or b.latitude is None:
        return False
    south, north = radians(a.latitude), radians(b.latitude)
    across = radians((b.longitude or 0) - (a.longitude or 0))
    arc = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(arc)) <= NEAR_KM


def link_by_splink(mentions: Sequence[StoredMention]) -> dict[int, int]:
    """Splink as its tutorial has it: the same columns and distances, weights by its own EM."""
    import logging

    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        blocking_rules_to_generate_predictions=[block_on("week"), block_on("next_week")],
        comparisons=[
            cl.AbsoluteTimeDifferenceAtThresholds(
                "day", input_is_string=True, metrics=["day", "day"], thresholds=[1, 3],
                datetime_format="%Y-%m-%d",
            ),
            cl.DistanceInKMAtThresholds("lat", "lon", [5, 20, 80]),
            cl.ExactMatch("kind"),
            cl.ExactMatch("perpetrator"),
            cl.ExactMatch("target"),
            cl.ExactMatch("killed"),
            cl.ExactMatch("injured"),
            cl.ExactMatch("weapon"),
        ],
    )  # fmt: skip
    table = pa.Table.from_pylist([_flatten(stored) for stored in mentions])
    linker = Linker(DuckDBAPI().register(table), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(
        [block_on("day", "kind", "killed", "perpetrator")], recall=0.2
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("day", "kind"), block_on("killed", "week")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        found, threshold_match_probability=0.5
    )
    rows = clusters.as_pyarrow_table().to_pylist()
    numbers: dict[Any, int] = {}
    return {
        int(row["unique_id"]): numbers.setdefault(row["cluster_id"], len(numbers)) for row in rows
    }


def _flatten(stored: StoredMention) -> dict[str, Any]:
    """A mention as the flat row that Splink compares."""
    mention = stored.mention
    sides = {
        role: ",".join(sorted(part.id for part in mention.actors if part.id and part.role == role))
        for role in ("perpetrator", "target")
    }
    day = mention.date_start or date(1900, 1, 1)
    place = mention.place
    return {
        "unique_id": stored.id,
        "day": str(day),
        "week": day.toordinal() // 7,
        "next_week": (day.toordinal() + 3) // 7,
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "kind": mention.sub_event_type,
        "perpetrator": sides["perpetrator"] or None,
        "target": sides["target"] or None,
        "killed": total_toll(mention.tolls, "killed").low,
        "injured": total_toll(mention.tolls, "injured").low,
        "weapon": ",".join(mention.weapons) or None,
    }
