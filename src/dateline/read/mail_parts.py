"""The parts of a message, read as far as they go: one that is damaged takes no other with it."""

import base64
import re
from collections.abc import Iterator
from email import errors, message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any

from dateline.model.problem import Problem
from dateline.read.text import clean, decode

if TYPE_CHECKING:
    _Policy = EmailPolicy[EmailMessage]
else:  # the library's class takes no parameter
    _Policy = EmailPolicy

BODIES = frozenset({"text/plain", "text/html"})
# What the standard library raises on headers and parts that are malformed.
FAULTS = (
    ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError,
    errors.MessageError,
)  # fmt: skip
_NO_DOCUMENT = re.compile(
    r"audio/|video/|application/(?:pgp-|pkcs7-|x-pkcs7-|ms-tnef)|text/(?:calendar|x-?vcard)"
)
_SMALL_IMAGE = 50_000  # bytes: less is a logo or a button
_DEEPEST = 12
_LONGEST_HEADER = 2_000  # the library's time grows with the square of the length
_BOUNDARY = re.compile(
    rb"(?m)^--([^\s-][^\r\n]{0,68}[^\s-]|[^\s-])[ \t]*\r?\nContent-", re.IGNORECASE
)
_KIND_STATED = re.compile(rb"(?im)^(?:Content-Type|MIME-Version):.*(?:\r?\n[ \t].*)*\r?\n?")
_IN_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_PLAIN_MARKS = re.compile(r"[\r\n\x00]+")


class Patient(_Policy):
    """Headers as the standard library reads them, and as they stand where it cannot.

    Attributes:
        lost: names of the headers that it could not read, in order.
        read: headers that were read, by name and value.
    """

    lost: dict[str, None]
    read: dict[tuple[str, str], Any]

    def __init__(self, lost: dict[str, None]) -> None:
        super().__init__(message_factory=EmailMessage)
        object.__setattr__(self, "lost", lost)  # a policy is frozen
        object.__setattr__(self, "read", {})

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401 - the library's
        """Read a header once; letters that are not ASCII are taken as UTF-8 or guessed."""
        if not isinstance(value, str):
            return value
        if (name, value) not in self.read:
            self.read[name, value] = self._parsed(name, value)
        return self.read[name, value]

    def _parsed(self, name: str, value: str) -> Any:  # noqa: ANN401 - the library's
        shown = _legible(value[:_LONGEST_HEADER])
        try:
            if len(value) <= _LONGEST_HEADER:
                return super().header_fetch_parse(name, shown)
        except FAULTS:
            pass
        self.lost[name] = None
        return _PLAIN_MARKS.sub(" ", shown).strip()


def open_message(source: bytes) -> tuple[EmailMessage, dict[str, None]]:
    """Open a message; where its boundary is damaged, its parts are found by the lines between them.

    Args:
        source: the bytes.

    Returns:
        The message, and what will hold the names of headers that could not be read.
    """
    lost: dict[str, None] = {}
    message = _opened(source, lost)
    if message.get_content_maintype() == "multipart" and not message.is_multipart():
        head, blank, body = _parted(source)
        found = _BOUNDARY.search(body)
        if found is not None:
            kept = _KIND_STATED.sub(b"", head)
            stated = b'\nContent-Type: multipart/mixed; boundary="%s"' % found[1].replace(b'"', b"")
            message = _opened(kept.rstrip() + stated + blank + body, lost)
            lost["Content-Type"] = None
    return message, lost


def _opened(source: bytes, lost: dict[str, None]) -> EmailMessage:
    return message_from_bytes(source, policy=Patient(lost))


def _parted(source: bytes) -> tuple[bytes, bytes, bytes]:
    """A message's headers, the blank line, and all that follows."""
    blank = re.search(rb"\r?\n\r?\n", source)
    if blank is None:
        return source, b"\n\n", b""
    return source[: blank.start()], blank[0], source[blank.end() :]


