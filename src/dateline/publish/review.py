"""An update as a Word file for editors: every bound phrase is a content control with its id."""

import hashlib
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from dateline.publish.edition import Bound, DrawnFigure, ResolvedUpdate
from dateline.publish.manuscript import FIXED, Line, Piece, control_name, read_manuscript
from dateline.publish.policy import redact, secrets_of
from dateline.publish.tracked import MACHINE, MARK
from dateline.publish.word import seal_parts

STYLES = {"title": "Title", "paragraph": "Normal", "item": "List Bullet", "quote": "Quote"}
SERIF, ACCENT, SOFT = "Georgia", "9C3B1B", "6B6D71"
FIGURE_WIDTH = 15.5  # centimetres
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def render_review(edition: ResolvedUpdate, drawn: Sequence[DrawnFigure] = ()) -> bytes:
    """Write an update as a Word file that `import-edits` reads back.

    What an editor sees is the update's own words; attributes and marks are not shown. What does
    not hold, or waits for review, is a comment beside its words.

    Raises:
        PublishRefused: when a withheld source would be named.
    """
    from docx import Document

    bindings = [bound.binding for bound in edition.bound]
    secrets = secrets_of(edition)
    lines = read_manuscript(edition.update, bindings, lambda text: redact(text, secrets))
    document = Document()
    _set_styles(document, edition)
    writer = _ReviewWriter(document, edition, drawn)
    for line in lines:
        writer.line(line)
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by = edition.update.title, "", ""
    facts.comments, facts.keywords = "", f"{MARK}{fingerprint(lines)}"
    day = datetime.fromisoformat(edition.facts.published[:10]).replace(tzinfo=UTC)
    facts.created = facts.modified = day
    out = io.BytesIO()
    document.save(out)
    return seal_parts(out.getvalue(), secrets)


def fingerprint(lines: Sequence[Line]) -> str:
    """What tells one text from another: a digest of the lines that an editor sees."""
    return hashlib.sha256("\n".join(line.text for line in lines).encode()).hexdigest()[:32]


class _ReviewWriter:
    """Writes lines as paragraphs."""

    def __init__(
        self,
        document: Any,  # noqa: ANN401 - python-docx is untyped here
        edition: ResolvedUpdate,
        drawn: Sequence[DrawnFigure],
    ) -> None:
        self.document = document
        self.edition = edition
        self.secrets = secrets_of(edition)
        self.drawn = {figure.number: figure for figure in drawn}
        self.bound = {
            control_name([one.binding for one in edition.bound], number): bound
            for number, bound in enumerate(edition.bound)
        }
        self.controls = 0

    def line(self, line: Line) -> None:
        """Write one line; below the end of a figure's block stands its picture."""
        if line.text:
            head = f"Heading {min(max(line.level, 1), 4)}"
            style = "Fixed" if line.role == FIXED else STYLES.get(line.role, head)
            paragraph = self.document.add_paragraph(style=style)
            self._pieces(paragraph, line.pieces)
        for number, matter in enumerate(self.edition.figures, 1):
            if line.start <= matter.block.end <= line.end + 1 and number in self.drawn:
                self._picture(self.drawn[number])

    def _pieces(self, paragraph: Any, pieces: Sequence[Piece]) -> None:  # noqa: ANN401 - as above
        from docx.oxml import OxmlElement

        holder, inside = paragraph._p, ""  # noqa: SLF001 - python-docx's own way to its XML
        marked: list[Any] = []
        for piece in pieces:
            if piece.control != inside:
                self._remark(inside, marked)
                holder, inside, marked = paragraph._p, piece.control, []  # noqa: SLF001
                if inside:
                    control = self._control(inside)
                    holder.append(control)
                    holder = OxmlElement("w:sdtContent")
                    control.append(holder)
            if piece.text:
                run = paragraph.add_run(piece.text)
                run.bold = True if {"bold", "both"} & set(piece.looks) else None
                run.italic = True if {"italic", "both"} & set(piece.looks) else None
                run.style = _run_style(piece)
                holder.append(run._r)  # noqa: SLF001
                marked.append(run)
        self._remark(inside, marked)

    def _control(self, name: str) -> Any:  # noqa: ANN401 - an XML element
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        self.controls += 1
        binding = self.bound[name].binding
        told = " ".join(f"{key}={value}" for key, value in binding.arguments.items())
        alias = redact(f"{binding.kind}: {binding.query} {told}".strip(), self.secrets)
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag/>"
            f'<w:id w:val="{self.controls}"/><w:lock w:val="sdtLocked"/></w:sdtPr></w:sdt>'
        )
        control.find(f".//{{{W}}}alias").set(f"{{{W}}}val", alias[:255])
        control.find(f".//{{{W}}}tag").set(f"{{{W}}}val", name)
        return control

    def _remark(self, name: str, runs: list[Any]) -> None:
        """Say in a comment what the check says of bound words that do not hold."""
        bound = self.bound.get(name)
        said = _verdict(bound) if bound else ""
        if said and runs:
            comment = self.document.add_comment(
                runs, redact(said, self.secrets), author=MACHINE, initials="D"
            )
            del comment._comment_elm.attrib[f"{{{W}}}date"]  # noqa: SLF001 - no clock here

    def _picture(self, drawing: DrawnFigure) -> None:
        from docx.shared import Cm

        picture = self.document.add_picture(io.BytesIO(drawing.png), width=Cm(FIGURE_WIDTH))
        facts = picture._inline.docPr  # noqa: SLF001
        facts.set("descr", drawing.alt)


def _verdict(bound: Bound) -> str:
    finding = bound.finding
    if finding is None or finding.verdict == "holds":
        return ""
    return " ".join(f"{finding.verdict.capitalize()}: {finding.found}. {finding.advice}".split())


def _run_style(piece: Piece) -> str | None:
    if piece.control and piece.kind != "fixed":
        return "Bound"
    return "Source mark" if piece.kind == "fixed" else None


def _set_styles(document: Any, edition: ResolvedUpdate) -> None:  # noqa: ANN401 - python-docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_UNDERLINE
    from docx.oxml import OxmlElement
    from docx.shared import Pt, RGBColor

    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = SERIF, Pt(11)
    bound = styles.add_style("Bound", WD_STYLE_TYPE.CHARACTER)
    bound.font.underline, bound.font.color.rgb = WD_UNDERLINE.DOTTED, RGBColor.from_string(ACCENT)
    mark = styles.add_style("Source mark", WD_STYLE_TYPE.CHARACTER)
    fixed = styles.add_style("Fixed", WD_STYLE_TYPE.PARAGRAPH)
    for style in (mark, fixed):
        style.font.size, style.font.color.rgb = Pt(8), RGBColor.from_string(SOFT)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        styles[name].font.color.rgb = RGBColor.from_string("1B1C1E")
    settings = document.settings.element
    settings.insert(0, OxmlElement("w:trackRevisions"))
    if edition.direction == "rtl":
        properties = styles["Normal"].element.get_or_add_pPr()
        properties.append(OxmlElement("w:bidi"))
