"""The kept events of a state: taken over where they are the same, never other than the log says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.cli.run import run
from dateline.desk import create_desk
from dateline.ledger import Ledger
from dateline.model.capture import Capture
from dateline.model.clocks import Clocks
from dateline.model.document import Document
from dateline.model.link import Link
from dateline.model.mention import Mention
from dateline.model.review import Review
from dateline.pipeline.keeping import kept
from dateline.pipeline.keeping.opening import OpenDesk, open_desk
from dateline.pipeline.keeping.sealing import read_kept
from dateline.pipeline.keeping.state import State, load_state
from dateline.pipeline.record.browse import list_events

MACHINE = "dateline-linker/1"
STEP = st.tuples(
    st.sampled_from(["note", "revise", "move", "person", "review", "redact"]),
    st.integers(0, 5),
    st.integers(0, 2),
)


@pytest.fixture(autouse=True)
def _forgetful() -> None:
    """Let each test begin as a process that remembers no table."""
    kept._remember().clear()  # noqa: SLF001 - what a new process has


def add_note(ledger: Ledger, name: str, body: str, *, at: str, day: int) -> None:
    """A note of two mentions, of which the first joins event 1 and the second founds one."""
    import hashlib

    digest = hashlib.sha256(f"{name} {body}".encode()).hexdigest()
    document = Document(name, "article", None, body, digest, published=f"2024-03-{day:02}")
    found = [
        Mention(name, f"{body} {number}", number, number + 1, "Battles", "Armed clash")
        for number in range(2)
    ]
    capture = Capture(digest, f"{name}.md", at, "text/plain", 10)
    result = ledger.append_document(
        [document], {name: found}, [], capture, at=at, author="dateline/0.1"
    )
    if result.added:
        first = ledger.next_event()
        numbers = (1, first) if first > 1 else (1, 2)
        links = [
            Link(mention, event, MACHINE, "")
            for mention, event in zip(result.mentions, numbers, strict=True)
        ]
        ledger.append_links(links, at=at, first_new=first)


def take_step(ledger: Ledger, step: tuple[str, int, int], number: int) -> None:
    what, which, choice = step
    at = f"2024-04-{number + 1:02}T10:00:00Z"
    if what in ("note", "revise"):
        name = f"note{which}" if what == "revise" else f"fresh{number}"
        add_note(ledger, name, f"told {number}", at=at, day=10 + which)
        return
    mentions, last = ledger.mentions(), ledger.next_event() - 1
    if what in ("move", "person") and mentions:
        mention = mentions[which % len(mentions)].id
        by = "Ada" if what == "person" else MACHINE
        ledger.append_links([Link(mention, 1 + choice % last, by, "")], at=at)
    elif what == "review":
        verdict = ("accepted", "rejected", "unreviewed")[choice]
        ledger.append_review(Review(1 + which % last, verdict, "Ada", at), at=at)
    elif what == "redact" and ledger.captures():
        digest = ledger.captures()[which % len(ledger.captures())].sha256
        ledger.redact(digest, by="Ada", why="danger", at=at)


def pinned(opened: OpenDesk, as_of: str, as_reported: str | None) -> OpenDesk:
    return replace(opened, clocks=Clocks(as_of, as_reported))


def events_of(state: State) -> list[object]:
    return [*state.events, state.table.to_pylist()]


@given(steps=st.lists(STEP, min_size=1, max_size=8))
@settings(max_examples=15, deadline=None)
def test_what_is_taken_over_is_what_the_log_says_and_later_entries_change_no_earlier_answer(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    desk = create_desk(tmp_path_factory.mktemp("kept") / "desk")
    answers: dict[tuple[str, str | None], list[object]] = {}
    redacted = False
    with open_desk(desk.folder, create=True) as opened:
        add_note(opened.ledger, "note0", "first", at="2024-03-30T10:00:00Z", day=10)
        for number, step in enumerate(steps):
            redacted |= step[0] == "redact"
            take_step(opened.ledger, step, number)
            for clock in (None, "2024-03-12"):
                state = load_state(replace(opened, clocks=Clocks(None, clock)))
                answers[state.hash, clock] = events_of(state)
        kept.forget_tables(desk.cache)
        for (state_hash, clock), answer in answers.items():
            past = pinned(opened, state_hash, clock)
            assert kept.find_false(past) is None
            if not redacted:  # a redaction alone changes what was said before
                assert events_of(load_state(past)) == answer
        for state_hash, clock in answers:
            kept.forget_tables(desk.cache)
            load_state(replace(opened, clocks=Clocks(None, None)))
            taken_over = load_state(pinned(opened, state_hash, clock)).table
            kept.forget_tables(desk.cache)
            assert taken_over == load_state(pinned(opened, state_hash, clock)).table


def count_resolved(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many events each call resolves for a table."""
    counted: list[int] = []
    resolve = kept.resolve_numbers

    def noted(opened: OpenDesk, events: list[int], mentions: list[int]) -> object:
        counted.append(len(events))
        return resolve(opened, events, mentions)

    monkeypatch.setattr(kept, "resolve_numbers", noted)
    return counted


