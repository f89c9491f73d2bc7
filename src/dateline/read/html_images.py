"""Images of a page with the captions and credits printed beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from dateline.model.document import Image
from dateline.read.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_CREDIT = re.compile(
    r"(?i)\s*(?:[\[(](?:photo|image|picture|file)?\s*(?:credit|by|:|©|courtesy(?: of)?)\s*:?\s*"
    r"(?P<a>[^\])]{2,80})[\])]"
    r"|(?:photo(?:graph)?|image|picture)(?: credit)?(?:\s+by|\s*:)\s*(?P<b>[^.]{2,80})\.?$"
    r"|credits?\s*:\s*(?P<c>[^.]{2,80})\.?$|©\s*(?P<d>[^.]{2,80})\.?$)"
)
_LEAD = re.compile(
    r"(?i)^[\[(\s]*(?:(?:photo(?:graph)?|image|picture|file|crédits?|credits?|source|©"
    r"|courtesy(?: of)?|copyright|par|by)(?!\w)[\s:/]*)+"
)
_CAPTION_NAME = re.compile(
    r"(?i)(?:^|[-_\s])(?:wp-)?(?:caption|legend|légende)(?:[-_]?text)?(?:$|[-_\s])"
)
_CREDIT_NAME = re.compile(r"(?i)(?:credit|copyright|photographer|attribution|source)(?:$|[-_\s])")
_ELSEWHERE = re.compile(
    r"(?i)(?:^|[-_\s])(?:related|recommend\w*|promo|teasers?|cards?|sidebar|newsletter|widget"
    r"|most-read|trending|outbrain|taboola|advert\w*|logo|avatar)(?:$|[-_\s])"
)
_OUTSIDE = frozenset({"nav", "aside", "footer"})
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
_LONGEST_CAPTION = 600


def find_images(root: HtmlElement, address: str) -> Iterator[Image]:
    """Find the page's own images that carry a caption or a credit, in order.

    Args:
        root: the page.
        address: where it was fetched, for relative addresses of images.
    """
    taken: set[HtmlElement] = set()
    for holder in root.iter("figure", "div", "p"):
        if holder.getparent() in taken or any(above in taken for above in holder.iterancestors()):
            continue
        caption = _caption(holder)
        if caption is None or _stands_elsewhere(holder):
            continue
        taken.add(holder)
        image = _read(holder, caption, address)
        if image.caption or image.credit:
            yield image


def _caption(holder: HtmlElement) -> HtmlElement | None:
    """The caption of a figure, or of a box that holds one image and little else."""
    if holder.tag == "figure":
        found = holder.find(".//figcaption")
        if found is None:
            found = next((e for e in holder.iter() if _named(e, _CAPTION_NAME)), None)
        return found
    if holder.find(".//img") is None or len(holder.text_content()) > _LONGEST_CAPTION:
        return None
    return next((e for e in holder.iterdescendants() if _named(e, _CAPTION_NAME)), None)


def _named(element: HtmlElement, names: re.Pattern[str]) -> bool:
    return isinstance(element.tag, str) and bool(names.search(element.get("class") or ""))


def _stands_elsewhere(holder: HtmlElement) -> bool:
    """Whether the image belongs to the page around the article."""
    return any(
        above.tag in _OUTSIDE or _ELSEWHERE.search(above.get("class") or "")
        for above in (holder, *holder.iterancestors())
        if isinstance(above.tag, str)
    )


def _read(holder: HtmlElement, caption: HtmlElement, address: str) -> Image:
    """Part the caption from its credit: an element of its own, or words at the caption's end."""
    words = clean(caption.text_content())
    element = next(
        (
            e
            for e in holder.iterdescendants()
            if _named(e, _CREDIT_NAME) or e.tag in {"cite", "small"}
        ),
        None,
    )
    credited = clean(element.text_content()) if element is not None else ""
    if credited:
        words = words.removesuffix(credited).strip(" |–—-") if credited in words else words
        credited = _LEAD.sub("", credited).strip(" .[]()")
    else:
        match = _CREDIT.search(words)
        if match is not None:
            credited = clean(next(filter(None, match.groups()), ""))
            words = words[: match.start()].strip()
    return Image(words or None, credited or None, _source(holder, address))


def _source(holder: HtmlElement, address: str) -> str | None:
    image = holder.find(".//img")
    if image is None:
        return None
    url = next((image.get(name) for name in _SOURCES if image.get(name)), None)
    if url is None or url.startswith("data:"):
        return None
    return urljoin(address, url) if "://" in address else str(url)
