"""Asking a dataset with the query line that asks the ledger."""

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dateline.cli.run import run
from dateline.errors import CommandError, QueryError
from dateline.pipeline.counting.count import Asker, make_asker
from dateline.pipeline.counting.datasets import add_dataset, open_folder
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.record.entries import enter_event
from dateline.pipeline.sharing.matching import match_dataset
from dateline.pipeline.sharing.touched import diff_datasets

FILTERS = """
[definitions.attack.ucdp-ged]
type_of_violence = [1, 3]

[definitions.attack.acled]
event_type = ["Battles", "Violence against civilians"]
"""
HEAD = (
    "id,type_of_violence,country,adm_1,where_prec,latitude,longitude,side_a,side_b,"
    "date_prec,date_start,date_end,low,best,high"
)
GED = (
    "1,1,Mali,Mopti region,1,14.07,-3.08,Government of Mali,JNIM,1,2023-07-04,2023-07-04,2,3,4",
    "2,3,Mali,Mopti region,1,14.07,-3.08,JNIM,Civilians,1,2023-07-04,2023-07-04,1,1,1",
    "3,2,Mali,Mopti region,1,14.07,-3.08,JNIM,IS,1,2023-07-05,2023-07-05,1,1,1",
    "4,1,Mali,,6,17.0,-2.0,Government of Mali,JNIM,1,2023-07-06,2023-07-06,0,0,0",
    "5,1,Mali,Gao region,1,16.27,-0.04,Government of Mali,IS,1,2023-07-07,2023-07-07,5,5,5",
    "6,1,Mali,Mopti region,1,14.07,-3.08,Government of Mali,JNIM,4,2023-07-20,2023-08-19,2,2,2",
)
ACLED = (
    "event_id_cnty,event_date,event_type,sub_event_type,country,admin1,actor1,fatalities\n"
    "MLI1,2023-07-04,Battles,Armed clash,Mali,Mopti,JNIM,0\n"
    "MLI2,2023-07-05,Battles,Armed clash,Mali,Mopti,JNIM,3\n"
    "MLI3,2023-07-06,Protests,Peaceful protest,Mali,Mopti,Protesters,0\n"
)


@pytest.fixture
def dated_desk(bare_desk: Path) -> Path:
    settings = bare_desk / "desk.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + FILTERS, encoding="utf-8")
    for name, text in (("ucdp-ged", "\n".join((HEAD, *GED)) + "\n"), ("acled", ACLED)):
        path = bare_desk / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        add_dataset(open_folder(bare_desk), name, path, version="1")
    return bare_desk


Ask = Callable[[Callable[[Asker], object]], object]


@pytest.fixture
def ask(dated_desk: Path) -> Ask:
    def call(question: Callable[[Asker], object]) -> object:
        with open_desk(dated_desk, create=True) as opened:
            return question(make_asker(opened))

    return call


def count(ask: Ask, line: str) -> tuple[float | None, int]:
    found = ask(lambda asker: asker.count(line))
    return found.value, found.possible  # type: ignore[attr-defined]


def test_rows_are_counted_one_by_one_with_what_may_fall_inside(ask: Ask) -> None:
    """Row 4 is known to the country only, row 6 to a month that ends in August."""
    assert count(ask, "attack in:ML/Mopti during:2023-07 dataset:ucdp-ged") == (2, 2)


def test_the_version_is_the_clock_so_the_desks_cutoff_hides_no_row(ask: Ask) -> None:
    assert count(ask, "attack in:ML dataset:ucdp-ged") == (5, 0)


def test_sides_are_asked_as_parties(ask: Ask) -> None:
    assert count(ask, "party:jnim in:ML during:2023-07-01..2023-07-06 dataset:ucdp-ged") == (4, 0)


def test_a_definition_filters_on_the_datasets_own_columns(ask: Ask) -> None:
    assert count(ask, "attack in:ML/Mopti dataset:acled") == (2, 0)


def test_a_nought_of_acled_is_not_stated(ask: Ask) -> None:
    assert count(ask, "killed:>=1 dataset:acled") == (1, 0)
    assert count(ask, "killed:0 dataset:acled") == (0, 0)


