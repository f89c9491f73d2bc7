"""Pages for checking by eye, and what stands behind one mention."""

from collections.abc import Sequence
from pathlib import Path

from dateline.errors import CommandError
from dateline.model.document import Document
from dateline.model.mention import FieldAccount, Mention
from dateline.model.stored import StoredMention
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.record.browse import list_mentions


def write_document_page(documents: Sequence[Document], out: Path, *, name: str = "") -> None:
    """Write a page with documents and their structure.

    Raises:
        CommandError: the page cannot be written.
    """
    from dateline.publish.pages import render_document_page

    _write(render_document_page(documents, name=name), out)


def write_mentions_page(
    found: Sequence[tuple[Document, Sequence[Mention]]], out: Path, *, name: str = ""
) -> None:
    """Write a page with documents and their mentions marked.

    Raises:
        CommandError: the page cannot be written.
    """
    from dateline.publish.pages import render_mentions_page

    _write(render_mentions_page(found, name=name), out)


def account_mention(mention: Mention) -> list[FieldAccount]:
    """What each field of a mention says, on which words, and what gave it."""
    from dateline.publish.accounts import account_fields

    return account_fields(mention)


def find_mention(opened: OpenDesk, number: int) -> StoredMention:
    """The recorded mention with this id, under the clocks.

    Raises:
        CommandError: there is none.
    """
    for stored in list_mentions(opened):
        if stored.id == number:
            return stored
    raise CommandError(
        f"There is no mention {number} under these clocks. `dateline mentions` lists them."
    )


def _write(page: str, out: Path) -> None:
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise CommandError(
            f"{out} could not be written: {error.strerror}. Name a file in a folder that exists."
        ) from error
