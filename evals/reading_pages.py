"""How well the bodies of web pages are found, beside trafilatura alone; and languages told."""

import re
from collections import Counter, defaultdict
from hashlib import sha256
from pathlib import Path
from statistics import mean

import trafilatura

from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.read import ReadSettings, read_capture
from dateline.read.language import find_language
from evals.page_templates import pages

_RUNNING = frozenset({"paragraph", "list_item", "quote", "takeaway", "excerpt"})
_FILES = {
    "en": "src.eng", "fr": "ref.fra", "ar": "ref.arb", "tr": "ref.tur", "fa": "ref.fas",
    "prs": "ref.prs", "ps": "ref.pus", "ha": "ref.hau",
}  # fmt: skip
_STRETCH = 3
_BLOCK = 100


def score_pages() -> dict[str, float]:
    """Token F1 of the body on every template's pages, ours and trafilatura's own."""
    ours: dict[str, list[float]] = defaultdict(list)
    theirs: dict[str, list[float]] = defaultdict(list)
    titles = []
    for page in pages():
        document = _read(page.source)
        name = page.template.rpartition("-")[0]
        body = "" if document is None else _body(document)
        ours[name].append(_overlap(body, page.body))
        theirs[name].append(_overlap(trafilatura.extract(page.source) or "", page.body))
        titles.append(document is not None and document.title == page.title)
    print(f"{'body of pages, token F1':<34}{'ours':>7}{'trafilatura':>13}")
    for name, values in ours.items():
        print(f"  {name:<32}{mean(values):>7.3f}{mean(theirs[name]):>13.3f}")
    every = [value for values in ours.values() for value in values]
    peer = [value for values in theirs.values() for value in values]
    print(f"  {'all ' + str(len(every)):<32}{mean(every):>7.3f}{mean(peer):>13.3f}")
    print(f"  {'titles right':<32}{mean(titles):>7.3f}")
    return {"reading.pages.body": mean(every), "reading.pages.title": mean(titles)}


def score_languages(shared: Path) -> dict[str, float]:
    """Share of three-sentence stretches whose language is named right.

    Only every second hundred of the lines is scored: the words that part Dari from Iran's
    Persian were chosen with the others in view.
    """
    figures: dict[str, float] = {}
    languages = ReadSettings().languages
    for language, name in _FILES.items():
        path = shared / "data" / "ntrex" / f"newstest2019-{name}.txt"
        lines = path.read_text(encoding="utf-8").splitlines()
        held = [line for place, line in enumerate(lines) if place // _BLOCK % 2]
        stretches = [" ".join(held[at : at + _STRETCH]) for at in range(0, len(held), _STRETCH)]
        right = mean(find_language(stretch, languages) == language for stretch in stretches)
        print(f"  {'language ' + language:<32}{right:>7.3f}{len(stretches):>13}")
        figures[f"reading.language.{language}"] = right
    return figures


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
