"""An update keeps its answers on its own state; the newest says what no longer holds, and why."""

import json
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.pipeline.editions.stale import check_newest
from dateline.pipeline.keeping.opening import open_desk

UPDATE = """\
---
title: "A test update"
cutoff: 2024-03-10T12:00
{state}---

JNIM carried out [three attacks]{{count="attack by:jnim in:plateau since:2024-03-01"}}, or
[about two per week]{{rate="attack by:jnim in:plateau since:2024-03-01" per=week}}.
"""
DJENNE = """\
---
key: {key}
source: radio.example
published: {published}
language: en
title: "An attack"
---

JNIM fighters attacked {place} on 9 March 2024, killing one civilian.
"""


def write(desk: Path, state: str = "") -> Path:
    path = desk / "updates" / "a.md"
    path.parent.mkdir(exist_ok=True)
    line = f"state: {state}\n" if state else ""
    path.write_text(UPDATE.format(state=line), encoding="utf-8")
    return path


def newest_state(desk: Path) -> str:
    with open_desk(desk) as opened:
        return opened.ledger.state_hash(None)


def add(desk: Path, key: str, published: str, place: str) -> None:
    note = desk.parent / f"{key}.md"
    text = DJENNE.format(key=key, published=published, place=place)
    note.write_text(text, encoding="utf-8")
    assert run(["--desk", str(desk), "add", str(note)]) == 0


def found(desk: Path, update: Path) -> list[tuple[str, str]]:
    with open_desk(desk) as opened:
        _, findings = check_newest(opened, update)
    return [(one.rule, one.found.rpartition("it held: ")[2]) for one in findings]


def test_a_pinned_state_answers_the_same_after_the_desk_has_grown(desk: Path) -> None:
    update = write(desk, newest_state(desk))
    with open_desk(desk) as opened:
        before = check_newest(opened, update)[0].findings
    add(desk, "sofara", "2024-03-10", "Sofara")
    assert run(["--desk", str(desk), "check", str(update)]) == 0
    with open_desk(desk) as opened:
        assert check_newest(opened, update)[0].findings == before


def test_a_report_after_the_cutoff_is_named_as_the_reason(desk: Path) -> None:
    assert found(desk, write(desk, newest_state(desk))) == [
        ("stale", "reported after the cutoff: event 2"),
        ("stale", "reported after the cutoff: event 2"),
    ]


def test_what_was_recorded_since_is_named_as_the_reason(desk: Path) -> None:
    update = write(desk, newest_state(desk))
    add(desk, "bankass-again", "2024-03-10", "Bandiagara")
    reasons = found(desk, update)
    assert reasons[0] == (
        "stale",
        "reported after the cutoff: event 2; recorded since: event 5",
    )


def test_merges_and_corrections_are_named_with_what_they_changed(desk: Path) -> None:
    update = write(desk, newest_state(desk))
    assert run(["--desk", str(desk), "review", "1", "merged", "--with", "4", "--why", "one"]) == 0
    assert run(["--desk", str(desk), "review", "3", "rejected", "--why", "a rumour"]) == 0
    reasons = found(desk, update)
    assert reasons[0][1] == (
        "reported after the cutoff: event 2; event 4 is merged into event 1; "
        "no longer among them: event 3 (review); corrected: event 1 (date, kind, number killed)"
    )


def test_the_command_prints_what_no_longer_holds(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    update = write(desk, newest_state(desk))
    capsys.readouterr()
    assert run(["--desk", str(desk), "check", str(update), "--newest"]) == 1
    assert "2 of 2 bound phrases no longer hold." in capsys.readouterr().out
    assert run(["--desk", str(desk), "check", str(update), "--newest", "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {one["rule"] for one in lines} == {"stale"}


def test_what_failed_before_is_no_news_and_the_status_is_nought(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    update = write(desk)
    update.write_text(
        update.read_text(encoding="utf-8").replace("three attacks", "ninety attacks"),
        encoding="utf-8",
    )
    update.write_text(
        update.read_text(encoding="utf-8").replace("about two per week", "ninety per week"),
        encoding="utf-8",
    )
    assert run(["--desk", str(desk), "check", str(update)]) == 1
    capsys.readouterr()
    assert run(["--desk", str(desk), "check", "--newest", str(update)]) == 0
    said = capsys.readouterr().out
    assert "0 of 2 bound phrases no longer hold. 2 did not hold before either" in said


def test_a_share_that_moved_names_what_came_to_its_whole(desk: Path) -> None:
    update = write(desk, newest_state(desk))
    update.write_text(
        update.read_text(encoding="utf-8").partition("JNIM")[0]
        + '[Roughly 67 percent]{share="killed:>=1" of="attack in:plateau since:2024-03-01"}.\n',
        encoding="utf-8",
    )
    assert found(desk, update) == [("stale", "reported after the cutoff: event 2")]
