"""The words on a map: places of events, towns for orientation, names of areas."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final

from dateline.atlas.basemap import Layers
from dateline.model.place import GazetteerEntry
from dateline.publish.figures.ground import Window
from dateline.publish.figures.labels import Box, Wanted, place_labels
from dateline.publish.figures.marks import pack_reach
from dateline.publish.figures.sheet import Sheet
from dateline.publish.figures.style import AREA, FAINT, HALO, INK, SOFT, measure_words

SPACE = "\u2009"  # between the letters of an area's name
SPREAD = 1.06  # such a name is this much wider than it is measured
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "event": {"fontsize": 7.2, "color": INK, "fontweight": "bold", "gid": HALO, "zorder": 7},
    "town": {"fontsize": 6.6, "color": SOFT, "gid": HALO, "zorder": 7},
    "area": {"fontsize": 6.2, "color": AREA, "zorder": 3},
    "over-light": {"fontsize": 6.9, "color": "#1b1c1f", "fontweight": "bold", "zorder": 7},
    "over-dark": {"fontsize": 6.9, "color": "#fffdf9", "fontweight": "bold", "zorder": 7},
    "country": {"fontsize": 7.8, "color": AREA, "zorder": 3},
}
TOWN_DOT = 1.1  # points: half its width
GRID = 9  # an area's name tries so many places each way
EDGE = 4.0  # points that an area's name keeps from the area's edge


def draw_labels(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    sheet: Sheet,
    layers: Layers,
    towns: Sequence[GazetteerEntry],
    taken: Sequence[Box],
) -> None:
    """Draw the labels that find a place; towns get a dot of their own.

    Args:
        axes: of the map.
        sheet: with the places of events.
        layers: whose areas are named.
        towns: for orientation, the largest first served.
        taken: boxes of marks, inset and scale bar, in points.
    """
    wanted = [
        *_event_labels(sheet),
        *_area_labels(sheet, layers),
        *town_labels(sheet.window, towns, {stand.name for stand in sheet.stands}),
    ]
    write_labels(axes, sheet.window, wanted, taken)


def write_labels(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    window: Window,
    wanted: Sequence[Wanted],
    taken: Sequence[Box],
) -> None:
    """Place labels and write those for which there is room, each with its dot."""
    frame = (3.0, 3.0, window.width - 3, window.height - 3)
    across, up = window.degrees_per_point
    for placed in place_labels(wanted, taken, frame):
        label = placed.wanted
        low = placed.box[1] + label.height * 0.22
        spot = window.west + placed.box[0] * across, window.south + low * up
        axes.text(*spot, label.text, **LOOKS[label.look])
        if label.dot:
            spot = window.west + label.x * across, window.south + label.y * up
            axes.plot(*spot, marker="o", markersize=label.dot * 2, color=FAINT, zorder=4)


def _event_labels(sheet: Sheet) -> list[Wanted]:
    """The names of places where events stand."""
    labels = []
    for stand in sheet.stands:
        if stand.name:
            reach = pack_reach(len(stand.marks))
            spot = sheet.window.place(stand.longitude, stand.latitude)
            labels.append(
                make_label(stand.name, "event", spot, gap=reach * sheet.diameter + 2,
                       weight=100.0 + len(stand.marks)),
            )  # fmt: skip
    return labels


def town_labels(
    window: Window, towns: Sequence[GazetteerEntry], shown: Collection[str]
) -> list[Wanted]:
    """Towns inside the window that nothing else names, weighed by their people."""
    labels = []
    for town in towns:
        x, y = window.place(town.longitude, town.latitude)
        if town.name not in shown and 0 < x < window.width and 0 < y < window.height:
            labels.append(
                make_label(town.name, "town", (x, y), gap=3.2, dot=TOWN_DOT,
                           weight=min(town.population / 1e6, 9.0)),
            )  # fmt: skip
    return labels


def _area_labels(sheet: Sheet, layers: Layers) -> list[Wanted]:
    """Countries and first-level units, where their spaced names fit inside them."""
    from shapely import union_all

    areas: list[tuple[str, str, Any]] = []
    countries: dict[str, list[Any]] = {}
    for shape, path in zip(layers.admin1, layers.admin1_paths, strict=True):
        code, _, name = path.partition("/")
        countries.setdefault(code, []).append(shape)
        areas.append((SPACE.join(sheet.facts.admin.get(path, name)), "area", shape))
    for code, shapes in countries.items():
        if code in sheet.facts.admin:
            name = SPACE.join(sheet.facts.admin[code].upper())
            areas.append((name, "country", union_all(shapes)))
    labels = []
    for name, look, shape in areas:
        label = make_label(name, look, (0.0, 0.0), weight=30.0 if look == "country" else 20.0)
        spots = spots_inside(shape, sheet.window, label.width, label.height)
        if spots:
            labels.append(replace(label, spots=spots))
    return labels


def make_label(text: str, look: str, spot: tuple[float, float], **more: Any) -> Wanted:  # noqa: ANN401
    """A label as wide as its words are in its look; see `Wanted` for what more it may have."""
    style = LOOKS[look]
    measure = measure_words()
    width, height = measure(text, style["fontsize"], style.get("fontweight", "normal"))
    spread = SPREAD if SPACE in text else 1.0
    return Wanted(text, *spot, width * spread, height, look=look, **more)


def spots_inside(
    shape: Any,  # noqa: ANN401 - a shapely geometry
    window: Window,
    width: float,
    height: float,
) -> tuple[tuple[float, float], ...]:
    """Centres at which words of a size lie within an area, those nearest its middle first."""
    from shapely import box, contains_properly, points

    across, up = window.degrees_per_point
    west, south, east, north = shape.bounds
    middle = shape.representative_point()
    half = (width / 2 + EDGE) * across, (height / 2 + EDGE) * up
    centres = [(middle.x, middle.y)] + [
        (west + (east - west) * i / GRID, south + (north - south) * j / GRID)
        for i in range(1, GRID)
        for j in range(1, GRID)
    ]
    rooms = [box(x - half[0], y - half[1], x + half[0], y + half[1]) for x, y in centres]
    inside = contains_properly(shape, points(centres))
    fit = [
        centre
        for centre, room, within in zip(centres, rooms, inside, strict=True)
        if within and shape.contains(room)
    ]
    fit.sort(key=lambda one: ((one[0] - middle.x) / across) ** 2 + ((one[1] - middle.y) / up) ** 2)
    return tuple(window.place(*centre) for centre in fit)
