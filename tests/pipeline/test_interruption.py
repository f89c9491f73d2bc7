"""Killed at any moment and run again, commands lose and double nothing.

Every kill here is a real SIGKILL: sixty at random instants of `add` and `reconcile`, the others
before each commit and each sync, move or removal of a file, so that no boundary is left to
chance. `tests/ledger` has a hundred and twenty more, at random instants of appending on both
databases and of a migration.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sql

from dateline.model.capture import Capture
from dateline.model.link import Link
from dateline.model.review import Review
from dateline.pipeline.demo import make_desk
from dateline.pipeline.keeping.opening import OpenDesk, open_desk, read_clock
from dateline.pipeline.material import ingest
from dateline.pipeline.material.ingest import add_sources
from dateline.pipeline.material.link import relink
from dateline.pipeline.protection.protect import find_unfinished, redact_material
from dateline.pipeline.record.browse import list_events
from dateline.pipeline.verify import verify_desk

KILLS = 1  # of the whole command with its workers; the others below share what is loaded


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


def numbers_of(desk: Path) -> tuple[object, ...]:
    """The same by numbers alone, what lies in the archive, every file; quickly asked."""
    with open_desk(desk) as opened:
        ledger = opened.ledger
        assert list(ledger.verify()) == []
        standing = ledger.standing()
        archive = [(one, opened.archive.is_sealed(one)) for one in opened.archive.digests()]
        documents = sorted(document.id for document in ledger.documents())
        sealed = sorted(ledger.sealed_captures())
    files = {
        path.relative_to(desk).as_posix(): path.read_bytes()
        for name in ("updates", "out", "editions")
        for path in (desk / name).rglob("*")
        if path.is_file()
    }
    mentions, events = standing.mentions.tolist(), standing.events.tolist()
    return documents, mentions, events, archive, sealed, files


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


def run_apart_to(boundary: int, work: Callable[[], object]) -> bool:
    """Do work in a process that kills itself at its n-th commit or write; whether it got there."""
    child = os.fork()
    if child == 0:
        passed = 0

        def step(*_given: object) -> None:
            nonlocal passed
            passed += 1
            if passed == boundary:
                os.kill(os.getpid(), signal.SIGKILL)

        def between(call: Callable[..., Any]) -> Callable[..., Any]:
            def called(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as the call itself
                step()
                return call(*given, **named)

            return called

        os.fsync = between(os.fsync)
        Path.replace = between(Path.replace)  # type: ignore[method-assign]
        Path.unlink = between(Path.unlink)  # type: ignore[method-assign]
        sql.event.listen(sql.Engine, "commit", step)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let reading and extraction answer as before: the kills are to meet what is written."""
    known: dict[str, object] = {}
    extract = ingest._extract_all  # noqa: SLF001 - what costs most of the time

    def answered(opened: OpenDesk, fresh: list[tuple[Capture, bytes]]) -> Iterator[Any]:
        missing = [item for item in fresh if item[0].sha256 not in known]
        known.update((capture.sha256, found) for capture, found in extract(opened, missing))
        for capture, _ in fresh:
            yield capture, known[capture.sha256]

    monkeypatch.setattr(ingest, "_extract_all", answered)


def add_three(desk: Path, notes: Path) -> None:
    """Add three notes without workers."""
    with open_desk(desk, create=True) as opened:
        add_sources(opened, [str(notes / f"{name}.md") for name in ("market", "road", "bankass")])


@pytest.mark.usefixtures("quick")
def test_an_add_killed_thirty_times_ends_as_if_never_killed(
    bare_desk: Path, notes: Path, tmp_path: Path
) -> None:
    add_three(Path(shutil.copytree(bare_desk, tmp_path / "first")), notes)
    make_desk(bare_desk)
    whole = Path(shutil.copytree(bare_desk, tmp_path / "whole"))
    start = time.perf_counter()
    add_three(whole, notes)
    took = time.perf_counter() - start
    wanted = facts_of(whole)
    chance = random.Random(20231215)  # noqa: S311 - moments, not secrets
    for turn in range(30):
        desk = Path(shutil.copytree(bare_desk, tmp_path / f"desk-{turn}"))
        run_apart_and_kill(lambda desk=desk: add_three(desk, notes), chance.uniform(0, took))  # type: ignore[misc]
        add_three(desk, notes)
        assert facts_of(desk) == wanted
        shutil.rmtree(desk)


def withhold_the_market(desk: Path, notes: Path) -> None:
    """Add three notes of which one is withheld, so that it is sealed."""
    toml = desk / "desk.toml"
    lines = '\n[withhold]\ndocuments = ["market"]\n'
    if lines not in toml.read_text(encoding="utf-8"):
        toml.write_text(toml.read_text(encoding="utf-8") + lines, encoding="utf-8")
    add_three(desk, notes)


def quote_the_road(desk: Path, notes: Path) -> None:
    """Write an update and a page that quote a note, each with something of its own."""
    words = (notes / "road.md").read_text(encoding="utf-8")
    for name in ("updates/2024-03-10.md", "updates/2024-03-11.md", "out/road.html"):
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_text(f"{words}\nThe desk adds that {name} stays.\n", encoding="utf-8")
    (desk / "out" / "road.png").write_bytes(b"\x89PNG\xff of those words")
    (desk / "out" / "other.png").write_bytes(b"\x89PNG\xff of other words")


def redact_the_road(desk: Path, notes: Path) -> None:
    """Add three notes, and redact one that is quoted."""
    add_three(desk, notes)
    with open_desk(desk) as opened:
        left = find_unfinished(opened)
        told = {document.id for document in opened.ledger.documents()}
        if left or "road" in told:
            redact_material(opened, "road", why="danger")
    for name in ("updates/2024-03-10.md", "updates/2024-03-11.md", "out/road.html"):
        text = (desk / name).read_text(encoding="utf-8")
        assert "ambushed an army convoy" not in text
        assert f"The desk adds that {name} stays." in text
    assert not (desk / "out" / "road.png").exists()
    assert (desk / "out" / "other.png").exists()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("work", "fewest"), [(add_three, 10), (withhold_the_market, 12), (redact_the_road, 15)]
)
def test_killed_at_every_commit_and_write_it_ends_as_if_never_killed(
    bare_desk: Path, notes: Path, tmp_path: Path, work: Callable[[Path, Path], None], fewest: int
) -> None:
    make_desk(bare_desk)  # what kills do to a ledger in the making, `tests/ledger` asks
    quote_the_road(bare_desk, notes)
    whole = Path(shutil.copytree(bare_desk, tmp_path / "whole"))
    work(whole, notes)
    wanted = numbers_of(whole)
    for boundary in range(1, 200):
        desk = Path(shutil.copytree(bare_desk, tmp_path / "desk"))
        met = run_apart_to(boundary, lambda desk=desk: work(desk, notes))  # type: ignore[misc]
        work(desk, notes)
        assert numbers_of(desk) == wanted
        if not met:
            break
        shutil.rmtree(desk)
    assert facts_of(desk) == facts_of(whole)
    assert fewest < boundary < 199


def test_a_reconcile_killed_thirty_times_ends_as_if_never_killed(
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
    for turn in range(30):
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
