"""Notes and their markers: the list at the end, and each place in the text that points to it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.model.note import Note, NoteRef
from dateline.model.problem import Problem
from dateline.read.citations import parse_citations, share_access, stops_belong
from dateline.read.piece import Piece

_FORM = r"\d{1,4}|[*†‡]{1,3}|(?:[ivxlc]{1,8}|[IVXLC]{1,8}|[a-z])(?=\](?:\W|https?:|$))"
_ENTRY = re.compile(rf"\s*\[(?P<marker>{_FORM})\]\s*(?P<text>.*)", re.DOTALL)
_MARKER = re.compile(rf"\[(?P<marker>{_FORM})\]")
_MOST_CONTINUATIONS = 2
_BROKEN = re.compile(r"\[(?<=\w\[)(?=\s|$)")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]+")
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def plain_markers(text: str) -> str:
    """Write markers in superior figures as bracketed ones.

    >>> plain_markers("Two raids followed.¹² Then rain.")
    'Two raids followed.[12] Then rain.'
    """
    return _RAISED.sub(_bracketed, text)


def _bracketed(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    follows_word = bool(before) and not before.isspace() and not before.isdigit()
    return f"[{match[0].translate(_SUPER)}]" if follows_word else match[0]


def find_note_list(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Where the list of notes stands: the longest run of entries, as first and past-last index.

    An entry that goes on in a further paragraph keeps it; both are equal when there is no list.
    """
    entries = [place for place, piece in enumerate(pieces) if starts_note(piece)]
    runs: list[list[int]] = []
    for place in entries:
        if runs and _same_run(pieces, runs[-1][-1], place):
            runs[-1].append(place)
        else:
            runs.append([place])
    if not runs:
        return len(pieces), len(pieces)
    best = max(runs, key=len)
    after = best[-1] + 1
    while after < len(pieces) and pieces[after].hint == "note_more":
        after += 1
    if after < len(pieces) and _completes(pieces[best[-1]], pieces[after]):
        after += 1
    return best[0], after


def starts_note(piece: Piece) -> bool:
    """Whether a piece opens an entry of a list of notes."""
    return piece.hint == "note" or (_ENTRY.match(piece.text) is not None and not piece.level)


def _same_run(pieces: Sequence[Piece], last: int, place: int) -> bool:
    between = pieces[last + 1 : place]
    return len(between) <= _MOST_CONTINUATIONS and not any(
        piece.hint == "heading" for piece in between
    )


def _completes(entry: Piece, piece: Piece) -> bool:
    """Whether a paragraph after the last entry belongs to it ("For more, see:")."""
    if piece.hint in {"heading", "noise"} or re.match(r"\w+\s*:", piece.text):
        return False
    return (
        entry.text.rstrip().endswith(":") or re.fullmatch(r"https?://\S+", piece.text) is not None
    )


def parse_entry(text: str) -> tuple[str, str]:
    """Marker and words of an entry such as `[12] https://...`."""
    match = _ENTRY.match(text)
    return (match["marker"], match["text"].strip()) if match else ("", text)


def build_notes(entries: Iterable[str]) -> tuple[Note, ...]:
    """Read entries of a list into notes with the works they cite."""
    parsed = [parse_entry(entry) for entry in entries]
    keep_stop = stops_belong(text for _, text in parsed)
    works = share_access(parse_citations(text, keep_stop=keep_stop) for _, text in parsed)
    return tuple(
        Note(marker, text, cited) for (marker, text), cited in zip(parsed, works, strict=True)
    )


def link_notes(
    text: str, spans: Iterable[tuple[int, int]], notes: Sequence[Note], where: str
) -> tuple[tuple[NoteRef, ...], tuple[Problem, ...]]:
    """Tie every marker in the running text to its note.

    Args:
        text: the document's text.
        spans: the stretches of it that may hold markers (not the notes themselves).
        notes: the notes.
        where: the document, for problems.

    Returns:
        Each marker that has a note, at its opening bracket, and what does not fit: markers
        without a note, notes without a marker, markers used twice.
    """
    if not notes:
        return (), ()
    known = {note.marker.lower(): note.marker for note in notes}
    refs: list[NoteRef] = []
    problems: list[Problem] = []
    for start, end in spans:
        for match in _MARKER.finditer(text, start, end):
            marker = known.get(match["marker"].lower())
            if marker is not None:
                refs.append(NoteRef(marker, match.start()))
            elif match["marker"].isdigit():
                problems.append(_unlinked(match, where))
        problems.extend(_broken(match, where) for match in _BROKEN.finditer(text, start, end))
    counts = Counter(ref.marker for ref in refs)
    problems.extend(_uncited(note, where) for note in notes if note.marker not in counts)
    problems.extend(
        _repeated(marker, count, where) for marker, count in counts.items() if count > 1
    )
    doubled = Counter(note.marker for note in notes)
    problems.extend(_doubled(marker, where) for marker, count in doubled.items() if count > 1)
    return tuple(refs), tuple(problems)


def _broken(match: re.Match[str], where: str) -> Problem:
    return Problem(
        "broken-marker", where,
        "A bracket is opened and nothing stands in it: a marker may have been lost.",
        "Compare the sentence with the original; its note may be missing.",
        severity="note", start=match.start(), end=match.end(),
    )  # fmt: skip


def _unlinked(match: re.Match[str], where: str) -> Problem:
    return Problem(
        "marker-without-note", where,
        f"The text points to note {match[0]}, and the list of notes has none.",
        "Look whether the list was cut off, or the marker is a slip.",
        start=match.start(), end=match.end(),
    )  # fmt: skip


def _uncited(note: Note, where: str) -> Problem:
    return Problem(
        "note-without-marker", where,
        f"Note [{note.marker}] is in the list, and no marker in the text points to it.",
        "Look for a marker that was lost or printed without brackets.",
        severity="note",
    )  # fmt: skip


def _repeated(marker: str, count: int, where: str) -> Problem:
    return Problem(
        "repeated-marker", where,
        f"The marker [{marker}] stands {count} times in the text.",
        "Check which sentence the note supports; all are linked to it.",
        severity="note",
    )  # fmt: skip


def _doubled(marker: str, where: str) -> Problem:
    return Problem(
        "repeated-note", where,
        f"The list has more than one note [{marker}].",
        "Markers are linked to that number; look at both notes.",
    )  # fmt: skip
