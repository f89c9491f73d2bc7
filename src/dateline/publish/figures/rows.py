"""Charts whose groups stand in rows, each with its name to the left."""

from collections.abc import Sequence
from typing import Any

from dateline.publish.figures.style import (
    FAINT,
    HALO,
    INK,
    LINE,
    SOFT,
    WIDTH,
    cut_name,
    measure_words,
)

ROW = 0.27  # inches to a row
HEAD, FOOT = 0.1, 0.34  # inches above and below the rows
NAME = 7.4  # points: size of a group's name
LONGEST = 0.34  # of the width that names may take


def open_rows(
    names: Sequence[str], *, foot: float = FOOT, right: float = 0.06, direction: str = "ltr"
) -> tuple[Any, Any]:
    """Open a chart with a row for each name, the first on top.

    Names stand where reading begins; from right to left the axis runs that way too, once
    its ends are set in that order.

    Args:
        names: of the groups.
        foot: inches below the rows, for the axis and a legend.
        right: of the width that stays free for numbers, where reading ends.
        direction: `rtl` has the names on the right.

    Returns:
        The matplotlib figure and its axes; row `n` lies at `y = n`, downwards.
    """
    from matplotlib.figure import Figure

    height = HEAD + ROW * len(names) + foot
    figure = Figure(figsize=(WIDTH, height), dpi=72, facecolor="none")
    shown = [cut_name(name, NAME, LONGEST * WIDTH * 72) for name in names]
    wide = max(measure_words()(name, NAME, "normal")[0] for name in shown) + 8
    left = wide / (WIDTH * 72)
    turned = direction == "rtl"
    begin = right if turned else left
    box = (begin, foot / height, 1 - left - right, ROW * len(names) / height)
    axes = figure.add_axes(box, facecolor="none")
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks([])
    for row, name in enumerate(shown):
        spot, away, side = ((1, row), (6, 0), "left") if turned else ((0, row), (-6, 0), "right")
        axes.annotate(name, spot, away, xycoords=axes.get_yaxis_transform(), fontsize=NAME,
                      textcoords="offset points", ha=side, va="center", color=INK)  # fmt: skip
    axes.grid(axis="x", color=LINE, linewidth=0.4, zorder=0)
    axes.tick_params(axis="x", length=0, pad=3, labelsize=6.8)
    for side in ("top", "bottom", "left" if turned else "right"):
        axes.spines[side].set_visible(False)
    axes.spines["right" if turned else "left"].set(color=FAINT, linewidth=0.6)
    return figure, axes


def write_after(axes: Any, row: int, words: str, direction: str, **look: Any) -> None:  # noqa: ANN401
    """Write a row's number behind its end, where reading ends."""
    spot, side = (-0.015, "right") if direction == "rtl" else (1.015, "left")
    axes.text(spot, row, words, transform=axes.get_yaxis_transform(), fontsize=6.8, ha=side,
              va="center_baseline", color=SOFT, gid=HALO, **look)  # fmt: skip
