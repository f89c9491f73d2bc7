"""Feeds against the rules of RFC 4287, RSS 2.0 (with its board's profile) and JSON Feed 1.1."""

import json
import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from dateline.publish.site.feeds import write_atom, write_json_feed, write_rss
from dateline.publish.site.matter import SiteEdition, SiteIssue, SiteMatter

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
TRAP = '<script>alert(1)</script> & "Raid"'


def edition(update: str, title: str, language: str = "en") -> SiteEdition:
    issue = SiteIssue(update, "0" * 64, "0" * 64, "2024-03-11T09:00:00+01:00", f"{update}.html", {})
    return SiteEdition(
        update, title, "A quiet\x0b week.", "2024-03-10", language, "ltr", ("Mali & more",), "",
        (), (), (), (issue,),
    )  # fmt: skip


@pytest.fixture
def site() -> SiteMatter:
    editions = (edition("2024-03-10", TRAP), edition("week 10 أ", "هدوء", "ar"))
    return SiteMatter("Desk <& Co>", "", "https://desk.example/u", editions)


def once(element: ET.Element, name: str) -> str:
    """The words of a child that has to be there once and say something."""
    found = element.findall(name)
    assert len(found) == 1, name
    assert (found[0].text or "").strip(), name
    return str(found[0].text)


def test_atom_has_what_rfc_4287_asks_for(site: SiteMatter) -> None:
    feed = ET.fromstring(write_atom(site))  # noqa: S314 - written here
    assert feed.tag == f"{ATOM}feed"
    links = feed.findall(f"{ATOM}link")
    assert Counter(link.get("rel") for link in links) == {"self": 1, "alternate": 1}
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", once(element, f"{ATOM}id"))
        assert RFC3339.fullmatch(once(element, f"{ATOM}updated"))
        once(element, f"{ATOM}title")
    assert len({once(entry, f"{ATOM}id") for entry in entries}) == 2
    for entry in entries:  # without content an entry needs an alternate link
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
        assert URI.fullmatch(entry.find(f"{ATOM}link").get("href", ""))  # type: ignore[union-attr]
        assert RFC3339.fullmatch(once(entry, f"{ATOM}published"))
        assert all(one.get("term") for one in entry.findall(f"{ATOM}category"))
    assert once(entries[0], f"{ATOM}title") == TRAP


def test_rss_has_what_its_specification_asks_for(site: SiteMatter) -> None:
    rss = ET.fromstring(write_rss(site))  # noqa: S314 - written here
    assert (rss.tag, rss.get("version"), len(rss)) == ("rss", "2.0", 1)
    channel = rss[0]
    for name in ("title", "link", "description"):
        once(channel, name)
    assert urlsplit(once(channel, "link")).scheme == "https"
    assert re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", once(channel, "language"))
    assert parsedate_to_datetime(once(channel, "lastBuildDate")).year == 2024
    itself = channel.find(f"{ATOM}link")
    assert itself is not None
    assert (itself.get("rel"), itself.get("href")) == ("self", "https://desk.example/u/rss.xml")
    items = channel.findall("item")
    guids = set()
    for item in items:
        assert item.find("title") is not None or item.find("description") is not None
        assert URI.fullmatch(once(item, "link"))
        assert urlsplit(once(item, "link")).scheme == "https"
        assert parsedate_to_datetime(once(item, "pubDate")).tzinfo is not None
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        guids.add(guid.text)
    assert len(guids) == len(items) == 2


def test_json_feed_has_what_version_1_1_asks_for(site: SiteMatter) -> None:
    feed = json.loads(write_json_feed(site))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Desk <& Co>"
    assert feed["feed_url"] == "https://desk.example/u/feed.json"
    assert len({item["id"] for item in feed["items"]}) == 2
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert isinstance(item["content_text"], str)
        assert URI.fullmatch(item["url"])
        assert all(isinstance(tag, str) for tag in item["tags"])
        for key in ("date_published", "date_modified"):
            assert RFC3339.fullmatch(item[key])
            assert datetime.fromisoformat(item[key]).tzinfo is not None


def test_a_letter_that_xml_cannot_hold_breaks_no_feed(site: SiteMatter) -> None:
    for written in (write_atom(site), write_rss(site)):
        assert b"A quiet week." in written
