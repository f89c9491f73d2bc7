"""E-mail: one message or a mailbox, its body and the documents attached."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from dateline.model.problem import Problem
from dateline.read.mail_parts import (
    FAULTS,
    breaks_off,
    broken_off,
    damaged_header,
    damaged_part,
    is_document,
    leaves,
    open_message,
    part_bytes,
    part_charset,
    part_name,
)
from dateline.read.piece import Facts, Piece
from dateline.read.published import find_moment
from dateline.read.text import clean, decode, text_pieces

_SIGNATURE = re.compile(r"(?m)^-- ?\r?$")
_QUOTED_LINE = re.compile(r"(?m)^>+ ?")
_FROM_LINE = re.compile(rb"(?m)(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S+[^\n]*\d{4}(?: \S{1,5})?\s*?\n")
_ESCAPED_FROM = re.compile(rb"(?m)^>(?=>*From )")


_CARRIED = re.compile(  # lines with which programs lead to a message that is answered or carried on
    r"(?:-{2,}|_{2,})\s*(?:forwarded|original|message|mesaj|ileti|رسالة|پیام)?.{0,40}(?:-{2,}|_{2,})"
    r"|(?:begin forwarded message|début du message (?:réexpédié|transféré))\s*:?"
    r"|(?:from|to|cc|sent|date|subject|reply-to|de|à|envoyé|objet|kimden|kime|gönderildi|tarih|konu"
    r"|من|إلى|التاريخ|الموضوع|فرستنده|گیرنده|تاریخ|موضوع)\s?:[ \t].{1,200}"
    r"|(?:on|le)\s.{6,120}\s(?:wrote|a écrit)\s?:|.{6,120}\sşunu yazdı\s?:",
    re.IGNORECASE,
)
_LONGEST_CARRIED = 260


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
    """Read every message of a file; what is damaged in one is told, and the rest of it is read.

    Args:
        payload: the bytes.
        where: the file's name, for problems.
        mailbox: whether the file is an mbox, whose messages begin with a `From ` line.
    """
    parts = _FROM_LINE.split(payload) if mailbox else [payload]
    for number, part in enumerate((part for part in parts if part.strip()), 1):
        source = _ESCAPED_FROM.sub(b"", part) if mailbox else part
        which = f"Message {number}: " if mailbox else ""
        try:
            yield _letter(source, where, which)
        except FAULTS:  # a fault that no part or header answers for
            yield _as_found(source, where, which)


def _as_found(source: bytes, where: str, which: str) -> Letter:
    """A message that cannot be taken apart, as the text that it is."""
    text, doubts = decode(source, None, where)
    problem = Problem(
        "unreadable-mail", where,
        f"{which}The message is too damaged to be taken apart; it was read as plain text.",
        "Open the message in your mail program, save its text or attachments, and add those.",
    )  # fmt: skip
    return Letter(Facts(), text, is_html=False, attachments=(), problems=(problem, *doubts))


def letter_pieces(letter: Letter) -> tuple[Piece, ...]:
    """The plain body as pieces: the signature is noise, what it answers is quoted."""
    body, _, signature = _split_signature(letter.body)
    pieces: list[Piece] = []
    for piece in text_pieces(_set_apart(body)):
        if len(piece.text) < _LONGEST_CARRIED and _CARRIED.fullmatch(piece.text):
            pieces.append(Piece(piece.text, piece.gap, hint="noise"))
        elif piece.text.startswith(">"):
            pieces.append(Piece(clean(_QUOTED_LINE.sub("", piece.text)), piece.gap, hint="quote"))
        else:
            pieces.append(piece)
    pieces.extend(Piece(piece.text, piece.gap, hint="noise") for piece in text_pieces(signature))
    if not pieces and letter.attachments:  # a covering letter without words
        pieces.append(Piece(letter.facts.title or "Without words", hint="title"))
    return tuple(piece for piece in pieces if piece.text)


def _set_apart(body: str) -> str:
    """The body with blank lines around what it answers or carries on, as not every program sets."""
    done: list[str] = []
    for line in body.replace("\r\n", "\n").split("\n"):
        carried = len(line) < _LONGEST_CARRIED and _CARRIED.fullmatch(line.strip()) is not None
        turned = bool(done) and line.startswith(">") != done[-1].startswith(">")
        if carried or (turned and done[-1].strip() and line.strip()):
            done.append("")
        done.append(line)
        if carried:
            done.append("")
    return "\n".join(done)


def _split_signature(body: str) -> tuple[str, str, str]:
    match = _SIGNATURE.search(body)
    return (body[: match.start()], match[0], body[match.end() :]) if match else (body, "", "")


def _letter(source: bytes, where: str, which: str) -> Letter:
    """One message.

    Args:
        source: its bytes.
        where: the file's name, for problems.
        which: its number in a mailbox, to begin a problem's sentence with.
    """
    message, lost = open_message(source)
    parts = list(leaves(message))
    texts = [part for part, apart in parts if not apart]
    rich = [part for part in texts if part.get_content_type() == "text/html"]
    plain = [part for part in texts if part not in rich]
    chosen = plain if any(part_bytes(part)[0].strip() for part in plain) else rich
    read = [decode(part_bytes(part)[0], part_charset(part), where) for part in chosen]
    damaged = ["its text"] if not all(part_bytes(part)[1] for part in chosen) else []
    attached: list[tuple[str, str, bytes]] = []
    for part in [part for part, apart in parts if apart and is_document(part)]:
        held, whole = part_bytes(part)
        attached.append((part_name(part, len(attached) + 1), part.get_content_type(), held))
        damaged += [] if whole else [attached[-1][0]]
    facts = Facts(
        title=_header(message, "Subject"),
        authors=tuple(filter(None, (_sender(message),))),
        published=_date(message),
    )
    problems = list(dict.fromkeys(problem for _, doubts in read for problem in doubts))
    if lost:
        problems.append(damaged_header(where, list(lost), which))
    if damaged:
        problems.append(damaged_part(where, damaged, which))
    if breaks_off(message):
        problems.append(broken_off(where, which))
    if message.get_content_type() == "multipart/encrypted":
        attached, problems = [], [_locked(where)]
    body = "\n\n".join(text for text, _ in read)
    return Letter(facts, body, chosen is rich and bool(rich), tuple(attached), tuple(problems))


def _locked(where: str) -> Problem:
    return Problem(
        "encrypted-mail", where, "The message is encrypted.",
        "Open it in your mail program, save its text or attachments, and add those.",
        severity="error",
    )  # fmt: skip


def _header(message: EmailMessage, name: str) -> str | None:
    value = clean(str(message.get(name) or ""))
    return re.sub(r"(?i)^(?:(?:re|fwd?|tr|aw)\s*:\s*)+", "", value) or None


def _sender(message: EmailMessage) -> str | None:
    value = _header(message, "From") or ""
    name = re.sub(r"\s*<[^>]*>\s*$", "", value).strip(" \"'()")
    return name or None


def _date(message: EmailMessage) -> str | None:
    value = _header(message, "Date")
    try:
        return parsedate_to_datetime(value).isoformat() if value else None
    except (TypeError, ValueError, IndexError, OverflowError):  # a year without end
        return find_moment(value or "")
