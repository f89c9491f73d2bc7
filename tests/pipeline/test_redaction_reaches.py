"""A redaction reaches frozen editions, published files and updates, and says so on record."""

import errno
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import DeskError
from dateline.ledger import Ledger
from dateline.model.document import Document
from dateline.pipeline.editions import outdated, site
from dateline.pipeline.keeping import staged
from dateline.pipeline.keeping.opening import OpenDesk, open_desk
from dateline.pipeline.protection import blanking, protect
from dateline.publish import policy

SECRET, NAME = "saw nineteen riders cross the dry riverbed", "Qzandoubery"
NOTE = f"""---
key: danger
source: radio.example
url: https://radio.example/heard-at-the-well
published: 2024-03-09
language: en
title: "Heard at the well"
---

JNIM fighters attacked the town of Gao on 8 March 2024, killing 2 civilians. {NAME} {SECRET} that
night.
"""
UPDATE = f"""---
title: "A test update"
authors: [Test desk]
cutoff: 2024-03-10T12:00
---

**Key takeaway.** JNIM holds the road to the plateau.

JNIM carried out [three attacks]{{count="attack by:jnim in:plateau during:2024-03"}} there.[@road]
A witness "{SECRET}".[@danger] The trader {NAME} fled.
"""


def told_by(folder: Path, *secrets: str) -> list[str]:
    """Files below a folder that hold a planted word."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(secret.encode() in path.read_bytes() for secret in secrets)
    )


def ask(desk: Path, *words: str) -> None:
    assert run(["--desk", str(desk), *words]) == 0


@pytest.fixture
def frozen(desk: Path, tmp_path: Path) -> Path:
    """A desk with an edition, a page and an update that quote a witness in danger."""
    note = tmp_path / "danger.md"
    note.write_text(NOTE, encoding="utf-8")
    ask(desk, "add", str(note))
    update = desk / "updates" / "2024-03-10.md"
    update.parent.mkdir(exist_ok=True)
    update.write_text(UPDATE, encoding="utf-8")
    ask(desk, "sign", str(update), "--role", "author", "--by", "Awa")
    ask(desk, "sign", str(update), "--role", "editor", "--by", "Ben")
    ask(desk, "freeze", str(update))
    ask(desk, "publish", str(update), "--to", "html,pdf,email")
    return desk


def test_no_byte_of_the_desk_or_of_a_later_backup_holds_the_words(
    frozen: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(told_by(frozen, SECRET, NAME)) >= 5
    ask(frozen, "redact", "danger", "--why", "a witness in danger", "--words", NAME)
    said = capsys.readouterr().out
    assert "updates/2024-03-10.md: the words gave way to a mark" in said
    assert "editions/2024-03-10/out/2024-03-10.pdf: taken away" in said
    assert "out/2024-03-10.pdf: taken away" in said
    assert told_by(frozen, SECRET, NAME, "nineteen riders", "heard-at-the-well") == []
    assert not list(frozen.rglob("*2024-03-10.docx"))
    ask(frozen, "backup", str(tmp_path / "copy.tar"))
    ask(frozen, "backup", str(tmp_path / "copy.db"))
    with tarfile.open(tmp_path / "copy.tar") as tar:
        tar.extractall(tmp_path / "copy", filter="data")
    assert (tmp_path / "copy" / "editions" / "2024-03-10" / "record" / "text.json").is_file()
    assert told_by(tmp_path / "copy", SECRET, NAME) == []
    assert SECRET.encode() not in (tmp_path / "copy.db").read_bytes()


def test_a_note_that_was_added_from_inside_the_desk_is_named_and_in_no_copy(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = desk / "notes" / "danger.md"
    note.parent.mkdir()
    note.write_text(NOTE, encoding="utf-8")
    ask(desk, "add", str(note))
    capsys.readouterr()
    ask(desk, "redact", "danger", "--why", "a witness in danger")
    assert "! notes/danger.md: it was added from this file" in capsys.readouterr().err
    assert run(["--desk", str(desk), "verify"]) == 1
    out, err = capsys.readouterr()
    assert "notes/danger.md" in out + err
    ask(desk, "backup", str(tmp_path / "copy.tar"))
    with tarfile.open(tmp_path / "copy.tar") as tar:
        assert "notes/danger.md" not in tar.getnames()
    note.unlink()
    ask(desk, "verify")


def test_the_record_says_who_took_the_words_out_and_everything_verifies(
    frozen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(frozen, "redact", "danger", "--why", "a witness in danger", "--by", "Ada", "--words", NAME)
    capsys.readouterr()
    ask(frozen, "verify")
    assert "by Ada: a witness in danger" in capsys.readouterr().out
    ask(frozen, "edition", "verify")
    said = capsys.readouterr()
    assert "1 editions, 0 files gone or changed, " in said.out
    assert "redacted by Ada on " in said.err
    page = frozen / "editions" / "2024-03-10" / "out" / "2024-03-10.html"
    assert blanking.REDACTED in page.read_text(encoding="utf-8")
    assert "JNIM holds the road to the plateau" in page.read_text(encoding="utf-8")
    for name in ("text.json", "tree.json"):  # they are still what programs can read
        json.loads((page.parents[1] / "record" / name).read_text(encoding="utf-8"))
    page.write_text("something else", encoding="utf-8")
    assert run(["--desk", str(frozen), "edition", "verify"]) == 1


def test_a_published_page_that_still_bears_a_key_of_it_is_named(
    frozen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = frozen / "out" / "2024-03-10.html"
    page.write_text(page.read_text("utf-8") + "<!-- source:radio.example -->", "utf-8")
    capsys.readouterr()
    ask(frozen, "redact", "danger", "--why", "a witness in danger", "--words", NAME)
    said = capsys.readouterr().err
    assert "out/2024-03-10.html: a key of what was redacted, or a named word, stays in it" in said
    assert "publish its update again without it, or delete the file" in said


def test_pages_made_before_a_withholding_are_named_by_verify(
    frozen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(frozen, "verify")
    toml = frozen / "desk.toml"
    told = toml.read_text("utf-8").replace(
        'reliability = "B"', 'reliability = "B"\nlinks = "withhold"'
    )
    toml.write_text(told, "utf-8")
    capsys.readouterr()
    assert run(["--desk", str(frozen), "verify"]) == 1
    said = capsys.readouterr().err
    for name in ("out/2024-03-10.html", "out/2024-03-10.pdf", "out/2024-03-10.eml"):
        assert f"{name}: It was made before a source was withheld, and still tells it." in said
    assert "Publish its update again, or delete the file" in said


def test_what_a_killed_redaction_left_is_finished_by_the_next(
    frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, open_desk(frozen) as opened:
        patch.setattr(protect, "move_staged", lambda *_given: 0)
        protect.redact_material(opened, "danger", why="danger", words=[NAME])
    assert told_by(frozen, SECRET) != []
    assert run(["--desk", str(frozen), "verify"]) == 1
    ask(frozen, "redact", "danger", "--why", "danger")
    assert told_by(frozen, SECRET, NAME) == []
    ask(frozen, "verify")
    ask(frozen, "edition", "verify")


def test_nothing_is_changed_where_the_redaction_cannot_be_recorded(
    frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told_by(frozen, SECRET)

    def full(*_given: object, **_named: object) -> None:
        raise DeskError("The disk is full.")

    monkeypatch.setattr(Ledger, "redact", full)
    with open_desk(frozen) as opened, pytest.raises(DeskError, match="full"):
        protect.redact_material(opened, "danger", why="danger")
    assert told_by(frozen, SECRET) == before
    assert list(frozen.rglob(f"{staged.STAGED}*")) == []


def files_of(desk: Path) -> dict[str, bytes]:
    """Editions, published files and updates with what they hold."""
    return {
        path.relative_to(desk).as_posix(): path.read_bytes()
        for name in staged.FOLDERS
        for path in (desk / name).rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("wholly", [0, 1, 3])
def test_a_disk_that_fills_up_leaves_every_file_as_it_was_and_is_named(
    frozen: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wholly: int
) -> None:
    before = files_of(frozen)
    synced = 0
    fsync = os.fsync

    def fill_up(handle: int) -> None:
        nonlocal synced
        synced += 1
        if synced > wholly:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fill_up)
        assert run(["--desk", str(frozen), "redact", "danger", "--why", "danger"]) == 2
    said = capsys.readouterr().err
    assert "None could not be written" not in said
    assert "could not be written anew: No space left on device. Nothing was redacted." in said
    assert files_of(frozen) == before
    ask(frozen, "redact", "road", "--why", "another")
    assert told_by(frozen / "updates", SECRET) == ["2024-03-10.md"]


@pytest.mark.parametrize("prefix", [".redacted-", ".redacting-"])
@pytest.mark.parametrize("content", [b"", b"<p>cut off in the mid"])
def test_what_no_redaction_recorded_is_named_and_dropped(
    frozen: Path, capsys: pytest.CaptureFixture[str], prefix: str, content: bytes
) -> None:
    update = frozen / "updates" / "2023-12-15.md"
    update.write_text("An update that quotes nobody.\n", encoding="utf-8")
    waiting = update.with_name(f"{prefix}{update.name}")
    waiting.write_bytes(content)
    assert run(["--desk", str(frozen), "verify"]) == 1
    assert f"updates/{prefix}2023-12-15.md" in capsys.readouterr().err
    ask(frozen, "redact", "danger", "--why", "danger", "--words", NAME)
    assert update.read_text(encoding="utf-8") == "An update that quotes nobody.\n"
    assert not waiting.exists()
    ask(frozen, "verify")


def test_a_file_that_an_earlier_redaction_took_away_is_not_taken_away_again(
    frozen: Path,
) -> None:
    ask(frozen, "redact", "danger", "--why", "danger", "--words", NAME)
    letter = frozen / "out" / "2024-03-10.pdf"
    assert not letter.exists()
    letter.write_bytes(b"%PDF made anew")
    letter.with_name(".redacted-2024-03-10.pdf").write_bytes(b"")
    ask(frozen, "redact", "road", "--why", "another")
    assert letter.read_bytes() == b"%PDF made anew"


def test_an_image_of_what_held_the_words_goes_too(frozen: Path) -> None:
    figures = frozen / "out" / "2024-03-10-figures"
    figures.mkdir()
    for number, words in ((1, SECRET), (2, "nothing of it")):
        stem = figures / f"figure-{number}"
        stem.with_suffix(".svg").write_text(f"<svg><text>{words}</text></svg>", encoding="utf-8")
        stem.with_suffix(".png").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    ask(frozen, "redact", "danger", "--why", "danger", "--words", NAME)
    left = sorted(path.name for path in figures.iterdir())
    assert left == ["figure-1.svg", "figure-2.png", "figure-2.svg"]


DOCUMENT = Document(
    "d", "article", "Heard it here", "One two three four five six seven.", "c" * 64,
    url="https://a.example/b-c",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("He said one two three four five, no six.", "He said [redacted], no six."),
        ("one two three four alone", "one two three four alone"),
        ('{"a": "three four five six seven"}', '{"a": "[redacted]"}'),
        ("<p>one <b>two</b> three four five</p>", "<p>[redacted] <b>[redacted]</b> [redacted]</p>"),
        ('<a href="https://a.example/b-c">x</a>', '<a href="https://[redacted]">x</a>'),
        ("a dot example/b-c", "[redacted]"),
        ("“Heard it here”, and Awa.", "“[redacted]”, and [redacted]."),
    ],
)
def test_words_give_way_to_the_mark(text: str, blanked: str) -> None:
    assert blanking.blank(text, blanking.seek([DOCUMENT], ["Awa"])) == blanked


WEEKLY = Document(
    "weekly", "article", "Root", "Gunmen killed two herders by jnim in central mali.", "d" * 64,
    authors=("Mali", "Awa Diallo"), url="https://b.example/weekly",
)  # fmt: skip
ENTERED = Document(
    "by-hand", "note", "Coded by Mali", "Two herders died.", "e" * 64, authors=("Mali",)
)


@pytest.mark.parametrize(
    "text",
    [
        "Awa Diallo and Mali met; the root of it is old.",
        '[two]{count="attack by:jnim in:central-mali during:2024"} attacks',
        '[two]{count="by jnim in central mali"} attacks',
        '{"query": "killed:2 by:jnim in:central-mali"}',
        "<style>:root { --ink: #111; }</style><p class='root'>Mali</p>",
    ],
)
def test_titles_and_authors_are_anybodys_words_away_from_a_citation(text: str) -> None:
    assert blanking.blank(text, blanking.seek([WEEKLY, ENTERED])) == text


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("Awa Diallo, “Root”, https://b.example/weekly", "[redacted]”, https://[redacted]"),
        ("Awa Diallo heard it.[@weekly]", "[redacted] heard it.[@weekly]"),
        (
            '{"authors": ["Awa Diallo"], "url": "b.example/weekly"}',
            '{"authors": ["[redacted]"], "url": "[redacted]"}',
        ),
    ],
)
def test_beside_a_citation_they_go(text: str, blanked: str) -> None:
    assert blanking.blank(text, blanking.seek([WEEKLY])) == blanked


def test_a_coders_name_stays_beside_the_notes_he_entered() -> None:
    text = "Coded by Mali, 9 March 2024.[@by-hand]"
    assert blanking.blank(text, blanking.seek([ENTERED])) == text


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ('root said [2]{count="root in:root"}.', '[redacted] said [2]{count="root in:root"}.'),
        ("---\nroot: the root\n---\n", "---\nroot: the [redacted]\n---\n"),
        ("<root class='root' alt='a root'>", "<root class='root' alt='a [redacted]'>"),
        ("<img root='the root'>", "<img root='the [redacted]'>"),
        ('{"root": "root", "Root": 1}', '{"root": "[redacted]", "[redacted]": 1}'),
        ('{"html": "<a href=\\"x\\">root</a>"}', '{"html": "<a href=\\"x\\">[redacted]</a>"}'),
        ("<style>:root { color: red }</style>", "<style>:root { color: red }</style>"),
    ],
)
def test_what_makes_a_file_work_stays_whole(text: str, blanked: str) -> None:
    assert blanking.blank(text, blanking.seek((), ["root"])) == blanked


def test_a_named_word_that_stays_is_told(frozen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    update = frozen / "updates" / "2024-03-11.md"
    update.write_text('[Two]{count="attack by:qzandoubery"} attacks.\n', encoding="utf-8")
    ask(frozen, "redact", "danger", "--why", "danger", "--words", NAME)
    assert "updates/2024-03-11.md: a named word stays within a binding" in capsys.readouterr().err
    assert update.read_text(encoding="utf-8") == '[Two]{count="attack by:qzandoubery"} attacks.\n'


def test_verify_names_a_copy_from_before_an_upgrade_and_a_redaction_removes_it(
    frozen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = frozen / "desk.db.before-schema-3"
    copy.write_bytes(SECRET.encode())
    assert run(["--desk", str(frozen), "verify"]) == 1
    assert "desk.db.before-schema-3" in capsys.readouterr().err
    ask(frozen, "redact", "danger", "--why", "danger")
    assert not copy.exists()
    ask(frozen, "verify")


def test_updates_that_lie_elsewhere_are_reached_through_their_link(
    frozen: Path, tmp_path: Path
) -> None:
    far = tmp_path / "old"
    far.mkdir()
    (far / "2024-03-09.md").write_text(UPDATE, encoding="utf-8")
    (frozen / "updates" / "old").symlink_to(far, target_is_directory=True)
    (frozen / "updates" / "round").symlink_to(frozen / "updates", target_is_directory=True)
    ask(frozen, "redact", "danger", "--why", "danger", "--words", NAME)
    assert told_by(far, SECRET, NAME) == []
    assert "JNIM holds the road" in (far / "2024-03-09.md").read_text(encoding="utf-8")
    ask(frozen, "verify")


def withhold(desk: Path) -> None:
    """Withhold the radio, whose pages are out already."""
    toml = desk / "desk.toml"
    told = toml.read_text("utf-8").replace(
        'reliability = "B"', 'reliability = "B"\nlinks = "withhold"'
    )
    toml.write_text(told, "utf-8")


@pytest.mark.parametrize("suffix", ["pdf", "docx", "zip"])
def test_a_file_that_lies_alone_is_searched_for_what_is_withheld_since(
    frozen: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(frozen, "publish", str(frozen / "updates" / "2024-03-10.md"), "--to", "docx,pdf")
    made, alone = frozen / "out" / "2024-03-10.pdf", frozen / "out" / f"alone.{suffix}"
    if suffix == "zip":
        with zipfile.ZipFile(alone, "w") as packed:
            packed.write(made, "page.pdf")
    else:
        made.with_suffix(f".{suffix}").rename(alone)
    for left in (frozen / "out").glob("2024-03-10*"):
        if left.is_file():
            left.unlink()
    withhold(frozen)
    capsys.readouterr()
    assert run(["--desk", str(frozen), "verify"]) == 1
    said = capsys.readouterr().err
    assert f"out/alone.{suffix}: It was made before a source was withheld" in said


def test_editions_and_the_site_name_what_tells_a_source_withheld_since(
    frozen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(frozen, "site")
    ask(frozen, "edition", "verify")
    withhold(frozen)
    capsys.readouterr()
    assert run(["--desk", str(frozen), "edition", "verify"]) == 1
    out, err = capsys.readouterr()
    for suffix in ("html", "pdf", "docx", "eml"):
        assert f"2024-03-10/out/2024-03-10.{suffix}: It names a source that is withheld" in err
    assert "files gone or changed, 4 that tell a source withheld since." in out
    assert run(["--desk", str(frozen), "verify"]) == 1
    assert "out/site: " in capsys.readouterr().err
    assert run(["--desk", str(frozen), "site"]) == 1
    said = capsys.readouterr().err
    assert "out/2024-03-10.pdf: It was made before a source was withheld" in said
    assert "2024-03-10/out/2024-03-10.pdf: It names a source that is withheld" in said
    assert "out/site: " not in said


def test_an_issue_that_tells_is_no_fault_once_a_newer_one_tells_nothing(
    frozen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    withhold(frozen)
    assert run(["--desk", str(frozen), "verify"]) == 1
    update = frozen / "updates" / "2024-03-10.md"
    update.write_text(UPDATE.partition("A witness")[0].replace("[@road]", ""), encoding="utf-8")
    for role, name in (("author", "Awa"), ("editor", "Ben")):
        ask(frozen, "sign", str(update), "--role", role, "--by", name, "--because", "meant so")
    ask(frozen, "freeze", str(update), "--correction", "A source was in danger.")
    for old in (frozen / "out").glob("2024-03-10*"):
        old.unlink()
    ask(frozen, "seal")
    capsys.readouterr()
    for command in (["verify"], ["edition", "verify"], ["edition", "verify", "2024-03-10"]):
        ask(frozen, *command)
        out, err = capsys.readouterr()
        assert err.count("It is superseded by 2024-03-10.2.") == 4
        assert "! 2024-03-10/out/2024-03-10.pdf: It names a source that is withheld" in err
        told = "are as they were written" if command == ["verify"] else "4 that tell one and are"
        assert told in out
    ask(frozen, "site")
    issues = frozen / "out" / "site" / "editions" / "2024-03-10"
    assert [one.name for one in issues.iterdir() if one.is_dir()] == ["2024-03-10.2"]


def test_the_site_searches_each_file_once_for_one_list_of_what_is_withheld(
    frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    withhold(frozen)
    searched, listed = [], []
    refuse_leaks, list_withheld = policy.refuse_leaks, outdated.list_withheld

    def count_file(text: str, secrets: frozenset[str], name: str) -> None:
        searched.append(name)
        refuse_leaks(text, secrets, name)

    def count_list(opened: OpenDesk) -> frozenset[str]:
        listed.append(opened)
        return list_withheld(opened)

    monkeypatch.setattr(policy, "refuse_leaks", count_file)
    for module in (outdated, site):
        monkeypatch.setattr(module, "list_withheld", count_list)
    assert run(["--desk", str(frozen), "site"]) == 1
    assert searched.count("2024-03-10.docx") == 1
    assert len(listed) == 1
