"""What people do with events, as the terminal and the web desk both do it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError, LedgerError
from dateline.model.event import Event
from dateline.pipeline.keeping import kept
from dateline.pipeline.keeping.opening import OpenDesk, open_desk
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.material.link import relink
from dateline.pipeline.record import people
from dateline.pipeline.record.browse import show_event
from dateline.pipeline.record.entries import Brought, enter_event
from dateline.pipeline.record.people import (
    import_corrections,
    merge_events,
    say_of_event,
    split_event,
)
from dateline.pipeline.record.pointing import enter_mention
from dateline.pipeline.record.sheets import bring_in, match_columns, read_sheet

SHEET = """SIGACT;Event Date;Village;Lat;Lon;Type;Attacker;Victim;KIA;Remarks;Weather
1;2023-07-04;Koro;14.07;-3.08;Attack;JNIM;civilians;5;Raid at dawn;dry
2;05.07.2023;Bankass;14.07;-3.52;Armed clash;JNIM;Malian army;2-4;;dry
3;not a day;Koro;14.07;-3.08;Attack;;;1;;dry
"""


@pytest.fixture
def opened(bare_desk: Path) -> Iterator[OpenDesk]:
    with open_desk(bare_desk, create=True) as found:
        yield found


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sigacts.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def enter(opened: OpenDesk, **more: str) -> Brought:
    typed = {"date": "2023-07-04", "type": "Attack", "place": "14.07, -3.08", "by": "JNIM"}
    return enter_event(opened, typed | more, by="Aminata")


def only_event(opened: OpenDesk, number: int = 1) -> Event:
    return load_state(opened).event(number)


def test_an_event_entered_by_hand_stands_with_what_was_typed(opened: OpenDesk) -> None:
    assert enter(opened, killed="3-5").new == 1
    event = only_event(opened)
    assert (event.sub_event_type, str(event.date_start)) == ("Attack", "2023-07-04")
    assert (event.killed.low, event.killed.high) == (3, 5)
    assert [part.id for part in event.actors] == ["jnim"]
    (stored,) = opened.ledger.mentions()
    assert stored.mention.extractor == "Aminata"
    text = opened.ledger.documents()[0].text
    assert all(text[span.start : span.end] == span.text for span in stored.mention.spans)


def test_entering_the_same_again_adds_nothing(opened: OpenDesk) -> None:
    enter(opened)
    again = enter(opened)
    assert (again.new, again.known) == (0, 1)
    assert len(opened.ledger.mentions()) == 1


def test_an_entry_takes_outlet_and_day_from_the_document_it_was_read_in(
    opened: OpenDesk,
) -> None:
    enter(opened, source="studiotamani.org")
    (first,) = opened.ledger.documents()
    enter_event(opened, {"date": "2023-07-04", "type": "Attack"}, document=first.id, by="Binta")
    second = opened.ledger.documents()[1]
    assert f"document: {first.id}\n" in second.text
    assert second.source == "studiotamani.org"


TYPED = {"date": "2024-03-02", "type": "Abduction/forced disappearance", "place": "Bankass"}


def test_an_account_rests_on_words_of_the_document_itself(desk: Path) -> None:
    with open_desk(desk) as opened:
        before = len(opened.ledger.documents())
        (document,) = opened.ledger.documents(ids=["market"])
        words = document.text[10:60]
        done = enter_mention(opened, TYPED, document="market", words=words, by="Binta")
        assert (done.new, done.known, done.events) == (1, 0, 1)
        (number,) = done.mentions
        (stored,) = opened.ledger.mentions(numbers=[number])
        assert (stored.mention.start, stored.mention.end) == (10, 60)
        assert stored.mention.sentence == words
        assert stored.source == document.source
        spans = stored.mention.spans
        assert all(document.text[span.start : span.end] == span.text for span in spans)
        assert len(opened.ledger.documents()) == before
        again = enter_mention(opened, TYPED, document="market", span="10:60", by="Binta")
        assert (again.new, again.known) == (0, 1)
        assert list(opened.ledger.verify()) == []
        opened.ledger.rebuild()
        assert opened.ledger.mentions(numbers=[number]) == [stored]


def test_an_account_of_a_standing_event_joins_it_by_the_persons_word(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pointed = ("--document", "road", "--span", "0:20", "--event", "1", "--by", "Binta")
    typed = ("--date", "2024-03-02", "--type", "Attack")
    assert run(["--desk", str(desk), "enter", *typed, *pointed]) == 0
    assert "joins event 1 (entered as an account of event 1); accepted." in capsys.readouterr().out
    assert run(["--desk", str(desk), "event", "1"]) == 0
    trail = capsys.readouterr().out
    assert "by Binta; linked by Binta: entered as an account of event 1" in trail
    with open_desk(desk) as opened:
        text = opened.ledger.documents(ids=["road"])[0].text
    assert f"trigger at 0-20: “{text[:20]}”" in trail


@pytest.mark.parametrize(
    ("words", "span", "said"),
    [
        ("no such words", "", "does not say “no such words”"),
        ("a", "", "times \\("),
        ("", "5:5", "is no span of market"),
        ("", "5:99999", "is no span of market"),
        ("", "somewhere", "is no span of market"),
        ("", "", "by --words or by --span"),
    ],
)
def test_words_that_no_one_place_holds_are_refused(
    desk: Path, words: str, span: str, said: str
) -> None:
    with open_desk(desk) as opened:
        before = opened.ledger.length()
        with pytest.raises(CommandError, match=said):
            enter_mention(opened, TYPED, document="market", words=words, span=span)
        assert opened.ledger.length() == before


def test_a_correction_overrides_and_says_who_set_it(opened: OpenDesk) -> None:
    enter(opened, killed="3")
    changes = {"killed": "2,4,6", "date": "2023-07-05", "against": "civilians"}
    say_of_event(opened, 1, "corrected", changes=changes, why="hospital", by="Binta")
    event = only_event(opened)
    assert (event.killed.low, event.killed.best, event.killed.high) == (2, 4, 6)
    assert str(event.date_start) == "2023-07-05"
    assert {part.role: part.id for part in event.actors} == {
        "perpetrator": "jnim",
        "target": "civilians",
    }
    assert event.review == "corrected"


def test_a_comment_stands_on_record_and_leaves_the_event_as_it_is(opened: OpenDesk) -> None:
    enter(opened)
    say_of_event(opened, 1, "accepted", by="Aminata")
    say_of_event(opened, 1, "commented", why="The mayor disagrees.", by="Binta")
    assert only_event(opened).review == "accepted"
    assert [review.why for review in opened.ledger.reviews()][-1] == "The mayor disagrees."


def test_two_people_who_set_other_fields_both_keep_them_and_the_second_is_told(
    opened: OpenDesk,
) -> None:
    enter(opened, killed="3")
    seen = opened.ledger.state_hash()
    first = say_of_event(opened, 1, "corrected", changes={"killed": "4"}, by="Aminata", seen=seen)
    second = say_of_event(
        opened, 1, "corrected", changes={"date": "2023-07-06"}, by="Binta", seen=seen
    )
    assert first.told == ""
    assert second.told.startswith("Event 1 changed while you looked at it, by Aminata.")
    event = only_event(opened)
    assert (event.killed.best, str(event.date_start)) == (4, "2023-07-06")


def test_of_two_people_who_set_one_field_the_first_stands_and_the_second_is_a_proposal(
    opened: OpenDesk,
) -> None:
    enter(opened, killed="3")
    seen = opened.ledger.state_hash()
    say_of_event(opened, 1, "corrected", changes={"killed": "4"}, by="Aminata", seen=seen)
    second = say_of_event(opened, 1, "corrected", changes={"killed": "9"}, by="Binta", seen=seen)
    assert second.review.verdict == "proposed"
    assert "Their killed stands; yours is kept as a proposal" in second.told
    assert only_event(opened).killed.best == 4
    assert opened.ledger.reviews()[-1].corrections["killed"]["best"] == 9


def test_a_word_that_comes_between_reading_and_writing_is_seen(
    opened: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Aminata's word is recorded while Binta's is being made ready, after she looked."""
    enter(opened, killed="3")
    make_ready = people.code_changes

    def wait(desk: OpenDesk, number: int, changes: Mapping[str, str]) -> dict[str, Any]:
        ready = make_ready(desk, number, changes)
        monkeypatch.undo()
        say_of_event(desk, 1, "corrected", changes={"killed": "4"}, by="Aminata")
        return ready

    monkeypatch.setattr(people, "code_changes", wait)
    late = say_of_event(opened, 1, "corrected", changes={"killed": "9"}, by="Binta")
    assert late.review.verdict == "proposed"
    assert only_event(opened).killed.best == 4


