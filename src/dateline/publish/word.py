"""A Word file from the same tree: real endnotes, styles, pictures with alternative text."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

from dateline.publish.edition import DrawnFigure, ResolvedUpdate, series_of
from dateline.publish.endnotes import unlink_notes, write_notes
from dateline.publish.made import MadeRow, describe_making
from dateline.publish.phrases import Words
from dateline.publish.policy import refuse_leaks, secrets_of
from dateline.publish.receipts import say_range
from dateline.publish.tree import Node, code, lower, para, plain, words, write_docx
from dateline.publish.weave import weave_update
from dateline.publish.woven import FigureMark, Woven

DOCX_DAY = (1980, 1, 1, 0, 0, 0)  # what a part of the file is dated: nothing
SERIF, SANS = "Georgia", "Arial"  # fonts that an editor's machine has
COMPLEX = {SERIF: "Times New Roman", SANS: "Arial"}  # the same for Arabic script
ACCENT = "9C3B1B"
FOOT_LETTERS = 70  # of the title, at the foot of a page
# style: font, points, bold
LOOKS = {
    "Normal": (SERIF, 10.5, False), "Body Text": (SERIF, 10.5, False),
    "First Paragraph": (SERIF, 10.5, False), "Compact": (SERIF, 10.5, False),
    "Title": (SERIF, 24, True), "Subtitle": (SERIF, 13, False), "Heading 2": (SANS, 12, True),
    "Heading 3": (SANS, 10.5, True), "Masthead": (SANS, 9, True), "Byline": (SANS, 9, False),
    "Takeaways Head": (SANS, 9, True), "Takeaways": (SERIF, 10.5, False),
    "Figure Title": (SANS, 10.5, True), "Figure Note": (SANS, 8, False),
    "Endnote Text": (SERIF, 9, False), "Verbatim Char": (SANS, 8.5, False),
}  # fmt: skip
ACCENTED = ("Masthead", "Takeaways Head")
# Pandoc writes footnotes; a think tank sets endnotes. The parts differ in their names only.
ENDNOTES = (("footnotes", "endnotes"), ("footnote", "endnote"), ("Footnote", "Endnote"))
DECIMAL = '<w:numFmt w:val="decimal"/>'
NOTE_PARTS = ("word/document.xml", "word/footnotes.xml", "word/_rels/document.xml.rels",
              "word/_rels/footnotes.xml.rels", "[Content_Types].xml", "word/settings.xml",
              "word/styles.xml")  # fmt: skip


def render_docx(edition: ResolvedUpdate, drawn: Sequence[DrawnFigure] = ()) -> bytes:
    """Write an update as a Word file; the same edition gives the same bytes.

    Args:
        edition: the update with every answer beside it.
        drawn: its figures, in order; their PNG goes in.

    Raises:
        BindingError: when a bound phrase has no answer.
        PublishRefused: when a note has no target, or a withheld source would be named.
    """
    secrets = secrets_of(edition)
    woven = weave_update(edition)
    writer = _WordWriter(edition, woven, drawn, secrets)
    blocks = [
        *_opening(edition),
        *lower(woven.blocks, writer.write),
        *_making(edition, woven, secrets),
    ]
    written = write_docx(
        blocks,
        pictures={_picture_name(figure.number): figure.png for figure in drawn},
        reference=_find_reference(edition),
        direction=edition.direction,
    )
    return _finish(written, edition, secrets)


def _picture_name(number: int) -> str:
    return f"figure-{number}.png"


def _find_reference(edition: ResolvedUpdate) -> Path | None:
    """The desk's own file of styles, `reference.docx`; None where it has none."""
    path = Path(edition.templates) / "reference.docx"
    return path if edition.templates and path.is_file() else None


