"""What every format is turned into before its structure is read: pieces of text in order."""

from dataclasses import dataclass

from dateline.model.document import Image
from dateline.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph-like stretch of text with what its format says about it.

    Attributes:
        text: clean text: plain spaces, no line breaks inside.
        gap: blank lines before it, where the format has such.
        hint: the role the format gives it (`heading`, `list_item`, `caption`, `quote`, `row`,
            `noise`...);
            empty where it says nothing.
        level: of a heading, 1 for the highest.
        lead: the words at its start that stand in bold, a possible run-in head.
    """

    text: str
    gap: int = 1
    hint: str = ""
    level: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a format states about the whole document outside its text (metadata, front matter).

    Attributes:
        title: a title that is surely the document's.
        name: what the file or window is called; the title only where the text shows no other.
        region: country code of the page's language ("gb" of "en-GB"). American English, which
            programs write unasked, is none.
    """

    key: str | None = None
    source: str | None = None
    title: str | None = None
    name: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    language: str | None = None
    region: str | None = None
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that one format's reader hands to the reading of structure.

    Attributes:
        came_with: place, among the capture's materials, of the message that this was attached to.
    """

    pieces: tuple[Piece, ...]
    facts: Facts = Facts()
    problems: tuple[Problem, ...] = ()
    came_with: int | None = None
