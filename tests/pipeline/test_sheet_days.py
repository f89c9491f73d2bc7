"""Days in a desk's own sheet: in words, and in figures as the column's other days tell."""

from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.record.days import find_order, read_days
from dateline.pipeline.record.sheets import read_sheet


def write(folder: Path, *days: str) -> Path:
    path = folder / "days.csv"
    rows = "".join(f'{at},{day},"14.07, -3.08",ambush\n' for at, day in enumerate(days, 1))
    path.write_text(f"SIGACT,Date,Coordinates,Type\n{rows}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    ["2023-12-09", "9 Dec 2023", "9 December 2023", "09-Dec-2023", "December 9, 2023",
     "9 décembre 2023", "9 Aralık 2023", "9 ديسمبر 2023", "9.12.2023"],
)  # fmt: skip
def test_a_day_is_read_however_a_desk_writes_it(text: str) -> None:
    assert read_days(text)[0].isoformat() == "2023-12-09"


@pytest.mark.parametrize("text", ["Dec 2023", "9 Dec", "not a day", "31/31/2023", "about 2023"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CommandError, match="is no date"):
        read_days(text)


@pytest.mark.parametrize(
    ("days", "read", "said"),
    [
        (("08/12/2023", "13/12/2023"), ["2023-12-08", "2023-12-13"],
         "days in figures are read with the day before the month, as 13/12/2023 shows"),
        (("08/12/2023", "12/13/2023"), ["2023-08-12", "2023-12-13"],
         "days in figures are read with the month before the day, as 12/13/2023 shows"),
    ],
)  # fmt: skip
def test_a_figure_above_12_tells_the_order_of_a_column(
    bare_desk: Path, tmp_path: Path, days: tuple[str, ...], read: list[str], said: str
) -> None:
    with open_desk(bare_desk, create=True) as opened:
        sheet = read_sheet(opened, write(tmp_path, *days))
    assert [str(entry.mention.date_start) for entry in sheet.entries.values()] == read
    assert sheet.taken == (said, "ambush is taken as Armed clash, in 2 rows")


@pytest.mark.parametrize(
    "days", [("08/12/2023", "2023-12-13"), ("08/12/2023", "13/12/2023", "12/13/2023")]
)
def test_days_that_nothing_tells_are_asked_about(
    bare_desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], days: tuple[str, ...]
) -> None:
    path = str(write(tmp_path, *days))
    words = ["--desk", str(bare_desk), "import", "events", path, "--yes"]
    assert run(words) == 2
    told = capsys.readouterr().err
    assert "08/12/2023 that may be read in two ways" in told
    assert "Say --dates day-first or --dates month-first." in told
    assert run([*words, "--dates", "month-first"]) == 0
    out, err = capsys.readouterr()
    assert "days in figures are read with the month before the day, as you say" in err
    assert "line 2: 2023-08-12, Armed clash" in err
    assert out


def test_days_that_can_be_read_in_one_way_need_no_word() -> None:
    assert find_order(["2023-12-13", "05/05/2023", "4.7.2023", "9 Dec 2023"]) == ("day-first", "")
