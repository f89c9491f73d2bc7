"""How a command ends: by a reader who has seen enough, by Ctrl-C, by a fault."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DATELINE = [sys.executable, "-m", "dateline"]


@pytest.mark.parametrize("command", [("events",), ("documents", "--json")])
def test_a_reader_who_goes_away_hears_no_complaint(
    filled_desk: Path, command: tuple[str, ...]
) -> None:
    line = [*DATELINE, "--desk", str(filled_desk), *command]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 141)


def test_ctrl_c_says_that_what_was_recorded_stays(
    dateline: Run, filled_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_given: object, **_named: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("dateline.pipeline.record.browse.list_documents", stop)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's "&" ignores it
    try:
        said = dateline("--desk", filled_desk, "documents")
    finally:
        signal.signal(signal.SIGINT, before)
    assert said.status == 130
    assert "Stopped. What was recorded stays" in said.err


def test_a_fault_of_datelines_own_is_said_once(
    dateline: Run, filled_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.pipeline.record.browse.list_documents", lambda *_: 1 / 0)
    said = dateline("--desk", filled_desk, "documents")
    assert said.status == 3
    assert "Dateline itself failed: ZeroDivisionError" in said.err
    assert "Traceback" not in said.err
