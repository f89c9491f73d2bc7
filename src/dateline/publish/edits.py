"""Edits made in Word, brought back into an update's source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches

from dateline.publish.manuscript import FIXED, Line, Piece
from dateline.publish.tracked import Paragraph, Remark, ReviewFile, Stretch

_SPECIAL = re.compile(r"([\\*\[\]<>`^~]|(?<!\w)_|_(?!\w)|(?<![\w.])@(?=\w))")
_STARTS = re.compile(r"\A(#|[-+>|] ?|:{3}|\d+[.)](?= ))")
_SLOT = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\{\.slot\}")
_ALIKE = 0.4  # least likeness of a paragraph and the line it may be
_AROUND = 12  # letters shown before the first difference
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(slots=True)
class Merge:
    """A source with an editor's changes in it.

    Attributes:
        source: the whole text.
        changes: what was taken out and what was put in, for each line that changed.
        remarks: comments that came in.
        held: changes that were not made, each with its reason.
    """

    source: str
    changes: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    held: list[str] = field(default_factory=list)


def merge_edits(
    source: str, lines: Sequence[Line], review: ReviewFile, *, same_source: bool
) -> Merge:
    """Bring an editor's changes into a source.

    A bound phrase that was deleted whole stays, and is reported; so is a change to a line that
    the source has changed too.

    Args:
        source: the update's text.
        lines: what it shows, from `read_manuscript`.
        review: the edited file.
        same_source: whether the file was made of this very text: then changes that Word did not
            track are changes too.
    """
    merge = Merge(source)
    shown = [line for line in lines if line.text]
    pairs, extra = _pair(shown, review.paragraphs, same_source=same_source, merge=merge)
    out: list[str] = []
    at, join = 0, False
    for line in shown:
        paragraph = pairs.get(line.start)
        new = _rewrite(source, line, paragraph, merge)
        gap = source[at : line.start]
        gone = paragraph is not None and paragraph.joined and not new.strip()
        if join and new.strip():
            out[-1:] = [out[-1].rstrip(), " ", new[len(_prefix(source, line)) :].lstrip()]
        else:
            out += [gap, "" if gone else new]
        at = _past_blank(source, line.end) if gone else line.end
        join = bool(paragraph and paragraph.joined and new.strip())
        out += [f"\n\n{_escape(text)}" for text in extra.get(line.start, [])]
        out += _noted(source, paragraph, merge)
    merge.source = "".join([*out, source[at:]])
    return merge


def _pair(
    lines: list[Line], paragraphs: Sequence[Paragraph], *, same_source: bool, merge: Merge
) -> tuple[dict[int, Paragraph], dict[int, list[str]]]:
    """Find each line's paragraph, and the new paragraphs behind each line."""
    pairs: dict[int, Paragraph] = {}
    extra: dict[int, list[str]] = {}
    matcher = SequenceMatcher(
        None, [line.text for line in lines], [one.before for one in paragraphs], autojunk=False
    )
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and last - first == end - start and same_source):
            for line, one in zip(lines[first:last], paragraphs[start:end], strict=True):
                pairs[line.start] = one if kind == "equal" else _compared(line, one)
            continue
        known = {line.text for line in lines[first:last]}
        for one in paragraphs[start:end]:
            edited = one.before != one.after or one.remarks
            if same_source and kind != "delete" and one.after not in known:
                extra.setdefault(lines[max(first - 1, 0)].start, []).append(one.after)
            elif edited and one.after not in known:
                merge.held.append(
                    f"“{_short(one.after or one.before)}”: the update has changed here since "
                    "the file was made; make this change in the Markdown"
                )
            elif not (edited or same_source) and one.after.strip():
                merge.held.append(_differs(one, lines[first:last]))
        if same_source and kind in ("delete", "replace"):
            merge.held += [
                f"“{_short(line.text)}” is missing in the file without a tracked deletion; it stays"
                for line in lines[first:last]
            ]
    return pairs, extra


def _differs(paragraph: Paragraph, lines: Sequence[Line]) -> str:
    """What is told of a paragraph that differs from a changed update without tracked changes.

    Whose words are the newer ones, the editor's or the update's, nothing in the file says.
    """
    near = get_close_matches(paragraph.after, [line.text for line in lines], 1, _ALIKE)
    where = f"the update says “{_parted(near[0], paragraph.after)}”" if near else "it is not in it"
    said = _parted(paragraph.after, near[0]) if near else _short(paragraph.after)
    return (
        f"“{said}” was not tracked, and the update has changed since the file was made: {where}; "
        "where the words are the editor's, make this change in the Markdown, or give the editor a "
        "new review file"
    )


