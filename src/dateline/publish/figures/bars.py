"""Bars of events by week or month; what is not covered or still filling is hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateline.model.estimate import SeriesPoint
from dateline.model.event import Event
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.bins import Bin, count_bins
from dateline.publish.figures.marks import group_of, rank_categories, style_of
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import (
    ACCENT,
    CATEGORIES,
    FAINT,
    HALO,
    INK,
    LINE,
    PAPER,
    SOFT,
    WIDTH,
    draw_in_style,
    draw_keys,
)
from dateline.publish.figures.table import rows_csv
from dateline.publish.phrases import Words

HEIGHT = 2.55  # inches
HALF = 0.5  # an event
FEW_WEEKS = 8  # so many weeks or fewer each bear their first day
FEW = 16  # so many bars or fewer each bear their number


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with what is still to come of each.

    Attributes:
        bins: the bars.
        ranked: categories in the order they are stacked.
        per: `week` or `month`.
        filling: what is known of bars whose reports still come in, by first day.
        late: first days of bars that still fill, where no more is known of them.
    """

    bins: Sequence[Bin]
    ranked: Sequence[str]
    per: str
    filling: dict[date, SeriesPoint]
    late: frozenset[date] = frozenset()

    def reach(self, one: Bin) -> tuple[float, float, float] | None:
        """What a bar will have come to, with the ends of its interval; None where it is full."""
        point = self.filling.get(one.start)
        if point is None or point.expected is None or point.low is None or point.high is None:
            return None
        late = [end - point.count + one.total for end in (point.expected, point.low, point.high)]
        return late[0], late[1], late[2]

    def grows(self, one: Bin) -> bool:
        """Whether a bar may still grow by an event; less than half of one is none."""
        reach = self.reach(one)
        return reach is not None and max(reach[0], reach[2]) - one.total >= HALF

    @property
    def most(self) -> float:
        """The height that the axis must hold."""
        ends = [reach[2] for one in self.bins if (reach := self.reach(one))]
        return max(4.0, *ends, *(one.total for one in self.bins))


def draw_bars(matter: FigureMatter, number: int, studio: Studio) -> DrawnFigure | None:
    """Draw a figure's events as bars by week or month.

    Args:
        matter: the figure with its events; `colour=against|by|type|subtype` stacks the bars,
            `per=week|month` says how wide they are.
        number: the figure's number.
        studio: what drawings draw on.

    Returns:
        The drawing with note, alternative text and data; None where no event has a date.
    """
    colour = matter.block.arguments.get("colour")
    per = matter.block.arguments.get("per", "week")

    def name(event: Event) -> str:
        return group_of(event, colour, studio.facts) if colour else "Events"

    ranked = rank_categories(matter.events, name, len(CATEGORIES))
    bins = count_bins(matter, name, ranked, cutoff=studio.cutoff, per=per)
    if not bins:
        return None
    chart = Chart(bins, ranked, per, filling_of(matter))
    svg, png, width, height = draw_in_style(lambda: _draw(chart, studio))
    return DrawnFigure(
        number, "bars", svg, png, _data(chart, split=bool(colour)),
        _note(matter, chart, studio.say), matter.credit, _alt(chart, studio.say), width, height,
    )  # fmt: skip


def filling_of(matter: FigureMatter) -> dict[date, SeriesPoint]:
    """The spans of a figure whose reports still come in, by first day."""
    return {
        point.start: point
        for point in matter.filling
        if point.filled is not None and not point.complete
    }


def _data(chart: Chart, *, split: bool) -> str:
    head = [f"{chart.per}_start", f"{chart.per}_end", "days_covered", "events"]
    head += ["expected", "expected_low", "expected_high"] if chart.filling else []
    rows = []
    for one in chart.bins:
        row: list[object] = [one.start, one.end, one.covered, one.total]
        if chart.filling:
            reach = chart.reach(one)
            row += [f"{end:.1f}" for end in reach] if reach else [None] * 3
        rows.append((*row, *((one.counts.get(each, 0) for each in chart.ranked) if split else ())))
    return rows_csv(rows, (*head, *(chart.ranked if split else ())))


def _draw(chart: Chart, studio: Studio) -> Any:  # noqa: ANN401 - matplotlib
    from matplotlib.figure import Figure

    stacked = len(chart.ranked) > 1
    figure = Figure(figsize=(WIDTH, HEIGHT + (0.22 if stacked else 0)), dpi=72, facecolor="none")
    low = 0.26 if stacked else 0.17
    axes = figure.add_axes((0.03, low, 0.965, 0.93 - low), facecolor="none")
    draw_columns(axes, chart, studio.say)
    draw_frame(axes, chart.bins, chart.most, studio.say)
    counted = studio.say(f"drawing.per-{chart.per}")
    axes.text(-0.03, 1.02, counted, transform=axes.transAxes, fontsize=6.8, color=SOFT, va="bottom")
    if stacked:
        keys = [(style_of(each, chart.ranked), studio.name(each)) for each in chart.ranked]
        draw_keys(figure, keys, left=0.03 * WIDTH * 72, direction=studio.say.direction)
    return figure


def draw_columns(axes: Any, chart: Chart, say: Words, *, numbers: bool = True) -> None:  # noqa: ANN401
    """Draw the bars: those covered in part or still filling are hatched."""
    few = len(chart.bins) <= FEW or max(one.total for one in chart.bins) < 10  # noqa: PLR2004
    for at, one in enumerate(chart.bins):
        reach = chart.reach(one) if chart.grows(one) else None
        base = 0
        for category in chart.ranked:
            count = one.counts.get(category, 0)
            colour = style_of(category, chart.ranked).colour if len(chart.ranked) > 1 else ACCENT
            style = (
                {"facecolor": PAPER, "edgecolor": colour, "hatch": "//////", "linewidth": 0.7}
                if one.partial or reach or one.start in chart.late
                else {"facecolor": colour, "edgecolor": PAPER, "linewidth": 0.4}
            )
            if count:
                axes.bar(at, count, 0.76, bottom=base, zorder=3, **style)
            base += count
        top = float(one.total)
        if reach:
            top = _draw_reach(axes, at, one.total, reach)
        if numbers:
            _write_over(axes, (at, top), one, say, shown=few)


