"""Markers of notes that lead nowhere, and notes that nothing calls."""

import re
from collections.abc import Iterator

from dateline.model.document import Document
from dateline.model.finding import Finding

_MARKER = re.compile(r"\[(\d{1,3})\]")
_WRITTEN = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_NO_TEXT = ("note", "noise", "excerpt", "quote")  # words of others bring markers of their own


def audit_notes(document: Document) -> Iterator[Finding]:
    """Hold the markers in the text against the list of notes, both ways.

    In a document without notes only the markers that Markdown alone writes, `[^9]`, are reported:
    a copy may have lost all the others' notes.
    """
    if not document.notes:
        yield from _orphans(document)
        return
    unknown = 0
    known = {note.marker for note in document.notes}
    for block in document.blocks:
        if block.role in _NO_TEXT:
            continue
        for match in _MARKER.finditer(block.text):
            if match[1] not in known:
                unknown += 1
                start = block.start + match.start()
                yield Finding(
                    "missing-note", "fails", "no-data", match[0], start, start + len(match[0]),
                    f"there is a note {match[1]}", "the list of notes has none",
                    "Give the note, or correct its marker.", "warning",
                )  # fmt: skip
    called = {ref.marker for ref in document.note_refs}
    if not called and not unknown:  # the markers were lost with the print, all of them
        return
    for note in document.notes:
        shown = f"[{note.marker}]"
        at = next((one for one in document.blocks if one.text.startswith(shown)), None)
        if note.marker not in called and at is not None:
            yield Finding(
                "uncalled-note", "fails", "no-data", shown, at.start, at.start + len(shown),
                f"the text calls note {note.marker}", "no marker in the text calls it",
                "Set its marker where it belongs, or take the note out.", "warning",
            )  # fmt: skip


def _orphans(document: Document) -> Iterator[Finding]:
    """The markers `[^9]` of a document that defines no note at all."""
    for block in document.blocks:
        if block.role in _NO_TEXT:
            continue
        for match in _WRITTEN.finditer(block.text):
            start = block.start + match.start()
            yield Finding(
                "missing-note", "fails", "no-data", match[0], start, start + len(match[0]),
                f"there is a note {match[1]}", "the document has no notes",
                f"Write the note behind the text, “[^{match[1]}]: …”, or take the marker out.",
                "warning",
            )  # fmt: skip
