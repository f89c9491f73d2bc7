"""Before and after by group: two dots and the way between them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.model.event import Event
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.bins import observed_days
from dateline.publish.figures.marks import OTHER, group_of, rank_categories
from dateline.publish.figures.rows import open_rows, write_after
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import (
    ACCENT,
    FAINT,
    OPEN,
    PAPER,
    SOFT,
    Category,
    draw_in_style,
    draw_keys,
)
from dateline.publish.figures.table import rows_csv
from dateline.publish.phrases import Words

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
    say = studio.say
    names = [say.days(*span) for span in spans if span]
    svg, png, width, height = draw_in_style(lambda: _draw(paces, names, studio))
    head = ("group", "events_before", "events_after", "per_month_before", "per_month_after")
    rows = [
        (one.group, one.before, one.after, f"{one.slow:.2f}", f"{one.fast:.2f}") for one in paces
    ]
    told = studio.tell(
        (one.group, say("interval", low=say.tenths(one.slow), high=say.tenths(one.fast)))
        for one in paces
    )
    return DrawnFigure(
        number, "dumbbell", svg, png, rows_csv(rows, head), _note(matter, say), matter.credit,
        say("drawing.dumbbell-of", before=names[0], after=names[1], told=told), width, height,
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


def _draw(paces: list[Pace], names: list[str], studio: Studio) -> Any:  # noqa: ANN401 - matplotlib
    from matplotlib.ticker import FuncFormatter

    say = studio.say
    turned = say.direction == "rtl"
    groups = [studio.name(one.group) for one in paces]
    figure, axes = open_rows(groups, foot=0.62, right=0.2, direction=say.direction)
    for row, one in enumerate(paces):
        axes.plot((one.slow, one.fast), (row, row), color=FAINT, linewidth=1.8, zorder=2,
                  solid_capstyle="round")  # fmt: skip
        axes.plot(one.slow, row, marker="o", markersize=6.4, markerfacecolor=PAPER, zorder=4,
                  markeredgecolor=BEFORE, markeredgewidth=1.3, linestyle="none")  # fmt: skip
        axes.plot(one.fast, row, marker="s", markersize=6.0, color=ACCENT, zorder=3,
                  markeredgewidth=0, linestyle="none")  # fmt: skip
        arrow = "←" if turned else "→"
        pace = f"{say.tenths(one.slow)} {arrow} {say.tenths(one.fast)}"
        words = f"{pace}  ({one.before}{say('comma')}{one.after})"
        write_after(axes, row, words, say.direction)
    most = max(max(one.slow, one.fast) for one in paces) or 1.0
    ends = (-0.02 * most, most * 1.06)
    axes.set_xlim(*(reversed(ends) if turned else ends))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda pace, _: say.number(pace)))
    width, height = figure.get_size_inches() * 72
    box = axes.get_position()
    beside = box.x0 - 0.015 * box.width if turned else box.x1 + 0.015 * box.width
    figure.text(beside, 27 / height, say("drawing.pace"), fontsize=6.8, color=SOFT, va="bottom",
                ha="right" if turned else "left")  # fmt: skip
    keys = [(Category(BEFORE, OPEN), names[0]), (Category(ACCENT, "s"), names[1])]
    before = (1 - box.x1 if turned else box.x0) * width
    draw_keys(figure, keys, left=before, direction=say.direction)
    return figure


def _note(matter: FigureMatter, say: Words) -> str:
    if matter.note:
        return matter.note
    return " ".join([*matter.says, say("drawing.month-long"), say("drawing.in-brackets")])