def test_a_new_document_resolves_the_events_it_touches_alone(
    desk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_desk(desk) as opened:
        assert len(list_events(opened)) == 3
    note = tmp_path / "gao.md"
    note.write_text(
        "---\nkey: gao\nsource: radio.example\npublished: 2024-03-09\nlanguage: en\n---\n\n"
        "JNIM fighters attacked the town of Gao on 8 March 2024, killing 2 civilians.\n"
    )
    assert run(["--desk", str(desk), "add", str(note)]) == 0
    counted = count_resolved(monkeypatch)
    with open_desk(desk) as opened:
        assert len(load_state(opened).kept.numbers) == 4
        assert counted == [1]
        assert len(load_state(opened).kept.numbers) == 4
    with open_desk(desk, as_reported="2024-03-06") as opened:
        assert len(load_state(opened).kept.numbers) == 2
    assert counted == [1]


def test_a_kept_table_that_somebody_changed_is_named_and_rebuild_mends_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with open_desk(desk) as opened:
        load_state(opened)
        (path,) = (desk / ".cache/states").glob("*.parquet")
        table = pq.read_table(pa.BufferReader(read_kept(path, opened.desk)))
    false = table.set_column(
        table.column_names.index("killed_best"), "killed_best", pa.array([99] * len(table))
    )
    pq.write_table(false, path)
    assert run(["--desk", str(desk), "verify"]) == 1
    assert "are not what the log says. Run `dateline rebuild`" in capsys.readouterr().err
    assert run(["--desk", str(desk), "rebuild"]) == 0
    assert "3 events are made anew" in capsys.readouterr().out
    assert run(["--desk", str(desk), "verify"]) == 0


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"PAR1"), Path.unlink])
def test_a_kept_table_that_cannot_be_read_is_made_anew(
    desk: Path, spoil: Callable[[Path], None]
) -> None:
    with open_desk(desk) as opened:
        before = load_state(opened).table
        kept._remember().clear()  # noqa: SLF001 - as another process would find it
        for path in (desk / ".cache/states").glob("*.parquet"):
            spoil(path)
        assert load_state(opened).table == before


def test_a_redaction_leaves_no_kept_table(desk: Path) -> None:
    with open_desk(desk) as opened:
        load_state(opened)
    assert run(["--desk", str(desk), "redact", "market", "--why", "danger"]) == 0
    assert list((desk / ".cache/states").glob("*")) == []


def test_what_the_desk_says_of_its_sources_makes_another_table(desk: Path) -> None:
    with open_desk(desk) as opened:
        load_state(opened)
    toml = desk / "desk.toml"
    toml.write_text(toml.read_text().replace('reliability = "B"', 'reliability = "D"'))
    with open_desk(desk) as opened:
        load_state(opened)
    assert len(list((desk / ".cache/states").glob("*.parquet"))) == 2