def test_a_merge_or_split_of_what_changed_since_is_refused(opened: OpenDesk) -> None:
    enter(opened)
    enter(opened, date="2023-09-20", place="12.65, -8.0")
    seen = opened.ledger.state_hash()
    say_of_event(opened, 2, "accepted", by="Aminata")
    with pytest.raises(LedgerError, match="Aminata recorded a review"):
        merge_events(opened, 1, [2], by="Binta", seen=seen)
    assert len(load_state(opened).events) == 2
    merge_events(opened, 1, [2], by="Binta")
    with pytest.raises(LedgerError, match="Binta recorded a link"):
        split_event(opened, 1, [2], by="Aminata", seen=seen)
    assert only_event(opened).mentions == (1, 2)


def test_a_merge_and_a_split_by_a_person_stand_against_the_machine(opened: OpenDesk) -> None:
    enter(opened)
    enter(opened, date="2023-09-20", place="12.65, -8.0")
    assert len(load_state(opened).events) == 2
    merge_events(opened, 1, [2], why="one operation", by="Aminata")
    assert only_event(opened).mentions == (1, 2)
    relink(opened)
    assert only_event(opened).mentions == (1, 2)
    split_event(opened, 1, [2], why="two after all", by="Binta")
    assert [event.mentions for event in load_state(opened).events] == [(1,), (2,)]
    relink(opened)
    assert [event.mentions for event in load_state(opened).events] == [(1,), (2,)]
    with pytest.raises(CommandError, match="has no mention 2"):
        split_event(opened, 1, [2])


