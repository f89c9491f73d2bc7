"""A dataset's rows as events are made once, and anew where anything they rest on changes."""

import gc
from pathlib import Path

import pytest

from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.counting.datasets import add_dataset, open_folder
from dateline.pipeline.keeping.opening import load_words, open_desk

ROWS = """\
id,type_of_violence,country,adm_1,where_prec,latitude,longitude,side_a,side_b,date_start,best
1,1,Mali,Mopti region,1,14.07,-3.08,Government of Mali,JNIM,2023-07-04,3
2,1,Mali,Gao region,1,16.27,-0.04,Government of Mali,The Reedcutters,2023-07-07,5
"""
LINE = "in:ML/Mopti dataset:ucdp-ged"
KEPT = ".cache/datasets"


@pytest.fixture
def desk_with_rows(bare_desk: Path) -> Path:
    path = bare_desk / "ged.csv"
    path.write_text(ROWS, encoding="utf-8")
    add_dataset(open_folder(bare_desk), "ucdp-ged", path, version="1")
    return bare_desk


def count(desk: Path, line: str = LINE) -> float | None:
    with open_desk(desk, create=True) as opened:
        return make_asker(opened).count(line).value


def kept_files(desk: Path) -> set[Path]:
    return set((desk / KEPT).glob("*"))


def test_what_was_made_once_is_opened_the_next_time(desk_with_rows: Path) -> None:
    assert count(desk_with_rows) == 1
    (made,) = kept_files(desk_with_rows)
    (desk_with_rows / "datasets/ucdp-ged/1/rows.parquet").unlink()
    assert count(desk_with_rows) == 1
    assert kept_files(desk_with_rows) == {made}


def test_a_damaged_file_is_made_anew(desk_with_rows: Path) -> None:
    assert count(desk_with_rows) == 1
    (made,) = kept_files(desk_with_rows)
    gc.collect()  # a database that this process still holds open is not read anew
    made.write_bytes(b"not a database")
    assert count(desk_with_rows) == 1
    assert made.stat().st_size > 1000


def test_an_actor_that_the_desk_learns_is_found_in_rows_kept_before(desk_with_rows: Path) -> None:
    assert count(desk_with_rows, 'party:"jnim" dataset:ucdp-ged') == 1
    (desk_with_rows / "lexicon").mkdir(exist_ok=True)
    (desk_with_rows / "lexicon/actors.toml").write_text(
        '[actors.reedcutters]\nname = "Reedcutters"\naliases = ["The Reedcutters"]\ninter = 2\n',
        encoding="utf-8",
    )
    load_words.cache_clear()
    assert count(desk_with_rows, "party:reedcutters dataset:ucdp-ged") == 1
    assert len(kept_files(desk_with_rows)) == 2


def test_a_desk_whose_cache_cannot_be_written_is_asked_all_the_same(desk_with_rows: Path) -> None:
    (desk_with_rows / ".cache").mkdir()
    (desk_with_rows / KEPT).write_text("in the way", encoding="utf-8")
    assert count(desk_with_rows) == 1


def test_a_new_version_has_a_file_of_its_own(desk_with_rows: Path) -> None:
    assert count(desk_with_rows) == 1
    newer = desk_with_rows / "newer.csv"
    newer.write_text(ROWS + ROWS.splitlines()[1].replace("1,1,", "3,1,", 1) + "\n", "utf-8")
    add_dataset(open_folder(desk_with_rows), "ucdp-ged", newer, version="2")
    assert (count(desk_with_rows), count(desk_with_rows, f"{LINE}@1")) == (2, 1)


def test_a_file_that_another_command_removes_meanwhile_stops_nothing(desk_with_rows: Path) -> None:
    (desk_with_rows / KEPT).mkdir(parents=True)
    (desk_with_rows / KEPT / "gone.duckdb").symlink_to("removed")
    (desk_with_rows / KEPT / ".making-gone").symlink_to("removed")
    assert count(desk_with_rows) == 1
