"""E-mail: one message or a mailbox, its body and the documents attached."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from dateline.model.problem import Problem
from dateline.read.piece import Facts, Piece
from dateline.read.text import clean, decode, text_pieces

_SIGNATURE = re.compile(r"(?m)^-- ?\r?$")
_QUOTED_LINE = re.compile(r"(?m)^>+ ?")
_FROM_LINE = re.compile(rb"(?m)(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S+[^\n]*\d{4}(?: \S{1,5})?\s*?\n")
_ESCAPED_FROM = re.compile(rb"(?m)^>(?=>*From )")
_NO_DOCUMENT = re.compile(
    r"audio/|video/|application/(?:pgp-|pkcs7-|x-pkcs7-|ms-tnef)|text/(?:calendar|x-?vcard)"
)
_BODIES = frozenset({"text/plain", "text/html"})
_SMALL_IMAGE = 50_000  # bytes: less is a logo or a button
_DEEPEST = 12
# What the standard library raises on headers and parts that are malformed.
_FAULTS = (ValueError, LookupError, AttributeError, TypeError, HeaderParseError)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: what its headers state, its body, and its attachments.

    Attributes:
        is_html: whether the body is HTML.
        attachments: file name, media type and bytes of each.
        problems: what was doubtful about the body.
    """

    facts: Facts
    body: str
    is_html: bool
    attachments: tuple[tuple[str, str, bytes], ...]
    problems: tuple[Problem, ...] = ()


def read_letters(payload: bytes, where: str, *, mailbox: bool) -> Iterator[Letter]:
    """Read every message of a file.

    Args:
        payload: the bytes.
        where: the file's name, for problems.
        mailbox: whether the file is an mbox, whose messages begin with a `From ` line.
    """
    parts = _FROM_LINE.split(payload) if mailbox else [payload]
    for part in parts:
        if part.strip():
            source = _ESCAPED_FROM.sub(b"", part) if mailbox else part
            try:
                message = message_from_bytes(source, policy=policy.default)
                if isinstance(message, EmailMessage):
                    yield _letter(message, where)
            except (RecursionError, *_FAULTS):  # a header without end, null bytes in a charset
                yield Letter(
                    Facts(), "", is_html=False, attachments=(), problems=(_tangled(where),)
                )


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
    if not pieces and letter.attachments:  # a covering letter without words
        pieces.append(Piece(letter.facts.title or "Without words", hint="title"))
    return tuple(piece for piece in pieces if piece.text)


def _split_signature(body: str) -> tuple[str, str, str]:
    match = _SIGNATURE.search(body)
    return (body[: match.start()], match[0], body[match.end() :]) if match else (body, "", "")


def _letter(message: EmailMessage, where: str) -> Letter:
    leaves = list(_leaves(message))
    texts = [part for part, apart in leaves if not apart and part.get_content_type() in _BODIES]
    plain = [part for part in texts if part.get_content_type() == "text/plain"]
    rich = [part for part in texts if part.get_content_type() == "text/html"]
    chosen = plain if any(_bytes(part).strip() for part in plain) else rich
    read = [decode(_bytes(part), _charset(part), where) for part in chosen]
    attached = [
        (_name(part, number), part.get_content_type(), _bytes(part))
        for number, (part, _) in enumerate(
            [leaf for leaf in leaves if leaf[1] and _is_document(leaf[0])], 1
        )
    ]
    facts = Facts(
        title=_header(message, "Subject"),
        authors=tuple(filter(None, (_sender(message),))),
        published=_date(message),
    )
    problems = tuple(problem for _, doubts in read for problem in doubts)
    if message.get_content_type() == "multipart/encrypted":
        attached, problems = [], (_locked(where),)
    body = "\n\n".join(text for text, _ in read)
    return Letter(facts, body, chosen is rich and bool(rich), tuple(attached), problems[:1])


def _leaves(part: MIMEPart, depth: int = 0) -> Iterator[tuple[MIMEPart, bool]]:
    """The parts of a message that hold something, and whether each stands apart from the body."""
    kind = part.get_content_type()
    inner = part.get_payload()
    if kind == "message/rfc822" or not isinstance(inner, list):
        apart = kind not in _BODIES or _disposition(part) == "attachment" or _has_name(part)
        yield part, apart
    elif depth < _DEEPEST:
        for item in inner:
            if isinstance(item, MIMEPart):
                yield from _leaves(item, depth + 1)


def _is_document(part: MIMEPart) -> bool:
    """Whether a part may be a document: not a signature, a sound, or an image within the text."""
    kind = part.get_content_type()
    if _NO_DOCUMENT.match(kind):
        return False
    if kind.startswith("image/"):
        shown = part.get("Content-ID") is not None or _disposition(part) == "inline"
        return not shown and len(_bytes(part)) > _SMALL_IMAGE
    return True


def _disposition(part: MIMEPart) -> str:
    try:
        return part.get_content_disposition() or ""
    except _FAULTS:
        return ""


def _has_name(part: MIMEPart) -> bool:
    return bool(_name(part, 0)) and not _name(part, 0).startswith("attachment-")


def _name(part: MIMEPart, number: int) -> str:
    try:
        name = part.get_filename()
    except _FAULTS:
        name = None
    if not name and part.get_content_type() == "message/rfc822":
        return f"message-{number}.eml"
    return clean(name or "") or f"attachment-{number}"


def _charset(part: MIMEPart) -> str | None:
    try:
        return part.get_content_charset()
    except _FAULTS:
        return None


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    try:
        return first.as_bytes() if isinstance(first, MIMEPart) else b""
    except (*_FAULTS, UnicodeError):
        return b""


def _tangled(where: str) -> Problem:
    return Problem(
        "unreadable-mail", where, "The message is too damaged to be read.",
        "Open the message in your mail program, save its text or attachments, and add those.",
    )  # fmt: skip


def _locked(where: str) -> Problem:
    return Problem(
        "encrypted-mail", where, "The message is encrypted.",
        "Open it in your mail program, save its text or attachments, and add those.",
        severity="error",
    )  # fmt: skip


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = clean(str(message.get(name) or ""))
    except _FAULTS:
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
