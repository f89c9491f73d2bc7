import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import LedgerError
from dateline.ledger import AppendResult, Ledger, open_ledger
from dateline.model.link import Link
from dateline.model.review import Review

Add: TypeAlias = Callable[..., AppendResult]
NOON, EVENING = "2023-12-13T12:00:00Z", "2023-12-13T18:00:00Z"
SECRET = "the name of somebody in danger"  # noqa: S105 - what must not be found again


@pytest.fixture
def redacted(tmp_path: Path, add: Add) -> Path:
    """A ledger with two documents, of which the one with the secret was redacted."""
    with open_ledger(tmp_path / "desk.db", create=True) as ledger:
        add(ledger, "bapho", at=NOON)
        result = add(ledger, "niono", at=NOON, body=SECRET * 400)
        links = [Link(n, 1, "dateline-linker/1", f"both say {SECRET}") for n in result.mentions]
        ledger.append_links([Link(1, 1, "dateline-linker/1", ""), *links], at=NOON)
        said = ledger.redact(result.capture, by="Ada", why="a source in danger", at=EVENING)
        assert (said.by, said.at) == ("Ada", "2023-12-13T18:00:00.000000Z")
    return tmp_path / "desk.db"


def test_no_byte_of_what_was_redacted_is_left(redacted: Path) -> None:
    for file in redacted.parent.iterdir():
        assert SECRET.encode() not in file.read_bytes()


def test_the_chain_holds_and_says_who_took_it_out_and_why(redacted: Path) -> None:
    with open_ledger(redacted) as ledger:
        assert list(ledger.verify()) == []
        (said,) = ledger.redactions()
        assert (said.by, said.why) == ("Ada", "a source in danger")
        assert len(said.entries) == 6  # capture, document, two mentions, their two links


def test_the_rest_reads_as_before(redacted: Path) -> None:
    with open_ledger(redacted) as ledger:
        assert [document.id for document in ledger.documents()] == ["bapho"]
        assert [stored.id for stored in ledger.mentions()] == [1, 2]
        assert [link.mention for link in ledger.links()] == [1]
        assert [capture.address for capture in ledger.captures()] == ["bapho.md"]
        ledger.rebuild()
        assert [document.id for document in ledger.documents()] == ["bapho"]


def test_the_same_bytes_do_not_come_back(redacted: Path, add: Add) -> None:
    with open_ledger(redacted) as ledger:
        assert not add(ledger, "niono", at=EVENING, body=SECRET * 400).added
        assert add(ledger, "sevare", at=EVENING).mentions == (5, 6)


def test_an_earlier_reading_does_not_come_back_in_its_place(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=NOON, body="first")
    second = add(ledger, "bapho", at=NOON, body="second")
    ledger.redact(second.capture, by="Ada", why="danger", at=EVENING)
    assert ledger.documents() == []
    assert list(ledger.verify()) == []


def test_a_payload_taken_out_by_hand_is_named(redacted: Path) -> None:
    raw = sqlite3.connect(redacted)
    with raw:
        raw.execute("UPDATE entries SET payload = NULL, salt = NULL WHERE seq = 2")
    raw.close()
    with open_ledger(redacted) as ledger:
        (problem,) = ledger.verify()
    assert "the payload of entry 2 was taken out" in problem.what


def test_a_payload_cannot_be_written_anew_after_a_redaction(redacted: Path) -> None:
    raw = sqlite3.connect(redacted)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), raw:
        raw.execute("UPDATE entries SET payload = '{}' WHERE seq = 2")
    raw.close()


def test_an_unknown_capture_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="knows no capture"):
        ledger.redact("a" * 64, by="Ada", why="", at=NOON)


def test_a_backup_is_a_ledger_of_its_own(ledger: Ledger, add: Add, tmp_path: Path) -> None:
    add(ledger, "bapho", at=NOON)
    ledger.back_up(tmp_path / "copy.db")
    add(ledger, "niono", at=EVENING)
    with open_ledger(tmp_path / "copy.db") as copy:
        assert [document.id for document in copy.documents()] == ["bapho"]
        assert list(copy.verify()) == []
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy.db"]


