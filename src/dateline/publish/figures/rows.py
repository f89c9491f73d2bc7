"""Charts whose groups stand in rows, each with its name to the left."""

from collections.abc import Sequence
from typing import Any

from dateline.publish.figures.style import FAINT, INK, LINE, WIDTH, cut_name, measure_words

ROW = 0.27  # inches to a row
HEAD, FOOT = 0.1, 0.34  # inches above and below the rows
NAME = 7.4  # points: size of a group's name
LONGEST = 0.34  # of the width that names may take


def open_rows(names: Sequence[str], *, foot: float = FOOT, right: float = 0.06) -> tuple[Any, Any]:
    """Open a chart with a row for each name, the first on top.

    Args:
        names: of the groups.
        foot: inches below the rows, for the axis and a legend.
        right: of the width that stays free for numbers.

    Returns:
        The matplotlib figure and its axes; row `n` lies at `y = n`, downwards.
    """
    from matplotlib.figure import Figure

    height = HEAD + ROW * len(names) + foot
    figure = Figure(figsize=(WIDTH, height), dpi=72, facecolor="none")
    shown = [cut_name(name, NAME, LONGEST * WIDTH * 72) for name in names]
    wide = max(measure_words()(name, NAME, "normal")[0] for name in shown) + 8
    left = wide / (WIDTH * 72)
    box = (left, foot / height, 1 - left - right, ROW * len(names) / height)
    axes = figure.add_axes(box, facecolor="none")
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks([])
    for row, name in enumerate(shown):
        axes.annotate(name, (0, row), (-6, 0), xycoords=axes.get_yaxis_transform(), fontsize=NAME,
                      textcoords="offset points", ha="right", va="center", color=INK)  # fmt: skip
    axes.grid(axis="x", color=LINE, linewidth=0.4, zorder=0)
    axes.tick_params(axis="x", length=0, pad=3, labelsize=6.8)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set(color=FAINT, linewidth=0.6)
    return figure, axes
