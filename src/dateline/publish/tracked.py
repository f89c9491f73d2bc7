"""What an editor sends back from Word: paragraphs with their tracked changes and comments."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from dateline.errors import CommandError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MACHINE = "Dateline"  # the author of the comments that the program itself made
MARK = "dateline-review:"
UNNAMED = "?"  # begins the name of a control that lost its own, with its number
_INSERTED, _DELETED = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_SHOWN = {f"{W}tab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters of a Word paragraph: `kept`, `inserted` or `deleted`, and the control around them."""

    text: str
    state: str
    control: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: who made it, when, on which words, and what it says."""

    author: str
    day: str
    words: str
    text: str


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the file; `joined` says that its mark was deleted, `split` inserted."""

    stretches: list[Stretch] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    joined: bool = False
    split: bool = False

    @property
    def before(self) -> str:
        """Its words without the editor's changes."""
        return "".join(one.text for one in self.stretches if one.state != "inserted")

    @property
    def after(self) -> str:
        """Its words with them."""
        return "".join(one.text for one in self.stretches if one.state != "deleted")


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """What an editor sends back: paragraphs, and the mark of the source that they were made of."""

    paragraphs: tuple[Paragraph, ...]
    made_of: str


def read_review(payload: bytes) -> ReviewFile:
    """Read the paragraphs, tracked changes and comments of a Word file.

    Raises:
        CommandError: it is no Word file, or none that `publish --to review.docx` made.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as parts:
            names = parts.namelist()
            body = etree.fromstring(parts.read("word/document.xml"), parser)
            comments = "word/comments.xml"
            told = etree.fromstring(parts.read(comments), parser) if comments in names else None
            core = parts.read("docProps/core.xml").decode() if "docProps/core.xml" in names else ""
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise CommandError(f"This is no Word file ({error}). Save it as .docx.") from error
    made = re.search(rf"{MARK.rstrip(':')}[\s:,;]+([0-9a-f]+)", core)  # LibreOffice drops the colon
    if made is None:
        raise CommandError(
            "This Word file does not come from `dateline publish --to review.docx`, so its words "
            "cannot be matched with the update's. Make one, and edit that."
        )
    reader = _Reader(_read_comments(told))
    paragraphs = [reader.paragraph(node) for node in body.iter(f"{W}p")]
    return ReviewFile(tuple(_whole(paragraphs)), made[1])


def _read_comments(tree: Any) -> dict[str, Remark]:  # noqa: ANN401 - an lxml element
    remarks = {}
    for node in [] if tree is None else tree.iter(f"{W}comment"):
        paragraphs = ("".join(part.itertext(f"{W}t")) for part in node.iter(f"{W}p"))
        text = " ".join(" ".join(paragraphs).split())
        author, day = node.get(f"{W}author", ""), node.get(f"{W}date", "")[:10]
        if author != MACHINE and text:
            remarks[node.get(f"{W}id", "")] = Remark(author, day, "", text)
    return remarks


class _Reader:
    """Walks paragraphs and remembers which comments are open."""

    def __init__(self, remarks: dict[str, Remark]) -> None:
        self.remarks = remarks
        self.open: dict[str, list[str]] = {}
        self.unnamed = 0

    def paragraph(self, node: Any) -> Paragraph:  # noqa: ANN401 - an lxml element
        """Read one paragraph."""
        done = Paragraph()
        mark = node.find(f"{W}pPr/{W}rPr")
        if mark is not None:
            done.joined = any(mark.find(tag) is not None for tag in _DELETED)
            done.split = any(mark.find(tag) is not None for tag in _INSERTED)
        self._walk(node, done, "kept", "")
        return done

    def _walk(self, node: Any, done: Paragraph, state: str, control: str) -> None:  # noqa: ANN401
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, done, state, control)
            elif tag in _INSERTED:
                self._walk(child, done, "never" if state == "deleted" else "inserted", control)
            elif tag in _DELETED:
                self._walk(child, done, "never" if state == "inserted" else "deleted", control)
            elif tag == f"{W}sdt":
                self._walk(child.find(f"{W}sdtContent"), done, state, self._name(child))
            elif tag == f"{W}commentRangeStart":
                self.open[child.get(f"{W}id", "")] = []
            elif tag == f"{W}commentRangeEnd":
                self._close(child.get(f"{W}id", ""), done)
            elif tag not in (f"{W}pPr", f"{W}p"):
                self._walk(child, done, state, control)

    def _name(self, control: Any) -> str:  # noqa: ANN401 - an lxml element
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and tag.get(f"{W}val"):
            return str(tag.get(f"{W}val"))
        self.unnamed += 1
        return f"{UNNAMED}{self.unnamed}"

    def _run(self, run: Any, done: Paragraph, state: str, control: str) -> None:  # noqa: ANN401
        text = ""
        for part in run:
            if part.tag in (f"{W}t", f"{W}delText"):
                text += part.text or ""
            elif part.tag == f"{W}commentReference":
                self._close(part.get(f"{W}id", ""), done)
            else:
                text += _SHOWN.get(part.tag, "")
        if text and state != "never":
            done.stretches.append(Stretch(text, state, control))
            for words in self.open.values():
                words.append(text)

    def _close(self, key: str, done: Paragraph) -> None:
        words = "".join(self.open.pop(key, []))
        remark = self.remarks.pop(key, None)
        if remark is not None:
            done.remarks.append(Remark(remark.author, remark.day, words, remark.text))
        elif words:  # the reference follows the end of the range
            self.open.pop(key, None)


def name_controls(review: ReviewFile, known: Mapping[str, str]) -> ReviewFile:
    """Give controls that lost their names, as LibreOffice makes them do, their names again.

    Args:
        review: what came back.
        known: the words of every control that went out, by name, in the order of the text.

    Controls are matched by the words that they held before the edit, and by their order.
    """
    words: dict[str, str] = {}
    for paragraph in review.paragraphs:
        for one in paragraph.stretches:
            if one.control.startswith(UNNAMED) and one.state != "inserted":
                words[one.control] = words.get(one.control, "") + one.text
    if not words:
        return review
    found, names = list(words), list(known)
    matcher = SequenceMatcher(None, list(words.values()), list(known.values()), autojunk=False)
    named = dict.fromkeys(found, "")
    for _tag, first, first_end, second, second_end in matcher.get_opcodes():
        if first_end - first == second_end - second:
            named |= dict(zip(found[first:first_end], names[second:second_end], strict=True))
    for paragraph in review.paragraphs:
        paragraph.stretches = [
            replace(one, control=named.get(one.control, one.control)) for one in paragraph.stretches
        ]
    return review


def _whole(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Put a paragraph that an editor split together again, with the break as inserted words."""
    begun: Paragraph | None = None
    for part in paragraphs:
        if begun is not None:
            begun.stretches += [Stretch("\n\n", "inserted"), *part.stretches]
            begun.remarks += part.remarks
            begun.joined, begun.split = part.joined, part.split
        else:
            begun = part
        if not begun.split:
            if begun.stretches:
                yield begun
            begun = None
    if begun is not None and begun.stretches:
        yield begun
