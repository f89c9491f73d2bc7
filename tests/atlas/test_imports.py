"""GeoNames country files and Who's On First tables as a desk's own places."""

import json
from pathlib import Path

import pytest

from dateline.atlas import Gazetteer, open_gazetteer
from dateline.atlas.basemap import load_basemap
from dateline.atlas.imports import PlaceImport, import_places, merge_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def geonames_line(number: int, name: str, names: str, latitude: str, longitude: str) -> str:
    cells = [str(number), name, name, names, latitude, longitude, "P", "PPL", "ML", "", "04", "",
             "", "", "0", "", "270", "Africa/Bamako", "2020-01-01"]  # fmt: skip
    return "\t".join(cells) + "\n"


def wof_table(*rows: dict[str, str]) -> list[str]:
    columns = ["wof_id", "name", "placetype", "lat", "lon", "geonames_id", "population",
               "is_current", "deprecated", "names"]  # fmt: skip
    lines = ["\t".join(columns)]
    lines += ["\t".join(row.get(column, "") for column in columns) for row in rows]
    return [f"{line}\n" for line in lines]


def read(lines: list[str], gazetteer: Gazetteer) -> PlaceImport:
    return import_places(lines, "ML.txt", gazetteer=gazetteer, basemap=load_basemap())


def test_a_geonames_village_gets_the_unit_that_holds_it(gazetteer: Gazetteer) -> None:
    lines = [geonames_line(990000001, "Invented Koro", "Koro Inventé,صورو", "14.20", "-3.50")]
    (row,) = read(lines, gazetteer).rows
    assert (row.id, row.country, row.admin1, row.feature) == (
        "geonames:990000001", "ML", "ML/Mopti", "P.PPL",
    )  # fmt: skip
    assert row.names == ("Koro Inventé", "صورو")


def test_a_shipped_place_without_new_names_is_not_written_again(gazetteer: Gazetteer) -> None:
    lines = [geonames_line(2453348, "Mopti", "Mopti", "14.4843", "-4.18296")]
    result = read(lines, gazetteer)
    assert (result.rows, result.problems) == ((), ())


def test_a_new_name_of_a_shipped_place_keeps_its_people_and_unit(gazetteer: Gazetteer) -> None:
    lines = [geonames_line(2453348, "Mopti", "Venice of Mali", "0", "0")]
    (row,) = read(lines, gazetteer).rows
    assert (row.population, row.admin1, row.latitude) == (186187, "ML/Mopti", 14.4843)
    assert row.names == ("Venice of Mali",)


def test_malformed_lines_are_problems_with_their_number(gazetteer: Gazetteer) -> None:
    good = geonames_line(990000002, "Invented Two", "", "14.3", "-3.6")
    bad = geonames_line(990000003, "Invented Three", "", "north", "-3.6")
    result = read([good, "only\tthree\tcells\n", bad], gazetteer)
    assert [row.name for row in result.rows] == ["Invented Two"]
    assert [problem.where for problem in result.problems] == ["ML.txt:2", "ML.txt:3"]


def test_a_whos_on_first_village_comes_with_its_arabic_name(gazetteer: Gazetteer) -> None:
    names = json.dumps({"ara:preferred": ["قرية مخترعة"], "eng:variant": ["Invented"]})
    lines = wof_table(
        {"wof_id": "7", "name": "Invented", "placetype": "locality", "lat": "13.44",
         "lon": "-6.26", "names": names},
        {"wof_id": "8", "name": "Gone", "placetype": "locality", "lat": "13", "lon": "-6",
         "deprecated": "2019-01-01"},
    )  # fmt: skip
    result = read(lines, gazetteer)
    (row,) = result.rows
    assert (row.id, row.admin1, row.names) == ("wof:7", "ML/Segou", ("قرية مخترعة",))
    assert [problem.kind for problem in result.problems] == ["places-left-out"]


def test_a_file_of_another_kind_is_one_problem(gazetteer: Gazetteer) -> None:
    result = read(["a,b,c\n", "1,2,3\n"], gazetteer)
    assert [problem.kind for problem in result.problems] == ["unknown-places-format"]
    assert read([], gazetteer).problems[0].severity == "error"


def test_an_import_twice_gives_the_same_file(gazetteer: Gazetteer, tmp_path: Path) -> None:
    lines = [geonames_line(990000001, "Invented Koro", "صورو", "14.20", "-3.50")]
    rows = read(lines, gazetteer).rows
    once = merge_places("# our villages\n", rows)
    assert merge_places(once, rows) == once
    assert once.startswith("# our villages\n")
    file = tmp_path / "places.tsv"
    file.write_text(once, "utf-8")
    desk = open_gazetteer(file)
    assert desk.problems == []
    assert desk.exact("صورو")[0].id == "geonames:990000001"


def test_the_villages_of_mali_are_read(gazetteer: Gazetteer, shared: Path) -> None:
    import gzip

    table = shared / "data" / "places" / "ml_places.tsv.gz"
    with gzip.open(table, "rt", encoding="utf-8") as stream:
        result = import_places(stream, table.name, gazetteer=gazetteer, basemap=load_basemap())
    assert len(result.rows) > 14_000
    assert {problem.severity for problem in result.problems} == {"note"}
