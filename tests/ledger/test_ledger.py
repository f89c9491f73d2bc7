from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import LedgerError
from dateline.ledger import AppendResult, Ledger, open_ledger
from dateline.model.assessment import Assessment
from dateline.model.link import Link
from dateline.model.problem import Problem
from dateline.model.review import Review
from dateline.model.source import Source

Add: TypeAlias = Callable[..., AppendResult]
MORNING, NOON, EVENING = (f"2023-12-13T{hour}:00:00Z" for hour in ("08", "12", "18"))
MACHINE = "dateline-linker/1"


def test_a_capture_is_recorded_with_all_it_gave(ledger: Ledger, add: Add) -> None:
    result = add(ledger, "bapho", at=MORNING)
    assert (result.added, result.documents, result.mentions) == (True, ("bapho",), (1, 2))
    (document,) = ledger.documents()
    first, second = ledger.mentions()
    assert document.id == "bapho"
    assert (first.id, first.mention.sentence) == (1, "sentence 0")
    assert (second.id, second.mention.sentence) == (2, "sentence 1")
    assert (first.source, first.kind) == ("bapho.example", "article")
    assert (first.reported_at, first.recorded_at) == ("2023-07-05", "2023-12-13T08:00:00.000000Z")
    assert ledger.captures()[0].address == "bapho.md"


def test_the_same_bytes_again_append_nothing(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    before = ledger.state_hash()
    again = add(ledger, "bapho", at=NOON)
    assert (again.added, again.documents, again.mentions) == (False, ("bapho",), ())
    assert ledger.state_hash() == before


def test_mention_ids_are_never_given_twice(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    assert add(ledger, "niono", at=NOON, mentions=3).mentions == (3, 4, 5)


def test_a_note_read_anew_stands_in_the_place_of_the_old(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING, body="first")
    result = add(ledger, "bapho", at=NOON, body="second", mentions=1)
    assert result.revised == ("bapho",)
    assert [document.text for document in ledger.documents()] == ["second"]
    assert [stored.id for stored in ledger.mentions()] == [3]
    assert [document.text for document in ledger.documents(as_of=MORNING)] == ["first"]
    assert [stored.id for stored in ledger.mentions(as_of=MORNING)] == [1, 2]


def test_as_of_answers_from_what_had_been_recorded(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    add(ledger, "niono", at=EVENING)
    assert [one.id for one in ledger.documents(as_of=NOON)] == ["bapho"]
    assert [one.id for one in ledger.documents(as_of="2023-12-13")] == ["bapho", "niono"]
    assert ledger.documents(as_of="2023-12-12") == []
    assert [one.id for one in ledger.documents(as_of="2023-12-13T09:30+01:00")] == ["bapho"]


def test_as_of_takes_a_state(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=NOON)
    state = ledger.state_hash()
    add(ledger, "niono", at=NOON)
    assert [one.id for one in ledger.documents(as_of=state)] == ["bapho"]
    assert ledger.state_hash(as_of=state) == state
    with pytest.raises(LedgerError, match="not in this ledger"):
        ledger.documents(as_of="a" * 64)


def test_as_reported_answers_from_what_had_been_published(ledger: Ledger, add: Add) -> None:
    add(ledger, "early", at=MORNING, published="2023-07-05")
    add(ledger, "timed", at=MORNING, published="2023-07-06T09:00:00+02:00")
    add(ledger, "month", at=MORNING, published="2023-07")
    add(ledger, "unknown", at=MORNING, published=None)
    add(ledger, "garbled", at=MORNING, published="last Tuesday")

    def known(time: str) -> list[str]:
        found = [one.id for one in ledger.documents(as_reported=time)]
        assert found == list(
            dict.fromkeys(one.mention.document for one in ledger.mentions(as_reported=time))
        )
        return found

    assert known("2023-07-04") == []
    assert known("2023-07-05T00:00Z") == ["early"]
    assert known("2023-07-06T06:59Z") == ["early"]
    assert known("2023-07-06T07:00Z") == ["early", "timed"]
    assert known("2023-07-31") == ["early", "timed", "month"]
    assert known("2023-12-13") == ["early", "timed", "month", "unknown", "garbled"]


def test_a_clock_that_runs_back_does_not_reach_into_the_past(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=EVENING)
    add(ledger, "niono", at=MORNING)
    assert [entry.recorded_at[:13] for entry in ledger.entries(kind="document")] == [
        "2023-12-13T18",
        "2023-12-13T18",
    ]
    assert ledger.documents(as_of=NOON) == []


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["note", "revise", "link", "review", "source"]),
            st.integers(0, 23),
            st.integers(0, 3),
        ),
        min_size=2,
        max_size=10,
    )
)
@settings(max_examples=20, deadline=None)
def test_whatever_is_appended_later_an_as_of_answer_never_changes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    answers: list[tuple[str, object]] = []

    def answer(ledger: Ledger, state: str) -> object:
        return (
            ledger.documents(as_of=state), ledger.mentions(as_of=state), ledger.links(state),
            ledger.reviews(state), ledger.sources(state), ledger.event_births(state),
            ledger.mentions(as_of=state, as_reported="2023-07-10"),
        )  # fmt: skip

    with open_ledger(folder / "desk.db", create=True) as ledger:
        add_by_fixture(ledger, "start", "2023-12-01T00:00:00Z")
        for number, (what, hour, choice) in enumerate(steps):
            at = f"2023-12-{number + 2:02}T{hour:02}:00:00Z"
            if what == "note":
                add_by_fixture(ledger, f"note {number}", at)
            elif what == "revise":
                add_by_fixture(ledger, "start", at, body=str(number))
            elif what == "link":
                event = min(ledger.next_event(), choice + 1)
                ledger.append_links([Link(1 + choice % 2, event, MACHINE, "x", 0.9)], at=at)
            elif what == "review" and ledger.next_event() > 1:
                ledger.append_review(Review(1, "accepted", "Ada", at), at=at)
            else:
                source = Source("start.example", reliability="ABCD"[choice])
                ledger.append_sources([source], at=at, author="dateline/0.1")
            moments = (at, ledger.state_hash())
            answers += [(moment, answer(ledger, moment)) for moment in moments]
        for moment, known in answers:
            assert answer(ledger, moment) == known
        assert list(ledger.verify()) == []


