"""The doors for extensions; the built-in parts come in by them too.

A package adds a part by declaring an entry point in one of the groups below::

    [project.entry-points."dateline.extractors"]
    mine = "my_package:extract_mentions"

| group                 | what it names                  | built in          |
|-----------------------|--------------------------------|-------------------|
| `dateline.readers`    | a `Reader`: capture to reading | `documents`       |
| `dateline.extractors` | an `Extractor`: to mentions    | `tagger`, `rules` |
"""

from functools import cache
from importlib.metadata import entry_points
from typing import Any, Protocol

from dateline.errors import CommandError
from dateline.model.capture import Capture
from dateline.model.document import Document, Reading
from dateline.model.mention import Mention
from dateline.model.problem import Problem

READERS = "dateline.readers"
EXTRACTORS = "dateline.extractors"
DEFAULT_EXTRACTOR = "rules"  # docs/decisions/tagger.md says why


class Reader(Protocol):
    """Turns a capture's bytes into documents; bad material becomes problems, never an exception."""

    def __call__(self, payload: bytes, capture: Capture) -> Reading:
        """Read one capture."""
        ...


class Extractor(Protocol):
    """Finds the mentions of events in a document."""

    def __call__(
        self,
        document: Document,
        *,
        lexicon: Any,  # noqa: ANN401 - rooms below this page define them
        gazetteer: Any,  # noqa: ANN401 - the same
    ) -> tuple[list[Mention], list[Problem]]:
        """Extract the mentions of one document, with the problems met."""
        ...


@cache
def load_part(group: str, name: str) -> Any:  # noqa: ANN401 - each group has its own protocol
    """Load the part a group knows by this name.

    Raises:
        CommandError: no installed package offers it; the message lists those that are offered.
    """
    offered = {point.name: point for point in entry_points(group=group)}
    if name not in offered:
        known = ", ".join(sorted(offered)) or "none"
        raise CommandError(f"No part named '{name}' is installed for {group}; offered: {known}.")
    return offered[name].load()
