"""What part each group has of a whole, as bars with their intervals."""

from collections import Counter
from typing import Any

from dateline.model.event import Event
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.marks import UNKNOWN, group_of, rank_categories
from dateline.publish.figures.rows import open_rows
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import ACCENT, FAINT, HALO, INK, SOFT, draw_in_style
from dateline.publish.figures.table import rows_csv

MOST = 9  # groups; the rest are `Other`
PERCENT = 100


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
        counts[name(event) if name(event) in ranked else "Other"] += 1
    bounds = {
        group: studio.bound_share(counts[group], whole) if studio.bound_share else None
        for group in ranked
    }
    svg, png, width, height = draw_in_style(lambda: _draw(counts, ranked, bounds, whole))
    rows = [
        (group, counts[group], whole, f"{counts[group] / whole:.4f}",
         *(f"{end:.4f}" for end in bounds[group] or ()))
        for group in ranked
    ]  # fmt: skip
    ends = ("low", "high") if studio.bound_share else ()
    csv = rows_csv(rows, (by, "events", "of", "share", *ends))
    told = "; ".join(f"{group}: {counts[group]}" for group in ranked)
    return DrawnFigure(
        number, "shares", svg, png, csv, _note(matter, intervals=bool(ends)), matter.credit,
        f"Shares of {whole} events. {told}.", width, height,
    )  # fmt: skip


def _draw(
    counts: Counter[str],
    ranked: list[str],
    bounds: dict[str, tuple[float, float] | None],
    whole: int,
) -> Any:  # noqa: ANN401 - matplotlib
    from matplotlib.ticker import FuncFormatter

    figure, axes = open_rows(ranked, right=0.17)
    for row, group in enumerate(ranked):
        share = counts[group] / whole
        colour = FAINT if group in (UNKNOWN, "Other") else ACCENT
        axes.barh(row, share, 0.62, color=colour, zorder=3)
        ends = bounds[group]
        if ends:
            axes.plot(ends, (row, row), color=INK, linewidth=0.8, zorder=4)
            for end in ends:
                axes.plot((end, end), (row - 0.14, row + 0.14), color=INK, linewidth=0.8, zorder=4)
        words = f"{share * PERCENT:.0f} %  ({counts[group]} of {whole})"
        axes.text(1.015, row, words, transform=axes.get_yaxis_transform(), fontsize=6.8,
                  va="center_baseline", color=SOFT, gid=HALO)  # fmt: skip
    most = max(max(ends[1] if ends else 0.0, counts[group] / whole)
               for group, ends in bounds.items())  # fmt: skip
    axes.set_xlim(0, min(1.0, most * 1.04))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda part, _: f"{part * PERCENT:.0f} %"))
    return figure


def _note(matter: FigureMatter, *, intervals: bool) -> str:
    if matter.note:
        return matter.note
    parts = list(matter.says)
    if intervals:
        parts.append("Lines are 95 % intervals (Wilson), as if events were independent.")
    return " ".join(parts)
