"""Before and after by group: two dots and the way between them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.model.event import Event
from dateline.publish.dates import say_days
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.bins import observed_days
from dateline.publish.figures.marks import OTHER, group_of, rank_categories
from dateline.publish.figures.rows import open_rows
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import (
    ACCENT,
    FAINT,
    HALO,
    OPEN,
    PAPER,
    SOFT,
    Category,
    draw_in_style,
    draw_keys,
)
from dateline.publish.figures.table import rows_csv

MOST = 9  # groups; the rest are `Other`
MONTH = 30.4375  # days
BEFORE = "#55575b"


@dataclass(frozen=True, slots=True)
class Pace:
    """A group's events in both periods, and what they come to in a month."""

    group: str
    before: int
    after: int
    slow: float
    fast: float


def draw_dumbbell(matter: FigureMatter, number: int, studio: Studio) -> DrawnFigure | None:
    """Draw the pace of each group before and after.

    Args:
        matter: the figure with the events of both periods; `by=` groups them.
        number: the figure's number.
        studio: what drawings draw on.

    Returns:
        The drawing; None where a period has no days or neither has an event.
    """
    spans = (matter.earlier, observed_days(matter, studio.cutoff))
    if spans[0] is None or spans[1] is None or not (matter.events or matter.before):
        return None
    paces = _count(matter, matter.block.arguments.get("by", "admin1"), studio, (spans[0], spans[1]))
    names = [say_days(*span) for span in spans if span]
    svg, png, width, height = draw_in_style(lambda: _draw(paces, names))
    head = ("group", "events_before", "events_after", "per_month_before", "per_month_after")
    rows = [
        (one.group, one.before, one.after, f"{one.slow:.2f}", f"{one.fast:.2f}") for one in paces
    ]
    told = "; ".join(f"{one.group}: {one.slow:.1f} to {one.fast:.1f}" for one in paces)
    return DrawnFigure(
        number, "dumbbell", svg, png, rows_csv(rows, head), _note(matter), matter.credit,
        f"Events per month, {names[0]} and {names[1]}. {told}.", width, height,
    )  # fmt: skip


def _count(
    matter: FigureMatter,
    by: str,
    studio: Studio,
    spans: tuple[tuple[date, date], tuple[date, date]],
) -> list[Pace]:
    def name(event: Event) -> str:
        return group_of(event, by, studio.facts)

    ranked = rank_categories((*matter.before, *matter.events), name, MOST)
    counts = [
        Counter(name(event) if name(event) in ranked else OTHER for event in events)
        for events in (matter.before, matter.events)
    ]
    months = [((last - first).days + 1) / MONTH for first, last in spans]
    return [
        Pace(group, counts[0][group], counts[1][group], counts[0][group] / months[0],
             counts[1][group] / months[1])
        for group in ranked
    ]  # fmt: skip


def _draw(paces: list[Pace], names: list[str]) -> Any:  # noqa: ANN401 - matplotlib
    figure, axes = open_rows([one.group for one in paces], foot=0.62, right=0.2)
    for row, one in enumerate(paces):
        axes.plot((one.slow, one.fast), (row, row), color=FAINT, linewidth=1.8, zorder=2,
                  solid_capstyle="round")  # fmt: skip
        axes.plot(one.slow, row, marker="o", markersize=6.4, markerfacecolor=PAPER, zorder=4,
                  markeredgecolor=BEFORE, markeredgewidth=1.3, linestyle="none")  # fmt: skip
        axes.plot(one.fast, row, marker="s", markersize=6.0, color=ACCENT, zorder=3,
                  markeredgewidth=0, linestyle="none")  # fmt: skip
        words = f"{one.slow:.1f} → {one.fast:.1f}  ({one.before}, {one.after})"
        axes.text(1.015, row, words, transform=axes.get_yaxis_transform(), fontsize=6.8,
                  va="center_baseline", color=SOFT, gid=HALO)  # fmt: skip
    most = max(max(one.slow, one.fast) for one in paces) or 1.0
    axes.set_xlim(-0.02 * most, most * 1.06)
    width, height = figure.get_size_inches() * 72
    box = axes.get_position()
    figure.text(box.x1 + 0.015 * box.width, 27 / height, "Per month (events)", fontsize=6.8,
                color=SOFT, va="bottom")  # fmt: skip
    keys = [(Category(BEFORE, OPEN), names[0]), (Category(ACCENT, "s"), names[1])]
    draw_keys(figure, keys, left=box.x0 * width)
    return figure


def _note(matter: FigureMatter) -> str:
    if matter.note:
        return matter.note
    month = "Events per month of 30.4 days, so that periods of different length compare."
    return " ".join([*matter.says, month, "In brackets the events; small numbers move by chance."])
