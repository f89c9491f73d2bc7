"""Notes, and the works they cite."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """One work that a note cites.

    Attributes:
        raw: the words as printed.
        url: refanged, complete address; None where the note gives none.
        canonical: `url` without share tokens, tracking parameters and session fragments.
        defanged: whether the print broke the address on purpose.
        state: `ok`, `truncated` or `malformed`, of the address.
        access: `open`, `subscription`, `on_request` or `own_research`.
        title: quoted title, where given.
        publisher: outlet or author, where given.
        published: ISO date, where given.
        author: names before the title, where a publisher is given besides.
        date_says: the word that the date comes with (`accessed`, `updated`), None for publication.
    """

    raw: str
    url: str | None = None
    canonical: str | None = None
    defanged: bool = False
    state: str = "ok"
    access: str = "open"
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    author: str | None = None
    date_says: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """An endnote or footnote: its marker as a string, its text, and each work it cites."""

    marker: str
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteRef:
    """Where a note's marker stands in the document's text."""

    marker: str
    at: int
