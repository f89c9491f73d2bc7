"""Bytes to text, and plain text to pieces."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.model.problem import Problem
from dateline.read.heads import known_head
from dateline.read.piece import Piece

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(r"[\ufeff\u200b\u2060\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LIST_MARK = re.compile(r"^[ \t]*(?:[•◦‣▪●·–*-]|\d{1,2}[.)]|[a-z]\))[ \t]+(?=\S)")
BULLET = re.compile(r"^\s*[•◦‣▪●■◾➢➤]\s*")
_OWN_LINE = re.compile(
    r"^\s*(?:\[(?:\d{1,4}|[ivxlc]{1,7})\]|https?://|www\.|[A-Z][\w ]{1,24}:\s"
    r"|\d{1,2}\.\d{1,2}\.?\s)"
)
_LIKELY_CODECS = (
    "cp1256", "cp1252", "cp1254", "iso8859_6", "cp720", "mac_roman", "koi8_r", "cp1251", "utf_16",
)  # fmt: skip
_LEAST_WIDE = 16
_WRAP_MIN, _WRAP_MAX = 45, 100


def decode(payload: bytes, declared: str | None, where: str) -> tuple[str, tuple[Problem, ...]]:
    """Turn bytes into text: byte order mark, UTF-8, the declared charset, then a guess.

    Args:
        payload: the bytes.
        declared: charset from the transport or the page, if any.
        where: the address or file name, for problems.

    Returns:
        The text and what was doubtful about it; no text where the bytes are no text.
    """
    for mark, codec in _MARKS:
        if payload.startswith(mark):
            return payload.decode(codec, errors="replace"), ()
    wide = _unmarked_utf16(payload)
    if wide:
        return payload.decode(wide, errors="replace"), (_note(where, wide, "no byte order mark"),)
    try:
        return payload.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    for codec in filter(None, (declared,)):
        text = _strict(payload, codec)
        if text is not None:
            return text, ()
    return _guess(payload, where)


def looks_binary(payload: bytes) -> bool:
    """Whether the bytes are no text in any encoding that documents come in."""
    sample = payload[:65536]
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _unmarked_utf16(sample):
        return False
    control = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return control > max(1, len(sample) // 20)


def clean(text: str) -> str:
    r"""Make spaces plain and single, drop invisible marks; joiners of Persian and Pashto stay.

    >>> clean("Figure\u00a04.  Raids\ufeff ")
    'Figure 4. Raids'
    """
    return " ".join(_CONTROL.sub("", _UNSEEN.sub("", _SPACES.sub(" ", text))).split())


def text_pieces(text: str) -> tuple[Piece, ...]:
    """Part plain text into pieces at blank lines; hard-wrapped lines are joined again."""
    return tuple(_listed(list(_pieces(text))))


def _listed(pieces: list[Piece]) -> Iterator[Piece]:
    """Mark the items of lists with dashes or numbers: two at least, one after the other.

    Below the head of the notes, numbered items are notes and get their brackets.
    """
    marks = [_LIST_MARK.match(piece.text) for piece in pieces]
    under_notes = False
    for place, (piece, mark) in enumerate(zip(pieces, marks, strict=True)):
        under_notes = known_head(piece.text) == "notes" or (under_notes and mark is not None)
        beside = any(
            0 <= other < len(marks) and _alike(mark, marks[other])
            for other in (place - 1, place + 1)
        )
        number = re.match(r"\d{1,2}", piece.text)
        if mark is None or piece.hint or not (beside or under_notes):
            yield piece
        elif under_notes and number is not None:
            text = f"[{number[0]}] {piece.text[mark.end() :]}"
            yield replace(piece, text=text, hint="note")
        else:
            yield replace(piece, text=piece.text[mark.end() :], hint="list_item")


def _alike(mark: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    """Whether two items of a list are marked in one manner: by numbers, letters or dashes."""
    if mark is None or other is None:
        return False
    return mark[0].strip()[0].isdigit() == other[0].strip()[0].isdigit()


def _pieces(text: str) -> Iterator[Piece]:
    gap = 1
    for chunk in _chunks(text):
        if isinstance(chunk, int):
            gap = chunk
            continue
        for line in _unwrap(chunk):
            bullet = BULLET.match(line)
            body = clean(line[bullet.end() :] if bullet else line)
            if body:
                yield Piece(body, gap=gap, hint="list_item" if bullet else "")
                gap = 0


def _chunks(text: str) -> Iterator[list[str] | int]:
    """Runs of lines, and between them the number of blank lines."""
    lines: list[str] = []
    blank = 0
    for line in _SPACES.sub(" ", _UNSEEN.sub("", text)).splitlines():
        if line.strip():
            if blank and lines:
                yield lines
                lines = []
            if blank:
                yield blank
            blank = 0
            lines.append(line)
        else:
            blank += 1
    if lines:
        yield lines


def _unwrap(lines: list[str]) -> Iterator[str]:
    """Join the lines of a paragraph that was wrapped at a column, keep those that stand alone."""
    longest = max(len(line) for line in lines)
    wrapped = len(lines) > 1 and longest <= _WRAP_MAX
    current = before = ""
    for line in lines:
        alone = BULLET.match(line) or _LIST_MARK.match(line) or _OWN_LINE.match(line)
        if current and wrapped and len(before) >= _WRAP_MIN and not alone:
            hyphen = re.search(r"[a-z]-$", current) and re.match(r"\s*[a-z]", line)
            current = current[:-1] + line.strip() if hyphen else f"{current} {line.strip()}"
        else:
            if current:
                yield current
            current = line.rstrip()
        before = line
    if current:
        yield current


def _unmarked_utf16(payload: bytes) -> str | None:
    """Name the byte order of UTF-16 without a mark: every other byte of Latin text is null."""
    sample = payload[:4096]
    if len(sample) < _LEAST_WIDE or b"\x00" not in sample:
        return _arabic_utf16(sample)
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.3 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.3 and odd < half * 0.05:
        return "utf-16-be"
    return _arabic_utf16(sample)


def _arabic_utf16(sample: bytes) -> str | None:
    """UTF-16 Arabic script: the high byte is 06 (or 00 for spaces) in every second place."""
    half = len(sample) // 2
    if len(sample) < _LEAST_WIDE:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if (high.count(6) + high.count(0)) > half * 0.95 and high.count(6) > half * 0.4:
            return name
    return None


def _strict(payload: bytes, codec: str) -> str | None:
    try:
        return payload.decode(codec)
    except (ValueError, LookupError):  # other letters, null bytes in the name, no such codec
        return None


def _guess(payload: bytes, where: str) -> tuple[str, tuple[Problem, ...]]:
    from charset_normalizer import from_bytes

    sample = payload[:200_000]
    best = from_bytes(sample, cp_isolation=list(_LIKELY_CODECS)).best()
    codec = best.encoding if best is not None else "cp1252"
    if codec not in {"cp1256", "iso8859_6", "cp720"} and _reads_as_arabic(sample):
        codec = "cp1256"
    text = payload.decode(codec, errors="replace")
    return text, (_note(where, codec, "neither UTF-8 nor the declared encoding"),)


def _reads_as_arabic(sample: bytes) -> bool:
    """Whether cp1256 makes of these bytes words of Arabic letters with their commonest ones."""
    text = sample.decode("cp1256", errors="replace")
    letters = [letter for letter in text if letter.isalpha()]
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
    common = sum(letter in "المنيورتبه" for letter in letters)
    return bool(letters) and arabic > len(letters) * 0.6 and common > arabic * 0.5


def _note(where: str, codec: str, why: str) -> Problem:
    return Problem(
        "guessed-encoding",
        where,
        f"The text was read as {codec}: {why}.",
        "Look at accents and letters; save the file as UTF-8 and add it again if they are wrong.",
    )