class _WordWriter:
    """Lowers the placeholders of one update into what Pandoc writes for Word."""

    def __init__(
        self,
        edition: ResolvedUpdate,
        woven: Woven,
        drawn: Sequence[DrawnFigure],
        secrets: frozenset[str],
    ) -> None:
        self.say = edition.say
        self.drawn = {figure.number: figure for figure in drawn}
        written = write_notes(edition, woven.notes, secrets)
        self.notes = {
            note.number: unlink_notes(inlines)
            for note, inlines in zip(woven.notes, written, strict=True)
        }

    def write(self, kind: str, payload: Any) -> list[Node]:  # noqa: ANN401 - each kind has its own
        """Write one placeholder."""
        if kind == "note":
            if payload.turn > 1:
                return [{"t": "Superscript", "c": words(str(payload.note))}]
            return [{"t": "Note", "c": [para(self.notes[payload.note])]}]
        if kind == "bound":
            after: list[Node] = []
            if payload.bound.binding.kind == "assessment" and payload.bound.assessment:
                after = words(f" {say_range(payload.bound.assessment, self.say)}")
            return [_styled(payload.inlines, "Bound"), *after]
        if kind == "takeaways":
            return [_block([para(words(payload.head))], "Takeaways Head"),
                    _block(payload.blocks, "Takeaways")]  # fmt: skip
        return self.figure(payload)

    def figure(self, mark: FigureMark) -> list[Node]:
        """A figure: title, picture, note and credit."""
        title = [*words(f"{self.say('figure')} {mark.number}. "), *mark.inlines]
        drawing = self.drawn.get(mark.number)
        if drawing is None:
            return [_block([para(title)], "Figure Title")]
        picture = {
            "t": "Image",
            "c": [["", [], [["width", "16cm"]]], words(drawing.alt),
                  [_picture_name(mark.number), ""]],
        }  # fmt: skip
        note = " ".join(
            part
            for part in (drawing.note, f"{self.say('credit')}{self.say('colon')}{drawing.credit}.")
            if part
        )
        return [
            _block([para(title)], "Figure Title"),
            _block([para([picture])], "Figure Picture"),
            _block([para(words(note))], "Figure Note"),
        ]


def _opening(edition: ResolvedUpdate) -> list[Node]:
    update, facts = edition.update, edition.facts
    line = " · ".join((facts.desk, series_of(edition), edition.say.date(facts.published)))
    blocks = [_block([para(words(line))], "Masthead"), _block([para(words(update.title))], "Title")]
    standfirst = str(update.meta.get("standfirst") or "")
    if standfirst:
        blocks.append(_block([para(words(standfirst))], "Subtitle"))
    told = [", ".join(update.authors)] if update.authors else []
    told += [edition.say.cutoff(update.cutoff)] if update.cutoff else []
    return [*blocks, _block([para(words(" · ".join(told)))], "Byline")] if told else blocks


def _making(edition: ResolvedUpdate, woven: Woven, secrets: frozenset[str]) -> list[Node]:
    made = describe_making(edition, woven, secrets)
    title = words(edition.say("made"))
    rows = [[plain(_row(row, edition.say))] for row in made.rows]
    blocks = [{"t": "Header", "c": [2, ["", [], []], title]}, para(words(made.text))]
    blocks += [{"t": "BulletList", "c": rows}] if rows else []
    if edition.facts.state:
        blocks.append(
            _block([para(words(f"{edition.say('state')} {edition.facts.state}"))], "Figure Note")
        )
    return blocks


def _row(row: MadeRow, say: Words) -> list[Node]:
    receipt = row.receipt
    parts = (receipt.interval, receipt.basis, receipt.split)
    told = say("semicolon").join(part for part in parts if part)
    said = f"“{receipt.words}”{say('colon')}{receipt.value}" + (f" ({told})" if told else "")
    asked = f"{say('comma')}{say('query').lower()} "
    return [*words(f"{said}{asked}"), code(say.line(receipt.query))]


def _styled(inlines: list[Node], style: str) -> Node:
    return {"t": "Span", "c": [["", [], [["custom-style", style]]], inlines]}


def _block(blocks: list[Node], style: str) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def _finish(written: bytes, edition: ResolvedUpdate, secrets: frozenset[str]) -> bytes:
    """Turn footnotes into endnotes, set styles and properties, and search every part."""
    return seal_parts(_style(_with_endnotes(written), edition), secrets)


