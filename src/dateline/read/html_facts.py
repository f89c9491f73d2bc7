"""What a page states about itself outside its text: headline, author, outlet, times, images."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dateline.prose.links import canonical_link
from dateline.read.html_images import find_images
from dateline.read.masthead import part_names
from dateline.read.piece import Facts
from dateline.read.published import find_moment, part_changed
from dateline.read.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ARTICLE_TYPES = ("Article", "Report", "BlogPosting", "WebPage", "NewsArticle")
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+\w*/(?P<url>https?://.+)")
_CHANGED_NAME = re.compile(r"(?i)updat|modif|revis")
_SITE_TAIL = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")
_REGION = re.compile(r"[A-Za-z]{2,3}[-_]([A-Za-z]{2})")
_POST = re.compile(r"(?i)\b(?:entry|post|article)-title\b")
_SHORTEST_TITLE = 8
_SHORTEST_NAME, _LONGEST_BYLINE = 3, 120
_LONG_TITLE = 60  # shorter ones may hold a dash of their own


def read_facts(root: HtmlElement, address: str) -> Facts:
    """Read headline, authors, outlet, time of publication with its zone, address and images."""
    linked = _json_ld(root)
    meta = _meta(root)
    title = _title(root, linked.get("headline"), meta.get("og:title"))
    shown = root.find(".//title")
    site = _first(
        _name_of(linked.get("publisher")), meta.get("og:site_name"), meta.get("application-name")
    )
    return Facts(
        title=_without_site(clean(title), site) if title else None,
        name=_without_site(clean(shown.text or ""), site) or None if shown is not None else None,
        authors=_authors(linked, meta, root),
        publisher=clean(site) if site else None,
        published=_published(linked, meta, root),
        modified=_modified(linked, meta, root),
        url=_address(root, meta, address),
        images=tuple(find_images(root, address)),
        region=_region(root, meta),
    )


def _region(root: HtmlElement, meta: dict[str, str]) -> str | None:
    """The country in the page's language; most programs write American English unasked."""
    for stated in (root.get("lang"), meta.get("og:locale")):
        match = _REGION.fullmatch(stated or "")
        if match is not None and match[1].lower() != "us":
            return match[1].lower()
    return None


def _title(root: HtmlElement, *stated: object) -> str | None:
    """The page's headline: the heading that its stated title holds, or that is marked as one."""
    shown = root.find(".//title")
    name = _first(*stated, shown.text if shown is not None else None)
    headings = [element for element in root.iter("h1", "h2", "h3") if clean(element.text_content())]
    posts = [element for element in headings if _POST.search(element.get("class") or "")]
    if len(posts) == 1:  # as blogs mark it, whose first heading is the blog's own name
        return clean(posts[0].text_content())
    for heading in headings:
        words = clean(heading.text_content())
        if name and len(words) > _SHORTEST_TITLE and words.lower() in clean(name).lower():
            return words
    if _first(*stated):
        return name
    marked = [element for element in headings if "title" in (element.get("class") or "").lower()]
    firsts = marked or [element for element in headings if element.tag == "h1"]
    return clean(firsts[0].text_content()) if firsts else None


def _first(*values: object) -> str | None:
    return next((value for value in values if isinstance(value, str) and value.strip()), None)


def _meta(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.lower(), content.strip())
    return found


def _json_ld(root: HtmlElement) -> dict[str, Any]:
    """The first schema.org description of an article; broken ones are passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):  # no JSON, a number without end, nesting without end
            continue
        for entry in _entries(data):
            kinds = entry.get("@type", "")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(str(kind).endswith(_ARTICLE_TYPES) for kind in kinds) and "headline" in entry:
                return entry
    return {}


def _entries(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        graph = data.get("@graph")
        yield from _entries(graph) if isinstance(graph, list) else ()
    elif isinstance(data, list):
        for entry in data:
            if isinstance(entry, dict):
                yield from _entries(entry)


def _name_of(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _authors(linked: dict[str, Any], meta: dict[str, str], root: HtmlElement) -> tuple[str, ...]:
    value = linked.get("author")
    if value:
        people = value if isinstance(value, list) else [value]
        names = [clean(name) for name in map(_name_of, people) if name]
        if names:
            return tuple(names)
    named = meta.get("author") or meta.get("article:author") or meta.get("dc.creator")
    if named and not named.startswith("http"):
        return part_names(clean(named))
    for element in root.iter("a", "span", "p", "div", "address"):
        marks = " ".join(element.get(name) or "" for name in ("class", "rel", "itemprop"))
        if re.search(r"(?i)\b(?:byline|author(?:-name)?)\b", marks):
            words = clean(element.text_content())
            if _SHORTEST_NAME < len(words) < _LONGEST_BYLINE:
                return part_names(words)
    return ()


def _published(linked: dict[str, Any], meta: dict[str, str], root: HtmlElement) -> str | None:
    """Time of publication as ISO 8601 with its zone where stated, else the day."""
    stated = _first(
        linked.get("datePublished"), meta.get("article:published_time"), meta.get("datepublished"),
        meta.get("dc.date"), meta.get("dcterms.created"), meta.get("date"), meta.get("pubdate"),
        meta.get("parsely-pub-date"), meta.get("sailthru.date"), meta.get("publish-date"),
        meta.get("dc.date.issued"), meta.get("dcterms.issued"), meta.get("og:published_time"),
    )  # fmt: skip
    return _moment(stated or _shown(root, changed=False))


def _modified(linked: dict[str, Any], meta: dict[str, str], root: HtmlElement) -> str | None:
    """Time of the last change, in the same form."""
    stated = _first(
        linked.get("dateModified"), meta.get("article:modified_time"), meta.get("datemodified"),
        meta.get("og:updated_time"), meta.get("dcterms.modified"), meta.get("dc.date.modified"),
        meta.get("last-modified"), meta.get("lastmod"),
    )  # fmt: skip
    return _moment(stated or _shown(root, changed=True))


def _shown(root: HtmlElement, *, changed: bool) -> str | None:
    """The first `time` element that is marked, or not, as the time of a change."""
    for element in root.iter("time"):
        if element.get("datetime") and changed == _says_changed(element):
            return str(element.get("datetime"))
    return None


def _says_changed(element: HtmlElement) -> bool:
    parent = element.getparent()
    names = " ".join(
        part.get(name) or ""
        for part in (element, parent)
        if part is not None
        for name in ("class", "itemprop", "id", "data-testid")
    )
    before = element.getprevious()
    words = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    words += " " + (element.text_content() or "")
    return bool(_CHANGED_NAME.search(names)) or bool(part_changed(words)[1])


def _moment(stated: str | None) -> str | None:
    if stated is None:
        return None
    match = _ISO.match(stated.strip())
    return match[0].replace(" ", "T") if match else find_moment(stated)


def _address(root: HtmlElement, meta: dict[str, str], address: str) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith(
            "http"
        ):
            return str(link.get("href"))
    archived = _ARCHIVED.match(address)
    if archived is not None:
        return archived["url"]
    stated = meta.get("og:url")
    if stated and stated.startswith("http"):
        return stated
    return canonical_link(address) if "://" in address else None


def _without_site(title: str, site: str | None) -> str:
    """A headline without the outlet's name that browsers show after it."""
    if site and title.lower().endswith(clean(site).lower()):
        return title[: -len(clean(site))].rstrip(" |–—·»-")
    return _SITE_TAIL.sub("", title) if len(title) > _LONG_TITLE else title