def _draw_reach(axes: Any, at: int, total: int, reach: tuple[float, float, float]) -> float:  # noqa: ANN401
    """What a bar will have come to: an open bar with its interval; returns how high it stands."""
    expected, low, high = reach
    axes.bar(at, expected - total, 0.76, bottom=total, facecolor="none", edgecolor=SOFT,
             linewidth=0.6, linestyle=(0, (2, 2)), zorder=3)  # fmt: skip
    if high - low > 0.5:  # noqa: PLR2004 - half an event: less is no interval to the eye
        axes.plot([at, at], [low, high], color=INK, linewidth=0.8, zorder=4)
        for end in (low, high):
            axes.plot([at - 0.12, at + 0.12], [end, end], color=INK, linewidth=0.8, zorder=4)
    return max(high, expected)


def _write_over(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    spot: tuple[float, float],
    one: Bin,
    say: Words,
    *,
    shown: bool,
) -> None:
    """A bar's number, and how many of its days were observed where some were not."""
    if shown and one.total:
        _write_above(axes, spot, str(one.total), 2, {"fontsize": 6.8, "color": INK})
    if one.partial:
        days = say("drawing.one-day" if one.covered == 1 else "drawing.days", count=one.covered)
        lift = 10 if shown and one.total else 2
        _write_above(axes, spot, days, lift, {"fontsize": 6.2, "color": SOFT})


def _write_above(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    spot: tuple[float, float],
    words: str,
    lift: float,
    look: dict[str, Any],
) -> None:
    """Write words so many points above a bar's end."""
    axes.annotate(words, spot, (0, lift), textcoords="offset points", ha="center", gid=HALO, **look)


def draw_frame(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    bins: Sequence[Bin],
    most: float,
    say: Words,
    *,
    every: float = 1.0,
) -> None:
    """Draw the axes of bars: months along the foot, whole numbers up the side.

    Args:
        axes: of the chart.
        bins: the bars.
        most: the height that the axis must hold.
        say: the words of the edition's language.
        every: how much more room than usual a month's name needs, for narrow charts.
    """
    from matplotlib.ticker import MaxNLocator

    axes.set_xlim(-0.6, len(bins) - 0.4)
    axes.set_ylim(0, most * 1.22)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.grid(axis="y", color=LINE, linewidth=0.4, zorder=0)
    axes.tick_params(axis="y", length=0, pad=3, labelsize=6.8)
    axes.tick_params(axis="x", length=2.5, pad=3, labelsize=6.8, color=FAINT)
    ticks, labels = _name_ticks(bins, say, every)
    axes.set_xticks(ticks, labels, ha="left")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=INK, linewidth=0.7, zorder=4)


def _name_ticks(bins: Sequence[Bin], say: Words, every: float) -> tuple[list[float], list[str]]:
    """Where the foot of bars bears a day or a month: each of few weeks, else where months begin."""
    spots: list[tuple[float, date]] = []
    few = _is_week(bins[0]) and len(bins) <= FEW_WEEKS / every
    room = 0.0 if few else max(1.6 if _is_week(bins[0]) else 0.9, len(bins) / 18) * every
    for at, one in enumerate(bins):
        found = (at - 0.5, one.start) if few else _tick_of(one, at)
        if found and (not spots or found[0] - spots[-1][0] > room):
            spots.append(found)
    labels, year = [], 0
    for _, day in spots:
        month = say.short[day.month - 1]
        words = f"{day.day} {month}" if _is_week(bins[0]) else month
        labels.append(words if day.year == year else f"{words}\n{day.year}")
        year = day.year
    return [spot for spot, _ in spots], labels


def _tick_of(one: Bin, at: int) -> tuple[float, date] | None:
    """Where a bar's month begins and the day; None where none begins in it."""
    length = (one.end - one.start).days + 1
    days = [one.start + timedelta(days=step) for step in range(length)]
    first = next((day for day in days if day.day == 1), None)
    if first is None and at:
        return None
    return at - 0.5 + ((first - one.start).days / length if first else 0.0), first or one.start


def _is_week(one: Bin) -> bool:
    return (one.end - one.start).days == 6  # noqa: PLR2004 - from the first day to the seventh


def _note(matter: FigureMatter, chart: Chart, say: Words) -> str:
    if matter.note:
        return matter.note
    parts = list(matter.says)
    parts += [say("drawing.weeks-run")] if chart.per == "week" else []
    if any(one.partial for one in chart.bins):
        parts.append(say(f"drawing.covered-{chart.per}"))
    if any(chart.grows(one) for one in chart.bins):
        parts.append(say(f"drawing.coming-{chart.per}"))
    return " ".join(parts)


def _alt(chart: Chart, say: Words) -> str:
    bins = chart.bins
    last = bins[-1].start + timedelta(days=bins[-1].covered - 1)
    top = max(bins, key=lambda one: one.total)
    late = sum(1 for one in bins if chart.grows(one))
    more = f" {say('drawing.late', count=late)}" if late else ""
    told = say(
        f"drawing.bars-{chart.per}",
        events=say.count(sum(one.total for one in bins)),
        when=say.days(bins[0].start, last),
        most=top.total,
        day=say.date(top.start.isoformat()),
        month=say.date(f"{top.start:%Y-%m}"),
    )
    return told + more
