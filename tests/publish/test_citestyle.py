"""Notes in a style of CSL."""

from dataclasses import replace

import pytest

from dateline.errors import PublishRefused
from dateline.publish.bindings import read_update
from dateline.publish.edition import ResolvedUpdate
from dateline.publish.endnotes import write_notes
from dateline.publish.policy import secrets_of
from dateline.publish.tree import plain_text
from dateline.publish.weave import weave_update

TEXT = """\
---
title: A
notes: {notes}
---

One.[@tamani-bandiagara; @sahra-arabic] Two.[@un-closure] Three.[@tamani-bandiagara]
Four.[@withheld-note] Five.[@un-closure] Six.[@un-closure]
"""
TAMANI = "“Bandiagara : le retour des motos,” Studio Tamani, December 3, 2023"
SAHRA = "December 4, 2023, www.sahra dot example/news/4411"


def notes(edition: ResolvedUpdate, settings: str, **more: object) -> list[str]:
    update = read_update("updates/a.md", TEXT.format(notes=settings))
    told = replace(edition, update=update, bound=(), figures=(), **more)  # type: ignore[arg-type]
    return [
        plain_text(note) for note in write_notes(told, weave_update(told).notes, secrets_of(told))
    ]


def test_chicago_gives_a_work_in_full_then_shortened_then_ibid(edition: ResolvedUpdate) -> None:
    written = notes(edition, "chicago")
    assert written[0].startswith(TAMANI)
    assert "; " in written[0]
    assert SAHRA in written[0]
    assert written[2] == "Studio Tamani, “Bandiagara : le retour des motos.”"
    assert written[3] == "Source withheld."
    assert written[5] == "Ibid."


def test_a_think_tank_gives_it_in_full_each_time(edition: ResolvedUpdate) -> None:
    written = notes(edition, "think-tank")
    assert written[1] == written[4]
    assert written[1].startswith("UN Peacekeeping, “Camp at Sévaré handed over,” December 8, 2023")


def test_repeats_are_reused_where_the_update_says_so(edition: ResolvedUpdate) -> None:
    assert len(notes(edition, "{style: think-tank, repeats: reuse}")) == 4
    assert len(notes(edition, "{style: house, repeats: repeat}")) == 6
    assert len(notes(edition, "house")) == 4


def test_a_work_on_request_has_no_address_and_an_archived_copy_its_digest(
    edition: ResolvedUpdate,
) -> None:
    works = dict(edition.works)
    works["un-closure"] = replace(works["un-closure"], access="on_request", archived="a1b2c3")
    for style in ("chicago", "think-tank", "house"):
        (note, *_rest) = [one for one in notes(edition, style, works=works) if "handed over" in one]
        assert "available on request" in note
        assert "archived copy a1b2c3" in note
        assert "peacekeeping.un.org" not in note


def test_an_unknown_style_is_refused(edition: ResolvedUpdate) -> None:
    with pytest.raises(PublishRefused, match="house, chicago or think-tank"):
        notes(edition, "mla")
