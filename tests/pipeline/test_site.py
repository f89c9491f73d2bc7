"""The static site of all editions, and its feeds."""

import json
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dateline.cli.run import run
from dateline.pipeline.editions.freeze import freeze_update
from dateline.pipeline.editions.sign import sign_update
from dateline.pipeline.editions.site import build_desk_site
from dateline.pipeline.keeping.opening import open_desk

UPDATE = """\
---
title: {title}
cutoff: 2024-03-10T12:00
published: 2024-03-11
{more}
---

**Key takeaway.** JNIM holds the road to Sévaré.

JNIM carried out [3]{{count="attack by:jnim in:plateau during:2024-03"}}
there.[@road; @market-again]
"""
SECRETS = (b"locals.example", b"What traders saw", b"market-again", b"Marker-")
ATOM = "{http://www.w3.org/2005/Atom}"

Freeze = Callable[..., None]


@pytest.fixture
def freeze(desk: Path) -> Freeze:
    def place(name: str, title: str = '"Calm"', more: str = "", correction: str = "") -> None:
        path = desk / "updates" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(UPDATE.format(title=title, more=more), encoding="utf-8")
        with open_desk(desk) as opened:
            sign_update(opened, path, role="author", by="Awa Marker-Diallo", because="meant so")
            sign_update(opened, path, role="editor", by="Ben Marker-Keita", because="meant so")
            freeze_update(opened, path, correction=correction)

    return place


def build(desk: Path) -> tuple[Path, list[str]]:
    with open_desk(desk) as opened:
        built = build_desk_site(opened)
    return built.folder, [problem.where for problem in built.problems]


def read_xml(path: Path) -> ET.Element:
    return ET.fromstring(path.read_text("utf-8"))  # noqa: S314 - our own file


def links_of(page: Path) -> list[str]:
    found = re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', page.read_text("utf-8"))
    return [link for link in found if not link.startswith("data:")]


def test_every_link_of_the_site_leads_somewhere(desk: Path, freeze: Freeze) -> None:
    freeze("2024-03-10")
    folder, problems = build(desk)
    assert problems == []
    own = [
        *folder.glob("*.html"), *folder.glob("theatres/*.html"), *folder.glob("numbers/*.html"),
        folder / "editions" / "2024-03-10" / "index.html",
    ]  # fmt: skip
    broken = [
        (page.name, link)
        for page in own
        for link in links_of(page)
        if not (page.parent / link).exists()
    ]
    assert broken == []
    assert (folder / "theatres" / "mali.html").is_file()
    assert (folder / "numbers" / "attack.html").is_file()
    assert "Calm" in (folder / "numbers" / "how-count.html").read_text("utf-8")


def test_no_byte_of_the_site_names_a_withheld_source_or_who_signed(
    desk: Path, freeze: Freeze
) -> None:
    freeze("2024-03-10")
    folder, _ = build(desk)
    for path in folder.rglob("*"):
        payload = path.read_bytes() if path.is_file() and path.suffix != ".woff2" else b""
        for secret in SECRETS:
            assert secret not in payload, (path, secret)


def test_an_edition_that_names_what_is_withheld_since_is_left_out(
    desk: Path, freeze: Freeze
) -> None:
    freeze("2024-03-10")
    settings = desk / "desk.toml"
    told = settings.read_text().replace(
        'reliability = "B"', 'reliability = "B"\nlinks = "withhold"'
    )
    settings.write_text(told)
    folder, problems = build(desk)
    assert problems
    assert problems[0].startswith("2024-03-10/out/")
    assert not (folder / "editions").exists()
    assert "No edition is out yet." in (folder / "index.html").read_text("utf-8")
    assert run(["--desk", str(desk), "site"]) == 1


def test_an_edition_whose_files_changed_is_left_out(desk: Path, freeze: Freeze) -> None:
    freeze("2024-03-10")
    (desk / "editions/2024-03-10/out/2024-03-10.html").write_text("other")
    assert build(desk)[1] == ["2024-03-10/out/2024-03-10.html"]


def test_what_an_earlier_site_had_and_this_one_has_not_goes(desk: Path, freeze: Freeze) -> None:
    freeze("2024-03-10")
    folder, _ = build(desk)
    (folder / "CNAME").write_text("desk.example")
    (desk / "editions/2024-03-10/out/2024-03-10.html").write_text("other")
    build(desk)
    assert not (folder / "editions/2024-03-10/2024-03-10/2024-03-10.html").exists()
    assert (folder / "CNAME").read_text() == "desk.example"


def test_a_corrected_edition_shows_its_correction_and_keeps_the_earlier_issue(
    desk: Path, freeze: Freeze
) -> None:
    freeze("2024-03-10")
    freeze("2024-03-10", title='"Storm"', correction="The title was wrong.")
    folder, _ = build(desk)
    index = (folder / "index.html").read_text("utf-8")
    assert "The title was wrong." in index
    assert "Storm" in index
    assert "Calm" not in index
    about = (folder / "editions/2024-03-10/index.html").read_text("utf-8")
    assert 'href="2024-03-10/2024-03-10.html">2024-03-10</a>, superseded' in about


def test_a_title_with_markup_is_shown_as_it_is(desk: Path, freeze: Freeze) -> None:
    freeze("2024-03-10", title="'</script><script>alert(1)</script> & <b>bold</b>'")
    folder, _ = build(desk)
    for path in [*folder.glob("**/*.html"), folder / "search-index.js", folder / "feed.xml"]:
        assert "<script>alert" not in path.read_text("utf-8"), path
        assert "<b>bold" not in path.read_text("utf-8"), path


def test_a_title_from_right_to_left_keeps_its_direction(desk: Path, freeze: Freeze) -> None:
    freeze("2024-03-10", title='"هدوء في الهضبة"', more="language: ar\ntheatres: [مالي]")
    folder, _ = build(desk)
    assert 'lang="ar" dir="rtl"' in (folder / "index.html").read_text("utf-8")
    assert (folder / "theatres" / "مالي.html").is_file()


def test_the_feeds_tell_the_same_of_every_edition(desk: Path, freeze: Freeze) -> None:
    settings = desk / "desk.toml"
    settings.write_text(settings.read_text() + '\n[publish]\naddress = "https://desk.example/u"\n')
    freeze("2024-03-10")
    freeze("2024-03-17", title='"Later"', more="standfirst: A quiet week.")
    folder, _ = build(desk)
    atom = read_xml(folder / "feed.xml")
    rss = read_xml(folder / "rss.xml")
    feed = json.loads((folder / "feed.json").read_text("utf-8"))
    page = "https://desk.example/u/editions/2024-03-17/2024-03-17/2024-03-17.html"
    entries = atom.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Later", "Calm"]
    assert entries[0].find(f"{ATOM}link").attrib["href"] == page
    assert entries[0].findtext(f"{ATOM}summary") == "A quiet week."
    items = rss.findall("channel/item")
    assert next(item.findtext("link") for item in items) == page
    assert parsedate_to_datetime(items[0].findtext("pubDate")).date().isoformat() == "2024-03-11"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == [
        entry.findtext(f"{ATOM}id") for entry in entries
    ]
    assert feed["items"][1]["content_text"] == "JNIM holds the road to Sévaré."


def test_the_same_editions_give_the_same_site(desk: Path, freeze: Freeze) -> None:
    freeze("2024-03-10")
    folder, _ = build(desk)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    build(desk)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
