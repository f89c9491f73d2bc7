"""Commands that change files all over a desk wait for one another; what a killed one left goes."""

import errno
import fcntl
import signal
import subprocess
import sys
import tarfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

from dateline.cli.run import run
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.keeping.turns import LOCK, find_abandoned, staged_folder, take_turn
from dateline.pipeline.protection.backup import STAGING

KORO, CONVOY = "attacked the market of Koro on 1 March", "ambushed an army convoy near Douentza on"
UPDATE = f"""---
title: "A test update"
cutoff: 2024-03-10T12:00
---

One says "JNIM fighters {KORO}", another "JNIM fighters {CONVOY} the fourth".
"""


def start(desk: Path, *words: str) -> subprocess.Popen[str]:
    """Start a command on a desk in a process of its own."""
    line = [sys.executable, "-m", "dateline", "--desk", str(desk), *words]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def quoting(desk: Path) -> Path:
    """An update that quotes two documents."""
    update = desk / "updates" / "quoting.md"
    update.parent.mkdir(exist_ok=True)
    update.write_text(UPDATE, encoding="utf-8")
    return update


def test_two_redactions_at_once_take_out_what_each_was_asked(desk: Path, quoting: Path) -> None:
    both = [start(desk, "redact", name, "--why", "danger") for name in ("market", "road")]
    said = [one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    text = quoting.read_text(encoding="utf-8")
    assert KORO not in text
    assert CONVOY not in text
    assert run(["--desk", str(desk), "verify"]) == 0
    with open_desk(desk) as opened:
        assert len(opened.ledger.redactions()) == 2
        assert {one.id for one in opened.ledger.documents()}.isdisjoint({"market", "road"})


def test_of_two_redactions_of_one_document_the_second_is_told_of_the_first(desk: Path) -> None:
    both = [start(desk, "redact", "market", "--why", "danger", "--by", "Ada") for _ in range(2)]
    said = [one.communicate()[1] for one in both]
    assert sorted(one.returncode for one in both) == [0, 2], said
    assert any("'market' is taken out already, by Ada on " in one for one in said)
    assert run(["--desk", str(desk), "verify"]) == 0


def test_a_redaction_waits_and_says_so(desk: Path, quoting: Path) -> None:
    with take_turn(desk, alone=True):
        waiting = start(desk, "redact", "market", "--why", "danger")
        assert waiting.stderr is not None
        assert waiting.stderr.readline().startswith("Another command changes files of this desk")
        with open_desk(desk) as opened:
            assert opened.ledger.redactions() == []
        assert KORO in quoting.read_text(encoding="utf-8")
    waiting.communicate()
    assert waiting.returncode == 0
    assert KORO not in quoting.read_text(encoding="utf-8")


def test_a_page_waits_for_a_redaction(
    desk: Path, quoting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoting.write_text(UPDATE.partition("One says")[0] + "The road was quiet.\n", "utf-8")
    page, flock, waited = desk / "out" / "quoting.html", fcntl.flock, []
    with ExitStack() as redaction:
        redaction.enter_context(take_turn(desk, alone=True))

        def end_when_waited_for(file: IO[bytes], how: int) -> None:
            if not how & fcntl.LOCK_NB:
                waited.append((how, page.exists()))
                redaction.close()
            flock(file, how)

        monkeypatch.setattr(fcntl, "flock", end_when_waited_for)
        assert run(["--desk", str(desk), "publish", str(quoting), "--to", "html"]) == 0
    assert waited == [(fcntl.LOCK_SH, False)]
    assert page.is_file()


def test_those_that_publish_work_beside_one_another(desk: Path) -> None:
    told: list[str] = []
    with take_turn(desk, alone=False), take_turn(desk, alone=False, tell=told.append):
        assert told == []


def test_further_words_are_taken_out_after_a_redaction(
    desk: Path, quoting: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", str(desk), "redact", "market", "--why", "danger", "--by", "Ada"]) == 0
    quoting.write_text(quoting.read_text(encoding="utf-8") + "\nQzandoubery fled.\n", "utf-8")
    assert run(["--desk", str(desk), "redact", "market", "--why", "again"]) == 2
    assert "Give --words to take further words out" in capsys.readouterr().err
    line = ["redact", "market", "--why", "again", "--words", "Qzandoubery"]
    assert run(["--desk", str(desk), *line]) == 0
    assert "Qzandoubery" not in quoting.read_text(encoding="utf-8")
    assert run(["--desk", str(desk), "verify"]) == 0


def kill_backup(target: Path, desk: Path) -> Path:
    """Kill a backup once it holds a part of the copy; give what it leaves."""
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from dateline.pipeline.protection import backup\n"
        "from dateline.pipeline.keeping.opening import open_desk\n"
        "backup._list_files = lambda desk: os.kill(os.getpid(), signal.SIGKILL)\n"
        "with open_desk(Path(sys.argv[1])) as opened: backup.back_up(opened, Path(sys.argv[2]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(desk), str(target)], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = target.parent.glob(f"{STAGING}*")
    assert (left / "desk.db").is_file()
    return left


def test_the_next_backup_clears_what_a_killed_one_left(desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.tar"
    target.parent.mkdir()
    left = kill_backup(target, desk)
    assert run(["--desk", str(desk), "backup", str(target)]) == 0
    assert not left.exists()
    assert [path.name for path in target.parent.iterdir()] == ["copy.tar"]
    with tarfile.open(target) as tar:
        assert LOCK not in {Path(name).name for name in tar.getnames()}


@pytest.mark.parametrize("line", [("backup", "copy.tar"), ("redact", "road", "--why", "danger")])
def test_a_part_of_a_copy_in_the_desk_is_named_and_goes(
    desk: Path, line: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    left = kill_backup(desk / "copy.tar", desk)
    assert run(["--desk", str(desk), "verify"]) == 1
    assert f"{left.name}: A `backup` that was killed left this" in capsys.readouterr().err
    words = [str(desk / one) if one.endswith(".tar") else one for one in line]
    assert run(["--desk", str(desk), *words]) == 0
    assert not left.exists()
    assert run(["--desk", str(desk), "verify"]) == 0


def test_a_folder_that_a_living_command_works_in_stays(tmp_path: Path) -> None:
    with staged_folder(tmp_path, STAGING) as folder:
        assert find_abandoned(tmp_path, STAGING) == []
        with staged_folder(tmp_path, STAGING):
            assert folder.is_dir()
    (tmp_path / f"{STAGING}young").mkdir()  # made, and not yet held
    assert find_abandoned(tmp_path, STAGING) == []
    (tmp_path / f"{STAGING}young" / LOCK).touch()  # about to be held
    assert find_abandoned(tmp_path, STAGING) == []
    assert [path.name for path in tmp_path.iterdir()] == [f"{STAGING}young"]


@pytest.mark.parametrize("why", [None, errno.ENOLCK, errno.ENOTSUP])
def test_where_there_are_no_locks_work_goes_on_and_nothing_counts_as_abandoned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: int | None
) -> None:
    def refuse(_: IO[bytes], how: int) -> None:
        raise OSError(why, f"flock {how}")

    if why is None:
        monkeypatch.setitem(sys.modules, "fcntl", None)
    else:
        monkeypatch.setattr(fcntl, "flock", refuse)
    told: list[str] = []
    with take_turn(tmp_path, alone=True, tell=told.append):
        assert told == [
            "This disk has no locks: run no other command on this desk until this one ends."
        ]
    with staged_folder(tmp_path, STAGING) as folder:
        (folder / "desk.db").touch()
        assert find_abandoned(tmp_path, STAGING) == []
        monkeypatch.undo()  # the next command may have locks
        with staged_folder(tmp_path, STAGING):
            assert (folder / "desk.db").is_file()
