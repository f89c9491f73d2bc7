"""Killed at any moment and run again, `add` loses and doubles nothing."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from dateline.pipeline.browse import list_events
from dateline.pipeline.opening import open_desk
from dateline.pipeline.verify import verify_desk

KILLS = 6


def facts_of(desk: Path) -> tuple[list[str], list[tuple[str, str, tuple[str, ...]]], int]:
    """Documents, mentions by document, and events by their documents, whatever their numbers."""
    with open_desk(desk, create=True) as opened:
        ledger = opened.ledger
        documents = sorted(document.id for document in ledger.documents())
        events = sorted(
            (event.sub_event_type, str(event.date_start), tuple(sorted(event.documents)))
            for event in list_events(opened)
        )
        assert verify_desk(opened).problems == ()
        return documents, events, len(ledger.mentions())


def test_killed_at_random_moments_and_run_again_it_ends_as_if_never_killed(
    filled_desk: Path, bare_desk: Path, notes: Path, tmp_path: Path
) -> None:
    wanted = facts_of(filled_desk)
    chance = random.Random(20231213)  # noqa: S311 - moments, not secrets
    for turn in range(KILLS):
        desk = Path(shutil.copytree(bare_desk, tmp_path / f"desk-{turn}"))
        command = [sys.executable, "-m", "dateline", "--desk", str(desk), "add", str(notes)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
            time.sleep(chance.uniform(0.2, 2.5))
            one.send_signal(signal.SIGKILL)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert facts_of(desk) == wanted