def test_columns_are_matched_by_name_and_by_choice() -> None:
    names = ["SIGACT", "Event Date", "Weather", "what happened"]
    assert match_columns(names, {"what happened": "notes"}) == {
        "SIGACT": "id",
        "Event Date": "date",
        "Weather": None,
        "what happened": "notes",
    }
    with pytest.raises(CommandError, match="There is no field 'wind'"):
        match_columns(names, {"Weather": "wind"})


def test_a_sheet_is_shown_before_anything_is_written(opened: OpenDesk, sheet: Path) -> None:
    found = read_sheet(opened, sheet)
    assert found.columns["KIA"] == "killed"
    assert found.columns["Weather"] is None
    assert list(found.entries) == [2, 3]
    assert found.faults[4].startswith("'not a day' is no date")
    assert opened.ledger.mentions() == []


def test_a_sheet_again_adds_nothing_and_a_longer_one_its_new_rows(
    opened: OpenDesk, sheet: Path
) -> None:
    assert bring_in(opened, read_sheet(opened, sheet)).new == 2
    assert bring_in(opened, read_sheet(opened, sheet)).new == 0
    events = load_state(opened).events
    assert [str(event.date_start) for event in events] == ["2023-07-04", "2023-07-05"]
    assert (events[1].killed.low, events[1].killed.high) == (2, 4)
    sheet.write_text(SHEET + "4;2023-07-09;;;;Attack;;;1;;dry\n", encoding="utf-8")
    longer = bring_in(opened, read_sheet(opened, sheet))
    assert (longer.new, longer.changed, longer.known) == (1, 0, 2)


def test_the_same_rows_under_another_name_add_nothing(opened: OpenDesk, sheet: Path) -> None:
    assert bring_in(opened, read_sheet(opened, sheet)).new == 2
    copy = sheet.with_name("week 27 (final).csv")
    copy.write_text(SHEET, encoding="utf-8")
    again = bring_in(opened, read_sheet(opened, copy))
    assert (again.new, again.changed, again.known, again.events) == (0, 0, 2, 0)
    assert len(opened.ledger.mentions()) == 2


PLAIN = """Date,Village,Type,KIA
2023-07-04,14.07;-3.08,Attack,1
2023-07-05,14.07;-3.08,Attack,2
"""


