"""A town and the events around it, with how far away each was."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dateline.model.event import Event
from dateline.model.place import GazetteerEntry
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.ground import (
    KM_PER_DEGREE,
    Window,
    draw_ground,
    draw_north,
    draw_scale,
    fit_window,
)
from dateline.publish.figures.labels import Box
from dateline.publish.figures.legend import LEGEND_LINE, draw_legend, legend_rows
from dateline.publish.figures.map_labels import draw_labels
from dateline.publish.figures.marks import Mark, Stand
from dateline.publish.figures.sheet import ROUGH, WIDE, Sheet, draw_marks, lay_out
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import ACCENT, FAINT, HALO, INK, SOFT, WIDTH, draw_in_style
from dateline.publish.figures.table import events_csv
from dateline.publish.phrases import Words
from dateline.publish.policy import coarsen_place

HEIGHT = 4.6  # inches of the map
FARTHEST = 100.0  # km: events farther away are no longer around a town
NEAREST = 8.0  # km: the least that the map reaches
RINGS = (1, 2, 5, 10, 20, 25, 50)  # km between rings
MOST_RINGS = 4
EARTH_KM = 6371.0088
_NO_MARK = Mark(0.0, 0.0, "", 1)  # gives the town's name the room of one mark
POINTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


def draw_city(matter: FigureMatter, number: int, studio: Studio) -> DrawnFigure | None:
    """Draw events around a town, with rings of distance and each place's distance and direction.

    Args:
        matter: the figure with its events; and the town as its centre.
        number: the figure's number.
        studio: what drawings draw on.

    Returns:
        The drawing; None where no event lies around the town, or nobody found it.
    """
    centre = matter.centre
    if centre is None:
        return None
    near = [event for event in matter.events if _km_to(centre, event) <= FARTHEST]
    colour = matter.block.arguments.get("colour", "type")
    sheets = lay_out([near], colour, studio.facts, (WIDTH * 72, HEIGHT * 72))
    if not sheets:
        return None
    reach = max(NEAREST, *(_km_to(centre, event) for event in near)) * 1.12
    window = _window(centre, reach)
    sheet = replace_window(sheets[0], near, colour, studio, window)
    svg, png, width, height = draw_in_style(lambda: _draw(sheet, centre, reach, studio))
    distance = {one.id: _say_csv(_km_to(centre, one), one) for one in near}
    places = sorted(sheet.stands, key=lambda stand: km_between(centre, stand))
    say = studio.say
    told = say("semicolon").join(
        f"{stand.name or say('drawing.a-place')} "
        f"{say_distance(centre, stand, say) or say('drawing.itself')} ({len(stand.marks)})"
        for stand in places
    )
    return DrawnFigure(
        number, "city", svg, png,
        events_csv(near, studio.facts.actors, more={"km_from_centre": distance}),
        _note(matter, sheet, centre.name, say), studio.credit(matter.credit),
        say("drawing.around", events=say.count(len(near)), place=centre.name, told=told),
        width, height,
    )  # fmt: skip


def replace_window(
    sheet: Sheet, events: Sequence[Event], colour: str, studio: Studio, window: Window
) -> Sheet:
    """The sheet of the same events laid out anew under another window."""
    size = window.width, window.height
    again = lay_out([events], colour, studio.facts, size, window=window)
    return again[0] if again else sheet


def km_between(centre: GazetteerEntry, stand: Stand) -> float:
    """Kilometres along the great circle from a town to where events stand."""
    return _km(centre.latitude, centre.longitude, stand.latitude, stand.longitude)


def say_distance(centre: GazetteerEntry, stand: Stand, say: Words) -> str:
    """A place's distance and direction from a town; `about` where its place is only near.

    Empty for the town itself.
    """
    km = km_between(centre, stand)
    rough = min(mark.precision for mark in stand.marks)
    if km < 1:
        return ""
    across = (stand.longitude - centre.longitude) * math.cos(math.radians(centre.latitude))
    turn = math.degrees(math.atan2(across, stand.latitude - centre.latitude)) % 360
    point = POINTS[round(turn / 45) % 8]
    shown = round(km, -1) if rough >= ROUGH and km > 10 else round(km)  # noqa: PLR2004 - to ten
    distance = f"{say('drawing.km', km=f'{shown:.0f}')} {say(f'drawing.{point}')}"
    return say("drawing.about", distance=distance) if rough >= ROUGH else distance


def _km_to(centre: GazetteerEntry, event: Event) -> float:
    place = coarsen_place(event.place)
    if place is None or place.latitude is None or place.longitude is None:
        return math.inf
    if (place.geo_precision or WIDE) >= WIDE:
        return math.inf
    return _km(centre.latitude, centre.longitude, place.latitude, place.longitude)


def _km(south: float, west: float, north: float, east: float) -> float:
    one, two = math.radians(south), math.radians(north)
    half = (
        math.sin((two - one) / 2) ** 2
        + math.cos(one) * math.cos(two) * math.sin(math.radians(east - west) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _say_csv(km: float, event: Event) -> str:
    rough = event.place is not None and (event.place.geo_precision or WIDE) >= ROUGH
    return f"{round(km, -1):.0f}" if rough else f"{km:.0f}"


def _window(centre: GazetteerEntry, reach: float) -> Window:
    up = reach / KM_PER_DEGREE
    points = [(centre.longitude, centre.latitude - up), (centre.longitude, centre.latitude + up)]
    return fit_window(points, WIDTH * 72, HEIGHT * 72, smallest=2.1 * up, pad=0.03)


def _draw(sheet: Sheet, centre: GazetteerEntry, reach: float, studio: Studio) -> Any:  # noqa: ANN401
    from matplotlib.figure import Figure

    legend = legend_rows([sheet], WIDTH * 72, studio)
    foot = LEGEND_LINE * len(legend) + 0.06
    tall = HEIGHT + foot
    figure = Figure(figsize=(WIDTH, tall), dpi=72, facecolor="none")
    axes = figure.add_axes((0, foot / tall, 1, HEIGHT / tall))
    layers = draw_ground(axes, sheet.window, studio.basemap, ())
    taken = _draw_rings(axes, sheet.window, centre, reach, studio.say)
    taken += draw_marks(axes, sheet)
    taken.append(draw_scale(axes, sheet.window, studio.say, right=False))
    taken.append(draw_north(axes, sheet.window, studio.say))
    named = [
        replace(stand, name=studio.line(studio.say("comma").join(filter(None, told))))
        for stand in sheet.stands
        if (told := (stand.name, say_distance(centre, stand, studio.say)))
    ]
    shown = {stand.name for stand in sheet.stands}
    if centre.name not in shown:  # no event stands there to bear its name
        named.append(Stand(centre.longitude, centre.latitude, centre.name, (_NO_MARK,)))
    towns = [town for town in studio.towns if town.name not in shown]
    draw_labels(axes, replace(sheet, stands=named), layers, towns, taken)
    draw_legend(figure, legend, tall, studio)
    return figure


def _draw_rings(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    window: Window,
    centre: GazetteerEntry,
    reach: float,
    say: Words,
) -> list[Box]:
    """Rings of distance around the town; returns the boxes of its dot and of their numbers."""
    import numpy as np

    step = next((km for km in RINGS if reach / km <= MOST_RINGS), RINGS[-1])
    across, up = window.degrees_per_point
    x, y = window.place(centre.longitude, centre.latitude)
    turn = np.linspace(0, 2 * math.pi, 181)
    boxes: list[Box] = [(x - 4, y - 4, x + 4, y + 4)]
    for km in range(step, int(reach) + 1, step):
        radius = km / window.km_per_point
        axes.plot(window.west + (x + radius * np.cos(turn)) * across,
                  window.south + (y + radius * np.sin(turn)) * up,
                  color=FAINT, linewidth=0.6, linestyle=(0, (3, 3)), zorder=3)  # fmt: skip
        spot = window.west + x * across, window.south + (y + radius + 2) * up
        axes.text(
            *spot,
            say("drawing.km", km=km),
            fontsize=6.2,
            color=SOFT,
            ha="center",
            gid=HALO,
            zorder=7,
        )
        boxes.append((x - 13, y + radius - 1, x + 13, y + radius + 9))
    axes.plot(centre.longitude, centre.latitude, marker="+", markersize=8, color=INK,
              markeredgewidth=1.2, zorder=5)  # fmt: skip
    axes.plot(centre.longitude, centre.latitude, marker="o", markersize=3, color=ACCENT, zorder=5.1)
    return boxes


def _note(matter: FigureMatter, sheet: Sheet, centre: str, say: Words) -> str:
    if matter.note:
        return matter.note
    shown = sum(len(stand.marks) for stand in sheet.stands)
    parts = [*matter.says, say("drawing.distances", place=centre)]
    lost = len(matter.events) - shown
    if lost:
        parts.append(say("drawing.farther", count=lost, km=f"{FARTHEST:.0f}"))
    return " ".join(parts)
