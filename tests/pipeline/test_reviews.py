"""One verdict on several events: each by itself, those that fail named, the others on record."""

import json
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError
from dateline.pipeline.record.reviews import read_numbers

SHEET = (
    "SIGACT,Date,Coordinates,Type,KIA\n"
    '1,2023-07-04,"14.07, -3.08",Attack,1\n'
    '2,2023-08-05,"14.97, -3.52",Attack,2\n'
    '3,2023-09-06,"15.60, -2.08",Attack,3\n'
)


@pytest.fixture
def three(bare_desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A desk with events 1, 2 and 3."""
    sheet = tmp_path / "three.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    assert run(["--desk", str(bare_desk), "import", "events", str(sheet), "--yes"]) == 0
    capsys.readouterr()
    return bare_desk


def reviews(desk: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert run(["--desk", str(desk), "events", "--json"]) == 0
    return [json.loads(line)["review"] for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("named", [("1", "3"), ("1,3",), ("1,", "3"), ("3-3", "1")])
def test_a_verdict_is_on_record_for_each_event_named(
    three: Path, capsys: pytest.CaptureFixture[str], named: tuple[str, ...]
) -> None:
    assert run(["--desk", str(three), "review", *named, "accepted", "--by", "Awa"]) == 0
    assert capsys.readouterr().out == "2 events are accepted (1, 3), says Awa.\n"
    assert reviews(three, capsys) == ["accepted", "unreviewed", "accepted"]


def test_a_range_holds_both_ends_and_what_fails_is_named(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", str(three), "review", "2-4", "rejected", "--by", "Awa"]) == 1
    out, err = capsys.readouterr()
    assert out == "2 events are rejected (2, 3), says Awa.\n1 not: 4.\n"
    assert err.startswith("! event 4: ")
    assert reviews(three, capsys) == ["unreviewed", "rejected", "rejected"]


def test_several_answer_in_json_with_a_record_each(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("review", "1-2", "commented", "--why", "seen by two", "--by", "Awa", "--json")
    assert run(["--desk", str(three), *words]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["event"], one["verdict"], one["why"]) for one in told] == [
        (1, "commented", "seen by two"),
        (2, "commented", "seen by two"),
    ]


@pytest.mark.parametrize("words", [("merged",), ("corrected", "--set", "killed=3"), ("nonsense",)])
def test_what_goes_with_one_event_is_refused_for_several(
    three: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(["--desk", str(three), "review", "1", "2", *words]) == 2
    assert "one event" in capsys.readouterr().err.lower()
    assert reviews(three, capsys) == ["unreviewed"] * 3


@pytest.mark.parametrize("words", [["two"], ["9-2"], ["1-99999999"], [","], ["-3"], ["1-"]])
def test_what_names_no_event_is_refused(words: list[str]) -> None:
    with pytest.raises(CommandError):
        read_numbers(words)
