"""Small multiples: the same bars for each region or group, on one scale."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dateline.model.event import Event
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.bars import Chart, draw_columns, draw_frame, filling_of
from dateline.publish.figures.bins import count_bins, observed_days
from dateline.publish.figures.marks import OTHER, group_of, rank_categories
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import INK, SOFT, WIDTH, draw_in_style
from dateline.publish.figures.table import rows_csv
from dateline.publish.phrases import Words

MOST = 9  # panels; the rest are `Other`
COLUMNS = 3
PANEL = 1.28  # inches, of a panel's height with its name and axis
GAP = 0.2  # inches between panels
HEAD, FOOT = 0.2, 0.3  # inches of a panel above and below its bars


def draw_multiples(matter: FigureMatter, number: int, studio: Studio) -> DrawnFigure | None:
    """Draw the bars of each group side by side.

    Args:
        matter: the figure with its events; `by=` groups them, `per=week|month` cuts them.
        number: the figure's number.
        studio: what drawings draw on.

    Returns:
        The drawing; None where no event has a date.
    """
    by = matter.block.arguments.get("by", "admin1")
    per = matter.block.arguments.get("per", "week")
    days = observed_days(matter, studio.cutoff)

    def name(event: Event) -> str:
        return group_of(event, by, studio.facts)

    ranked = rank_categories(matter.events, name, MOST)
    if days is None or not ranked:
        return None

    def grouped(event: Event) -> str:
        return name(event) if name(event) in ranked else OTHER

    late = frozenset(filling_of(matter))
    charts = []
    for group in ranked:
        own = [
            one for one in matter.events if (name(one) if name(one) in ranked else OTHER) == group
        ]
        part = replace(matter, events=tuple(own), since=days[0], until=days[1])
        bins = count_bins(part, lambda _: "Events", ["Events"], cutoff=studio.cutoff, per=per)
        charts.append(Chart(bins, ["Events"], per, {}, late))
    svg, png, width, height = draw_in_style(lambda: _draw(charts, ranked, studio))
    rows = [
        (group, one.start, one.end, one.covered, one.total)
        for group, chart in zip(ranked, charts, strict=True)
        for one in chart.bins
    ]
    head = (by, f"{per}_start", f"{per}_end", "days_covered", "events")
    totals = [sum(one.total for one in chart.bins) for chart in charts]
    told = studio.tell(zip(ranked, totals, strict=True))
    when = studio.say.days(*days)
    return DrawnFigure(
        number, "multiples", svg, png, rows_csv(rows, head),
        _note(matter, charts, studio.say), matter.credit,
        studio.say(f"drawing.multiples-{per}", count=len(ranked), when=when, told=told),
        width, height,
    )  # fmt: skip


def _draw(charts: Sequence[Chart], names: Sequence[str], studio: Studio) -> Any:  # noqa: ANN401
    from matplotlib.figure import Figure

    columns = min(COLUMNS, len(charts))
    lines = -(-len(charts) // columns)
    tall = lines * PANEL
    figure = Figure(figsize=(WIDTH, tall), dpi=72, facecolor="none")
    most = max(chart.most for chart in charts)
    wide = (WIDTH - GAP * columns) / columns
    for at, (chart, name) in enumerate(zip(charts, names, strict=True)):
        left = GAP + (at % columns) * (wide + GAP)
        top = tall - (at // columns) * PANEL
        low = top - PANEL + FOOT
        box = (left / WIDTH, low / tall, wide / WIDTH, (PANEL - HEAD - FOOT) / tall)
        axes = figure.add_axes(box, facecolor="none")
        draw_columns(axes, chart, studio.say, numbers=False)
        draw_frame(axes, chart.bins, most, studio.say, every=0.95 * columns)
        total = sum(one.total for one in chart.bins)
        axes.text(0, 1.04, studio.name(name), transform=axes.transAxes, fontsize=7.6, color=INK,
                  fontweight="bold", va="bottom", gid="panel-name")  # fmt: skip
        axes.text(1, 1.04, str(total), transform=axes.transAxes, fontsize=7.2, color=SOFT,
                  va="bottom", ha="right", gid="panel-name")  # fmt: skip
    return figure


def _note(matter: FigureMatter, charts: Sequence[Chart], say: Words) -> str:
    if matter.note:
        return matter.note
    per = charts[0].per
    parts = [*matter.says, say(f"drawing.panels-{per}")]
    parts += [say("drawing.weeks-run")] if per == "week" else []
    if any(one.partial for one in charts[0].bins):
        parts.append(say(f"drawing.hatched-{per}"))
    if charts[0].late:
        parts.append(say(f"drawing.last-{per}"))
    return " ".join(parts)
