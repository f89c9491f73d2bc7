"""The basemap: land, borders, lakes, rivers and first-level admin units as shapely geometries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from dateline.atlas.pack import DATA
from dateline.errors import DeskError

_WORLD_WIDE = 60.0  # degrees across; from there on the coarse layers are drawn
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Layers:
    """What a map of one bounding box shows, clipped to it; arrays of shapely geometries.

    Attributes:
        land: polygons.
        lakes: polygons.
        rivers: lines, the large ones.
        borders: lines between countries.
        disputed: lines between countries that are disputed or not agreed.
        admin1: polygons of first-level units.
        admin1_paths: their paths (`ML/Mopti`), in the same order.
    """

    land: Any
    lakes: Any
    rivers: Any
    borders: Any
    disputed: Any
    admin1: Any
    admin1_paths: tuple[str, ...]


class Basemap:
    """Natural Earth as shipped; each layer is read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._layers: dict[str, tuple[Any, Any, Any]] = {}

    def layers_in(self, bounds: Bounds) -> Layers:
        """The layers of a bounding box, clipped to it.

        Args:
            bounds: west, south, east, north in degrees. From 60 degrees across, coarser land,
                lakes and borders are given, fit for a map of the world.
        """
        suffix = "_world" if bounds[2] - bounds[0] >= _WORLD_WIDE else ""
        land, _ = self._clipped(f"land{suffix}", bounds)
        lakes, _ = self._clipped(f"lakes{suffix}", bounds)
        borders, kinds = self._clipped(f"borders{suffix}", bounds)
        agreed = [kind.startswith("International boundary") for kind in kinds]
        admin1, paths = self._clipped("admin1", bounds)
        return Layers(
            land,
            lakes,
            self._clipped("rivers", bounds)[0],
            borders[[*agreed]] if len(borders) else borders,
            borders[[not sure for sure in agreed]] if len(borders) else borders,
            admin1,
            tuple(str(path) for path in paths),
        )

    def admin1_polygon(self, path: str) -> Any | None:  # noqa: ANN401 - shapely is untyped here
        """The polygon of a first-level unit such as `ML/Mopti`, or None."""
        number = self._admin1_numbers.get(path)
        return None if number is None else self._layer("admin1")[0][number]

    def admin1_paths(self) -> tuple[str, ...]:
        """The path of every first-level unit that has a polygon."""
        return tuple(self._admin1_numbers)

    def admin1_at(self, latitude: float, longitude: float) -> str | None:
        """The first-level unit that holds a point, or None at sea.

        Args:
            latitude: degrees north.
            longitude: degrees east.
        """
        import shapely

        found = self._admin1_tree.query(shapely.Point(longitude, latitude), predicate="intersects")
        return str(self._layer("admin1")[1][found[0]]) if len(found) else None

    def admin1_of(self, points: Sequence[tuple[float, float]]) -> list[str | None]:
        """The first-level unit of each point, latitude first; many at once."""
        import shapely

        units: list[str | None] = [None] * len(points)
        if not points:
            return units
        dots = shapely.points([(longitude, latitude) for latitude, longitude in points])
        paths = self._layer("admin1")[1]
        found = self._admin1_tree.query(dots, predicate="intersects").tolist()
        for point, unit in zip(*found, strict=True):
            units[point] = units[point] or str(paths[unit])
        return units

    def country_polygon(self, country: str) -> Any | None:  # noqa: ANN401 - shapely is untyped
        """A country as the union of its first-level units, or None where it has none."""
        import shapely

        numbers = [
            number
            for path, number in self._admin1_numbers.items()
            if path.partition("/")[0] == country
        ]
        return shapely.union_all(self._layer("admin1")[0][numbers]) if numbers else None

    @cached_property
    def _admin1_numbers(self) -> Mapping[str, int]:
        return {str(path): number for number, path in enumerate(self._layer("admin1")[1])}

    @cached_property
    def _admin1_tree(self) -> Any:  # noqa: ANN401 - an STRtree, untyped here
        import shapely

        return shapely.STRtree(self._layer("admin1")[0])

    def _layer(self, name: str) -> tuple[Any, Any, Any]:
        """Shapes, notes and bounds of a layer, read once."""
        if name not in self._layers:
            import numpy as np

            from dateline.atlas.shapes import decode_layer

            try:
                with np.load(self._path) as arrays:
                    self._layers[name] = decode_layer(name, arrays)
            except (OSError, KeyError, ValueError) as error:
                raise DeskError(
                    f"The basemap {self._path.name} cannot be read: {error}."
                ) from error
        return self._layers[name]

    def _clipped(self, name: str, bounds: Bounds) -> tuple[Any, Any]:
        import shapely

        shapes, notes, boxes = self._layer(name)
        west, south, east, north = bounds
        near = (
            (boxes[:, 0] <= east)
            & (boxes[:, 2] >= west)
            & (boxes[:, 1] <= north)
            & (boxes[:, 3] >= south)
        )
        clipped = shapely.clip_by_rect(shapes[near], west, south, east, north)
        full = ~shapely.is_empty(clipped)
        return clipped[full], notes[near][full]


@cache
def load_basemap(folder: Path = DATA) -> Basemap:
    """Open the shipped basemap; reading waits until a layer is asked for."""
    return Basemap(folder / "basemap.npz")