def _parted(text: str, other: str) -> str:
    """The part of a text that another has not, with a little around it."""
    same = 0
    while same < min(len(text), len(other)) and text[same] == other[same]:
        same += 1
    start = text.rfind(" ", 0, max(same - _AROUND, 0)) + 1
    return ("… " if start else "") + _short(text[start:])


def _compared(line: Line, paragraph: Paragraph) -> Paragraph:
    """A paragraph that was edited without tracking, as if it had been tracked."""
    old, new = _WORDS.findall(line.text), _WORDS.findall(paragraph.after)
    done = Paragraph(remarks=paragraph.remarks, joined=paragraph.joined)
    control = _controls(paragraph)
    at = 0
    for kind, first, last, start, end in SequenceMatcher(None, old, new, False).get_opcodes():
        gone, come = "".join(old[first:last]), "".join(new[start:end])
        if kind == "equal":
            done.stretches.append(Stretch(gone, "kept"))
        else:
            done.stretches += [Stretch(gone, "deleted")] if gone else []
            inside = control[at] if at < len(control) else ""
            done.stretches += [Stretch(come, "inserted", inside)] if come else []
        at += len(come)
    return done


def _controls(paragraph: Paragraph) -> list[str]:
    kept = (one for one in paragraph.stretches if one.state != "deleted")
    return [one.control for one in kept for _ in one.text]


def _rewrite(source: str, line: Line, paragraph: Paragraph | None, merge: Merge) -> str:
    """A line's source with the changes of its paragraph."""
    whole = source[line.start : line.end]
    if paragraph is None or paragraph.before == paragraph.after == line.text:
        return whole
    if paragraph.before != line.text:  # compared, and still not the same words
        merge.held.append(f"“{_short(line.text)}”: its change could not be placed")
        return whole
    if line.role == FIXED:
        merge.held.append(f"“{_short(line.text)}” is no prose; change it in the Markdown")
        return whole
    writer = _LineWriter(source, line, paragraph)
    written = writer.write()
    merge.held += writer.held
    gone = not written.strip() and paragraph.joined
    new = "" if gone else _fill_slots(whole, f"{_prefix(source, line)}{written}")
    if new.strip() != whole.strip():
        merge.changes.append((whole, new))
    return new


def _fill_slots(before: str, after: str) -> str:
    """Take the marks of slots away whose words an editor has written anew.

    >>> _fill_slots("[What happened.]{.slot} [Why.]{.slot}", "[It fell.]{.slot} [Why.]{.slot}")
    'It fell. [Why.]{.slot}'
    """
    asked = {found[1] for found in _SLOT.finditer(before)}
    return _SLOT.sub(lambda found: found[0] if found[1] in asked else found[1], after)


def _prefix(source: str, line: Line) -> str:
    return source[line.start : line.pieces[0].start]


