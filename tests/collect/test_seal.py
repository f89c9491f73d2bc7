import hashlib
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect.seal import make_key, read_key, seal, unseal
from dateline.collect.warc import Archive
from dateline.errors import DeskError
from dateline.model.capture import Capture

KEY = bytes(range(32))
WORDS = b"what a listener in danger saw"
DIGEST = hashlib.sha256(WORDS).hexdigest()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    held = Archive(tmp_path / "archive", tmp_path / "desk.key")
    held.store(Capture(DIGEST, "a.txt", "2024-03-01T00:00:00Z", "text/plain", len(WORDS)), WORDS)
    return held


@given(content=st.binary(max_size=200))
def test_what_is_sealed_comes_back_and_no_byte_may_change(content: bytes) -> None:
    sealed = seal(KEY, DIGEST, content)
    assert unseal(KEY, DIGEST, sealed) == content
    assert unseal(KEY, "0" * 64, sealed) is None
    assert unseal(bytes(32), DIGEST, sealed) is None
    assert unseal(KEY, DIGEST, sealed[:-1] + bytes([sealed[-1] ^ 1])) is None


def test_a_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.key"
    key = make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert make_key(path) == key == read_key(path)
    path.write_text("no key")
    with pytest.raises(DeskError, match="holds no key"):
        make_key(path)


def test_a_sealed_capture_is_read_with_the_key_and_tells_nothing_without(archive: Archive) -> None:
    assert archive.seal(DIGEST)
    assert not archive.seal(DIGEST)
    assert archive.payload(DIGEST) == WORDS
    assert archive.digests() == [DIGEST]
    assert list(archive.verify()) == []
    assert [one.address for one in archive.captures()] == ["a.txt"]
    (file,) = (path for path in archive.folder.rglob("*") if path.is_file())
    assert file.name == f"{DIGEST}.warc.gz.sealed"
    assert WORDS not in file.read_bytes()


@pytest.mark.parametrize(
    ("key", "said"), [(None, "the desk's key is not at"), ("00" * 32, "with another key")]
)
def test_a_lost_or_wrong_key_is_named(archive: Archive, key: str | None, said: str) -> None:
    archive.seal(DIGEST)
    assert archive.key_file is not None
    archive.key_file.unlink()
    if key:
        archive.key_file.write_text(key)
    with pytest.raises(DeskError, match=said):
        archive.payload(DIGEST)
    (problem,) = archive.verify()
    assert problem.kind == "sealed-capture"
    assert said in problem.what
    assert "Put the key back" in problem.advice


def test_a_kill_between_sealing_and_removing_leaves_the_capture_readable(archive: Archive) -> None:
    plain = next(path for path in archive.folder.rglob("*") if path.is_file())
    before = plain.read_bytes()
    archive.seal(DIGEST)
    plain.write_bytes(before)
    assert archive.payload(DIGEST) == WORDS
    assert archive.seal(DIGEST)
    assert not plain.exists()


def test_removing_takes_the_sealed_file_too(archive: Archive) -> None:
    archive.seal(DIGEST)
    assert archive.remove(DIGEST)
    assert not archive.has(DIGEST)
    assert [path for path in archive.folder.rglob("*") if path.is_file()] == []
