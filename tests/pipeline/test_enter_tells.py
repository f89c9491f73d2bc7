"""What entering an event by hand tells: how words were taken, which event it founded or joined."""

import json
from pathlib import Path

import pytest

from dateline.cli.run import run

FIRST = ("--date", "9 Dec 2023", "--type", "ambush", "--place", "Koro", "--killed", "3-5")


def test_it_says_which_event_it_founds_and_what_words_were_taken_as(
    bare_desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", str(bare_desk), "enter", *FIRST, "--notes", "A column was hit"]) == 0
    out, err = capsys.readouterr()
    assert out == "1 new, 0 changed, 0 here already; event 1 founded; accepted.\n"
    assert "ambush is taken as Armed clash (Battles)." in err
    assert "9 Dec 2023 is taken as 2023-12-09." in err


def test_it_says_which_event_it_joins_why_and_how_to_part_them(
    bare_desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = ("--date", "2023-12-09", "--type", "armed clash", "--place", "Koro")
    who = ("--perpetrator", "jnim", "--against", "fama")
    for notes, killed in (("A column was hit", "3"), ("Soldiers fell near the town", "4")):
        words = (*same, *who, "--notes", notes, "--killed", killed)
        assert run(["--desk", str(bare_desk), "enter", *words]) == 0
    out, err = capsys.readouterr()
    first, second = out.splitlines()
    assert first.endswith("; event 1 founded; accepted.")
    assert second.startswith("1 new, 0 changed, 0 here already; joins event 1 (")
    assert "dateline review 1 split --mention 2" in err
    assert "is taken as" not in err


def test_a_toll_without_a_best_figure_says_so(
    bare_desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", str(bare_desk), "enter", *FIRST]) == 0
    set_toll = ("--set", "killed=3-5", "--by", "Awa")
    assert run(["--desk", str(bare_desk), "review", "1", "corrected", *set_toll]) == 0
    capsys.readouterr()
    assert run(["--desk", str(bare_desk), "event", "1"]) == 0
    assert "low 3, high 5; no best figure is given\n" in capsys.readouterr().out


def test_words_that_tell_of_an_event_already_are_said_to(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ("--date", "2024-01-02", "--type", "Abduction/forced disappearance")
    for words, told in (("fighters attacked the market", 1), ("of Koro on", 0)):
        pointed = ("--document", "market", "--words", words)
        capsys.readouterr()
        assert run(["--desk", str(desk), "enter", *typed, *pointed]) == 0
        out, err = capsys.readouterr()
        assert "founded; accepted." in out
        assert err.count("These words tell of event ") == told
        assert err.count("If it is the same: dateline review ") == told


def test_an_actor_that_nobody_knows_is_named_unless_it_is_said_to_be_new(
    bare_desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for name in ("JNIMM", "new:JNIMM", "JNIM"):
        assert run(["--desk", str(bare_desk), "enter", *FIRST, "--perpetrator", name]) == 0
        told.append("No actor is called 'JNIMM' (nearest: jnim" in capsys.readouterr().err)
    assert told == [True, False, False]


def test_a_correction_takes_no_actor_that_nobody_knows(
    bare_desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", str(bare_desk), "enter", *FIRST]) == 0
    corrected = ["--desk", str(bare_desk), "review", "1", "corrected", "--set"]
    capsys.readouterr()
    assert run([*corrected, "by=JNIMM"]) == 2
    said = capsys.readouterr().err
    assert "No actor is called 'JNIMM' (nearest: jnim" in said
    assert "'new:JNIMM'" in said
    assert run([*corrected, "by=new:Hunters of the river"]) == 0
    assert run([*corrected, "by=Hunters of the river; jnim"]) == 0  # it is the event's own by now
    assert run(["--desk", str(bare_desk), "events", "--json"]) == 0
    (event,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()[2:]]
    named = [(one["name"], one["id"]) for one in event["actors"]]
    assert named == [
        ("Hunters of the river", None),
        ("Jama'at Nusrat al-Islam wal-Muslimin", "jnim"),
    ]
