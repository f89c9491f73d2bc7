"""An editor's Word file comes back into the update of a desk."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError
from dateline.pipeline.editions.edits import import_edits
from dateline.pipeline.editions.publish import publish_update
from dateline.pipeline.keeping.opening import open_desk

SOURCE = """\
---
title: "A test update"
cutoff: 2024-03-10T12:00
---

JNIM carried out [seven]{count="attack by:jnim in:plateau"} attacks on villages.[@market]
"""


@pytest.fixture
def update(desk: Path) -> Path:
    path = desk / "updates" / "week.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(SOURCE)
    return path


@pytest.fixture
def review(desk: Path, update: Path) -> Path:
    with open_desk(desk) as opened:
        publish_update(opened, update, formats=("review.docx",))
    return desk / "out" / "week.review.docx"


def replace_words(file: Path, before: str, after: str) -> None:
    """Change words of the file without tracking."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(out, "w") as target:
        for name in given.namelist():
            payload = given.read(name)
            if name == "word/document.xml":
                assert before.encode() in payload
                payload = payload.replace(before.encode(), after.encode())
            target.writestr(name, payload)
    file.write_bytes(out.getvalue())


def test_a_review_file_may_show_what_does_not_hold_and_says_so_in_a_comment(review: Path) -> None:
    with zipfile.ZipFile(review) as file:
        assert "Fails: " in file.read("word/comments.xml").decode()


def test_an_untouched_file_changes_nothing(desk: Path, update: Path, review: Path) -> None:
    with open_desk(desk) as opened:
        done = import_edits(opened, review)
    assert (done.changes, done.held, done.remarks) == ((), (), ())
    assert update.read_text() == SOURCE


def test_what_changed_is_checked_again(desk: Path, update: Path, review: Path) -> None:
    replace_words(review, ">seven<", ">nine<")
    with open_desk(desk) as opened:
        done = import_edits(opened, review)
    assert '[nine]{count="attack by:jnim in:plateau"}' in update.read_text()
    bound = [finding for finding in done.findings if finding.rule == "bound-number"]
    assert [(one.text, one.verdict) for one in bound] == [("nine", "fails")]


def test_a_dry_run_writes_nothing(desk: Path, update: Path, review: Path) -> None:
    replace_words(review, "on villages", "on hamlets")
    assert run(["--desk", str(desk), "import-edits", str(review), "--dry-run"]) in (0, 1)
    assert update.read_text() == SOURCE
    assert sorted(path.name for path in update.parent.iterdir()) == ["week.md"]


def test_the_command_writes_and_tells(
    desk: Path, update: Path, review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_words(review, "on villages", "on hamlets")
    run(["--desk", str(desk), "import-edits", str(review), "--json"])
    assert "attacks on hamlets.[@market]" in update.read_text()
    assert '"held": []' in capsys.readouterr().out


def test_a_file_without_its_update_is_refused(desk: Path, review: Path) -> None:
    other = review.with_name("other.review.docx")
    other.write_bytes(review.read_bytes())
    with open_desk(desk) as opened, pytest.raises(CommandError, match="--into UPDATE"):
        import_edits(opened, other)


def save_as_libreoffice_does(file: Path) -> None:
    """Take the names of controls and the colon of the keyword away, as LibreOffice 7.4 does."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(out, "w") as target:
        for name in given.namelist():
            text = given.read(name)
            if name == "word/document.xml":
                text = re.sub(rb"<w:sdtPr>.*?</w:sdtPr>", b"<w:sdtPr></w:sdtPr>", text)
            text = text.replace(b"dateline-review:", b"dateline-review ")
            target.writestr(name, text)
    file.write_bytes(out.getvalue())


def test_a_file_that_libreoffice_saved_comes_back_with_its_bindings(
    desk: Path, update: Path, review: Path
) -> None:
    save_as_libreoffice_does(review)
    with open_desk(desk) as opened:
        untouched = import_edits(opened, review)
    assert (untouched.changes, untouched.held) == ((), ())
    replace_words(review, ">seven<", ">six<")
    with open_desk(desk) as opened:
        import_edits(opened, review)
    assert '[six]{count="attack by:jnim in:plateau"}' in update.read_text()


def test_untracked_words_beside_a_changed_update_are_named_and_never_lost(
    desk: Path, update: Path, review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_words(review, "on villages", "on hamlets")
    changed = SOURCE + "\nCalm has returned to the plateau.\n"
    update.write_text(changed)
    told = ["--desk", str(desk), "import-edits", str(review), "--into", str(update)]
    assert run(told) == 1
    out, err = capsys.readouterr()
    assert "0 lines changed, 0 comments came in, 1 changes were held back" in out
    assert "“… seven attacks on hamlets.[@market]” was not tracked" in err
    assert "the update says “… seven attacks on villages" in err
    assert "make this change in the Markdown" in err
    assert update.read_text() == changed


def test_an_untouched_file_beside_an_update_that_grew_is_no_fault(
    desk: Path, update: Path, review: Path
) -> None:
    update.write_text(SOURCE + "\nCalm has returned to the plateau.\n")
    with open_desk(desk) as opened:
        done = import_edits(opened, review)
    assert (done.changes, done.held, done.remarks) == ((), (), ())
