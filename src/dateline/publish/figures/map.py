"""Event maps: one mark for each event, over the atlas's ground."""

from collections.abc import Sequence
from typing import Any

from dateline.atlas.basemap import Basemap
from dateline.model.event import Event
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.ground import Window, draw_ground, draw_locator, draw_scale
from dateline.publish.figures.labels import Box, overlap
from dateline.publish.figures.legend import LEGEND_LINE, draw_legend, legend_rows
from dateline.publish.figures.map_labels import draw_labels
from dateline.publish.figures.marks import MOST_DOTS
from dateline.publish.figures.sheet import Sheet, draw_marks, lay_out
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import WIDTH, draw_in_style
from dateline.publish.figures.table import events_csv
from dateline.publish.phrases import Words

MAP_HEIGHT = 4.25  # inches
PAIR_HEIGHT = 3.0  # inches, of each map of a pair
PAIR_GAP = 0.1  # inches between them
HEAD = 0.24  # inches above each map of a pair, for its period
NARROW = (4.5, 4.3)  # inches: a telephone's page, on which letters stay as large as on a wide one
LOCATOR = (74.0, 66.0)  # points
LOCATOR_FULL = 320.0  # points: narrower maps get a smaller one


def draw_map(matter: FigureMatter, number: int, studio: Studio) -> DrawnFigure | None:
    """Draw a figure's events on a map, or on two side by side where it has events before.

    Args:
        matter: the figure with its events; `colour=against|by|type|subtype` says what the colours
            tell apart.
        number: the figure's number.
        studio: what drawings draw on.

    Returns:
        The drawing with note, alternative text and data; None where no event has a place.
    """
    colour = matter.block.arguments.get("colour", "type")
    pair = bool(matter.before)
    periods = [matter.before, matter.events] if pair else [matter.events]
    wide = (WIDTH - PAIR_GAP) / 2 if pair else WIDTH
    size = wide * 72, (PAIR_HEIGHT if pair else MAP_HEIGHT) * 72
    sheets = lay_out(periods, colour, studio.facts, size)
    if not sheets:
        return None
    heads = [_period(events, studio.say) for events in periods] if pair else [""]
    svg, png, width, height = draw_in_style(lambda: draw_sheets(sheets, heads, studio))
    return DrawnFigure(
        number,
        matter.block.kind,
        svg,
        png,
        events_csv([event for events in periods for event in events], studio.facts.actors),
        _note(matter, sheets, studio.say),
        studio.credit(matter.credit),
        " ".join(_alt(*one, studio) for one in zip(periods, sheets, strict=True)),
        width,
        height,
        "" if pair else _draw_narrow(matter, colour, studio),
    )


def _draw_narrow(matter: FigureMatter, colour: str, studio: Studio) -> str:
    """One map again, for a page as narrow as a telephone's."""
    wide, tall = NARROW
    sheets = lay_out([matter.events], colour, studio.facts, (wide * 72, tall * 72))
    svg, _, _, _ = draw_in_style(
        lambda: draw_sheets(sheets, [""], studio, width=wide), for_print=False
    )
    return svg


def draw_sheets(
    sheets: Sequence[Sheet],
    heads: Sequence[str],
    studio: Studio,
    *,
    width: float = WIDTH,
) -> Any:  # noqa: ANN401 - matplotlib is untyped here
    """Draw one map, or several side by side, with one legend beneath.

    Args:
        sheets: what each map shows; all share one window.
        heads: the words above each, or nothing.
        studio: what drawings draw on.
        width: of the whole, in inches.

    Returns:
        The matplotlib figure.
    """
    from matplotlib.figure import Figure

    window = sheets[0].window
    legend = legend_rows(sheets, width * 72, studio)
    head = HEAD if any(heads) else 0.0
    foot = LEGEND_LINE * len(legend) + 0.06
    tall = window.height / 72 + foot + head
    figure = Figure(figsize=(width, tall), dpi=72, facecolor="none")
    wide = window.width / 72 / width
    for at, (sheet, title) in enumerate(zip(sheets, heads, strict=True)):
        left = at * (wide + PAIR_GAP / width)
        box = (left, foot / tall, wide, window.height / 72 / tall)
        _draw_panel(figure, box, sheet, studio)
        if title:
            figure.text(left, 1 - head * 0.75 / tall, title, fontsize=7.8, fontweight="bold")
    draw_legend(figure, legend, tall, studio)
    return figure


