"""What kind of material the bytes are, whatever the name says."""

import io
import re
import zipfile

from dateline.model.capture import Capture
from dateline.model.problem import Problem

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word or Excel file"),
    (b"{\\rtf", "RTF file"),
    (b"\x1f\x8b", "gzip archive"), (b"7z\xbc\xaf", "7-Zip archive"), (b"Rar!", "RAR archive"),
    (b"\x7fELF", "program"), (b"MZ\x90", "program"), (b"ID3", "sound file"),
    (b"OggS", "sound file"),
)  # fmt: skip
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_ENTRY_LIMIT = 200_000_000
_RATIO_LIMIT = 150
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<!--.{0,400}?<html",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_LINE = re.compile(
    r"(?:From|To|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Content-Type|Delivered-To"
    r"|X-[\w-]+|Reply-To|Cc|DKIM-Signature)\s*:",
    re.IGNORECASE,
)
_MAIL_LINES = 3


def sniff(payload: bytes, capture: Capture) -> tuple[str, Problem | None]:
    """Name the format: `pdf`, `docx`, `html`, `image`, `mail`, `mbox`, `markdown`...

    Args:
        payload: the bytes.
        capture: their name and declared type, which decide only between kinds of text.

    Returns:
        The format, or an empty one and the problem that says why nothing can be read.
    """
    start = payload.lstrip()[:4096]
    if b"%PDF-" in payload[:1024]:
        return "pdf", None
    if payload.startswith(b"PK\x03\x04"):
        return _zip_kind(payload, capture)
    if payload.startswith(_IMAGES):
        return "image", None
    for magic, name in _MAGIC:
        if payload.startswith(magic):
            return "", _wrong_kind(capture, name)
    plain = start.replace(b"\x00", b"")
    marked = plain.startswith((b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff<"))
    if marked and _HTML.search(plain):
        return "html", None
    return _text_kind(plain[:2000].decode("latin-1"), capture), None


def _text_kind(head: str, capture: Capture) -> str:
    name, declared = capture.address.lower(), capture.media_type
    if re.match(r"From \S+.*\d{4}(?: \S{1,5})?\s*$", head.partition("\n")[0]) and _MAIL_LINE.search(
        head
    ):
        return "mbox"
    if _is_mail(head):
        return "mail"
    if re.match(r"\s*---[ \t]*\r?\n\w[\w-]*\s*:", head) or name.endswith((".md", ".markdown")):
        return "markdown"
    if "markdown" in declared:
        return "markdown"
    fragment = re.match(
        r"\s*<(?:p|div|h[1-6]|section|main|table|ul|ol|blockquote|meta|title)[\s>]",
        head,
        re.IGNORECASE,
    )
    if fragment and (declared == "text/html" or name.endswith((".html", ".htm")) or "</" in head):
        return "html"
    return "text"


def _is_mail(head: str) -> bool:
    lines = re.split(r"\r?\n", head)
    headers = 0
    for line in lines:
        if not line.strip():
            break
        if _MAIL_LINE.match(line):
            headers += 1
        elif not line[0].isspace() and not re.match(r"[\w-]+:", line):
            return False
    return headers >= _MAIL_LINES and re.search(r"(?im)^(?:from|received)\s*:", head) is not None


def _zip_kind(payload: bytes, capture: Capture) -> tuple[str, Problem | None]:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "", _wrong_kind(capture, "damaged archive")
    size = sum(entry.file_size for entry in entries)
    if size > _ENTRY_LIMIT or size > max(len(payload), 10_000) * _RATIO_LIMIT:
        return "", Problem(
            "zip-bomb", capture.address,
            f"The file unpacks to {size:,} bytes, far more than a document holds.",
            "Do not open it; ask the sender for a PDF or plain text.", "error",
        )  # fmt: skip
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return "docx", None
    kind = "spreadsheet" if "xl/workbook.xml" in names else "archive"
    kind = "presentation" if "ppt/presentation.xml" in names else kind
    kind = "OpenDocument file" if "content.xml" in names else kind
    return "", _wrong_kind(capture, kind)


def _wrong_kind(capture: Capture, kind: str) -> Problem:
    article = "an" if kind[0] in "aeoO" else "a"
    return Problem(
        "unread-format", capture.address,
        f"This is {article} {kind}, which Dateline does not read.",
        "Save or export it as PDF, DOCX, HTML or plain text and add that.", "error",
    )  # fmt: skip
