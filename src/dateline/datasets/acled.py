"""ACLED: its columns, older editions' too, and its rows as events.

Rows stay on the desk: its licence lets aggregates be published, and no row.
Actor 1 is not necessarily the attacker.
"""

from dateline.model.actor import INTER_CODES
from dateline.model.dataset import Shape
from dateline.model.mention import EVENT_TYPES

ACLED = Shape(
    name="acled",
    origin="Armed Conflict Location & Event Data, https://acleddata.com/",
    licence="No row may be passed on; aggregates may, with the query and the day of access.",
    citation=(
        "Raleigh, Clionadh, Andrew Linke, Håvard Hegre and Joakim Karlsen (2010): Introducing "
        "ACLED. Journal of Peace Research 47(5)."
    ),
    columns={
        "event_id_cnty": "text",
        "event_date": "date",
        "year": "int",
        "time_precision": "int",
        "disorder_type": "text",
        "event_type": "text",
        "sub_event_type": "text",
        "actor1": "text",
        "assoc_actor_1": "text",
        "inter1": "text",
        "actor2": "text",
        "assoc_actor_2": "text",
        "inter2": "text",
        "interaction": "text",
        "civilian_targeting": "text",
        "iso": "int",
        "region": "text",
        "country": "text",
        "admin1": "text",
        "admin2": "text",
        "admin3": "text",
        "location": "text",
        "latitude": "float",
        "longitude": "float",
        "geo_precision": "int",
        "source": "text",
        "source_scale": "text",
        "notes": "text",
        "fatalities": "int",
        "tags": "text",
        "timestamp": "int",
    },
    extras={
        "data_id": "int",
        "event_id_no_cnty": "int",
        "iso3": "text",
        "population_1km": "int",
        "population_2km": "int",
        "population_5km": "int",
        "population_best": "int",
    },
    renamed={
        "event_id": "event_id_cnty",
        "ally_actor_1": "assoc_actor_1",
        "ally_actor_2": "assoc_actor_2",
        "assoc_actor1": "assoc_actor_1",
        "assoc_actor2": "assoc_actor_2",
        "time_precisi": "time_precision",
        "geo_precis": "geo_precision",
        "event_id_no": "event_id_no_cnty",
    },
    ignored={"gwno": "iso names the country"},
    key="event_id_cnty",
    needed=("event_id_cnty", "event_date", "country"),
    choices={
        "event_type": frozenset(EVENT_TYPES),
        "time_precision": frozenset({1, 2, 3}),
        "geo_precision": frozenset({1, 2, 3}),
        "inter1": frozenset(INTER_CODES.values()),
        "inter2": frozenset(INTER_CODES.values()),
    },
    rows_leave=False,
)


def _interactions() -> dict[str, str]:
    """The old numbers of `interaction`: two kinds of actor, the lower first, 0 for none."""
    words = {}
    for first, name in INTER_CODES.items():
        words[f"{first}0"] = f"{name} only"
        for second, other in INTER_CODES.items():
            if first <= second:
                words[f"{first}{second}"] = f"{name}-{other}"
    return words


# What older editions write, and what it is called today. What older editions lump together
# (`Riots/Protests`) has no name of today and is reported.
_OLD_TYPES = {
    "Remote violence": "Explosions/Remote violence",
    "Strategic development": "Strategic developments",
    "Battle-No change of territory": "Battles",
    "Battle-Government regains territory": "Battles",
    "Battle-Non-state actor overtakes territory": "Battles",
    "Headquarters or base established": "Strategic developments",
    "Non-violent transfer of territory": "Strategic developments",
}
_INTERS = {str(code): name for code, name in INTER_CODES.items()} | {"0": ""}
OLD_VALUES: dict[str, dict[str, str]] = {
    "event_type": _OLD_TYPES,
    "inter1": _INTERS,
    "inter2": _INTERS,
    "interaction": _interactions(),
}

WORDY = frozenset({
    "notes", "source", "tags",
})  # fmt: skip
FILLS = {
    "event_type": ("event_type",),
    "sub_event_type": ("sub_event_type",),
    "date_start": ("event_date",),
    "date_end": ("event_date",),
    "time_precision": ("time_precision",),
    "place": ("location",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "country": ("country",),
    "admin1": ("admin1", "latitude"),
    "admin2": ("admin2",),
    "geo_precision": ("geo_precision",),
    "parties": ("actor1", "actor2"),
    "killed_low": ("fatalities",),
    "killed_best": ("fatalities",),
    "killed_high": ("fatalities",),
}

# A row without a first level stands for its own point alone, and for none where that is vague.
POINT = (
    "CASE WHEN rows.admin1 IS NULL AND rows.geo_precision <= 2 "
    "THEN [rows.latitude, rows.longitude] END"
)
UNITS = f"""
SELECT country AS unit_country, admin1 AS unit_admin1, admin2 AS unit_admin2, {POINT} AS unit_point,
       any_value(iso)::VARCHAR AS code,
       arg_min(latitude, geo_precision) FILTER (geo_precision <= 2) AS latitude,
       arg_min(longitude, geo_precision) FILTER (geo_precision <= 2) AS longitude
FROM rows GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - a constant
ACTORS = "SELECT actor1 FROM rows UNION SELECT actor2 FROM rows"

# Precision 2 of time is a week with its middle as the date, 3 a month. A 0 of fatalities does not
# mean none, so it becomes not stated; any other is the lowest figure reported.
EVENTS = f"""
SELECT rows.event_type AS event_type, rows.sub_event_type AS sub_event_type,
       CASE rows.time_precision WHEN 2 THEN rows.event_date - 3
            WHEN 3 THEN date_trunc('month', rows.event_date)::DATE ELSE rows.event_date
       END AS date_start,
       CASE rows.time_precision WHEN 2 THEN rows.event_date + 3
            WHEN 3 THEN last_day(rows.event_date) ELSE rows.event_date END AS date_end,
       rows.time_precision AS time_precision, rows.location AS place,
       rows.latitude AS latitude, rows.longitude AS longitude,
       units.country AS country, units.admin1 AS admin1,
       CASE WHEN coalesce(rows.geo_precision, 1) <= 2 THEN units.admin2 END AS admin2,
       rows.geo_precision AS geo_precision,
       nullif(rows.fatalities, 0) AS killed_low, nullif(rows.fatalities, 0) AS killed_best,
       NULL::BIGINT AS killed_high,
       list_filter([a.id, b.id], lambda one: one IS NOT NULL) AS parties
FROM rows
LEFT JOIN units ON units.unit_country IS NOT DISTINCT FROM rows.country
     AND units.unit_admin1 IS NOT DISTINCT FROM rows.admin1
     AND units.unit_admin2 IS NOT DISTINCT FROM rows.admin2
     AND units.unit_point IS NOT DISTINCT FROM {POINT}
LEFT JOIN actors a ON a.name = rows.actor1
LEFT JOIN actors b ON b.name = rows.actor2
"""  # noqa: S608 - a constant