def _draw_panel(
    figure: Any,  # noqa: ANN401 - matplotlib is untyped here
    box: tuple[float, float, float, float],
    sheet: Sheet,
    studio: Studio,
) -> None:
    """Draw one map into a box of the figure; only the first of a pair says where it lies."""
    window, basemap = sheet.window, studio.basemap
    axes = figure.add_axes(box)
    focus = _focus(sheet, basemap)
    layers = draw_ground(axes, window, basemap, focus)
    taken = draw_marks(axes, sheet)
    inset = _inset_size(window)
    corner = _free_corner(window, inset, taken)
    if box[0] == 0:
        across, up = inset[0] / window.width * box[2], inset[1] / window.height * box[3]
        left = 0 if corner[0] == 0 else box[2] - across
        low = box[1] if corner[1] == 0 else box[1] + box[3] - up
        country = next((path[:2] for path in sorted(focus)), None)
        draw_locator(figure, (left, low, across, up), window, basemap, country)
        taken.append((*corner, corner[0] + inset[0], corner[1] + inset[1]))
    taken.append(draw_scale(axes, window, studio.say, right=corner == (0.0, 0.0)))
    draw_labels(axes, sheet, layers, studio.towns, taken)


def _focus(sheet: Sheet, basemap: Basemap) -> set[str]:
    """The first-level units that hold an event."""
    found = {basemap.admin1_at(stand.latitude, stand.longitude) for stand in sheet.stands}
    return {path for path in found if path}


def _inset_size(window: Window) -> tuple[float, float]:
    """Width and height of the inset in points: smaller on a smaller map."""
    scale = min(1.0, window.width / LOCATOR_FULL)
    return LOCATOR[0] * scale, LOCATOR[1] * scale


def _free_corner(
    window: Window, inset: tuple[float, float], taken: Sequence[Box]
) -> tuple[float, float]:
    """The corner where an inset covers the fewest marks."""
    right, top = window.width - inset[0], window.height - inset[1]
    corners = ((right, top), (0.0, top), (right, 0.0), (0.0, 0.0))

    def covered(corner: tuple[float, float]) -> int:
        box = (*corner, corner[0] + inset[0], corner[1] + inset[1])
        return sum(overlap(box, other) for other in taken)

    return min(corners, key=covered)


def _note(matter: FigureMatter, sheets: Sequence[Sheet], say: Words) -> str:
    if matter.note:
        return matter.note
    parts = list(matter.says)
    shown = [say.number(sum(len(stand.marks) for stand in sheet.stands)) for sheet in sheets]
    if len(shown) > 1:
        parts.append(say("drawing.each-mark-pair", first=shown[0], second=shown[1]))
    else:
        parts.append(say("drawing.each-mark", count=shown[0]))
    if any(len(stand.marks) > MOST_DOTS for sheet in sheets for stand in sheet.stands):
        parts.append(say("drawing.large-marks"))
    lost = sum(sheet.lost for sheet in sheets)
    if lost:
        parts.append(say("drawing.no-place", count=say.number(lost)))
    return " ".join(parts)


def _period(events: Sequence[Event], say: Words) -> str:
    days = [event.date_start for event in events if event.date_start]
    return say.days(min(days), max(days)) if days else ""


def _alt(events: Sequence[Event], sheet: Sheet, studio: Studio) -> str:
    say = studio.say
    days = [event.date_start for event in events if event.date_start]
    told = studio.tell(sheet.counts.items())
    map_of = {"events": say.count(len(events)), "when": studio.when(days), "told": told}
    busiest = sorted(sheet.stands, key=lambda stand: (-len(stand.marks), stand.name))[:3]
    where = say("comma").join(
        f"{stand.name} ({len(stand.marks)})" for stand in busiest if stand.name
    )
    tail = f" {say('drawing.most-at', places=where)}" if where else ""
    return say("drawing.map-of", **map_of) + tail
