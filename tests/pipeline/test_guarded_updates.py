"""A command that writes an update writes over nothing that it has not read."""

from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError
from dateline.pipeline.counting.check import check_update, fix_update
from dateline.pipeline.counting.propose import propose_bindings, write_bindings
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.protection.protect import redact_material

QUOTE = "JNIM fighters attacked the market of Koro on 1 March"
UPDATE = f"""---
title: "A test update"
cutoff: 2024-03-10T12:00
---

JNIM carried out [nine attacks]{{count="attack by:jnim in:plateau during:2024-03"}} there. One says
"{QUOTE}". JNIM carried out three attacks in Mopti in March 2024.
"""


@pytest.fixture
def update(desk: Path) -> Path:
    path = desk / "updates" / "quoting.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(UPDATE, encoding="utf-8")
    return path


@pytest.mark.parametrize("way", ["fix", "bind"])
def test_words_that_were_redacted_meanwhile_do_not_come_back(
    desk: Path, update: Path, way: str
) -> None:
    with open_desk(desk) as opened, open_desk(desk) as other:
        check = check_update(opened, update)
        proposals = propose_bindings(check)
        redact_material(other, "market", why="a witness")
        redacted = update.read_text(encoding="utf-8")
        assert QUOTE not in redacted
        with pytest.raises(CommandError, match="changed while the command worked on it"):
            assert fix_update(check) if way == "fix" else write_bindings(check, proposals)
    assert update.read_text(encoding="utf-8") == redacted


def test_an_update_that_nobody_touched_is_fixed(desk: Path, update: Path) -> None:
    with open_desk(desk) as opened:
        ((before, after),) = fix_update(check_update(opened, update))
    assert (before, after) == ("nine attacks", "three attacks")
    assert "[three attacks]{count=" in update.read_text(encoding="utf-8")


def test_a_damaged_file_stops_no_redaction_and_is_named(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = desk / "out"
    out.mkdir(exist_ok=True)
    (out / "damaged.docx").write_bytes(b"PK\x03\x04\xff cut short")
    assert run(["--desk", str(desk), "redact", "market", "--why", "a witness"]) == 0
    assert "out/damaged.docx: it could not be searched" in capsys.readouterr().err
    run(["--desk", str(desk), "verify"])
    assert "out/damaged.docx: It could not be searched" in capsys.readouterr().err
