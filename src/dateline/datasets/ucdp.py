"""UCDP GED, the Georeferenced Event Dataset: its columns, and its rows as events.

A row is one incident of organised violence with at least one death, between two sides.
Side A is usually the government, and no column says who attacked.
"""

from dateline.model.dataset import Shape

UCDP_GED = Shape(
    name="ucdp-ged",
    origin="Uppsala Conflict Data Program, https://ucdp.uu.se/",
    licence="CC BY 4.0: may be passed on with the citation.",
    citation=(
        "Davies, Shawn, Garoun Engström, Therése Pettersson and Magnus Öberg (2024): Organized "
        "violence 1989-2023. Journal of Peace Research 61(4). Sundberg, Ralph and Erik Melander "
        "(2013): Introducing the UCDP Georeferenced Event Dataset. Journal of Peace Research 50(4)."
    ),
    columns={
        "id": "int",
        "relid": "text",
        "year": "int",
        "active_year": "flag",
        "code_status": "text",
        "type_of_violence": "int",
        "conflict_dset_id": "text",
        "conflict_new_id": "text",
        "conflict_name": "text",
        "dyad_dset_id": "text",
        "dyad_new_id": "text",
        "dyad_name": "text",
        "side_a_dset_id": "text",
        "side_a_new_id": "text",
        "side_a": "text",
        "side_b_dset_id": "text",
        "side_b_new_id": "text",
        "side_b": "text",
        "number_of_sources": "int",
        "source_article": "text",
        "source_office": "text",
        "source_date": "text",
        "source_headline": "text",
        "source_original": "text",
        "where_prec": "int",
        "where_coordinates": "text",
        "where_description": "text",
        "adm_1": "text",
        "adm_2": "text",
        "latitude": "float",
        "longitude": "float",
        "geom_wkt": "text",
        "priogrid_gid": "int",
        "country": "text",
        "country_id": "int",
        "region": "text",
        "event_clarity": "int",
        "date_prec": "int",
        "date_start": "date",
        "date_end": "date",
        "deaths_a": "int",
        "deaths_b": "int",
        "deaths_civilians": "int",
        "deaths_unknown": "int",
        "best": "int",
        "high": "int",
        "low": "int",
        "gwnoa": "text",
        "gwnob": "text",
    },
    extras={"date": "date"},
    renamed={
        "event_id": "id",
        "typeofviolence": "type_of_violence",
        "conflict_id": "conflict_new_id",
        "dyad_id": "dyad_new_id",
        "side_a_id": "side_a_new_id",
        "side_b_id": "side_b_new_id",
        "best_est": "best",
        "high_est": "high",
        "low_est": "low",
        "lat": "latitude",
        "lon": "longitude",
        "gwno_a": "gwnoa",
        "gwno_b": "gwnob",
    },
    ignored={"ged_version": "the manifest names the version", "geom": "it repeats geom_wkt"},
    key="id",
    needed=("id", "type_of_violence", "country"),
    choices={
        "type_of_violence": frozenset({1, 2, 3}),
        "where_prec": frozenset(range(1, 8)),
        "date_prec": frozenset(range(1, 6)),
        "event_clarity": frozenset({1, 2}),
    },
)

WORDY = frozenset({
    "relid", "geom_wkt", "where_description", "source_article", "source_office", "source_headline",
    "source_original",
})  # fmt: skip

# The columns of the events table that a row fills, each with the columns it needs for that; a
# query that asks for another is refused.
FILLS = {
    "date_start": ("date_start", "date"),
    "date_end": ("date_end", "date_start", "date"),
    "time_precision": ("date_prec", "date"),
    "place": ("where_coordinates",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "country": ("country",),
    "admin1": ("adm_1", "latitude"),
    "admin2": ("adm_2",),
    "geo_precision": ("where_prec",),
    "parties": ("side_a", "side_b"),
    "killed_low": ("low",),
    "killed_best": ("best",),
    "killed_high": ("high",),
    "reported_at": ("source_date",),
}

# A row without a first level stands for its own point alone, and for none where that is vague.
POINT = (
    "CASE WHEN rows.adm_1 IS NULL AND rows.where_prec <= 3 THEN [rows.latitude, rows.longitude] END"
)
UNITS = f"""
SELECT country AS unit_country, adm_1 AS unit_admin1, adm_2 AS unit_admin2, {POINT} AS unit_point,
       'gw:' || any_value(country_id) AS code,
       arg_min(latitude, where_prec) FILTER (where_prec <= 3) AS latitude,
       arg_min(longitude, where_prec) FILTER (where_prec <= 3) AS longitude
FROM rows GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - a constant
ACTORS = "SELECT side_a FROM rows UNION SELECT side_b FROM rows"

# where_prec 4 is the first admin level, 3 the second; from 5 on the place is vague.
EVENTS = f"""
SELECT coalesce(rows.date_start, rows.date) AS date_start,
       coalesce(rows.date_end, rows.date_start, rows.date) AS date_end,
       CASE rows.date_prec WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 3 THEN 2 WHEN 4 THEN 3 WHEN 5 THEN 3
            ELSE CASE WHEN rows.date IS NOT NULL THEN 1 END END AS time_precision,
       rows.where_coordinates AS place,
       rows.latitude AS latitude, rows.longitude AS longitude,
       units.country AS country, units.admin1 AS admin1,
       CASE WHEN coalesce(rows.where_prec, 1) <= 3 THEN units.admin2 END AS admin2,
       CASE WHEN rows.where_prec <= 2 THEN rows.where_prec WHEN rows.where_prec > 2 THEN 3
       END AS geo_precision,
       rows.low AS killed_low, rows.best AS killed_best, rows.high AS killed_high,
       list_filter([a.id, b.id], lambda one: one IS NOT NULL) AS parties,
       list_min(regexp_extract_all(rows.source_date, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}'))
           AS reported_at
FROM rows
LEFT JOIN units ON units.unit_country IS NOT DISTINCT FROM rows.country
     AND units.unit_admin1 IS NOT DISTINCT FROM rows.adm_1
     AND units.unit_admin2 IS NOT DISTINCT FROM rows.adm_2
     AND units.unit_point IS NOT DISTINCT FROM {POINT}
LEFT JOIN actors a ON a.name = rows.side_a
LEFT JOIN actors b ON b.name = rows.side_b
"""  # noqa: S608 - a constant
