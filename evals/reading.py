"""How well the seeds are read: the December update (S2) and the digest (S3), field by field."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from dateline.model.capture import Capture
from dateline.model.document import CitedSource, Document
from dateline.model.note import Note
from dateline.read import read_capture
from evals.reading_dates import score_dates
from evals.reading_languages import score_languages
from evals.reading_pages import score_pages

Check = tuple[str, bool, str]
_SOURCE_FIELDS = {
    "author": "author", "original_title": "title", "english_title": "title_english",
    "publication": "publisher", "description": "says", "date": "published", "url": "url",
    "language": "language",
}  # fmt: skip


def score(shared: Path) -> dict[str, float]:
    """Compare the reading of S2 and S3 with the gold structure, then pages, languages and dates.

    Args:
        shared: the folder with `seeds/` and `gold/`.

    Returns:
        The share of right answers of each field, named `reading.<update|digest>.<field>`.
    """
    gold = json.loads((shared / "gold" / "seed_structure.json").read_text(encoding="utf-8"))
    update = _read(shared, gold["S2"]["file"])
    digest = _read(shared, gold["S3"]["file"])
    checks = [*_named("update", _update_checks(update, gold["S2"]))]
    checks += _named("digest", _digest_checks(digest, gold["S3"]))
    checks += _named("structure", _spans(update + digest))
    return _table(checks) | score_pages() | score_languages(shared) | score_dates()


def _named(part: str, checks: Iterator[Check]) -> Iterator[Check]:
    for name, holds, detail in checks:
        yield f"{part}.{name}", holds, detail


def _read(shared: Path, name: str) -> tuple[Document, ...]:
    payload = (shared / "seeds" / name).read_bytes()
    digest = sha256(payload).hexdigest()
    capture = Capture(digest, name, "2026-01-01T00:00:00Z", "text/plain", len(payload))
    return read_capture(payload, capture).documents


def _table(checks: list[tuple[str, bool, str]]) -> dict[str, float]:
    right: dict[str, list[bool]] = defaultdict(list)
    wrong: dict[str, list[str]] = defaultdict(list)
    for name, holds, detail in checks:
        right[name].append(holds)
        if not holds:
            wrong[name].append(detail)
    print(f"{'reading':<34}{'right':>7}{'of':>6}")
    for name, held in right.items():
        print(f"  {name:<32}{sum(held):>7}{len(held):>6}")
        for detail in wrong[name][:5]:
            print(f"      {detail[:150]}")
    return {f"reading.{name}": sum(held) / len(held) for name, held in right.items()}


def _same(name: str, found: object, wanted: object) -> Check:
    return name, found == wanted, f"found {found!r}, wanted {wanted!r}"


def _update_checks(documents: tuple[Document, ...], gold: dict[str, Any]) -> Iterator[Check]:
    yield _same("documents", len(documents), 1)
    document = documents[0]
    yield _same("masthead", document.kind, "weekly-update")
    yield _same("masthead", document.title, gold["title"])
    yield _same("masthead", list(document.authors), gold["authors"])
    yield _same("masthead", list(document.contributors), gold["contributor"])
    yield _same("masthead", document.published, gold["publication_date"])
    yield _same("masthead", document.cutoff, gold["data_cutoff"])
    yield _same("masthead", document.url, gold["source_url"])
    yield from _parts_of_update(document, gold)
    yield from _markers(document, [str(n) for n in range(1, gold["endnotes"]["total"] + 1)])
    notes = {note.marker: note for note in document.notes}
    for wanted in gold["endnotes"]["per_note"]:
        yield from _note_checks(notes[str(wanted["n"])], wanted)


def _parts_of_update(document: Document, gold: dict[str, Any]) -> Iterator[Check]:
    takeaways = [(takeaway.head, takeaway.text) for takeaway in document.takeaways]
    yield _same("takeaways", len(takeaways), len(gold["key_takeaways"]))
    for (head, text), wanted in zip(takeaways, gold["key_takeaways"], strict=False):
        yield _same("takeaways", head, None)
        yield _same("takeaways", text[: len(wanted["first_words"])], wanted["first_words"])
    bullets = sum(block.role == "list_item" for block in document.blocks)
    yield _same("list items", bullets, sum(part["bullets"] for part in gold["assessments"]))
    for part in gold["assessments"]:
        starts = [
            block.role for block in document.blocks if block.text.startswith(part["first_words"])
        ]
        yield _same("paragraphs", starts[:1], ["paragraph"])
    figures = [
        (figure.number, figure.caption, figure.credit, figure.note) for figure in document.figures
    ]
    wanted = [(f["number"], f["caption"], f["source"], f["note"]) for f in gold["figures"]]
    yield _same("figures", figures, wanted)
    noise = {block.text for block in document.blocks if block.role == "noise"}
    for line in ("No comments:", "Post a Comment"):
        yield _same("noise", line in noise, wanted=True)


def _markers(document: Document, markers: list[str]) -> Iterator[Check]:
    yield _same("notes", [note.marker for note in document.notes], markers)
    yield _same("markers", [ref.marker for ref in document.note_refs], markers)
    for ref in document.note_refs:
        yield _same(
            "marker places", document.text[ref.at :].startswith(f"[{ref.marker}]"), wanted=True
        )


def _note_checks(note: Note, wanted: dict[str, Any]) -> Iterator[Check]:
    works = note.citations
    linked = [work for work in works if work.url and "http" in work.raw]
    yield _same("addresses", len(linked), wanted["url_tokens"])
    yield _same("defanged", sum(work.defanged for work in works), wanted["defanged_tokens"])
    cut = [work for work in works if work.state == "truncated"]
    yield _same("truncated", len(cut), wanted["truncated_count"])
    yield _same("truncated", [work.canonical for work in cut], [None] * len(cut))
    closed = [work for work in works if (work.publisher or "").startswith("SITE ")]
    yield _same("access", bool(closed), wanted["site_intel"])
    yield _same("access", {work.access for work in closed} <= {"subscription"}, wanted=True)
    held = {work.access for work in works} & {"on_request", "own_research"}
    yield _same("access", bool(held), wanted["available_on_request"] or wanted["authors_research"])


def _digest_checks(documents: tuple[Document, ...], gold: dict[str, Any]) -> Iterator[Check]:
    yield _same("documents", len(documents), gold["articles_count"])
    for document, wanted in zip(documents, gold["articles"], strict=False):
        yield _same("title", document.title, wanted["title"])
        yield _same("kind", document.kind, "digest-article")
        caption = document.images[0].caption if document.images else None
        yield _same("image caption", caption, wanted["image_caption"])
        quote = (document.pull_quote or "")[: len(wanted["pull_quote_start"])]
        yield _same("pull quote", quote, wanted["pull_quote_start"])
        summary = wanted["summary"] or wanted["insight_summary"]
        yield _same("summary", _opening(document.summary), _opening(summary))
        yield _same("notes", [note.marker for note in document.notes], wanted["notes"])
        refs = [ref.marker for ref in document.note_refs]
        yield _same("markers", refs, wanted["note_markers_in_body"])
        yield from _image_checks(document, wanted["image_information"])
        yield from _source_checks(document, wanted["sources"])


def _opening(summary: str | None) -> str:
    return re.sub(r"^Summary:\s*", "", summary or "")[:60]


def _image_checks(document: Document, wanted: dict[str, Any]) -> Iterator[Check]:
    image = document.images[0]
    yield _same("image information", image.url, wanted["source"])
    if wanted["attribution"] is not None:  # the gold leaves out one that the file prints last
        attribution = re.sub(r"\s*\((?:same line).*\)$", "", wanted["attribution"])
        yield _same("image information", image.attribution, attribution)


def _source_checks(document: Document, sources: list[dict[str, Any]]) -> Iterator[Check]:
    yield _same("sources", len(document.sources), len(sources))
    for place, (found, wanted) in enumerate(zip(document.sources, sources, strict=False)):
        for theirs, ours in _SOURCE_FIELDS.items():
            yield _same(f"source {ours}", _field(found, ours), _wanted(wanted, theirs))
        excerpts = [block for block in document.blocks if block.source == place]
        yield _same("excerpts", any(block.role == "excerpt" for block in excerpts), wanted=True)


def _field(source: CitedSource, name: str) -> str | None:
    value: str | None = getattr(source, name)
    return f"Accessed {value}" if name == "published" and source.date_says == "accessed" else value


def _wanted(source: dict[str, Any], name: str) -> str | None:
    value: str | None = source[name]
    return value


def _spans(documents: tuple[Document, ...]) -> Iterator[Check]:
    for document in documents:
        for block in document.blocks:
            yield _same("spans", document.text[block.start : block.end], block.text)
