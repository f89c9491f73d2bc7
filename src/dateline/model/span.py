"""Where words stand in a document's text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Start and end offsets in a document's text, with the exact words between them."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FieldSpan:
    """The words one field of a mention rests on."""

    field: str
    start: int
    end: int
    text: str