def say(ledger: Ledger, verdict: str, why: str, *, at: str, by: str = "Ada") -> None:
    ledger.append_review(Review(1, verdict, by, at, why), at=at)


def take_out(ledger: Ledger, capture: str, word: str, *, at: str) -> tuple[str, ...]:
    """Redact a capture and a word of what people said; whose words changed."""
    done = ledger.redact(
        capture, by="Ada", why="danger", at=at, blank=lambda text: text.replace(word, "[redacted]")
    )
    return done.said


def test_what_people_said_holds_from_when_they_said_it(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=NOON)
    taken = add(ledger, "niono", at=NOON)
    ledger.append_links([Link(1, 1, "dateline-linker/1", "")], at=NOON)
    ledger.append_links([Link(1, 1, "Ada", "as Moussa says")], at="2023-12-13T13:00:00Z")
    say(ledger, "accepted", "Moussa says so", at="2023-12-13T14:00:00Z")
    say(ledger, "rejected", "Moussa and Awa say no more", at="2023-12-13T16:00:00Z", by="Ben")
    states = {hour: ledger.state_hash(f"2023-12-13T{hour}:30:00Z") for hour in (13, 15, 17)}
    said = take_out(ledger, taken.capture, "Moussa", at=EVENING)
    assert said == (
        "what Ada said of event 1", "what Ben said of event 1", "what Ada said of mention 1",
    )  # fmt: skip
    for as_of in ("2023-12-13T15:30:00Z", states[15]):
        assert [(one.verdict, one.why) for one in ledger.reviews(as_of)] == [
            ("accepted", "[redacted] says so")
        ]
    assert ledger.reviews(states[13]) == []
    assert [(one.by, one.why) for one in ledger.links(states[13])] == [
        ("Ada", "as [redacted] says")
    ]
    assert ledger.standing("2023-12-13T15:30:00Z").events.tolist() == [1]
    take_out(ledger, taken.capture, "Awa", at="2023-12-14T18:00:00Z")
    assert [one.why for one in ledger.reviews()] == [
        "[redacted] says so", "[redacted] and [redacted] say no more",
    ]  # fmt: skip
    assert [one.verdict for one in ledger.reviews(states[17])] == ["accepted", "rejected"]
    assert list(ledger.verify()) == []
    ledger.rebuild()
    assert [one.by for one in ledger.links(states[13])] == ["Ada"]
    assert list(ledger.verify()) == []


WORDS = st.sampled_from(["Moussa says so", "a rumour", "Awa and Moussa", "Awa"])
SAYINGS = st.lists(
    st.tuples(st.sampled_from(["accepted", "rejected", "commented"]), WORDS), max_size=5
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sayings=SAYINGS, words=st.lists(st.sampled_from(["Moussa", "Awa"]), max_size=3))
def test_no_redaction_of_words_changes_a_verdict_as_of_any_moment(
    tmp_path_factory: pytest.TempPathFactory,
    add: Add,
    sayings: list[tuple[str, str]],
    words: list[str],
) -> None:
    folder = tmp_path_factory.mktemp("said")
    with open_ledger(folder / "desk.db", create=True) as ledger:
        add(ledger, "bapho", at=NOON)
        taken = add(ledger, "niono", at=NOON)
        ledger.append_links([Link(1, 1, "dateline-linker/1", "")], at=NOON)
        for minute, (verdict, why) in enumerate(sayings, start=10):
            say(ledger, verdict, why, at=f"2023-12-13T13:{minute}:00Z")
        for word in words:
            take_out(ledger, taken.capture, word, at=EVENING)
        for count in range(len(sayings) + 1):
            told = ledger.reviews(f"2023-12-13T13:{9 + count:02}:30Z")
            assert [one.verdict for one in told] == [verdict for verdict, _ in sayings[:count]]
            assert not any(word in one.why for one in told for word in words)
        assert list(ledger.verify()) == []
    for file in folder.iterdir():
        assert not any(word.encode() in file.read_bytes() for word in words)
