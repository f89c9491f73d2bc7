"""Print: the same tree through Typst into a PDF, with the receipts in the margin."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.errors import PublishRefused
from dateline.publish.edition import DrawnFigure, ResolvedUpdate, series_of
from dateline.publish.endnotes import write_notes
from dateline.publish.made import describe_making
from dateline.publish.policy import refuse_leaks, secrets_of
from dateline.publish.receipts import Receipt, make_receipt, say_range
from dateline.publish.templates_of import find_template
from dateline.publish.tree import Node, lower, plain, raw_block, raw_inline, write_tree
from dateline.publish.typefaces import FOLDER, find_unprintable, say_script
from dateline.publish.weave import weave_update
from dateline.publish.woven import BoundMark, FigureMark, Woven

SAID = ("figure", "credit", "no-event", "words", "ledger", "rests-on", "query")  # in the template
SINGLE, TWO_SIDED = "single", "two-sided"
TEMPLATE = Path(__file__).resolve().parent / "templates" / "print.typ"


def render_pdf(edition: ResolvedUpdate, drawn: Sequence[DrawnFigure] = ()) -> bytes:
    """Set an update as a PDF; the same edition gives the same bytes.

    Args:
        edition: the update with every answer beside it.
        drawn: its figures, in order.

    Returns:
        The file's bytes, dated with the edition's own date. They meet PDF/UA-1 unless the
        update's heads skip a level; then the file is tagged all the same.

    Raises:
        BindingError: when a bound phrase has no answer.
        PublishRefused: when a note has no target, or a withheld source would be named.
    """
    import typst

    source = write_typst(edition, drawn)
    _refuse_boxes(source)
    day = datetime.fromisoformat(edition.facts.published[:10]).replace(tzinfo=UTC)
    compiler = typst.Compiler(font_paths=[str(FOLDER)], ignore_system_fonts=True)
    try:
        done = compiler.compile(
            source.encode(), format="pdf", timestamp=day, pdf_standards=["ua-1"]
        )
    except typst.TypstError:  # a head that skips a level breaks the standard, not the page
        done = compiler.compile(source.encode(), format="pdf", timestamp=day)
    return done if isinstance(done, bytes) else b""


def _refuse_boxes(source: str) -> None:
    """Refuse to print letters that no font has."""
    for script, letters in find_unprintable(source).items():
        raise PublishRefused(
            f"The PDF would print empty boxes for “{letters[:12]}” ({say_script(script)} script, "
            "in the text or in a source's title): no shipped font has them. Write them in Latin "
            "or Arabic script, or publish without the PDF: `--to html,docx,email`."
        )


def write_typst(edition: ResolvedUpdate, drawn: Sequence[DrawnFigure] = ()) -> str:
    """Write the Typst source of an update, template and figures included."""
    secrets = secrets_of(edition)
    woven = weave_update(edition)
    writer = _PrintWriter(edition, woven, drawn, secrets)
    body = write_tree(writer.lowered(woven.blocks), "typst")
    say = edition.say
    told = ", ".join(f"{key}: {quoted(say(key))}" for key in SAID)
    parts = [
        f"#let page-direction = {edition.direction}",
        f"#let own-direction = {say.direction}",
        f"#let own-language = {quoted(say.language)}",
        f"#let say = ({told})",
        f"#let two-sided = {'true' if _is_two_sided(edition) else 'false'}",
    ]
    parts += [
        find_template(TEMPLATE, edition.templates).read_text("utf-8"),
        _opening(edition),
        body,
    ]
    parts.append("#show: back-pages")
    if woven.notes:
        parts.append(write_tree(writer.notes(), "typst"))
    parts.append(_making(edition, woven, secrets))
    source = "\n".join(parts)
    refuse_leaks(source.replace("\\", ""), secrets, "PDF")  # Typst's escapes hide no name
    return source


def _is_two_sided(edition: ResolvedUpdate) -> bool:
    """Whether the front matter says `print: two-sided`.

    Raises:
        PublishRefused: it says something else.
    """
    told = str(edition.update.meta.get("print", SINGLE))
    if told not in (SINGLE, TWO_SIDED):
        raise PublishRefused(
            f"`print: {told}` in the front matter means nothing. Write {SINGLE} or {TWO_SIDED}."
        )
    return told == TWO_SIDED


class _PrintWriter:
    """Lowers the placeholders of one update into Typst."""

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

    def lowered(self, blocks: list[Node]) -> list[Node]:
        """Blocks with Typst in place of the placeholders."""
        done: list[Node] = lower(blocks, self.write)
        return done

    def write(self, kind: str, payload: Any) -> list[Node]:  # noqa: ANN401 - each kind has its own
        """Write one placeholder."""
        if kind == "note":
            return [raw_inline("typst", f"#mark({payload.note});")]
        if kind == "bound":
            return self.bound(payload)
        if kind == "takeaways":
            opening = f"#takeaways({quoted(payload.head)})["
            return [raw_block("typst", opening), *payload.blocks, raw_block("typst", "]")]
        return self.figure(payload)

    def bound(self, mark: BoundMark) -> list[Node]:
        """Bound words, with their receipt in the margin where they rest on a query."""
        kind = mark.bound.binding.kind
        receipt = make_receipt(self.edition, mark.bound, self.secrets)
        after = ""
        if kind == "assessment" and mark.bound.assessment:
            after = f"~#likelihood({quoted(say_range(mark.bound.assessment, self.edition.say))});"
        if mark.bound.estimate is not None or kind == "assessment":
            told = ", ".join(map(quoted, (receipt.words, receipt.value, _detail(receipt))))
            after += f"#receipt({told});"
        return [
            raw_inline("typst", f"#bound({quoted(kind)}, {quoted(receipt.verdict)})["),
            *mark.inlines,
            raw_inline("typst", f"];{after}"),
        ]

    def figure(self, mark: FigureMark) -> list[Node]:
        """A figure with number, title, drawing, note and credit."""
        drawing = self.drawn.get(mark.number)
        told = 'none, "", "", ""'
        if drawing:
            told = ", ".join(
                map(quoted, (drawing.svg, drawing.note, drawing.credit, drawing.alt)),
            )
        return [
            raw_block("typst", f"#picture({mark.number}, ["),
            plain(mark.inlines),
            raw_block("typst", f"], {told})"),
        ]

    def notes(self) -> list[Node]:
        """The list of endnotes."""
        written = write_notes(self.edition, self.woven.notes, self.secrets)
        blocks = [raw_block("typst", f"#back-matter[{self.edition.say('endnotes')}][")]
        for note, inlines in zip(self.woven.notes, written, strict=True):
            blocks.append(raw_block("typst", f"#note-entry({note.number})["))
            blocks += [plain(self.lowered(inlines)), raw_block("typst", "]")]
        return [*blocks, raw_block("typst", "]")]


def quoted(text: str) -> str:
    r"""Write a string as Typst code.

    >>> quoted('say "so" \\ now')
    '"say \\"so\\" \\\\ now"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _detail(receipt: Receipt) -> str:
    parts = [part for part in (receipt.interval, receipt.basis) if part]
    if receipt.verdict and receipt.verdict != "holds":
        parts.append(receipt.ruling)
    return " · ".join(parts)