def test_a_row_without_an_id_is_known_by_what_it_says_wherever_it_stands(
    opened: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "plain.csv"
    path.write_text(PLAIN, encoding="utf-8")
    assert bring_in(opened, read_sheet(opened, path)).new == 2
    head, *rows = PLAIN.splitlines()
    above = "2023-07-01,14.07;-3.08,Attack,9"
    path.write_text("\n".join([head, above, *rows]) + "\n", encoding="utf-8")
    longer = bring_in(opened, read_sheet(opened, path))
    assert (longer.new, longer.changed, longer.known) == (1, 0, 2)
    path.write_text(PLAIN.replace("Attack,2", "Attack,3"), encoding="utf-8")
    other = bring_in(opened, read_sheet(opened, path))
    assert (other.new, other.changed, other.known) == (1, 0, 1)
    assert len(opened.ledger.mentions()) == 4


def test_rows_of_one_sheet_are_events_each_and_join_what_another_says(
    opened: OpenDesk, tmp_path: Path
) -> None:
    enter(opened, date="2023-07-05", killed="12", place="14.07, -3.08")
    path = tmp_path / "days.csv"
    row = '2023-07-0{},"14.07, -3.08",Attack,JNIM,12'
    rows = [row.format(4), row.format(5), row.format(5)]
    path.write_text("\n".join(["Date,Village,Type,By,KIA", *rows]) + "\n", encoding="utf-8")
    assert bring_in(opened, read_sheet(opened, path)).new == 3
    events = [event.mentions for event in load_state(opened).events]
    assert sorted(len(mentions) for mentions in events) == [1, 1, 2]
    assert (1,) not in events


def test_two_rows_that_say_the_same_are_two(opened: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text(PLAIN + PLAIN.splitlines()[2] + "\n", encoding="utf-8")
    assert bring_in(opened, read_sheet(opened, path)).new == 3
    assert bring_in(opened, read_sheet(opened, path)).known == 3


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("Event type", "type"),
        ("event_type", "type"),
        ("EventType", "type"),
        ("SUB EVENT TYPE", "type"),
        ("Date", "date"),
        ("Date of Incident", "date"),
        ("Lat/Long", "coordinates"),
        ("Fatalities", "killed"),
        (" Killed ", "killed"),
        ("Admin 1", "admin1"),
        ("Country", "country"),
        ("Location", "place"),
        ("Actor 1", "by"),
    ],
)
def test_common_names_of_columns_are_known_whatever_their_case_and_spaces(
    column: str, name: str
) -> None:
    assert match_columns([column], {}) == {column: name}


