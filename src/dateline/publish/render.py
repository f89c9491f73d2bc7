"""One self-contained page: HTML with its fonts, figures and numbers, and no script."""

import base64
from collections.abc import Sequence
from typing import Any

from dateline.publish.edition import DrawnFigure, ResolvedUpdate, series_of
from dateline.publish.endnotes import write_notes
from dateline.publish.figures.style import themed
from dateline.publish.made import Made, describe_making
from dateline.publish.policy import refuse_leaks, secrets_of
from dateline.publish.receipts import make_receipt, say_range
from dateline.publish.templates_of import make_templates
from dateline.publish.tree import Node, lower, plain, raw_block, raw_inline, write_tree
from dateline.publish.typefaces import embed_faces
from dateline.publish.weave import weave_update
from dateline.publish.woven import BoundMark, Endnote, FigureMark, NoteMark, Woven


def render_html(edition: ResolvedUpdate, drawn: Sequence[DrawnFigure] = ()) -> str:
    """Write an update as one HTML page.

    Args:
        edition: the update with every answer beside it.
        drawn: its figures, in order; a figure without a drawing shows its title and note.

    Returns:
        The page, with fonts and figures inside; no script, nothing loaded from anywhere.

    Raises:
        BindingError: when a bound phrase has no answer.
        PublishRefused: when a note has no target, or a withheld source would be named.
    """
    secrets = secrets_of(edition)
    woven = weave_update(edition)
    writer = _PageWriter(edition, woven, drawn, secrets)
    body = write_tree(writer.lowered(woven.blocks), "html5")
    notes = write_tree(writer.notes(), "html5") if woven.notes else ""
    made = describe_making(edition, woven, secrets)
    page = _fill(edition, body=body, notes=notes, made=made)
    refuse_leaks(page, secrets, "web page")
    return page


class _PageWriter:
    """Lowers the placeholders of one update into HTML."""

    def __init__(
        self,
        edition: ResolvedUpdate,
        woven: Woven,
        drawn: Sequence[DrawnFigure],
        secrets: frozenset[str],
    ) -> None:
        self.edition = edition
        self.woven = woven
        self.drawn = {figure.number: figure for figure in drawn}
        self.secrets = secrets
        self.templates = make_templates(edition.templates)

    def lowered(self, blocks: list[Node]) -> list[Node]:
        """Blocks with HTML in place of the placeholders."""
        done: list[Node] = lower(blocks, self.write)
        return done

    def write(self, kind: str, payload: Any) -> list[Node]:  # noqa: ANN401 - each kind has its own
        """Write one placeholder."""
        if kind == "note":
            return [self.note_mark(payload)]
        if kind == "bound":
            return self.bound(payload)
        if kind == "takeaways":
            opening = f'<section class="takeaways"><h2 class="label">{payload.head}</h2>'
            return [
                raw_block("html", opening), *payload.blocks, raw_block("html", "</section>"),
            ]  # fmt: skip
        return self.figure(payload)

    def note_mark(self, mark: NoteMark) -> Node:
        """A note's number, linked to the note."""
        here = f"note-{mark.note}-{mark.turn}"
        name = self.edition.say("note-number", number=mark.note)
        return raw_inline(
            "html",
            f'<sup class="mark"><a id="{here}" href="#note-{mark.note}" role="doc-noteref" '
            f'aria-label="{name}">{mark.note}</a></sup>',
        )

    def bound(self, mark: BoundMark) -> list[Node]:
        """Bound words, followed by the receipt that hovering, focus or a tap shows."""
        receipt = make_receipt(self.edition, mark.bound, self.secrets)
        kind = mark.bound.binding.kind
        opening = (
            f'<span class="bound {kind} {receipt.verdict}" id="number-{mark.number}" tabindex="0" '
            f'role="button" aria-describedby="receipt-{mark.number}">'
        )
        shown = self.templates.get_template("receipt.html").render(
            receipt=receipt, number=mark.number, kind=kind, say=self.edition.say
        )
        range_of = ""
        if kind == "assessment" and mark.bound.assessment:
            told = say_range(mark.bound.assessment, self.edition.say)
            range_of = f' <span class="likelihood">{told}</span>'
        return [
            raw_inline("html", opening),
            *mark.inlines,
            raw_inline("html", f"</span>{range_of}{' '.join(shown.split())}"),
        ]

    def figure(self, mark: FigureMark) -> list[Node]:
        """A figure with number, title, drawing, note and credit."""
        drawing = self.drawn.get(mark.number)
        say = self.edition.say
        before = self.templates.get_template("figure.html").module
        data = svg = narrow = ""
        if drawing:
            svg = themed(drawing.svg, mark.number)
            narrow = themed(drawing.narrow, f"{mark.number}n") if drawing.narrow else ""
            data = base64.b64encode(drawing.csv.encode()).decode("ascii")
        return [
            raw_block("html", before.opening(mark.number, say)),
            plain(mark.inlines),
            raw_block("html", before.closing(mark.number, drawing, data, svg, say, narrow)),
        ]

    def notes(self) -> list[Node]:
        """The list of endnotes with their back links."""
        written = write_notes(self.edition, self.woven.notes, self.secrets)
        blocks = [raw_block("html", '<ol class="notes">')]
        for note, inlines in zip(self.woven.notes, written, strict=True):
            blocks.append(raw_block("html", f'<li id="note-{note.number}">'))
            blocks.append(
                plain([*self.lowered(inlines), raw_inline("html", self.back_links(note))])
            )
            blocks.append(raw_block("html", "</li>"))
        return [*blocks, raw_block("html", "</ol>")]

    def back_links(self, note: Endnote) -> str:
        """An arrow for each place in the text that refers to a note."""
        say, links = self.edition.say, []
        for turn in range(1, note.references + 1):
            name = say("back-to-turn", turn=turn) if turn > 1 else say("back-to-text")
            links.append(
                f'\u00a0<a class="back" role="doc-backlink" href="#note-{note.number}-{turn}" '
                f'aria-label="{name}">↑</a>',
            )
        return "".join(links)


def _fill(edition: ResolvedUpdate, *, body: str, notes: str, made: Made) -> str:
    update, meta = edition.update, edition.update.meta
    templates = make_templates(edition.templates)
    say = edition.say
    page: str = templates.get_template("page.html").render(
        edition=edition,
        title=update.title,
        standfirst=meta.get("standfirst") or "",
        series=series_of(edition),
        contributors=meta.get("contributors") or (),
        say=say,
        published=say.date(edition.facts.published),
        cutoff=say.time(update.cutoff),
        body=body,
        notes=notes,
        made=made,
        style=templates.get_template("page.css").render(),
        faces="",
    )
    faces = embed_faces(page, bold_arabic=edition.direction == "rtl")
    return page.replace("/*faces*/", faces, 1)
