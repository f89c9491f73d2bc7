"""ACLED's licence lets no row leave: every way out is opened, and every byte of it read."""

import io
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dateline.cli.run import run
from dateline.pipeline.sharing.exchange import FORMATS
from dateline.publish.kinds import FIGURE_KINDS

FILTER = """
[definitions.attack.acled]
event_type = ["Battles"]
"""
HEAD = (
    "event_id_cnty,event_date,event_type,sub_event_type,country,admin1,location,latitude,"
    "longitude,geo_precision,actor1,actor2,source,notes,fatalities,timestamp\n"
)
# Words that stand in rows alone; actors' names and units are what aggregates are by.
SECRETS = ("mli8080", "qzlocation", "qzsource", "qznotes", "14.0717", "-3.0717", "1700000717")
ROWS = "".join(
    f"MLI8080{n},2024-03-0{n + 1},Battles,Armed clash,Mali,Mopti,Qzlocation,14.0717,-3.0717,1,"
    f"JNIM,Military Forces of Mali,Qzsource,Qznotes told by a neighbour,{n},1700000717\n"
    for n in range(4)
)
LINE = "attack in:ML during:2024-03 dataset:acled"
UPDATE = f"""\
---
title: "The record of March"
published: 2024-03-20
---

The record has [four]{{count="{LINE}"}} attacks, [twelve]{{sum="{LINE}" of=killed}} dead.
"""


@pytest.fixture
def desk_with_rows(desk: Path) -> Path:
    settings = desk / "desk.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + FILTER, encoding="utf-8")
    for version, rows in (("1", ROWS), ("2", ROWS.replace(",3,17", ",9,17"))):
        path = desk.parent / f"acled-{version}.csv"
        path.write_text(HEAD + rows, encoding="utf-8")
        line = ["dataset", "add", "acled", str(path), "--version", version]
        assert run(["--desk", str(desk), *line]) == 0
    (desk / "updates").mkdir(exist_ok=True)
    (desk / "updates/march.md").write_text(UPDATE, encoding="utf-8")
    return desk


def readable(payload: bytes) -> str:
    """All that can be read in a file, packed or not."""
    text = payload.decode("utf-8", errors="replace")
    if payload.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            text += " ".join(readable(archive.read(name)) for name in archive.namelist())
    elif payload.startswith(b"PAR1"):
        text += str(pq.read_table(io.BytesIO(payload)).to_pylist())
    return text.casefold()


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text.casefold()]


COMMANDS = (
    ["count", LINE],
    ["rate", LINE, "--per", "week"],
    ["share", "killed:>=2 dataset:acled", "--of", LINE],
    ["series", LINE, "--per", "week"],
    ["compare", LINE, "--before", "2024-02", "--after", "2024-03"],
    ["events", LINE],
    ["mentions", LINE],
    ["documents", LINE],
    ["whatsnew", "2024-03-01"],
    ["dataset", "list"],
    ["dataset", "diff", "acled@1", "acled@2"],
    ["dataset", "match", "acled"],
    ["dataset", "match", "acled", "attack in:ML"],
    ["audit", "updates/march.md", "--against", "acled"],
    ["check", "updates/march.md"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
@pytest.mark.parametrize("as_json", [True, False])
def test_no_command_prints_a_row(
    desk_with_rows: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    command: list[str],
    as_json: bool,
) -> None:
    monkeypatch.chdir(desk_with_rows)
    run(["--desk", str(desk_with_rows), *command, *(["--json"] if as_json else [])])
    printed = capsys.readouterr()
    assert secrets_in(printed.out + printed.err) == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_export_holds_a_row(desk_with_rows: Path, form: str) -> None:
    for line in ("", "in:ML"):
        target = desk_with_rows.parent / f"out.{form}"
        assert run(["--desk", str(desk_with_rows), "export", form, line, "--out", str(target)]) == 0
        assert secrets_in(readable(target.read_bytes())) == []
    asked = ["export", form, LINE, "--out", str(desk_with_rows.parent / "rows")]
    status = run(["--desk", str(desk_with_rows), *asked])
    assert status == (0 if form == "request" else 2)
    if form == "request":
        assert secrets_in(readable((desk_with_rows.parent / "rows").read_bytes())) == []


def test_no_published_file_holds_a_row(desk_with_rows: Path) -> None:
    update = desk_with_rows / "updates/march.md"
    assert run(["--desk", str(desk_with_rows), "publish", str(update), "--to", "html,email"]) == 0
    files = [path for path in (desk_with_rows / "out").rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if secrets_in(readable(path.read_bytes()))] == []


PERIODS = 'from="2024-02" to="2024-03"'
# What a figure of each kind is given besides its query; an image asks nothing.
GIVEN = {"pair": PERIODS, "dumbbell": f'{PERIODS} by="admin1"', "city": 'centre="Mopti"'}


@pytest.mark.parametrize("kind", [kind for kind in FIGURE_KINDS if kind != "image"])
def test_a_figure_of_a_dataset_holds_aggregates_or_is_refused(
    desk_with_rows: Path, kind: str
) -> None:
    update = desk_with_rows / "updates/figure.md"
    given = GIVEN.get(kind, "")
    block = f'::: {{.{kind} #fig query="{LINE}" credit="ACLED" {given}}}\nThe record\n:::\n'
    update.write_text(UPDATE + "\n" + block, encoding="utf-8")
    run(["--desk", str(desk_with_rows), "publish", str(update), "--to", "html"])
    files = [path for path in (desk_with_rows / "out").rglob("*") if path.is_file()]
    assert [path.name for path in files if secrets_in(readable(path.read_bytes()))] == []


def test_no_standing_names_where_a_row_lies(
    desk_with_rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    update = desk_with_rows / "updates/standing.md"
    bound = f'The most attacked place is [Qzelsewhere]{{rank="{LINE}" by=place place=1}}.\n'
    update.write_text(UPDATE.partition("The record has")[0] + bound, encoding="utf-8")
    run(["--desk", str(desk_with_rows), "check", str(update), "--json"])
    printed = capsys.readouterr()
    assert secrets_in(printed.out + printed.err) == []
