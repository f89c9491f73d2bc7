"""HTML pages to pieces: the body found, chrome left out, headings, captions and notes kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from dateline.model.problem import Problem
from dateline.read.html_facts import read_facts
from dateline.read.html_notes import NOTE, bracket_notes
from dateline.read.noise import is_noise
from dateline.read.piece import Material, Piece
from dateline.read.published import is_only_date
from dateline.read.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "button", "input", "select", "textarea",
     "iframe", "object", "canvas", "video", "audio", "map", "head")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hgroup", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_CHROME_TAGS = frozenset({"nav", "aside", "footer", "form", "header"})
_CHROME_NAMES = re.compile(
    r"(?i)(?:^|[-_\s])(?:share|sharing|social|related|recommend\w*|newsletter|cookies?|breadcrumbs?"
    r"|comments?(?!ary)|sidebar|widget|promo|advert\w*|ads?|subscri\w*|menu|nav(?:bar|igation)?"
    r"|footer|toolbar|pagination|tags?|signup|sign-up|banner|popup|modal|skip-link|most-read"
    r"|trending|outbrain|taboola|wm-ipp\w*|site-header|masthead-nav|screen-reader\w*|toc)(?:$|[-_\s])"
)
_UNPRINTABLE = re.compile(  # characters that no XML tree holds, as such or by number
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF]))\b;?"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HINTS = {"li": "list_item", "blockquote": "quote", "figcaption": "caption"}
_TOOLTIPS = frozenset({"note", "tooltip"})
_ENOUGH = 0.85
_DEEPEST = 200
_LARGEST_CHROME = 3000
_LONGEST_CELL = 400
_SHORTEST_APART = 80  # letters; less outside the body's element is a teaser
_LONGEST_DATE = 60
_SHORTEST_MATCH = 15  # letters; shorter words occur anywhere


@dataclass(slots=True)
class _Block:
    """A stretch of inline text and where in the tree it stood."""

    element: HtmlElement
    text: str
    hint: str
    level: int
    lead: str
    chrome: bool
    links: int
    gap: int = 1


@dataclass(slots=True)
class _Run:
    """Inline text gathered until the next block begins."""

    parts: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    links: int = 0

    def add(self, text: str | None, *, bold: bool = False, linked: bool = False) -> None:
        if text:
            self.parts.append(text)
            self.bold.append(bold)
            self.links += len(text.strip()) if linked else 0


def read_html(text: str, address: str) -> Material:
    """Read a page into pieces: its body, headings, captions, quotations, lists and notes.

    Args:
        text: the decoded page.
        address: where it was fetched, for relative links and problems.
    """
    from lxml import html

    source = _UNPRINTABLE.sub("", text)
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (ValueError, html.etree.ParserError):
        return Material((), problems=(_unreadable(address),))
    facts = read_facts(root, address)
    if _drop_tooltips(root):
        source = html.tostring(root, encoding="unicode")
    bracket_notes(root)
    blocks = list(_walk(root))
    pieces = tuple(_pieces(_main_blocks(blocks, source, facts.title), facts.title))
    return Material(pieces, facts)


def _drop_tooltips(root: HtmlElement) -> bool:
    """Take out what a page shows only when pointed at; whether there was any.

    It stands inside a sentence without being part of it. A note in a block of its own stays.
    """
    tips = [
        element
        for element in root.iter("span", "small", "dfn", "em", "i")
        if (element.get("role") or "").lower() in _TOOLTIPS and not _holds_blocks(element)
    ]
    for element in tips:
        element.drop_tree()
    return bool(tips)


def _unreadable(address: str) -> Problem:
    return Problem(
        "unreadable-html", address, "The page holds no elements that can be read.",
        "Save the page again from the browser, or paste its text into a file.", severity="error",
    )  # fmt: skip


def _walk(root: HtmlElement) -> Iterator[_Block]:
    body = root.find("body")
    yield from _descend(body if body is not None else root, "", 0, chrome=False, depth=0)


def _descend(
    element: HtmlElement,
    hint: str,
    level: int,
    *,
    chrome: bool,
    depth: int,
) -> Iterator[_Block]:
    """Blocks of an element in document order; text between its blocks is a block too."""
    run = _Run()
    run.add(element.text)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _SKIPPED or not tag or _hidden(child) or depth > _DEEPEST:
            pass
        elif tag in _BLOCKS or _holds_blocks(child):
            yield from _flush(run, element, hint, level, chrome=chrome)
            run = _Run()
            inner = "note" if child.get(NOTE) is not None else _HINTS.get(tag, hint)
            inner = "heading" if tag in _HEADINGS else inner
            is_chrome = chrome or _is_chrome(child, tag)
            deeper = _HEADINGS.get(tag, level)
            if tag == "tr":
                yield from _row(child, chrome=is_chrome)
            else:
                yield from _descend(child, inner, deeper, chrome=is_chrome, depth=depth + 1)
        else:
            _inline(child, run, bold=False, linked=False)
        run.add(child.tail)
    yield from _flush(run, element, hint, level, chrome=chrome)


def _holds_blocks(element: HtmlElement) -> bool:
    return any(
        isinstance(inner.tag, str) and inner.tag in _BLOCKS for inner in element.iterdescendants()
    )


def _hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _is_chrome(element: HtmlElement, tag: str) -> bool:
    if element.get(NOTE) is not None or element.find(f".//*[@{NOTE}]") is not None:
        return False
    if tag in _CHROME_TAGS:
        return tag != "header" or element.find(".//h1") is None
    if tag in {"body", "main", "article", "html"}:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return _CHROME_NAMES.search(names) is not None and len(element.text_content()) < _LARGEST_CHROME


def _inline(element: HtmlElement, run: _Run, *, bold: bool, linked: bool) -> None:
    tag = element.tag
    if tag == "br":
        run.add("\n")
        return
    bold = bold or tag in {"b", "strong"}
    linked = linked or tag == "a"
    run.add(element.text, bold=bold, linked=linked)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            _inline(child, run, bold=bold, linked=linked)
        run.add(child.tail, bold=bold, linked=linked)


def _row(row: HtmlElement, *, chrome: bool) -> Iterator[_Block]:
    """A table's row as one line; a row that holds whole paragraphs is layout and is entered."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    if len(cells) == 1 or any(len(cell.text_content()) > _LONGEST_CELL for cell in cells):
        for cell in cells:
            yield from _descend(cell, "", 0, chrome=chrome, depth=1)
        return
    text = " | ".join(filter(None, (clean(cell.text_content()) for cell in cells)))
    if text:
        yield _Block(row, text, "row", 0, "", chrome, 0)


