"""Bad input gets a clear answer and leaves the desk as it was."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import LedgerError, SettingsError
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.material.ingest import Intake, add_sources

Capture = pytest.CaptureFixture[str]


def add(desk: Path, *paths: Path) -> Intake:
    with open_desk(desk, create=True) as opened:
        return add_sources(opened, [str(path) for path in paths])


def state_of(desk: Path) -> str:
    with open_desk(desk, create=True) as opened:
        return opened.ledger.state_hash()


def note(folder: Path, name: str = "good") -> Path:
    path = folder / f"{name}.md"
    path.write_text(
        f"---\nkey: {name}\nsource: a.example\nurl: https://a.example/{name}\n"
        "published: 2024-03-05\nlanguage: en\ntitle: Calm\n---\n\nA calm day in Gao.\n"
    )
    return path


@pytest.mark.parametrize(
    ("name", "payload", "kind"),
    [
        ("empty.txt", b"", "empty-file"),
        ("picture.bin", bytes(range(256)) * 40, "binary-file"),
    ],
)
def test_a_file_that_holds_no_text_is_a_problem_and_the_others_are_added(
    bare_desk: Path, tmp_path: Path, name: str, payload: bytes, kind: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(payload)
    intake = add(bare_desk, bad, note(tmp_path))
    assert intake.documents == ["good"]
    assert [problem.kind for problem in intake.problems] == [kind]
    assert all(problem.what and problem.advice for problem in intake.problems)
    assert len(intake.failed) == 1


def test_a_missing_file_among_good_ones_is_a_problem_and_the_exit_status_1(
    bare_desk: Path, tmp_path: Path, capsys: Capture
) -> None:
    good, missing = note(tmp_path), tmp_path / "nowhere.md"
    assert run(["--desk", str(bare_desk), "add", str(missing), str(good)]) == 1
    said = capsys.readouterr()
    assert "1 new captures" in said.out
    assert "nowhere.md" in said.err


def test_a_file_over_the_limit_is_refused_without_being_read(
    bare_desk: Path, tmp_path: Path
) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(200_000_000)
    intake = add(bare_desk, huge, note(tmp_path))
    assert intake.documents == ["good"]
    assert "100" in intake.problems[0].what + intake.problems[0].advice


def test_an_encoding_that_nobody_declared_is_found_or_named(
    bare_desk: Path, tmp_path: Path
) -> None:
    arabic = tmp_path / "arabic.txt"
    text = "قتل خمسة جنود في كمين نصبه مسلحون قرب مدينة غاو يوم الثلاثاء، بحسب ما أعلنه الجيش."
    arabic.write_bytes((text + "\n").encode("cp1256") * 6)
    intake = add(bare_desk, arabic)
    with open_desk(bare_desk) as opened:
        documents = opened.ledger.documents()
    assert intake.failed == []
    assert "كمين" in documents[0].text


def test_an_unknown_setting_names_the_nearest_known_one(bare_desk: Path) -> None:
    settings = bare_desk / "desk.toml"
    settings.write_text('[desk]\ntimezon = "UTC"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"unknown key 'timezon'\. Did you mean 'timezone'"):
        state_of(bare_desk)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("attack by:jnimm", "jnim"),
        ("attack in:ML/Mopty", "ML/Mopti"),
        ("atack by:jnim", "attack"),
        ("attack by:", "by"),
        ("attack source:radio", "radio.example"),
    ],
)
def test_an_unknown_name_in_a_query_offers_the_nearest(
    filled_desk: Path, capsys: Capture, line: str, said: str
) -> None:
    assert run(["--desk", str(filled_desk), "count", line]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_a_binding_whose_query_does_not_parse_fails_and_hides_no_other(
    desk: Path, capsys: Capture
) -> None:
    update = desk / "updates" / "u.md"
    update.parent.mkdir(exist_ok=True)
    update.write_text(
        "---\ntitle: U\n---\n"
        '[Five attacks]{count="attack by:"} and [at least two attacks]{count="attack by:jnim"}.\n'
    )
    assert run(["--desk", str(desk), "check", str(update)]) == 1
    out = capsys.readouterr().out
    assert "✗ line 4, “Five attacks”: fails (unreadable-query)" in out
    assert "✓ line 4, “at least two attacks”: holds" in out


def test_a_ledger_of_a_newer_version_is_refused_and_untouched(desk: Path) -> None:
    with sqlite3.connect(desk / "desk.db") as ledger:
        ledger.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    ledger.close()
    before = (desk / "desk.db").read_bytes()
    with pytest.raises(LedgerError, match="newer Dateline"):
        state_of(desk)
    assert (desk / "desk.db").read_bytes() == before


def test_a_read_only_desk_is_read_and_an_add_says_why_it_cannot(
    desk: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(desk)
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    assert run(["--desk", str(desk), "count", "attack by:jnim"]) == 0
    capsys.readouterr()
    assert run(["--desk", str(desk), "add", str(note(tmp_path))]) == 2
    assert "read-only" in capsys.readouterr().err
    monkeypatch.undo()
    assert state_of(desk) == before


def test_a_full_disk_is_said_and_the_desk_stays_as_it_was(
    desk: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = state_of(desk)
    with monkeypatch.context() as patch:
        patch.setattr("dateline.collect.warc._write_whole", full)
        assert run(["--desk", str(desk), "add", str(note(tmp_path))]) == 2
    assert "full" in capsys.readouterr().err
    assert state_of(desk) == before
    assert add(desk, note(tmp_path)).documents == ["good"]


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ('[regions.slip]\nsays = "x"\nadmin1 = ["ML/Mopty"]\n', "attack in:slip", "ML/Mopti"),
        ('[groups.slip]\nactors = ["jnimm"]\n', "attack by:@slip", "jnim"),
    ],
)
def test_a_slip_in_a_region_or_group_is_no_silent_nought(
    desk: Path, capsys: Capture, table: str, line: str, said: str
) -> None:
    with (desk / "desk.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{table}")
    assert run(["--desk", str(desk), "count", line]) == 2
    assert said in capsys.readouterr().err


def test_no_desk_says_how_to_make_one(tmp_path: Path, capsys: Capture) -> None:
    assert run(["--desk", str(tmp_path), "events"]) == 2
    assert "dateline init" in capsys.readouterr().err


def taken(folder: Path, source: str, url: str, said: str) -> Path:
    """A file of its own whose note has the key `raid`."""
    path = folder / f"{source}-{len(said)}.md"
    path.write_text(
        f"---\nkey: raid\nsource: {source}\nurl: {url}\npublished: 2024-03-05\n"
        f"language: en\ntitle: Raid\n---\n\n{said}\n"
    )
    return path


def test_a_note_with_the_key_of_another_source_s_document_does_not_take_its_place(
    bare_desk: Path, tmp_path: Path
) -> None:
    first = taken(tmp_path, "a.example", "https://a.example/1", "Gunmen killed 3 people in Gao.")
    other = taken(tmp_path, "b.example", "https://b.example/9", "Gunmen killed 4 people in Koro.")
    assert add(bare_desk, first).documents == ["raid"]
    for _ in range(2):  # it is refused each time, not known by its bytes
        intake = add(bare_desk, other)
        (problem,) = intake.problems
        assert (problem.kind, intake.captures, len(intake.failed)) == ("key-taken", 0, 1)
        assert problem.what.startswith(
            "Its key raid is that of a document of a.example, published 2024-03-05, and this is "
            "one of b.example"
        )
        assert "another `key:` in its front matter, such as raid-2" in problem.advice
    with open_desk(bare_desk) as opened:
        assert [one.source for one in opened.ledger.documents()] == ["a.example"]
        assert len(opened.archive.digests()) == 1


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("a.example", "https://a.example/1"),
        ("a.example", "https://a.example/2"),
        ("b.example", "https://a.example/1?utm_source=x"),
    ],
)
def test_a_note_written_anew_takes_its_own_place(
    bare_desk: Path, tmp_path: Path, source: str, url: str
) -> None:
    add(bare_desk, taken(tmp_path, "a.example", "https://a.example/1", "Gunmen killed 3 in Gao."))
    again = taken(tmp_path, source, url, "Gunmen killed 4 people in Gao.")
    assert add(bare_desk, again).problems == []
    with open_desk(bare_desk) as opened:
        assert [one.text for one in opened.ledger.documents()] == ["Gunmen killed 4 people in Gao."]