def test_an_estimate_names_the_snapshot_and_no_row(ask: Ask) -> None:
    found = ask(lambda asker: asker.count("attack dataset:acled"))
    assert found.events == ()  # type: ignore[attr-defined]
    assert "acled 1, taken 20" in found.method  # type: ignore[attr-defined]
    points = ask(lambda asker: asker.series("attack during:2023-07 dataset:acled", "month"))
    assert [(point.count, point.events) for point in points] == [(2, ())]  # type: ignore[attr-defined]


def test_what_a_dataset_does_not_say_is_refused(ask: Ask) -> None:
    with pytest.raises(QueryError, match="does not say weapons"):
        count(ask, "weapon:ied dataset:ucdp-ged")
    with pytest.raises(QueryError, match="does not say who attacked whom"):
        count(ask, "by:jnim dataset:ucdp-ged")
    with pytest.raises(QueryError, match="does not say sub event type"):
        count(ask, 'subtype:"Armed clash" dataset:ucdp-ged')
    with pytest.raises(QueryError, match="this file has no latitude"):
        count(ask, "near:Koro dataset:acled")


def test_two_codings_are_never_compared(ask: Ask) -> None:
    with pytest.raises(CommandError, match="never compared"):
        ask(lambda asker: asker.compare("attack", "attack dataset:ucdp-ged", "month"))
    with pytest.raises(CommandError, match="never compared"):
        ask(lambda asker: asker.share("attack dataset:acled", "attack dataset:ucdp-ged"))


def test_rows_are_not_listed_as_events(dated_desk: Path) -> None:
    assert run(["--desk", str(dated_desk), "count", "attack dataset:acled"]) == 2  # no ledger yet
    with open_desk(dated_desk, create=True):
        pass
    assert run(["--desk", str(dated_desk), "count", "attack dataset:acled"]) == 0
    assert run(["--desk", str(dated_desk), "events", "attack dataset:acled"]) == 2


def test_a_months_attacks_in_mopti_are_those_a_plain_count_finds(
    bare_desk: Path, shared: Path
) -> None:
    settings = bare_desk / "desk.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + FILTERS, encoding="utf-8")
    file = shared / "data/ucdp/ged.parquet"
    add_dataset(open_folder(bare_desk), "ucdp-ged", file, version="24.1")
    plain = (
        duckdb.connect()
        .execute(
            f"SELECT count(*) FROM read_parquet('{file}') WHERE adm_1 = 'Mopti region' "  # noqa: S608 - our own path
            "AND country = 'Mali' AND type_of_violence IN (1, 3) "
            "AND date_start >= '2023-07-01' AND date_end <= '2023-07-31'"
        )
        .fetchone()
    )
    with open_desk(bare_desk, create=True) as opened:
        found = make_asker(opened).count("attack in:ML/Mopti during:2023-07 dataset:ucdp-ged")
    assert (found.value, plain) == (11, (11,))


def test_asking_the_ledger_loads_no_dataset(desk: Path) -> None:
    sys.modules.pop("dateline.datasets.events", None)
    with open_desk(desk) as opened:
        make_asker(opened).count("attack")
    assert "dateline.datasets.events" not in sys.modules


UPDATE = """\
---
title: "Fighting in Mopti"
---

Fighters killed [five]{sum="in:ML/Mopti during:2023-07-01..2023-07-05 dataset:ucdp-ged" of=killed}
people in [three]{count="in:ML/Mopti during:2023-07-01..2023-07-05 dataset:ucdp-ged"} events;
the first issue had [three]{count="in:ML/Mopti during:2023-07-01..2023-07-05 dataset:ucdp-ged@1"},
and [one]{count="in:ML/Gao dataset:ucdp-ged"} lay in Gao.
"""


