"""GDELT 2.1 events: 61 columns without a header, and its rows as events.

A row is what one machine read into reports, so rows count reports and not events.
"""

from dateline.model.dataset import Shape


def _actor(number: int) -> dict[str, str]:
    parts = (
        "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
        "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
    )  # fmt: skip
    return {f"Actor{number}{part}": "text" for part in parts}


def _place(whose: str) -> dict[str, str]:
    return {
        f"{whose}Geo_Type": "int",
        f"{whose}Geo_FullName": "text",
        f"{whose}Geo_CountryCode": "text",
        f"{whose}Geo_ADM1Code": "text",
        f"{whose}Geo_ADM2Code": "text",
        f"{whose}Geo_Lat": "float",
        f"{whose}Geo_Long": "float",
        f"{whose}Geo_FeatureID": "text",
    }


GDELT = Shape(
    name="gdelt",
    origin="The GDELT Project, https://www.gdeltproject.org/",
    licence="May be used and passed on with a citation of the GDELT Project and its address.",
    citation=(
        "Leetaru, Kalev and Philip Schrodt (2013): GDELT: Global Data on Events, Location and "
        "Tone, 1979-2012. ISA Annual Convention."
    ),
    columns={
        "GLOBALEVENTID": "int",
        "SQLDATE": "date",
        "MonthYear": "int",
        "Year": "int",
        "FractionDate": "float",
        **_actor(1),
        **_actor(2),
        "IsRootEvent": "int",
        "EventCode": "text",
        "EventBaseCode": "text",
        "EventRootCode": "text",
        "QuadClass": "int",
        "GoldsteinScale": "float",
        "NumMentions": "int",
        "NumSources": "int",
        "NumArticles": "int",
        "AvgTone": "float",
        **_place("Actor1"),
        **_place("Actor2"),
        **_place("Action"),
        "DATEADDED": "int",
        "SOURCEURL": "text",
    },
    extras={},
    renamed={"globaleventid": "GLOBALEVENTID", "eventid": "GLOBALEVENTID"},
    ignored={},
    key="GLOBALEVENTID",
    needed=("GLOBALEVENTID", "SQLDATE", "EventCode"),
    choices={
        "QuadClass": frozenset({1, 2, 3, 4}),
        "ActionGeo_Type": frozenset({0, 1, 2, 3, 4, 5}),
    },
)

WORDY = frozenset({
    "SOURCEURL", "Actor1Geo_FullName", "Actor2Geo_FullName", "Actor1Geo_FeatureID",
    "Actor2Geo_FeatureID", "ActionGeo_FeatureID",
})  # fmt: skip
FILLS = {
    "date_start": ("SQLDATE",),
    "date_end": ("SQLDATE",),
    "time_precision": ("SQLDATE",),
    "place": ("ActionGeo_FullName",),
    "latitude": ("ActionGeo_Lat",),
    "longitude": ("ActionGeo_Long",),
    "country": ("ActionGeo_Lat",),
    "admin1": ("ActionGeo_Lat",),
    "geo_precision": ("ActionGeo_Type",),
    "parties": ("Actor1Name", "Actor2Name"),
    "reported_at": ("DATEADDED",),
}

# GDELT's country and unit codes are FIPS 10-4; the point says the same in the atlas's own words.
UNITS = """
SELECT DISTINCT ActionGeo_Lat::VARCHAR AS unit_country, ActionGeo_Long::VARCHAR AS unit_admin1,
       NULL::VARCHAR AS unit_admin2, NULL::DOUBLE[] AS unit_point, NULL::VARCHAR AS code,
       ActionGeo_Lat AS latitude, ActionGeo_Long AS longitude
FROM rows WHERE ActionGeo_Lat IS NOT NULL ORDER BY ALL
"""
ACTORS = "SELECT Actor1Name FROM rows UNION SELECT Actor2Name FROM rows"

# Types of place: 1 country, 2 state of the United States, 3 and 4 town, 5 other first level.
EVENTS = """
SELECT rows.SQLDATE AS date_start, rows.SQLDATE AS date_end, 1 AS time_precision,
       rows.ActionGeo_FullName AS place,
       rows.ActionGeo_Lat AS latitude, rows.ActionGeo_Long AS longitude,
       units.country AS country,
       CASE WHEN rows.ActionGeo_Type > 1 THEN units.admin1 END AS admin1,
       CASE WHEN rows.ActionGeo_Type IN (3, 4) THEN 1 WHEN rows.ActionGeo_Type > 0 THEN 3
       END AS geo_precision,
       strftime(try_strptime(rows.DATEADDED::VARCHAR, ['%Y%m%d%H%M%S', '%Y%m%d']),
                '%Y-%m-%dT%H:%M:%S+00:00') AS reported_at,
       list_filter([a.id, b.id], lambda one: one IS NOT NULL) AS parties
FROM rows
LEFT JOIN units ON units.unit_country = rows.ActionGeo_Lat::VARCHAR
     AND units.unit_admin1 = rows.ActionGeo_Long::VARCHAR
LEFT JOIN actors a ON a.name = rows.Actor1Name
LEFT JOIN actors b ON b.name = rows.Actor2Name
"""
