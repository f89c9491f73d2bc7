"""Build the shipped fonts from their upstream releases: `python -m dateline.publish.fonts.build`.

The sources are the npm packages `source-serif` 4.5.1 and `source-sans` 3.52.0 and Debian's
`fonts-noto-core`, unpacked side by side in one folder.
Adobe reserves the name "Source" for unmodified copies, so the subsets bear names of ours.
Run it with `brotli` installed; nothing at run time needs it.
"""

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SERIF, SANS = "source-serif/TTF", "source-sans/TTF"

# file stem: upstream file, family, style, weight class
FACES: dict[str, tuple[str, str, str, int]] = {
    "serif-regular": (f"{SERIF}/SourceSerif4-Regular.ttf", "Dateline Serif", "Regular", 400),
    "serif-italic": (f"{SERIF}/SourceSerif4-It.ttf", "Dateline Serif", "Italic", 400),
    "serif-bold": (f"{SERIF}/SourceSerif4-Semibold.ttf", "Dateline Serif", "Bold", 700),
    "display-regular": (
        f"{SERIF}/SourceSerif4Display-Semibold.ttf",
        "Dateline Display",
        "Regular",
        400,
    ),
    "sans-regular": (f"{SANS}/SourceSans3-Regular.ttf", "Dateline Sans", "Regular", 400),
    "sans-italic": (f"{SANS}/SourceSans3-It.ttf", "Dateline Sans", "Italic", 400),
    "sans-bold": (f"{SANS}/SourceSans3-Semibold.ttf", "Dateline Sans", "Bold", 700),
    "naskh-regular": ("noto/NotoNaskhArabic-Regular.ttf", "Dateline Naskh", "Regular", 400),
    "naskh-bold": ("noto/NotoNaskhArabic-Bold.ttf", "Dateline Naskh", "Bold", 700),
}
# The pieces a page embeds; a page takes only those whose characters it uses.
LATIN = "20-7E,A0-FF,131,152-153,2BB-2BC,2C6,2DA,2DC,2010-2015,2018-201E,2020-2022,2026,2030,2032-2033,2039-203A,2044,2074,20AC,2116,2122,2190-2193,2197,2212,2215,2248,2260,2264-2265,202F,2009,25A0,25CF,25CB"  # noqa: E501 - one list of ranges
EXTENDED = "100-130,132-151,154-24F,259,1E00-1EFF,2BD-2C5,2C7-2CB,300-304,306-30C,323-32E"
CYRILLIC = "400-45F,490-491,4B0-4B1"
ARABIC = "600-6FF,750-77F,8A0-8FF,200C-200F,2066-2069,FD3E-FD3F,FDF2,FDFC,20,28-29,2E,3A,AB,BB"
PIECES = {"latin": LATIN, "extended": EXTENDED, "cyrillic": CYRILLIC, "arabic": ARABIC}
FEATURES = [
    "kern", "liga", "ccmp", "locl", "mark", "mkmk", "onum", "lnum", "tnum", "pnum", "sups",
    "case", "frac", "numr", "dnom", "init", "medi", "fina", "rlig", "curs",
]  # fmt: skip
PAGE_FEATURES = [name for name in FEATURES if name not in ("sups", "case", "frac", "numr", "dnom")]


def codepoints(ranges: str) -> set[int]:
    """Read a list of hexadecimal ranges.

    >>> sorted(codepoints("41-43,5A"))
    [65, 66, 67, 90]
    """
    points: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def subset_face(source: Path, points: set[int], features: list[str]) -> Any:  # noqa: ANN401
    """Cut a font down to some characters and features, without hints."""
    from fontTools import subset  # type: ignore[import-untyped]

    options = subset.Options(hinting=False, layout_features=features, name_IDs=[0, 1, 2, 13, 14])
    options.notdef_outline = True
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    return font


def rename_face(font: Any, family: str, style: str, weight: int) -> None:  # noqa: ANN401
    """Give a subset a name of ours and the bits by which programs tell its style."""
    names = font["name"]
    for name_id in (3, 4, 5, 6, 16, 17, 21, 22, 25):
        names.removeNames(nameID=name_id)
    spaced = f"{family} {style}" if style != "Regular" else family
    values = {1: family, 2: style, 3: f"{spaced}; Dateline", 4: spaced, 5: "Version 1.0"}
    values[6] = f"{family.replace(' ', '')}-{style}"
    for name_id, value in values.items():
        names.setName(value, name_id, 3, 1, 0x409)
        names.setName(value, name_id, 1, 0, 0)
    font["OS/2"].usWeightClass = weight
    italic, bold = style == "Italic", style == "Bold"
    plain = not (italic or bold)
    font["OS/2"].fsSelection = (italic << 0) | (bold << 5) | (plain << 6)
    font["head"].macStyle = (bold << 0) | (italic << 1)
    font["head"].modified = font["head"].created


def build_fonts(sources: Path) -> None:
    """Write every face as TrueType and as WOFF2 pieces beside this file."""
    everything = codepoints(",".join(PIECES.values()))
    for stem, (upstream, family, style, weight) in FACES.items():
        arabic = family == "Dateline Naskh"
        pieces: tuple[str, ...] = ("arabic",) if arabic else ("latin", "extended", "cyrillic")
        if stem == "sans-italic":  # no page uses it
            pieces = ()
        whole = codepoints(ARABIC) if arabic else everything
        font = subset_face(sources / upstream, whole, FEATURES)
        rename_face(font, family, style, weight)
        font.recalcTimestamp = False
        font.save(HERE / f"{stem}.ttf")
        for piece in pieces:
            part = subset_face(sources / upstream, codepoints(PIECES[piece]), PAGE_FEATURES)
            rename_face(part, family, style, weight)
            part.recalcTimestamp = False
            part.flavor = "woff2"
            part.save(HERE / f"{stem}.{piece}.woff2")


def list_letters() -> str:
    """The characters of the regular faces, a range in hexadecimal a line."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    points: set[int] = set()
    for file in sorted(HERE.glob("*-regular.ttf")):
        points.update(TTFont(str(file)).getBestCmap())
    lines = []
    for point in sorted(points):
        if point - 1 not in points:
            lines.append([point, point])
        lines[-1][1] = point
    return "".join(f"{first:X} {last:X}\n" for first, last in lines)


if __name__ == "__main__":
    build_fonts(Path(sys.argv[1]))
    (HERE / "letters.txt").write_text(list_letters(), "utf-8")
