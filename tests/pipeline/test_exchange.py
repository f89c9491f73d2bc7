"""Exports of a desk: what they hold, and what leaves in none of them."""

import csv
import json
import shutil
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.cli.run import run
from dateline.errors import CommandError, DeskError
from dateline.model.place import Place
from dateline.model.review import Review
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.opening import open_desk, read_clock
from dateline.pipeline.sharing.exchange import FORMATS, Export, export_events

HIDDEN = """
[sources."{key}.example"]
name = "{name}"
says = "an invented listener in {says} who is not named"
links = "withhold"
"""
NOTE = """\
---
key: {key}-note
source: {key}.example
url: https://{key}.example/{path}
published: 2024-03-06
language: en
title: "What {title} saw on the road that day"
---

{text} told the desk that JNIM fighters attacked {place}village near Gao on 20 February 2024,
killing 9 civilians. {quote} said so too.
"""
PARTS = ("key", "name", "says", "path", "title", "text", "place", "quote")


def export(desk: Path, form: str, query: str = "") -> tuple[Export, Path]:
    target = desk / f"out.{form}"
    with open_desk(desk) as opened:
        return export_events(opened, form, query, target), target


def readable(path: Path) -> str:
    """All that can be read in a file, packed or not."""
    payload = path.read_bytes()
    text = payload.decode("utf-8", errors="replace")
    if payload.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            text += " ".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    if payload.startswith(b"PAR1"):
        table = pq.read_table(path)
        text += str(table.to_pylist()) + str(table.schema.metadata)
    return text.casefold()


def plant(desk: Path, folder: Path, markers: dict[str, str], links: str = "withhold") -> None:
    """Give a desk a source with a marker in each of its parts."""
    file = desk / "desk.toml"
    source = HIDDEN.format(**markers).replace("withhold", links)
    file.write_text(file.read_text(encoding="utf-8") + source, encoding="utf-8")
    note = folder / f"{markers['key']}.md"
    note.write_text(NOTE.format(**markers), encoding="utf-8")
    assert run(["--desk", str(desk), "add", str(note)]) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_lists_what_open_sources_tell(desk: Path, form: str) -> None:
    done, path = export(desk, form)
    assert (done.events, done.withheld, done.undated) == (3, 0, 0)
    assert path.stat().st_size > 0
    assert not list(desk.glob(".*.partial"))


@pytest.mark.parametrize("form", FORMATS)
def test_a_query_picks_the_events(desk: Path, form: str) -> None:
    assert export(desk, form, "attack on:2024-03-04")[0].events == 1


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.from_regex(r"qz[b-df-hj-np-tv-z]{7}", fullmatch=True),
        min_size=8,
        max_size=8,
        unique=True,
    )
)
def test_no_byte_of_a_withheld_source_leaves(
    filled_desk: Path, tmp_path: Path, words: list[str]
) -> None:
    markers = dict(zip(PARTS, words, strict=True))
    folder = tmp_path / markers["key"]
    folder.mkdir(exist_ok=True)
    desk = Path(shutil.copytree(filled_desk, folder / "desk"))
    plant(desk, folder, markers)
    for form in FORMATS:
        done, path = export(desk, form)
        text = readable(path)
        assert [word for word in words if word in text] == []
        assert "locals.example" not in text
        assert "market-again" not in text
        assert "traders" not in text
        assert (form, done.events) == (form, 3)


def test_an_event_that_rests_on_withheld_material_alone_counts_and_is_not_listed(
    desk: Path, tmp_path: Path
) -> None:
    plant(desk, tmp_path, {part: f"qz{part}" for part in PARTS})
    with open_desk(desk) as opened:
        assert make_asker(opened).count("in:ML/Gao").value == 1
    for form in FORMATS:
        done, _ = export(desk, form, "in:ML/Gao")
        assert (done.events, done.withheld) == (0, 1)


