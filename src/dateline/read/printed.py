"""Every word of a finished file, in whatever order: to look for words that must not be in it.

Reading makes documents of a file and leaves out what belongs to none, such as a running head, a
link's address or an author in the file's own fields. Here nothing is left out, and nothing is
made of it.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_UNPACKED = 200_000_000  # bytes of one packed file
_PARTED = re.compile(r"</(?:w:p|a:p|si|t|c|row)>|<w:(?:br|tab|cr)\b[^>]*>")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MARKUP = re.compile(r"<[^<>]*>")
_KNOWN = (b"%PDF", b"PK", b"PAR1")  # how files begin that can be searched while they are whole
# What zipfile raises on damaged members, and on those shut by a password (RuntimeError).
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_HYPHEN = re.compile(r"[\ufffe\u00ad\x02](?:\r?\n)?|-\r?\n")  # at a line's end, as PDF text has it


def read_printed(payload: bytes, shut: list[str] | None = None) -> str | None:
    """The words of a file; None where it has none that can be searched, as a picture.

    Known are PDF, packed files (Word, Excel, zip) with what they hold, Parquet, letters and plain
    text. Words that a line's end parts are given whole as well.

    Args:
        payload: the file's bytes.
        shut: is told of each part of a known kind that cannot be searched, by its name; the file
            itself has none. It is damaged, shut by a password, or larger than what is unpacked.

    >>> read_printed(b"plain words"), read_printed(bytes([255, 216]))
    ('plain words', None)
    """
    shut = [] if shut is None else shut
    if payload.startswith(_KNOWN):
        words = _read_known(payload, shut)
        shut += [""] if words is None else []
        return words
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return f"{text}\n{_read_letter(payload, shut)}" if _is_letter(text) else text


def _read_known(payload: bytes, shut: list[str]) -> str | None:
    if payload.startswith(b"%PDF"):
        return _read_pdf(payload)
    return _read_packed(payload, shut) if payload.startswith(b"PK") else _read_parquet(payload)


def _is_letter(text: str) -> bool:
    head = text[:2000].casefold()
    return "mime-version:" in head or ("\nsubject:" in f"\n{head}" and "\nfrom:" in f"\n{head}")


def _read_letter(payload: bytes, shut: list[str]) -> str:
    """A letter's head and parts, decoded; what is attached is read as a file of its own."""
    from email import message_from_bytes, policy

    message = message_from_bytes(payload, policy=policy.default)
    said = []
    with suppress(LookupError, ValueError):  # the plain text has what a malformed head says
        said += [f"{name}: {value}" for name, value in message.items()]
    for part in message.walk():
        with suppress(LookupError, ValueError):
            if part.get_content_maintype() == "text":
                said.append(str(part.get_content()))
            elif not part.is_multipart():
                attached = part.get_payload(decode=True)
                said.append((isinstance(attached, bytes) and read_printed(attached, shut)) or "")
    return "\n".join(said)


def _read_pdf(payload: bytes) -> str | None:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError:
        return None
    try:
        text = "\n".join(_list_pdf(pdf))
    finally:
        pdf.close()
    return f"{text}\n{_HYPHEN.sub('', text)}{_turn_lines(text)}"


def _turn_lines(text: str) -> str:
    """Lines with letters that run from right to left, turned: some PDFs hold them as printed.

    >>> _turn_lines("دصرم").strip()  # the last letter first
    'مرصد'
    """
    turned = [line.rstrip("\r")[::-1] for line in text.split("\n") if _RIGHT_TO_LEFT.search(line)]
    return "".join(f"\n{normalize('NFKC', line)}" for line in turned)


def _list_pdf(pdf: "PdfDocument") -> Iterator[str]:
    """What a PDF's own fields, pages and links say."""
    import pypdfium2

    yield from pdf.get_metadata_dict().values()
    for number in range(len(pdf)):
        with suppress(pypdfium2.PdfiumError):
            page = pdf[number]
            yield page.get_textpage().get_text_range()
            yield from _list_links(pdf, page.raw)


def _list_links(pdf: "PdfDocument", page: object) -> Iterator[str]:
    """Addresses that a page's links lead to."""
    from ctypes import byref, c_int, create_string_buffer

    from pypdfium2 import raw

    at, link = c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, byref(at), byref(link)):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(pdf.raw, action, None, 0) if action else 0
        if size:
            buffer = create_string_buffer(size)
            raw.FPDFAction_GetURIPath(pdf.raw, action, buffer, size)
            yield buffer.value.decode("utf-8", "replace")


def _read_packed(payload: bytes, shut: list[str]) -> str | None:
    """A packed file's members; marks of XML within a paragraph part no word."""
    said = []
    try:
        with zipfile.ZipFile(BytesIO(payload)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                return None
            for one in packed.infolist():
                text = _read_member(packed, one, shut)
                if one.filename.endswith((".xml", ".rels")):
                    said.append(_MARKUP.sub("", _PARTED.sub(" ", text)))
                said += [one.filename, text]
    except _DAMAGED:
        return None
    return "\n".join(said)


def _read_member(packed: zipfile.ZipFile, one: zipfile.ZipInfo, shut: list[str]) -> str:
    """A member's words; one that cannot be unpacked is noted."""
    inside: list[str] = []
    try:
        text = read_printed(packed.read(one), inside) or ""
    except _DAMAGED:
        text, inside = "", [""]
    shut += [f"{one.filename} {name}".strip() for name in inside]
    return text


def _read_parquet(payload: bytes) -> str | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(pa.BufferReader(payload)).read()
    except (OSError, pa.ArrowInvalid):
        return None
    meta = (table.schema.metadata or {}).items()
    said = [f"{key.decode('utf-8', 'replace')}: {value!r}" for key, value in meta]
    return "\n".join([*said, *(str(column.to_pylist()) for column in table.columns)])
