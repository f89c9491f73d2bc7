"""Copies of a desk: made in use, put back whole, without the key."""

import json
import tarfile
from pathlib import Path

import pytest

from dateline.cli.run import run


def records(desk: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert run(["--desk", str(desk), *words, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_desk_comes_back_as_it_was(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "updates").mkdir(exist_ok=True)
    (desk / "updates" / "2024-03-10.md").write_text("An update.\n")
    copy = tmp_path / "copy.tar"
    assert run(["--desk", str(desk), "backup", str(copy)]) == 0
    assert "is not in it. Keep a copy of the key" in capsys.readouterr().err
    with tarfile.open(copy) as tar:
        names = tar.getnames()
    assert "desk.key" not in names
    assert not [name for name in names if name.startswith((".cache", "out"))]
    assert run(["restore", str(copy), str(tmp_path / "back")]) == 0
    assert "1 captures are sealed: put the desk's key back" in capsys.readouterr().err
    back = tmp_path / "back"
    assert run(["--desk", str(back), "events"]) == 2
    assert "is sealed, and the desk's key is gone" in capsys.readouterr().err
    assert (back / "updates" / "2024-03-10.md").read_text() == "An update.\n"
    assert run(["--desk", str(back), "verify"]) == 1
    assert "sealed, and the desk's key does not open them" in capsys.readouterr().err
    (back / "desk.key").write_bytes((desk / "desk.key").read_bytes())
    assert records(back, capsys, "events") == records(desk, capsys, "events")
    assert run(["--desk", str(back), "verify"]) == 0


def test_a_copy_made_after_a_redaction_does_not_hold_what_was_taken_out(
    desk: Path, tmp_path: Path
) -> None:
    assert run(["--desk", str(desk), "events", "attack"]) == 0
    assert run(["--desk", str(desk), "redact", "road", "--why", "danger"]) == 0
    for name in ("copy.tar", "ledger.db"):
        assert run(["--desk", str(desk), "backup", str(tmp_path / name)]) == 0
        assert b"ambushed an army convoy" not in (tmp_path / name).read_bytes()
    for path in desk.rglob("*"):
        assert path.is_dir() or b"ambushed an army convoy" not in path.read_bytes()


def test_a_restore_never_overwrites_and_refuses_what_is_no_copy(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.tar"
    assert run(["--desk", str(desk), "backup", str(copy)]) == 0
    assert run(["restore", str(copy), str(desk)]) == 2
    assert "is not empty" in capsys.readouterr().err
    copy.write_bytes(b"something else")
    assert run(["restore", str(copy), str(tmp_path / "new")]) == 2
    assert "is no copy of a desk" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("name", "instead"),
    [("copy.zip", "copy.tar"), ("copy.tar.gz", "copy.tar"), ("copy.v2.tgz", "copy.v2.tar")],
)
def test_a_copy_is_no_other_archive(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, instead: str
) -> None:
    assert run(["--desk", str(desk), "backup", str(tmp_path / name)]) == 2
    told = capsys.readouterr().err
    assert "A copy of a desk is a .tar" in told
    assert f"name {tmp_path / instead} instead." in told
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["desk.bak", "copy"])
def test_a_name_that_does_not_say_what_to_copy_is_refused(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(["--desk", str(desk), "backup", str(tmp_path / name)]) == 2
    assert f"Name {tmp_path / name}.tar for the whole desk" in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_a_ledger_alone_is_said_to_be_one_and_is_not_restored(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    assert run(["--desk", str(desk), "backup", str(copy)]) == 0
    assert "This is the ledger alone" in capsys.readouterr().err
    assert run(["restore", str(copy), str(tmp_path / "back")]) == 2
    assert f"{copy} is a ledger alone" in capsys.readouterr().err
    assert not (tmp_path / "back").exists()


def test_what_links_lead_to_is_in_the_copy(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    far = tmp_path / "bigdisk"
    (desk / "archive").rename(far)
    (desk / "archive").symlink_to(far, target_is_directory=True)
    (tmp_path / "elsewhere.md").write_text("An update.\n")
    (desk / "updates").mkdir(exist_ok=True)
    (desk / "updates" / "2024-03-10.md").symlink_to(tmp_path / "elsewhere.md")
    (desk / "updates" / "round").symlink_to(desk, target_is_directory=True)
    (desk / "updates" / "key").symlink_to(desk / "desk.key")
    held = sum(1 for path in far.rglob("*") if path.is_file())
    assert held > 0
    copy = tmp_path / "copy.tar"
    (made,) = records(desk, capsys, "backup", str(copy))
    assert (made["captures"], made["missing"]) == (held, [])
    assert run(["restore", str(copy), str(tmp_path / "back")]) == 0
    assert "recorded" not in capsys.readouterr().err
    back = tmp_path / "back"
    assert not (back / "archive").is_symlink()
    assert (back / "updates" / "2024-03-10.md").read_text() == "An update.\n"
    assert sorted(path.name for path in (back / "updates").iterdir()) == ["2024-03-10.md"]
    (back / "desk.key").write_bytes((desk / "desk.key").read_bytes())
    assert run(["--desk", str(back), "verify"]) == 0


def test_a_copy_says_which_captures_it_lacks(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = min((desk / "archive").glob("??/*.warc.gz"))
    digest = gone.name.partition(".")[0]
    gone.unlink()
    copy = tmp_path / "copy.tar"
    assert run(["--desk", str(desk), "backup", str(copy)]) == 1
    lacks = f"1 captures that the ledger records are not in it: {digest[:12]}."
    assert lacks in capsys.readouterr().err
    assert run(["restore", str(copy), str(tmp_path / "back")]) == 0
    assert lacks in capsys.readouterr().err


def test_a_copy_made_inside_the_desk_holds_the_ledger_once(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    (desk / "updates" / "copies").mkdir(parents=True)
    for name in ("copy.tar", "updates/copies/copy.tar"):
        assert run(["backup", name]) == 0
        with tarfile.open(desk / name) as tar:
            names = tar.getnames()
        assert [one for one in names if "desk.db" in one] == ["desk.db"]
        assert [one for one in names if one.endswith(".tar")] == []
    assert list(desk.rglob(".backing-up-*")) == []
