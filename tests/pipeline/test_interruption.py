"""Killed at any moment and run again, `add` loses and doubles nothing."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dateline.model.link import Link
from dateline.model.review import Review
from dateline.pipeline.browse import list_events
from dateline.pipeline.ingest import add_sources
from dateline.pipeline.link import relink
from dateline.pipeline.opening import open_desk, read_clock
from dateline.pipeline.verify import verify_desk

KILLS = 2  # of the whole command with its workers; the others below share what is loaded


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


def run_apart_and_kill(work: Callable[[], object], after: float) -> None:
    """Start work in a process of its own that shares what is loaded, and kill it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def add_three(desk: Path, notes: Path) -> None:
    """Add three notes without workers."""
    with open_desk(desk, create=True) as opened:
        add_sources(opened, [str(notes / f"{name}.md") for name in ("market", "road", "bankass")])


def test_an_add_killed_forty_times_ends_as_if_never_killed(
    bare_desk: Path, notes: Path, tmp_path: Path
) -> None:
    whole = Path(shutil.copytree(bare_desk, tmp_path / "whole"))
    start = time.perf_counter()
    add_three(whole, notes)
    took = time.perf_counter() - start
    wanted = facts_of(whole)
    chance = random.Random(20231215)  # noqa: S311 - moments, not secrets
    for turn in range(40):
        desk = Path(shutil.copytree(bare_desk, tmp_path / f"desk-{turn}"))
        run_apart_and_kill(lambda desk=desk: add_three(desk, notes), chance.uniform(0, took))  # type: ignore[misc]
        add_three(desk, notes)
        assert facts_of(desk) == wanted
        shutil.rmtree(desk)


def test_a_reconcile_killed_forty_times_ends_as_if_never_killed(
    filled_desk: Path, tmp_path: Path
) -> None:
    scrambled = Path(shutil.copytree(filled_desk, tmp_path / "scrambled"))
    with open_desk(scrambled) as opened:
        links = [
            Link(stored.id, 1, "dateline-linker/0", "all in one")
            for stored in opened.ledger.mentions()
        ]
        opened.ledger.append_links(links, at=read_clock())
    whole = Path(shutil.copytree(scrambled, tmp_path / "whole"))

    def reconcile(desk: Path) -> None:
        with open_desk(desk) as opened:
            relink(opened)

    start = time.perf_counter()
    reconcile(whole)
    took = time.perf_counter() - start
    wanted = facts_of(whole)
    chance = random.Random(20231216)  # noqa: S311 - moments, not secrets
    for turn in range(40):
        desk = Path(shutil.copytree(scrambled, tmp_path / f"desk-{turn}"))
        run_apart_and_kill(lambda desk=desk: reconcile(desk), chance.uniform(0, 1.2 * took))  # type: ignore[misc]
        reconcile(desk)
        assert facts_of(desk) == wanted
        shutil.rmtree(desk)


def test_a_copied_desk_goes_its_own_way(desk: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(desk, tmp_path / "copy"))
    before = facts_of(desk)
    with open_desk(copy) as opened:
        opened.ledger.append_review(Review(1, "rejected", "Ada", read_clock()), at=read_clock())
        assert list_events(opened)[0].review == "rejected"
    assert facts_of(desk) == before
    with open_desk(desk) as opened:
        assert list_events(opened)[0].review == "unreviewed"
