"""Footnotes of HTML pages: links both ways become bracketed markers, as in print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.prose.links import find_links

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NOTE = "data-dateline-note"
_MARK = re.compile(
    r"\s*[\[(]?\s*(\d{1,4}|[ivxlc]{1,8}|[a-z]|\*{1,3}|†|‡)\s*[\])]?[.:]?\s*", re.IGNORECASE
)
_BACK = re.compile(r"\s*(?:↩︎?|↑|⤴|^\^|↵|back|jump up|return(?: to text)?|retour)\s*", re.IGNORECASE)


def bracket_notes(root: HtmlElement) -> None:
    """Rewrite a page's note markers as `[n]` and its entries as `[n] text`, in place.

    A marker is a link to a place further down; an entry is the block at that place. Links back
    lose their sign. In an entry, an address shown short is written out from its link.
    """
    places = _places(root)
    order = {element: number for number, element in enumerate(root.iter())}
    entries: dict[HtmlElement, str] = {}
    for anchor in list(root.iter("a")):
        href = anchor.get("href") or ""
        target = places.get(href.rpartition("#")[2]) if "#" in href else None
        if target is None or not _same_page(href):
            continue
        mark = _MARK.fullmatch(anchor.text_content())
        if mark is not None and order[target] > order[anchor]:
            entry = _entry_block(target)
            entries.setdefault(entry, mark[1])
            _become(anchor, f"[{mark[1]}]")
        elif order[target] < order[anchor]:
            _drop_back_link(anchor, mark)
    for entry, marker in entries.items():
        entry.set(NOTE, marker)
        _strip_number(entry, marker)
        _write_out_links(entry)
    _bracket_bare_superscripts(root, set(entries.values()))


def _places(root: HtmlElement) -> dict[str, HtmlElement]:
    places: dict[str, HtmlElement] = {}
    for element in root.iter():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                places.setdefault(name, element)
    return places


def _same_page(href: str) -> bool:
    return href.startswith("#") or "ftn" in href or "edn" in href or "note" in href


def _entry_block(target: HtmlElement) -> HtmlElement:
    """The paragraph, list item or division that holds an entry's text."""
    element = target
    while element.tag in {"a", "span", "sup", "b", "strong", "i", "em", "small"}:
        parent = element.getparent()
        if parent is None:
            return element
        element = parent
    return element


def _become(anchor: HtmlElement, text: str) -> None:
    for child in list(anchor):
        anchor.remove(child)
    anchor.text = text
    anchor.tag = "span"
    parent = anchor.getparent()
    before = anchor.getprevious()
    if before is None and parent is not None and parent.text:
        parent.text = re.sub(r"\[\s*$", "", parent.text)
    if anchor.tail:
        anchor.tail = re.sub(r"^\s*\](?!\()", "", anchor.tail)


def _drop_back_link(anchor: HtmlElement, mark: re.Match[str] | None) -> None:
    """A link back up: its number opens the entry and is written anew; a sign goes."""
    shown = anchor.text_content()
    if mark is not None or _BACK.fullmatch(shown) or len(shown) < len("top"):
        _become(anchor, "")


def _strip_number(entry: HtmlElement, marker: str) -> None:
    """Take away the number that the page itself prints at an entry's start."""
    if entry.text:
        form = rf"^\s*[\[(]?{re.escape(marker)}[\])]?[.:]?\s+"
        entry.text = re.sub(form, "", entry.text)
    for sup in list(entry.iter("sup"))[:1]:
        if re.fullmatch(rf"\s*[\[(]?{re.escape(marker)}[\])]?\.?\s*", sup.text_content()):
            _become(sup, "")


def _write_out_links(entry: HtmlElement) -> None:
    """Show the whole address where an entry's link shows it short or under a title."""
    for anchor in entry.iter("a"):
        href = anchor.get("href") or ""
        if not re.match(r"https?://", href):
            continue
        shown = anchor.text_content().strip()
        links = find_links(shown)
        if links and links[0].start == 0:
            if links[0].state == "truncated" or len(links) == 1:
                _become(anchor, href + " ")
        elif shown:
            anchor.tail = f" {href} {anchor.tail or ''}"


def _bracket_bare_superscripts(root: HtmlElement, markers: set[str]) -> None:
    """Superior figures without a link, on a page whose notes are numbered in print."""
    for sup in list(root.iter("sup")):
        text = sup.text_content().strip()
        if text.startswith("["):
            continue
        if re.fullmatch(r"\d{1,3}(?:\s*[,;]\s*\d{1,3})*", text) and not markers:
            shown = "".join(f"[{number}]" for number in re.findall(r"\d+", text))
            _become(sup, shown)