def test_an_open_source_is_named_so_the_search_can_find(desk: Path, tmp_path: Path) -> None:
    plant(desk, tmp_path, {part: f"qz{part}" for part in PARTS}, links="live")
    found = {form: readable(export(desk, form)[1]) for form in FORMATS}
    assert [form for form, text in found.items() if "qzname" in text or "qzkey" in text] == [
        *FORMATS
    ]
    assert "https://qzkey.example/qzpath" in found["stix"]


def test_a_withheld_account_sets_no_field(desk: Path) -> None:
    """The open source says five were killed in Koro, the withheld one seven."""
    _, path = export(desk, "parquet", "attack on:2024-03-01")
    (row,) = pq.read_table(path).to_pylist()
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (5, 5, 5)
    assert (row["documents"], row["sources"]) == (["market"], ["radio.example"])
    assert len(row["mentions"]) == 1


def test_a_withheld_name_in_the_query_is_taken_out(desk: Path) -> None:
    for form in FORMATS:
        done, path = export(desk, form, "source:locals.example")
        assert (done.events, done.withheld) == (0, 1)
        assert "locals.example" not in readable(path)


def test_a_clinic_is_shown_as_its_second_level_in_every_format(desk: Path) -> None:
    clinic = Place(
        "Clinique Zefir", "the Zefir clinic", "desk:zefir", 14.4321, -3.5678,
        "ML/Mopti", "ML/Mopti/Djenne", "ML", 1, "clinic",
    )  # fmt: skip
    with open_desk(desk) as opened:
        review = Review(
            1, "corrected", "tester", read_clock(), corrections={"place": asdict(clinic)}
        )
        opened.ledger.append_review(review, at=read_clock())
    for form in FORMATS:
        _, path = export(desk, form)
        text = readable(path)
        assert [secret for secret in ("zefir", "14.432", "3.567") if secret in text] == []
        assert "djenne" in text
        assert export(desk, form, "on:2024-03-06 in:ML/Mopti")[0].events == 1
        assert export(desk, form, "on:2024-03-06 near:Bankass~90km")[0].withheld == 1


def test_unknown_places_and_people_are_not_named_in_a_sources_words(
    desk: Path, tmp_path: Path
) -> None:
    note = tmp_path / "gunmen.md"
    note.write_text(
        "---\nkey: gunmen\nsource: radio.example\npublished: 2024-03-08\nlanguage: en\n"
        'title: "Gunmen raid"\n---\n\nHooded bandits from Qzbandel attacked traders near Qzvillet '
        "on 7 March 2024, killing two people.\n",
        encoding="utf-8",
    )
    assert run(["--desk", str(desk), "add", str(note)]) == 0
    for form in FORMATS:
        text = readable(export(desk, form)[1])
        assert [word for word in ("qzbandel", "qzvillet", "hooded") if word in text] == []


