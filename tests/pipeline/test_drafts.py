"""Starting an update from a template."""

import re
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError, PublishRefused
from dateline.pipeline.counting.check import check_update
from dateline.pipeline.editions.drafts import start_update
from dateline.pipeline.editions.publish import READERS, publish_update
from dateline.pipeline.keeping.opening import open_desk

DAY = "2024-03-10T12:00"
SLOT = re.compile(r"\[[^\[\]]*\]\{\.slot\}")


@pytest.mark.parametrize("template", ["weekly", "digest", "flash", "annex"])
def test_a_new_update_holds_and_publishes_in_every_format(desk: Path, template: str) -> None:
    with open_desk(desk, as_reported=DAY) as opened:
        path = start_update(opened, template)
        path.write_text(SLOT.sub("Written.", path.read_text("utf-8")), "utf-8")
        check = check_update(opened, path)
        assert check.errors == ()
        done = publish_update(opened, path, formats=READERS)
    suffixes = {file.suffix for file in done.files if file.parent.name == "out"}
    assert suffixes == {".html", ".pdf", ".docx", ".eml"}


@pytest.mark.parametrize(("template", "slots"), [("weekly", 4), ("digest", 7), ("flash", 3)])
def test_what_a_template_asks_for_and_nobody_wrote_keeps_an_update_back(
    desk: Path, template: str, slots: int
) -> None:
    with open_desk(desk, as_reported=DAY) as opened:
        path = start_update(opened, template)
        check = check_update(opened, path)
        assert [fault.rule for fault in check.errors] == ["unfilled-slot"] * slots
        lines = path.read_text("utf-8").splitlines()
        for fault in check.errors:
            line = int(fault.found.split()[1])
            assert fault.text in lines[line - 1]
        assert not {"One", "Two"} & {fault.text for fault in check.findings}
        with pytest.raises(PublishRefused, match=r"line \d+ is as the template has it"):
            publish_update(opened, path)
        assert publish_update(opened, path, because="a trial of the layout").files


def test_the_weekly_has_what_recurs_and_what_is_new_since_the_last_edition(desk: Path) -> None:
    last = desk / "updates" / "2024-03-03.md"
    last.parent.mkdir(exist_ok=True)
    last.write_text("---\ntitle: Last\ncutoff: 2024-03-03T12:00\n---\n\n## Roads\n\nCalm.\n")
    with open_desk(desk, as_reported=DAY) as opened:
        text = start_update(opened, "weekly").read_text()
    assert "  week: 2024-03-04..2024-03-10\n" in text
    assert "## Roads\n" in text
    assert "New since 2024-03-03" in text


def test_a_desks_own_template_stands_over_the_shipped_one(desk: Path) -> None:
    (desk / "templates").mkdir()
    (desk / "templates" / "flash.md").write_text("---\ntitle: {{ title }}\n---\nOurs.\n")
    with open_desk(desk, as_reported=DAY) as opened:
        assert start_update(opened, "flash").read_text().endswith("---\nOurs.\n")


def test_an_update_that_is_there_stays(desk: Path) -> None:
    with open_desk(desk, as_reported=DAY) as opened:
        start_update(opened, "digest", name="a")
        with pytest.raises(CommandError, match="--name NAME"):
            start_update(opened, "digest", name="a")
        with pytest.raises(CommandError, match="annex, digest, flash, weekly"):
            start_update(opened, "monthly")


def test_the_command_tells_the_file(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--desk", str(desk), "--as-reported", DAY]
    assert run([*arguments, "update", "new", "--template", "annex", "--name", "march"]) == 0
    assert capsys.readouterr().out.strip() == str(desk / "updates" / "march.md")


def test_a_new_update_lists_no_event_that_only_withheld_accounts_tell(desk: Path) -> None:
    toml = desk / "desk.toml"
    toml.write_text(toml.read_text() + '\n[withhold]\ndocuments = ["road"]\n')
    with open_desk(desk) as opened:
        text = start_update(opened, "flash").read_text()
    assert "Sévaré" in text or "Koro" in text
    assert "Douentza" not in text
