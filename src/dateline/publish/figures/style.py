"""How every figure looks: one palette for screen, print, grey and colour-blind eyes."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.publish.typefaces import FOLDER

INK = "#1b1c1e"
SOFT = "#55575b"
FAINT = "#8b8c8e"
PAPER = "#fdfcf9"
LAND = "#eeeae1"
FOCUS = "#f8f5ee"
WATER = "#cfdde3"
RIVER = "#a8c2cf"
LINE = "#c9c2b4"
BORDER = "#857d70"
AREA = "#77746c"
ACCENT = "#9c3b1b"
# A page puts these variables in place of the colours, so that figures follow dark mode.
VARIABLES = {
    INK: "--fig-ink", SOFT: "--fig-soft", FAINT: "--fig-faint", PAPER: "--fig-paper",
    LAND: "--fig-land", FOCUS: "--fig-focus", WATER: "--fig-water", LINE: "--fig-line",
    BORDER: "--fig-border", ACCENT: "--fig-accent", AREA: "--fig-area", RIVER: "--fig-river",
    "#9e2f14": "--fig-1", "#2b6f9e": "--fig-2", "#d8992a": "--fig-3", "#1f4a45": "--fig-4",
    "#8f6aa8": "--fig-5", "#77787b": "--fig-6",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Category:
    """How one kind of event is marked: a colour, and a shape that tells it apart in grey."""

    colour: str
    marker: str


# Ordered so that neighbours differ in lightness as well as in hue.
CATEGORIES = (
    Category("#9e2f14", "o"),
    Category("#2b6f9e", "s"),
    Category("#d8992a", "D"),
    Category("#1f4a45", "^"),
    Category("#8f6aa8", "v"),
    Category("#77787b", "P"),
)
WIDTH = 6.7  # inches: the full width of the printed page
PRINT_DPI = 300
SETTINGS: Mapping[str, Any] = {
    "font.family": ["Dateline Sans", "Dateline Naskh"],
    "font.size": 7.0,
    "svg.fonttype": "none",
    "svg.hashsalt": "dateline",
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.linewidth": 0.5,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
    "axes.unicode_minus": True,
}
HALO = "halo"
UNSEEN = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))  # no font has a letter for these
# Words that begin in Arabic script, or with the mark that stands for it.
ARABIC = re.compile(r">([^<>A-Za-z\u00c0-\u024f]*[\u0600-\u08ff\u200f][^<>]*)</text>")
OPEN = "open"  # the marker of a key that is a hollow dot


def draw_in_style(
    draw: Callable[[], Any], *, for_print: bool = True
) -> tuple[str, bytes, float, float]:
    """Draw a figure with the shipped fonts and the house's settings.

    Args:
        draw: makes the figure and returns it.
        for_print: whether a PNG is wanted; without, its bytes are empty.

    Returns:
        SVG text, PNG bytes, and width and height in points.
    """
    import matplotlib as mpl
    from matplotlib.patheffects import Stroke, withStroke

    _register_fonts()
    with mpl.rc_context(dict(SETTINGS)):
        figure = draw()
        for text in figure.findobj(mpl.text.Text):
            text.set_text(text.get_text().translate(UNSEEN))
        haloed = [text for text in figure.findobj(mpl.text.Text) if text.get_gid() == HALO]
        png, svg = io.BytesIO(), io.StringIO()
        for text in haloed:
            text.set_path_effects(
                [withStroke(linewidth=1.6, foreground=PAPER), Stroke(linewidth=0)]
            )
        if for_print:
            figure.savefig(png, format="png", dpi=PRINT_DPI, metadata={"Software": None})
        for text in haloed:
            text.set_path_effects([])
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        width, height = figure.get_size_inches() * 72
    return _finish_svg(svg.getvalue()), png.getvalue(), float(width), float(height)


def themed(svg: str, number: int | str) -> str:
    """Prepare a drawing for a page: colours as variables, ids that no other figure has."""
    for colour, variable in VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    svg = re.sub(r'\bid="([^"]+)"', rf'id="f{number}-\1"', svg)
    svg = re.sub(r'(xlink:href="|url\()#', rf"\1#f{number}-", svg)
    return svg[svg.index("<svg") :]


@cache
def measure_words() -> Callable[[str, float, str], tuple[float, float]]:
    """A function that says how wide and tall words are, in points."""
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.font_manager import FontProperties

    fine = 4
    renderer = RendererAgg(8, 8, 72 * fine)

    def measure(text: str, size: float, weight: str) -> tuple[float, float]:
        text = text.translate(UNSEEN)
        font = FontProperties(family=["Dateline Sans", "Dateline Naskh"], size=size, weight=weight)
        width, _, _ = renderer.get_text_width_height_descent(text, font, ismath=False)
        return width / fine + 1.5, size * 1.26

    return measure


def draw_keys(
    figure: Any,  # noqa: ANN401 - matplotlib is untyped here
    keys: Sequence[tuple[Category, str]],
    *,
    left: float,
    direction: str = "ltr",
) -> None:
    """Draw a legend of marks in one row at the foot of a chart.

    Args:
        figure: the chart.
        keys: how each is marked, and its words.
        left: points that stay free before the first, on the side where reading begins.
        direction: `rtl` begins at the right.
    """
    up = 4.0
    width, height = figure.get_size_inches() * 72
    strip = figure.add_axes((0, 0, 1, 16 / height), facecolor="none")
    strip.set_xlim(0, width)
    strip.set_ylim(0, 16)
    strip.axis("off")
    measure = measure_words()
    words = [measure(name, 7.2, "normal")[0] + 24 for _, name in keys]
    most = width if left + sum(words) <= width else (width - left) / len(keys) - 24
    for style, name in keys:
        hollow = style.marker == OPEN
        edge = LINE if style.colour == LAND else style.colour
        spot, begin, side = left + 4, left + 11, "left"
        if direction == "rtl":
            spot, begin, side = width - spot, width - begin, "right"
        strip.plot(spot, up + 4, marker="o" if hollow else "s", markersize=6, linestyle="none",
                   markerfacecolor=PAPER if hollow else style.colour, markeredgecolor=edge,
                   markeredgewidth=1.3 if hollow else 0.4)  # fmt: skip
        shown = cut_name(name, 7.2, most)
        strip.text(begin, up + 4, shown, fontsize=7.2, va="center_baseline", ha=side)
        left += measure(shown, 7.2, "normal")[0] + 24


def cut_name(name: str, size: float, width: float) -> str:
    """Shorten a name of a size in points until it is no wider than so many points."""
    measure = measure_words()
    if measure(name, size, "normal")[0] <= width:
        return name
    while name and measure(f"{name}…", size, "normal")[0] > width:
        name = name[:-1]
    return name.rstrip(" ,/-") + "…"


def _finish_svg(svg: str) -> str:
    """Give haloed words their halo as a stroke behind the letters, and drop what says nothing.

    Their mark is dropped too: an id stands once in a page.
    """
    halo = f"paint-order:stroke;stroke:{PAPER};stroke-width:1.8px;stroke-linejoin:round;"
    svg = re.sub(rf'<g id="{HALO}[^"]*">(\s*<text style=")', rf"<g>\1{halo}", svg)
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"(\d+\.\d{2})\d+", r"\1", svg)
    svg = ARABIC.sub(">\u200f\\1\u200f</text>", svg)  # brackets and numbers keep the line's order
    return re.sub(r"\n\s*", "\n", svg)


def _register_fonts() -> None:
    from matplotlib.font_manager import fontManager

    known = {entry.fname for entry in fontManager.ttflist}
    for file in sorted(FOLDER.glob("*.ttf")):
        if str(file) not in known:
            fontManager.addfont(str(file))
