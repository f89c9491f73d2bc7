"""Tables on a terminal, wide and narrow, and when there is nothing to show."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.output import print_table

COLUMNS = ("id", "what", "where")
ROWS = [(1, "Abduction/forced disappearance", "Koro [north]"), (12, "Attack", None)]


def show(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    print_table(COLUMNS, ROWS)
    return capsys.readouterr().out


def test_a_wide_terminal_gets_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = show(capsys, monkeypatch, 80).splitlines()
    assert lines[1].split() == ["1", "Abduction/forced", "disappearance", "Koro", "[north]"]
    assert lines[2].split() == ["12", "Attack"]


def test_a_terminal_too_narrow_for_the_words_gets_row_by_row(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert show(capsys, monkeypatch, 25) == (
        "id     1\n"
        "what   Abduction/forced disappearance\n"
        "where  Koro [north]\n"
        "\n"
        "id     12\n"
        "what   Attack\n"
        "\n"
    )


def test_an_empty_list_says_so_beside_the_output(
    dateline: Callable[..., Any], tmp_path: Path
) -> None:
    dateline("init", tmp_path / "new")
    said = dateline("--desk", tmp_path / "new", "events")
    assert (said.status, said.out) == (0, "")
    assert said.err.startswith("Nothing to list")
