"""What part each group has of a whole, as bars with their intervals."""

from collections import Counter
from typing import Any

from dateline.model.event import Event
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.marks import OTHER, UNKNOWN, group_of, rank_categories
from dateline.publish.figures.rows import open_rows, write_after
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import ACCENT, FAINT, INK, draw_in_style
from dateline.publish.figures.table import rows_csv
from dateline.publish.phrases import Words

MOST = 9  # groups; the rest are `Other`


def draw_shares(matter: FigureMatter, number: int, studio: Studio) -> DrawnFigure | None:
    """Draw the share of a query's events that each group has.

    Args:
        matter: the figure with its events; `by=against|by|type|subtype|admin1` groups them.
        number: the figure's number.
        studio: what drawings draw on; its `bound_share` gives the intervals.

    Returns:
        The drawing; None where there is no event.
    """
    by = matter.block.arguments.get("by", "admin1")
    whole = len(matter.events)

    def name(event: Event) -> str:
        return group_of(event, by, studio.facts)

    ranked = rank_categories(matter.events, name, MOST)
    if not ranked:
        return None
    counts: Counter[str] = Counter()
    for event in matter.events:
        counts[name(event) if name(event) in ranked else OTHER] += 1
    bounds = {
        group: studio.bound_share(counts[group], whole) if studio.bound_share else None
        for group in ranked
    }
    svg, png, width, height = draw_in_style(lambda: _draw(counts, ranked, bounds, studio))
    rows = [
        (group, counts[group], whole, f"{counts[group] / whole:.4f}",
         *(f"{end:.4f}" for end in bounds[group] or ()))
        for group in ranked
    ]  # fmt: skip
    ends = ("low", "high") if studio.bound_share else ()
    csv = rows_csv(rows, (by, "events", "of", "share", *ends))
    told = studio.tell((group, counts[group]) for group in ranked)
    return DrawnFigure(
        number, "shares", svg, png, csv,
        _note(matter, studio.say, intervals=bool(ends)), matter.credit,
        studio.say("drawing.shares-of", events=studio.say.count(whole), told=told), width, height,
    )  # fmt: skip


def _draw(
    counts: Counter[str],
    ranked: list[str],
    bounds: dict[str, tuple[float, float] | None],
    studio: Studio,
) -> Any:  # noqa: ANN401 - matplotlib
    from matplotlib.ticker import FuncFormatter

    say, whole = studio.say, sum(counts.values())
    names = [studio.name(group) for group in ranked]
    figure, axes = open_rows(names, right=0.17, direction=say.direction)
    for row, group in enumerate(ranked):
        share = counts[group] / whole
        colour = FAINT if group in (UNKNOWN, OTHER) else ACCENT
        axes.barh(row, share, 0.62, color=colour, zorder=3)
        ends = bounds[group]
        if ends:
            axes.plot(ends, (row, row), color=INK, linewidth=0.8, zorder=4)
            for end in ends:
                axes.plot((end, end), (row - 0.14, row + 0.14), color=INK, linewidth=0.8, zorder=4)
        words = f"{say.percent(share)}  ({say('part-of', part=counts[group], whole=whole)})"
        write_after(axes, row, words, say.direction)
    most = max(max(ends[1] if ends else 0.0, counts[group] / whole)
               for group, ends in bounds.items())  # fmt: skip
    ends = (0, min(1.0, most * 1.04))
    axes.set_xlim(*(reversed(ends) if say.direction == "rtl" else ends))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda part, _: say.percent(part)))
    return figure


def _note(matter: FigureMatter, say: Words, *, intervals: bool) -> str:
    if matter.note:
        return matter.note
    parts = list(matter.says)
    if intervals:
        parts.append(say("drawing.wilson"))
    return " ".join(parts)
