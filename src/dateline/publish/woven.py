"""An update's tree with its numbers, notes and figures resolved, before any output writes it."""

from dataclasses import dataclass, field
from typing import Any

from dateline.publish.edition import Bound, FigureMatter
from dateline.publish.tree import Node


@dataclass(frozen=True, slots=True)
class NoteItem:
    """One thing that a note says: a work, an event, a bound number, desk research, or words.

    Attributes:
        kind: `work`, `event`, `bound`, `own` or `text`.
        key: what makes two items the same.
        bound: for `bound`, the number.
        prefix: words before the work, as in `[see @key]`.
        suffix: words after it, such as a page.
        inlines: for `text`, the words of the analyst's own note.
    """

    kind: str
    key: str
    bound: Bound | None = None
    prefix: str = ""
    suffix: str = ""
    inlines: tuple[Any, ...] = ()


@dataclass(slots=True)
class Endnote:
    """A numbered note with the places that refer to it."""

    number: int
    items: tuple[NoteItem, ...]
    references: int = 0


@dataclass(frozen=True, slots=True)
class NoteMark:
    """One reference to a note; `turn` counts the references to the same note from 1."""

    note: int
    turn: int


@dataclass(frozen=True, slots=True)
class BoundMark:
    """Bound words in the text: the number's own number, its answer and its words."""

    number: int
    bound: Bound
    inlines: list[Node]


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A figure in the text, with the words of its title."""

    number: int
    matter: FigureMatter
    inlines: list[Node]


@dataclass(frozen=True, slots=True)
class TakeawaysMark:
    """The key takeaways: their head and their blocks."""

    head: str
    blocks: list[Node]


@dataclass(slots=True)
class Woven:
    """An update's tree with placeholders, and what they refer to, in reading order."""

    blocks: list[Node] = field(default_factory=list)
    notes: list[Endnote] = field(default_factory=list)
    numbers: list[BoundMark] = field(default_factory=list)
    figures: list[FigureMark] = field(default_factory=list)
