import os
from pathlib import Path

import pytest

from dateline.collect.inbox import guess_media_type, take_file
from dateline.model.capture import Capture
from dateline.model.problem import Problem

NOW = "2023-12-13T10:00:00+00:00"


def problem_of(path: Path, max_bytes: int = 1000) -> Problem:
    found = take_file(path, now=NOW, max_bytes=max_bytes)
    assert isinstance(found, Problem)
    assert found.where == str(path)
    assert found.severity == "error"
    assert found.advice
    return found


def test_a_file_becomes_a_capture_with_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"Segou\r\n\xff")
    assert take_file(path, now=NOW, max_bytes=1000) == (
        Capture(
            sha256="eb4c37cedefb51d51d24b5c6e74087bbb539f989a95136159aaea36d7aaf91d6",
            address="note.md",
            captured_at=NOW,
            media_type="text/markdown",
            size=8,
        ),
        b"Segou\r\n\xff",
    )


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "gone.txt").kind == "missing-file"
    assert problem_of(tmp_path / ("x" * 5000)).kind == "missing-file"


def test_an_empty_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert problem_of(tmp_path / "empty.txt").kind == "empty-file"


def test_a_folder_is_a_problem(tmp_path: Path) -> None:
    assert problem_of(tmp_path).kind == "not-a-file"


def test_a_pipe_is_a_problem_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert problem_of(tmp_path / "pipe").kind == "not-a-file"


def test_a_file_past_the_limit_is_a_problem_and_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    found = problem_of(path, 100_000_000)
    assert found.kind == "too-large"
    assert found.what == "The file has 200 MB or more; this desk takes 100 MB."


def test_a_file_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("words")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert problem_of(path).kind == "unreadable-file"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.md", "text/markdown"), ("a.HTM", "text/html"), ("a.txt", "text/plain"),
        ("a.pdf", "application/pdf"), ("a", "application/octet-stream"),
    ],
)  # fmt: skip
def test_a_name_suggests_a_media_type(name: str, media_type: str) -> None:
    assert guess_media_type(name) == media_type


@pytest.mark.skipif(os.name != "posix", reason="elsewhere names are text")
def test_a_name_that_is_no_utf_8_is_kept_as_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_bytes(b"words")
    taken = take_file(path, now=NOW, max_bytes=1000)
    assert isinstance(taken, tuple)
    assert taken[0].address == "caf\ufffd.txt"
    path.write_bytes(b"")
    refused = take_file(path, now=NOW, max_bytes=1000)
    assert isinstance(refused, Problem)
    assert refused.where == f"{tmp_path}/caf\ufffd.txt"
