"""Places: what a gazetteer knows, and what a mention says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place of a gazetteer.

    Attributes:
        id: `geonames:2449067`, `wof:1108797345`, `admin:ML/Mopti`, `country:ML`, `desk:bapho`.
        name: the main name.
        latitude: degrees north, WGS 84.
        longitude: degrees east.
        country: ISO 3166 alpha-2; None for seas and continents.
        admin1: `ML/Mopti`, where known.
        admin2: `ML/Mopti/Bandiagara`, where known.
        feature: GeoNames feature class and code, such as `P.PPL`, `A.ADM1`, `A.PCLI`.
        population: 0 where unknown.
        origin: which gazetteer it comes from.
        alias: the name under which it was found, when that is not the main one.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    feature: str = "P.PPL"
    population: int = 0
    origin: str = ""
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention or an event says it happened.

    Attributes:
        name: the gazetteer's name, or the words where nothing was resolved.
        text: the words in the document.
        gazetteer_id: None where nothing was resolved.
        admin1: `ML/Mopti`.
        country: ISO 3166 alpha-2.
        geo_precision: ACLED's code: 1 named town, 2 near a town or small area, 3 larger region.
        kind: kind of site that a precision ceiling may concern (`camp`, `clinic`...), or None.
        confidence: of the resolution, 0 to 1.
    """

    name: str
    text: str
    gazetteer_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str | None = None
    admin2: str | None = None
    country: str | None = None
    geo_precision: int | None = None
    kind: str | None = None
    confidence: float | None = None
