"""Pages for checking by eye: a document with its structure, or with its mentions marked.

Each is one file without script: markers link to notes and back, addresses are printed and never
live, text in Arabic script runs from right to left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any
from unicodedata import bidirectional

from dateline.model.document import Block, Document
from dateline.model.mention import FieldAccount, Mention
from dateline.model.note import Note
from dateline.model.problem import Problem
from dateline.publish.accounts import account_fields
from dateline.publish.templates_of import make_templates
from dateline.publish.typefaces import embed_faces

# field of a span: class of its colour, label
MARKS = {
    "trigger": ("event", "event"), "perpetrator": ("doer", "by"), "target": ("struck", "against"),
    "party": ("doer", "between"), "place": ("place", "where"), "date": ("time", "when"),
    "weapons": ("weapon", "with"), "speakers": ("said", "says"), "claimed_by": ("said", "claims"),
    "denied_by": ("said", "denies"), "blamed": ("said", "blamed"),
}  # fmt: skip
_TOLL = "tolls."


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a block's text that carries one set of marks.

    Attributes:
        text: the words.
        note: the note whose marker it is; None for words.
        turn: how often that note was marked before, itself included.
        colour: class of the mark; empty for plain words.
        labels: what begins here, such as `by` or `3 event`.
        mention: number of the mention whose event words begin here; 0 for none.
    """

    text: str
    note: str | None = None
    turn: int = 0
    colour: str = ""
    labels: tuple[str, ...] = ()
    mention: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A block as the page shows it, with what stands in the margin beside it."""

    number: int
    block: Block
    direction: str
    pieces: tuple[Piece, ...]
    opens: str | None = None
    tags: tuple[str, ...] = ()
    cards: tuple["Card", ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A mention beside the block that tells it."""

    number: int
    mention: Mention
    fields: tuple[FieldAccount, ...]


def render_document_page(documents: Sequence[Document], *, name: str = "") -> str:
    """Write documents as one page with their structure in the margin.

    Args:
        documents: as read; a compilation holds several.
        name: what the page is called, such as the file's name.
    """
    sheets = [
        {"document": document, "rows": list(_document_rows(document)), "cards": [],
         "notes": _notes(document), "faults": _faults(document)}
        for document in documents
    ]  # fmt: skip
    return _fill("check.html", name=name, sheets=sheets, kind="structure")


def render_mentions_page(
    found: Sequence[tuple[Document, Sequence[Mention]]], *, name: str = ""
) -> str:
    """Write documents as one page with their mentions marked, each field beside its passage.

    Args:
        found: documents with their mentions.
        name: what the page is called.
    """
    sheets = []
    first = 1
    for document, mentions in found:
        cards = [
            Card(number, mention, tuple(account_fields(mention)))
            for number, mention in enumerate(mentions, first)
        ]
        first += len(cards)
        rows = list(_mention_rows(document, cards))
        sheets.append(
            {"document": document, "rows": rows, "cards": cards, "notes": (),
             "faults": _faults(document)}
        )  # fmt: skip
    return _fill("check.html", name=name, sheets=sheets, kind="mentions")


def direction_of(text: str | None) -> str:
    """Which way a text runs: as most of its letters do.

    >>> direction_of("سوق Koro كبير"), direction_of("Koro سوق market"), direction_of(None)
    ('rtl', 'ltr', 'ltr')
    """
    runs = [bidirectional(letter) for letter in text or ""]
    leftward = sum(run in ("R", "AL") for run in runs)
    return "rtl" if leftward > runs.count("L") else "ltr"


def _document_rows(document: Document) -> Iterator[Row]:
    section: str | None = None
    turns: dict[str, int] = {}
    for number, block in enumerate(document.blocks):
        if block.role == "note" and document.notes:
            continue  # they stand below, each with its works
        pieces = tuple(_with_markers(document, block, turns))
        opens = block.section if block.section != section and block.role != "heading" else None
        section = block.section
        cited = {piece.note for piece in pieces}
        notes = {note.marker: note for note in reversed(document.notes) if note.marker in cited}
        yield replace(
            _row(number, block, document),
            pieces=pieces,
            opens=opens,
            notes=tuple(note for note in document.notes if notes.get(note.marker) is note),
        )


def _row(number: int, block: Block, document: Document) -> Row:
    language = block.language or document.language
    tags = []
    if language and language != document.language:
        tags.append(language)
    if block.translated != "no":
        tags.append(f"translated: {block.translated}")
    if block.source is not None and block.source < len(document.sources):
        tags.append(f"source {block.source + 1}")
    return Row(number, block, direction_of(block.text), (), tags=tuple(tags))