def test_a_sheet_in_acleds_columns_comes_in_without_a_map(opened: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "acled-shaped.csv"
    path.write_text(
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,admin1,location,"
        "latitude,longitude,fatalities,notes\n"
        "X1,2023-07-04,Battles,Armed clash,JNIM,Malian army,Mali,Mopti,Koro,14.07,-3.08,3,At dawn\n"
        "X2,2023-07-05,Violence against civilians,,JNIM,,Mali,Mopti,Koro,,,1,\n",
        encoding="utf-8",
    )
    found = read_sheet(opened, path)
    assert found.columns["sub_event_type"] == "type"
    assert found.columns["event_type"] == "general type"
    assert found.faults == {}
    assert [entry.mention.sub_event_type for entry in found.entries.values()] == [
        "Armed clash",
        "Attack",
    ]
    place = found.entries[2].mention.place
    assert place is not None
    assert (place.gazetteer_id, place.latitude) == ("geonames:2454674", 14.07)


def test_hashtags_precisions_and_acleds_nought_are_read_as_they_are_meant(
    opened: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "tagged.csv"
    path.write_text(
        "event_id_cnty,event_date,time_precision,sub_event_type,country,admin1,location,latitude,"
        "longitude,geo_precision,fatalities\n"
        "#event+id,#date,,#event+type,#country,#adm1,#loc,#geo+lat,#geo+lon,,#affected+killed\n"
        "X1,2023-07-14,2,Attack,Mali,Mopti,Hamlet of reeds,14.5,-4.0,3,0\n",
        encoding="utf-8",
    )
    found = read_sheet(opened, path)
    assert found.faults == {}
    (entry,) = found.entries.values()
    told = entry.mention
    assert (str(told.date_start), str(told.date_end), told.time_precision) == (
        "2023-07-11",
        "2023-07-17",
        2,
    )
    assert told.tolls == ()
    assert told.place is not None
    assert (told.place.name, told.place.geo_precision, told.place.admin1) == (
        "Hamlet of reeds",
        3,
        "ML/Mopti",
    )


@pytest.mark.parametrize(
    ("typed", "coded"),
    [
        ("Battles", "Armed clash"),
        ("violence against civilians", "Attack"),
        ("IED", "Remote explosive/landmine/IED"),
        ("Air/Drone Strike", "Air/drone strike"),
        ("kidnapping", "Abduction/forced disappearance"),
    ],
)
def test_a_type_is_read_as_desks_write_it(opened: OpenDesk, typed: str, coded: str) -> None:
    enter(opened, type=typed)
    assert only_event(opened).sub_event_type == coded


def test_a_type_of_several_kinds_or_none_is_refused_with_the_kinds(opened: OpenDesk) -> None:
    with pytest.raises(CommandError, match="write one of Chemical weapon, Air/drone strike"):
        enter(opened, type="Explosions/Remote violence")
    with pytest.raises(CommandError, match="near to it: Armed clash"):
        enter(opened, type="armed clashs")


def test_corrections_come_from_a_csv_all_or_none(opened: OpenDesk, tmp_path: Path) -> None:
    enter(opened, killed="3")
    path = tmp_path / "corrections.csv"
    path.write_text("event,killed,why\n1,5,morgue\n1,seven,\n", encoding="utf-8")
    with pytest.raises(CommandError, match="line 3: 'seven' is no toll"):
        import_corrections(opened, path)
    assert only_event(opened).killed.best == 3
    path.write_text("event,killed,why\n1,5,morgue\n", encoding="utf-8")
    assert len(import_corrections(opened, path, by="Binta")) == 1
    assert only_event(opened).killed.best == 5
    assert import_corrections(opened, path, by="Binta") == []


def test_the_commands_do_the_same(
    bare_desk: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(*arguments: object) -> tuple[int, str, str]:
        status = run(["--desk", str(bare_desk), *map(str, arguments)])
        return (status, *capsys.readouterr())

    status, out, err = ask("import", "events", sheet, "--yes")
    assert status == 1  # one line cannot be read, and is said
    assert "KIA\tkilled" in out
    assert "! line 4: 'not a day' is no date" in err
    status, out, _ = ask("review", 1, "corrected", "--set", "killed=7", "--by", "Binta", "--json")
    assert (status, json.loads(out)["corrections"]["killed"]["best"]) == (0, 7)
    status, out, _ = ask("enter", "--date", "2023-07-20", "--type", "Attack", "--place", "Koro")
    assert (status, out) == (0, "1 new, 0 changed, 0 here already; event 3 founded; accepted.\n")
    status, out, _ = ask("review", 1, "merged", "--with", 3, "--by", "Binta")
    assert (status, out) == (0, "2 mentions are linked by Binta to event 1.\n")


def test_why_two_mentions_are_one_event_is_told_and_drawn(
    bare_desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(*arguments: object) -> tuple[int, str, str]:
        status = run(["--desk", str(bare_desk), *map(str, arguments)])
        return (status, *capsys.readouterr())

    entry = ("enter", "--date", "2023-07-04", "--type", "Attack", "--place", "14.07, -3.08")
    ask(*entry, "--killed", "12", "--source", "one.example")
    ask(*entry, "--killed", "12", "--source", "two.example")
    picture = tmp_path / "why.svg"
    status, out, _ = ask("reconcile", "--explain", 1, 2, "--out", picture)
    assert status == 0
    assert "killed\tsame number\t+4.27" in out
    assert out.endswith("By themselves they read as one event. They stand in event 1.\n")
    assert "one event or two?" in picture.read_text(encoding="utf-8")
    ask("review", 1, "split", "--mention", 2, "--by", "Binta")
    status, out, _ = ask("reconcile", "--explain", 1, 2)
    assert out.endswith("They stand in events 1 and 2, by the word of Binta.\n")
    status, _, err = ask("reconcile", "--explain", 1, 9)
    assert (status, "There is no mention 9" in err) == (2, True)


def test_an_event_is_not_merged_with_itself(opened: OpenDesk) -> None:
    enter_event(opened, {"date": "2023-07-04", "type": "Attack", "place": "Koro"}, by="Aminata")
    with pytest.raises(CommandError, match="cannot be merged with itself"):
        merge_events(opened, 1, [1], by="Aminata")


def test_a_grade_is_shown_on_both_axes_and_a_person_may_set_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(*words: str) -> tuple[int, str, str]:
        status = run(["--desk", str(desk), *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    shown = json.loads(ask("event", "1", "--json")[1])
    first = shown["accounts"][0]
    assert first["reliability"] in "ABCDEF"
    assert first["credibility"] in ("1", "6")
    assert {choice["field"]: choice["rule"] for choice in shown["chosen"]}["place"] == (
        "most-precise, most-agreed, earliest"
    )
    mention = str(first["stored"]["id"])
    graded = ("review", "1", "graded", "--mention", mention, "--by", "Binta")
    assert ask(*graded, "--set", "grade=G9", "--why", "x")[0] == 2
    assert ask(*graded, "--set", "grade=C3")[0] == 2
    assert ask(*graded, "--why", "x")[0] == 2
    assert ask(*graded, "--set", "grade=C3", "--why", "he was there")[0] == 0
    text = ask("event", "1")[1]
    assert f"grade of mention {mention}: C3 (set by Binta on " in text
    assert "(C3), " in text
    again = json.loads(ask("event", "1", "--json")[1])
    assert {"C3"} <= {grade for choice in again["chosen"] for grade in choice["grades"]}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('place = ["nearest"]', "place is 'nearest', but should be one of most-precise, "),
        ('tolls = ["source:radio.exmple"]', 'no table [sources."radio.exmple"]'),
        ("date = []", "date names no rule"),
        ('where = ["earliest"]', "unknown key 'where'"),
    ],
)
def test_a_policy_that_a_field_does_not_take_is_refused(
    desk: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    toml = desk / "desk.toml"
    toml.write_text(f"{toml.read_text(encoding='utf-8')}\n[resolve]\n{line}\n", encoding="utf-8")
    assert run(["--desk", str(desk), "events"]) == 2
    assert said in capsys.readouterr().err


def test_another_policy_makes_another_table_and_is_told_with_the_choice(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.forget_tables(desk / ".cache")  # other tests may have asked the same
    assert run(["--desk", str(desk), "events"]) == 0
    toml = desk / "desk.toml"
    rules = '[resolve]\ntolls = ["lowest"]\nplace = ["source:radio.example", "earliest"]\n'
    toml.write_text(f"{toml.read_text(encoding='utf-8')}\n{rules}", encoding="utf-8")
    capsys.readouterr()
    assert run(["--desk", str(desk), "event", "1"]) == 0
    told = capsys.readouterr().out
    assert "rule: source:radio.example, earliest" in told
    assert "rule: lowest" in told
    assert run(["--desk", str(desk), "events"]) == 0
    assert len(list((desk / ".cache/states").glob("*.parquet"))) == 2
    assert run(["--desk", str(desk), "review", "1", "accepted", "--by", "Ada"]) == 0
    with open_desk(desk) as opened:
        (entry,) = opened.ledger.entries("policy")
        assert json.loads(entry.payload or "")["tolls"] == ["lowest"]
        assert opened.ledger.state_hash() != entry.hash  # before the word that it served
    assert run(["--desk", str(desk), "review", "1", "unreviewed", "--by", "Ada"]) == 0
    with open_desk(desk) as opened:
        assert len(opened.ledger.entries("policy")) == 1


def grades(opened: OpenDesk, number: int) -> dict[int, str]:
    """The grade of each account of an event, by mention."""
    return {
        one.stored.id: f"{one.reliability}{one.credibility}"
        for one in show_event(opened, number).accounts
    }


def test_a_grade_goes_with_its_account_through_merge_and_split(opened: OpenDesk) -> None:
    enter(opened, killed="3")
    enter(opened, killed="7", date="2023-08-04")
    people.grade_account(opened, 1, 1, "A1", why="he was there", by="Binta")
    merge_events(opened, 2, [1], by="Binta")
    assert grades(opened, 2)[1] == "A1"
    (moved, _) = split_event(opened, 2, [1], by="Binta")
    assert grades(opened, moved.event) == {1: "A1"}
    assert grades(opened, 2)[2] != "A1"
    assert not any("mention 1" in one for one in show_event(opened, 2).choices)
    people.grade_account(opened, moved.event, 1, "B2", why="on a second look", by="Binta")
    merge_events(opened, 2, [moved.event], by="Binta")
    assert grades(opened, 2)[1] == "B2"


def test_a_grade_given_elsewhere_makes_the_kept_event_anew(opened: OpenDesk) -> None:
    enter(opened, killed="3", source="a.example")
    enter(opened, killed="7", date="2023-08-04", source="b.example")
    merge_events(opened, 1, [2], by="Binta")
    before = opened.ledger.standing()
    split_event(opened, 1, [2], by="Binta")
    people.grade_account(opened, 3, 2, "A1", why="he was there", by="Binta")
    merge_events(opened, 1, [3], by="Binta")
    after = opened.ledger.standing()
    assert before.mentions.tolist() == after.mentions.tolist() == [1, 2]
    assert before.marks.tolist() != after.marks.tolist()
    assert kept.find_false(replace(opened, clocks=replace(opened.clocks, as_of=None))) is None
