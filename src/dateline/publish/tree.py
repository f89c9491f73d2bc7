"""Pandoc's tree: parsed from Markdown, built by hand, written as HTML or Typst."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

from dateline.publish.pandoc import convert, run_pandoc

# One element of Pandoc's JSON tree: `t` names it, `c` holds what it holds.
Node: TypeAlias = dict[str, Any]

# Raw HTML and TeX stay the characters they are, and "$14" is money.
READER = (
    "markdown-raw_html-raw_tex-raw_attribute-native_divs-native_spans"
    "-tex_math_dollars-latex_macros-implicit_figures-markdown_in_html_blocks"
)
API_VERSION = [1, 23, 1, 1]
_READING = Lock()  # outputs are made side by side: the first reads for all


def parse_markdown(text: str) -> list[Node]:
    """Read Pandoc Markdown into its blocks."""
    with _READING:
        written = _read_markdown(text)
    tree: dict[str, Any] = json.loads(written)
    return list(tree["blocks"])


@lru_cache(maxsize=2)
def _read_markdown(text: str) -> str:
    """What Pandoc reads: each output of an update asks it of the same text."""
    return convert(text, READER, "json", ["--quiet"])


def write_tree(blocks: list[Node], to: str) -> str:
    """Write blocks as `html5` or `typst`, a fragment without a frame."""
    tree = {"pandoc-api-version": API_VERSION, "meta": {}, "blocks": blocks}
    options = ["--wrap=none", "--syntax-highlighting=none", "--email-obfuscation=none"]
    return convert(json.dumps(tree), "json", to, options)


def write_docx(
    blocks: list[Node],
    *,
    pictures: Mapping[str, bytes] | None = None,
    reference: Path | None = None,
    direction: str = "ltr",
) -> bytes:
    """Write blocks as a Word file, with the styles of a reference file or Pandoc's own.

    Args:
        blocks: the tree; its images name `pictures`.
        pictures: the files of its images by name.
        reference: a Word file whose styles are taken.
        direction: `rtl` or `ltr`.
    """
    import tempfile

    meta = {"dir": {"t": "MetaString", "c": "rtl"}} if direction == "rtl" else {}
    tree = {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}
    with tempfile.TemporaryDirectory(prefix="dateline-") as name:
        folder = Path(name)
        for picture, content in (pictures or {}).items():
            (folder / picture).write_bytes(content)
        options = [f"--reference-doc={reference.resolve()}"] if reference else []
        told = json.dumps(tree)
        run_pandoc(told, "--from=json", "--to=docx", "--output=o.docx", *options, folder=folder)
        return (folder / "o.docx").read_bytes()


def words(text: str) -> list[Node]:
    """Plain words as inlines.

    >>> words("Tominian circle")
    [{'t': 'Str', 'c': 'Tominian'}, {'t': 'Space'}, {'t': 'Str', 'c': 'circle'}]
    """
    inlines: list[Node] = []
    for at, part in enumerate(text.split(" ")):
        if at:
            inlines.append({"t": "Space"})
        if part:
            inlines.append({"t": "Str", "c": part})
    return inlines


def link(text: str, address: str) -> Node:
    """A link with its words."""
    return {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": text}], [address, ""]]}


def code(text: str) -> Node:
    """Words set as code, such as a query line."""
    return {"t": "Code", "c": [["", [], []], text]}


def span(inlines: list[Node], *, classes: tuple[str, ...] = (), **attributes: str) -> Node:
    """A span with classes and attributes."""
    return {"t": "Span", "c": [["", list(classes), list(attributes.items())], inlines]}


def raw_inline(language: str, text: str) -> Node:
    """Words that go into one output as they are; only from our own templates."""
    return {"t": "RawInline", "c": [language, text]}


def raw_block(language: str, text: str) -> Node:
    """A block that goes into one output as it is; only from our own templates."""
    return {"t": "RawBlock", "c": [language, text]}


def para(inlines: list[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": inlines}


def plain(inlines: list[Node]) -> Node:
    """A line that is no paragraph of its own, such as a list item."""
    return {"t": "Plain", "c": inlines}


def placeholder(kind: str, payload: Any) -> Node:  # noqa: ANN401 - each kind has its own
    """A node that Pandoc does not know, for a writer to put its own in place of.

    Args:
        kind: `bound`, `note`, `figure`, `takeaways` or `likelihood`.
        payload: what the writer needs; see `weave`.
    """
    return {"t": "Dateline", "c": [kind, payload]}


def lower(node: Any, write: Callable[[str, Any], list[Node]]) -> Any:  # noqa: ANN401 - any part
    """Put a writer's nodes in place of every placeholder."""
    if isinstance(node, list):
        out: list[Any] = []
        for part in node:
            if isinstance(part, dict) and part.get("t") == "Dateline":
                out.extend(lower(write(*part["c"]), write))
            else:
                out.append(lower(part, write))
        return out
    if isinstance(node, dict):
        return {key: lower(value, write) for key, value in node.items()}
    return node


def plain_text(node: Any) -> str:  # noqa: ANN401 - any part of the tree
    """The words of a node without their marks.

    >>> plain_text(words("Bandiagara plateau"))
    'Bandiagara plateau'
    """
    return "".join(_texts(node)).strip()


def _texts(node: Any) -> Iterator[str]:  # noqa: ANN401 - any part of the tree
    if isinstance(node, list):
        for part in node:
            yield from _texts(part)
        return
    if not isinstance(node, dict):
        return
    kind = node.get("t")
    if kind == "Str":
        yield node["c"]
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        yield " "
    elif kind == "Code":
        yield node["c"][1]
    elif kind == "Quoted":
        single = node["c"][0]["t"] == "SingleQuote"
        yield "‘" if single else "“"
        yield from _texts(node["c"][1])
        yield "’" if single else "”"
    elif kind == "Dateline":
        payload = node["c"][1]
        yield from _texts(getattr(payload, "inlines", []))
    elif kind not in ("Note", "Cite"):
        yield from _texts(node.get("c"))