def _with_markers(document: Document, block: Block, turns: dict[str, int]) -> Iterator[Piece]:
    """A block's text with its note markers apart; `turns` counts the marks of each note."""
    at = block.start
    for ref in document.note_refs:
        if not at <= ref.at < block.end:
            continue
        end = document.text.find("]", ref.at) + 1
        if not 0 < end <= block.end:
            continue
        yield Piece(document.text[at : ref.at])
        turns[ref.marker] = turns.get(ref.marker, 0) + 1
        yield Piece(ref.marker, note=ref.marker, turn=turns[ref.marker])
        at = end
    yield Piece(document.text[at : block.end])


def _notes(document: Document) -> list[dict[str, Any]]:
    """Each note with the turns of its markers, for the way back."""
    marked = [ref.marker for ref in document.note_refs]
    return [
        {"note": note, "turns": range(1, marked.count(note.marker) + 1)} for note in document.notes
    ]


def _faults(document: Document) -> list[tuple[str, list[tuple[Problem, int | None]]]]:
    """The problems by kind, each with the number of the block it stands in."""
    kinds: dict[str, list[tuple[Problem, int | None]]] = {}
    for problem in document.problems:
        row = next(
            (
                number
                for number, block in enumerate(document.blocks)
                if problem.start is not None and block.start <= problem.start < block.end
            ),
            None,
        )
        kinds.setdefault(problem.kind, []).append((problem, row))
    return list(kinds.items())


def _mention_rows(document: Document, cards: Sequence[Card]) -> Iterator[Row]:
    blocks = document.blocks or (
        Block("paragraph", document.text, 0, len(document.text), language=document.language),
    )
    for number, block in enumerate(blocks):
        if block.role in ("note", "noise"):
            continue
        own = tuple(card for card in cards if block.start <= card.mention.start < block.end)
        pieces = tuple(_with_marks(document.text, block, cards))
        yield replace(_row(number, block, document), pieces=pieces, cards=own)


def _with_marks(text: str, block: Block, cards: Sequence[Card]) -> Iterator[Piece]:
    """A block's text cut where marks begin and end; of marks that overlap the narrowest colours."""
    marks = sorted(
        {
            (span.start, span.end, span.field, card.number)
            for card in cards
            for span in card.mention.spans
            if block.start <= span.start and span.end <= block.end
        }
    )
    cuts = sorted({block.start, block.end, *(at for mark in marks for at in mark[:2])})
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark[0] <= start and end <= mark[1]]
        begins = [mark for mark in over if mark[0] == start]
        narrowest = min(
            over, key=lambda mark: (mark[1] - mark[0], mark[2] != "trigger"), default=None
        )
        labels = dict.fromkeys(_label(field, number) for _s, _e, field, number in begins)
        numbers = [number for _s, _e, field, number in begins if field == "trigger"]
        yield Piece(
            text[start:end],
            colour=_mark(narrowest[2])[0] if narrowest else "",
            labels=tuple(labels),
            mention=numbers[0] if numbers else 0,
        )


def _mark(field: str) -> tuple[str, str]:
    if field.startswith(_TOLL):
        return "toll", field.removeprefix(_TOLL)
    return MARKS.get(field, ("said", field))


def _label(field: str, number: int) -> str:
    label = _mark(field)[1]
    return f"{number} {label}" if field == "trigger" else label


def _legend(sheets: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """The marks that a page uses, each colour with its labels."""
    fields = {
        span.field for sheet in sheets for card in sheet["cards"] for span in card.mention.spans
    }
    used = sorted({_mark(field) for field in fields})
    return [
        (colour, ", ".join(label for _colour, label in marks))
        for colour, marks in groupby(used, key=lambda mark: mark[0])
    ]


def _fill(template: str, *, name: str, sheets: list[dict[str, Any]], kind: str) -> str:
    templates = make_templates()
    titles = [sheet["document"].title or sheet["document"].id for sheet in sheets]
    page: str = templates.get_template(template).render(
        name=name or (titles[0] if titles else "Nothing was read"),
        sheets=sheets,
        kind=kind,
        legend=_legend(sheets),
        direction_of=direction_of,
        style=templates.get_template("page.css").render()
        + templates.get_template("check.css").render(),
    )
    return page.replace("/*faces*/", embed_faces(page, bold_arabic=True), 1)
