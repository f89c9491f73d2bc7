"""The two clocks, as a person types them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError
from dateline.pipeline.keeping.opening import read_moment

LINE = "attack by:jnim since:2024-03-01"


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Give a function that runs a command and returns status, stdout and stderr."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = run([str(argument) for argument in arguments])
        return (status, *capsys.readouterr())

    return call


@pytest.mark.parametrize("text", ["abcdefghij", "x" * 64, "yesterday", "2023-02-30"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(CommandError, match="is no time"):
        read_moment(text, "UTC")


@pytest.mark.parametrize("clock", ["--as-of", "--as-reported"])
def test_a_wrong_clock_is_a_wrong_command(
    ask: Callable[..., Any], filled_desk: Path, clock: str
) -> None:
    status, out, err = ask("--desk", filled_desk, clock, "abcdefghij", "rate", LINE)
    assert (status, out) == (2, "")
    assert "'abcdefghij' is no time" in err


def test_a_bare_day_lasts_until_its_end_on_the_command_line_as_in_a_query(
    ask: Callable[..., Any], filled_desk: Path
) -> None:
    _, by_option, _ = ask("--desk", filled_desk, "--as-reported", "2024-03-08", "rate", LINE)
    _, by_query, _ = ask("--desk", filled_desk, "rate", f"{LINE} as-reported:2024-03-08")
    assert "over 8.0 days" in by_option
    assert by_option == by_query


def test_days_to_come_are_no_exposure(ask: Callable[..., Any], filled_desk: Path) -> None:
    _, out, _ = ask("--desk", filled_desk, "--as-reported", "2999-01-01", "rate", LINE, "--json")
    assert '"as_reported": "2999' not in out


def test_a_cutoff_that_is_no_time_is_told_with_its_update(
    ask: Callable[..., Any], desk: Path
) -> None:
    update = desk / "u.md"
    update.write_text('---\ntitle: U\ncutoff: soon\n---\n[Five]{count="attack"}.\n')
    status, _, err = ask("--desk", desk, "check", update)
    assert status == 2
    assert "`cutoff:` in the front matter of" in err
    assert "'soon' is no time" in err


def test_an_update_without_front_matter_is_checked(ask: Callable[..., Any], desk: Path) -> None:
    update = desk / "Ségou, nouvelles.md"
    update.write_text('[At least two attacks]{count="attack by:jnim"}.\n')
    status, out, _ = ask("--desk", desk, "check", update)
    assert (status, "1 of 1 bound phrases hold" in out) == (0, True)


@pytest.mark.parametrize("clock", ["--as-of", "--as-reported"])
def test_linking_anew_records_and_so_takes_no_clock(
    ask: Callable[..., Any], desk: Path, clock: str
) -> None:
    status, _, err = ask("--desk", desk, clock, "2024-03-05", "reconcile")
    assert status == 2
    assert clock in err


def test_add_says_which_events_it_founded_and_which_got_more_accounts(
    ask: Callable[..., Any], desk: Path, tmp_path: Path
) -> None:
    note = tmp_path / "more.md"
    note.write_text(
        "---\nkey: more\nsource: other.example\npublished: 2024-03-06\nlanguage: en\n---\n\n"
        "JNIM fighters ambushed an army convoy near Douentza on 4 March 2024, killing three "
        "soldiers.\n\nJNIM fighters attacked Gao on 20 February 2024, killing 9 civilians.\n",
        encoding="utf-8",
    )
    status, out, _ = ask("--desk", desk, "add", note)
    assert status == 0
    assert "founded: 5\n" in out
    assert "more accounts: 4\n" in out
