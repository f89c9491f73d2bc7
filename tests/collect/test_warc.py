import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from dateline.collect.inbox import describe_capture
from dateline.collect.warc import Archive
from dateline.errors import DeskError
from dateline.model.capture import Capture

NOW = "2023-12-13T11:00:00+01:00"


def capture_of(payload: bytes, address: str = "note é.md") -> Capture:
    capture, _ = describe_capture(payload, address=address, media_type="text/markdown", now=NOW)
    return capture


@given(payload=st.binary(min_size=1, max_size=3000))
@settings(max_examples=40, deadline=None)
def test_what_is_stored_comes_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, payload: bytes
) -> None:
    archive = Archive(tmp_path_factory.mktemp("archive"))
    capture = capture_of(payload)
    archive.store(capture, payload)
    assert archive.payload(capture.sha256) == payload
    assert list(archive.captures()) == [capture]
    assert list(archive.verify()) == []


def test_storing_again_changes_no_byte(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.store(capture_of(b"one"), b"one")
    (file,) = tmp_path.rglob("*.warc.gz")
    before = file.read_bytes()
    archive.store(capture_of(b"one", "another name.md"), b"one")
    assert [file] == list(tmp_path.rglob("*.warc.gz"))
    assert file.read_bytes() == before


def test_a_file_is_a_warc_that_others_read(tmp_path: Path) -> None:
    payload = b"<p>news</p>\r\n\r\nWARC/1.1\r\n"
    Archive(tmp_path).store(capture_of(payload, "https://example.org/a?b=1"), payload)
    (file,) = tmp_path.rglob("*.warc.gz")
    with file.open("rb") as stream:
        headers = [dict(record.rec_headers.headers) for record in ArchiveIterator(stream)]
    assert [header["WARC-Type"] for header in headers] == ["warcinfo", "resource", "metadata"]
    resource = headers[1]
    assert resource["WARC-Target-URI"] == "https://example.org/a?b=1"
    assert resource["WARC-Date"] == "2023-12-13T10:00:00Z"
    digest = hashlib.sha256(payload).hexdigest()
    assert resource["WARC-Payload-Digest"] == f"sha256:{digest}"
    assert headers[2]["WARC-Concurrent-To"] == resource["WARC-Record-ID"]


def test_the_library_s_own_checker_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Archive(tmp_path).store(capture_of(b"one"), b"one")
    (file,) = tmp_path.rglob("*.warc.gz")

    class Args:
        inputs = (str(file),)
        verbose = False

    assert Checker(Args).process_all() == 0
    assert "fail" not in capsys.readouterr().out


def test_a_file_cut_anywhere_is_named_and_not_believed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    payload = bytes(range(256)) * 4
    capture = capture_of(payload)
    archive.store(capture, payload)
    (file,) = tmp_path.rglob("*.warc.gz")
    whole = file.read_bytes()
    believed = 0
    for end in range(0, len(whole), 37):
        file.write_bytes(whole[:end])
        try:
            believed += archive.payload(capture.sha256) == payload
        except DeskError:
            assert [problem.kind for problem in archive.verify()] == ["damaged-capture"]
    assert believed > 0  # a cut after the resource record loses nothing of it


def test_changed_bytes_are_named(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.store(capture_of(b"one"), b"one")
    archive.store(capture_of(b"two"), b"two")
    one, two = (next(tmp_path.rglob(f"{capture_of(part).sha256}*")) for part in (b"one", b"two"))
    one.write_bytes(two.read_bytes())
    (problem,) = archive.verify()
    assert problem.where == one.name
    with pytest.raises(DeskError, match="damaged"):
        archive.payload(capture_of(b"one").sha256)


def test_a_capture_that_is_not_there_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="add the source again"):
        Archive(tmp_path / "none").payload(capture_of(b"one").sha256)


def test_bytes_that_are_not_the_capture_s_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not those of capture"):
        Archive(tmp_path).store(capture_of(b"one"), b"two")


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(DeskError, match="disk is full"):
        Archive(tmp_path).store(capture_of(b"one"), b"one")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_read_only_archive_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(DeskError, match="read-only"):
        Archive(tmp_path).store(capture_of(b"one"), b"one")


def test_a_partial_file_of_a_killed_process_is_passed_over(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    capture = capture_of(b"one")
    archive.store(capture, b"one")
    (tmp_path / capture.sha256[:2] / ".partial-x").write_bytes(b"\x1f\x8b half")
    assert archive.digests() == [capture.sha256]
    assert list(archive.verify()) == []


def test_a_capture_can_be_taken_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.store(capture_of(b"one"), b"one")
    archive.store(capture_of(b"two"), b"two")
    assert archive.remove(capture_of(b"one").sha256)
    assert not archive.remove(capture_of(b"one").sha256)
    assert archive.digests() == [capture_of(b"two").sha256]
