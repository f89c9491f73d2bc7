"""Notes in a style of the Citation Style Language, through Pandoc's citeproc."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dateline.errors import PublishRefused
from dateline.publish.edition import ResolvedUpdate, Work
from dateline.publish.pandoc import convert
from dateline.publish.phrases import direction_of
from dateline.publish.policy import defang, link_policy, name_of, safe_href
from dateline.publish.tree import API_VERSION, Node

STYLES = Path(__file__).resolve().parent / "templates" / "styles"
HOUSE = "house"  # the notes that `endnotes` writes itself
ISOLATE, RELEASE = "\u2068", "\u2069"


def note_settings(edition: ResolvedUpdate) -> dict[str, Any]:
    """What `notes:` in the front matter says: a style's name, or a table with `style:`."""
    told = edition.update.meta.get("notes")
    return dict(told) if isinstance(told, dict) else {"style": told or HOUSE}


def repeats_notes(edition: ResolvedUpdate) -> bool:
    """Whether a note that says what an earlier one says has a number of its own."""
    settings = note_settings(edition)
    usual = "reuse" if settings.get("style", HOUSE) == HOUSE else "repeat"
    return str(settings.get("repeats", usual)) == "repeat"


def tells_access(edition: ResolvedUpdate) -> str:
    """For which works the house's notes give the day of access: `undated`, `all` or `none`.

    `undated` gives it for works without a date of their own, and beside an archived copy.
    """
    return str(note_settings(edition).get("accessed", "undated"))


def find_style(edition: ResolvedUpdate) -> Path | None:
    """The style file of an update; None for the house's own notes.

    Raises:
        PublishRefused: there is no such style.
    """
    name = str(note_settings(edition).get("style", HOUSE))
    if name == HOUSE:
        return None
    own = Path(edition.templates or STYLES) / f"{name}.csl"
    for path in (own, STYLES / f"{name}.csl"):
        if path.is_file() and path.name == f"{name}.csl":
            return path
    known = sorted(path.stem for path in STYLES.glob("*.csl"))
    raise PublishRefused(
        f"There is no note style '{name}'. Choose {HOUSE}, {' or '.join(known)}, or put "
        f"{name}.csl into the desk's templates/."
    )


def cite_works(works: Sequence[tuple[Work, int]], style: Path) -> list[list[Node]]:
    """Write a sequence of citations, each as inlines, in the order of the notes.

    Args:
        works: what is cited, with the number of its note.
        style: a CSL file of the class `note`.

    Raises:
        PublishRefused: citeproc cannot use the style.
    """
    items = {work.document.id: _item(work) for work, _ in works}
    keys = {name: f"work{at}" for at, name in enumerate(items)}
    blocks = [{"t": "Para", "c": [_cite(keys[work.document.id], number)]} for work, number in works]
    meta = {"suppress-bibliography": {"t": "MetaBool", "c": True}}
    tree = {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        listed = Path(folder) / "works.json"
        told = [{**item, "id": keys[name]} for name, item in items.items()]
        listed.write_text(json.dumps(told), encoding="utf-8")
        options = ["--citeproc", f"--csl={style}", f"--bibliography={listed}", "--quiet"]
        try:
            written = convert(json.dumps(tree), "json", "json", options)
        except PublishRefused as error:
            raise PublishRefused(f"The note style {style.name} cannot be used: {error}") from error
    return [_noted(block) for block in json.loads(written)["blocks"][: len(works)]]


def _cite(key: str, number: int) -> Node:
    citation = {
        "citationId": key, "citationPrefix": [], "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"}, "citationNoteNum": number, "citationHash": 0,
    }  # fmt: skip
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": f"[@{key}]"}]]}


def _noted(block: Node) -> list[Node]:
    """The inlines that citeproc put into a note, without its closing full stop."""
    inlines: list[Node] = block["c"]
    while inlines and inlines[0]["t"] in ("Cite", "Note"):
        inner = inlines[0]["c"]
        inlines = inner[1] if inlines[0]["t"] == "Cite" else inner[0]["c"]
    if inlines and inlines[-1]["t"] == "Str" and inlines[-1]["c"].endswith("."):
        inlines = [*inlines[:-1], {"t": "Str", "c": inlines[-1]["c"][:-1]}]
    return inlines


def _item(work: Work) -> dict[str, Any]:
    """A work in the form of CSL JSON; a hostile address stays broken in every style."""
    document = work.document
    title = document.title or "Untitled"
    if direction_of(document.language or "") == "rtl":
        title = f"{ISOLATE}{title}{RELEASE}"
    item: dict[str, Any] = {
        "type": "webpage", "title": title, "container-title": name_of(work),
        "author": [{"literal": name} for name in document.authors],
    }  # fmt: skip
    for key, text in (("issued", document.published), ("accessed", work.accessed)):
        parts = [int(part) for part in (text or "")[:10].split("-") if part.isdigit()]
        if parts:
            item[key] = {"date-parts": [parts]}
    if work.archived:
        item["archive"] = f"archived copy {work.archived}"
    if work.access == "on_request":
        item["note"] = "source available on request"
        return item
    if work.access == "subscription":
        item["note"] = "available by subscription"
    address = document.url or ""
    if address:
        live = link_policy(work) == "live" and safe_href(address)
        item["URL"] = address if live else defang(address)
    return item