def test_acled_rows_come_back_as_they_went(desk: Path) -> None:
    _, path = export(desk, "acled")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert run(["--desk", str(desk), "dataset", "add", "acled", str(path), "--version", "1"]) == 0
    stored = pq.read_table(desk / "datasets/acled/1/rows.parquet").to_pylist()
    manifest = json.loads((desk / "datasets/acled/1/manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows_left_out"] == 0
    told = [(row["event_id_cnty"], row["event_date"], row["fatalities"]) for row in rows]
    assert [
        (row["event_id_cnty"], row["event_date"].isoformat(), str(row["fatalities"]))
        for row in stored
    ] == sorted(told)
    assert sorted(row["event_date"] for row in rows) == ["2024-03-01", "2024-03-04", "2024-03-06"]


def test_an_export_in_acleds_shape_comes_into_another_desk_as_its_own_sheet(
    desk: Path, tmp_path: Path
) -> None:
    """What is entered again has the day, kind, place and dead that were exported."""
    from dateline.pipeline.keeping.opening import open_desk
    from dateline.pipeline.keeping.state import load_state
    from dateline.pipeline.record.sheets import bring_in, read_sheet

    _, path = export(desk, "acled")
    path = path.rename(tmp_path / "handed-over.csv")
    other = tmp_path / "other"
    other.mkdir()
    (other / "desk.toml").write_text('[desk]\nname = "Other"\n', encoding="utf-8")
    with open_desk(other, create=True) as opened:
        sheet = read_sheet(opened, path)
        assert (sheet.faults, bring_in(opened, sheet).new) == ({}, 3)
        events = load_state(opened).events
    with open_desk(desk) as opened:
        sent = load_state(opened).events
    assert sorted(
        (str(one.date_start), one.sub_event_type, one.place.admin1 if one.place else None)
        for one in events
    ) == sorted(
        (str(one.date_start), one.sub_event_type, one.place.admin1 if one.place else None)
        for one in sent
        if one.countable
    )
    assert sorted(one.killed.low or 0 for one in events) == sorted(
        one.killed.low or 0 for one in sent if one.countable
    )


def test_parquet_is_the_events_table(desk: Path) -> None:
    from dateline.model.event import EVENT_COLUMNS

    done, path = export(desk, "parquet", "attack")
    table = pq.read_table(path)
    assert table.column_names == list(EVENT_COLUMNS)
    assert table.schema.metadata[b"dateline.query"] == b"attack"
    assert table.schema.metadata[b"dateline.state"].decode() == done.state


def test_an_unknown_format_and_a_dataset_are_refused(desk: Path) -> None:
    with pytest.raises(CommandError, match="no format; there are acled, geojson"):
        export(desk, "shapefile")
    assert run(["--desk", str(desk), "export", "acled", "by:nobody", "--out", str(desk / "x")]) == 2


def test_a_failed_export_leaves_the_file_that_was_there(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = desk / "events.csv"
    target.write_text("yesterday's")

    def no_room(*_: Any) -> int:  # noqa: ANN401 - whatever it is asked to write
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", no_room)
    with open_desk(desk) as opened, pytest.raises(DeskError, match="No space left on device"):
        export_events(opened, "acled", "", target)
    assert target.read_text() == "yesterday's"


def test_the_command_says_what_it_wrote(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = desk / "events.geojson"
    assert run(["--desk", str(desk), "export", "geojson", "--out", str(target), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["format"], said["events"], said["withheld"]) == ("geojson", 3, 0)
    collection = json.loads(target.read_text(encoding="utf-8"))
    assert len(collection["features"]) == 3


PACKED = """\
---
title: "Attacks in March"
periods:
  march: "2024-03"
---

JNIM led [two]{count="attack during:$march"} attacks, [all]{share="in:ML" of="attack during:$march"}
in Mali, and the record has [three]{count="in:ML dataset:acled"}.
"""


def test_a_request_pack_holds_an_updates_queries_and_rows_of_no_dataset(desk: Path) -> None:
    row = (
        "event_id_cnty,event_date,event_type,country,location,notes\n"
        "MLI777,2024-03-05,Battles,Mali,Qzplace,qznotes\n"
    )
    (desk / "acled.csv").write_text(row, encoding="utf-8")
    assert run(["--desk", str(desk), "dataset", "add", "acled", str(desk / "acled.csv")]) == 0
    (desk / "updates").mkdir(exist_ok=True)
    update = desk / "updates/march.md"
    update.write_text(PACKED, encoding="utf-8")
    target = desk / "pack.zip"
    line = ["export", "request", "--update", str(update), "--out", str(target)]
    assert run(["--desk", str(desk), *line]) == 0
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == ["README.md", "events.csv", "queries.json"]
        facts = json.loads(archive.read("queries.json"))
        rows = archive.read("events.csv").decode("utf-8").splitlines()
    assert [(one["kind"], one["words"], one["value"]) for one in facts["queries"]] == [
        ("count", "two", 3.0),
        ("share", "all", 1.0),
        ("count", "three", 1.0),
    ]
    assert facts["queries"][2]["dataset"]["name"] == "acled"
    assert rows[1].startswith("#date+occurred")
    assert len(rows) == 2 + 3
    text = readable(target)
    assert [word for word in ("mli777", "qzplace", "qznotes") if word in text] == []
    first = target.read_bytes()
    assert run(["--desk", str(desk), *line]) == 0
    assert target.read_bytes() == first