def _flush(
    run: _Run, element: HtmlElement, hint: str, level: int, *, chrome: bool
) -> Iterator[_Block]:
    """Blocks of a run of inline text; two line breaks part it, as blogs do."""
    words = "".join(
        part if part == "\n" else re.sub(r"\s+", " ", part) for part in run.parts
    ).strip()
    if not words:
        return
    lead = _lead(run)
    marker = _take_marker(element)
    hint = "note_more" if hint == "note" and marker is None else hint
    gap = 1
    for chunk in re.split(r"\n\s*\n", words):
        for line in _lines(chunk):
            body = clean(line)
            if body:
                text = f"[{marker}] {body}" if marker and not body.startswith("[") else body
                yield _Block(element, text, hint, level, lead, chrome, run.links, gap)
                marker, lead, gap = None, "", 0
        gap = 1


def _take_marker(element: HtmlElement) -> str | None:
    """The marker of the entry that this block opens; its further blocks get none."""
    while element is not None:
        marker: str | None = element.get(NOTE)
        if marker:
            element.set(NOTE, "")
            return marker
        element = element.getparent()
    return None


def _lines(chunk: str) -> list[str]:
    """Lines that stand alone (labels, list marks, addresses); others are one paragraph."""
    lines = chunk.split("\n")
    alone = re.compile(r"\s*(?:\[\w{1,5}\]|[•▪●‣–-]\s|https?://|[A-Z][\w ]{1,24}:\s)")
    out: list[str] = []
    for line in lines:
        if out and not alone.match(line):
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
    return out


