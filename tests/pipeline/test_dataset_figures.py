"""Figures over a dataset: counts alone, credited, and no row of it anywhere."""

import json
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.pipeline.counting.datasets import add_dataset, open_folder
from dateline.pipeline.demo import make_desk

ACLED = (
    "event_id_cnty,event_date,event_type,sub_event_type,country,admin1,actor1,notes,fatalities\n"
    "MLI1,2023-07-04,Battles,Armed clash,Mali,Mopti,JNIM,Marker words,0\n"
    "MLI2,2023-07-05,Battles,Armed clash,Mali,Mopti,JNIM,Marker words,3\n"
    "MLI3,2023-07-06,Protests,Peaceful protest,Mali,Segou,Protesters,Marker words,0\n"
)
HEAD = "---\ntitle: Counts of others\ncutoff: 2023-08-01T00:00\npublished: 2023-08-01\n---\n\n"


@pytest.fixture
def desk(bare_desk: Path) -> Path:
    make_desk(bare_desk)
    path = bare_desk / "acled.csv"
    path.write_text(ACLED, encoding="utf-8")
    add_dataset(open_folder(bare_desk), "acled", path, version="1")
    (bare_desk / "updates").mkdir(exist_ok=True)
    return bare_desk


def publish(desk: Path, block: str) -> int:
    update = desk / "updates" / "u.md"
    update.write_text(f"{HEAD}Calm.\n\n::: {{{block}}}\nA finding\n:::\n", encoding="utf-8")
    return run(["--desk", str(desk), "publish", str(update), "--to", "html"])


def test_bars_over_a_dataset_give_counts_and_name_it(desk: Path) -> None:
    assert publish(desk, '.bars query="in:ML during:2023-07 dataset:acled" per=month') == 0
    data = (desk / "out" / "u-figures" / "figure-1.csv").read_text("utf-8").splitlines()
    assert data == ["month_start,month_end,days_covered,events", "2023-07-01,2023-07-31,31,3"]
    page = (desk / "out" / "u.html").read_text("utf-8")
    assert "acled 1, " in page
    for hidden in ("MLI1", "Marker words"):
        assert hidden not in page


def test_shares_and_areas_of_a_dataset_count_its_units(desk: Path) -> None:
    assert publish(desk, '.choropleth query="in:ML during:2023-07 dataset:acled"') == 0
    data = (desk / "out" / "u-figures" / "figure-1.csv").read_text("utf-8").splitlines()
    assert data == ["admin1,name,events", "ML/Mopti,Mopti,2", "ML/Segou,Segou,1"]
    assert publish(desk, '.shares query="in:ML during:2023-07 dataset:acled" by=type') == 0


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('.map query="in:ML dataset:acled"', "over a dataset only choropleth, bars, shares"),
        ('.bars query="in:ML dataset:acled" colour=against', "does not say who began an event"),
        ('.bars query="in:BF dataset:acled"', "matches no row of the dataset"),
    ],
)
def test_what_a_dataset_cannot_show_is_refused(
    desk: Path, capsys: pytest.CaptureFixture[str], block: str, said: str
) -> None:
    assert publish(desk, block) != 0
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_frozen_figure_over_a_dataset_rests_on_no_event_of_the_desk(
    desk: Path, notes: Path
) -> None:
    assert run(["--desk", str(desk), "add", str(notes)]) == 0
    assert publish(desk, '.bars query="in:ML during:2023-07 dataset:acled" per=month') == 0
    update = str(desk / "updates" / "u.md")
    for role, name in (("author", "Awa"), ("editor", "Ben")):
        assert run(["--desk", str(desk), "sign", update, "--role", role, "--by", name]) == 0
    assert run(["--desk", str(desk), "freeze", update]) == 0
    (tree,) = desk.glob("editions/*/record/tree.json")
    (figure,) = json.loads(tree.read_text("utf-8"))["figures"]
    assert figure["events"] == []
    assert (figure["dataset"]["name"], figure["dataset"]["version"]) == ("acled", "1")
    text = json.loads((tree.parent / "text.json").read_text("utf-8"))
    assert text["events"] in ([], {})
