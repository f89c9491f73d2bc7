"""The example desk, run as a newcomer runs it: its numbers come from its notes."""

import shutil
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.pipeline.counting.check import check_update
from dateline.pipeline.demo import DemoReport, example_folder, example_notes, run_demo
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.material.ingest import add_sources
from dateline.pipeline.record.judge import record_assessments


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoReport:
    return run_demo(tmp_path_factory.mktemp("demo") / "desk")


def test_every_note_is_read_and_every_bound_phrase_holds(demo: DemoReport) -> None:
    after_cutoff = 2  # two notes were published after it, for `--as-reported` to show
    assert demo.documents == len(example_notes()) - after_cutoff
    assert demo.bound == 16
    assert demo.holds == demo.bound


def test_the_page_and_the_print_are_there(demo: DemoReport) -> None:
    names = [path.name for path in demo.published]
    assert names[:2] == ["2023-12-15.html", "2023-12-15.pdf"]
    assert {"figure-1.svg", "figure-1.csv", "figure-2.svg"} <= set(names)


def test_there_are_attacks_enough_since_19_november_and_in_july(
    demo: DemoReport, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = []
    for period in ("2023-11-19..2023-12-13", "2023-07"):
        line = f"attack in:central-mali during:{period}"
        assert run(["--desk", str(demo.folder), "count", line, "--json"]) == 0
        counts.append(float(capsys.readouterr().out.split('"value": ')[1].split(",")[0]))
    assert counts[0] >= 15
    assert counts[1] >= 12


def test_the_withheld_contacts_leave_in_no_byte(demo: DemoReport) -> None:
    withheld = [path for path in example_notes() if path.stem.startswith("contacts-")]
    assert withheld
    for path in demo.published:
        payload = path.read_bytes()
        assert b"bandiagara-contacts" not in payload
        for note in withheld:
            assert note.stem.encode() not in payload


def test_running_the_demo_again_changes_nothing(demo: DemoReport) -> None:
    before = {path: path.read_bytes() for path in demo.published}
    again = run_demo(demo.folder)
    assert (again.documents, again.events) == (demo.documents, demo.events)
    assert {path: path.read_bytes() for path in again.published} == before


def test_without_one_note_the_number_changes_and_the_check_fails(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(example_folder(), folder)
    notes = [path for path in example_notes() if path.stem != "monitor-pel"]
    update = folder / "updates" / "2023-12-15.md"
    with open_desk(folder, create=True) as opened:
        add_sources(opened, [str(path) for path in notes])
        record_assessments(opened, folder / "assessments.toml")
        failed = [item for item in check_update(opened, update).bound if item.verdict == "fails"]
    assert "at least 16 attacks" in [finding.text for finding in failed]
    assert "the ledger says 15 attacks" in next(
        finding.found for finding in failed if finding.text == "at least 16 attacks"
    )
