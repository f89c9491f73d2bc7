"""Pieces to marked pieces: which role each plays, and which head it stands under."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.model.document import CitedSource, Figure, Image, Takeaway
from dateline.read.figures import is_caption, read_figure, read_image_parts
from dateline.read.heads import inline_head, known_head, looks_like_head, run_in_head
from dateline.read.masthead import Masthead, is_signature
from dateline.read.noise import is_noise
from dateline.read.notes import find_note_list, starts_note
from dateline.read.piece import Piece
from dateline.read.sources import introduces_source, is_source_line, parse_source

_LONGEST_CAPTION = 320
_MOST_LEAD_WORDS = 8
_SHORTEST_REST = 20  # letters after a bold lead; fewer, and it is a heading
_OPENING, _CLOSING = '“"«', '”"»'


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece with its role; `opens` is the head (words, level) of a section that begins here.

    `ends` says that the sections before end here and none begins.
    """

    role: str
    text: str
    opens: tuple[str, int] | None = None
    ends: bool = False
    source: int | None = None


@dataclass(slots=True)
class Draft:
    """What has been read of a document so far, in order."""

    marked: list[Marked] = field(default_factory=list)
    takeaways: list[Takeaway] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    sources: list[CitedSource] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    pull_quote: str | None = None
    summary: str | None = None
    part: str = "top"
    level: int = 1
    single: bool = False
    under_assessments: bool = False


def mark_pieces(pieces: Sequence[Piece], head: Masthead, languages: tuple[str, ...]) -> Draft:
    """Give every piece its role.

    Args:
        pieces: the document's pieces in order.
        head: its masthead, whose pieces keep their roles.
        languages: codes to choose among for the titles of press sources.
    """
    draft = Draft()
    texts = [piece.text for piece in pieces]
    first_note, after_notes = find_note_list(pieces)
    run_in = _has_run_in_heads(pieces[:first_note])
    captions = _top_captions(pieces, head)
    figure_parts: set[int] = set()
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if place in head.roles:
            draft.marked.append(Marked(head.roles[place], piece.text))
        elif place in figure_parts:
            draft.marked.append(Marked("caption", piece.text))
        elif first_note <= place < after_notes:
            _mark_note(draft, piece)
        elif piece.hint == "noise" or is_noise(piece.text):
            draft.marked.append(Marked("noise", piece.text))
        elif piece.hint in {"", "caption"} and is_caption(piece.text):
            figure, used = read_figure(texts, place)
            figure_parts.update(used)
            draft.figures.append(figure)
            draft.marked.append(Marked("caption", piece.text))
        elif is_signature(piece.text):
            draft.marked.append(Marked("byline", piece.text))
        elif place in captions:
            _mark_top(draft, piece, captions[place])
        elif not _mark_head(draft, piece, following, languages):
            _mark_text(draft, piece, languages, run_in=run_in)
    return draft


def _has_run_in_heads(pieces: Sequence[Piece]) -> bool:
    """Whether paragraphs of this document carry heads of their own: at least two do."""
    return sum(bool(piece.lead) or run_in_head(piece.text) is not None for piece in pieces) > 1


def _top_captions(pieces: Sequence[Piece], head: Masthead) -> dict[int, str]:
    """Pull quote and image caption between a digest article's title and its first paragraph."""
    title = next((place for place, role in head.roles.items() if role == "title"), None)
    if title is None:
        return {}
    roles: dict[int, str] = {}
    named = {
        read_image_parts(piece.text).get("image", "").strip(" .").lower()
        for piece in pieces[title + 1 :]
    } - {""}
    for place in range(title + 1, min(title + 5, len(pieces))):
        text = pieces[place].text
        if place in head.roles or pieces[place].hint == "noise":
            continue
        if text[0] in _OPENING and _stands_alone(pieces, place):
            roles[place] = "quote"
        elif text.strip(" .").lower() in named:
            roles[place] = "caption"
        elif inline_head(text) is None and (len(text) > _LONGEST_CAPTION or known_head(text)):
            break
        elif _before_quote(pieces, place) and inline_head(text) is None:
            roles[place] = "caption"
        elif inline_head(text) is None:
            break
    return roles


def _before_quote(pieces: Sequence[Piece], place: int) -> bool:
    if place + 1 >= len(pieces):
        return False
    return pieces[place + 1].text[0] in _OPENING and _stands_alone(pieces, place + 1)