def add_by_fixture(ledger: Ledger, name: str, at: str, body: str = "") -> AppendResult:
    """Add a note where a fixture cannot be had: inside a property."""
    from dateline.model.capture import Capture
    from dateline.model.document import Document
    from dateline.model.mention import Mention

    digest = (name + body).encode().hex().ljust(64, "0")[:64]
    capture = Capture(digest, name, at, "text/plain", 1)
    document = Document(name, "article", None, name, digest, published="2023-07-05")
    mention = Mention(name, "s", 0, 1, "Battles", "Armed clash")
    return ledger.append_document(
        [document], {name: [mention, mention]}, [], capture, at=at, author="dateline/0.1"
    )


def test_links_found_events_that_are_numbered_in_order(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    assert ledger.next_event() == 1
    links = [Link(1, 1, MACHINE, "first account"), Link(2, 2, MACHINE, "first account")]
    assert ledger.append_links(links, at=NOON, first_new=1) == links
    assert ledger.links() == links
    assert list(ledger.event_births()) == [1, 2]
    assert ledger.next_event() == 3


def test_links_may_come_in_any_order(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING, mentions=3)
    links = [Link(1, 3, MACHINE, ""), Link(2, 1, "Ada", ""), Link(3, 2, MACHINE, "")]
    assert ledger.append_links(links, at=NOON, first_new=1) == links
    assert sorted(ledger.event_births()) == [1, 2, 3]
    before = ledger.next_event()
    ledger.rebuild()
    assert ledger.next_event() == before == 4


def test_events_founded_meanwhile_move_the_new_ones_up(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING, mentions=3)
    ledger.append_links([Link(1, 1, MACHINE, "")], at=NOON, first_new=1)
    recorded = ledger.append_links(
        [Link(2, 1, MACHINE, ""), Link(3, 1, MACHINE, "")], at=NOON, first_new=1
    )
    assert [link.event for link in recorded] == [2, 2]
    assert list(ledger.event_births()) == [1, 2]


def test_a_link_to_an_event_that_cannot_be_is_refused_whole(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    with pytest.raises(LedgerError, match="names event 7"):
        ledger.append_links([Link(1, 1, MACHINE, ""), Link(2, 7, MACHINE, "")], at=NOON)
    assert ledger.links() == []
    assert ledger.next_event() == 1


def test_a_person_s_link_stands_before_any_machine_s(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    machine = [Link(1, 1, MACHINE, "", 0.8), Link(2, 1, MACHINE, "", 0.8)]
    ledger.append_links(machine, at=MORNING, first_new=1)
    person = Link(2, 2, "Ada", "another village")
    ledger.append_links([person], at=NOON)
    ledger.append_links(machine, at=EVENING)
    assert ledger.links() == [machine[0], person]
    assert ledger.links(as_of=MORNING) == machine
    assert len(ledger.entries(kind="link")) == 5


def test_a_person_may_change_their_mind(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    ledger.append_links([Link(1, 1, "Ada", "")], at=MORNING)
    ledger.append_links([Link(1, 2, "Ada", "")], at=NOON)
    assert [link.event for link in ledger.links()] == [2]


def test_reviews_are_kept_in_order_and_name_what_they_supersede(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    ledger.append_links([Link(1, 1, MACHINE, "")], at=MORNING)
    first = ledger.append_review(Review(1, "accepted", "Ada", NOON), at=NOON)
    word = Review(1, "corrected", "Bo", EVENING, "toll", {"killed": {"low": 3, "high": 4}})
    second = ledger.append_review(word, at=EVENING)
    assert [review.verdict for review in ledger.reviews()] == ["accepted", "corrected"]
    assert ledger.reviews()[1] == word
    assert (second.supersedes, second.author) == (first.seq, "Bo")


def test_a_review_of_no_event_or_without_a_verdict_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no event 5"):
        ledger.append_review(Review(5, "accepted", "Ada", NOON), at=NOON)
    with pytest.raises(LedgerError, match="no verdict"):
        ledger.append_review(Review(5, "perhaps", "Ada", NOON), at=NOON)


def test_words_at_once_leave_what_somebody_settled_and_are_sound(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    add(ledger, "road", at=MORNING)
    ledger.append_links([Link(1, 1, MACHINE, ""), Link(2, 2, MACHINE, "")], at=MORNING)
    ledger.append_review(Review(1, "rejected", "Bo", NOON, "a rumour"), at=NOON)
    ledger.append_review(Review(2, "commented", "Bo", NOON, "who?"), at=NOON)
    words = [Review(number, "accepted", "Ada", EVENING) for number in (1, 2)]
    assert [word.event for word in ledger.append_reviews(words, at=EVENING)] == [2]
    for wrong, told in (
        (Review(5, "accepted", "Ada", EVENING), "no event 5"),
        (Review(2, "perhaps", "Ada", EVENING), "no verdict"),
    ):
        with pytest.raises(LedgerError, match=told):
            ledger.append_reviews([*words, wrong], at=EVENING)
    assert [(one.event, one.verdict) for one in ledger.reviews()] == [
        (1, "rejected"), (2, "commented"), (2, "accepted"),
    ]  # fmt: skip


def test_the_second_of_two_people_is_told_and_the_first_one_s_work_stays(
    ledger: Ledger, add: Add
) -> None:
    add(ledger, "bapho", at=MORNING)
    ledger.append_links([Link(1, 1, MACHINE, "")], at=MORNING)
    seen = ledger.state_hash()
    ledger.append_review(Review(1, "accepted", "Ada", NOON), at=NOON, seen=seen)
    with pytest.raises(LedgerError, match="Ada recorded a review"):
        ledger.append_review(Review(1, "rejected", "Bo", NOON), at=NOON, seen=seen)
    assert [review.by for review in ledger.reviews()] == ["Ada"]
    ledger.append_review(Review(1, "rejected", "Bo", NOON), at=NOON, seen=ledger.state_hash())
    assert [review.by for review in ledger.reviews()] == ["Ada", "Bo"]


def test_history_tells_all_that_happened_to_an_event(ledger: Ledger, add: Add) -> None:
    add(ledger, "bapho", at=MORNING)
    ledger.append_links([Link(1, 1, MACHINE, ""), Link(2, 1, MACHINE, "")], at=MORNING)
    ledger.append_links([Link(2, 2, "Ada", "another village")], at=NOON)
    ledger.append_review(Review(1, "accepted", "Ada", NOON), at=EVENING)
    told = [(entry.kind, entry.author) for entry in ledger.history(1)]
    assert told == [
        ("event", MACHINE), ("link", MACHINE), ("link", MACHINE), ("link", "Ada"),
        ("review", "Ada"),
    ]  # fmt: skip
    assert [entry.kind for entry in ledger.history(2)] == ["event", "link"]


def test_assessments_sources_editions_and_problems_are_kept(ledger: Ledger) -> None:
    judged = Assessment("protect", "They will fail.", 0.7, "moderate", "2023-12-13")
    ledger.append_assessment(judged, at=MORNING, author="Ada")
    ledger.append_assessment(replace(judged, outcome=True), at=NOON, author="Ada")
    assert ledger.assessments() == [replace(judged, outcome=True)]
    assert ledger.assessments(as_of=MORNING) == [judged]
    radio = Source("radio.example", reliability="B")
    assert ledger.append_sources([radio], at=MORNING, author="dateline/0.1") == 1
    assert ledger.append_sources([radio], at=NOON, author="dateline/0.1") == 0
    assert ledger.sources() == [radio]
    fault = Problem("missing-file", "x.md", "There is no such file.", "Look again.", "error")
    ledger.append_problems([fault], at=NOON, author="dateline/0.1")
    assert ledger.problems() == [fault]
    entry = ledger.append_edition("2023-12-15", {"sha256": "ab"}, at=NOON, author="Ada")
    assert (entry.kind, entry.payload) == ("edition", '{"sha256":"ab"}')


def test_what_stands_beside_the_log_can_be_rebuilt(
    ledger: Ledger, add: Add, tamper: Callable[..., None]
) -> None:
    add(ledger, "bapho", at=MORNING, body="first")
    add(ledger, "bapho", at=NOON, body="second")
    ledger.append_links([Link(3, 1, MACHINE, "")], at=NOON)
    before = ledger.documents(), ledger.mentions(), ledger.next_event(), ledger.state_hash()
    tamper(
        ledger,
        "DELETE FROM headers",
        "DELETE FROM link_rows",
        "UPDATE mention_rows SET header = 99",
        "UPDATE head SET next_event = 1, next_mention = 1",
    )
    assert [problem.kind for problem in ledger.verify()] == ["stale-tables"]
    ledger.rebuild()
    assert list(ledger.verify()) == []
    assert before == (
        ledger.documents(), ledger.mentions(), ledger.next_event(), ledger.state_hash()
    )  # fmt: skip
    assert add(ledger, "niono", at=EVENING).mentions == (5, 6)


def test_an_empty_ledger_answers_everything(ledger: Ledger) -> None:
    assert ledger.documents() == ledger.mentions() == ledger.links() == ledger.entries() == []
    assert ledger.state_hash() == "0" * 64
    assert ledger.documents(as_of=ledger.state_hash()) == []
    assert list(ledger.verify()) == []


def test_a_time_that_is_none_is_an_error_that_shows_how(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="write it as 2023-12-13"):
        ledger.documents(as_of="13 December")
