"""The sheet that the steps of one map share, and the marks drawn on it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.model.event import Event
from dateline.publish.edition import EditionFacts
from dateline.publish.figures.ground import Window, fit_window
from dateline.publish.figures.labels import Box
from dateline.publish.figures.marks import (
    MOST_DOTS,
    Stand,
    category_of,
    pack_offsets,
    pack_reach,
    rank_categories,
    stand_marks,
    style_of,
)
from dateline.publish.figures.style import CATEGORIES, PAPER, Category

CLOSE = 0.8  # of the reach of both: nearer, marks would hide one another
ROUGH, WIDE = 2, 3  # ACLED's precision codes


@dataclass(slots=True)
class Sheet:
    """What the steps of one drawing share."""

    window: Window
    stands: list[Stand]
    ranked: list[str]
    counts: dict[str, int]
    lost: int
    diameter: float
    facts: EditionFacts

    def style(self, category: str) -> Category:
        """How a category is marked."""
        return style_of(category, self.ranked)


def lay_out(
    periods: Sequence[Sequence[Event]],
    colour: str,
    facts: EditionFacts,
    size: tuple[float, float],
    *,
    window: Window | None = None,
) -> list[Sheet]:
    """Gather the events of each period by place, under one window and one set of categories.

    Args:
        periods: the events of each map, side by side.
        colour: what the colours tell apart; see `category_of`.
        facts: for the names of actors.
        size: width and height of each map in points.
        window: what the maps show; one around the places where none is given.

    Returns:
        A sheet for each period; none where no event has a place.
    """

    def name(event: Event) -> str:
        return category_of(event, colour, dict(facts.actors))

    together = [event for events in periods for event in events]
    ranked = rank_categories(together, name, len(CATEGORIES))
    gathered = [stand_marks(events, name, ranked) for events in periods]
    points = [(stand.longitude, stand.latitude) for stands, _ in gathered for stand in stands]
    if not points:
        return []
    window = window or fit_window(points, *size)
    crowd = max(sum(len(stand.marks) for stand in stands) for stands, _ in gathered)
    diameter = 6.8 if crowd <= 60 else 5.0 if crowd <= 160 else 3.8  # noqa: PLR2004 - crowding
    sheets = []
    for stands, lost in gathered:
        shown = [mark.category for stand in stands for mark in stand.marks]
        counts = {category: shown.count(category) for category in ranked if category in shown}
        close = _join_close(stands, window, diameter, ranked)
        sheets.append(Sheet(window, close, ranked, counts, lost, diameter, facts))
    return sheets


def _join_close(
    stands: Sequence[Stand], window: Window, diameter: float, ranked: Sequence[str]
) -> list[Stand]:
    """Join places so close on paper that one's marks would hide the other's."""
    joined: list[Stand] = []
    for stand in sorted(stands, key=lambda one: -len(one.marks)):
        x, y = window.place(stand.longitude, stand.latitude)
        near = None
        for at, other in enumerate(joined):
            other_x, other_y = window.place(other.longitude, other.latitude)
            reach = pack_reach(len(stand.marks)) + pack_reach(len(other.marks))
            if math.hypot(x - other_x, y - other_y) < diameter * CLOSE * reach:
                near = at
                break
        if near is None:
            joined.append(stand)
            continue
        other = joined[near]
        marks = sorted((*other.marks, *stand.marks), key=lambda mark: ranked.index(mark.category))
        names = [name for name in dict.fromkeys((other.name, stand.name)) if name]
        joined[near] = replace(other, name=", ".join(names), marks=tuple(marks))
    return joined


def draw_marks(axes: Any, sheet: Sheet) -> list[Box]:  # noqa: ANN401 - matplotlib is untyped here
    """Draw every event's mark; returns the boxes they take, in points."""
    across, up = sheet.window.degrees_per_point
    boxes = []
    for stand in sheet.stands:
        x, y = sheet.window.place(stand.longitude, stand.latitude)
        if len(stand.marks) > MOST_DOTS:
            boxes.append(_draw_crowd(axes, sheet, stand))
            continue
        reach = 0.0
        for (dx, dy), mark in zip(pack_offsets(len(stand.marks)), stand.marks, strict=True):
            shift = dx * sheet.diameter, dy * sheet.diameter
            spot = stand.longitude + shift[0] * across, stand.latitude + shift[1] * up
            draw_mark(axes, spot, sheet.style(mark.category), mark.precision, sheet.diameter)
            reach = max(reach, *(abs(part) + sheet.diameter / 2 for part in shift))
        boxes.append((x - reach, y - reach, x + reach, y + reach))
    return boxes


def draw_mark(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    spot: tuple[float, float],
    style: Category,
    precision: int,
    diameter: float,
) -> None:
    """A full mark for a named place, a hollow one near it, a hollow one with a dot for an area."""
    hollow = precision >= ROUGH
    size = diameter * (0.86 if style.marker in "sD" else 1.0)
    axes.plot(*spot, marker=style.marker, markersize=size - (1.2 if hollow else 0.2),
              markerfacecolor=PAPER if hollow else style.colour,
              markeredgecolor=style.colour if hollow else PAPER, clip_on=False,
              markeredgewidth=1.3 if hollow else 0.5, linestyle="none", zorder=6)  # fmt: skip
    if precision >= WIDE:
        axes.plot(*spot, marker="o", markersize=diameter * 0.28, color=style.colour,
                  markeredgewidth=0, linestyle="none", zorder=6.1)  # fmt: skip


def _draw_crowd(axes: Any, sheet: Sheet, stand: Stand) -> Box:  # noqa: ANN401 - matplotlib
    """Many events at one place: one mark whose area grows with their count, and the count."""
    count = len(stand.marks)
    names = [mark.category for mark in stand.marks]
    style = sheet.style(max(sheet.counts, key=names.count))
    across = sheet.diameter * count**0.5
    axes.plot(stand.longitude, stand.latitude, marker="o", markersize=across, zorder=6,
              markerfacecolor=style.colour, markeredgecolor=PAPER, markeredgewidth=0.8)  # fmt: skip
    axes.text(stand.longitude, stand.latitude, str(count), color=PAPER, ha="center", zorder=7,
              va="center_baseline", fontweight="bold", fontsize=min(across * 0.42, 11))  # fmt: skip
    x, y = sheet.window.place(stand.longitude, stand.latitude)
    return x - across / 2, y - across / 2, x + across / 2, y + across / 2
