"""Countries by any code or demonym, with their neighbours."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dateline.atlas.fold import fold_name
from dateline.atlas.pack import DATA


@dataclass(frozen=True, slots=True)
class Country:
    """A country's codes.

    Attributes:
        iso2: ISO 3166 alpha-2, the code Dateline uses.
        iso3: alpha-3.
        numeric: ISO numeric, ACLED's `iso`.
        gleditsch_ward: UCDP's country number; None for those outside that system.
        name: in English, as GeoNames has it.
        capital: in English.
        continent: `AF`, `AN`, `AS`, `EU`, `NA`, `OC` or `SA`.
        neighbours: alpha-2 codes of the countries it borders.
    """

    iso2: str
    iso3: str
    numeric: int
    gleditsch_ward: int | None
    name: str
    capital: str
    continent: str
    neighbours: tuple[str, ...]


@cache
def load_countries(folder: Path = DATA) -> Mapping[str, Country]:
    """Read the table of countries, by alpha-2.

    >>> load_countries()["ML"].gleditsch_ward, load_countries()["ML"].numeric
    (432, 466)
    """
    with (folder / "countries.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return MappingProxyType(
        {
            row["iso2"]: Country(
                row["iso2"],
                row["iso3"],
                int(row["numeric"]),
                int(row["gleditsch_ward"]) if row["gleditsch_ward"] else None,
                row["name"],
                row["capital"],
                row["continent"],
                tuple(row["neighbours"].split(",")) if row["neighbours"] else (),
            )
            for row in rows
        }
    )


@cache
def country_codes(folder: Path = DATA) -> Mapping[str, str]:
    """Alpha-2 by every other code: alpha-3, ISO numeric, `gw:432`.

    >>> country_codes()["MLI"], country_codes()["466"], country_codes()["gw:432"]
    ('ML', 'ML', 'ML')
    """
    codes: dict[str, str] = {}
    for code, country in load_countries(folder).items():
        codes |= {code: code, country.iso3: code, str(country.numeric): code}
        if country.gleditsch_ward is not None:
            codes[f"gw:{country.gleditsch_ward}"] = code
    return MappingProxyType(codes)


@cache
def load_demonyms(folder: Path = DATA) -> Mapping[str, str]:
    """Alpha-2 by folded word: `nigerien` to `NE`, `malienne` to `ML`; plurals are understood.

    >>> load_demonyms()["nigerien"], load_demonyms()["nigeriens"], load_demonyms()["malienne"]
    ('NE', 'NE', 'ML')
    """
    found: dict[str, str] = {}
    with (folder / "demonyms.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            word, code = fold_name(row["word"]), row["country"]
            # English first: French "nigerian" (Nigérian) must not shadow it, nor be shadowed.
            for form in (
                word,
                f"{word}s",
                *((f"{word}e", f"{word}es") * (row["language"] == "fr")),
            ):
                if row["language"] == "en":
                    found[form] = code
                else:
                    found.setdefault(form, code)
    return MappingProxyType(found)
