"""A publication's source text, and a frozen issue of it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Update:
    """The Markdown of an update with its front matter read.

    Attributes:
        path: the file it was read from.
        source: the whole text, front matter included; every offset indexes it.
        body_start: offset where the front matter ends.
        title: from the front matter.
        cutoff: ISO 8601; events reported later do not count.
        state: pinned state hash, where one is pinned.
        authors: from the front matter.
        periods: named periods (`$before`) as query periods (`2023-01..2023-07`).
        bindings: named bindings (`[nearly five]{#pace}`): name to attributes.
        meta: the whole front matter.
    """

    path: str
    source: str
    body_start: int
    title: str
    cutoff: str | None = None
    state: str | None = None
    authors: tuple[str, ...] = ()
    periods: dict[str, str] = field(default_factory=dict)
    bindings: dict[str, dict[str, str]] = field(default_factory=dict)
    meta: dict[str, Any] = field(default_factory=dict)
