"""Pages and explanations from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

REPORT = """\
Market attacked

JNIM fighters attacked the market of Koro on 1 March 2024, killing 5 civilians.
"""


def test_read_and_extract_write_pages(tmp_path: Path, dateline: Callable[..., Any]) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, "utf-8")
    read = dateline("read", report, "--html", tmp_path / "read.html")
    assert (read.status, read.out) == (0, "")
    assert "Market attacked" in (tmp_path / "read.html").read_text("utf-8")
    extracted = dateline("extract", report, "--html", tmp_path / "mentions.html", "--json")
    assert extracted.status == 0
    assert len(extracted.records) == 1
    assert "1 mention in" in (tmp_path / "mentions.html").read_text("utf-8")


def test_a_page_that_cannot_be_written_is_a_wrong_command(
    tmp_path: Path, dateline: Callable[..., Any]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, "utf-8")
    said = dateline("read", report, "--html", tmp_path / "none" / "read.html")
    assert said.status == 2
    assert "could not be written" in said.err


def test_extract_explains_each_field(tmp_path: Path, dateline: Callable[..., Any]) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, "utf-8")
    [record] = dateline("extract", report, "--extractor", "rules", "--explain", "--json").records
    by = {field["field"]: field for field in record["fields"]}
    assert by["perpetrator"]["words"] == "JNIM fighters"
    assert [ground["by"] for ground in by["perpetrator"]["given_by"]] == ["rules", "lexicon"]
    assert [ground["by"] for ground in by["place"]["given_by"]] == ["rules", "gazetteer"]
    printed = dateline("extract", report, "--extractor", "tagger", "--explain").out
    assert "tagger" in printed
    assert "gazetteer ." in printed


def test_a_recorded_mention_is_explained_by_its_id(
    filled_desk: Path, dateline: Callable[..., Any]
) -> None:
    first = dateline("--desk", filled_desk, "mentions", "--json").records[0]
    [record] = dateline("--desk", filled_desk, "explain-mention", first["id"], "--json").records
    assert record["id"] == first["id"]
    assert record["sentence"] == first["sentence"]
    assert {field["field"] for field in record["fields"]} >= {"trigger", "sub_event_type", "place"}
    assert all(field["given_by"] for field in record["fields"])
    missing = dateline("--desk", filled_desk, "explain-mention", "9999")
    assert missing.status == 2
    assert "There is no mention 9999" in missing.err
