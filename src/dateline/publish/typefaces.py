"""The shipped fonts: as pieces embedded in a page, and as a folder for Typst and matplotlib."""

import base64
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "fonts"

# piece: the ranges a page declares for it; `fonts/build.py` cuts the files to the same ranges.
RANGES = {
    "latin": "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+2009-203F,U+2044-22FF,U+25A0-25FF",
    "extended": "U+100-130,U+132-151,U+154-2BA,U+2BD-2C5,U+2C7-2D9,U+300-36F,U+1E00-1EFF",
    "cyrillic": "U+400-4FF",
    "arabic": "U+600-6FF,U+750-77F,U+8A0-8FF,U+FB50-FDFF,U+FE70-FEFF",
}
# file stem: family, style, weight range
PAGE_FACES = {
    "serif-regular": ("Dateline Serif", "normal", "400"),
    "serif-italic": ("Dateline Serif", "italic", "400"),
    "serif-bold": ("Dateline Serif", "normal", "700"),
    "display-regular": ("Dateline Display", "normal", "400 700"),
    "sans-regular": ("Dateline Sans", "normal", "400"),
    "sans-bold": ("Dateline Sans", "normal", "700"),
    "naskh-regular": ("Dateline Naskh", "normal", "400"),
    "naskh-bold": ("Dateline Naskh", "normal", "700"),
}


def piece_of(character: str) -> str:
    """Say which piece of a font holds a character.

    >>> [piece_of(letter) for letter in "eéōж"]
    ['latin', 'latin', 'extended', 'cyrillic']
    """
    point = ord(character)
    if 0x400 <= point <= 0x4FF:
        return "cyrillic"
    if 0x600 <= point <= 0x8FF or 0xFB50 <= point <= 0xFDFF or 0xFE70 <= point <= 0xFEFF:
        return "arabic"
    lower = (0x100 <= point <= 0x36F) and point not in (0x131, 0x152, 0x153, 0x2BB, 0x2BC)
    return "extended" if lower or 0x1E00 <= point <= 0x1EFF else "latin"


def embed_faces(text: str, *, bold_arabic: bool = False) -> str:
    """Write `@font-face` rules that carry the pieces which a text needs.

    Args:
        text: the page; the pieces beyond Latin come only where it has their letters.
        bold_arabic: whether the page sets Arabic script in bold, as its own language.
    """
    needed = {"latin"} | {piece_of(character) for character in set(text)}
    rules = []
    for stem, (family, style, weight) in PAGE_FACES.items():
        for piece in sorted(needed):
            file = FOLDER / f"{stem}.{piece}.woff2"
            if not file.is_file() or (stem == "naskh-bold" and not bold_arabic):
                continue
            data = base64.b64encode(file.read_bytes()).decode("ascii")
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};'
                f"font-display:swap;unicode-range:{RANGES[piece]};"
                f"src:url(data:font/woff2;base64,{data}) format('woff2')}}",
            )
    return "\n".join(rules)
