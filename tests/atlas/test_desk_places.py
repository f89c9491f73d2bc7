"""A desk's own places over the shipped ones."""

from pathlib import Path

from dateline.atlas import open_gazetteer
from dateline.atlas.desk_places import parse_desk_places

TABLE = (
    "id\tname\tlatitude\tlongitude\tcountry\tadmin1\tnames\tsource\n"
    "desk:saye\tSaye\t14.20\t-4.90\tML\tML/Segou\tSaï|صاي\tour own map reading\n"
)


def test_a_desk_village_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    file = tmp_path / "places.tsv"
    file.write_text(TABLE, "utf-8")
    gazetteer = open_gazetteer(file)
    assert gazetteer.exact("sai")[0].id == "desk:saye"
    assert gazetteer.exact("صاي")[0].id == "desk:saye"
    village = gazetteer.entry("desk:saye")
    assert village is not None
    assert (village.admin1, village.country, village.origin) == (
        "ML/Segou", "ML", "our own map reading",
    )  # fmt: skip


def test_a_village_of_the_desk_takes_the_place_of_the_shipped_one_beside_it(
    tmp_path: Path,
) -> None:
    file = tmp_path / "places.tsv"
    header = "id\tname\tlatitude\tlongitude\tcountry\n"
    file.write_text(f"{header}desk:konna\tKonna\t14.95\t-3.90\tML\n", "utf-8")
    found = [entry.id for entry in open_gazetteer(file).exact("Konna")]
    assert found == ["desk:konna", "geonames:2965234"]  # the other is Conna in Ireland


def test_a_missing_file_adds_nothing(tmp_path: Path) -> None:
    assert open_gazetteer(tmp_path / "none.tsv").entry("desk:saye") is None


def test_a_malformed_row_is_a_problem_and_the_rest_is_used() -> None:
    places = parse_desk_places(
        TABLE + "desk:x\tX\tnorth\t0\tML\t\t\t\ndesk:y\tY\t140\t0\tML\t\t\t\n", "places.tsv"
    )
    assert len(places) == 1
    assert places.entry("desk:saye") is not None
    assert [(problem.kind, problem.where) for problem in places.problems] == [
        ("malformed-place", "places.tsv:3"),
        ("malformed-place", "places.tsv:4"),
    ]


def test_a_repeated_id_is_a_problem() -> None:
    places = parse_desk_places(TABLE + TABLE.splitlines()[1] + "\n", "places.tsv")
    assert [problem.kind for problem in places.problems] == ["repeated-place"]


def test_a_header_without_coordinates_is_an_error() -> None:
    places = parse_desk_places("id\tname\nx\tX\n", "places.tsv")
    assert [problem.severity for problem in places.problems] == ["error"]
    assert len(places) == 0


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "places.tsv"
    file.write_bytes(b"\xff\xfe\x00")
    assert open_gazetteer(file).problems
