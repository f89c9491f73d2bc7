"""Names of documents as they may leave: keyed hashes in the place of plain digests.

A document without a key of its own bears the beginning of its capture's SHA-256, a pasted post
that of its words. Whoever has a post could hash it and so learn that the desk holds it. What
leaves carries an HMAC with the desk's key (RFC 2104, SHA-256), which only the desk can make again.
"""

import hmac
import re
from collections.abc import Iterable

from dateline.errors import PublishRefused
from dateline.pipeline.keeping.opening import OpenDesk

SHORTEST = 8  # figures of a digest that a document's id bears
_DIGEST = re.compile(rf"(?<![0-9a-z])[0-9a-f]{{{SHORTEST},64}}(?![0-9a-z])")
_LENGTH = 16  # figures of a keyed name


class KeyedNames:
    """Gives documents the names under which they may leave; the desk's key is read once."""

    def __init__(self, opened: OpenDesk) -> None:
        self._opened = opened
        self._key: bytes | None = None

    def name(self, document: str) -> str:
        """A document's name outside the desk: its own key, or a keyed hash where it has none.

        Raises:
            DeskError: the desk has no key, and none could be made.
        """
        if not _DIGEST.search(document.casefold()):
            return document
        if self._key is None:
            from dateline.collect.seal import make_key

            self._key = make_key(self._opened.desk.key_file)
        return f"doc-{hmac.digest(self._key, document.encode(), 'sha256').hex()[:_LENGTH]}"


def refuse_digests(text: str, captures: Iterable[str], where: str) -> None:
    """Refuse a text in which the digest of a capture can be read, or its beginning.

    Args:
        text: what is about to leave.
        captures: SHA-256 of the desk's captures.
        where: what it is, for the message.

    Raises:
        PublishRefused: a digest is in it.
    """
    beginnings = {capture[:SHORTEST] for capture in captures}
    for found in _DIGEST.finditer(text.casefold()):
        if found[0][:SHORTEST] in beginnings:
            raise PublishRefused(
                f"The {where} would carry the digest {found[0][:12]} of a capture, by which "
                "others can ask whether the desk holds a post. Nothing was written."
            )
