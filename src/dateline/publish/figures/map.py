"""Event maps: one mark for each event, over the atlas's ground."""

from collections.abc import Sequence
from typing import Any

from dateline.atlas.basemap import Basemap
from dateline.model.place import GazetteerEntry
from dateline.publish.dates import say_days
from dateline.publish.edition import DrawnFigure, EditionFacts, FigureMatter
from dateline.publish.figures.ground import Window, draw_ground, draw_locator, draw_scale
from dateline.publish.figures.labels import Box, overlap
from dateline.publish.figures.legend import LEGEND_LINE, draw_legend, legend_rows
from dateline.publish.figures.map_labels import draw_labels
from dateline.publish.figures.marks import MOST_DOTS
from dateline.publish.figures.sheet import MAP_HEIGHT, Sheet, draw_marks, lay_out
from dateline.publish.figures.style import WIDTH, draw_in_style
from dateline.publish.figures.table import events_csv

LOCATOR = (74.0, 66.0)  # points


def draw_map(
    matter: FigureMatter,
    number: int,
    *,
    facts: EditionFacts,
    basemap: Basemap,
    towns: Sequence[GazetteerEntry] = (),
) -> DrawnFigure | None:
    """Draw a figure's events on a map.

    Args:
        matter: the figure with its events; `colour=against|by|type|subtype` says what the colours
            tell apart.
        number: the figure's number.
        facts: for the names of actors and admin units.
        basemap: the atlas's shapes.
        towns: places that may be labelled for orientation.

    Returns:
        The drawing with note, alternative text and data; None where no event has a place.
    """
    colour = matter.block.arguments.get("colour", "type")
    sheet = lay_out(matter.events, colour, facts)
    if sheet is None:
        return None
    svg, png, width, height = draw_in_style(lambda: _draw(sheet, basemap, towns))
    return DrawnFigure(
        number,
        "map",
        svg,
        png,
        events_csv(matter.events, facts.actors),
        _note(matter, sheet),
        matter.credit,
        _alt(matter, sheet),
        width,
        height,
    )


def _draw(sheet: Sheet, basemap: Basemap, towns: Sequence[GazetteerEntry]) -> Any:  # noqa: ANN401
    from matplotlib.figure import Figure

    window = sheet.window
    legend = legend_rows(sheet, window.width)
    tall = MAP_HEIGHT + LEGEND_LINE * len(legend) + 0.06
    figure = Figure(figsize=(WIDTH, tall), dpi=72, facecolor="none")
    share = MAP_HEIGHT / tall
    axes = figure.add_axes((0, 1 - share, 1, share))
    focus = _focus(sheet, basemap)
    layers = draw_ground(axes, window, basemap, focus)
    taken = draw_marks(axes, sheet)
    corner = _free_corner(window, taken)
    across, up = LOCATOR[0] / window.width, LOCATOR[1] / window.height
    left = 0 if corner[0] == 0 else 1 - across
    low = 1 - share if corner[1] == 0 else 1 - up * share
    country = next((path[:2] for path in sorted(focus)), None)
    draw_locator(figure, (left, low, across, up * share), window, basemap, country)
    taken.append((*corner, corner[0] + LOCATOR[0], corner[1] + LOCATOR[1]))
    right = corner == (0.0, 0.0)
    taken.append(draw_scale(axes, window, right=right))
    draw_labels(axes, sheet, layers, towns, taken)
    draw_legend(figure, legend, tall)
    return figure


def _focus(sheet: Sheet, basemap: Basemap) -> set[str]:
    """The first-level units that hold an event."""
    found = {basemap.admin1_at(stand.latitude, stand.longitude) for stand in sheet.stands}
    return {path for path in found if path}


def _free_corner(window: Window, taken: Sequence[Box]) -> tuple[float, float]:
    """The corner where an inset covers the fewest marks."""
    right, top = window.width - LOCATOR[0], window.height - LOCATOR[1]
    corners = ((right, top), (0.0, top), (right, 0.0), (0.0, 0.0))

    def covered(corner: tuple[float, float]) -> int:
        box = (*corner, corner[0] + LOCATOR[0], corner[1] + LOCATOR[1])
        return sum(overlap(box, other) for other in taken)

    return min(corners, key=covered)


def _note(matter: FigureMatter, sheet: Sheet) -> str:
    if matter.note:
        return matter.note
    parts = list(matter.says)
    shown = sum(len(stand.marks) for stand in sheet.stands)
    parts.append(f"Each mark is one event; {shown} are shown.")
    if any(len(stand.marks) > MOST_DOTS for stand in sheet.stands):
        parts.append("Large marks stand for as many events as they say.")
    if sheet.lost:
        parts.append(f"{sheet.lost} more have no place that can be shown.")
    return " ".join(parts)


def _alt(matter: FigureMatter, sheet: Sheet) -> str:
    days = [event.date_start for event in matter.events if event.date_start]
    when = f", {say_days(min(days), max(days))}" if days else ""
    told = "; ".join(f"{category}: {count}" for category, count in sheet.counts.items())
    busiest = sorted(sheet.stands, key=lambda stand: -len(stand.marks))[:3]
    where = ", ".join(f"{stand.name} ({len(stand.marks)})" for stand in busiest if stand.name)
    tail = f" Most at {where}." if where else ""
    return f"Map of {len(matter.events)} events{when}. {told}.{tail}"
