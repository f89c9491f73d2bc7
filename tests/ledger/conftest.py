"""Small ledgers for the room's tests."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.ledger import AppendResult, Ledger, open_ledger
from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.model.mention import Mention

Add = Callable[..., AppendResult]


def add_note(  # noqa: PLR0913 - what tests vary
    ledger: Ledger,
    name: str,
    *,
    at: str,
    body: str = "",
    published: str | None = "2023-07-05",
    mentions: int = 2,
    kind: str = "article",
) -> AppendResult:
    digest = hashlib.sha256(f"{name} {body}".encode()).hexdigest()
    capture = Capture(digest, f"{name}.md", at, "text/markdown", len(body))
    document = Document(
        name, kind, None, body or name, digest, published=published, source=f"{name}.example"
    )
    found = [
        Mention(name, f"sentence {number}", number, number + 1, "Battles", "Armed clash")
        for number in range(mentions)
    ]
    return ledger.append_document(
        [document], {name: found}, [], capture, at=at, author="dateline/0.1"
    )


@pytest.fixture
def add() -> Add:
    return add_note


@pytest.fixture
def ledger(tmp_path: Path) -> Any:  # noqa: ANN401 - a generator of a ledger
    with open_ledger(tmp_path / "desk.db", create=True) as opened:
        yield opened
