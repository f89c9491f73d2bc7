"""Withholding a source, capture, speaker or field: what counts, is listed, and lies open."""

import json
import shutil
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.protection.withhold import tell_openly
from dateline.pipeline.sharing.exchange import FORMATS, export_events


def withhold(desk: Path, lines: str) -> None:
    toml = desk / "desk.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + f"\n[withhold]\n{lines}\n", encoding="utf-8")


def told(desk: Path) -> dict[int, str]:
    """What is told openly: each event with its sub-type."""
    with open_desk(desk) as opened:
        state = load_state(opened)
        return {event.id: str(event.place) for event in tell_openly(opened, state, range(1, 99))}


def digest_of(desk: Path, name: str) -> str:
    with open_desk(desk) as opened:
        return next(one.capture for one in opened.ledger.documents() if one.id == name)


def test_a_withheld_document_and_a_withheld_capture_leave_alike(desk: Path, tmp_path: Path) -> None:
    everything = told(desk)
    other = Path(shutil.copytree(desk, tmp_path / "other"))
    withhold(desk, 'documents = ["road"]')
    withhold(other, f'captures = ["{digest_of(desk, "road")[:12]}"]')
    assert len(everything) == 3
    assert len(told(desk)) == len(told(other)) == 2
    with open_desk(desk) as opened:
        assert len(load_state(opened).events) == 3  # it counts, and is not listed
    for form in FORMATS:
        with open_desk(desk) as opened:
            done = export_events(opened, form, "", desk / f"out.{form}")
        assert (done.events, done.withheld) == (2, 1)


def test_a_withheld_field_leaves_for_no_event(desk: Path) -> None:
    withhold(desk, 'fields = ["place"]')
    assert set(told(desk).values()) == {"None"}


def test_a_withheld_speaker_is_silent(desk: Path, tmp_path: Path) -> None:
    note = tmp_path / "gao.md"
    note.write_text(
        "---\nkey: gao\nsource: radio.example\npublished: 2024-03-09\nlanguage: en\n---\n\n"
        "Mayor Qzandou told reporters that JNIM fighters attacked Gao on 8 March 2024, killing 2 "
        "civilians.\n"
    )
    assert run(["--desk", str(desk), "add", str(note)]) == 0
    with open_desk(desk) as opened:
        speakers = {name for one in opened.ledger.mentions() for name in one.mention.speakers}
    assert len(told(desk)) == 4
    (speaker,) = (name for name in speakers if "Qzandou" in name)
    withhold(desk, f"speakers = [{json.dumps(speaker)}]")
    assert len(told(desk)) == 3


def test_a_misspelt_field_is_refused(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    withhold(desk, 'fields = ["places"]')
    assert run(["--desk", str(desk), "events"]) == 2
    assert "fields is 'places', but should be one of date, place" in capsys.readouterr().err


def test_a_withheld_source_is_sealed_as_it_comes_in(desk: Path) -> None:
    open_files = {path.name.partition(".")[0] for path in desk.glob("archive/*/*.warc.gz")}
    sealed = {path.name.partition(".")[0] for path in desk.glob("archive/*/*.sealed")}
    assert sealed == {digest_of(desk, "market-again")}
    assert len(open_files) == 4
    assert run(["--desk", str(desk), "verify"]) == 0


def test_what_is_withheld_later_is_named_by_verify_and_sealed_on_demand(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    withhold(desk, 'documents = ["road"]')
    assert run(["--desk", str(desk), "verify"]) == 1
    assert (
        "lie in the archive or the ledger unsealed. Run `dateline seal`" in capsys.readouterr().err
    )
    assert run(["--desk", str(desk), "seal"]) == 0
    assert "1 captures are sealed now" in capsys.readouterr().out
    assert run(["--desk", str(desk), "verify"]) == 0


def test_a_lost_key_is_said_by_verify(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "desk.key").unlink()
    assert run(["--desk", str(desk), "verify"]) == 1
    assert "without it nobody can read the capture again" in capsys.readouterr().err


def test_no_digest_of_a_post_leaves_in_an_export(desk: Path) -> None:
    with open_desk(desk) as opened:
        digests = [capture.sha256 for capture in opened.ledger.captures()]
        for form in FORMATS:
            target = desk / f"out.{form}"
            export_events(opened, form, "", target)
            assert [one for one in digests if one[:12].encode() in target.read_bytes()] == []