def _lead(run: _Run) -> str:
    """The bold words with which a run begins, where plain ones follow."""
    words = ""
    for part, bold in zip(run.parts, run.bold, strict=True):
        if part.strip() and not bold:
            return clean(words)
        words += part
    return ""


def _main_blocks(blocks: list[_Block], source: str, title: str | None) -> list[_Block]:
    """The blocks of the page's body: those trafilatura takes, and what stands among them.

    Args:
        blocks: all of the page.
        source: the page.
        title: its headline, which may stand outside the body, as the date above it may.
    """
    taken = _body_text(source)
    matched = [block for block in blocks if not block.chrome and _within(block.text, taken)]
    if not matched:
        return [block for block in blocks if not block.chrome]
    container = _container(matched)
    inside = {id(element) for element in container.iter()}
    kept: list[_Block] = []
    is_matched = {id(block) for block in matched}
    headline = _headline(blocks, title)
    for block in blocks:
        within = id(block.element) in inside
        told = id(block) in is_matched and (within or len(block.text) > _SHORTEST_APART)
        if told or block.hint in {"note", "note_more"}:
            kept.append(block)
        elif block is headline or _is_date_above(block, matched[0], blocks):
            kept.append(replace(block))
        elif within and not _is_links(block):
            kept.append(replace(block, hint="noise") if block.chrome else block)
    return kept


def _headline(blocks: list[_Block], title: str | None) -> _Block | None:
    """The block of the page's headline: its stated title, or else the first heading of level 1."""
    heads = [block for block in blocks if block.hint == "heading"]
    stated = [block for block in heads if block.text == title]
    largest = [block for block in heads if block.element.tag == "h1"]
    return next(iter(stated or largest), None)


def _is_date_above(block: _Block, first: _Block, blocks: list[_Block]) -> bool:
    """Whether a block outside the body is a date above it, as blogs print over each entry."""
    if block.chrome or len(block.text) > _LONGEST_DATE or not is_only_date(block.text):
        return False
    return any(other is block for other in takewhile(lambda other: other is not first, blocks))


def _body_text(source: str) -> str:
    import trafilatura

    found = trafilatura.bare_extraction(
        source, with_metadata=False, include_comments=False, include_tables=True, fast=True
    )
    return _folded(found.text or "") if found is not None else ""


def _folded(text: str) -> str:
    """Letters and figures only: the extractor drops joiners and changes spaces."""
    return re.sub(r"[\W_]+", "", text)


def _within(text: str, taken: str) -> bool:
    folded = _folded(text)
    return len(folded) > _SHORTEST_MATCH and folded in taken


def _container(matched: Iterable[_Block]) -> HtmlElement:
    """The deepest element that holds nearly all of the matched text."""
    weights: dict[int, int] = {}
    elements: dict[int, HtmlElement] = {}
    total = 0
    for block in matched:
        total += len(block.text)
        element = block.element
        while element is not None:
            weights[id(element)] = weights.get(id(element), 0) + len(block.text)
            elements[id(element)] = element
            element = element.getparent()
    fit = [elements[key] for key, weight in weights.items() if weight >= total * _ENOUGH]
    return max(fit, key=lambda element: sum(1 for _ in element.iterancestors()))


def _is_links(block: _Block) -> bool:
    return block.links > len(block.text) * 0.7 and block.hint not in {
        "note",
        "note_more",
        "heading",
    }


def _pieces(blocks: list[_Block], title: str | None) -> Iterator[Piece]:
    first = _headline(blocks, title)
    for block in blocks:
        hint = "title" if block is first else block.hint
        whole_bold = not block.hint and bool(block.lead) and block.lead == block.text
        if is_noise(block.text) and hint != "title":
            hint = "noise"
        yield Piece(
            block.text,
            gap=block.gap,
            hint="heading" if whole_bold else hint,
            level=block.level,
            lead="" if whole_bold else block.lead,
        )
