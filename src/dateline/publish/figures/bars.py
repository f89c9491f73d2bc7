"""Bars of events by week, with what a week did not cover left open."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dateline.model.event import Event
from dateline.publish.dates import MONTHS, say_day, say_days
from dateline.publish.edition import DrawnFigure, EditionFacts, FigureMatter
from dateline.publish.figures.marks import category_of, rank_categories, style_of
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
    measure_words,
)
from dateline.publish.figures.table import weeks_csv

HEIGHT = 2.55  # inches
SATURDAY = 5  # a week runs Saturday to Friday, as ACLED's does
WEEK = 7
FEW = 16  # so many bars or fewer each bear their number


@dataclass(frozen=True, slots=True)
class Week:
    """One bar: its first day, how many of its days were observed, and its events by category."""

    start: date
    covered: int
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All events of the week."""
        return sum(self.counts.values())


def draw_bars(
    matter: FigureMatter, number: int, *, facts: EditionFacts, cutoff: str | None
) -> DrawnFigure | None:
    """Draw a figure's events as bars by week.

    Args:
        matter: the figure with its events; `colour=against|by|type|subtype` stacks the bars.
        number: the figure's number.
        facts: for the names of actors.
        cutoff: ISO 8601; days after it are not covered.

    Returns:
        The drawing with note, alternative text and data; None where no event has a date.
    """
    colour = matter.block.arguments.get("colour")
    names = dict(facts.actors)

    def name(event: Event) -> str:
        return category_of(event, colour, names) if colour else "Events"

    ranked = rank_categories(matter.events, name, len(CATEGORIES))
    weeks = count_weeks(matter, name, ranked, cutoff=cutoff)
    if not weeks:
        return None
    svg, png, width, height = draw_in_style(lambda: _draw(weeks, ranked))
    head = ("week_start", "week_end", "days_covered", "events", *(ranked if colour else ()))
    rows = [
        (week.start, week.start + timedelta(days=WEEK - 1), week.covered, week.total,
         *((week.counts.get(one, 0) for one in ranked) if colour else ()))
        for week in weeks
    ]  # fmt: skip
    return DrawnFigure(
        number, "bars", svg, png, weeks_csv(rows, head), _note(matter, weeks), matter.credit,
        _alt(weeks), width, height,
    )  # fmt: skip


def count_weeks(
    matter: FigureMatter,
    name: Callable[[Event], str],
    ranked: Sequence[str],
    *,
    cutoff: str | None,
) -> list[Week]:
    """Count events by week from the query's first day to its last, empty weeks included."""
    dated = [event for event in matter.events if event.date_start]
    days = [event.date_start for event in dated if event.date_start]
    first = matter.since or min(days, default=None)
    last = matter.until or (_day(cutoff) if cutoff else max(days, default=None))
    if first is None or last is None:
        return []
    if cutoff:
        last = min(last, _day(cutoff))
    start = week_of(first)
    found: Counter[tuple[date, str]] = Counter()
    for event in dated:
        if event.date_start:
            category = name(event) if name(event) in ranked else "Other"
            found[week_of(event.date_start), category] += 1
    weeks = []
    while start <= last:
        end = start + timedelta(days=WEEK - 1)
        covered = (min(end, last) - max(start, first)).days + 1
        counts = {one: found[start, one] for one in ranked if found[start, one]}
        weeks.append(Week(start, covered, counts))
        start += timedelta(days=WEEK)
    return weeks


def week_of(day: date) -> date:
    """The Saturday that a day's week begins with.

    >>> week_of(date(2023, 12, 13))
    datetime.date(2023, 12, 9)
    """
    return day - timedelta(days=(day.weekday() - SATURDAY) % WEEK)


def _draw(weeks: Sequence[Week], ranked: Sequence[str]) -> Any:  # noqa: ANN401 - matplotlib
    from matplotlib.figure import Figure

    stacked = len(ranked) > 1
    figure = Figure(figsize=(WIDTH, HEIGHT + (0.22 if stacked else 0)), dpi=72, facecolor="none")
    low = 0.36 if stacked else 0.17
    axes = figure.add_axes((0.03, low, 0.965, 0.93 - low), facecolor="none")
    most = max(4, *(week.total for week in weeks))
    _draw_columns(axes, weeks, ranked)
    _draw_frame(axes, weeks, most)
    if stacked:
        left, measure = 0.03 * WIDTH * 72, measure_words()
        for category in ranked:
            across = 1 / (WIDTH * 72)
            colour = style_of(category, ranked).colour
            figure.text(left * across, 0.06, "■", color=colour, fontsize=8)
            figure.text((left + 9) * across, 0.06, category, fontsize=7.2)
            left += measure(category, 7.2, "normal")[0] + 24
    return figure