def seal_parts(written: bytes, secrets: frozenset[str]) -> bytes:
    """The same parts in order and without a clock, each searched for what must not leave."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist()):
            payload = source.read(name)
            if name.endswith((".xml", ".rels")):
                refuse_leaks(payload.decode("utf-8"), secrets, "Word file")
            entry = zipfile.ZipInfo(name, DOCX_DAY)
            target.writestr(entry, payload, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _with_endnotes(written: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            payload = source.read(name)
            if name in NOTE_PARTS:
                text = payload.decode("utf-8")
                for old, new in ENDNOTES:
                    text = text.replace(old, new)
                text = text.replace("<w:endnotePr>", f"<w:endnotePr>{DECIMAL}", 1)
                payload = text.encode("utf-8")
            target.writestr(name.replace("footnotes", "endnotes"), payload)
    return out.getvalue()


def _style(written: bytes, edition: ResolvedUpdate) -> bytes:
    from docx import Document
    from docx.enum.table import WD_TABLE_DIRECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
    from docx.shared import Pt, RGBColor

    document = Document(io.BytesIO(written))
    own = _find_reference(edition) is not None
    if not own:
        _lay_pages(document, edition)
    for table in document.tables if edition.direction == "rtl" else ():
        table.table_direction = WD_TABLE_DIRECTION.RTL
    for style in document.styles:
        if style.name in LOOKS and not own:
            font, size, bold = LOOKS[style.name]
            style.font.name, style.font.size = font, Pt(size)
            style.font.bold, style.font.italic = bold, False
            style.font.cs_bold, style.font.cs_italic = bold, False
            colour = ACCENT if style.name in ACCENTED else "1B1C1E"
            style.font.color.rgb = RGBColor.from_string(colour)
            _set_complex(style, font, size)
            _untheme(style)
        if style.name in ("Title", "Subtitle") and not own:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        if style.name in ("Figure Title", "Figure Picture", "Takeaways Head"):
            style.paragraph_format.keep_with_next = True
        if style.name == "Figure Note":
            style.paragraph_format.keep_together = True
        if style.name == "Bound":
            style.font.underline = WD_UNDERLINE.DOTTED
    facts = document.core_properties
    facts.title, facts.author = edition.update.title, ", ".join(edition.update.authors)
    facts.last_modified_by, facts.comments, facts.revision = "", "", 1
    day = datetime.fromisoformat(edition.facts.published[:10]).replace(tzinfo=UTC)
    facts.created = facts.modified = day
    facts.language = edition.language
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_pages(document: Any, edition: ResolvedUpdate) -> None:  # noqa: ANN401 - python-docx
    """The PDF's paper, and at the foot of each page the desk, the title and the page's number."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml.shared import OxmlElement
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(25), Mm(25), Mm(12)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    title = shorten(edition.update.title, FOOT_LETTERS, placeholder=" …")
    line = foot.add_run(f"{edition.facts.desk} · {title}\t")
    number = foot.add_run()
    field = OxmlElement("w:fldSimple")
    field.set(_qualified("w:instr"), "PAGE")
    field.append(number._r)  # noqa: SLF001 - python-docx has no fields
    number.text = "1"
    foot._p.append(field)  # noqa: SLF001
    for run in (line, number):
        run.font.name, run.font.size, run.font.rtl = SANS, Pt(8), edition.direction == "rtl"
    if edition.direction == "rtl":
        foot._p.get_or_add_pPr().insert(0, OxmlElement("w:bidi"))  # noqa: SLF001


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _set_complex(style: Any, font: str, size: float) -> None:  # noqa: ANN401 - python-docx
    """Set Arabic script, which Word takes from marks of its own, as large as Latin."""
    from docx.oxml.ns import qn
    from docx.oxml.shared import OxmlElement

    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), COMPLEX[font])
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    points = OxmlElement("w:szCs")
    points.set(qn("w:val"), str(round(size * 2)))
    properties.find(qn("w:sz")).addnext(points)


def _untheme(style: Any) -> None:  # noqa: ANN401 - python-docx is untyped here
    """Take a theme's fonts out of a style: they would win over the font it names."""
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
