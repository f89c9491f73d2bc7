"""Rows of a desk's own sheet: each known by its own id or words, sealed and redacted by itself."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError
from dateline.model.capture import Capture
from dateline.pipeline.keeping.opening import OpenDesk, open_desk
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.protection.protect import redact_material
from dateline.pipeline.protection.withhold import seal_withheld, tell_openly
from dateline.pipeline.record.entries import Brought, enter_event
from dateline.pipeline.record.pointing import enter_mention
from dateline.pipeline.record.sheets import bring_in, read_sheet
from dateline.pipeline.verify import verify_desk

HEADER = "SIGACT,Date,Coordinates,Type,KIA,Remarks,URL,Phone\n"
FIRST = '1,2023-07-04,"14.07, -3.08",Attack,1,A patrol passed,https://open.example/a,11\n'
WITNESS = "Qzandoubery saw the riders"
SECOND = f'2,2023-07-05,"14.07, -3.52",Attack,2,{WITNESS},https://shut.example/b,22\n'
SHUT = '\n[sources."shut.example"]\nname = "Shut"\nlinks = "withhold"\n'


@pytest.fixture
def opened(bare_desk: Path) -> Iterator[OpenDesk]:
    with open_desk(bare_desk, create=True) as found:
        yield found


def bring(opened: OpenDesk, rows: str, name: str = "h2.csv") -> Brought:
    path = opened.desk.folder.parent / name
    path.write_text(rows, encoding="utf-8")
    return bring_in(opened, read_sheet(opened, path), by="Aminata")


def open_captures(opened: OpenDesk) -> list[str]:
    """What the archive tells without the desk's key."""
    archive = opened.archive
    return [
        archive.payload(one).decode() for one in archive.digests() if not archive.is_sealed(one)
    ]


def test_a_redacted_row_lies_nowhere_in_the_archive_and_the_others_stay(opened: OpenDesk) -> None:
    assert bring(opened, HEADER + FIRST + SECOND).new == 2
    assert any(WITNESS in told for told in open_captures(opened))
    redact_material(opened, "h2-2", why="a witness in danger", by="Binta")
    assert [told for told in open_captures(opened) if WITNESS in told] == []
    assert [one.id for one in opened.ledger.documents()] == ["h2-1"]
    assert verify_desk(opened).problems == ()


def test_a_redacted_row_does_not_come_back_with_its_sheet(opened: OpenDesk) -> None:
    bring(opened, HEADER + FIRST + SECOND)
    redact_material(opened, "h2-2", why="a witness in danger", by="Binta")
    again = bring(opened, HEADER + FIRST + SECOND)
    assert (again.new, again.changed, again.known) == (0, 0, 2)
    assert [told for told in open_captures(opened) if WITNESS in told] == []


def test_a_redacted_row_takes_what_it_said_before_it_changed_with_it(opened: OpenDesk) -> None:
    bring(opened, HEADER + FIRST + SECOND)
    assert bring(opened, HEADER + FIRST + SECOND.replace(",2,Qz", ",3,Qz")).changed == 1
    redact_material(opened, "h2-2", why="a witness in danger", by="Binta")
    assert [told for told in open_captures(opened) if WITNESS in told] == []
    assert verify_desk(opened).problems == ()


def test_a_row_of_a_withheld_address_is_sealed_and_the_others_lie_open(bare_desk: Path) -> None:
    toml = bare_desk / "desk.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + SHUT, encoding="utf-8")
    with open_desk(bare_desk, create=True) as opened:
        bring(opened, HEADER + FIRST + SECOND)
        told = open_captures(opened)
        assert len(told) == 1
        assert "A patrol passed" in told[0]
        assert WITNESS not in told[0]


def test_a_row_is_archived_with_the_columns_that_nobody_reads(opened: OpenDesk) -> None:
    bring(opened, HEADER + FIRST)
    (told,) = open_captures(opened)
    assert told.endswith(HEADER + FIRST)


def test_a_row_that_takes_a_change_back_says_again_what_it_said(opened: OpenDesk) -> None:
    bring(opened, HEADER + FIRST)
    assert bring(opened, HEADER + FIRST.replace("Attack,1", "Attack,9")).changed == 1
    assert bring(opened, HEADER + FIRST).changed == 1
    assert [event.killed.best for event in load_state(opened).events] == [1]


