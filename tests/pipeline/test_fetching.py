"""Fetching datasets from services, started here on loopback."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.datasets.services import FakeService, acled_row, gdelt_file, ged_rows, serving

from dateline.cli.run import run
from dateline.datasets.store import Added
from dateline.desk import create_desk, load_desk
from dateline.errors import CommandError
from dateline.pipeline.material import fetching
from dateline.pipeline.material.fetching import Wanted, fetch_dataset

SETTINGS = """
[datasets]
ucdp = "{address}"
acled = "{address}"
gdelt = "{address}"
page_size = 2
pause = 0.0
timeout = 5.0
retries = 2
"""
UCDP = Wanted(version="25.1")
START = 1_700_000_000


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeService]:
    monkeypatch.setenv("UCDP_TOKEN", "token-1")
    monkeypatch.setenv("ACLED_USER", "analyst@desk.example")
    monkeypatch.setenv("ACLED_PASSWORD", "secret")
    create_desk(tmp_path / "desk")
    with serving(FakeService()) as service:
        with (tmp_path / "desk/desk.toml").open("a", encoding="utf-8") as stream:
            stream.write(SETTINGS.format(address=service.address))
        yield service


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "desk"


def fetch(folder: Path, name: str, wanted: Wanted) -> Added:
    return fetch_dataset(load_desk(folder), name, wanted, lambda _done, _total: None)


def column(folder: Path, added: Added, name: str) -> list[Any]:
    assert added.manifest is not None
    path = folder / "datasets" / added.manifest.name / added.manifest.version / "rows.parquet"
    values: list[Any] = pq.read_table(path, columns=[name])[name].to_pylist()
    return values


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setattr(fetching, "read_clock", lambda: moment)


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_version_of_ucdp_is_fetched_page_by_page(fake: FakeService, folder: Path) -> None:
    fake.rows = ged_rows(1, 2, 3, 4, 5)
    added = fetch(folder, "ucdp-ged", UCDP)
    assert column(folder, added, "id") == [1, 2, 3, 4, 5]
    assert added.manifest is not None
    assert added.manifest.version == "25.1"
    assert added.manifest.asked == f"{fake.address}/gedevents/25.1"
    assert [one.given["page"] for one in fake.asked] == ["0", "1", "2"]
    assert not (folder / "datasets/ucdp-ged/.fetching").exists()


def test_a_version_that_is_pinned_is_not_asked_for_again(fake: FakeService, folder: Path) -> None:
    fake.rows = ged_rows(1)
    fetch(folder, "ucdp-ged", UCDP)
    fake.asked.clear()
    assert not fetch(folder, "ucdp-ged", UCDP).new
    assert fake.asked == []


def test_stopped_half_way_it_goes_on_from_there(fake: FakeService, folder: Path) -> None:
    fake.rows = ged_rows(1, 2, 3, 4, 5)

    def stop(done: int, _total: int | None) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_dataset(load_desk(folder), "ucdp-ged", UCDP, stop)
    fake.asked.clear()
    assert column(folder, fetch(folder, "ucdp-ged", UCDP), "id") == [1, 2, 3, 4, 5]
    assert [one.given["page"] for one in fake.asked] == ["2"]


def test_another_question_begins_anew(fake: FakeService, folder: Path) -> None:
    fake.rows = ged_rows(1, 2, 3)
    fake.faults = [(200, {}), (503, {}), (503, {}), (503, {})]
    with pytest.raises(CommandError, match=r"503"):
        fetch(folder, "ucdp-ged", UCDP)
    fake.faults = []
    fake.asked.clear()
    fetch(folder, "ucdp-ged", Wanted(version="25.1", filters={"Country": "432"}))
    assert [(one.given["page"], one.given["Country"]) for one in fake.asked] == [
        ("0", "432"),
        ("1", "432"),
    ]


@pytest.mark.parametrize("fault", [(429, {"Retry-After": "0"}), (503, {"Retry-After": "0"})])
def test_a_busy_service_is_asked_again(
    fake: FakeService, folder: Path, fault: tuple[int, dict[str, str]]
) -> None:
    fake.rows = ged_rows(1, 2, 3)
    fake.faults = [fault, fault]
    assert column(folder, fetch(folder, "ucdp-ged", UCDP), "id") == [1, 2, 3]


def test_half_a_page_is_asked_for_again(
    fake: FakeService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.datasets.service.time.sleep", lambda _seconds: None)
    fake.rows = ged_rows(1, 2, 3)
    fake.faults = [("cut", {})]
    assert column(folder, fetch(folder, "ucdp-ged", UCDP), "id") == [1, 2, 3]
    assert [one.given["page"] for one in fake.asked] == ["0", "0", "1"]


def test_a_service_that_stays_busy_is_an_error_that_says_what_is_kept(
    fake: FakeService, folder: Path
) -> None:
    fake.faults = [(429, {"Retry-After": "0"})] * 3
    with pytest.raises(CommandError, match=r"429.*after 3 attempts.*kept.*goes on from there"):
        fetch(folder, "ucdp-ged", UCDP)


def test_a_refused_token_is_an_error_that_names_its_variable(
    fake: FakeService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UCDP_TOKEN", "old")
    with pytest.raises(CommandError, match=r"refuses the key \(401\).*UCDP_TOKEN"):
        fetch(folder, "ucdp-ged", UCDP)
    assert len(fake.asked) == 1


def test_an_unknown_version_and_none_are_errors(fake: FakeService, folder: Path) -> None:
    with pytest.raises(CommandError, match=r"not there \(404\).*version 9"):
        fetch(folder, "ucdp-ged", Wanted(version="9"))
    with pytest.raises(CommandError, match=r"--version 25.1"):
        fetch(folder, "ucdp-ged", Wanted())
    assert fake.rows == []


def test_no_redirect_is_followed_with_a_key(fake: FakeService, folder: Path) -> None:
    fake.faults = [(302, {"Location": "https://elsewhere.example/x?token=1"})]
    with pytest.raises(CommandError, match=r"has moved to https://elsewhere\.example/x"):
        fetch(folder, "ucdp-ged", UCDP)


def test_a_version_that_changes_under_way_begins_anew(fake: FakeService, folder: Path) -> None:
    fake.rows = ged_rows(1, 2, 3)
    fake.before_page = lambda number: fake.rows.extend(ged_rows(4)) if number == 1 else None
    with pytest.raises(CommandError, match="3 rows became 4"):
        fetch(folder, "ucdp-ged", UCDP)
    fake.before_page = lambda _number: None
    assert column(folder, fetch(folder, "ucdp-ged", UCDP), "id") == [1, 2, 3, 4]


def test_acled_signs_in_and_fetches_what_its_filters_name(fake: FakeService, folder: Path) -> None:
    fake.rows = [acled_row(f"MLI{n}", START) for n in range(3)]
    fake.rows.append(acled_row("NIR1", START, country="Niger"))
    added = fetch(folder, "acled", Wanted(filters={"country": "Mali"}))
    assert column(folder, added, "event_id_cnty") == ["MLI0", "MLI1", "MLI2"]
    assert added.manifest is not None
    assert added.manifest.asked == f"{fake.address}/api/acled/read?country=Mali"
    assert fake.asked[0].given["username"] == "analyst@desk.example"
    assert b"secret" not in all_bytes(folder)
    assert b"token-1" not in all_bytes(folder)


def test_acled_again_fetches_changes_and_deletions_alone(
    fake: FakeService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2023-11-20T10:00:00+00:00")  # 1700474400
    fake.rows = [acled_row(f"MLI{n}", START) for n in range(4)]
    fetch(folder, "acled", Wanted())
    fake.asked.clear()
    at(monkeypatch, "2023-12-20T10:00:00+00:00")
    fake.rows[1] = acled_row("MLI1", 1_701_000_000, fatalities="7")
    fake.rows.append(acled_row("MLI9", 1_701_000_001))
    del fake.rows[0]
    fake.deleted = [{"event_id_cnty": "MLI0", "deleted_timestamp": 1_701_000_002}]
    added = fetch(folder, "acled", Wanted())
    assert column(folder, added, "event_id_cnty") == ["MLI1", "MLI2", "MLI3", "MLI9"]
    assert column(folder, added, "fatalities") == [7, 1, 1, 1]
    reads = [one.given for one in fake.asked if one.path == "/api/acled/read"]
    assert {one["timestamp"] for one in reads} == {"1700388000"}  # a day before the first fetch
    assert added.manifest is not None
    assert (added.manifest.version, added.manifest.rows) == ("2023-12-20", 4)


def test_acled_with_nothing_new_adds_nothing(
    fake: FakeService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2023-11-20T10:00:00+00:00")
    fake.rows = [acled_row("MLI1", START)]
    fetch(folder, "acled", Wanted())
    second = fetch(folder, "acled", Wanted())
    assert not second.new or second.manifest is not None
    assert column(folder, second, "event_id_cnty") == ["MLI1"]
    assert not fetch(folder, "acled", Wanted()).new


def test_a_row_deleted_while_pages_are_fetched_loses_no_other(
    fake: FakeService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2023-11-20T10:00:00+00:00")
    fake.rows = [acled_row(f"MLI{n}", START) for n in range(5)]

    def delete(number: int) -> None:
        if number == 2 and len(fake.rows) == 5:
            del fake.rows[0]  # so that MLI2 moves to the first page
            fake.deleted.append({"event_id_cnty": "MLI0", "deleted_timestamp": 1_700_474_500})

    fake.before_page = delete
    added = fetch(folder, "acled", Wanted())
    assert column(folder, added, "event_id_cnty") == ["MLI1", "MLI2", "MLI3", "MLI4"]


def test_acled_signs_in_again_when_its_token_runs_out(fake: FakeService, folder: Path) -> None:
    fake.rows = [acled_row(f"MLI{n}", START) for n in range(3)]
    fake.before_page = lambda number: fake.tokens.__setitem__(0, f"token-{number}")
    added = fetch(folder, "acled", Wanted())
    assert len(column(folder, added, "event_id_cnty")) == 3
    assert sum(one.path == "/oauth/token" for one in fake.asked) > 1


def test_acled_without_an_account_or_with_a_wrong_one_says_so(
    fake: FakeService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.password = "changed"  # noqa: S105 - invented
    with pytest.raises(CommandError, match="Check ACLED_USER and ACLED_PASSWORD"):
        fetch(folder, "acled", Wanted())
    monkeypatch.delenv("ACLED_PASSWORD")
    with pytest.raises(CommandError, match="environment variables; they are written to no file"):
        fetch(folder, "acled", Wanted())


def test_gdelts_files_of_a_stretch_are_fetched_checked_and_joined(
    fake: FakeService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.datasets.service.time.sleep", lambda _seconds: None)
    fake.files = {
        "20230703234500.export.CSV.zip": gdelt_file(1),
        "20230704000000.export.CSV.zip": gdelt_file(2, 3),
        "20230704001500.export.CSV.zip": gdelt_file(4),
        "20230705000000.export.CSV.zip": gdelt_file(5),
    }
    fake.faults = [("", {}), ("cut", {})]
    wanted = Wanted(since="2023-07-04", until="2023-07-04")
    added = fetch(folder, "gdelt", wanted)
    assert column(folder, added, "GLOBALEVENTID") == [2, 3, 4]
    assert added.manifest is not None
    assert added.manifest.cursor == "20230704001500"
    fake.asked.clear()
    more = fetch(folder, "gdelt", Wanted())
    assert column(folder, more, "GLOBALEVENTID") == [2, 3, 4, 5]
    assert [one.path for one in fake.asked] == [
        "/masterfilelist.txt",
        "/20230705000000.export.CSV.zip",
    ]


def test_a_file_of_gdelt_that_is_not_there_is_reported(fake: FakeService, folder: Path) -> None:
    fake.files = {
        "20230704000000.export.CSV.zip": gdelt_file(2),
        "20230704001500.export.CSV.zip": gdelt_file(3),
    }
    fake.faults = [("", {}), (404, {})]
    added = fetch(folder, "gdelt", Wanted(since="2023-07-04"))
    assert column(folder, added, "GLOBALEVENTID") == [3]
    assert [problem.what for problem in added.problems] == [
        "The file 20230704000000 is listed and not there."
    ]


def test_the_command_fetches_and_says_what_it_pinned(
    fake: FakeService, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.rows = ged_rows(1, 2, 3)
    line = ["--desk", str(folder), "dataset", "add", "ucdp-ged", "--version", "25.1", "--json"]
    assert run(line) == 0
    manifest = json.loads(capsys.readouterr().out)["manifest"]
    assert (manifest["version"], manifest["rows"]) == ("25.1", 3)
    assert run(["--desk", str(folder), "dataset", "add", "gdelt", "--since", "summer"]) == 2
    assert run(["--desk", str(folder), "dataset", "add", "gdelt", "x.csv", "--anew"]) == 2
