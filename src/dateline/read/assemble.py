"""Marked pieces to a document whose every part has its place in the text."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model.capture import Capture
from dateline.model.document import Block, Document, Image, Section
from dateline.model.note import Note, NoteRef
from dateline.model.problem import Problem
from dateline.read.block_languages import block_languages, document_language
from dateline.read.date_order import settle_dates
from dateline.read.dispatch import read_dispatch
from dateline.read.masthead import Masthead, read_masthead
from dateline.read.notes import build_notes, link_notes, plain_markers
from dateline.read.outlet import find_outlet
from dateline.read.piece import Facts, Piece
from dateline.read.quotes import find_quotes
from dateline.read.settings import ReadSettings
from dateline.read.structure import Draft, Marked, mark_pieces

_UPDATE = re.compile(
    r"(?i)\b(?:weekly|daily|monthly|special|situation|security|conflict|campaign) (?:\w+ ){0,2}"
    r"(?:updates?|briefs?|briefings?|reports?|reviews?|assessments?)\b|\bsitrep\b|\bround-?up\b|\bupdate\b"
)
_UNMARKED = frozenset({"note", "noise", "byline", "title"})


def build_document(
    pieces: Sequence[Piece],
    facts: Facts,
    capture: Capture,
    *,
    identity: str,
    settings: ReadSettings,
) -> Document:
    """Read the structure of one document's pieces and lay out its text.

    Args:
        pieces: in reading order.
        facts: what the format states outright.
        capture: the bytes they came from.
        identity: the document's id.
        settings: the room's settings.
    """
    plain = [_plain(piece) for piece in pieces if piece.text]
    head = read_masthead(plain, facts)
    plain = _ranked(plain, head)
    draft = mark_pieces(plain, head, settings.languages)
    text, blocks, sections = _lay_out(draft.marked)
    notes, refs, problems = _notes(text, blocks, identity, settings)
    first = next((block.text for block in blocks if block.role == "paragraph"), "")
    written_at, agency = read_dispatch(first, text) or (None, None)
    document = Document(
        id=identity,
        kind=_kind(head, draft, facts),
        title=head.title,
        text=text,
        capture=capture.sha256,
        authors=head.authors,
        contributors=head.contributors,
        publisher=head.publisher or find_outlet([piece.text for piece in plain]),
        published=head.published,
        modified=head.modified,
        cutoff=head.cutoff,
        language=facts.language or document_language(blocks, settings),
        url=head.url or (capture.address if "://" in capture.address else None),
        source=facts.source,
        sections=sections,
        notes=notes,
        note_refs=refs,
        written_at=written_at,
        agency=agency,
    )
    document = _with_draft(document, draft, facts.images)
    blocks = block_languages(blocks, document.language, document.sources, settings)
    problems += _link_problems(document)
    document = replace(document, blocks=blocks, quotes=find_quotes(blocks), problems=problems)
    return settle_dates(document, facts, capture.captured_at)


def _notes(
    text: str, blocks: Sequence[Block], identity: str, settings: ReadSettings
) -> tuple[tuple[Note, ...], tuple[NoteRef, ...], tuple[Problem, ...]]:
    """The notes among the blocks, each marker in the running text, and what does not fit."""
    entries = [block.text for block in blocks if block.role == "note"]
    notes = build_notes(entries)[: settings.max_notes]
    running = [(block.start, block.end) for block in blocks if block.role not in _UNMARKED]
    return notes, *link_notes(text, running, notes, identity)


def _with_draft(document: Document, draft: Draft, images: tuple[Image, ...]) -> Document:
    """The document with what its structure told; `images` are those of the page's own code."""
    return replace(
        document,
        takeaways=tuple(draft.takeaways),
        figures=tuple(draft.figures),
        sources=tuple(draft.sources),
        pull_quote=draft.pull_quote,
        images=tuple(draft.images) or images,
        summary=draft.summary,
    )


def _plain(piece: Piece) -> Piece:
    text = plain_markers(piece.text)
    return piece if text == piece.text else replace(piece, text=text)


def _ranked(pieces: Sequence[Piece], head: Masthead) -> list[Piece]:
    """Number the levels of headings from 1, however deep their format begins."""
    found = {
        piece.level
        for place, piece in enumerate(pieces)
        if piece.hint == "heading" and piece.level and place not in head.roles
    }
    ranks = {level: rank for rank, level in enumerate(sorted(found), 1)}
    return [
        replace(piece, level=ranks[piece.level]) if piece.level in ranks else piece
        for piece in pieces
    ]


def _lay_out(marked: Sequence[Marked]) -> tuple[str, tuple[Block, ...], tuple[Section, ...]]:
    """Put the pieces one under the other and note where each stands and under which head."""
    at = 0
    blocks: list[Block] = []
    open_heads: list[tuple[str, int, int]] = []
    sections: list[Section] = []
    for mark in marked:
        if mark.opens is not None:
            while open_heads and open_heads[-1][1] >= mark.opens[1]:
                sections.append(Section(*open_heads.pop(), end=max(at - 2, 0)))
            open_heads.append((*mark.opens, at))
        elif mark.ends:
            while open_heads:
                sections.append(Section(*open_heads.pop(), end=max(at - 2, 0)))
        section = open_heads[-1][0] if open_heads else None
        end = at + len(mark.text)
        blocks.append(Block(mark.role, mark.text, at, end, section=section, source=mark.source))
        at = end + 2
    text = "\n\n".join(mark.text for mark in marked)
    sections.extend(Section(*head, end=len(text)) for head in reversed(open_heads))
    return (
        text,
        tuple(blocks),
        tuple(sorted(sections, key=lambda section: (section.start, section.level))),
    )


def _kind(head: Masthead, draft: Draft, facts: Facts) -> str:
    if facts.key is not None:
        return "note"
    if draft.sources:
        return "digest-article"
    if head.cutoff or draft.takeaways or (draft.figures and _UPDATE.search(head.title or "")):
        return "weekly-update"
    notes = any(mark.role == "note" for mark in draft.marked)
    return "weekly-update" if notes and _UPDATE.search(head.title or "") else "article"


def _link_problems(document: Document) -> tuple[Problem, ...]:
    """Say which notes cite addresses that were cut off or had to be mended."""
    problems: list[Problem] = []
    for note in document.notes:
        cut = sum(work.state == "truncated" for work in note.citations)
        if cut:
            problems.append(Problem(
                "truncated-link", document.id,
                f"Note [{note.marker}] gives {cut} address{'es' * (cut > 1)} cut off in print.",
                "Find the complete address in the original publication; it is never guessed.",
            ))  # fmt: skip
        problems.extend(Problem(
            "malformed-link", document.id,
            f"Note [{note.marker}] gives {work.raw[:60]!r}, read as {(work.url or '')[:60]!r}.",
            "Check the address; its beginning was mended.",
        ) for work in note.citations if work.state == "malformed")  # fmt: skip
    return tuple(problems)
