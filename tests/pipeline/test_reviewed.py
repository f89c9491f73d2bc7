"""Whoever enters an event has reviewed it; of a sheet its owner says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.run import run
from dateline.model.review import Review
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.opening import OpenDesk, open_desk
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.record import reviewed
from dateline.pipeline.record.entries import enter_event
from dateline.pipeline.record.people import say_of_event
from dateline.pipeline.record.pointing import enter_mention
from dateline.pipeline.record.sheets import bring_in, read_sheet
from dateline.pipeline.verify import verify_desk

TYPED = {"date": "2023-07-20", "type": "Attack", "place": "ML/Mopti/Koro", "by": "jnim"}
LINE = "by:jnim in:ML"
HEADER = "SIGACT,Date,Place,Type,Perpetrator,Reviewed\n"
ROWS = (
    "1,2023-07-04,ML/Mopti/Koro,Attack,jnim,yes\n"
    "2,2023-08-05,ML/Mopti/Bankass,Attack,jnim,no\n"
    "3,2023-09-06,ML/Mopti/Djenne,Attack,jnim,rejected\n"
    "4,2023-10-07,ML/Mopti/Mopti,Attack,jnim,\n"
)


@pytest.fixture
def opened(bare_desk: Path) -> Iterator[OpenDesk]:
    toml = bare_desk / "desk.toml"
    toml.write_text(toml.read_text("utf-8").replace('counts = "all"', 'counts = "accepted"'))
    with open_desk(bare_desk, create=True) as found:
        yield found


def reviews(opened: OpenDesk) -> list[tuple[int, str, str, str]]:
    return [(one.event, one.verdict, one.by, one.why) for one in opened.ledger.reviews()]


def counted(opened: OpenDesk) -> int:
    return int(make_asker(opened).count(LINE).value or 0)


def standing(opened: OpenDesk) -> list[str]:
    return [event.review for event in load_state(opened).events]


def test_what_a_person_enters_counts_and_says_who_accepted_it(opened: OpenDesk) -> None:
    done = enter_event(opened, TYPED, by="Ada")
    assert done.accepted == (1,)
    assert reviews(opened) == [(1, "accepted", "Ada", "entered by hand")]
    assert counted(opened) == 1
    say_of_event(opened, 1, "unreviewed", by="Ben")
    assert (counted(opened), standing(opened)) == (0, ["unreviewed"])


def test_entering_the_same_again_accepts_nothing_again(opened: OpenDesk) -> None:
    enter_event(opened, TYPED, by="Ada")
    say_of_event(opened, 1, "unreviewed", by="Ben")
    before = opened.ledger.length()
    assert enter_event(opened, TYPED, by="Ada").accepted == ()
    assert opened.ledger.length() == before


def test_an_entry_may_be_left_to_anothers_review(opened: OpenDesk) -> None:
    assert enter_event(opened, TYPED, by="Ada", verdict="unreviewed").accepted == ()
    assert (counted(opened), reviews(opened)) == (0, [])


def test_an_event_that_somebody_rejected_stays_so(opened: OpenDesk) -> None:
    enter_event(opened, TYPED, by="Ada")
    say_of_event(opened, 1, "rejected", why="a rumour", by="Ben")
    again = enter_event(opened, {**TYPED, "against": "civilians"}, by="Ada")
    assert [link.event for link in again.joined] == [1]
    assert (again.accepted, standing(opened)) == ((), ["rejected"])


def test_a_rejection_at_the_last_moment_is_not_overruled(
    opened: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_event(opened, TYPED, by="Ada", verdict="unreviewed")
    at = reviewed.read_clock()

    def reject() -> str:
        opened.ledger.append_review(Review(1, "rejected", "Ben", at, "a rumour"), at=at)
        return at

    monkeypatch.setattr(reviewed, "read_clock", reject)
    assert reviewed.record_verdicts(opened, {1: "accepted"}, "Ada", "entered by hand") == ()
    assert standing(opened) == ["rejected"]


def test_an_account_on_a_documents_words_accepts_its_event_and_no_other(desk: Path) -> None:
    typed = {"date": "2024-03-02", "type": "Abduction/forced disappearance", "place": "Bankass"}
    with open_desk(desk) as opened:
        done = enter_mention(opened, typed, document="market", span="10:60", by="Binta")
        assert done.accepted == done.founded
        accepted = [one.id for one in load_state(opened).events if one.review == "accepted"]
        assert tuple(accepted) == done.founded
        (event, *_) = (one.id for one in load_state(opened).events)
        joined = enter_mention(
            opened, typed, document="market", span="0:9", event=event, by="Binta"
        )
        assert joined.accepted == (event,)


def bring(opened: OpenDesk, rows: str, **named: Any) -> Any:  # noqa: ANN401 - what was brought
    path = opened.desk.folder.parent / "sigacts.csv"
    path.write_text(rows, encoding="utf-8")
    return bring_in(opened, read_sheet(opened, path), by="Ada", **named)


def test_a_sheet_says_row_by_row_what_was_reviewed(opened: OpenDesk) -> None:
    assert bring(opened, HEADER + ROWS).accepted == (1,)
    assert standing(opened) == ["accepted", "unreviewed", "rejected", "unreviewed"]
    assert reviews(opened)[0] == (1, "accepted", "Ada", "entries of sigacts.csv")
    assert verify_desk(opened).problems == ()


def test_with_the_flag_rows_that_say_nothing_are_accepted_also_later(opened: OpenDesk) -> None:
    bring(opened, HEADER + ROWS)
    again = bring(opened, HEADER + ROWS, accepted=True)
    assert (again.new, again.known, again.accepted) == (0, 4, (4,))
    assert standing(opened) == ["accepted", "unreviewed", "rejected", "accepted"]
    assert bring(opened, HEADER + ROWS, accepted=True).accepted == ()


def test_a_word_that_says_nothing_of_a_review_is_a_fault(opened: OpenDesk) -> None:
    done = bring(opened, HEADER + ROWS.replace(",yes", ",perhaps"))
    assert (done.new, list(done.faults)) == (3, [2])
    assert "'perhaps' says nothing of a review" in done.faults[2]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Verified", ("two sources", "AB", "one source", "")),
        ("Accepted", ("yes", "AB", "no", "yes")),
        ("Reviewed", ("AB", "CD", "AB", "AB")),
    ],
)
def test_a_column_that_holds_no_reviews_is_left_out_and_named(
    opened: OpenDesk, column: str, cells: tuple[str, ...]
) -> None:
    lines = [line.rsplit(",", 1)[0] for line in ROWS.splitlines()]
    rows = "".join(f"{line},{cell}\n" for line, cell in zip(lines, cells, strict=True))
    path = opened.desk.folder.parent / "sigacts.csv"
    path.write_text(HEADER.replace("Reviewed", column) + rows, encoding="utf-8")
    sheet = read_sheet(opened, path)
    assert (len(sheet.entries), sheet.faults) == (4, {})
    assert sheet.columns[column] is None
    other = "two sources" if column == "Verified" else "AB"
    assert sheet.taken[-1].startswith(f"{column} is left out: '{other}' says nothing of a review")


def test_a_column_verified_that_holds_reviews_alone_is_one(opened: OpenDesk) -> None:
    assert bring(opened, HEADER.replace("Reviewed", "Verified") + ROWS).accepted == (1,)


def test_a_column_that_a_person_names_as_the_review_is_one(opened: OpenDesk) -> None:
    path = opened.desk.folder.parent / "sigacts.csv"
    rows = HEADER.replace("Reviewed", "Verified") + ROWS.replace(",no", ",AB")
    path.write_text(rows, encoding="utf-8")
    sheet = read_sheet(opened, path, chosen={"Verified": "review"})
    assert (len(sheet.entries), list(sheet.faults)) == (3, [3])


@pytest.mark.parametrize(
    ("flags", "typed", "accepted"),
    [
        (("--yes",), "", 0),
        (("--yes", "--accepted"), "", 1),
        ((), "y\ny\n", 1),
        ((), "y\nn\n", 0),
        (("--unreviewed",), "y\n", 0),
    ],
)
def test_the_command_asks_whether_the_rows_count(
    opened: OpenDesk,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    flags: tuple[str, ...],
    typed: str,
    accepted: int,
) -> None:
    import io

    path = opened.desk.folder.parent / "one.csv"
    path.write_text("Date,Place,Type,Actor\n2023-07-04,ML/Mopti/Koro,Attack,jnim\n", "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    line = ["--desk", str(opened.desk.folder), "import", "events", str(path), *flags]
    assert run(line) == 0
    assert ("await review" in capsys.readouterr().err) == (not accepted)
    assert counted(opened) == accepted


def test_several_words_are_recorded_all_or_none(opened: OpenDesk) -> None:
    enter_event(opened, TYPED, by="Ada", verdict="unreviewed")
    at = "2024-01-01T00:00:00+00:00"
    opened.ledger.append_reviews([Review(1, "accepted", "Ada", at)] * 2, at=at)
    first, second = opened.ledger.entries("review")
    assert (first.supersedes, second.supersedes) == (None, first.seq)