@dataclass(slots=True)
class _LineWriter:
    """Writes one line anew, piece by piece."""

    source: str
    line: Line
    paragraph: Paragraph
    held: list[str] = field(default_factory=list)

    def write(self) -> str:
        """The line's source after its marks at the beginning."""
        deleted, inserted = self._changes()
        deleted = self._keep_bound(deleted)
        dropped = self._emptied(deleted, inserted)
        out: list[str] = []
        at = 0
        active: list[str] = []
        for piece in self.line.pieces:
            waiting = inserted.get(at, [])
            if piece.kind == "close":
                out += self._take(waiting, {piece.control} if piece.control else set())
                active = active[:-1]
            elif piece.kind == "open":
                out += self._take(waiting, {"", *active} - {piece.control} or {""})
                active.append(piece.control)
            if piece.kind in ("open", "close") or not piece.text:
                out += [] if piece.pair in dropped else [self.source[piece.start : piece.end]]
                continue
            for offset in range(len(piece.text)):
                out += self._take(inserted.get(at, []), None)
                if at not in deleted:
                    out.append(self._letter(piece, offset))
                at += 1
        return "".join([*out, *self._take(inserted.get(at, []), None)])

    def _letter(self, piece: Piece, offset: int) -> str:
        if piece.kind == "text":
            return self.source[piece.start + offset]
        return self.source[piece.start : piece.end] if offset == 0 else ""

    def _take(self, waiting: list[Stretch], controls: set[str] | None) -> list[str]:
        """Take the inserted words that belong here; None takes whatever is left."""
        mine = [one for one in waiting if controls is None or one.control in controls]
        waiting[:] = [one for one in waiting if one not in mine]
        return [self._inserted(one) for one in mine]

    def _inserted(self, one: Stretch) -> str:
        text = one.text.replace("\n\n", " ") if one.control else one.text
        if self.line.role == "title":
            return text.replace("\n\n", " ").replace('"', "”")
        return _escape(text)

    def _changes(self) -> tuple[set[int], dict[int, list[Stretch]]]:
        """Which letters go, and which words come before which letter."""
        deleted: set[int] = set()
        inserted: dict[int, list[Stretch]] = {}
        fixed = self._fixed()
        at = 0
        for one in self.paragraph.stretches:
            if one.state == "inserted":
                while at in fixed and at - 1 in fixed and fixed[at] == fixed[at - 1]:
                    at += 1  # nothing comes inside a citation
                inserted.setdefault(at, []).append(one)
                continue
            if one.state == "deleted":
                deleted |= set(range(at, at + len(one.text)))
            at += len(one.text)
        for piece_start, letters in self._by_piece(fixed).items():
            if letters & deleted and not letters <= deleted:
                deleted -= letters
                self.held.append(f"part of “{self._shown(piece_start)}” was deleted; it stays")
        return deleted, inserted

    def _fixed(self) -> dict[int, int]:
        """For each letter of a fixed piece, the piece's offset in the source."""
        found, at = {}, 0
        for piece in self.line.pieces:
            for offset in range(len(piece.text)):
                if piece.kind == "fixed":
                    found[at + offset] = piece.start
            at += len(piece.text)
        return found

    def _by_piece(self, fixed: dict[int, int]) -> dict[int, set[int]]:
        grouped: dict[int, set[int]] = {}
        for letter, start in fixed.items():
            grouped.setdefault(start, set()).add(letter)
        return grouped

    def _shown(self, start: int) -> str:
        return next(piece.text for piece in self.line.pieces if piece.start == start)

    def _spans(self) -> Iterator[tuple[int, str, set[int]]]:
        """Every pair of marks with its control and the letters between them."""
        opened: dict[int, tuple[int, str]] = {}
        at = 0
        for piece in self.line.pieces:
            if piece.kind == "open":
                opened[piece.pair] = (at, piece.control)
            elif piece.kind == "close":
                start, control = opened[piece.pair]
                yield piece.pair, control, set(range(start, at))
            at += len(piece.text)

    def _keep_bound(self, deleted: set[int]) -> set[int]:
        """A bound phrase that was deleted whole stays, unless other words stand in its place."""
        come = {one.control for one in self.paragraph.stretches if one.state == "inserted"}
        for _pair_id, control, letters in self._spans():
            if control and letters and letters <= deleted and control not in come:
                deleted = deleted - letters
                words = "".join(self.line.text[at] for at in sorted(letters))
                self.held.append(
                    f"the bound words “{words}” were deleted; they stay, for a binding is taken "
                    "out in the Markdown only"
                )
        return deleted

    def _emptied(self, deleted: set[int], inserted: dict[int, list[Stretch]]) -> set[int]:
        """Marks with nothing left between them, which go too."""
        return {
            pair
            for pair, control, letters in self._spans()
            if not control and letters <= deleted and not (set(sorted(letters)[1:]) & set(inserted))
        }


def _noted(source: str, paragraph: Paragraph | None, merge: Merge) -> list[str]:
    """An editor's comments as comments of the source, which no output prints."""
    out = []
    for remark in paragraph.remarks if paragraph else []:
        about = f" on “{_short(remark.words)}”" if remark.words else ""
        head = ", ".join(part for part in (remark.author, remark.day) if part)
        said = f"{head}{about}: {remark.text}".replace("--", "–")
        text = f"<!-- {said} -->"
        if text not in source:
            merge.remarks.append(remark)
            out.append(f"\n\n{text}")
    return out


def _escape(text: str) -> str:
    """Words as Markdown prints them, in one or more paragraphs."""
    parts = [_SPECIAL.sub(r"\\\1", part) for part in text.split("\n\n")]
    return "\n\n".join([parts[0], *(_STARTS.sub(r"\\\1", part) for part in parts[1:])])


def _past_blank(source: str, at: int) -> int:
    while at < len(source) and source[at] in " \t\n":
        at += 1
    return at


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}..."  # noqa: PLR2004 - a line's worth