def test_rows_of_one_id_are_a_fault_that_says_the_rows(opened: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "weeks.csv"
    path.write_text(
        "Number,Date,Village,Type,KIA\n"
        "1,2023-07-04,Koro,Attack,1\n1,2023-07-05,Bankass,Attack,2\n2,2023-07-06,Koro,Attack,3\n",
        encoding="utf-8",
    )
    found = read_sheet(opened, path)
    assert list(found.entries) == [4]
    assert list(found.faults) == [2, 3]
    assert found.faults[2] == (
        "lines 2, 3 have one id, '1'. Give each its own, or leave that column out with "
        "--map 'COLUMN='."
    )
    left_out = read_sheet(opened, path, chosen={"Number": ""})
    assert (list(left_out.entries), left_out.faults) == ([2, 3, 4], {})


def test_the_next_weeks_sheet_of_the_same_name_takes_nothing_away(opened: OpenDesk) -> None:
    header = "Date,Coordinates,Type,KIA\n"
    first = '2023-07-04,"14.07, -3.08",Attack,1\n2023-07-05,"14.07, -3.52",Attack,2\n'
    second = '2023-07-11,"14.07, -3.08",Attack,3\n2023-07-12,"14.07, -3.52",Attack,4\n'
    assert bring(opened, header + first, "week.csv").new == 2
    done = bring(opened, header + second, "week.csv")
    assert (done.new, done.changed, done.known) == (2, 0, 0)
    assert len(opened.ledger.documents()) == 4


def withhold(folder: Path, line: str) -> None:
    toml = folder / "desk.toml"
    toml.write_text(f"{toml.read_text(encoding='utf-8')}\n[withhold]\n{line}\n", encoding="utf-8")


READ = {"date": "2024-05-02", "type": "Attack", "place": "14.07, -3.08", "killed": "9"}


@pytest.mark.parametrize("by", ["documents", "captures"])
def test_a_note_is_withheld_with_the_document_it_was_read_in(desk: Path, by: str) -> None:
    with open_desk(desk) as opened:
        (road,) = opened.ledger.documents(ids=["road"])
    named = {"documents": "road", "captures": road.capture[:16]}[by]
    withhold(desk, f'{by} = ["{named}"]')
    with open_desk(desk) as opened:
        seal_withheld(opened)
        enter_event(opened, READ, document="road", by="Binta")
        state = load_state(opened)
        event = next(one for one in state.events if one.killed.best == 9)
        assert tell_openly(opened, state, [event.id]) == ()
        assert [told for told in open_captures(opened) if "killed: 9" in told] == []
        assert [one for one in verify_desk(opened).problems if one.kind == "open-capture"] == []


def test_a_note_is_sealed_when_its_document_is_withheld_later(desk: Path) -> None:
    with open_desk(desk) as opened:
        enter_event(opened, READ, document="road", by="Binta")
    withhold(desk, 'documents = ["road"]')
    with open_desk(desk) as opened:
        assert len([one for one in verify_desk(opened).problems if one.kind == "open-capture"]) == 2
        assert seal_withheld(opened) == 2
        state = load_state(opened)
        event = next(one for one in state.events if one.killed.best == 9)
        assert tell_openly(opened, state, [event.id]) == ()


def test_a_note_names_no_other_outlet_than_its_document(desk: Path) -> None:
    with (
        open_desk(desk) as opened,
        pytest.raises(CommandError, match="Leave --document out, or the source"),
    ):
        enter_event(opened, {**READ, "source": "other.example"}, document="road", by="Binta")


def test_a_sheet_that_was_archived_whole_goes_with_a_row_of_it(opened: OpenDesk) -> None:
    bring(opened, HEADER + FIRST + SECOND)
    raw = (HEADER + FIRST + SECOND).encode()
    capture = Capture(sha256(raw).hexdigest(), "h2.csv", "2024-03-01T00:00:00Z", "text/csv", 9)
    opened.archive.store(capture, raw)
    opened.ledger.append_document((), {}, (), capture, at="2024-03-01T00:00:00Z", author="Binta")
    redact_material(opened, "h2-2", why="a witness in danger", by="Binta")
    assert [told for told in open_captures(opened) if WITNESS in told] == []
    assert verify_desk(opened).problems == ()


def test_words_are_quoted_as_they_stand_where_folding_makes_them_longer(desk: Path) -> None:
    note = desk / "izmir.md"
    said = "İzmir ve İstanbul'dan sonra Ankara'da bir saldırı oldu."
    note.write_text(f"---\nkey: izmir\npublished: 2024-05-02\n---\n\n{said}\n", encoding="utf-8")
    assert run(["--desk", str(desk), "add", str(note)]) == 0
    with open_desk(desk) as opened:
        typed = {"date": "2024-05-01", "type": "Attack", "place": "Ankara"}
        (number,) = enter_mention(opened, typed, document="izmir", words=said).mentions
        (stored,) = opened.ledger.mentions(numbers=[number])
    assert [span.text for span in stored.mention.spans if span.field == "place"] == ["Ankara"]
