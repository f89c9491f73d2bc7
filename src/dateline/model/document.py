"""The text and structure read from a capture."""

from dataclasses import dataclass
from typing import Any

from dateline.model.note import Note, NoteRef
from dateline.model.problem import Problem
from dateline.model.record import to_record

KINDS = ("weekly-update", "digest-article", "article", "note")
ROLES = (
    "title", "heading", "paragraph", "takeaway", "list_item", "quote", "excerpt", "caption",
    "byline", "note", "noise",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Takeaway:
    """A key takeaway: its run-in head (None where it has none) and its text without the head."""

    head: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document under one head; `start` and `end` index the text."""

    head: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, caption... `text` is the document's text[start:end].

    Attributes:
        section: the head it stands under, None at the top.
        language: ISO 639-1, or a longer code where 639-1 has none.
        translated: `no`, `human`, `machine` or `unknown`.
        source: index into the document's `sources` for an excerpt tied to one.
        original: the words that `text` was translated from, where they are held.
        original_language: the language of those words.
    """

    role: str
    text: str
    start: int
    end: int
    section: str | None = None
    language: str | None = None
    translated: str = "no"
    source: int | None = None
    original: str | None = None
    original_language: str | None = None


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name in a text that nobody translated, in Latin letters.

    Attributes:
        text: the name as the document writes it.
        latin: the name that lexicon or gazetteer knows, else its letters one by one.
        known: the actor's or the place's id; None where only its letters were changed.
    """

    text: str
    latin: str
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or map that the document prints, with its own number where it has one."""

    number: int | None
    caption: str
    credit: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A press source as a digest describes it.

    Attributes:
        says: how the digest introduces the outlet.
        published: ISO date as precise as printed; `date_says` tells what date it is.
        author: the names before the title, as printed.
        date_says: the word that the date comes with (`accessed`, `updated`); None for the date
            of publication.
    """

    title: str | None
    title_english: str | None = None
    publisher: str | None = None
    says: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    author: str | None = None
    date_says: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """What a document says about an image it shows."""

    caption: str | None
    credit: str | None = None
    url: str | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks, and who is said to have said them.

    Attributes:
        text: the words between the marks, the document's text[start:end].
        speaker: the words that name the speaker, text[speaker_start:speaker_end]; they may stand
            earlier than a pronoun beside the quotation. None where nobody is named.
    """

    text: str
    start: int
    end: int
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What one capture, or one article of a compilation, says and how it is built.

    Attributes:
        id: the source note's key, or the capture's short digest with the article's number.
        kind: one of `KINDS`.
        published: ISO 8601 date or time, as precise as stated, with its zone where stated.
        modified: when the page says it was last changed, in the same form.
        cutoff: ISO 8601 time up to which the document says it reports.
        url: the address where it was published.
        source: key of the outlet in desk.toml; None until the desk knows it.
        capture: SHA-256 of the bytes it was read from.
        text: what every offset of this document indexes.
        written_at: the place of writing that a dispatch begins with ("BAMAKO, Dec 13").
        agency: the agency that such a dispatch names in brackets.
        attached_to: id of the document of the e-mail that this one came with.
        translator: name of what translated its blocks; None where nothing did.
        names: names of its untranslated blocks in Latin letters.
        quotes: quotations in the running text with their speakers.
    """

    id: str
    kind: str
    title: str | None
    text: str
    capture: str
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    cutoff: str | None = None
    language: str | None = None
    url: str | None = None
    source: str | None = None
    takeaways: tuple[Takeaway, ...] = ()
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    figures: tuple[Figure, ...] = ()
    notes: tuple[Note, ...] = ()
    note_refs: tuple[NoteRef, ...] = ()
    sources: tuple[CitedSource, ...] = ()
    pull_quote: str | None = None
    images: tuple[Image, ...] = ()
    summary: str | None = None
    written_at: str | None = None
    agency: str | None = None
    attached_to: str | None = None
    translator: str | None = None
    names: tuple[KnownName, ...] = ()
    modified: str | None = None
    quotes: tuple[Quote, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one capture gave: its documents, and the problems that belong to none."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()


def document_record(document: Document, *, text: bool = True) -> dict[str, Any]:
    """A document as the JSON contract prints it; `text=False` leaves the text out."""
    record: dict[str, Any] = to_record(document)
    if not text:
        del record["text"]
    return record
