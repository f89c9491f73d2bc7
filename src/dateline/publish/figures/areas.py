"""Where each actor was seen to act: an area around the places of its events."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.model.event import Event
from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.ground import Window, draw_areas, draw_ground, draw_scale, fit_window
from dateline.publish.figures.labels import Wanted
from dateline.publish.figures.map_labels import (
    make_label,
    spots_inside,
    town_labels,
    write_labels,
)
from dateline.publish.figures.marks import OTHER, UNKNOWN, category_of, rank_categories
from dateline.publish.figures.sheet import WIDE
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import (
    CATEGORIES,
    PAPER,
    WIDTH,
    Category,
    draw_in_style,
    draw_keys,
)
from dateline.publish.figures.table import events_csv
from dateline.publish.phrases import Words
from dateline.publish.policy import coarsen_place

HEIGHT = 4.25  # inches of the map
FOOT = 0.28  # inches of the legend
LEAST_KM = 15.0
PART = 0.06  # of the map's height that an area reaches around a place
HATCHES = ("///", "...", "\\\\\\", "---", "xx", "++")  # each actor's, for grey print


def draw_actor_areas(matter: FigureMatter, number: int, studio: Studio) -> DrawnFigure | None:
    """Draw an area around the places where each actor was seen to act.

    Args:
        matter: the figure with its events.
        number: the figure's number.
        studio: what drawings draw on.

    Returns:
        The drawing; None where no event has both an actor and a place that can be shown.
    """
    names = dict(studio.facts.actors)

    def actor(event: Event) -> str:
        return category_of(event, "by", names)

    idle = (UNKNOWN, names.get("civilians", "civilians"))  # nobody fights as civilians
    shown = [one for one in matter.events if _spot(one) and actor(one) not in idle]
    ranked = [one for one in rank_categories(shown, actor, len(CATEGORIES)) if one != OTHER]
    shown = [one for one in shown if actor(one) in ranked]
    spots = {name: [_spot(one) for one in shown if actor(one) == name] for name in ranked}
    found = {name: [spot for spot in own if spot] for name, own in spots.items()}
    points = [spot for own in found.values() for spot in own]
    if not points:
        return None
    window = fit_window(points, WIDTH * 72, HEIGHT * 72)
    reach = max(LEAST_KM, PART * window.height * window.km_per_point)
    shapes = {name: area_around(own, window, reach) for name, own in found.items()}
    svg, png, width, height = draw_in_style(lambda: _draw(shapes, found, window, studio))
    days = [event.date_start for event in shown if event.date_start]
    areas_of = {
        "count": len(found), "when": studio.when(days),
        "told": studio.tell((name, len(own)) for name, own in found.items()),
    }  # fmt: skip
    return DrawnFigure(
        number, "areas", svg, png, events_csv(shown, studio.facts.actors),
        _note(matter, len(shown), reach, studio.say), studio.credit(matter.credit),
        studio.say("drawing.areas-of", **areas_of), width, height,
    )  # fmt: skip


def area_around(spots: Sequence[tuple[float, float]], window: Window, reach: float) -> Any:  # noqa: ANN401
    """The area within so many km of any place, gaps between near ones closed; in degrees."""
    import shapely

    away = reach / window.km_per_point
    places = shapely.MultiPoint([window.place(*spot) for spot in spots])
    area = places.buffer(away * 1.8).buffer(-away * 0.8)
    across, up = window.degrees_per_point
    return shapely.transform(
        area, lambda points: points * (across, up) + (window.west, window.south)
    )


def _spot(event: Event) -> tuple[float, float] | None:
    """Longitude and latitude of an event's place, where that is more than a wide area."""
    place = coarsen_place(event.place)
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return (place.longitude, place.latitude) if (place.geo_precision or WIDE) < WIDE else None


def _draw(
    shapes: Mapping[str, Any],
    spots: Mapping[str, Sequence[tuple[float, float]]],
    window: Window,
    studio: Studio,
) -> Any:  # noqa: ANN401 - matplotlib
    from matplotlib.figure import Figure

    tall = HEIGHT + FOOT
    figure = Figure(figsize=(WIDTH, tall), dpi=72, facecolor="none")
    axes = figure.add_axes((0, FOOT / tall, 1, HEIGHT / tall))
    draw_ground(axes, window, studio.basemap, ())
    wanted, taken = [], [draw_scale(axes, window, studio.say, right=False)]
    for (name, shape), style, hatch in zip(shapes.items(), CATEGORIES, HATCHES, strict=False):
        draw_areas(axes, [shape], 0.001, facecolor=style.colour, alpha=0.2, edgecolor="none")
        draw_areas(axes, [shape], 0.001, facecolor="none", edgecolor=style.colour, linewidth=0.9,
                   hatch=hatch, alpha=0.55)  # fmt: skip
        for spot in sorted(set(spots[name])):
            axes.plot(*spot, marker=style.marker, markersize=4.0, color=style.colour, zorder=6,
                      markeredgecolor=PAPER, markeredgewidth=0.4, linestyle="none")  # fmt: skip
            x, y = window.place(*spot)
            taken.append((x - 2.2, y - 2.2, x + 2.2, y + 2.2))
        label = make_label(name, "event", (0.0, 0.0), weight=100.0 + len(spots[name]))
        wanted.append(replace(label, spots=_spots_of(shape, label, window)))
    write_labels(axes, window, [*wanted, *town_labels(window, studio.towns, ())], taken)
    counts = [f"{name} ({len(own)})" for name, own in spots.items()]
    keys: list[tuple[Category, str]] = list(zip(CATEGORIES, counts, strict=False))
    draw_keys(figure, keys, left=0, direction=studio.say.direction)
    return figure


def _spots_of(area: Any, label: Wanted, window: Window) -> tuple[tuple[float, float], ...]:  # noqa: ANN401
    """Where an area's name may stand: inside its largest part, else beside any of its parts."""
    parts = sorted(getattr(area, "geoms", [area]), key=lambda part: -part.area)
    spots = list(spots_inside(parts[0], window, label.width, label.height))
    across, up = window.degrees_per_point
    for part in parts:
        x, y = window.place(part.centroid.x, part.centroid.y)
        west, south, east, north = part.bounds
        aside = (east - west) / 2 / across + label.width / 2 + 3
        above = (north - south) / 2 / up + label.height / 2 + 1
        spots += [(x + aside, y), (x - aside, y), (x, y + above), (x, y - above)]
    return tuple(spots)


def _note(matter: FigureMatter, shown: int, reach: float, say: Words) -> str:
    if matter.note:
        return matter.note
    parts = [*matter.says, say("drawing.within", km=f"{reach:.0f}")]
    lost = len(matter.events) - shown
    if lost:
        parts.append(say("drawing.left-out", count=lost))
    return " ".join(parts)
