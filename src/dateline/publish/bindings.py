"""Bound prose in an update's source text: every bound span, figure, citation and number.

Pandoc's tree has no offsets, so the text is scanned here; a test proves that both see the same
bindings in the same order.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from dateline.model.binding import (
    BINDING_KINDS,
    Binding,
    BoundProse,
    CitationKey,
    FigureBlock,
    UnboundNumber,
)
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.model.update import Update
from dateline.publish.attributes import Attributes, read_attributes
from dateline.publish.front_matter import read_update
from dateline.publish.kinds import FIGURE_KINDS, find_argument_faults

__all__ = ["find_bindings", "read_update"]

# For each kind: the arguments it needs, and those it may have.
_ARGUMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "count": ((), ("each",)),
    "sum": (("of",), ("each",)),
    "rate": (("per",), ("each",)),
    "share": (("of",), ("each",)),
    "change": (("from", "to"), ("per",)),
    "compare": (("with",), ("per",)),
    "first": ((), ()),
    "last": ((), ()),
    "rank": (("by",), ("place",)),
    "distance": (("from", "to"), ()),
    "cited": ((), ()),
    "own": ((), ()),
    "figure": ((), ()),
    "assessment": ((), ()),
}
# What the scan steps over whole: comments, fenced and inline code, and escaped characters.
OPAQUE = re.compile(
    r"<!--.*?-->|^(`{3,}|~{3,})[^\n]*\n.*?^\1[`~]*[ \t]*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)|\\.",
    re.DOTALL | re.MULTILINE,
)
_DIV = re.compile(r"^:{3,}[ \t]*(?=\{)", re.MULTILINE)
_DIV_LINE = re.compile(r"^:{3,}[ \t]*(.*?)[ \t:]*$", re.MULTILINE)
_CITE = re.compile(r"(?<![\w@.])-?@(?:\{([^}\n]+)\}|([\w](?:[\w:.#$%&+?<>~/-]*[\w/])?))")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE_BODY = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)
_MARKS = re.compile(r"[*_`~^]+|\\(?=\W)|\]\([^)\n]*\)|\[")
_AROUND = 80
SLOT = "slot"  # class of what a template asks a writer for
Reader = Callable[[str], Sequence[Quantity]]


def find_bindings(update: Update, read_quantities: Reader | None = None) -> BoundProse:
    """Scan an update's source text.

    Args:
        update: from `read_update`; its named bindings are looked up.
        read_quantities: reads the numbers of a text, such as `prose.numbers.read_quantities`;
            without it no unbound numbers are reported.

    Returns:
        Everything bound, with offsets into the update's source, and what is wrong with it: a
        flaw in one binding never hides another.
    """
    scan = _Scan(update, _blank_opaque(update.source, update.body_start))
    scan.find_figures()
    scan.find_spans()
    scan.find_citations()
    return BoundProse(
        tuple(sorted(scan.bindings, key=lambda one: one.start)),
        tuple(scan.figures),
        tuple(scan.citations),
        tuple(scan.footnotes),
        tuple(scan.find_unbound(read_quantities)) if read_quantities else (),
        tuple(sorted(scan.findings, key=lambda one: one.start)),
    )


@dataclass(slots=True)
class _Scan:
    """One pass over a text whose opaque parts are blanked out; offsets stay those of the source."""

    update: Update
    text: str
    bindings: list[Binding] = field(default_factory=list)
    figures: list[FigureBlock] = field(default_factory=list)
    citations: list[CitationKey] = field(default_factory=list)
    footnotes: list[CitationKey] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)
    slots: list[tuple[int, int]] = field(default_factory=list)

    def find_figures(self) -> None:
        for opening in _DIV.finditer(self.text):
            attributes = read_attributes(self.text, opening.end())
            if attributes is None:
                self._fault(opening.start(), opening.end() + 1, "unclosed",
                            "The attributes of this block are never closed.",
                            "Close them with `}` and every quotation in them.")  # fmt: skip
                continue
            self.covered.append((opening.start(), attributes.end))
            kind = next((one for one in attributes.classes if one in FIGURE_KINDS), None)
            if kind is None and "query" not in attributes.pairs:
                continue
            if kind is None:
                self._fault(opening.start(), attributes.end, "unknown-attribute",
                            "A block with a query names no kind of figure.",
                            f"Give it a class: {', '.join(FIGURE_KINDS)}.")  # fmt: skip
                continue
            end = self._end_of_div(attributes.end)
            if end is None:
                self._fault(opening.start(), attributes.end, "unclosed",
                            "This figure block is never closed.",
                            "Put `:::` on a line of its own after its title.")  # fmt: skip
                continue
            self.figures.append(self._figure(kind, opening.start(), end, attributes))

    def _figure(self, kind: str, start: int, end: int, attributes: Attributes) -> FigureBlock:
        arguments = dict(attributes.pairs)
        query = arguments.pop("query", "")
        inner = self.text[attributes.end : self.text.rindex(":::", start, end)].strip(": \n")
        title = _without_marks(inner.split("\n\n")[0].strip())
        if not query and kind != "image":
            self._fault(start, attributes.end, "missing-argument",
                        f"The {kind} has no query.",
                        f'Say what it shows: `::: {{.{kind} query="..."}}`.')  # fmt: skip
        if not title:
            self._fault(start, attributes.end, "missing-title",
                        f"The {kind} has no title.",
                        "Write what it shows on the line after the braces.")  # fmt: skip
        for fault in find_argument_faults(kind, arguments) if query or kind == "image" else ():
            self._fault(start, attributes.end, *fault)
        return FigureBlock(kind, query, title, start, end, arguments, attributes.id)

    def _end_of_div(self, at: int) -> int | None:
        depth = 1
        for line in _DIV_LINE.finditer(self.text, at):
            depth += 1 if line.group(1) else -1
            if depth == 0:
                return line.end()
        return None

    def find_spans(self) -> None:
        openings: list[int] = []
        closed = -1  # where the bracket before ended, if Pandoc reads what follows as part of it
        for match in re.finditer(r"[\[\]]|\n[ \t]*\n", self.text):
            if match.group() == "[":
                openings.append(match.start())
            elif match.group() != "]":
                openings.clear()  # a span never crosses a blank line
            elif openings:
                start = openings.pop()
                note_mark = self.text.startswith("[^", start)
                if self.text.startswith("{", match.end()) and not note_mark:
                    if start == closed:
                        self._fault(start, match.end(), "two-bindings",
                                    "These brackets touch the ones before, and lose their braces.",
                                    "Put a space between `]` and `[`.")  # fmt: skip
                    self._take_span(start, match.start())
                closed = -1 if note_mark else match.end()

    def _take_span(self, start: int, close: int) -> None:
        attributes = read_attributes(self.text, close + 1)
        if attributes is None:
            self._fault(start, close + 2, "unclosed",
                        "The attributes behind these words are never closed.",
                        "Close them with `}` and every quotation in them.")  # fmt: skip
            return
        self.covered.append((close, attributes.end))
        pairs = {**self.update.bindings.get(attributes.id or "", {}), **attributes.pairs}
        kinds = [kind for kind in BINDING_KINDS if kind in pairs]
        where = (start, attributes.end)
        if SLOT in attributes.classes and not kinds:
            self._refuse_slot(*where, close)
            return
        if not kinds:
            self._refuse_unbound_attributes(where, attributes, pairs)
            return
        if len(kinds) > 1 or attributes.repeated:
            twice = [*kinds, *attributes.repeated]
            self._fault(*where, "two-bindings",
                        f"These words are bound more than once: {' and '.join(twice)}.",
                        "Bind each claim to words of its own.")  # fmt: skip
            return
        # Spans are met in the order of their closing: one inside this is the last of them.
        if self.bindings and self.bindings[-1].start >= start:
            self._fault(*where, "two-bindings", "This binding has another inside it.",
                        "Bind each claim to words of its own.")  # fmt: skip
            return
        self._check_arguments(kinds[0], pairs, where)
        self.covered.append((start, attributes.end))
        self.bindings.append(self._binding(kinds[0], dict(pairs), attributes, (start + 1, close)))

    def _binding(
        self, kind: str, pairs: dict[str, str], attributes: Attributes, inner: tuple[int, int]
    ) -> Binding:
        raw = self.text[slice(*inner)]
        words = raw.strip()
        start = inner[0] + len(raw) - len(raw.lstrip())
        query = pairs.pop(kind)
        return Binding(
            kind,
            query,
            _without_marks(words),
            inner[0] - 1,
            attributes.end,
            start,
            start + len(words),
            pairs,
            attributes.id,
            *self._around(inner[0] - 1, attributes.end),
        )

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and behind a binding in its paragraph, up to the next binding."""
        before = self.text[max(0, start - _AROUND) : start].rpartition("\n\n")[2]
        after = self.text[end : end + _AROUND].partition("\n\n")[0].partition("[")[0]
        return before.rpartition("}")[2].replace("\n", " "), after.replace("\n", " ")

    def _refuse_unbound_attributes(
        self, where: tuple[int, int], attributes: Attributes, pairs: dict[str, str]
    ) -> None:
        """A span that binds nothing: fine with classes only, suspicious with keys or a name."""
        if pairs:
            key = next(iter(pairs))
            self._fault(*where, "unknown-attribute", f"`{key}=` is no kind of binding.",
                        _offer(key, BINDING_KINDS))  # fmt: skip
        elif attributes.id and not attributes.classes:
            self._fault(*where, "unknown-binding",
                        f"The front matter has no binding named “{attributes.id}”.",
                        _offer(attributes.id, self.update.bindings)
                        or "Name it under `bindings:`.")  # fmt: skip

    def _refuse_slot(self, start: int, end: int, close: int) -> None:
        """What a template asks for and nobody has written yet; its own numbers are no claims."""
        source = self.update.source
        words = " ".join(source[start + 1 : close].split())
        line = source.count("\n", 0, start) + 1
        advice = (
            f"Write it in the place of the brackets and {{.{SLOT}}}, or take out the line or "
            "block that it stands in."
        )
        self.slots.append((start, end))
        self.findings.append(
            Finding("unfilled-slot", "fails", "", words, start, end, "",
                    f"line {line} is as the template has it", advice, "error")
        )  # fmt: skip

    def _check_arguments(self, kind: str, pairs: dict[str, str], where: tuple[int, int]) -> None:
        needed, optional = _ARGUMENTS[kind]
        for name in needed:
            if not pairs.get(name):
                self._fault(*where, "missing-argument", f"`{kind}=` needs `{name}=`.",
                            f"Add `{name}=` inside the braces.")  # fmt: skip
        for name in pairs:
            if name != kind and name not in (*needed, *optional, "why"):
                self._fault(*where, "unknown-attribute", f"`{kind}=` knows no `{name}=`.",
                            _offer(name, (*needed, *optional, "why")))  # fmt: skip

    def find_citations(self) -> None:
        text = _blank(self.text, self.covered_attributes())
        for cite in _CITE.finditer(text):
            key = cite.group(1) or cite.group(2)
            self.citations.append(CitationKey(key, cite.start(), cite.end()))
        for note in _FOOTNOTE.finditer(text):
            self.footnotes.append(CitationKey(note.group(1), note.start(), note.end()))

    def covered_attributes(self) -> list[tuple[int, int]]:
        bound = {one.start for one in self.bindings}
        return [(start, end) for start, end in self.covered if start not in bound]

    def find_unbound(self, read_quantities: Reader) -> list[UnboundNumber]:
        marks = [(one.start, one.end) for one in (*self.citations, *self.footnotes)]
        marks += [(note.start(), note.end()) for note in _NOTE_BODY.finditer(self.text)]
        prose, starts, places = _cut_out(self.text, [*self.covered, *self.slots, *marks])

        def place(at: int) -> int:
            piece = bisect_right(starts, at) - 1
            return places[piece] + at - starts[piece]

        found = [(place(one.start), place(one.end - 1) + 1, one) for one in read_quantities(prose)]
        return [
            UnboundNumber(self.update.source[start:end], start, end, one.kind, one.per)
            for start, end, one in found
        ]

    def _fault(self, start: int, end: int, why: str, found: str, advice: str) -> None:
        text = self.update.source[start:end]
        self.findings.append(
            Finding("malformed-binding", "fails", why, text, start, end, "", found, advice, "error")
        )


def _blank_opaque(source: str, body_start: int) -> str:
    spans = [(0, body_start)]
    spans += [(one.start(), one.end()) for one in OPAQUE.finditer(source, body_start)]
    return _blank(source, spans)


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = ["\n" if letter == "\n" else " " for letter in letters[start:end]]
    return "".join(letters)


def _cut_out(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, list[int], list[int]]:
    """A text without some spans, a gap in the place of each, and where its pieces come from.

    Returns:
        The text left, the offset in it of each piece, and that piece's offset in the whole.
    """
    kept, starts, places, length, at = [], [], [], 0, 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        if start < at:
            at = max(at, end)
            continue
        gap = "\n\n" if "\n\n" in text[start:end] else " "
        piece = text[at:start] + gap
        kept.append(piece)
        starts.append(length)
        places.append(at)
        length += len(piece)
        at = end
    return "".join(kept), starts, places


def _without_marks(words: str) -> str:
    return " ".join(_MARKS.sub("", words).replace("]", "").split())


def _offer(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(name, names, n=2)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"It may be {', '.join(names)}." if names else ""
