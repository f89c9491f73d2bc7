"""The bytes that were fetched or given, and where they came from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capture:
    """What is known of the bytes without reading them; the bytes lie in the archive.

    Attributes:
        sha256: hexadecimal digest of the bytes; the capture's identity.
        address: the address fetched, or the name of the file given.
        captured_at: ISO 8601 time with zone.
        media_type: as declared or guessed, such as `text/plain`.
        size: bytes.
        how: `fetched`, `given` or `as pasted`.
        declared_encoding: charset from the transport, where one was declared.
    """

    sha256: str
    address: str
    captured_at: str
    media_type: str
    size: int
    how: str = "given"
    declared_encoding: str | None = None
