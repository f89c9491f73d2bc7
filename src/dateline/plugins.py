"""The doors for extensions; the built-in parts come in by them too.

A package adds a part by declaring an entry point in one of the groups below::

    [project.entry-points."dateline.extractors"]
    mine = "my_package:extract_mentions"

| group                  | what it names                       | built in                 |
|------------------------|-------------------------------------|--------------------------|
| `dateline.readers`     | a `Reader`: capture to reading      | `documents`              |
| `dateline.translators` | a `TranslatorMaker`                 | `local`, `openai`        |
| `dateline.extractors`  | an `Extractor`: to mentions         | `tagger`, `rules`, `llm` |

A part that asks a language model takes an `Ask`, which the pipeline hands to it: no room but
`collect` and `datasets` opens a connection.
"""

from functools import cache
from pathlib import Path
from typing import Any, Protocol

from dateline.errors import CommandError
from dateline.model.capture import Capture
from dateline.model.document import Document, Reading
from dateline.model.mention import Mention
from dateline.model.problem import Problem

READERS = "dateline.readers"
TRANSLATORS = "dateline.translators"
EXTRACTORS = "dateline.extractors"
DEFAULT_EXTRACTOR = "tagger"  # docs/decisions/tagger.md says why


class Reader(Protocol):
    """Turns a capture's bytes into documents; bad material becomes problems, never an exception."""

    def __call__(self, payload: bytes, capture: Capture) -> Reading:
        """Read one capture."""
        ...


class Ask(Protocol):
    """Puts a question to a language model; what goes wrong comes back as a problem.

    Attributes:
        name: model and host, for the record.
        stays_here: whether nothing that is asked leaves this machine.
    """

    name: str
    stays_here: bool

    def __call__(self, system: str, user: str) -> str | Problem:
        """Ask with instructions and the material they are about."""
        ...


class Translator(Protocol):
    """Translates one block of text; what it cannot translate comes back as a problem.

    Attributes:
        name: what stands in the record, with model or version; a new name is asked anew.
        stays_here: whether no text leaves this machine.
    """

    name: str
    stays_here: bool

    def __call__(self, text: str, *, source: str, target: str) -> str | Problem:
        """Translate between two languages, given by their codes; `XN1X` and the like stay."""
        ...


class TranslatorMaker(Protocol):
    """Makes a translator ready for work: what a `dateline.translators` entry point names."""

    def __call__(self, *, models: Path | None, ask: Ask | None) -> Translator:
        """Make it, given a folder of model files and the way to a language model.

        Raises:
            SettingsError: it lacks something that desk.toml should name.
        """
        ...


class Extractor(Protocol):
    """Finds the mentions of events in a document.

    One that declares a keyword `ask` is handed an `Ask` besides, one that declares `homes` the
    alpha-2 codes of the countries that the desk watches.
    """

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
    from importlib.metadata import entry_points

    offered = {point.name: point for point in entry_points(group=group)}
    if name not in offered:
        known = ", ".join(sorted(offered)) or "none"
        raise CommandError(f"No part named '{name}' is installed for {group}; offered: {known}.")
    return offered[name].load()
