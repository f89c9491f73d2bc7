"""E-mail: one message or a mailbox, its body and the documents attached."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from dateline.read.piece import Facts, Piece
from dateline.read.text import clean, text_pieces

_SIGNATURE = re.compile(r"(?m)^-- ?\r?$")
_QUOTED_LINE = re.compile(r"(?m)^>+ ?")


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: what its headers state, its body, and its attachments.

    Attributes:
        is_html: whether the body is HTML.
        attachments: file name, media type and bytes of each.
    """

    facts: Facts
    body: str
    is_html: bool
    attachments: tuple[tuple[str, str, bytes], ...]


def read_letters(payload: bytes, *, mailbox: bool) -> Iterator[Letter]:
    """Read every message of a file.

    Args:
        payload: the bytes.
        mailbox: whether the file is an mbox, whose messages begin with a `From ` line.
    """
    parts = re.split(rb"(?m)^From \S+[^\n]*\d{4}\s*\n", payload) if mailbox else [payload]
    for part in parts:
        if part.strip():
            message = message_from_bytes(part, policy=policy.default)
            if isinstance(message, EmailMessage):
                yield _letter(message)


def letter_pieces(letter: Letter) -> tuple[Piece, ...]:
    """The plain body as pieces: the signature is noise, what it answers is quoted."""
    body, _, signature = _split_signature(letter.body)
    pieces: list[Piece] = []
    for piece in text_pieces(body):
        if piece.text.startswith(">"):
            pieces.append(Piece(clean(_QUOTED_LINE.sub("", piece.text)), piece.gap, hint="quote"))
        else:
            pieces.append(piece)
    pieces.extend(Piece(piece.text, piece.gap, hint="noise") for piece in text_pieces(signature))
    return tuple(piece for piece in pieces if piece.text)


def _split_signature(body: str) -> tuple[str, str, str]:
    match = _SIGNATURE.search(body)
    return (body[: match.start()], match[0], body[match.end() :]) if match else (body, "", "")


def _letter(message: EmailMessage) -> Letter:
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    part = plain if plain is not None and _content(plain).strip() else rich
    body = _content(part) if part is not None else ""
    attached = [
        (item.get_filename() or f"attachment-{number}", item.get_content_type(), _bytes(item))
        for number, item in enumerate(message.iter_attachments(), 1)
    ]
    facts = Facts(
        title=_header(message, "Subject"),
        authors=tuple(filter(None, (_sender(message),))),
        published=_date(message),
    )
    return Letter(facts, body, part is rich and part is not None, tuple(attached))


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, KeyError, ValueError):
        return _bytes(part).decode("utf-8", "replace")


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    return first.as_bytes() if isinstance(first, MIMEPart) else b""


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = clean(str(message.get(name) or ""))
    except (ValueError, LookupError, IndexError, AttributeError):  # malformed headers raise many
        return None
    return re.sub(r"(?i)^(?:(?:re|fwd?|tr|aw)\s*:\s*)+", "", value) or None


def _sender(message: EmailMessage) -> str | None:
    value = _header(message, "From") or ""
    name = re.sub(r"\s*<[^>]*>\s*$", "", value).strip(" \"'")
    return name or None


def _date(message: EmailMessage) -> str | None:
    value = _header(message, "Date")
    try:
        return parsedate_to_datetime(value).isoformat() if value else None
    except (TypeError, ValueError):
        return None
