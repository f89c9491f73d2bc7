"""The words on a map: places of events, towns for orientation, names of areas."""

from collections.abc import Sequence
from typing import Any

from dateline.atlas.basemap import Layers
from dateline.model.place import GazetteerEntry
from dateline.publish.figures.labels import Box, Wanted, place_labels
from dateline.publish.figures.marks import pack_offsets
from dateline.publish.figures.sheet import Sheet
from dateline.publish.figures.style import AREA, FAINT, HALO, INK, SOFT, measure_words

SPACE = "\u2009"  # between the letters of an area's name


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
    wanted, looks = _wanted_labels(sheet, layers, towns)
    frame = (3.0, 3.0, sheet.window.width - 3, sheet.window.height - 3)
    across, up = sheet.window.degrees_per_point
    for placed in place_labels(wanted, taken, frame):
        left, low, _, _ = placed.box
        look = looks[placed.wanted.text]
        axes.text(sheet.window.west + left * across,
                  sheet.window.south + (low + placed.wanted.height * 0.24) * up,
                  placed.wanted.text, gid=None if placed.wanted.centred else HALO,
                  zorder=3 if placed.wanted.centred else 7, **look)  # fmt: skip
        if look.get("color") == SOFT and not placed.wanted.centred:
            spot = (sheet.window.west + placed.wanted.x * across,
                    sheet.window.south + placed.wanted.y * up)  # fmt: skip
            axes.plot(*spot, marker="o", markersize=2.2, color=FAINT, zorder=4)


def _wanted_labels(
    sheet: Sheet, layers: Layers, towns: Sequence[GazetteerEntry]
) -> tuple[list[Wanted], dict[str, dict[str, Any]]]:
    """Every label that wants a place, and how each looks: events' places, towns, areas."""
    measure = measure_words()
    wanted: list[Wanted] = []
    looks: dict[str, dict[str, Any]] = {}

    def want(text: str, spot: tuple[float, float], look: dict[str, Any], **more: Any) -> None:  # noqa: ANN401
        if text and text not in looks:
            width, height = measure(text, look["fontsize"], look.get("fontweight", "normal"))
            looks[text] = look
            wanted.append(Wanted(text, *spot, width, height, **more))

    for stand in sheet.stands:
        reach = max(max(abs(dx), abs(dy)) for dx, dy in pack_offsets(len(stand.marks))) + 0.5
        want(stand.name, sheet.window.place(stand.longitude, stand.latitude),
             {"fontsize": 7.2, "color": INK, "fontweight": "bold"},
             gap=reach * sheet.diameter + 2, weight=100 + len(stand.marks))  # fmt: skip
    for name, shape, size in _areas_named(sheet, layers):
        spot = shape.representative_point()
        want(name, sheet.window.place(spot.x, spot.y), {"fontsize": size, "color": AREA},
             weight=size * 4 + min(shape.area, 4.0), centred=True)  # fmt: skip
    shown = {stand.name for stand in sheet.stands}
    for town in towns:
        x, y = sheet.window.place(town.longitude, town.latitude)
        if town.name not in shown and 0 < x < sheet.window.width and 0 < y < sheet.window.height:
            want(town.name, (x, y), {"fontsize": 6.6, "color": SOFT}, gap=3.2,
                 weight=min(town.population / 1e6, 9.0))  # fmt: skip
    return wanted, looks


def _areas_named(sheet: Sheet, layers: Layers) -> list[tuple[str, Any, float]]:
    """Countries and first-level units in the window: spaced name, shape, size of the letters."""
    from shapely import union_all

    areas: list[tuple[str, Any, float]] = []
    countries: dict[str, list[Any]] = {}
    for shape, path in zip(layers.admin1, layers.admin1_paths, strict=True):
        code, _, name = path.partition("/")
        countries.setdefault(code, []).append(shape)
        areas.append((SPACE.join(sheet.facts.admin.get(path, name)), shape, 6.2))
    for code, shapes in countries.items():
        if code in sheet.facts.admin:
            areas.append((SPACE.join(sheet.facts.admin[code].upper()), union_all(shapes), 7.6))
    return areas