def _opening(edition: ResolvedUpdate) -> str:
    update, meta, facts = edition.update, edition.update.meta, edition.facts
    say = edition.say
    day_of_issue = say.date(facts.published)
    rows = []
    if update.authors:
        rows.append((say("by"), ", ".join(update.authors)))
    if meta.get("contributors"):
        rows.append((say("with"), ", ".join(meta["contributors"])))
    if update.cutoff:
        rows.append((say("cutoff"), say.time(update.cutoff)))
    told = "".join(f"({quoted(name)}, {quoted(value)})," for name, value in rows)
    authors = "".join(f"{quoted(name)}," for name in update.authors)
    year, month, day = (int(part) for part in facts.published[:10].split("-"))
    return "\n".join(
        (
            "#show: edition.with(",
            f"  title: {quoted(update.title)},",
            f"  standfirst: {quoted(str(meta.get('standfirst') or ''))},",
            f"  desk: {quoted(facts.desk)}, series: {quoted(series_of(edition))},",
            f"  published: {quoted(day_of_issue)}, facts: ({told}),",
            f"  language: {quoted(edition.language)},",
            f"  authors: ({authors}), day: datetime(year: {year}, month: {month}, day: {day}),",
            ")",
        ),
    )


def _making(edition: ResolvedUpdate, woven: Woven, secrets: frozenset[str]) -> str:
    made = describe_making(edition, woven, secrets)
    lines = [
        f"#back-matter[{edition.say('made')}][",
        f"#text({quoted(' '.join((*made.standing, *made.sentences)))})",
    ]
    if edition.facts.state:
        lines.append(f"#small({quoted(edition.say('state') + ' ' + edition.facts.state)})")
    lines += [f"\n- #text({quoted(sentence)})" for sentence in made.definitions]
    if made.rows:
        rows = []
        for row in made.rows:
            receipt = row.receipt
            value = " · ".join(part for part in (receipt.value, receipt.interval) if part)
            basis = "; ".join(part for part in (receipt.basis, receipt.split) if part)
            cells = (receipt.words, value, basis, edition.say.line(receipt.query))
            rows.append(f"made-row({', '.join(map(quoted, cells))})")
        lines.append(f"\n#made-table({', '.join(rows)})")
    return "\n".join([*lines, "]"])
