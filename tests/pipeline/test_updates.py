"""An update from its Markdown to its pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import PublishRefused
from dateline.model.assessment import Assessment
from dateline.pipeline.counting.check import check_update
from dateline.pipeline.editions.publish import FORMATS, Publication, publish_update
from dateline.pipeline.editions.sign import sign_update
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.record.judge import add_assessment

UPDATE = """\
---
title: "A test update"
authors: [Test desk]
cutoff: 2024-03-10T12:00
periods:
  march: 2024-03-01..2024-03-10
---

JNIM carried out [{count}]{{count="attack by:jnim in:plateau during:$march"}} in the region,
[about two per week]{{rate="attack by:jnim in:plateau during:$march" per=week}}.[@market; @road]
[A third]{{share="against:@civilians" of="attack by:jnim during:$march"}} hit civilians.
The first came on [1 March]{{first="attack by:jnim"}}.[@market-again]

::: {{.map query="attack by:jnim in:plateau during:$march" colour=against}}
Attacks on the plateau
:::
"""

Write = Callable[[str], Path]


@pytest.fixture
def write(desk: Path) -> Write:
    def place(count: str) -> Path:
        path = desk / "updates" / "2024-03-10.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(UPDATE.format(count=count), encoding="utf-8")
        return path

    return place


def publish(desk: Path, update: Path, because: str = "") -> Publication:
    with open_desk(desk) as opened:
        return publish_update(opened, update, formats=tuple(FORMATS), because=because)


def test_what_the_ledger_says_holds(desk: Path, write: Write) -> None:
    with open_desk(desk) as opened:
        report = check_update(opened, write("three attacks"))
    assert [finding.verdict for finding in report.bound] == ["holds"] * 4
    assert report.errors == ()


def test_a_wrong_number_fails_with_the_words_that_would_hold(desk: Path, write: Write) -> None:
    with open_desk(desk) as opened:
        report = check_update(opened, write("five attacks"))
    failed = [finding for finding in report.bound if finding.verdict == "fails"]
    assert [(finding.text, finding.advice) for finding in failed] == [
        ("five attacks", "“three attacks” would hold.")
    ]
    assert report.update.source[failed[0].start : failed[0].end] == "five attacks"


def test_fixing_puts_the_words_that_hold_into_the_file(desk: Path, write: Write) -> None:
    update = write("five attacks")
    assert run(["--desk", str(desk), "check", str(update), "--fix"]) == 0
    assert "[three attacks]{count=" in update.read_text(encoding="utf-8")


def test_a_late_report_turns_the_verdict_under_a_later_clock(desk: Path, write: Write) -> None:
    update = write("three attacks")
    assert run(["--desk", str(desk), "check", str(update)]) == 0
    assert run(["--desk", str(desk), "--as-reported", "2024-04-01", "check", str(update)]) == 1


def test_an_update_that_holds_is_published_as_page_and_print(desk: Path, write: Write) -> None:
    done = publish(desk, write("three attacks"))
    html, pdf = done.files[:2]
    assert pdf.read_bytes().startswith(b"%PDF")
    page = html.read_text(encoding="utf-8")
    assert "A test update" in page
    assert "attack by:jnim in:plateau during:" in page
    assert "<script" not in page


def test_the_same_state_gives_the_same_bytes(desk: Path, write: Write) -> None:
    update = write("three attacks")
    first = [path.read_bytes() for path in publish(desk, update).files]
    assert [path.read_bytes() for path in publish(desk, update).files] == first


def test_what_fails_is_not_published_and_nothing_is_written(desk: Path, write: Write) -> None:
    with pytest.raises(PublishRefused, match="“five attacks” fails"):
        publish(desk, write("five attacks"))
    assert not (desk / "out").exists() or list((desk / "out").iterdir()) == []


@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_a_reason_of_blanks_is_none(desk: Path, write: Write, reason: str) -> None:
    update = write("five attacks")
    with pytest.raises(PublishRefused, match="“five attacks” fails"):
        publish(desk, update, because=reason)
    with open_desk(desk) as opened, pytest.raises(PublishRefused, match="is not signed"):
        sign_update(opened, update, role="author", by="Awa", because=reason)


def test_what_fails_may_go_out_when_somebody_says_why_on_record(desk: Path, write: Write) -> None:
    publish(desk, write("five attacks"), because="two more are in print")
    with open_desk(desk) as opened:
        editions = opened.ledger.entries("edition")
    assert ["two more are in print" in (entry.payload or "") for entry in editions] == [True]


def test_a_withheld_source_leaves_in_no_byte(desk: Path, write: Write) -> None:
    done = publish(desk, write("three attacks"))
    assert len(done.files) == 5 + 3
    for path in done.files:
        payload = path.read_bytes()
        for secret in (b"locals.example", b"What traders saw", b"market-again"):
            assert secret not in payload, (path.name, secret)


def test_a_number_cited_from_a_withheld_source_is_published_without_its_name(
    desk: Path, write: Write
) -> None:
    update = write("three attacks")
    update.write_text(
        update.read_text() + '\nTraders count [seven civilians]{cited="@market-again"} dead.\n'
    )
    page = publish(desk, update).files[0].read_text(encoding="utf-8")
    assert "as stated by a source that is withheld" in page
    assert "locals.example" not in page


def test_a_citation_of_nothing_fails(desk: Path, write: Write) -> None:
    update = write("three attacks")
    update.write_text(update.read_text() + "\nMore.[@no-such-note]\n")
    with open_desk(desk) as opened:
        errors = check_update(opened, update).errors
    assert [(finding.rule, finding.text) for finding in errors] == [("unsourced", "@no-such-note")]


def test_a_pinned_state_knows_no_judgement_made_after_it(desk: Path) -> None:
    update = desk / "u.md"
    judgement = Assessment(
        "koro", "It will likely last.", 0.7, "moderate", "2024-03-10", "2024-06-30", "Awa"
    )
    with open_desk(desk) as opened:
        before = opened.ledger.state_hash()
        add_assessment(opened, judgement)
        verdicts = []
        for state in (before, opened.ledger.state_hash()):
            update.write_text(f"---\nstate: {state}\n---\nIt [likely]{{assessment=koro}} lasts.\n")
            verdicts += [finding.verdict for finding in check_update(opened, update).bound]
    assert verdicts == ["fails", "holds"]
