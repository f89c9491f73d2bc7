"""The sections of the trade: `::: summary`, `::: excerpt`, `::: sources` and their like.

Each becomes nodes that every output knows: a head in the update's language, and blocks.
"""

from collections.abc import Callable
from typing import Any

from dateline.errors import PublishRefused
from dateline.publish.edition import ResolvedUpdate, Work
from dateline.publish.policy import defang, is_withheld, link_policy, name_of, safe_href
from dateline.publish.tree import Node, link, plain, span, words

HEADED = (
    "summary", "commentary", "image-information", "insight", "assessments", "other-updates",
    "paused",
)  # fmt: skip
SECTIONS = (*HEADED, "quotation", "excerpt", "sources")
RIGHT_TO_LEFT_LANGUAGES = ("ar", "fa", "ps", "ur", "he")
RIGHT_TO_LEFT, APART, RELEASE = "\u2067", "\u2068", "\u2069"  # a stretch with an order of its own
Walk = Callable[[list[Node]], list[Node]]


def find_section(classes: list[str]) -> str | None:
    """Which section a fenced block is, by its classes; None for any other block."""
    return next((name for name in classes if name in SECTIONS), None)


def make_section(name: str, content: list[Any], edition: ResolvedUpdate, walk: Walk) -> list[Node]:
    """Write a fenced block as a section.

    Args:
        name: of `SECTIONS`.
        content: what Pandoc's `Div` holds: attributes and blocks.
        edition: for its language and its works.
        walk: resolves blocks in reading order.

    Raises:
        PublishRefused: when `sources` names a work that there is not.
    """
    attributes, inner = content
    pairs = dict(attributes[2])
    title = pairs.get("title") or edition.say(name)
    head = {"t": "Header", "c": [2, ["", [name], []], words(title)]}
    if name == "quotation":
        return [_div("pull", [{"t": "BlockQuote", "c": walk(inner)}])]
    if name == "excerpt":
        return [head, _beside(inner, pairs.get("lang", ""), edition, walk)]
    if name == "sources":
        keys = [cite["citationId"] for cite in _cites(inner)]
        return [head, {"t": "BulletList", "c": [[plain(_source(edition, key))] for key in keys]}]
    return [head, _div(name, walk(inner))]


def _div(name: str, blocks: list[Node]) -> Node:
    return {"t": "Div", "c": [["", [name], []], blocks]}


def _beside(inner: list[Node], language: str, edition: ResolvedUpdate, walk: Walk) -> Node:
    """A table with the excerpt on one side and its translation on the other, row by row."""
    sides: dict[str, list[Node]] = {"original": [], "translation": []}
    for block in inner:
        classes = block["c"][0][1] if block["t"] == "Div" else []
        side = next((name for name in sides if name in classes), None)
        if side:
            sides[side] += block["c"][1]
    original, translation = walk(sides["original"]), walk(sides["translation"])
    rows = []
    for at in range(max(len(original), len(translation))):
        left = [_spoken(block, language) for block in original[at : at + 1]]
        rows.append(_row([left, translation[at : at + 1]]))
    titles = [[plain(words(edition.say(side)))] for side in sides]
    empty = ["", [], []]
    width = {"t": "ColWidth", "c": 0.5}
    column = [{"t": "AlignDefault"}, width]
    turned = _runs_left(language) and edition.direction == "ltr"
    first = [{"t": "AlignRight"}, width] if turned else column
    return {
        "t": "Table",
        "c": [["", ["excerpt"], []], [None, []], [first, column], [empty, [_row(titles)]],
              [[empty, 0, [], rows]], [empty, []]],
    }  # fmt: skip


def _row(cells: list[list[Node]]) -> list[Any]:
    empty = ["", [], []]
    return [empty, [[empty, {"t": "AlignDefault"}, 1, 1, cell] for cell in cells]]


def _spoken(block: Node, language: str) -> Node:
    """A paragraph in the language it is written in, for readers aloud and for Arabic script."""
    if block["t"] not in ("Para", "Plain") or not language:
        return block
    if not _runs_left(language):
        return {"t": block["t"], "c": [span(block["c"], lang=language)]}
    isolated = [{"t": "Str", "c": RIGHT_TO_LEFT}, *block["c"], {"t": "Str", "c": RELEASE}]
    return {"t": block["t"], "c": [span(isolated, lang=language, dir="rtl")]}


def _runs_left(language: str) -> bool:
    return language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT_LANGUAGES


def _cites(node: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any part of the tree
    if isinstance(node, list):
        return [cite for part in node for cite in _cites(part)]
    if isinstance(node, dict):
        return node["c"][0] if node.get("t") == "Cite" else _cites(node.get("c"))
    return []


def _source(edition: ResolvedUpdate, key: str) -> list[Node]:
    """A source in full: titles, outlet with its description, day and address."""
    work = edition.works.get(key)
    if work is None:
        raise PublishRefused(
            f"[@{key}] among the sources has no target. Add the document, or correct the key."
        )
    if is_withheld(work):
        return words(edition.say("source-withheld"))
    document, language, say = work.document, edition.language, edition.say
    spoken = (document.language or "").split("-")[0]
    quoted = f"{say('open-quote')}{document.title or document.id}{say('close-quote')}"
    title = span(_apart(quoted), lang=spoken or language)
    titles = edition.update.meta.get("titles")
    translated = str(titles.get(key, "")) if isinstance(titles, dict) else ""
    out = [title, *(_apart(f"({translated})", " ") if translated else []), *words(". ")]
    says = f" ({work.source.says})" if work.source and work.source.says else ""
    out += [
        {"t": "Strong", "c": _apart(name_of(work))},
        *(_apart(says.strip(), " ") if says else []),
    ]
    out += words(f"{say('comma')}{say.date(document.published)}") if document.published else []
    return [*out, *words(". "), *_address(work)] if document.url else [*out, *words(".")]


def _apart(text: str, before: str = "") -> list[Node]:
    """Words in an order of their own, whichever way the line around them runs."""
    return words(f"{before}{APART}{text}{RELEASE}")


def _address(work: Work) -> list[Node]:
    address = work.document.url or ""
    href = safe_href(address)
    if link_policy(work) == "live" and href:
        shown = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
        return [link(shown.rstrip("/"), href)]
    return words(defang(address))
