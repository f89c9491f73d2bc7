"""Every column that a publisher writes, or ever wrote, is kept, listed as ignored, or reported."""

from pathlib import Path

import pytest

from dateline.datasets.kinds import KINDS
from dateline.datasets.store import Added, add_snapshot

NOW = "2026-11-21T10:00:00+00:00"
HEADED = {
    "ucdp-ged": {"id": "1", "type_of_violence": "1", "country": "Mali", "date_start": "2023-07-04"},
    "acled": {"event_id_cnty": "MLI1", "event_date": "2023-07-04", "country": "Mali"},
    "gdelt": {"GLOBALEVENTID": "1", "SQLDATE": "20230704", "EventCode": "190"},
}
# What older editions and other services call a column, and what it is kept as.
OLDER = {
    "ucdp-ged": {
        "event_id": "id", "typeofviolence": "type_of_violence", "best_est": "best",
        "high_est": "high", "low_est": "low", "lat": "latitude", "lon": "longitude",
        "dyad_id": "dyad_new_id", "side_a_id": "side_a_new_id", "gwno_a": "gwnoa",
    },
    "acled": {
        "EVENT_ID_CNTY": "event_id_cnty", "ALLY_ACTOR_1": "assoc_actor_1",
        "time_precisi": "time_precision", "geo_precis": "geo_precision",
        "event_id_no": "event_id_no_cnty", "ISO3": "iso3", "DATA_ID": "data_id",
    },
    "gdelt": {"GlobalEventID": "GLOBALEVENTID"},
}  # fmt: skip
CASES = [(name, column) for name, kind in KINDS.items() for column in kind.shape.columns]
EXTRAS = [(name, column) for name, kind in KINDS.items() for column in kind.shape.extras]
IGNORED = [(name, column) for name, kind in KINDS.items() for column in kind.shape.ignored]


def add_columns(folder: Path, name: str, row: dict[str, str]) -> Added:
    path = folder / "file.csv"
    path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    return add_snapshot(folder / "datasets", name, path, version="1", now=NOW)


@pytest.mark.parametrize(("name", "column"), [*CASES, *EXTRAS])
def test_a_published_column_is_kept(tmp_path: Path, name: str, column: str) -> None:
    added = add_columns(tmp_path, name, {column: "1"} | HEADED[name])
    assert added.manifest is not None
    assert column in added.manifest.columns_used
    assert (added.manifest.columns_unknown, added.manifest.columns_ignored) == ((), {})


@pytest.mark.parametrize(("name", "column"), IGNORED)
def test_a_known_column_that_is_not_kept_says_why(tmp_path: Path, name: str, column: str) -> None:
    added = add_columns(tmp_path, name, HEADED[name] | {column: "1"})
    assert added.manifest is not None
    assert added.manifest.columns_ignored[column]


@pytest.mark.parametrize(
    ("name", "older", "today"),
    [(name, older, today) for name, pairs in OLDER.items() for older, today in pairs.items()],
)
def test_an_older_name_is_kept_under_todays(
    tmp_path: Path, name: str, older: str, today: str
) -> None:
    row = {older: "1"} | {key: value for key, value in HEADED[name].items() if key != today}
    added = add_columns(tmp_path, name, row)
    assert added.manifest is not None
    assert today in added.manifest.columns_used
    assert added.manifest.columns_unknown == ()


@pytest.mark.parametrize("name", list(KINDS))
def test_a_column_that_nobody_knows_is_reported(tmp_path: Path, name: str) -> None:
    added = add_columns(tmp_path, name, HEADED[name] | {"colour": "red"})
    assert added.manifest is not None
    assert added.manifest.columns_unknown == ("colour",)
    assert [problem.kind for problem in added.problems] == ["unknown-columns"]


def test_acleds_aggregated_file_holds_no_events_and_says_what_it_lacks(tmp_path: Path) -> None:
    row = {"week": "2023-07-01", "region": "Western Africa", "country": "Mali", "events": "4"}
    added = add_columns(tmp_path, "acled", row)
    assert added.manifest is None
    assert "lacks event_id_cnty, event_date" in added.problems[-1].what


@pytest.mark.parametrize(
    "written",
    ["2023-07-04", "2023-07-04 00:00:00.000", "04 July 2023", "20230704", "45111",
     "7/4/2023 12:00:00 AM"],
)  # fmt: skip
def test_a_day_is_read_however_an_edition_writes_it(tmp_path: Path, written: str) -> None:
    import pyarrow.parquet as pq

    added = add_columns(tmp_path, "ucdp-ged", HEADED["ucdp-ged"] | {"date_start": written})
    assert added.problems == ()
    (row,) = pq.read_table(tmp_path / "datasets/ucdp-ged/1/rows.parquet").to_pylist()
    assert str(row["date_start"]) == "2023-07-04"
