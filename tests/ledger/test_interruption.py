"""Killing and crowding: nothing is lost, nothing is doubled."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from dateline.ledger import AppendResult, Ledger, open_ledger
from dateline.model.link import Link

Add: TypeAlias = Callable[..., AppendResult]
AT = "2023-12-13T12:00:00Z"
KILLS = 30  # on each database; with those of migrations, `add` and `reconcile` two hundred
MIGRATION_KILLS = 60


def run_apart(work: Callable[[], None]) -> int:
    """Start work in a process of its own and give its id; only the fork is shared."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return child


def record_and_link(ledger: Ledger, add: Add, name: str, *, killed: bool = False) -> None:
    result = add(ledger, name, at=AT, body="x" * 5000, mentions=3)
    if killed:
        os.kill(os.getpid(), signal.SIGKILL)
    first = ledger.next_event()
    links = [Link(number, first, "dateline-linker/1", "") for number in result.mentions]
    ledger.append_links(links, at=AT, first_new=first)


def test_killing_at_any_instant_loses_and_doubles_nothing(
    tmp_path: Path, place: Path | str, add: Add
) -> None:
    path = place
    with open_ledger(path, create=True):
        pass
    chance = random.Random(20231213)  # noqa: S311 - when to kill, no secret
    interrupted = 0
    for turn in range(KILLS):
        told = tmp_path / f"told-{turn}"
        started = tmp_path / f"started-{turn}"

        def work(turn: int = turn, told: Path = told, started: Path = started) -> None:
            with open_ledger(path) as ledger, told.open("a") as witness:
                started.touch()
                for number in range(1000):
                    between = turn % 10 == 0 and number == 2  # sometimes at the worst moment
                    record_and_link(ledger, add, f"{turn}-{number}", killed=between)
                    witness.write(f"{turn}-{number}\n")
                    witness.flush()

        child = run_apart(work)
        while not started.exists():
            time.sleep(0.001)
        time.sleep(0.5 if turn % 10 == 0 else chance.uniform(0.0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with open_ledger(path) as ledger:
            assert list(ledger.verify()) == []
            documents = [document.id for document in ledger.documents()]
            mentions = [stored.id for stored in ledger.mentions()]
            linked = [link.mention for link in ledger.links()]
        assert len(documents) == len(set(documents))
        assert set(told.read_text().split()) <= set(documents)
        assert mentions == list(range(1, 3 * len(documents) + 1))
        assert len(linked) in (len(mentions), len(mentions) - 3)
        if len(linked) < len(mentions):
            interrupted += 1
            with open_ledger(path) as ledger:
                left = [Link(number, 1, "dateline-linker/1", "") for number in mentions[-3:]]
                ledger.append_links(left, at=AT, first_new=ledger.next_event())
    with open_ledger(path) as ledger:
        assert add(ledger, "after", at=AT).added
    assert interrupted >= 1  # the kills did hit between the two transactions


@pytest.mark.parametrize("writers", [3])
def test_processes_that_write_at_once_all_keep_their_work(
    place: Path | str, add: Add, writers: int
) -> None:
    path = place
    with open_ledger(path, create=True):
        pass

    def work(writer: int) -> None:
        with open_ledger(path) as ledger:
            for number in range(12):
                record_and_link(ledger, add, f"{writer}-{number}")

    children = [run_apart(lambda writer=writer: work(writer)) for writer in range(writers)]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * writers
    with open_ledger(path) as ledger:
        assert list(ledger.verify()) == []
        names = {document.id for document in ledger.documents()}
        assert names == {f"{writer}-{n}" for writer in range(writers) for n in range(12)}
        assert [stored.id for stored in ledger.mentions()] == list(range(1, 36 * 3 + 1))
        grouped: dict[int, set[str]] = {}
        documents = {stored.id: stored.mention.document for stored in ledger.mentions()}
        for link in ledger.links():
            grouped.setdefault(link.event, set()).add(documents[link.mention])
        assert len(grouped) == 36
        assert all(len(found) == 1 for found in grouped.values())


def test_two_processes_make_one_ledger(place: Path | str, add: Add) -> None:
    path = place

    def work(name: str) -> None:
        with open_ledger(path, create=True) as ledger:
            add(ledger, name, at=AT)

    children = [run_apart(lambda name=name: work(name)) for name in ("one", "two")]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with open_ledger(path) as ledger:
        assert {document.id for document in ledger.documents()} == {"one", "two"}


def test_a_migration_killed_at_any_instant_is_made_whole_by_the_next_command(
    tmp_path: Path,
) -> None:
    import sqlite3

    import alembic.migration
    import alembic.operations
    import alembic.script  # loaded before the fork, so that the kills meet the migration itself

    assert alembic.script
    dump = (Path(__file__).parent / "data" / "schema-1.sql").read_text(encoding="utf-8")
    chance = random.Random(20231214)  # noqa: S311 - when to kill, no secret
    cut = 0
    for turn in range(MIGRATION_KILLS):
        path = tmp_path / f"desk-{turn}.db"
        raw = sqlite3.connect(path)
        raw.executescript(dump)
        raw.close()
        child = run_apart(lambda path=path: open_ledger(path).close())  # type: ignore[misc]
        time.sleep(chance.uniform(0.0, 0.08))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raw = sqlite3.connect(path)
        cut += raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("1",)]
        raw.close()
        with open_ledger(path) as ledger:
            assert list(ledger.verify()) == []
            assert [document.id for document in ledger.documents()] == ["niono", "bapho"]
            assert [link.mention for link in ledger.links()] == [1, 3, 7]
    assert cut >= 1
