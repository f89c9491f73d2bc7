from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dateline.datasets.compare import diff_snapshots
from dateline.datasets.kinds import KINDS
from dateline.datasets.store import Added, add_snapshot, find_snapshot, list_snapshots, rows_path
from dateline.errors import CommandError
from dateline.model.dataset import RowChange

NOW = "2026-11-21T10:00:00+00:00"
MakeFile = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "datasets"


def add(folder: Path, name: str, path: Path, version: str = "1") -> Added:
    return add_snapshot(folder, name, path, version=version, now=NOW)


def rows_of(folder: Path, added: Added) -> list[dict[str, Any]]:
    assert added.manifest is not None
    rows: list[dict[str, Any]] = pq.read_table(rows_path(folder, added.manifest)).to_pylist()
    return rows


def test_the_shapes_have_the_columns_that_are_published() -> None:
    sizes = {name: len(kind.shape.columns) for name, kind in KINDS.items()}
    assert sizes == {"ucdp-ged": 49, "acled": 31, "gdelt": 61}


@pytest.mark.parametrize("name", ["ucdp-ged", "acled", "gdelt"])
def test_a_file_becomes_a_snapshot_with_its_manifest(
    folder: Path, make_file: MakeFile, name: str
) -> None:
    added = add(folder, name, make_file(name, {}))
    assert added.new
    assert added.problems == ()
    assert added.manifest is not None
    assert (added.manifest.rows, added.manifest.rows_left_out) == (1, 0)
    assert added.manifest.columns_missing == ()
    assert list_snapshots(folder) == [added.manifest]


def test_the_same_file_again_adds_nothing(folder: Path, make_file: MakeFile) -> None:
    path = make_file("ucdp-ged", {})
    first, second = add(folder, "ucdp-ged", path), add(folder, "ucdp-ged", path, "2")
    assert second.manifest == first.manifest
    assert not second.new
    assert len(list_snapshots(folder)) == 1


def test_a_pinned_version_never_changes(folder: Path, make_file: MakeFile) -> None:
    add(folder, "ucdp-ged", make_file("ucdp-ged", {}))
    with pytest.raises(CommandError, match="pinned already"):
        add(folder, "ucdp-ged", make_file("ucdp-ged", {"id": "7"}))


def test_values_have_their_kinds(folder: Path, make_file: MakeFile) -> None:
    path = make_file(
        "ucdp-ged", {"best": "3.0", "active_year": "False", "date_end": "2023-07-05 00:00:00.000"}
    )
    (row,) = rows_of(folder, add(folder, "ucdp-ged", path))
    assert (row["id"], row["best"], row["active_year"]) == (101, 3, False)
    assert (row["date_start"].isoformat(), row["date_end"].isoformat()) == (
        "2023-07-04",
        "2023-07-05",
    )
    assert row["number_of_sources"] == -1
    assert row["deaths_a"] is None


def test_rows_that_cannot_be_used_are_left_out_and_reported(
    folder: Path, make_file: MakeFile
) -> None:
    rows = ({}, {"id": "x7"}, {"id": "8", "best": "many"}, {"id": "9", "latitude": "214.1"})
    added = add(folder, "ucdp-ged", make_file("ucdp-ged", *rows))
    assert [problem.what for problem in added.problems] == [
        "1 rows have no id that can be read (row 2: 'x7').",
        "1 rows have no latitude that can be read (row 4: '214.1').",
        "1 rows have no best that can be read (row 3: 'many').",
    ]
    assert added.manifest is not None
    assert (added.manifest.rows, added.manifest.rows_left_out) == (3, 1)
    assert [(row["id"], row["best"], row["latitude"]) for row in rows_of(folder, added)] == [
        (8, None, 14.0696),
        (9, 3, None),
        (101, 3, 14.0696),
    ]


def test_a_row_with_a_value_too_many_is_reported(folder: Path, make_file: MakeFile) -> None:
    path = make_file("ucdp-ged", {}, {"id": "102"})
    text = path.read_text(encoding="utf-8").rstrip() + ",stray\n"
    path.write_text(text, encoding="utf-8")
    added = add(folder, "ucdp-ged", path)
    assert added.manifest is not None
    assert (added.manifest.rows, added.manifest.rows_left_out) == (1, 1)
    assert [problem.kind for problem in added.problems] == ["broken-rows"]


def test_a_row_of_hashtags_under_the_header_is_no_event(folder: Path, make_file: MakeFile) -> None:
    path = make_file("ucdp-ged", {})
    header, row = path.read_text(encoding="utf-8").splitlines()
    tags = ",".join(f"#tag+{name}" if at % 3 else "" for at, name in enumerate(header.split(",")))
    path.write_text(f"{header}\n{tags}\n{row}\n", encoding="utf-8")
    added = add(folder, "ucdp-ged", path)
    assert added.problems == ()
    assert [row["id"] for row in rows_of(folder, added)] == [101]


