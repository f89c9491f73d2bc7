from collections.abc import Callable
from typing import TypeAlias

import pytest
from sqlalchemy.exc import DBAPIError

from dateline.ledger import AppendResult, Ledger

Add: TypeAlias = Callable[..., AppendResult]
Tamper: TypeAlias = Callable[..., None]
NOON = "2023-12-13T12:00:00Z"


@pytest.fixture
def filled(ledger: Ledger, add: Add) -> Ledger:
    for name in ("bapho", "niono", "sevare"):
        add(ledger, name, at=NOON)
    return ledger


def fault(ledger: Ledger) -> str:
    (problem,) = ledger.verify()
    assert (problem.kind, problem.severity) == ("broken-chain", "error")
    return problem.what


def test_a_sound_ledger_has_nothing_to_report(filled: Ledger) -> None:
    assert list(filled.verify()) == []


@pytest.mark.parametrize("verb", ["UPDATE entries SET author = 'x'", "DELETE FROM entries"])
def test_the_database_itself_refuses_change(filled: Ledger, verb: str) -> None:
    with (
        pytest.raises(DBAPIError, match="append-only"),
        filled._engine.connect().execution_options(writing=True) as raw,  # noqa: SLF001
        raw.begin(),
    ):
        raw.exec_driver_sql(verb)


def test_a_changed_payload_is_named(filled: Ledger, tamper: Tamper) -> None:
    tamper(filled, "UPDATE entries SET payload = replace(payload, 'niono', 'niona') WHERE seq = 6")
    assert fault(filled) == (
        "The ledger is not as it was written: the payload of entry 6 was changed."
    )


@pytest.mark.parametrize("column", ["author", "recorded_at", "key", "kind", "why"])
def test_a_changed_column_is_named(filled: Ledger, tamper: Tamper, column: str) -> None:
    tamper(filled, f"UPDATE entries SET {column} = 'x' WHERE seq = 4")  # noqa: S608 - a test's own
    assert "entry 4 was changed" in fault(filled)


def test_an_entry_taken_out_is_named(filled: Ledger, tamper: Tamper) -> None:
    tamper(filled, "DELETE FROM entries WHERE seq = 5")
    assert "entry 5 is missing" in fault(filled)


def test_two_entries_swapped_are_named(filled: Ledger, tamper: Tamper) -> None:
    tamper(
        filled,
        "UPDATE entries SET seq = 99 WHERE seq = 4",
        "UPDATE entries SET seq = 4 WHERE seq = 5",
        "UPDATE entries SET seq = 5 WHERE seq = 99",
    )
    assert "entry 4 does not follow" in fault(filled)


def test_a_cut_tail_is_named(filled: Ledger, tamper: Tamper) -> None:
    tamper(filled, "DELETE FROM entries WHERE seq > 9")
    assert "the log ends at entry 9, where its head says 12" in fault(filled)


def test_a_tail_written_anew_is_named(filled: Ledger, tamper: Tamper) -> None:
    tamper(filled, "UPDATE entries SET payload = '{}', hash = 'f00' WHERE seq = 12")
    assert "entry 12" in fault(filled)
