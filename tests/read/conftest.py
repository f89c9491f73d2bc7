"""Invented material in the manner of weekly updates and press digests."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from dateline.model.capture import Capture
from dateline.model.document import Document, Reading
from dateline.read import read_capture

Reader = Callable[..., Reading]

MATERIAL = Path(__file__).with_name("material")


@pytest.fixture(scope="session")
def read() -> Reader:
    """Give a function that reads bytes or text under a name."""

    def reader(
        material: bytes | str,
        name: str = "note.txt",
        *,
        media_type: str = "",
        encoding: str | None = None,
    ) -> Reading:
        payload = material.encode() if isinstance(material, str) else material
        capture = Capture(
            sha256(payload).hexdigest(), name, "2024-03-10T08:00:00+00:00", media_type,
            len(payload), declared_encoding=encoding,
        )  # fmt: skip
        return read_capture(payload, capture)

    return reader


@pytest.fixture(scope="session")
def update(read: Reader) -> Document:
    """Give the invented weekly update."""
    return read((MATERIAL / "update.txt").read_bytes(), "update.txt").documents[0]


@pytest.fixture(scope="session")
def digest(read: Reader) -> tuple[Document, ...]:
    """Give the two articles of the invented digest."""
    return read((MATERIAL / "digest.txt").read_bytes(), "digest.txt").documents
