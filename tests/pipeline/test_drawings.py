"""Drawings are kept: the same figure is not drawn twice, and nothing else is taken from there."""

import json
from pathlib import Path

import pytest

from dateline.pipeline.editions.freeze import freeze_update, rebuild_edition
from dateline.pipeline.editions.publish import publish_update
from dateline.pipeline.editions.sign import sign_update
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.keeping.sealing import read_kept, write_kept
from dateline.pipeline.protection.protect import redact_material

UPDATE = """\
---
title: "A test update"
cutoff: 2024-03-10T12:00
---

JNIM carried out [three attacks]{count="attack by:jnim in:plateau during:2024-03"} there.

::: {.bars query="attack by:jnim in:plateau during:2024-03" per=week}
Three attacks in a week
:::
"""
ALT = "Words that no drawing would say."


@pytest.fixture
def update(desk: Path) -> Path:
    path = desk / "updates" / "2024-03-10.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(UPDATE, encoding="utf-8")
    return path


def publish(desk: Path, update: Path) -> dict[str, bytes]:
    with open_desk(desk) as opened:
        files = publish_update(opened, update, formats=("html", "docx")).files
    return {file.name: file.read_bytes() for file in files}


def mark_kept(desk: Path) -> int:
    """Put other words into every kept drawing; how many there are."""
    with open_desk(desk) as opened:
        kept = list((opened.desk.cache / "drawings").glob("*.json"))
        for path in kept:
            record = json.loads(read_kept(path, opened.desk) or b"")
            write_kept(path, json.dumps(record | {"alt": ALT}).encode(), opened.desk)
    return len(kept)


def test_publishing_again_gives_the_same_bytes_from_the_kept_drawing(
    desk: Path, update: Path
) -> None:
    first = publish(desk, update)
    assert publish(desk, update) == first
    assert mark_kept(desk) == 1
    assert ALT in publish(desk, update)["2024-03-10.html"].decode()


def test_other_words_around_it_leave_a_drawing_as_it_is(desk: Path, update: Path) -> None:
    publish(desk, update)
    mark_kept(desk)
    told = UPDATE.replace("carried out", "made").replace("Three attacks in a week", "One busy week")
    update.write_text(told, encoding="utf-8")
    page = publish(desk, update)["2024-03-10.html"].decode()
    assert ALT in page
    assert "One busy week" in page


def test_what_a_drawing_shows_makes_it_another(desk: Path, update: Path) -> None:
    publish(desk, update)
    mark_kept(desk)
    update.write_text(UPDATE.replace("per=week", "per=month"), encoding="utf-8")
    assert ALT not in publish(desk, update)["2024-03-10.html"].decode()


def test_a_desks_own_words_make_it_another(desk: Path, update: Path) -> None:
    publish(desk, update)
    mark_kept(desk)
    words = desk / "templates" / "words" / "en.toml"
    words.parent.mkdir(parents=True)
    months = ", ".join(f'"M{month}"' for month in range(1, 13))
    words.write_text(f"months-short = [{months}]\n", encoding="utf-8")
    page = publish(desk, update)["2024-03-10.html"].decode()
    assert ALT not in page
    assert "M3" in page


def test_a_damaged_drawing_is_drawn_anew(desk: Path, update: Path) -> None:
    first = publish(desk, update)
    for path in (desk / ".cache" / "drawings").glob("*.json"):
        path.write_bytes(b"{")
    assert publish(desk, update) == first


def test_what_is_frozen_is_drawn_anew(desk: Path, update: Path) -> None:
    publish(desk, update)
    mark_kept(desk)
    with open_desk(desk) as opened:
        for role, name in (("author", "Awa"), ("editor", "Ben")):
            sign_update(opened, update, role=role, by=name)
        edition = freeze_update(opened, update)[0]
        page = opened.desk.editions / edition.id / "out" / "2024-03-10.html"
        assert ALT not in page.read_text("utf-8")
        assert rebuild_edition(opened, edition) == ()


def test_what_was_kept_goes_with_a_redaction(desk: Path, update: Path) -> None:
    publish(desk, update)
    assert list((desk / ".cache" / "drawings").glob("*.json"))
    with open_desk(desk) as opened:
        redact_material(opened, "road", why="a source in danger")
    assert not list((desk / ".cache" / "drawings").glob("*"))
