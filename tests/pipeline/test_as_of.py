"""`--as-of` and `--as-reported` on every command that answers, and on none that records."""

import json
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.pipeline.keeping.opening import open_desk

LINE = "attack by:jnim since:2024-03-01"
READING = {
    "events": ("events", LINE, "--json"),
    "all events": ("events", "--json"),
    "event": ("event", "1", "--json"),
    "mentions": ("mentions", "--json"),
    "documents": ("documents", "--json"),
    "count": ("count", LINE, "--json"),
    "rate": ("rate", LINE, "--json"),
    "share": ("share", "killed:>=3", "--of", LINE, "--json"),
    "compare": ("compare", LINE, "--with", "killed:>=3 since:2024-03-01", "--json"),
    "series": ("series", LINE, "--json"),
    "assess": ("assess", "list", "--json"),
    "whatsnew": ("whatsnew", "--since", "2024-03-02", "--json"),
    "explain-mention": ("explain-mention", "1", "--json"),
}
RECORDING = {
    "add": ("add", "note.md"),
    "redact": ("redact", "road", "--why", "danger"),
    "review": ("review", "1", "accepted"),
    "rebuild": ("rebuild",),
    "seal": ("seal",),
    "backup": ("backup", "copy.tar"),
}
LATER = """\
---
key: {name}
source: radio.example
published: {published}
language: en
---

JNIM fighters attacked {town} on {day} March 2024, killing 4 civilians.
"""


def state_of(desk: Path) -> str:
    with open_desk(desk) as opened:
        return opened.ledger.state_hash()


@pytest.fixture(scope="module")
def later(filled_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A desk on which much was recorded after a state, and that state."""
    import shutil

    folder = tmp_path_factory.mktemp("later")
    desk = Path(shutil.copytree(filled_desk, folder / "desk"))
    state = state_of(desk)
    for name, town, day, published in (
        ("bankass-again", "Bankass", 6, "2024-03-07"),
        ("gao", "Gao", 7, "2024-03-08"),
        ("koro", "Koro", 1, "2024-03-02"),
    ):
        note = folder / f"{name}.md"
        note.write_text(LATER.format(name=name, town=town, day=day, published=published))
        assert run(["--desk", str(desk), "add", str(note)]) == 0
    for words in (("review", "1", "rejected"), ("review", "2", "accepted"), ("reconcile",)):
        assert run(["--desk", str(desk), *words]) == 0
    return desk, state


def ask(
    capsys: pytest.CaptureFixture[str], desk: Path, clocks: tuple[str, ...], words: tuple[str, ...]
) -> str:
    capsys.readouterr()
    assert run(["--desk", str(desk), *clocks, *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", READING)
def test_a_later_entry_changes_no_answer_as_of_before(
    name: str, filled_desk: Path, later: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    desk, state = later
    before = ask(capsys, filled_desk, ("--as-of", state), READING[name])
    assert ask(capsys, desk, ("--as-of", state), READING[name]) == before


@pytest.mark.parametrize("name", ["events", "mentions", "documents", "count", "rate", "series"])
def test_the_publication_clock_takes_back_what_came_out_later(
    name: str, later: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    desk, _ = later
    now = ask(capsys, desk, (), READING[name])
    early = ask(capsys, desk, ("--as-reported", "2024-03-04"), READING[name])
    assert now != early
    if name == "documents":
        published = [json.loads(line)["published"] for line in early.splitlines()]
        assert max(published) <= "2024-03-04"


@pytest.mark.parametrize("clock", ["--as-of", "--as-reported"])
@pytest.mark.parametrize("name", RECORDING)
def test_a_command_that_records_cannot_do_so_in_the_past(
    name: str, clock: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state_of(desk)
    assert run(["--desk", str(desk), clock, "2024-03-05", *RECORDING[name]]) == 2
    assert "records something, and can do so only now" in capsys.readouterr().err
    assert state_of(desk) == before