def test_older_names_and_capitals_are_understood(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(
        "ID,TYPE_OF_VIOLENCE,COUNTRY,DATE_START,BEST_EST,CONFLICT_ID,COLOUR\n"
        "5,3,Mali,2010-01-02,4,11347,red\n"
    )
    added = add(folder, "ucdp-ged", path)
    (row,) = rows_of(folder, added)
    assert (row["id"], row["best"], row["conflict_new_id"]) == (5, 4, "11347")
    assert added.manifest is not None
    assert added.manifest.columns_unknown == ("colour",)
    assert [problem.kind for problem in added.problems] == ["unknown-columns"]


def test_a_file_without_a_header_is_read_by_position(folder: Path, make_file: MakeFile) -> None:
    path = make_file("ucdp-ged", {})
    path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
    (row,) = rows_of(folder, add(folder, "ucdp-ged", path))
    assert (row["id"], row["adm_1"], row["low"]) == (101, "Mopti region", 2)


def test_a_file_that_is_no_dataset_is_refused_with_the_reason(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "shopping.csv"
    path.write_text("what,price\nmillet,300\n")
    added = add(folder, "ucdp-ged", path)
    assert added.manifest is None
    assert "lacks id, type_of_violence, country" in added.problems[-1].what
    assert list_snapshots(folder) == []


@pytest.mark.parametrize("payload", [b"", b"\x00\xff\x00\xff", b"PK\x03\x04nothing", b"PAR1PAR1"])
def test_bytes_that_are_no_table_are_a_problem(
    folder: Path, tmp_path: Path, payload: bytes
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(payload)
    added = add(folder, "acled", path)
    assert added.manifest is None
    assert [problem.severity for problem in added.problems][-1] == "error"


def test_older_acled_files_are_put_in_todays_words(folder: Path, make_file: MakeFile) -> None:
    row = {
        "event_type": "Remote violence",
        "event_date": "04 July 2017",
        "data_id": "77",
        "event_id_no_cnty": "101",
        "iso3": "MLI",
    }
    (stored,) = rows_of(folder, add(folder, "acled", make_file("acled", row)))
    assert stored["event_type"] == "Explosions/Remote violence"
    assert stored["event_date"].isoformat() == "2017-07-04"
    assert (stored["inter1"], stored["inter2"]) == ("Rebel group", "State forces")
    assert stored["interaction"] == "State forces-Rebel group"
    assert (stored["data_id"], stored["iso3"]) == (77, "MLI")


def test_a_diff_names_what_was_added_changed_and_deleted(folder: Path, make_file: MakeFile) -> None:
    old = add(folder, "ucdp-ged", make_file("ucdp-ged", {}, {"id": "2"}, {"id": "3"}), "1")
    new = add(
        folder,
        "ucdp-ged",
        make_file("ucdp-ged", {"best": "9", "high": "9"}, {"id": "3"}, {"id": "4"}),
        "2",
    )
    assert old.manifest is not None
    assert new.manifest is not None
    found = diff_snapshots(folder, KINDS["ucdp-ged"], old.manifest, new.manifest)
    assert (found.added, found.changed, found.deleted) == (1, 1, 1)
    assert found.rows == (
        RowChange("2", "deleted"),
        RowChange("4", "added"),
        RowChange("101", "changed", ("best", "high")),
    )


def test_rows_of_acled_are_counted_in_a_diff_and_never_listed(
    folder: Path, make_file: MakeFile
) -> None:
    old = add(folder, "acled", make_file("acled", {}), "1")
    new = add(folder, "acled", make_file("acled", {"fatalities": "9"}), "2")
    assert old.manifest is not None
    assert new.manifest is not None
    found = diff_snapshots(folder, KINDS["acled"], old.manifest, new.manifest)
    assert (found.changed, found.rows) == (1, ())


def test_a_snapshot_is_found_by_version_or_the_last_of_its_name(
    folder: Path, make_file: MakeFile
) -> None:
    add_snapshot(folder, "gdelt", make_file("gdelt", {}), version="b", now="2026-01-01")
    add_snapshot(
        folder,
        "gdelt",
        make_file("gdelt", {}, {"GLOBALEVENTID": "9"}),
        version="a",
        now="2026-02-01",
    )
    assert find_snapshot(folder, "gdelt").version == "a"
    assert find_snapshot(folder, "gdelt@b").version == "b"
    with pytest.raises(CommandError, match="has no dataset gdelt@c; it has gdelt@b, gdelt@a"):
        find_snapshot(folder, "gdelt@c")


def test_ged_rows_and_the_slim_file_are_read_whole(folder: Path, shared: Path) -> None:
    whole = add(folder, "ucdp-ged", shared / "data/ucdp/ged.parquet", "24.1")
    slim = add(folder, "ucdp-ged", shared / "data/ucdp/ged_2025_slim.csv", "2025")
    assert whole.manifest is not None
    assert slim.manifest is not None
    assert (whole.manifest.rows, whole.manifest.rows_left_out) == (42283, 0)
    assert whole.manifest.columns_missing == ()
    assert (slim.manifest.rows, slim.manifest.rows_left_out) == (28396, 0)
    assert slim.manifest.columns_used == (
        "id", "conflict_new_id", "conflict_name", "country", "best", "type_of_violence", "date",
    )  # fmt: skip
