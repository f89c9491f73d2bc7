"""Notes that bear the key of another document: the one that stands is never replaced by it."""

from collections.abc import Iterable, Iterator

from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.model.problem import Problem
from dateline.prose.links import canonical_link


def keyed(documents: Iterable[Document], capture: Capture) -> list[Document]:
    """The documents of a capture whose id is a person's key, and not made of its bytes."""
    own = capture.sha256[:12]
    return [one for one in documents if not one.id.startswith(own)]


def find_namesakes(
    fresh: Iterable[Document], standing: Iterable[Document], capture: Capture
) -> Iterator[Problem]:
    """A problem for each new document whose key another source's document bears.

    A note of the same source, or of the same address, is the same account written anew and takes
    the earlier one's place; so does one that corrects a document without a source.

    Args:
        fresh: documents just read.
        standing: documents in force that bear their keys.
        capture: what the new ones were read from.
    """
    known = {one.id: one for one in standing}
    for document in fresh:
        earlier = known.get(document.id)
        if earlier is not None and not _is_same(earlier, document):
            yield _refused(earlier, document, capture)


def _is_same(earlier: Document, document: Document) -> bool:
    if earlier.source is None or earlier.source == document.source:
        return True
    if not earlier.url or not document.url:
        return False
    return canonical_link(earlier.url) == canonical_link(document.url)


def _refused(earlier: Document, document: Document, capture: Capture) -> Problem:
    dated = f", published {earlier.published}" if earlier.published else ""
    origin = document.source or "no stated source"
    return Problem(
        "key-taken",
        capture.address,
        f"Its key {document.id} is that of a document of {earlier.source}{dated}, and this is one "
        f"of {origin}: it was not recorded, and the document that stands is as it was.",
        f"Give it another `key:` in its front matter, such as {document.id}-2, and add it again; "
        "where it is the same account, give it the same `source:` or `url:`.",
        "error",
    )
