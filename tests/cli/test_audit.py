"""Auditing a file that holds several documents."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.model.document import Block, Document, Reading

Run = Callable[..., Any]


def test_a_finding_is_told_by_the_line_of_its_own_document(
    dateline: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = "One.\nTwo.\nFigure 9 shows the town."
    reading = Reading(
        (
            Document("a", "article", "First", "x\n" * 50, ""),
            Document("b", "article", "Second", second, "",
                     blocks=(Block("paragraph", second, 0, len(second)),)),
        )
    )  # fmt: skip
    monkeypatch.setattr("dateline.pipeline.material.reading.read_file", lambda _path: reading)
    out = dateline("audit", tmp_path / "digest.txt").out.splitlines()
    assert out[:2] == ["a: First", "b: Second"]
    assert out[2].startswith("✗ line 3, “Figure 9”: fails (no-data)")
    assert out[-1] == "1 finding in 2 documents."


def test_the_exit_status_is_1_only_when_something_fails(dateline: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("# A note\n\nOn Friday 12 December 2023 it rained.\n", encoding="utf-8")
    assert dateline("audit", file).status == 1
    file.write_text("# A note\n\nOn Tuesday 12 December 2023 it rained.\n", encoding="utf-8")
    assert dateline("audit", file).status == 0
