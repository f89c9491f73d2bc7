"""Text made plain for matching names, with the way back to the original's offsets."""

import unicodedata
from dataclasses import dataclass

_UNIFIED = {
    "ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ؤ": "و",
    "ئ": "ی", "ې": "ی", "ۍ": "ی", "ګ": "گ", "ı": "i", "İ": "i", "ø": "o", "ł": "l", "đ": "d",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ʿ": "'", "ʾ": "'",
}  # fmt: skip
_DROPPED = {"\u200c", "\u200d", "\u200e", "\u200f", "\u0640", "\u00ad", "\ufeff"}


class _Table(dict[int, str]):
    """A translation table that works out each character when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = _plain_character(chr(code))
        self[code] = plain
        return plain


def _plain_character(character: str) -> str:
    if character in _UNIFIED:
        return _UNIFIED[character]
    if character in _DROPPED or unicodedata.category(character) == "Mn":
        return ""
    if character.isspace() or unicodedata.category(character) == "Pd":
        return " "
    base = unicodedata.normalize("NFD", character)[0]
    return (_UNIFIED.get(base) or base.lower())[:1]


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the offset it came from.

    Attributes:
        original: the text as given.
        text: the folded text.
        offsets: None where folding dropped nothing, so that offsets are the same.
    """

    original: str
    text: str
    offsets: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a stretch of the folded text."""
        if self.offsets is None:
            return start, end
        reached = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        while reached < len(self.original) and not _TABLE[ord(self.original[reached])]:
            reached += 1
        return self.offsets[start], reached


def fold_name(text: str) -> str:
    """Fold case, accents, dashes, apostrophes, Arabic letter variants and vowel marks.

    >>> fold_name("Jamâ’at al-Islam"), fold_name("قوّات الأمن")
    ("jama'at al islam", 'قوات الامن')
    """
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> Folded:
    """Fold a text and keep the way back.

    >>> folded = fold_with_offsets("في الـجيش")
    >>> folded.text, folded.span(3, 8)
    ('فی الجیش', (3, 9))
    """
    folded = text.translate(_TABLE)
    if len(folded) == len(text) and all(map(_TABLE.__getitem__, map(ord, set(text)))):
        return Folded(text, folded)
    offsets = [at for at, character in enumerate(text) if _TABLE[ord(character)]]
    return Folded(text, folded, offsets)