def _legible(value: str) -> str:
    """A header whose letters stand in it unencoded, as many programs write them."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return decode(value.encode("utf-8", "surrogateescape"), None, "")[0]
    return value


def leaves(part: MIMEPart, depth: int = 0) -> Iterator[tuple[MIMEPart, bool]]:
    """The parts of a message that hold something, and whether each stands apart from the body."""
    kind = part.get_content_type()
    if kind == "message/rfc822" or not part.is_multipart():
        words = kind in BODIES or kind.startswith("multipart/")  # the latter without its boundary
        yield part, not words or _disposition(part) == "attachment" or _has_name(part)
    elif depth < _DEEPEST:
        for item in part.get_payload():
            if isinstance(item, MIMEPart):
                yield from leaves(item, depth + 1)


def is_document(part: MIMEPart) -> bool:
    """Whether a part may be a document: not a signature, a sound, or an image within the text."""
    kind = part.get_content_type()
    if _NO_DOCUMENT.match(kind):
        return False
    if kind.startswith("image/"):
        shown = part.get("Content-ID") is not None or _disposition(part) == "inline"
        return not shown and len(part_bytes(part)[0]) > _SMALL_IMAGE
    return True


def part_name(part: MIMEPart, number: int) -> str:
    """A part's file name, or its number among the attachments."""
    try:
        name = part.get_filename()
    except FAULTS:
        name = None
    if not name and part.get_content_type() == "message/rfc822":
        return f"message-{number}.eml"
    return clean(name or "") or f"attachment-{number}"


def part_charset(part: MIMEPart) -> str | None:
    """The charset that a part declares."""
    try:
        return part.get_content_charset()
    except FAULTS:
        return None


def part_bytes(part: MIMEPart) -> tuple[bytes, bool]:
    """What a part holds, and whether all of it could be unpacked."""
    try:
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return _mended(part, payload)
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return (first.as_bytes(), True) if isinstance(first, MIMEPart) else (b"", True)
    except FAULTS:
        return b"", False


def _mended(part: MIMEPart, payload: bytes) -> tuple[bytes, bool]:
    """What was unpacked; base64 that breaks off within a letter is unpacked up to there."""
    kinds = [type(defect) for defect in part.defects]
    if errors.InvalidBase64LengthDefect in kinds:
        letters = _IN_BASE64.sub(b"", payload)
        return base64.b64decode(letters[: len(letters) // 4 * 4]), False
    return payload, errors.InvalidBase64CharactersDefect not in kinds


def breaks_off(message: EmailMessage) -> bool:
    """Whether a message ends before the parts that it announces."""
    return any(
        isinstance(defect, errors.CloseBoundaryNotFoundDefect)
        for part in message.walk()
        for defect in part.defects
    )


def _disposition(part: MIMEPart) -> str:
    try:
        return part.get_content_disposition() or ""
    except FAULTS:
        return ""


def _has_name(part: MIMEPart) -> bool:
    return not part_name(part, 0).startswith("attachment-")


def damaged_header(where: str, names: list[str], which: str) -> Problem:
    """Say which headers could not be read."""
    listed = ", ".join(names)
    return Problem(
        "damaged-header", where,
        f"{which}The header{'s' * (len(names) > 1)} {listed} could not be read as written.",
        "Compare sender, subject and date with the message in your mail program.",
    )  # fmt: skip


def damaged_part(where: str, names: list[str], which: str) -> Problem:
    """Say which parts could not be unpacked whole."""
    listed = ", ".join(names)
    return Problem(
        "damaged-part", where,
        f"{which}Damaged, and read only as far as it could be unpacked: {listed}.",
        "Save it from the message in your mail program, and add it as a file of its own.",
    )  # fmt: skip


def broken_off(where: str, which: str) -> Problem:
    """Say that a message ends too early."""
    return Problem(
        "broken-mail", where, f"{which}The message breaks off before its end.",
        "Fetch or save it again, and add that; what came after is not held.",
    )  # fmt: skip
