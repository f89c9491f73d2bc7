"""The ground of a map: its window, land, water and lines, a scale bar, where in the world it is."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.atlas.basemap import Basemap, Layers
from dateline.publish.figures.style import ACCENT, BORDER, FOCUS, INK, LAND, LINE, RIVER, WATER
from dateline.publish.phrases import Words

KM_PER_DEGREE = 111.32
SMALLEST_SPAN = 0.6  # degrees of latitude: closer in, the shipped lines are too coarse to show
PAD = 0.16  # of the span, kept free around the outermost event
SIMPLER = 1000  # a line's points closer than the window's height over this are not told apart
NICE_KM = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the world that a map shows, in degrees, and its size on paper in points."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.west, self.south, self.east, self.north

    @property
    def degrees_per_point(self) -> tuple[float, float]:
        """Degrees of longitude and of latitude to a point on paper."""
        return (self.east - self.west) / self.width, (self.north - self.south) / self.height

    @property
    def km_per_point(self) -> float:
        """Kilometres to a point on paper, at the window's middle."""
        return self.degrees_per_point[1] * KM_PER_DEGREE

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place stands on paper, in points from the lower left corner."""
        across, up = self.degrees_per_point
        return (longitude - self.west) / across, (latitude - self.south) / up


def fit_window(
    points: Sequence[tuple[float, float]],
    width: float,
    height: float,
    *,
    smallest: float = SMALLEST_SPAN,
    pad: float = PAD,
) -> Window:
    """Choose a window around places so that distances are true at its middle.

    Args:
        points: longitude and latitude of each place; at least one.
        width: of the map in points.
        height: of the map in points.
        smallest: degrees of latitude that it shows at the least.
        pad: part of the span that is kept free around the outermost place.
    """
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    squeeze = max(math.cos(math.radians(middle[1])), 0.1)
    tall = max((max(lats) - min(lats)) * (1 + 2 * pad), smallest)
    wide = (max(lons) - min(lons)) * (1 + 2 * pad) * squeeze
    tall = max(tall, wide * height / width)
    wide = tall * width / height / squeeze
    return Window(
        middle[0] - wide / 2,
        middle[1] - tall / 2,
        middle[0] + wide / 2,
        middle[1] + tall / 2,
        width,
        height,
    )


def draw_ground(axes: Any, window: Window, basemap: Basemap, focus: Collection[str]) -> Layers:  # noqa: ANN401
    """Draw land, water, first-level units and borders.

    Args:
        axes: matplotlib axes that fill the map.
        window: what they show.
        basemap: the atlas's shapes.
        focus: paths of the first-level units that the figure is about, which stand out.

    Returns:
        The layers drawn, for the labels of areas.
    """
    layers = basemap.layers_in(window.bounds)
    fine = (window.north - window.south) / SIMPLER
    axes.set_facecolor(WATER)
    draw_areas(axes, layers.land, fine, facecolor=LAND, edgecolor="none")
    chosen = [
        shape
        for shape, path in zip(layers.admin1, layers.admin1_paths, strict=True)
        if path in focus
    ]
    draw_areas(axes, chosen, fine, facecolor=FOCUS, edgecolor="none")
    draw_areas(axes, layers.admin1, fine, facecolor="none", edgecolor=LINE, linewidth=0.6)
    _lines(axes, layers.rivers, fine, color=RIVER, linewidth=0.9)
    draw_areas(axes, layers.lakes, fine, facecolor=WATER, edgecolor="none")
    _lines(axes, layers.borders, fine, color=BORDER, linewidth=0.9)
    _lines(axes, layers.disputed, fine, color=BORDER, linewidth=0.9, linestyle=(0, (3, 2)))
    axes.set_xlim(window.west, window.east)
    axes.set_ylim(window.south, window.north)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set(edgecolor=LINE, linewidth=0.8, zorder=9)
    return layers


def draw_scale(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    window: Window,
    say: Words,
    *,
    right: bool,
) -> tuple[float, float, float, float]:
    """Draw a scale bar in a lower corner; returns the box it takes in points."""
    most = window.width / 6 * window.km_per_point
    length = max((km for km in NICE_KM if km <= most), default=NICE_KM[0])
    points = length / window.km_per_point
    start = window.width - 14 - points if right else 14.0
    across, up = window.degrees_per_point
    west, south = window.west + start * across, window.south + 12 * up
    axes.plot([west, west + points * across], [south, south], color=INK, linewidth=1.1,
              solid_capstyle="butt", zorder=8)  # fmt: skip
    axes.text(
        west, south + 3.5 * up, say("drawing.km", km=length), fontsize=6.5, zorder=8, gid="halo"
    )
    return start - 3, 8, start + points + 3, 25


def draw_north(axes: Any, window: Window, say: Words) -> tuple[float, float, float, float]:  # noqa: ANN401
    """Draw which way north is in the upper left corner; returns the box it takes in points."""
    across, up = window.degrees_per_point
    west, low = window.west + 14 * across, window.north - 30 * up
    axes.annotate("", (west, low + 18 * up), (west, low), zorder=8,
                  arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 0.9})  # fmt: skip
    axes.text(west, low - 8 * up, say("drawing.N"), fontsize=6.8, ha="center", zorder=8, gid="halo")
    return 7, window.height - 40, 21, window.height - 9


def draw_locator(
    figure: Any,  # noqa: ANN401 - matplotlib is untyped here
    box: tuple[float, float, float, float],
    window: Window,
    basemap: Basemap,
    country: str | None,
) -> None:
    """Draw where in the world the map lies.

    Args:
        figure: the matplotlib figure.
        box: left, bottom, width and height in the figure's fractions.
        window: what the map shows.
        basemap: the atlas's shapes.
        country: the one that stands out.
    """
    axes = figure.add_axes(box, zorder=9)
    middle = (window.west + window.east) / 2, (window.south + window.north) / 2
    reach = min(max((window.north - window.south) * 3.2, 10.0), 50.0)
    size = figure.get_size_inches()
    wide = reach * (box[2] * size[0]) / (box[3] * size[1]) / math.cos(math.radians(middle[1]))
    bounds = (middle[0] - wide, middle[1] - reach, middle[0] + wide, middle[1] + reach)
    layers = basemap.layers_in(bounds)
    fine = reach / 120
    axes.set_facecolor(WATER)
    draw_areas(axes, layers.land, fine, facecolor=FOCUS, edgecolor="none")
    home = basemap.country_polygon(country) if country else None
    draw_areas(axes, [home] if home else [], fine, facecolor=LAND, edgecolor="none")
    draw_areas(axes, [shape for shape in layers.lakes if shape.area > fine**2 * 9], fine,
           facecolor=WATER, edgecolor="none")  # fmt: skip
    _lines(axes, layers.borders, fine, color=BORDER, linewidth=0.45)
    corners = ((window.west, window.south), (window.east, window.south),
               (window.east, window.north), (window.west, window.north))  # fmt: skip
    axes.fill(*zip(*corners, strict=True), facecolor=ACCENT, alpha=0.25, edgecolor="none")
    axes.plot(*zip(*corners, corners[0], strict=True), color=ACCENT, linewidth=0.9)
    axes.set_xlim(bounds[0], bounds[2])
    axes.set_ylim(bounds[1], bounds[3])
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set(edgecolor=LINE, linewidth=0.8)


def draw_areas(axes: Any, shapes: Sequence[Any], fine: float, **style: Any) -> None:  # noqa: ANN401
    """Draw polygons as one path; what is too small to see is left out."""
    import numpy as np
    from shapely import get_parts, simplify

    rings = []
    for part in get_parts(simplify(np.asarray(list(shapes), dtype=object), fine)):
        if part.geom_type == "Polygon" and part.area > fine**2:
            rings += [part.exterior, *part.interiors]
    _one_path(axes, rings, closed=True, joinstyle="round", **style)


def _lines(axes: Any, shapes: Sequence[Any], fine: float, *, color: str, **style: Any) -> None:  # noqa: ANN401
    """Draw lines as one path, joined where they meet."""
    import numpy as np
    from shapely import get_parts, line_merge, simplify, union_all

    if not len(shapes):
        return
    joined = line_merge(union_all(np.asarray(list(shapes), dtype=object)))
    parts = [part for part in get_parts(simplify(joined, fine)) if part.length > fine]
    _one_path(axes, parts, closed=False, facecolor="none", edgecolor=color, **style)


def _one_path(axes: Any, lines: Sequence[Any], *, closed: bool, **style: Any) -> None:  # noqa: ANN401
    import numpy as np
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    paths = [Path(np.asarray(line.coords)[:, :2], closed=closed) for line in lines]
    if paths:
        axes.add_patch(PathPatch(Path.make_compound_path(*paths), **style))