def _draw_columns(axes: Any, weeks: Sequence[Week], ranked: Sequence[str]) -> None:  # noqa: ANN401
    """The bars; a week that was covered in part is hatched and says how many days it had."""
    numbered = len(weeks) <= FEW or max(week.total for week in weeks) < 10  # noqa: PLR2004 - digits
    for at, week in enumerate(weeks):
        base = 0
        partial = week.covered < WEEK
        for category in ranked:
            count = week.counts.get(category, 0)
            colour = style_of(category, ranked).colour if len(ranked) > 1 else ACCENT
            style = (
                {"facecolor": PAPER, "edgecolor": colour, "hatch": "//////", "linewidth": 0.7}
                if partial
                else {"facecolor": colour, "edgecolor": PAPER, "linewidth": 0.4}
            )
            if count:
                axes.bar(at, count, 0.76, bottom=base, zorder=3, **style)
            base += count
        if numbered and week.total:
            _write_above(
                axes, (at, week.total), str(week.total), 2, {"fontsize": 6.8, "color": INK}
            )
        if partial:
            lift = 10 if numbered and week.total else 2
            look = {"fontsize": 6.2, "color": SOFT}
            _write_above(axes, (at, week.total), f"{week.covered} days", lift, look)


def _write_above(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    spot: tuple[float, float],
    words: str,
    lift: float,
    look: dict[str, Any],
) -> None:
    """Write words so many points above a bar's end."""
    axes.annotate(words, spot, (0, lift), textcoords="offset points", ha="center", gid=HALO, **look)


def _draw_frame(axes: Any, weeks: Sequence[Week], most: int) -> None:  # noqa: ANN401 - matplotlib
    from matplotlib.ticker import MaxNLocator

    axes.set_xlim(-0.6, len(weeks) - 0.4)
    axes.set_ylim(0, most * 1.2)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.grid(axis="y", color=LINE, linewidth=0.4, zorder=0)
    axes.tick_params(axis="y", length=0, pad=3, labelsize=6.8)
    axes.tick_params(axis="x", length=2.5, pad=3, labelsize=6.8, color=FAINT)
    ticks: list[float] = []
    labels = []
    for at, week in enumerate(weeks):
        days = [week.start + timedelta(days=step) for step in range(WEEK)]
        first = next((day for day in days if day.day == 1), None)
        if first is not None or at == 0:
            day = first or week.start
            year = f"\n{day.year}" if at == 0 or day.month == 1 else ""
            spot = at - 0.5 + ((day - week.start).days / WEEK if first else 0.0)
            if not ticks or spot - ticks[-1] > 1.6:  # noqa: PLR2004 - room for a month's name
                ticks.append(spot)
                labels.append(f"{day.day} {MONTHS[day.month - 1][:3]}{year}")
    axes.set_xticks(ticks, labels, ha="left")
    axes.text(-0.03, 1.02, "Events per week", transform=axes.transAxes, fontsize=6.8, color=SOFT,
              va="bottom")  # fmt: skip
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=INK, linewidth=0.7, zorder=4)


def _note(matter: FigureMatter, weeks: Sequence[Week]) -> str:
    if matter.note:
        return matter.note
    parts = [*matter.says, "Weeks run from Saturday to Friday."]
    partial = [week for week in weeks if week.covered < WEEK]
    if partial:
        parts.append("Hatched weeks are covered only for the days they state.")
    return " ".join(parts)


def _alt(weeks: Sequence[Week]) -> str:
    last = weeks[-1].start + timedelta(days=weeks[-1].covered - 1)
    top = max(weeks, key=lambda week: week.total)
    total = sum(week.total for week in weeks)
    return (
        f"Bars of {total} events by week, {say_days(weeks[0].start, last)}. "
        f"The most in one week are {top.total}, in the week of {say_day(top.start)}."
    )


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()
