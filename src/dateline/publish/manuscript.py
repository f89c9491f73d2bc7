"""An update's source as the lines that an editor sees, each letter with its place in the source.

Markdown's marks, attributes and fences are not shown, so an edit to what is shown can be written
back into the source without touching what is not.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from dateline.model.binding import Binding
from dateline.model.update import Update

FIXED = "fixed"  # the role of a line that is shown and not edited
_FENCE = re.compile(r"(`{3,}|~{3,})")
_HEAD = re.compile(r"(#{1,6})[ \t]+")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+")
_QUOTE = re.compile(r">[ \t]?")
_LINE_ALONE = re.compile(r":{3,}|\[\^[^\]\s]+\]:|\||[ \t]{4}|<!--|(?:-{3,}|\*{3,})[ \t]*$")
_TITLE = re.compile(r"^title:[ \t]*([\"']?)(.*?)\1[ \t]*$", re.MULTILINE)
_TOKENS = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|(?P<code>(?<!`)(`+)(?!`).+?(?<!`)\3(?!`))"
    r"|\\(?P<escaped>[^A-Za-z0-9\s])"
    r"|(?P<fixed>\[\^[^\]\s]+\]|\[[^\[\]]*?@[\w{][^\[\]]*\](?![({])|<[a-z]+:[^>\s]+>)"
    r"|(?P<marks>\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,;:!?”’)])_{1,3}(?!\w))"
    r"|(?P<blank>\s*\n\s*(?:>[ \t]?)?)",
    re.DOTALL,
)
_BRACKET = re.compile(r"\[([^\[\]]+)\](\([^()\s]*\)|\{[^{}]*\})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line.

    Attributes:
        kind: `text`, one letter shown for each of the source; `one`, shown as a whole; `open` and
            `close`, marks that are not shown; `fixed`, shown and not edited.
        text: what the editor sees.
        start: offset in the source.
        end: offset past it.
        pair: what an opening and a closing mark share.
        control: name of the content control around it; empty outside any.
        looks: `bold`, `italic` or `code`.
    """

    kind: str
    text: str
    start: int
    end: int
    pair: int = 0
    control: str = ""
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, head, list item or quotation of the source; or a fence, which is `fixed`.

    Attributes:
        role: `title`, `head`, `paragraph`, `item`, `quote` or `fixed`.
        level: of a head.
        start: offset of the line in the source, its marks included.
        end: offset past it.
        pieces: what it consists of.
    """

    role: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """What the editor sees of it."""
        return "".join(piece.text for piece in self.pieces)


def control_name(bindings: Sequence[Binding], number: int) -> str:
    """The id of a bound phrase in a Word file: its name, or its place among the bound phrases."""
    return bindings[number].id or f"number-{number + 1}"


def read_manuscript(
    update: Update, bindings: Sequence[Binding], show: Callable[[str], str] = str
) -> list[Line]:
    """Split an update's source into lines.

    Args:
        update: the source text with its front matter read.
        bindings: its bound phrases, in the order of the text.
        show: what is shown of a fence or a citation; it takes withheld names out.
    """
    lines = _title(update)
    at, source = update.body_start, update.source
    while at < len(source):
        end = _end_of_line(source, at)
        first = source[at:end]
        if not first.strip():
            at = end + 1
            continue
        end = _end_of_block(source, at, end)
        line = _line(source, at, end, bindings)
        pieces = tuple(
            replace(piece, text=show(piece.text)) if piece.kind == "fixed" else piece
            for piece in line.pieces
        )
        lines.append(replace(line, pieces=pieces))
        at = end + 1
    return lines


def _title(update: Update) -> list[Line]:
    found = _TITLE.search(update.source, 0, update.body_start)
    if found is None or found[2] != update.title or not update.title:
        return []
    start, end = found.span(2)
    return [Line("title", start, end, (Piece("text", found[2], start, end),))]


def _end_of_line(source: str, at: int) -> int:
    end = source.find("\n", at)
    return len(source) if end < 0 else end


def _end_of_block(source: str, at: int, end: int) -> int:
    """Where the block that begins at a line ends."""
    first = source[at:end]
    fence = _FENCE.match(first)
    if fence:
        closing = source.find(f"\n{fence[1]}", end)
        return len(source) if closing < 0 else _end_of_line(source, closing + 1)
    if first.startswith("<!--"):
        closing = source.find("-->", at)
        return len(source) if closing < 0 else _end_of_line(source, closing)
    if _HEAD.match(first) or first.startswith(":::"):
        return end
    while end < len(source):
        following = source[end + 1 : _end_of_line(source, end + 1)]
        if not following.strip() or _ITEM.match(following) or following.startswith((":::", "#")):
            return end
        end = _end_of_line(source, end + 1)
    return end


def _line(source: str, start: int, end: int, bindings: Sequence[Binding]) -> Line:
    text = source[start:end]
    if _FENCE.match(text) or _LINE_ALONE.match(text):
        shown = " ".join(text.split())
        return Line(FIXED, start, end, (Piece("fixed", shown, start, end),))
    kinds = ((_HEAD, "head"), (_ITEM, "item"), (_QUOTE, "quote"))
    role = next((role for pattern, role in kinds if pattern.match(text)), "paragraph")
    found = next((found for pattern, _ in kinds if (found := pattern.match(text))), None)
    level = len(found[1]) if found and role == "head" else 0
    begin = start + (found.end() if found else 0)
    reader = _Reader(source, bindings)
    reader.read(begin, start + len(text.rstrip()), "")
    return Line(role, start, end, tuple(_unpaired_shown(reader.pieces)), level)


@dataclass(slots=True)
class _Reader:
    """Cuts a stretch of the source into pieces."""

    source: str
    bindings: Sequence[Binding]
    pieces: list[Piece] = field(default_factory=list)
    marks: list[tuple[str, int]] = field(default_factory=list)
    pairs: int = 0

    def read(self, at: int, end: int, control: str) -> None:
        """Cut the source from an offset to another."""
        while at < end:
            at = self._bracket(at, end, control) or self._token(at, end, control)

    def _bracket(self, at: int, end: int, control: str) -> int:
        """A bound phrase, a link or a span; 0 where none begins here."""
        if self.source[at] != "[":
            return 0
        for number, bound in enumerate(self.bindings):
            if bound.start == at and bound.end <= end:
                name = control_name(self.bindings, number)
                return self._enclosed((at, bound.words_start, bound.words_end, bound.end), name)
        found = _BRACKET.match(self.source, at, end)
        if found is None or found[1].startswith("^"):
            return 0
        return self._enclosed((at, *found.span(1), found.end()), control)

    def _enclosed(self, bounds: tuple[int, int, int, int], control: str) -> int:
        self.pairs += 1
        pair, (start, first, last, end) = self.pairs, bounds
        self.pieces.append(Piece("open", "", start, first, pair, control))
        self.read(first, last, control)
        self.pieces.append(Piece("close", "", last, end, pair, control))
        return end

    def _token(self, at: int, end: int, control: str) -> int:
        found = _TOKENS.search(self.source, at, end)
        bracket = self.source.find("[", at + 1, end)
        until = found.start() if found else end
        if 0 <= bracket < until:
            until, found = bracket, None
        if until > at:
            looks = tuple({"*": "italic", "**": "bold"}.get(mark, "both") for mark, _ in self.marks)
            text = self.source[at:until]
            self.pieces.append(Piece("text", text, at, until, 0, control, looks))
            return until
        if found is None:  # a bracket that opens nothing
            self.pieces.append(Piece("text", self.source[at], at, at + 1, 0, control))
            return at + 1
        self._take(found, control)
        return found.end()

    def _take(self, found: re.Match[str], control: str) -> None:
        start, end = found.span()
        kind = found.lastgroup
        if found["escaped"]:
            self.pieces.append(Piece("one", found["escaped"], start, end, 0, control))
        elif kind == "blank":
            self.pieces.append(Piece("one", " ", start, end, 0, control))
        elif found["comment"]:
            self.pieces.append(Piece("fixed", "", start, end, 0, control))
        elif found["marks"]:
            self._mark(found["marks"], start, end, control)
        else:
            looks = ("code",) if found["code"] else ()
            self.pieces.append(Piece("fixed", found[0], start, end, 0, control, looks))

    def _mark(self, text: str, start: int, end: int, control: str) -> None:
        """Open or close emphasis; what is neither is shown as it is."""
        told = text.replace("_", "*")
        before, after = self.source[start - 1 : start], self.source[end : end + 1]
        if self.marks and self.marks[-1][0] == told and not before.isspace():
            pair = self.marks.pop()[1]
            self.pieces.append(Piece("close", "", start, end, pair, control))
        elif after and not after.isspace():
            self.pairs += 1
            self.marks.append((told, self.pairs))
            self.pieces.append(Piece("open", "", start, end, self.pairs, control))
        else:
            self.pieces.append(Piece("text", text, start, end, 0, control))


def _unpaired_shown(pieces: list[Piece]) -> list[Piece]:
    """Marks that nothing closes are what they look like, such as the star of a product."""
    closed = {piece.pair for piece in pieces if piece.kind == "close"}
    return [
        Piece("one", "*", piece.start, piece.end, 0, piece.control)
        if piece.kind == "open" and piece.pair not in closed
        else piece
        for piece in pieces
    ]
