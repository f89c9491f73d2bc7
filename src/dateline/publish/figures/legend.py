"""A map's legend, in rows beneath it."""

from collections.abc import Sequence
from typing import Any

from dateline.publish.figures.sheet import ROUGH, WIDE, Sheet, draw_mark
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import SOFT, Category, measure_words

LEGEND_LINE = 0.2  # inches


def legend_rows(
    sheets: Sequence[Sheet], width: float, studio: Studio
) -> list[list[tuple[float, Any, str]]]:
    """Lay the legend of one or more maps out: rows of (left in points, mark, words)."""
    entries: list[tuple[Any, str]] = [
        (sheets[0].style(category), f"{studio.name(category)} ({count})")
        for category, count in _counts(sheets).items()
    ]
    worst = max(
        mark.precision for sheet in sheets for stand in sheet.stands for mark in stand.marks
    )
    if worst >= ROUGH:
        entries.append((ROUGH, studio.say("drawing.near")))
    if worst >= WIDE:
        entries.append((WIDE, studio.say("drawing.in-area")))
    measure = measure_words()
    rows: list[list[tuple[float, Any, str]]] = [[]]
    left = 0.0
    for mark, text in entries:
        wide = measure(text, 7.2, "normal")[0] + 26
        if left and left + wide > width:
            rows.append([])
            left = 0.0
        rows[-1].append((left, mark, text))
        left += wide
    return rows


def draw_legend(
    figure: Any,  # noqa: ANN401 - matplotlib is untyped here
    rows: Sequence[Sequence[tuple[float, Any, str]]],
    tall: float,
    studio: Studio,
) -> None:
    """Draw the rows at the foot of a figure that is so many inches tall, in the reader's order."""
    strip = figure.add_axes((0, 0, 1, LEGEND_LINE * len(rows) / tall))
    width = figure.get_size_inches()[0] * 72
    strip.set_xlim(0, width)
    strip.set_ylim(0, len(rows))
    strip.axis("off")
    for line, row in enumerate(rows):
        y = len(rows) - line - 0.55
        for left, mark, text in row:
            known = isinstance(mark, Category)
            style, precision = (mark, 1) if known else (Category(SOFT, "o"), mark)
            if studio.say.direction == "rtl":
                spot, words, side = width - left - 4.5, width - left - 11, "right"
            else:
                spot, words, side = left + 4.5, left + 11, "left"
            draw_mark(strip, (spot, y), style, precision, 6.8)
            strip.text(words, y, text, va="center_baseline", fontsize=7.2, ha=side)


def _counts(sheets: Sequence[Sheet]) -> dict[str, int]:
    """How many marks each category has on all maps together, in the order of the ranks."""
    return {
        category: total
        for category in sheets[0].ranked
        if (total := sum(sheet.counts.get(category, 0) for sheet in sheets))
    }
