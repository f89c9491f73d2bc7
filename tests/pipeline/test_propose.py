"""Numbers that nothing binds get proposals; a saved file is checked again."""

from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.pipeline.counting.check import check_update
from dateline.pipeline.counting.propose import propose_bindings
from dateline.pipeline.counting.watch import watch_file
from dateline.pipeline.keeping.opening import open_desk

UPDATE = """\
---
title: "A test update"
cutoff: 2024-03-10T12:00
periods:
  march: 2024-03-01..2024-03-10
---

JNIM carried out [three attacks]{count="attack by:jnim in:plateau during:$march"} on the plateau.
That is about two attacks per week, and it killed at least eight people.
Some 900 villages are flooded.
"""


@pytest.fixture
def update(desk: Path) -> Path:
    path = desk / "updates" / "a.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(UPDATE, encoding="utf-8")
    return path


def test_what_the_update_asks_already_is_proposed_first(desk: Path, update: Path) -> None:
    with open_desk(desk) as opened:
        proposals = propose_bindings(check_update(opened, update))
    assert [(number.text, [one.binding for one in found][:1]) for number, found in proposals] == [
        (
            "about two attacks per week",
            ['{rate="attack by:jnim in:plateau during:$march" per=week}'],
        ),
        ("at least eight", ['{sum="attack by:jnim in:plateau during:$march" of=killed}']),
        ("Some 900", []),
    ]


def test_proposals_are_written_on_request_only(
    desk: Path, update: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", str(desk), "check", str(update), "--bind"]) == 0
    assert "“Some 900”: none found" in capsys.readouterr().out
    assert update.read_text(encoding="utf-8") == UPDATE
    assert run(["--desk", str(desk), "check", str(update), "--bind", "--write"]) == 0
    assert (
        'killed [at least eight]{sum="attack by:jnim in:plateau during:$march" of=killed} people'
        in update.read_text(encoding="utf-8")
    )
    assert run(["--desk", str(desk), "check", str(update)]) == 0


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        (
            "JNIM carried out 3 attacks in the plateau since 1 March 2024.",
            '{count="attack by:jnim in:plateau during:2024-03-01..2024-03-10"}',
        ),
        ("ISGS carried out 3 attacks in the plateau since 1 March 2024.", None),  # another actor
        ("JNIM carried out 3 attacks in Gao since 1 March 2024.", None),  # another place
        ("JNIM carried out 3 attacks in the plateau in January 2024.", None),  # other days
    ],
)
def test_a_query_right_in_number_but_wrong_in_actor_place_or_days_is_not_proposed(
    desk: Path, update: Path, sentence: str, first: str | None
) -> None:
    update.write_text(UPDATE.partition("That is")[0] + f"\n{sentence}\n", encoding="utf-8")
    with open_desk(desk) as opened:
        ((number, found),) = propose_bindings(check_update(opened, update))
    assert number.text == "3"
    assert next((one.binding for one in found), None) == first


def test_it_means_the_actor_named_last(desk: Path, update: Path) -> None:
    told = "JNIM is back on the plateau. Since 1 March 2024 it carried out 3 attacks.\n"
    update.write_text(UPDATE.partition("JNIM")[0] + told, encoding="utf-8")
    with open_desk(desk) as opened:
        ((_, found),) = propose_bindings(check_update(opened, update))
    assert found[0].binding == '{count="attack by:jnim in:plateau during:2024-03-01..2024-03-10"}'


def test_writing_without_proposing_is_refused(desk: Path, update: Path) -> None:
    assert run(["--desk", str(desk), "check", str(update), "--write"]) == 2
    assert run(["--desk", str(desk), "check", str(update), "--bind", "--fix"]) == 2


def test_words_over_several_periods_hold_where_they_hold_in_each(desk: Path) -> None:
    path = desk / "each.md"
    head = "---\ntitle: T\ncutoff: 2024-03-10T12:00\nperiods:\n"
    head += "  a: 2024-03-01..2024-03-04\n  b: 2024-03-05..2024-03-10\n---\n\n"
    body = '[{words}]{{count="attack by:jnim in:plateau" each="$a|$b"}}\n'
    path.write_text(head + body.format(words="at least one attack"), encoding="utf-8")
    with open_desk(desk) as opened:
        (finding,) = check_update(opened, path).bound
    assert finding.verdict == "holds"
    assert finding.found.startswith("$a: the ledger says 2 attacks")
    path.write_text(head + body.format(words="two attacks"), encoding="utf-8")
    with open_desk(desk) as opened:
        (finding,) = check_update(opened, path).bound
    assert (finding.verdict, "; $b: the ledger says 1 attack" in finding.found) == ("fails", True)


def test_a_file_is_looked_at_again_each_time_it_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one", encoding="utf-8")
    deeds = iter([
        lambda: None,
        lambda: path.write_text("two words", encoding="utf-8"),
        path.unlink,  # as an editor does while it saves
        lambda: path.write_text("three words now", encoding="utf-8"),
    ])  # fmt: skip
    watched = watch_file(path, wait=lambda _seconds: next(deeds)() and None)
    assert [next(watched), next(watched), next(watched)] == [0, 1, 2]