def _stands_alone(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a piece is a whole quotation, or one set off by two blank lines on both sides."""
    text = pieces[place].text
    if len(text) > 2 * _LONGEST_CAPTION:
        return False
    set_off = place + 1 < len(pieces) and min(pieces[place].gap, pieces[place + 1].gap) > 1
    return text[-1] in _CLOSING or set_off


def _mark_top(draft: Draft, piece: Piece, role: str) -> None:
    if role == "quote":
        words = piece.text[1:-1] if piece.text[-1] in _CLOSING else piece.text
        draft.pull_quote = draft.pull_quote or words.strip()
    else:
        credit = read_image_parts(piece.text).get("credit")
        draft.images.append(Image(piece.text, credit))
    draft.marked.append(Marked(role, piece.text))


def _mark_note(draft: Draft, piece: Piece) -> None:
    """An entry of the list of notes, or a further paragraph of the entry before."""
    bare = draft.part != "notes"
    draft.part = "notes"
    if starts_note(piece) or not draft.marked or draft.marked[-1].role != "note":
        draft.marked.append(Marked("note", piece.text, ends=bare))
    else:
        joined = f"{draft.marked[-1].text} {piece.text}"
        draft.marked[-1] = replace(draft.marked[-1], text=joined)


def _mark_head(
    draft: Draft, piece: Piece, following: Piece | None, languages: tuple[str, ...]
) -> bool:
    """Mark a heading and enter the part it opens; whether the piece was one."""
    inline = inline_head(piece.text)
    if inline is not None:
        draft.part = inline[0]
        _mark_text(draft, Piece(piece.text, lead=inline[1]), languages, run_in=False)
        return True
    part = known_head(piece.text)
    if part is None and draft.part == "image" and read_image_parts(piece.text):
        return False
    if part is None and (piece.hint == "note" or not looks_like_head(piece, following)):
        return False
    if part is None and draft.part in {"sources", "image", "summary"} and piece.hint != "heading":
        return False
    words = piece.text.strip().rstrip(":： ").strip()
    draft.part = part or "body"
    draft.single = part == "takeaways" and not words.lower().endswith("s")
    draft.level = piece.level or (2 if part is None and draft.under_assessments else 1)
    draft.under_assessments = part == "assessments" or (draft.under_assessments and part is None)
    draft.marked.append(Marked("heading", piece.text, opens=(words, draft.level)))
    return True


def _mark_text(draft: Draft, piece: Piece, languages: tuple[str, ...], *, run_in: bool) -> None:
    """Mark a piece that is no heading by the part it stands in."""
    parts = read_image_parts(piece.text)
    if {"image", "source"} & parts.keys() and (
        draft.part == "image" or piece.text.startswith("Image:")
    ):
        ends = draft.part != "image"
        draft.part = "image"
        _mark_image(draft, piece, parts, ends=ends)
    elif draft.part == "image" and parts:
        _mark_image(draft, piece, parts)
    elif draft.part == "summary":
        _mark_summary(draft, piece)
    elif draft.part == "sources" or introduces_source(piece.text, among=bool(draft.sources)):
        _mark_source(draft, piece, languages)
    elif draft.part == "takeaways" and _still_takeaway(draft, piece):
        _mark_takeaway(draft, piece)
    else:
        _mark_paragraph(draft, piece, run_in=run_in)


def _mark_summary(draft: Draft, piece: Piece) -> None:
    words = piece.lead or piece.text
    draft.summary = draft.summary or words
    draft.marked.append(Marked("paragraph", piece.text))
    draft.part = "body" if not draft.sources else "after"


def _mark_image(draft: Draft, piece: Piece, parts: dict[str, str], *, ends: bool = False) -> None:
    """Take in a line of the image information, completing the caption printed at the top.

    `ends` says that it begins without a head of its own, and the section before is over.
    """
    caption = parts.get("image") or parts.get("photo") or parts.get("caption")
    old = draft.images[-1] if draft.images else Image(None)
    image = replace(
        old,
        caption=caption or old.caption,
        url=old.url or parts.get("source"),
        attribution=old.attribution or parts.get("attribution") or parts.get("license"),
        credit=old.credit or parts.get("credit"),
    )
    draft.images[-1:] = [image]
    draft.marked.append(Marked("caption", piece.text, ends=ends))


def _mark_source(draft: Draft, piece: Piece, languages: tuple[str, ...]) -> None:
    if is_source_line(piece.text):
        draft.sources.append(parse_source(piece.text, languages))
        draft.marked.append(Marked("byline", piece.text, source=len(draft.sources) - 1))
        draft.part = "sources"
    elif draft.sources:
        draft.marked.append(Marked("excerpt", piece.text, source=len(draft.sources) - 1))
    else:
        draft.marked.append(Marked("paragraph", piece.text))


def _still_takeaway(draft: Draft, piece: Piece) -> bool:
    """Whether the takeaways go on: one after a singular head, lists to their end, else heads."""
    last = draft.marked[-1].role if draft.marked else ""
    if last != "takeaway":
        return True
    if draft.single and piece.hint != "list_item":
        return False
    listed = any(mark.role == "takeaway" for mark in draft.marked) and draft.takeaways
    if piece.hint == "list_item":
        return True
    return bool(listed) and (run_in_head(piece.text, colon=True) is not None or bool(piece.lead))


def _mark_takeaway(draft: Draft, piece: Piece) -> None:
    labelled = piece.lead and not piece.text.startswith(piece.lead)  # "Key Takeaway: the words"
    words = piece.lead if labelled else piece.text
    head = (None if labelled else _lead(piece)) or run_in_head(words, colon=True)
    text = words[len(head) :].lstrip(" .:–—") if head else words
    draft.takeaways.append(Takeaway(head, text))
    draft.marked.append(Marked("takeaway", piece.text))


def _mark_paragraph(draft: Draft, piece: Piece, *, run_in: bool) -> None:
    ends = draft.part == "takeaways"
    if draft.part in {"takeaways", "top"}:
        draft.part = "body"
    head = _lead(piece) or (
        run_in_head(piece.text) if run_in and piece.hint != "list_item" else None
    )
    role = piece.hint if piece.hint in {"list_item", "quote", "caption", "byline"} else "paragraph"
    draft.marked.append(
        Marked(role, piece.text, opens=(head, draft.level + 1) if head else None, ends=ends)
    )


def _lead(piece: Piece) -> str | None:
    """The bold words at a paragraph's start, where they are a head and not its first sentence."""
    lead = piece.lead.strip().rstrip(".: ").strip()
    if not lead or not piece.text.startswith(lead) or len(lead.split()) > _MOST_LEAD_WORDS:
        return None
    return lead if len(piece.text) > len(lead) + _SHORTEST_REST else None
