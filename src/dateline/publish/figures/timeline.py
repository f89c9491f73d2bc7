"""A timeline: one dot for each event by day, a line where only a span of days is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.model.event import Event
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.bins import cut_bins, observed_days
from dateline.publish.figures.marks import OTHER, UNKNOWN, group_of, rank_categories
from dateline.publish.figures.rows import LONGEST, NAME
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import (
    CATEGORIES,
    FAINT,
    INK,
    LINE,
    PAPER,
    WIDTH,
    Category,
    cut_name,
    draw_in_style,
    measure_words,
)
from dateline.publish.figures.table import events_csv
from dateline.publish.phrases import Words

DOT = 5.6  # points across
GAP = 7.0  # points between rows
LEAST_DOT = 2.6
TALLEST = 460.0  # points: more events than fit under it get smaller dots
HEAD, FOOT = 8.0, 26.0  # points above and below the rows
MONTHS_SHOWN = 14  # so many months or fewer each bear their name


@dataclass(frozen=True, slots=True)
class Line:
    """A group's dots: each event, its place along the axis in points, and how high it is stacked.

    Attributes:
        group: its name.
        dots: event, left edge and right edge of its days in points, level.
    """

    group: str
    dots: tuple[tuple[Event, float, float, int], ...]

    @property
    def levels(self) -> int:
        """How many dots stand over one another at most."""
        return max((level for *_, level in self.dots), default=0) + 1


def draw_timeline(matter: FigureMatter, number: int, studio: Studio) -> DrawnFigure | None:
    """Draw a figure's events along their days, a row for each group.

    Args:
        matter: the figure with its events; `colour=` says what the rows tell apart.
        number: the figure's number.
        studio: what drawings draw on.

    Returns:
        The drawing; None where no event has a date.
    """
    by = matter.block.arguments.get("colour", "type")
    days = observed_days(matter, studio.cutoff)
    dated = [event for event in matter.events if event.date_start]
    if days is None or not dated:
        return None

    def name(event: Event) -> str:
        return group_of(event, by, studio.facts)

    ranked = rank_categories(dated, name, len(CATEGORIES))
    names = [cut_name(studio.name(group), NAME, LONGEST * WIDTH * 72) for group in ranked]
    left = max(measure_words()(group, NAME, "normal")[0] for group in names) + 10
    wide = WIDTH * 72 - left - 6
    grouped = [
        [event for event in dated if (name(event) if name(event) in ranked else OTHER) == group]
        for group in ranked
    ]
    dot = DOT
    while True:
        lines = [
            Line(group, stack_dots(events, days, wide, dot))
            for group, events in zip(names, grouped, strict=True)
        ]
        tall = sum(line.levels * dot + GAP for line in lines)
        if tall <= TALLEST or dot <= LEAST_DOT:
            break
        dot *= 0.85
    svg, png, width, height = draw_in_style(
        lambda: _draw(lines, (left, wide), dot, [_style(group, ranked) for group in ranked],
                      months=(days, studio.say))
    )  # fmt: skip
    counts = [(group, len(events)) for group, events in zip(ranked, grouped, strict=True)]
    told = {
        "events": studio.say.count(len(dated)), "when": studio.say.days(*days),
        "told": studio.tell(counts),
    }  # fmt: skip
    return DrawnFigure(
        number, "timeline", svg, png, events_csv(dated, studio.facts.actors),
        _note(matter, lines, studio.say), matter.credit,
        studio.say("drawing.timeline-of", **told), width, height,
    )  # fmt: skip


def stack_dots(
    events: Sequence[Event], days: tuple[date, date], wide: float, dot: float
) -> tuple[tuple[Event, float, float, int], ...]:
    """Give each event a place along its days and the lowest level on which it covers no other."""
    per_day = wide / ((days[1] - days[0]).days + 1)
    ends: list[list[tuple[float, float]]] = []
    placed = []
    for event in sorted(events, key=lambda one: (one.date_start or days[0], one.id)):
        first = event.date_start or days[0]
        last = max(event.date_end or first, first)
        one = (max((first - days[0]).days, 0) + 0.5) * per_day
        two = (max(min((last - days[0]).days, (days[1] - days[0]).days), 0) + 0.5) * per_day
        two = max(one, two)
        level = 0
        while level < len(ends) and any(
            one - dot < other[1] and other[0] < two + dot for other in ends[level]
        ):
            level += 1
        if level == len(ends):
            ends.append([])
        ends[level].append((one, two))
        placed.append((event, one, two, level))
    return tuple(placed)


def _style(group: str, ranked: Sequence[str]) -> Category:
    return CATEGORIES[-1 if group == UNKNOWN else list(ranked).index(group)]


def _draw(
    lines: Sequence[Line],
    across: tuple[float, float],
    dot: float,
    styles: Sequence[Category],
    *,
    months: tuple[tuple[date, date], Words],
) -> Any:  # noqa: ANN401 - matplotlib
    from matplotlib.figure import Figure

    left, wide = across
    tall = sum(line.levels * dot + GAP for line in lines)
    whole = tall + HEAD + FOOT
    figure = Figure(figsize=(WIDTH, whole / 72), dpi=72, facecolor="none")
    axes = figure.add_axes((0, 0, 1, 1), facecolor="none")
    axes.set_xlim(-left, WIDTH * 72 - left)
    axes.set_ylim(-FOOT, tall + HEAD)
    axes.axis("off")
    _draw_months(axes, months, wide, tall)
    low = tall
    for line, style in zip(lines, styles, strict=True):
        low -= line.levels * dot + GAP
        axes.plot((0, wide), (low, low), color=LINE, linewidth=0.5, zorder=1)
        axes.text(-7, low + dot / 2 + 1.5, line.group, ha="right", va="center_baseline",
                  fontsize=NAME, color=INK, gid="row-name")  # fmt: skip
        for event, one, two, level in line.dots:
            height = low + (level + 0.5) * dot + 1.5
            if two > one:
                axes.plot((one, two), (height, height), color=style.colour, linewidth=1.1, zorder=3)
            rough = two > one or (event.time_precision or 1) > 1
            axes.plot((one + two) / 2, height, marker="o", markersize=dot - (1.3 if rough else 0.4),
                      markerfacecolor=PAPER if rough else style.colour, linestyle="none", zorder=4,
                      markeredgecolor=style.colour if rough else PAPER,
                      markeredgewidth=1.0 if rough else 0.3)  # fmt: skip
    return figure


def _draw_months(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    months: tuple[tuple[date, date], Words],
    wide: float,
    tall: float,
) -> None:
    """The months, or where days are few the weeks, as lines with their names at the foot."""
    days, say = months
    length = (days[1] - days[0]).days + 1
    long = length > 70  # noqa: PLR2004 - some ten weeks
    starts = [max(start, days[0]) for start, _ in cut_bins(*days, "month" if long else "week")]
    step = max(1, round(len(starts) / MONTHS_SHOWN))
    last, year = -99.0, 0
    for at, start in enumerate(starts):
        spot = (start - days[0]).days / length * wide
        axes.plot((spot, spot), (-3, tall), color=LINE, linewidth=0.4, zorder=0)
        if at % step or spot - last < 28:  # noqa: PLR2004 - points that a name takes
            continue
        month = say.short[start.month - 1]
        words = f"{start.day} {month}" if not long or start.day > 1 else month
        axes.text(spot + 1, -6, words + (f"\n{start.year}" if start.year != year else ""),
                  fontsize=6.8, va="top", color=INK)  # fmt: skip
        last, year = spot, start.year
    axes.plot((0, wide), (0, 0), color=FAINT, linewidth=0.6, zorder=1)


def _note(matter: FigureMatter, lines: Sequence[Line], say: Words) -> str:
    if matter.note:
        return matter.note
    parts = [*matter.says, say("drawing.each-dot")]
    dots = [dot for line in lines for dot in line.dots]
    if any(two > one for _, one, two, _ in dots):
        parts.append(say("drawing.span-line"))
    if any((event.time_precision or 1) > 1 for event, *_ in dots):
        parts.append(say("drawing.hollow-dots"))
    lost = len(matter.events) - len(dots)
    if lost:
        parts.append(say("drawing.no-date", count=lost))
    return " ".join(parts)
