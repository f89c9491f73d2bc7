"""Vectors of sentences: computed once, kept by the desk, removed with a redaction."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from dateline.model.mention import Mention
from dateline.model.stored import StoredMention
from dateline.pipeline.keeping import vectors
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.keeping.vectors import find_vectors
from dateline.pipeline.protection.protect import redact_material

ASKED: list[list[str]] = []


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """An encoder that answers at once and says what it was asked."""
    ASKED.clear()

    def embed(sentences: list[str], *, threads: int) -> NDArray[np.float32]:
        assert threads > 0
        ASKED.append(sentences)
        rows = [np.eye(384)[int(sentence.split()[1]) % 4] for sentence in sentences]
        return np.array(rows, dtype=np.float32)

    monkeypatch.setattr("dateline.encoder.embed", embed)


def tell(first: int, last: int, status: str = "asserted") -> list[StoredMention]:
    return [
        StoredMention(
            number,
            Mention(
                f"note-{number}", f"Sentence {number} tells.", 0, 9, "Battles", "Armed clash",
                status=status,
            ),
        )
        for number in range(first, last)
    ]  # fmt: skip


def test_what_was_embedded_once_is_not_embedded_again(bare_desk: Path) -> None:
    with open_desk(bare_desk, create=True) as opened:
        first = find_vectors(opened, tell(0, 40))
        again = find_vectors(opened, tell(0, 41))
    assert [len(asked) for asked in ASKED] == [40, 1]
    assert (len(first), len(again)) == (40, 41)
    assert float(again[0] @ again[4]) == pytest.approx(1.0)
    assert float(again[0] @ again[1]) < 0


def test_few_sentences_have_no_mean_and_no_vectors(bare_desk: Path) -> None:
    with open_desk(bare_desk, create=True) as opened:
        assert find_vectors(opened, tell(0, 39)) == {}
    assert ASKED == []


def test_what_founds_no_event_is_not_compared(bare_desk: Path) -> None:
    with open_desk(bare_desk, create=True) as opened:
        found = find_vectors(opened, [*tell(0, 40), *tell(40, 50, "planned")])
    assert sorted(found) == list(range(40))


def test_a_desk_may_leave_meaning_out(bare_desk: Path) -> None:
    with (bare_desk / "desk.toml").open("a") as file:
        file.write("\n[reconcile]\nmeaning = false\n")
    with open_desk(bare_desk, create=True) as opened:
        assert find_vectors(opened, tell(0, 60)) == {}


def test_many_files_become_one_and_a_broken_one_is_made_anew(
    bare_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_AT_ONCE", 2)
    folder = bare_desk / ".cache" / "vectors"
    with open_desk(bare_desk, create=True) as opened:
        find_vectors(opened, tell(0, 40))
        assert len(list(folder.glob("*.npz"))) == 1
        ASKED.clear()
        find_vectors(opened, tell(0, 40))
        assert ASKED == []
        next(folder.glob("*.npz")).write_bytes(b"no archive")
        find_vectors(opened, tell(0, 40))
    assert sum(map(len, ASKED)) == 40


def test_a_redaction_removes_what_vectors_tell(desk: Path) -> None:
    with open_desk(desk) as opened:
        find_vectors(opened, tell(0, 40))
        assert list((desk / ".cache" / "vectors").iterdir())
        redact_material(opened, "road", why="A witness is at risk.")
    assert not list((desk / ".cache" / "vectors").iterdir())
