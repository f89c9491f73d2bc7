"""Signing, freezing, correcting and comparing editions."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from dateline.cli.run import run
from dateline.errors import CommandError, PublishRefused
from dateline.model.assessment import Assessment
from dateline.model.edition import Edition
from dateline.pipeline.counting.check import check_update
from dateline.pipeline.editions.freeze import freeze_update, rebuild_edition
from dateline.pipeline.editions.issues import diff_editions, find_editions, verify_edition
from dateline.pipeline.editions.sign import (
    check_pinned,
    find_signatures,
    sign_update,
    weigh_signatures,
)
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.record.judge import add_assessment

UPDATE = """\
---
title: "A test update"
authors: [Test desk]
cutoff: 2024-03-10T12:00
---

**Key takeaway.** JNIM holds the road to the plateau.

JNIM carried out [three attacks]{count="attack by:jnim in:plateau during:2024-03"} there.[@road]
"""
SIGNERS = (("author", "Awa Marker-Diallo"), ("editor", "Ben Marker-Keita"))


@pytest.fixture
def update(desk: Path) -> Path:
    path = desk / "updates" / "2024-03-10.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(UPDATE, encoding="utf-8")
    return path


@pytest.fixture
def freeze(desk: Path, update: Path) -> Callable[..., Edition]:
    def sign_and_freeze(correction: str = "") -> Edition:
        with open_desk(desk) as opened:
            for role, name in SIGNERS:
                sign_update(opened, update, role=role, by=name)
            return freeze_update(opened, update, correction=correction)[0]

    return sign_and_freeze


def test_nothing_unsigned_is_frozen(desk: Path, update: Path) -> None:
    with open_desk(desk) as opened:
        sign_update(opened, update, role="author", by="Awa")
        with pytest.raises(PublishRefused, match="no editor has signed it"):
            freeze_update(opened, update)
    assert not (desk / "editions").exists()


def test_one_person_cannot_sign_in_two_roles(desk: Path, update: Path) -> None:
    with open_desk(desk) as opened:
        sign_update(opened, update, role="author", by="Awa")
        with pytest.raises(CommandError, match="the editor must be another person"):
            sign_update(opened, update, role="editor", by="awa")


def test_a_role_that_the_desk_lacks_is_named(desk: Path, update: Path) -> None:
    with open_desk(desk) as opened, pytest.raises(CommandError, match="author, editor"):
        sign_update(opened, update, role="publisher")


def test_signing_twice_over_the_same_words_is_one_signature(desk: Path, update: Path) -> None:
    with open_desk(desk) as opened:
        first = sign_update(opened, update, role="author", by="Awa")
        assert sign_update(opened, update, role="author", by="Awa") == first
        assert len(opened.ledger.entries("signature")) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("text", "the text changed since Ben Marker-Keita signed as editor"),
        ("settings", "desk.toml, the lexicon, a template or an image changed since Awa"),
        ("state", "the ledger's state changed since Awa"),
    ],
)
def test_what_changes_takes_the_signatures_off(
    desk: Path, update: Path, change: str, said: str
) -> None:
    with open_desk(desk) as opened:
        for role, name in SIGNERS:
            sign_update(opened, update, role=role, by=name)
        if change == "text":
            update.write_text(UPDATE.replace("holds the road", "holds the roads"))
        elif change == "settings":
            settings = desk / "desk.toml"
            settings.write_text(settings.read_text().replace("invented radio", "a radio"))
        else:
            judged = Assessment(
                "k", "It will likely last.", 0.7, "moderate", "2024-03-10", "2024-06-30"
            )
            add_assessment(opened, judged)
        with pytest.raises(PublishRefused, match=said):
            freeze_update(opened, update)


def test_signing_leaves_the_state_as_it_is(desk: Path, update: Path) -> None:
    with open_desk(desk) as opened:
        before = opened.ledger.state_hash()
        for role, name in SIGNERS:
            sign_update(opened, update, role=role, by=name)
        check = check_pinned(opened, update)
        assert check.asker.state.hash == before
        assert [one.changed for one in weigh_signatures(opened, check)] == ["", ""]
        assert [one.role for one in find_signatures(opened, update.stem)] == ["author", "editor"]


def test_what_does_not_hold_is_signed_only_with_a_reason(desk: Path, update: Path) -> None:
    update.write_text(UPDATE.replace("three attacks", "nine attacks"))
    with open_desk(desk) as opened:
        with pytest.raises(PublishRefused, match="1 things do not hold"):
            sign_update(opened, update, role="author", by="Awa")
        for role, name in SIGNERS:
            sign_update(opened, update, role=role, by=name, because="six more are in print")
        edition, new = freeze_update(opened, update)
    assert new
    page = (desk / "editions" / edition.id / "out" / "2024-03-10.html").read_text("utf-8")
    assert "six more are in print" in page


def test_an_edition_is_made_again_byte_by_byte(desk: Path, freeze: Callable[..., Edition]) -> None:
    edition = freeze()
    with open_desk(desk) as opened:
        judged = Assessment(
            "later", "It will likely last.", 0.7, "moderate", "2024-03-11", "2024-06-30"
        )
        add_assessment(opened, judged)
    settings = desk / "desk.toml"
    settings.write_text(settings.read_text().replace("Test desk", "Another desk"))
    with open_desk(desk) as opened:
        assert rebuild_edition(opened, edition) == ()
    assert {Path(name).suffix for name in edition.files} >= {".html", ".pdf", ".docx", ".eml"}


def test_freezing_again_changes_nothing(desk: Path, freeze: Callable[..., Edition]) -> None:
    first = freeze()
    assert freeze() == first
    with open_desk(desk) as opened:
        assert find_editions(opened) == [first]


def test_a_changed_file_of_an_edition_is_found(desk: Path, freeze: Callable[..., Edition]) -> None:
    edition = freeze()
    (desk / "editions" / edition.id / "out" / "2024-03-10.pdf").write_bytes(b"%PDF other")
    with open_desk(desk) as opened:
        assert [problem.where for problem in verify_edition(opened, edition)] == [
            "2024-03-10/out/2024-03-10.pdf"
        ]
    assert run(["--desk", str(desk), "edition", "verify"]) == 1
    assert run(["--desk", str(desk), "edition", "rebuild", "2024-03-10"]) == 0


def test_a_new_issue_is_a_correction_that_says_what_it_corrects(
    desk: Path, update: Path, freeze: Callable[..., Edition]
) -> None:
    freeze()
    update.write_text(UPDATE.replace("holds the road to", "has cut the road to"))
    with pytest.raises(PublishRefused, match="--correction"):
        freeze()
    second = freeze("An earlier issue said that JNIM holds the road; it has cut it.")
    assert (second.id, second.corrects, second.published) == (
        "2024-03-10.2",
        "2024-03-10",
        "2024-03-10",
    )
    folder = desk / "editions" / second.id / "out"
    page = (folder / "2024-03-10.html").read_text("utf-8")
    assert "<strong>Correction, " in page
    assert "An earlier issue said that JNIM holds the road; it has cut it." in page
    assert b"An earlier issue said" in (folder / "2024-03-10.eml").read_bytes()
    with open_desk(desk) as opened:
        assert rebuild_edition(opened, second) == ()
        changes = diff_editions(opened, "2024-03-10", "2024-03-10.2")
    assert (
        "A sentence changed: “JNIM holds the road to the plateau.” is now "
        "“JNIM has cut the road to the plateau.”"
    ) in changes


def test_a_difference_names_numbers_and_events(
    desk: Path, update: Path, freeze: Callable[..., Edition]
) -> None:
    freeze()
    narrower = UPDATE.replace("during:2024-03", "during:2024-03-01..2024-03-04")
    with open_desk(desk) as opened:
        update.write_text(narrower)
        found = check_update(opened, update).bound[0]
    words = {"1": "one attack", "2": "two attacks"}[found.found.split("says ")[1].split()[0]]
    update.write_text(narrower.replace("three attacks", words))
    freeze("The period was wrong.")
    with open_desk(desk) as opened:
        changes = diff_editions(opened, "2024-03-10", "2024-03-10.2")
    assert any(change.startswith("A number is new: “" + words) for change in changes)
    assert any("no longer counts: " in change for change in changes)


def test_who_signed_stands_in_no_file_that_goes_out(
    desk: Path, freeze: Callable[..., Edition]
) -> None:
    edition = freeze()
    for path in (desk / "editions" / edition.id / "out").rglob("*"):
        payload = path.read_bytes() if path.is_file() else b""
        assert b"Marker-" not in payload, path.name


def test_the_commands_say_what_was_frozen(
    desk: Path, update: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["--desk", str(desk)]
    assert run([*base, "freeze", str(update)]) == 1
    assert "no author has signed it" in capsys.readouterr().err
    for role, name in SIGNERS:
        assert run([*base, "sign", str(update), "--role", role, "--by", name]) == 0
    assert run([*base, "freeze", str(update), "--json"]) == 0
    record = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (record["id"], record["title"]) == ("2024-03-10", "A test update")
    assert run([*base, "edition", "show", record["hash"][:12]]) == 0
    assert "editor     Ben Marker-Keita" in capsys.readouterr().out
    assert run([*base, "edition", "show", "2099-01-01"]) == 2


def test_an_edition_with_an_image_and_a_template_of_the_desk_is_made_again(
    desk: Path, update: Path, freeze: Callable[..., Edition]
) -> None:
    (desk / "images").mkdir()
    Image.new("RGB", (40, 20), "#336699").save(desk / "images" / "bridge.png")
    (desk / "images.toml").write_text(
        '["images/bridge.png"]\nlicence = "CC BY 4.0"\ncredit = "Awa Example"\n', "utf-8"
    )
    (desk / "templates" / "words").mkdir(parents=True)
    (desk / "templates" / "words" / "en.toml").write_text('endnotes = "References"\n', "utf-8")
    block = '\n::: {.image file="images/bridge.png" alt="A bridge"}\nThe bridge stands\n:::\n'
    update.write_text(UPDATE + block, encoding="utf-8")
    edition = freeze()
    assert {"record/images/bridge.png", "record/templates/words/en.toml"} <= set(edition.files)
    (desk / "templates" / "words" / "en.toml").unlink()
    (desk / "images" / "bridge.png").unlink()
    page = desk / "editions" / edition.id / "out" / "2024-03-10.html"
    assert "References</h2>" in page.read_text("utf-8")
    with open_desk(desk) as opened:
        assert rebuild_edition(opened, edition) == ()
