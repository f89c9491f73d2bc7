"""Bulk commands over lines, from a file or standard input."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


class Stdin(io.TextIOWrapper):
    """Standard input that holds these bytes."""

    def __init__(self, payload: bytes) -> None:
        super().__init__(io.BytesIO(payload), encoding="utf-8")


@pytest.mark.parametrize("command", [("extract", "--jsonl"), ("gazetteer", "resolve")])
def test_a_line_on_stdin_that_is_no_text_is_a_problem_and_the_others_go_on(
    dateline: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, str]
) -> None:
    text = "A bomb killed two soldiers near Djibo."
    good = {"id": "b", "text": text, "toponyms": [{"start": 32, "end": 37}]}
    monkeypatch.setattr("sys.stdin", Stdin(b"\xe9\n" + json.dumps(good).encode() + b"\n"))
    said = dateline(*command, "-", "--json")
    assert said.status == 1
    assert "-:1: This line is not an object" in said.err
    assert "Djibo" in json.dumps(said.records)


def test_a_day_written_as_a_number_is_a_day(dateline: Run, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    text = "Gunmen killed four farmers in Gwoza on Monday."
    lines.write_text(json.dumps({"id": "a", "text": text, "published": 20240306}))
    said = dateline("extract", "--jsonl", lines, "--json")
    assert [record["date_start"] for record in said.records] == ["2024-03-04"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks Linux for the parents of processes")
def test_workers_end_when_the_command_is_killed(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    line = json.dumps({"id": "a", "text": "A bomb killed two soldiers near Djibo."}) + "\n"
    lines.write_text(line * 2000)
    command = [sys.executable, "-m", "dateline", "extract", "--jsonl", str(lines)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as parent:
        assert wait_for(lambda: len(members_of(parent.pid)) > 2)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        assert wait_for(lambda: not members_of(parent.pid))


def members_of(session: int) -> list[int]:
    """The processes of a session that are alive."""
    alive = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            alive.append(int(folder.name))
    return alive


def wait_for(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold within a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False
