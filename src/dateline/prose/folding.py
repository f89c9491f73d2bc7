"""Text made plain for looking words up, every offset kept."""

_LETTERS = {
    "ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "’": "'", "‘": "'", "ʼ": "'", "İ": "i",
    "–": "-", "—": "-", "‑": "-", "−": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip
_DIGITS = {zero + n: str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
_TABLE = str.maketrans(_LETTERS) | _DIGITS


def fold_text(text: str) -> str:
    """Lower-case a text and unify letters, digits, dashes and spaces; its length never changes.

    >>> fold_text("Près de ۱۲ كيلو")
    'près de 12 کیلو'
    """
    return text.translate(_TABLE).lower()
