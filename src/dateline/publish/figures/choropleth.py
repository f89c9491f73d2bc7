"""First-level units shaded by how many events fell into them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.publish.edition import DrawnFigure, FigureMatter
from dateline.publish.figures.ground import Window, draw_areas, draw_ground, draw_scale, fit_window
from dateline.publish.figures.labels import Wanted
from dateline.publish.figures.map_labels import (
    make_label,
    spots_inside,
    town_labels,
    write_labels,
)
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import LAND, LINE, WIDTH, Category, draw_in_style, draw_keys
from dateline.publish.figures.table import rows_csv
from dateline.publish.phrases import Words
from dateline.publish.policy import coarsen_place

HEIGHT = 4.25  # inches of the map
FOOT = 0.28  # inches of the legend
RAMP = ("#f1d9c9", "#e0ae90", "#c97f5c", "#a64a2a", "#6f2413")  # light to dark, for grey print too
DARK = 3  # classes from here on bear light words
STEPS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000, 5000)


def draw_choropleth(matter: FigureMatter, number: int, studio: Studio) -> DrawnFigure | None:
    """Shade first-level units by the events of a query.

    Args:
        matter: the figure with its events.
        number: the figure's number.
        studio: what drawings draw on.

    Returns:
        The drawing; None where no event's unit has a shape.
    """
    counts: Counter[str] = Counter()
    for event in matter.events:
        place = coarsen_place(event.place)
        path = place.admin1 if place else None
        if path and studio.basemap.admin1_polygon(path) is not None:
            counts[path] += 1
    if not counts:
        return None
    floors = class_floors(max(counts.values()))
    ends = [studio.basemap.admin1_polygon(path).bounds for path in counts]  # type: ignore[union-attr]
    points = [point for one in ends for point in ((one[0], one[1]), (one[2], one[3]))]
    window = fit_window(points, WIDTH * 72, HEIGHT * 72)
    svg, png, width, height = draw_in_style(lambda: _draw(counts, floors, window, studio))
    ranked = sorted(counts, key=lambda path: (-counts[path], path))
    names = {path: name_unit(path, studio) for path in ranked}
    days = [event.date_start for event in matter.events if event.date_start]
    regions_of = {
        "events": studio.say.count(sum(counts.values())), "when": studio.when(days),
        "told": studio.tell((names[path], counts[path]) for path in ranked),
    }  # fmt: skip
    return DrawnFigure(
        number, "choropleth", svg, png,
        rows_csv([(path, names[path], counts[path]) for path in ranked],
                 ("admin1", "name", "events")),
        _note(matter, sum(counts.values()), studio.say), studio.credit(matter.credit),
        studio.say("drawing.regions-of", **regions_of), width, height,
    )  # fmt: skip


def name_unit(path: str, studio: Studio) -> str:
    """A unit's name as readers know it."""
    return studio.facts.admin.get(path, path.partition("/")[2])


def class_floors(most: int) -> list[int]:
    """The least count of each class, from 1 up; at most five classes.

    >>> class_floors(3), class_floors(16), class_floors(240)
    ([1, 2, 3], [1, 2, 3, 5, 10], [1, 30, 50, 100, 200])
    """
    floors = [step for step in STEPS if step <= most]
    if len(floors) <= len(RAMP):
        return floors
    return [1, *floors[-4:]] if floors[-5] > floors[0] * len(RAMP) * 2 else _spread(floors)


def _spread(floors: Sequence[int]) -> list[int]:
    """So many of the floors as there are shades, at even distances from the first to the last."""
    last = len(RAMP) - 1
    return [floors[round(at * (len(floors) - 1) / last)] for at in range(len(RAMP))]


def shade_of(count: int, floors: Sequence[int]) -> int:
    """The class of a count, from 0."""
    return sum(count >= floor for floor in floors) - 1


def _draw(counts: Mapping[str, int], floors: Sequence[int], window: Window, studio: Studio) -> Any:  # noqa: ANN401
    from matplotlib.figure import Figure

    tall = HEIGHT + FOOT
    figure = Figure(figsize=(WIDTH, tall), dpi=72, facecolor="none")
    axes = figure.add_axes((0, FOOT / tall, 1, HEIGHT / tall))
    layers = draw_ground(axes, window, studio.basemap, ())
    wanted = []
    shades = _shades(len(floors))
    for shape, path in zip(layers.admin1, layers.admin1_paths, strict=True):
        if path in counts:
            shade = shade_of(counts[path], floors)
            _fill(axes, shape, shades[shade])
            look = "over-dark" if RAMP.index(shades[shade]) >= DARK else "over-light"
            wanted += _unit_labels(name_unit(path, studio), counts[path], look, shape, window)
    taken = [draw_scale(axes, window, studio.say, right=False)]
    shaded = [shape for shape, path in zip(layers.admin1, layers.admin1_paths, strict=True)
              if path in counts]  # fmt: skip
    towns = [one for one in studio.towns if not _lies_in(one.longitude, one.latitude, shaded)]
    write_labels(axes, window, [*wanted, *town_labels(window, towns, ())], taken)
    say = studio.say
    names = [
        str(floor) if following is None and floor == max(counts.values()) else
        say("drawing.and-more", count=floor) if following is None else
        str(floor) if following == floor + 1 else say("interval", low=floor, high=following - 1)
        for floor, following in zip(floors, (*floors[1:], None), strict=True)
    ]  # fmt: skip
    keys = [(Category(LAND, "s"), say("drawing.none")), *(
        (Category(shade, "s"), name) for shade, name in zip(shades, names, strict=True)
    )]  # fmt: skip
    draw_keys(figure, keys, left=0, direction=say.direction)
    return figure


def _lies_in(longitude: float, latitude: float, shapes: Sequence[Any]) -> bool:
    """Whether a place lies in one of the shapes, where its name would blur their shade."""
    from shapely import Point

    return any(shape.contains(Point(longitude, latitude)) for shape in shapes)


def _shades(count: int) -> list[str]:
    """So many shades of the ramp, the darkest last."""
    if count == 1:
        return [RAMP[2]]
    return [RAMP[round(at * (len(RAMP) - 1) / (count - 1))] for at in range(count)]


def _unit_labels(name: str, count: int, look: str, shape: Any, window: Window) -> list[Wanted]:  # noqa: ANN401
    """A unit's name with its count where both fit inside it, or the count alone."""
    for words in (f"{name} {count}", str(count)):
        label = make_label(words, look, (0.0, 0.0), weight=50.0)
        spots = spots_inside(shape, window, label.width, label.height)
        if spots:
            break
    else:
        middle = shape.representative_point()
        spots = (window.place(middle.x, middle.y),)
    return [replace(label, spots=spots)]


def _fill(axes: Any, shape: Any, colour: str) -> None:  # noqa: ANN401 - matplotlib and shapely
    draw_areas(axes, [shape], 0.001, facecolor=colour, edgecolor=LINE, linewidth=0.6)


def _note(matter: FigureMatter, shown: int, say: Words) -> str:
    if matter.note:
        return matter.note
    parts = [*matter.says, say("drawing.by-unit", events=say.count(shown))]
    lost = len(matter.events) - shown
    if lost:
        parts.append(say("drawing.no-unit", count=say.number(lost)))
    return " ".join(parts)
