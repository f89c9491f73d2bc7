"""What a note that a person coded rests on: the document it was read in, the sheet it stood in."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.pipeline.keeping.opening import OpenDesk

CODED_BY = "Coded by "  # and a person's name: the title of such a note
ENTRIES_OF = "entries of "  # and a sheet's name: the address of the captures of its rows
_READ_IN = re.compile(r"^(document|capture): (\S+)$", re.MULTILINE)
_FREE = re.compile(r"^notes: (.+)$", re.MULTILINE)
_KEY = re.compile(r"read-in:(.+):[0-9a-f]{12}")


def is_coded(document: Document) -> bool:
    """Whether a document is a note that a person coded, by hand or in a sheet."""
    return document.kind == "note" and (document.title or "").startswith(CODED_BY)


def name_note(key: str, read_in: str) -> str:
    """The id of a note that was entered by hand.

    >>> name_note("0123456789ab", "road")
    'read-in:road:0123456789ab'
    """
    return f"read-in:{read_in}:{key}" if read_in else key


def find_parent(name: str) -> str:
    """Id of the document that a note was read in, by the note's own; empty where in none."""
    found = _KEY.fullmatch(name)
    return found[1] if found else ""


def find_read_in(document: Document) -> tuple[str, str]:
    """Id and capture of the document that a note was read in; empty where it does not say."""
    if not is_coded(document):
        return "", ""
    said = dict(_READ_IN.findall(document.text))
    return said.get("document", ""), said.get("capture", "")


def find_beside(
    opened: OpenDesk, capture: Capture, documents: Sequence[Document]
) -> tuple[str, ...]:
    """Other captures of a coded note's words: what it said before it changed, its raw sheet."""
    if not any(is_coded(one) for one in documents):
        return ()
    earlier = opened.ledger.captures_of([one.id for one in documents])
    return tuple(sorted((earlier | find_sheets(opened, {capture.sha256})) - {capture.sha256}))


def find_notes(opened: OpenDesk, capture: str, documents: Sequence[Document]) -> list[Document]:
    """Notes that people coded from some documents, read from one capture."""
    names = {one.id for one in documents}
    return [
        note
        for note in opened.ledger.documents()
        if capture in (read_in := find_read_in(note)) or not names.isdisjoint(read_in)
    ]


def keep_free_words(note: Document) -> Document:
    """A coded note with what a person wrote freely alone: its days and numbers are anybody's."""
    free = "\n".join(_FREE.findall(note.text))
    return replace(note, text=free, blocks=())


def find_sheets(opened: OpenDesk, rows: Collection[str]) -> set[str]:
    """Captures of whole sheets that rows came from: desks once archived them beside the rows.

    Args:
        opened: the desk.
        rows: captures of rows, among others.
    """
    captures = opened.ledger.captures()
    names = {
        one.address.removeprefix(ENTRIES_OF)
        for one in captures
        if one.sha256 in rows and one.address.startswith(ENTRIES_OF)
    }
    if not names:
        return set()
    read = {digest for _, digest in opened.ledger.document_origins().values()}
    return {one.sha256 for one in captures if one.address in names and one.sha256 not in read}
