"""The editions as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

A corrected edition keeps its id and is dated anew, so that readers' programs show it again.
"""

import json
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from dateline.publish.phrases import find_words
from dateline.publish.site.matter import SiteEdition, SiteMatter

ATOM = "http://www.w3.org/2005/Atom"
SHOWN = 50  # editions in a feed
# Characters that XML 1.0 has no place for, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_atom(site: SiteMatter) -> bytes:
    """The Atom feed."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(
        f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": site.language}
    )
    _put(feed, "title", site.desk)
    if site.says:
        _put(feed, "subtitle", site.says)
    _put(feed, "id", _name(site, ""))
    _put(feed, "updated", _newest(site))
    _put(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", site.desk)
    _link(feed, f"{site.root}feed.xml", "self", "application/atom+xml")
    _link(feed, site.root or "index.html", "alternate", "text/html")
    for edition in site.editions[:SHOWN]:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        entry.set("{http://www.w3.org/XML/1998/namespace}lang", edition.language)
        _put(entry, "title", edition.title)
        _put(entry, "id", _name(site, edition.update))
        _put(entry, "published", f"{edition.published}T00:00:00Z")
        _put(entry, "updated", _stamp(edition))
        _link(entry, _address(edition, site), "alternate", "text/html")
        _put(entry, "summary", _told(edition, site))
        for theatre in edition.theatres:
            ET.SubElement(entry, f"{{{ATOM}}}category", {"term": theatre})
    return _bytes(feed)


def write_rss(site: SiteMatter) -> bytes:
    """The RSS feed; it needs the site's address, since RSS knows no relative links."""
    ET.register_namespace("atom", ATOM)
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    _link(channel, f"{site.root}rss.xml", "self", "application/rss+xml")
    for name, text in (
        ("title", site.desk),
        ("link", site.root),
        ("description", site.says or f"Editions of {site.desk}"),
        ("language", site.language),
        ("lastBuildDate", _mail_date(_newest(site))),
    ):
        ET.SubElement(channel, name).text = text
    for edition in site.editions[:SHOWN]:
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = edition.title
        ET.SubElement(item, "link").text = _address(edition, site)
        ET.SubElement(item, "guid", {"isPermaLink": "false"}).text = _name(site, edition.update)
        ET.SubElement(item, "pubDate").text = _mail_date(f"{edition.published}T00:00:00+00:00")
        ET.SubElement(item, "description").text = _told(edition, site)
        for theatre in edition.theatres:
            ET.SubElement(item, "category").text = theatre
    return _bytes(rss)


def write_json_feed(site: SiteMatter) -> bytes:
    """The JSON feed; it needs the site's address."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.desk,
        "description": site.says or f"Editions of {site.desk}",
        "language": site.language,
        "home_page_url": site.root,
        "feed_url": f"{site.root}feed.json",
        "items": [
            {
                "id": _name(site, edition.update),
                "url": _address(edition, site),
                "title": edition.title,
                "content_text": _told(edition, site),
                "date_published": f"{edition.published}T00:00:00Z",
                "date_modified": _stamp(edition),
                "language": edition.language,
                "tags": list(edition.theatres),
            }
            for edition in site.editions[:SHOWN]
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _address(edition: SiteEdition, site: SiteMatter) -> str:
    """Where an edition's page is; relative where the site has no address."""
    return site.root + quote(edition.page)


def _told(edition: SiteEdition, site: SiteMatter) -> str:
    """The summary, after the newest correction."""
    if not edition.corrections:
        return edition.summary
    newest = edition.corrections[-1]
    say = find_words(edition.language, site.templates)
    head = say("correction", day=say.date(newest.day))
    return f"{head} {newest.says} — {edition.summary}"


def _name(site: SiteMatter, update: str) -> str:
    """An id that stays the same wherever the site lies."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'dateline:{site.desk}/{update}')}"


def _stamp(edition: SiteEdition) -> str:
    moment = datetime.fromisoformat(edition.issues[0].frozen).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _newest(site: SiteMatter) -> str:
    return max((_stamp(edition) for edition in site.editions), default="1970-01-01T00:00:00Z")


def _mail_date(stamp: str) -> str:
    return format_datetime(datetime.fromisoformat(stamp))


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ET.Element, address: str, relation: str, kind: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"href": address, "rel": relation, "type": kind})


def _bytes(tree: ET.Element) -> bytes:
    for element in tree.iter():
        element.text = _UNWRITABLE.sub("", element.text or "") or None
        element.attrib.update({key: _UNWRITABLE.sub("", told) for key, told in element.items()})
    ET.indent(tree, " ")
    written: bytes = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
