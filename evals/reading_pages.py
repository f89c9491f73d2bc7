"""How well the bodies of web pages are found, beside trafilatura and readability alone."""

import re
from collections import Counter, defaultdict
from hashlib import sha256
from statistics import mean
from typing import TYPE_CHECKING

import readability
import trafilatura
from lxml import etree, html

from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.read import read_capture
from evals.page_templates import pages

if TYPE_CHECKING:
    from collections.abc import Callable

_RUNNING = frozenset({"paragraph", "list_item", "quote", "takeaway", "excerpt"})


def score_pages() -> dict[str, float]:
    """Token F1 of the body on every template's pages: ours, trafilatura's and readability's."""
    readers: dict[str, Callable[[str], str]] = {
        "ours": _ours, "trafilatura": _trafilatura, "readability": _readability,
    }  # fmt: skip
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    titles = []
    for page in pages():
        name = page.template.rpartition("-")[0]
        for reader, body in readers.items():
            found[name][reader].append(_overlap(body(page.source), page.body))
        document = _read(page.source)
        titles.append(document is not None and document.title == page.title)
    print(f"{'body of pages, token F1':<34}{'ours':>7}{'trafilatura':>13}{'readability':>13}")
    every: dict[str, list[float]] = defaultdict(list)
    for name, values in found.items():
        _print_row(name, values)
        for reader, figures in values.items():
            every[reader] += figures
    _print_row(f"all {len(titles)}", every)
    print(f"  {'titles right':<32}{mean(titles):>7.3f}")
    return {"reading.pages.body": mean(every["ours"]), "reading.pages.title": mean(titles)}


def _print_row(name: str, values: dict[str, list[float]]) -> None:
    ours, trafilatura_, readability_ = (mean(figures) for figures in values.values())
    print(f"  {name:<32}{ours:>7.3f}{trafilatura_:>13.3f}{readability_:>13.3f}")


def _ours(source: str) -> str:
    document = _read(source)
    return "" if document is None else _body(document)


def _trafilatura(source: str) -> str:
    return trafilatura.extract(source) or ""


def _readability(source: str) -> str:
    """The main part as readability-lxml cuts it out, its text without markup."""
    try:
        part = html.fromstring(readability.Document(source).summary(html_partial=True))
    except (readability.readability.Unparseable, etree.ParserError):
        return ""
    return " ".join(part.itertext())


def _read(source: str) -> Document | None:
    payload = source.encode()
    capture = Capture(
        sha256(payload).hexdigest(), "https://pages.example/x", "2024-03-03T00:00:00Z",
        "text/html", len(payload),
    )  # fmt: skip
    documents = read_capture(payload, capture).documents
    return documents[0] if documents else None


def _body(document: Document) -> str:
    words = " ".join(block.text for block in document.blocks if block.role in _RUNNING)
    return re.sub(r"\[\d+\]", " ", words)


def _overlap(found: str, wanted: str) -> float:
    """F1 of the bags of words."""
    mine, other = Counter(re.findall(r"\w+", found)), Counter(re.findall(r"\w+", wanted))
    both = sum((mine & other).values())
    return 2 * both / (sum(mine.values()) + sum(other.values())) if both else 0.0
