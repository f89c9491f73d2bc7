"""The commands, as a person or a program types them."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_the_version_is_printed_without_loading_anything_heavy() -> None:
    code = (
        "import sys; sys.argv = ['dateline', '--version']\n"
        "from dateline.__main__ import main; main()\n"
        "heavy = {'typer', 'rich', 'numpy', 'sqlalchemy', 'duckdb'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "dateline 0.1.0\n")


def test_every_command_teaches_by_its_help(dateline: Run) -> None:
    said = dateline("--help")
    assert said.status == 0
    for command in (
        "init", "demo", "add", "read", "extract", "documents", "mentions", "events", "event",
        "reconcile", "count", "rate", "share", "check", "publish", "audit", "assess", "verify",
        "gazetteer",
    ):  # fmt: skip
        assert command in said.out
        assert dateline(command, "--help").status == 0


def test_init_makes_a_desk_and_again_leaves_it_as_it_is(dateline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert dateline("init", folder).status == 0
    (folder / "desk.toml").write_text('[desk]\nname = "mine"\n', encoding="utf-8")
    again = dateline("init", folder)
    assert again.status == 0
    assert "The desk mine stands in" in again.out
    assert "already, with 0 documents and 0 updates; nothing was changed" in " ".join(
        again.out.split()
    )
    assert (folder / "desk.toml").read_text(encoding="utf-8") == '[desk]\nname = "mine"\n'


def test_adding_again_changes_nothing(dateline: Run, desk: Path, notes: Path) -> None:
    before = dateline("--desk", desk, "verify", "--json").records[0]
    said = dateline("--desk", desk, "add", notes, "--json")
    assert said.status == 0
    assert (said.records[0]["captures"], said.records[0]["known"]) == (0, 5)
    assert dateline("--desk", desk, "verify", "--json").records[0] == before


def test_events_are_listed_with_the_keys_of_the_contract(dateline: Run, desk: Path) -> None:
    events = dateline("--desk", desk, "events", "--json").records
    assert sorted(event["place"]["name"] for event in events) == ["Bankass", "Douentza", "Koro"]
    assert set(events[0]) >= {
        "id", "event_type", "sub_event_type", "date_start", "date_end", "time_precision", "place",
        "actors", "tolls", "killed", "status", "review", "mentions", "documents", "sources",
        "reported_at", "recorded_at", "revision",
    }  # fmt: skip


def test_two_reports_of_one_attack_are_one_event_with_both_tolls(dateline: Run, desk: Path) -> None:
    koro = [
        event
        for event in dateline("--desk", desk, "events", "--json").records
        if event["place"]["name"] == "Koro"
    ]
    assert [sorted(event["documents"]) for event in koro] == [["market", "market-again"]]
    assert (koro[0]["killed"]["low"], koro[0]["killed"]["high"]) == (5, 7)


def test_a_mention_has_the_words_of_every_field(dateline: Run, desk: Path) -> None:
    documents = {
        item["id"]: item for item in dateline("--desk", desk, "documents", "--json").records
    }
    mentions = dateline("--desk", desk, "mentions", "--document", "road", "--json").records
    assert [mention["sub_event_type"] for mention in mentions] == ["Armed clash"]
    assert mentions[0]["killed"] == {"low": 3, "high": 3}
    fields = {span["field"] for span in mentions[0]["spans"]}
    assert {"place", "perpetrator", "date"} <= {name.split(".")[0] for name in fields}
    assert "road" in documents


def test_the_publication_clock_takes_back_what_was_told_later(dateline: Run, desk: Path) -> None:
    by_cutoff = dateline("--desk", desk, "count", "attack by:jnim", "--json").records[0]
    later = dateline(
        "--desk", desk, "--as-reported", "2024-04-01", "count", "attack by:jnim", "--json"
    ).records[0]
    assert (by_cutoff["value"], later["value"]) == (3.0, 4.0)


def test_the_recorded_clock_knows_nothing_before_the_desk_did(dateline: Run, desk: Path) -> None:
    said = dateline("--desk", desk, "--as-of", "2024-03-09", "events", "--json")
    assert (said.status, said.out) == (0, "")


def test_a_rate_has_its_interval_exposure_and_events(dateline: Run, desk: Path) -> None:
    line = "attack by:jnim in:plateau since:2024-03-01"
    rate = dateline("--desk", desk, "rate", line, "--per", "week", "--json").records[0]
    assert (rate["n"], rate["exposure"]) == (3, 9.5)
    assert round(rate["value"], 3) == round(3 / 9.5 * 7, 3)
    assert rate["low"] < rate["value"] < rate["high"]
    assert len(rate["events"]) == 3
    assert len(rate["state"]) == 64


def test_a_series_marks_the_week_that_is_still_filling(dateline: Run, desk: Path) -> None:
    line = "attack by:jnim in:plateau since:2024-03-01"
    points = dateline("--desk", desk, "series", line, "--json").records
    assert [(point["start"], point["count"], point["complete"]) for point in points] == [
        ("2024-03-01", 3, True),
        ("2024-03-08", 0, False),
    ]


def test_a_series_is_a_chart_on_the_terminal_and_a_table_for_a_spreadsheet(
    dateline: Run, desk: Path
) -> None:
    line = "attack by:jnim in:plateau since:2024-03-01"
    said = dateline("--desk", desk, "series", line)
    assert said.out.splitlines()[0].startswith("2024-03-01     3  ████")
    assert said.out.splitlines()[1].endswith("2.5 of 7 days  still filling")
    assert "How late reports come is unknown here" in said.err
    table = dateline("--desk", desk, "series", line, "--csv").out.splitlines()
    assert table[0] == "start,end,count,events,complete,filled,expected,low,high,covered"
    assert table[2] == "2024-03-08,2024-03-14,0,,False,,,,,2.5"


def test_totals_over_unequal_periods_show_both_exposures_and_the_ratio_of_rates(
    dateline: Run, desk: Path
) -> None:
    periods = ("--from", "2024-02-01..2024-02-29", "--to", "2024-03-01..2024-03-07")
    said = dateline("--desk", desk, "compare", "attack by:jnim", *periods, "--per", "total").out
    first, second = said.splitlines()[:2]
    assert "over 29.0 days   attack by:jnim during:2024-02-01..2024-02-29" in first
    assert "3 attacks, over 7.0 days   attack by:jnim during:2024-03-01..2024-03-07" in second


def test_two_queries_without_days_are_compared_by_their_totals(dateline: Run, desk: Path) -> None:
    said = dateline("--desk", desk, "compare", "attack", "--with", "attack by:jnim").out
    assert "1 ratio of attacks" in said
    assert "within chance: no difference would fit the counts" in said


def test_what_is_new_since_a_day_comes_with_its_query(dateline: Run, desk: Path) -> None:
    said = dateline("--desk", desk, "whatsnew", "--since", "2024-03-01")
    assert said.status == 0
    assert said.out.startswith("New since 2024-03-01 23:59, up to 2024-03-10:")
    news = dateline("--desk", desk, "whatsnew", "--since", "2024-03-01", "--json").records
    assert {"kind", "says", "query", "events", "p", "band4", "band52"} <= set(news[0])
    for one in news:
        found = dateline("--desk", desk, "events", one["query"], "--json").records
        assert {event["id"] for event in found} >= set(one["events"])


def test_since_when_must_be_a_time_or_an_edition(dateline: Run, desk: Path) -> None:
    said = dateline("--desk", desk, "whatsnew", "--since", "lately")
    assert said.status == 2
    assert "neither a day nor an update" in said.err
    said = dateline("--desk", desk, "whatsnew", "--since", "2031-01-01")
    assert said.status == 2
    assert "lies after the cutoff" in said.err


def test_an_interval_carries_what_is_unsure_about_merging(dateline: Run, desk: Path) -> None:
    line = ("--desk", desk, "count", "attack by:jnim", "--json", "--draws", "20")
    found = dateline(*line).records[0]
    assert (found["value"], found["level"]) == (3.0, 0.95)
    assert found["low"] <= 3.0 <= found["high"]
    assert "20 draws of merges and dates" in found["method"]


def test_documents_and_mentions_take_a_query(dateline: Run, desk: Path) -> None:
    events = dateline("--desk", desk, "events", "in:Koro", "--json").records
    documents = dateline("--desk", desk, "documents", "in:Koro", "--json").records
    assert sorted(one["id"] for one in documents) == sorted(events[0]["documents"])
    mentions = dateline("--desk", desk, "mentions", "in:Koro", "--json").records
    assert [one["id"] for one in mentions] == events[0]["mentions"]
    assert dateline("--desk", desk, "mentions", "by:nobody-at-all").status == 2


def test_a_weapon_nobody_knows_is_a_slip(dateline: Run, desk: Path) -> None:
    said = dateline("--desk", desk, "count", "weapon:drome")
    assert said.status == 2
    assert "No weapon is known as “drome”. Did you mean drone" in said.err


def test_what_will_be_recorded_is_not_known(dateline: Run, desk: Path) -> None:
    for line in (
        ("--as-of", "2099-01-01", "count", "attack"),
        ("count", "attack as-of:2099-01-01"),
    ):
        said = dateline("--desk", desk, *line)
        assert said.status == 2
        assert "lies in the future" in said.err


def test_a_group_s_members_belong_for_a_time(dateline: Run, desk: Path) -> None:
    with (desk / "desk.toml").open("a", encoding="utf-8") as file:
        file.write('\n[groups.mine]\nactors = ["jnim@2017..2023"]\n')
    counts = [
        dateline("--desk", desk, "count", line, "--json").records[0]["n"]
        for line in ("attack by:@mine", "attack by:jnim since:2024-03-01")
    ]
    assert counts == [3, 3]
    said = dateline("--desk", desk, "count", "attack by:@mine since:2024-03-01")
    assert said.status == 2
    assert "No actor or group is known as “@mine”" in said.err


def test_a_shell_completes_keys_and_values(desk: Path) -> None:
    from dateline.pipeline.counting.completion import complete_line

    assert complete_line(desk, "attack by:jni") == ["attack by:jnim"]
    assert complete_line(desk, "attack in:plat") == ["attack in:plateau"]
    assert "attack weapon:drone" in complete_line(desk, "attack weapon:dr")
    assert complete_line(desk / "nowhere", "attack by:jni") == []


def test_estimates_are_rows_for_a_spreadsheet(dateline: Run, desk: Path) -> None:
    table = dateline("--desk", desk, "count", "attack by:jnim", "--csv").out.splitlines()
    assert table[0].startswith("value,low,high,level,n,exposure,unit,method,query")
    assert table[1].startswith("3.0,3.0,3.0,1.0,3,")


def test_a_rise_from_days_that_no_source_covers_is_unclear(dateline: Run, desk: Path) -> None:
    said = dateline(
        "--desk", desk, "compare", "attack", "--from", "2023-03", "--to", "2024-03", "--per", "day"
    )
    assert "unclear: coverage changed" in said.out
    assert "sources active: 0 before" in said.out


def test_a_place_in_a_query_is_looked_for_where_the_desk_works(dateline: Run, desk: Path) -> None:
    for line, found in (("in:Koro", ["Koro"]), ("near:Koro", ["Koro"]), ("in:Niger", [])):
        events = dateline("--desk", desk, "events", line, "--json").records
        assert [event["place"]["name"] for event in events] == found


def test_a_share_is_part_of_its_whole(dateline: Run, desk: Path) -> None:
    share = dateline(
        "--desk", desk, "share", "against:@civilians", "--of", "attack by:jnim", "--json"
    ).records[0]
    assert (share["n"], share["exposure"]) == (1, 3.0)


def test_an_event_shows_its_trail(dateline: Run, desk: Path) -> None:
    events = dateline("--desk", desk, "events", "in:ML/Mopti", "--json").records
    koro = next(event["id"] for event in events if event["place"]["name"] == "Koro")
    said = dateline("--desk", desk, "event", koro)
    assert said.status == 0
    assert "“JNIM fighters attacked the market of Koro on 1 March 2024" in said.out
    assert "radio.example (B1)" in said.out or "radio.example (B6)" in said.out


def test_a_rejected_event_no_longer_counts_and_the_word_is_on_record(
    dateline: Run, desk: Path
) -> None:
    bankass = dateline("--desk", desk, "events", "in:Bankass", "--json").records[0]["id"]
    said = dateline(
        "--desk", desk, "review", bankass, "rejected", "--why", "a drill", "--by", "Awa"
    )
    assert said.status == 0
    assert dateline("--desk", desk, "count", "attack by:jnim", "--json").records[0]["value"] == 2.0
    assert "Awa: rejected a drill" in dateline("--desk", desk, "event", bankass).out


def test_reconciling_anew_changes_nothing_when_nothing_came_in(dateline: Run, desk: Path) -> None:
    said = dateline("--desk", desk, "reconcile", "--json")
    assert said.records == [{"moved": 0, "founded": 0, "kept": 5}]


def test_the_evidence_for_a_pair_is_said(dateline: Run, desk: Path) -> None:
    mentions = dateline("--desk", desk, "mentions", "--json").records
    pair = [item["id"] for item in mentions if item["document"] in {"market", "market-again"}]
    said = dateline("--desk", desk, "reconcile", "--explain", *pair, "--json")
    assert {part["comparison"] for part in said.records} >= {"date", "place", "words"}
    koro = next(part for part in said.records if part["comparison"] == "place")
    link = f"{koro['words']} ({koro['weight']:+.1f})"
    listed = dateline("--desk", desk, "events", "--json").records
    event = next(item["id"] for item in listed if item["place"]["name"] == "Koro")
    assert link in dateline("--desk", desk, "event", event).out


def test_a_judgement_is_kept_once(dateline: Run, desk: Path) -> None:
    judgement = (
        "assess", "add", "koro", "--statement", "JNIM will likely attack Koro again.",
        "--probability", "0.7", "--made", "2024-03-10", "--horizon", "2024-06-30",
    )  # fmt: skip
    assert "on record." in dateline("--desk", desk, *judgement, "--author", "Awa").out
    assert "already" in dateline("--desk", desk, *judgement, "--author", "Awa").out
    listed = dateline("--desk", desk, "assess", "list", "--json").records
    assert [(item["key"], item["probability"]) for item in listed] == [("koro", 0.7)]


def test_a_post_is_taken_as_pasted(dateline: Run, desk: Path, tmp_path: Path) -> None:
    picture = tmp_path / "post.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n invented")
    said = dateline(
        "--desk", desk, "add", "--post", "--address", "https://social.example/awa/1",
        "--handle", "@awa", "--published", "2024-03-09T18:20+00:00",
        "--text", "JNIM fighters attacked Gao on 9 March 2024, killing two soldiers.",
        "--screenshot", picture, "--json",
    )  # fmt: skip
    assert said.status == 0
    assert said.records[0]["captures"] == 1
    assert dateline("--desk", desk, "verify", "--json").records[0]["captures"] == 5 + 2
    again = dateline("--desk", desk, "--as-reported", "2024-03-09T19:00", "events", "in:Gao")
    assert "Armed clash" in again.out


def test_a_post_that_is_refused_leaves_no_screenshot_behind(
    dateline: Run, desk: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "post.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n invented")
    said = dateline(
        "--desk", desk, "add", "--post", "--address", "https://social.example/awa/1",
        "--handle", "@awa", "--published", "2024-03-09T18:20", "--text", "Shots in Gao.",
        "--screenshot", picture,
    )  # fmt: skip
    assert (said.status, "zone" in said.err) == (2, True)
    assert dateline("--desk", desk, "verify", "--json").records[0]["captures"] == 5


def test_what_writes_also_answers_in_json(dateline: Run, desk: Path, tmp_path: Path) -> None:
    assert dateline("init", tmp_path / "new", "--json").records == [
        {"name": "new", "folder": str(tmp_path / "new"), "made": True}
    ]
    word = dateline("--desk", desk, "review", 1, "accepted", "--by", "Awa", "--json").records[0]
    assert (word["event"], word["verdict"], word["by"]) == (1, "accepted", "Awa")
    copy = tmp_path / "copy.db"
    assert dateline("--desk", desk, "backup", copy, "--json").records == [
        {"file": str(copy), "captures": 0, "missing": []}
    ]


def test_reading_needs_no_desk(
    dateline: Run, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    document = dateline("read", notes / "market.md", "--json").records[0]
    assert (document["id"], document["kind"], document["published"]) == (
        "market",
        "note",
        "2024-03-02",
    )
    block = document["blocks"][-1]
    assert document["text"][block["start"] : block["end"]] == block["text"]


def test_lines_are_extracted_in_their_order(dateline: Run, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    texts = [
        {"id": "a", "text": "Gunmen killed four farmers in Gwoza on Monday.",
         "published": "2024-03-06"},
        {"id": "month", "text": "Nothing was reported.", "published": "2024-03"},
        {"id": "b", "text": "The central bank left its rate unchanged."},
        {"id": "c", "text": "A roadside bomb killed two soldiers near Djibo."},
    ]  # fmt: skip
    lines.write_text("\n".join(json.dumps(text) for text in texts) + "\nno json\n")
    said = dateline("extract", "--jsonl", lines, "--json")
    assert [record["document"] for record in said.records] == ["a", "c"]
    assert said.records[0]["date_start"] == "2024-03-04"
    assert said.status == 1
    assert "lines.jsonl:5" in said.err
    assert "lines.jsonl:2" not in said.err


def test_a_place_is_found_in_any_script(dateline: Run) -> None:
    said = dateline("gazetteer", "find", "تمبكتو", "--json")
    assert said.records[0]["name"] == "Tombouctou"
    assert said.records[0]["country"] == "ML"
    in_niger = dateline("gazetteer", "find", "Tillaberi", "--in", "NE", "--json").records
    assert {entry["country"] for entry in in_niger} == {"NE"}


def test_given_toponyms_are_resolved_line_by_line(dateline: Run, tmp_path: Path) -> None:
    lines = tmp_path / "toponyms.jsonl"
    text = "Shells fell on Mopti in Mali."
    lines.write_text(json.dumps({"id": 7, "text": text, "toponyms": [{"start": 15, "end": 20}]}))
    record = dateline("gazetteer", "resolve", lines, "--json").records[0]
    assert record["id"] == 7
    assert record["toponyms"][0]["country"] == "ML"
    assert set(record["toponyms"][0]) == {
        "start", "end", "name", "gazetteer_id", "latitude", "longitude", "country",
        "geo_precision", "confidence",
    }  # fmt: skip


def test_a_wrong_command_says_so_and_exits_with_2(dateline: Run) -> None:
    assert dateline("evnts").status == 2
    assert dateline("events", "--jsn").status == 2


def test_a_file_of_places_is_added_once(dateline: Run, desk: Path, tmp_path: Path) -> None:
    villages = tmp_path / "ML.txt"
    cells = ["99000001", "Testougou", "Testougou", "Tεstugu,تستوغو", "14.5", "-3.9", "P", "PPL",
             "ML", "", "04", "", "", "", "120", "", "270", "", "2024-01-01"]  # fmt: skip
    villages.write_text("\t".join(cells) + "\nno row at all\n", encoding="utf-8")
    first = dateline("--desk", desk, "gazetteer", "add", villages, "--json")
    assert first.records[0]["new"] == 1
    assert [problem["kind"] for problem in first.records[0]["problems"]] == ["malformed-place"]
    again = dateline("--desk", desk, "gazetteer", "add", villages, "--json")
    assert again.records[0]["new"] == 0
    found = dateline("--desk", desk, "gazetteer", "find", "تستوغو", "--json").records[0]
    assert (found["name"], found["admin1"]) == ("Testougou", "ML/Mopti")


def test_a_redacted_source_leaves_archive_and_ledger_and_the_chain_holds(
    dateline: Run, desk: Path
) -> None:
    words = "Traders say"
    said = dateline("--desk", desk, "redact", "market-again", "--why", "threats", "--by", "Awa")
    assert said.status == 0
    assert dateline("--desk", desk, "verify").status == 0
    kept = [path for path in desk.rglob("*") if path.is_file()]
    assert [path for path in kept if words.encode() in path.read_bytes()] == []
    assert dateline("--desk", desk, "mentions", "--document", "market-again", "--json").out == ""


def test_a_backup_is_a_ledger_of_its_own_and_never_overwrites(
    dateline: Run, desk: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    assert dateline("--desk", desk, "backup", target).status == 0
    assert dateline("--desk", desk, "backup", target).status == 2
    before = dateline("--desk", desk, "verify", "--json").records[0]["state"]
    (desk / "desk.db").write_bytes(target.read_bytes())
    assert dateline("--desk", desk, "verify", "--json").records[0]["state"] == before
