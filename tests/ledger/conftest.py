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


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a ledger can be made: a file, or a schema of a server of this session."""
    if request.param == "sqlite":
        return tmp_path / "desk.db"
    address: str = request.getfixturevalue("postgresql_server")()
    return address


@pytest.fixture
def ledger(place: Path | str) -> Any:  # noqa: ANN401 - a generator of a ledger
    """Give an empty ledger on each kind of database."""
    with open_ledger(place, create=True) as opened:
        yield opened


def change_raw(ledger: Ledger, *statements: str) -> None:
    """Change the database as somebody would who goes around Dateline."""
    with ledger._engine.connect().execution_options(writing=True) as raw, raw.begin():  # noqa: SLF001
        for statement in statements:
            raw.exec_driver_sql(statement)


@pytest.fixture
def tamper() -> Callable[..., None]:
    """Give a way around Dateline, with the triggers of the log taken away before."""

    def tamper_with(ledger: Ledger, *statements: str) -> None:
        postgresql = "://" in ledger.name
        guards = (
            ("entries_no_change",) if postgresql else ("entries_no_update", "entries_no_delete")
        )
        on = " ON entries" if postgresql else ""
        change_raw(ledger, *(f"DROP TRIGGER {guard}{on}" for guard in guards), *statements)

    return tamper_with
