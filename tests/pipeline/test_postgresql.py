"""A desk whose ledger is a PostgreSQL database: every command works on it as on a file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli.run import run


@pytest.fixture(scope="module")
def shared_desk(
    tmp_path_factory: pytest.TempPathFactory,
    postgresql_server: Callable[[], str],
    notes: Path,
    filled_desk: Path,
) -> Path:
    """Give a desk filled as `filled_desk`, with its ledger in PostgreSQL."""
    folder = tmp_path_factory.mktemp("shared") / "desk"
    folder.mkdir()
    text = (filled_desk / "desk.toml").read_text(encoding="utf-8")
    address = postgresql_server()
    text = text.replace("[desk]\n", f'[desk]\nledger = "{address}"\n')
    (folder / "desk.toml").write_text(text, encoding="utf-8")
    assert run(["--desk", str(folder), "add", str(notes)]) == 0
    return folder


def ask(desk: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    status = run(["--desk", str(desk), *words])
    captured = capsys.readouterr()
    assert status == 0, captured.err
    return captured.out


@pytest.mark.parametrize(
    "words",
    [
        ("events", "attack by:jnim", "--json"),
        ("--as-reported", "2024-03-04", "events", "--json"),
        ("mentions", "--json"),
        ("documents", "--json"),
        ("event", "1"),
        ("count", "attack"),
        ("rate", "attack", "--per", "week"),
        ("series", "attack since:2024-03-01"),
        ("reconcile", "--explain", "1", "2"),
    ],
    ids=" ".join,
)
def test_reading_commands_answer_as_on_a_file(
    shared_desk: Path,
    filled_desk: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    def settle(text: str) -> list[str]:
        moments = ("recorded", "state", "captured_at", "by dateline-linker")
        return [line for line in _plain(text) if not any(word in line for word in moments)]

    ours, theirs = (ask(desk, capsys, *words) for desk in (shared_desk, filled_desk))
    assert settle(ours) == settle(theirs)


def _plain(text: str) -> list[str]:
    """Each value of each JSON line, or each line of text, on a line of its own."""
    lines: list[str] = []
    for line in text.splitlines():
        try:
            lines += [f"{key}: {value}" for key, value in json.loads(line).items()]
        except json.JSONDecodeError:
            lines.append(line)
    return lines


def test_writing_commands_work_and_verify_holds(
    postgresql_server: Callable[[], str],
    bare_desk: Path,
    notes: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    toml = bare_desk / "desk.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("[desk]\n", f'[desk]\nledger = "{postgresql_server()}"\n'))
    ask(bare_desk, capsys, "add", str(notes))
    again = json.loads(ask(bare_desk, capsys, "add", str(notes), "--json"))
    assert (again["captures"], again["known"]) == (0, 5)
    ask(bare_desk, capsys, "review", "1", "accepted")
    ask(bare_desk, capsys, "reconcile")
    ask(bare_desk, capsys, "redact", "market-again", "--why", "a source in danger")
    ask(bare_desk, capsys, "export", "acled", "--out", str(bare_desk / "out.csv"))
    assert "are as they were written" in ask(bare_desk, capsys, "verify")
    assert not (bare_desk / "desk.db").exists()


@pytest.mark.usefixtures("postgresql_server")
def test_an_address_that_leads_nowhere_is_said(
    bare_desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = bare_desk / "desk.toml"
    text = toml.read_text(encoding="utf-8")
    address = "postgresql://desk:secret@/postgres?host=/nowhere"
    toml.write_text(text.replace("[desk]\n", f'[desk]\nledger = "{address}"\n'))
    assert run(["--desk", str(bare_desk), "events"]) == 2
    said = capsys.readouterr().err
    assert "cannot be reached" in said
    assert "secret" not in said
