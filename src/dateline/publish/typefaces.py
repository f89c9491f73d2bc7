"""The shipped fonts: as pieces embedded in a page, and as a folder for Typst and matplotlib."""

import base64
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "fonts"

LAST_LATIN = 0x17F  # of letters that every shipped font has
BROUGHT = frozenset(
    ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "COMBINING", "MODIFIER")
)  # scripts the typesetter has

# piece: the ranges a page declares for it; `fonts/build.py` cuts the files to the same ranges.
RANGES = {
    "latin": ((0x0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x2BB, 0x2BC), (0x2C6, 0x2C6),
              (0x2DA, 0x2DA), (0x2DC, 0x2DC), (0x2009, 0x203F), (0x2044, 0x22FF), (0x25A0, 0x25FF)),
    "extended": ((0x100, 0x130), (0x132, 0x151), (0x154, 0x2BA), (0x2BD, 0x2C5), (0x2C7, 0x2D9),
                 (0x300, 0x36F), (0x1E00, 0x1EFF)),
    "cyrillic": ((0x400, 0x4FF),),
    "arabic": ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
}  # fmt: skip
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
    for piece, ranges in RANGES.items():
        if any(first <= point <= last for first, last in ranges):
            return piece
    return "latin"


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
                f"font-display:swap;unicode-range:{_declare(piece)};"
                f"src:url(data:font/woff2;base64,{data}) format('woff2')}}",
            )
    return "\n".join(rules)


def link_faces(folder: str) -> tuple[str, dict[str, bytes]]:
    """Write `@font-face` rules that name font files beside a page, and give the files.

    Args:
        folder: where the files will lie, from the style sheet on.
    """
    rules, files = [], {}
    for stem, (family, style, weight) in PAGE_FACES.items():
        for piece in RANGES:
            file = FOLDER / f"{stem}.{piece}.woff2"
            if file.is_file():
                files[file.name] = file.read_bytes()
                rules.append(
                    f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};'
                    f"font-display:swap;unicode-range:{_declare(piece)};"
                    f"src:url({folder}{file.name}) format('woff2')}}",
                )
    return "\n".join(rules), files


def _declare(piece: str) -> str:
    return ",".join(f"U+{first:X}-{last:X}" for first, last in RANGES[piece])


def find_unprintable(text: str) -> dict[str, str]:
    """Letters that no font of print has, by script: in a PDF they would be empty boxes.

    Letters of Latin, Greek, Cyrillic and Hebrew that the shipped fonts lack are set in the font
    that the typesetter brings along.

    >>> find_unprintable("Ségou, σ, هدوء")
    {}
    >>> find_unprintable("Mali 马里 ማሊ")
    {'ETHIOPIC': 'ሊማ', 'CJK': '里马'}
    """
    suspects = {
        letter
        for letter in set(text)
        if ord(letter) > LAST_LATIN and unicodedata.category(letter)[0] in "LM"
    }
    found: dict[str, str] = {}
    for letter in sorted(suspects - _printable() if suspects else ()):
        script = unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
        if script not in BROUGHT:
            found[script] = found.get(script, "") + letter
    return found


def say_script(script: str) -> str:
    """A script of `find_unprintable` as a sentence names it.

    >>> say_script("ETHIOPIC"), say_script("CJK")
    ('Ethiopic', 'Chinese')
    """
    return "Chinese" if script == "CJK" else script.capitalize()


@cache
def _printable() -> frozenset[str]:
    """Every letter of the shipped fonts."""
    points: set[int] = set()
    for line in (FOLDER / "letters.txt").read_text("utf-8").splitlines():
        first, last = line.split()
        points.update(range(int(first, 16), int(last, 16) + 1))
    return frozenset(map(chr, points))