def test_a_diff_says_which_published_numbers_it_moves(
    dated_desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Row 2 is gone and row 1 has its dead; the sum, Gao and the pinned query do not move."""
    newer = dated_desk / "newer.csv"
    rows = [GED[0].replace("2,3,4", "3,4,5"), *GED[2:]]
    newer.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    add_dataset(open_folder(dated_desk), "ucdp-ged", newer, version="2")
    (dated_desk / "updates").mkdir()
    (dated_desk / "updates/mopti.md").write_text(UPDATE, encoding="utf-8")
    with open_desk(dated_desk, create=True):
        pass
    found = diff_datasets(open_folder(dated_desk), "ucdp-ged@1", "ucdp-ged@2")
    assert (found.added, found.changed, found.deleted) == (0, 1, 1)
    assert [
        (one.update, one.text, one.before, one.after, one.verdict_before, one.verdict_after)
        for one in found.touched
    ] == [("mopti.md", "three", 3, 2, "holds", "fails")]
    (dated_desk / "updates/broken.md").write_bytes(b"\xff\xfe dataset:ucdp-ged")
    line = ["--desk", str(dated_desk), "dataset", "diff", "ucdp-ged@1", "ucdp-ged@2"]
    assert run(line) == 0
    said = capsys.readouterr()
    assert "mopti.md: “three” was 3, is 2; holds, now fails." in said.out
    assert "broken.md: This text could not be read, so its numbers are not compared" in said.err


def test_a_query_limits_both_lists_that_are_matched(dated_desk: Path) -> None:
    koro = {"date": "2023-07-04", "type": "Attack", "place": "Koro", "killed": "1"}
    gao = {"date": "2023-07-07", "type": "Armed clash", "place": "Gao", "killed": "5"}
    with open_desk(dated_desk, create=True) as opened:
        enter_event(opened, {**koro, "by": "JNIM", "against": "civilians"}, by="Aminata")
        enter_event(opened, {**gao, "by": "Malian army"}, by="Aminata")
        whole = match_dataset(opened, "ucdp-ged")
        limited = match_dataset(opened, "ucdp-ged", "in:ML/Mopti")
    assert {one.theirs for one in whole.matches if one.theirs} == {1, 2, 3, 4, 5}
    assert {one.ours for one in whole.matches if one.ours} == {1, 2}
    assert {one.theirs for one in limited.matches if one.theirs} == {1, 2, 3}
    assert {one.ours for one in limited.matches if one.ours} == {1}


def test_what_lies_in_both_lists_is_said_with_its_reasons(dated_desk: Path) -> None:
    koro = {"date": "2023-07-04", "type": "Attack", "place": "Koro", "killed": "3", "by": "JNIM"}
    far = {"date": "2023-07-04", "type": "Attack", "place": "Kayes", "killed": "3"}
    with open_desk(dated_desk, create=True) as opened:
        enter_event(opened, koro, by="Aminata")
        enter_event(opened, far, by="Aminata")
        found = match_dataset(opened, "ucdp-ged")
    koro_match, kayes = (one for one in found.matches if one.ours)
    assert (koro_match.lists, koro_match.theirs) == ("both", 1)
    assert "both on 2023-07-04" in koro_match.why
    assert kayes.lists == "ours"
    assert {one.lists for one in found.matches if one.ours is None} == {"theirs"}


def test_an_army_is_a_side_with_the_government_that_a_dataset_names(dated_desk: Path) -> None:
    gao = {"date": "2023-07-07", "type": "Armed clash", "place": "Gao", "killed": "5"}
    with open_desk(dated_desk, create=True) as opened:
        enter_event(opened, {**gao, "by": "Malian army", "against": "JNIM"}, by="Aminata")
        (found,) = (one for one in match_dataset(opened, "ucdp-ged").matches if one.ours)
    assert (found.lists, found.theirs) == ("both", 5)
    assert "jnim, mali-army and islamic-state, mali-government (+0.3)" in found.why


def test_a_vague_row_lies_nowhere_because_another_without_a_region_has_a_point(
    dated_desk: Path,
) -> None:
    """Row 7 has a point in Koro and no region; row 8 is known to the country alone."""
    file = dated_desk / "vague.csv"
    rows = [
        "7,1,Mali,,1,14.07,-3.08,Government of Mali,JNIM,1,2024-01-04,2024-01-04,1,1,1",
        "8,1,Mali,,6,17.0,-4.0,Government of Mali,JNIM,1,2024-01-05,2024-01-05,1,1,1",
    ]
    file.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    add_dataset(open_folder(dated_desk), "ucdp-ged", file, version="vague")
    with open_desk(dated_desk, create=True) as opened:
        found = make_asker(opened).count("in:ML/Mopti dataset:ucdp-ged@vague")
    assert (found.value, found.possible) == (1, 1)
