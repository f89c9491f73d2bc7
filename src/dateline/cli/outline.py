"""A document on the terminal: its structure as a tree, its notes, what it is missing."""

from collections.abc import Sized
from typing import TYPE_CHECKING

from dateline.model.document import Document

if TYPE_CHECKING:
    from rich.tree import Tree

WIDTH = 96


def print_outline(document: Document) -> None:
    """Print one document as a person would want to look it over."""
    from rich.console import Console
    from rich.markup import escape
    from rich.tree import Tree

    tree = Tree(f"[bold]{escape(document.title or document.id)}[/bold]")
    facts = (
        ("kind", document.kind),
        ("by", ", ".join(document.authors)),
        ("with", ", ".join(document.contributors)),
        ("publisher", document.publisher),
        ("published", document.published),
        ("modified", document.modified),
        ("cutoff", document.cutoff),
        ("language", document.language),
        ("translated by", document.translator),
        ("address", document.url),
        ("came with", document.attached_to),
        ("summary", document.summary),
        ("pull quote", document.pull_quote),
    )
    for name, value in facts:
        if value:
            tree.add(escape(f"{name}: {_short(value)}"))
    _add_takeaways(tree, document)
    _add_blocks(tree, document)
    _add_figures(tree, document)
    _add_notes(tree, document)
    _add_names(tree, document)
    if document.problems:
        branch = tree.add(f"[yellow]{_count(document.problems, 'problem')}[/yellow]")
        for problem in document.problems:
            branch.add(escape(f"{problem.kind}: {problem.what} {problem.advice}"))
    Console(highlight=False).print(tree)


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'s' * (len(things) != 1)}"


def _add_takeaways(tree: "Tree", document: Document) -> None:
    from rich.markup import escape

    if document.takeaways:
        branch = tree.add(_count(document.takeaways, "takeaway"))
        for takeaway in document.takeaways:
            head = f"{takeaway.head}. " if takeaway.head else ""
            branch.add(escape(_short(head + takeaway.text)))


def _add_blocks(tree: "Tree", document: Document) -> None:
    from rich.markup import escape

    branch = tree.add(_count(document.blocks, "block"))
    section: str | None = None
    place = branch
    for block in document.blocks:
        if block.role == "note":
            continue
        if block.section != section:
            section = block.section
            place = branch.add(f"[bold]{escape(section)}[/bold]") if section else branch
        leaf = place.add(f"[dim]{block.role}[/dim] {escape(_short(block.text))}")
        if block.original:
            said = f"{block.original_language}: {_short(block.original)}"
            leaf.add(f"[dim]{escape(said)}[/dim]")


def _add_figures(tree: "Tree", document: Document) -> None:
    from rich.markup import escape

    for figure in document.figures:
        number = f"Figure {figure.number}" if figure.number is not None else "Figure"
        credit = f" ({figure.credit})" if figure.credit else ""
        tree.add(escape(f"{number}. {figure.caption}{credit}"))
    for source in document.sources:
        said = (source.publisher, source.published, source.language, source.url)
        tree.add(escape(f"source: {source.title} — {', '.join(part for part in said if part)}"))


def _add_names(tree: "Tree", document: Document) -> None:
    from rich.markup import escape

    if document.names:
        branch = tree.add(f"{len(document.names)} names in Latin letters")
        for name in document.names:
            known = f" ({name.known})" if name.known else ""
            branch.add(escape(f"{name.text}  {name.latin}{known}"))


def _add_notes(tree: "Tree", document: Document) -> None:
    from rich.markup import escape

    if not document.notes:
        return
    branch = tree.add(
        f"{_count(document.notes, 'note')}, {_count(document.note_refs, 'marker')} in the text"
    )
    for note in document.notes:
        works = branch.add(escape(f"[{note.marker}] {_short(note.text)}"))
        for citation in note.citations:
            flags = ", ".join(
                flag
                for flag, raised in (
                    (citation.state, citation.state != "ok"),
                    (citation.access, citation.access != "open"),
                    ("defanged", citation.defanged),
                )
                if raised
            )
            name = citation.url or citation.title or citation.raw
            works.add(escape(f"{_short(name)}{f'  ({flags})' if flags else ''}"))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDTH else flat[: WIDTH - 1] + "…"
