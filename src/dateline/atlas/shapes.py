"""Shapes as compact arrays: whole ten-thousandths of a degree (11 m), differences from the last."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

_SCALE = 10_000


def encode_layer(layer: str, shapes: Sequence[Any], notes: Sequence[str]) -> dict[str, Any]:
    """Turn polygons or lines into arrays that compress well.

    Args:
        layer: prefix of the arrays' names.
        shapes: shapely geometries, all areas or all lines.
        notes: a word about each shape.
    """
    kind, coordinates, offsets = shapely.to_ragged_array(list(shapes))
    whole = np.rint(coordinates * _SCALE).astype(np.int32)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), np.int32))
    arrays = {
        f"{layer}_kind": np.array(int(kind)),
        f"{layer}_x": steps[:, 0],
        f"{layer}_y": steps[:, 1],
        f"{layer}_notes": np.array(list(notes)),
        f"{layer}_bounds": shapely.bounds(list(shapes)).astype(np.float32),
    }
    for depth, offset in enumerate(offsets):
        arrays[f"{layer}_offset{depth}"] = np.diff(offset).astype(np.int32)
    return arrays


def decode_layer(layer: str, arrays: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    """Turn the arrays back into shapes.

    Returns:
        An array of geometries, one of notes, and one of bounds (west, south, east, north).
    """
    x, y = np.cumsum(arrays[f"{layer}_x"]), np.cumsum(arrays[f"{layer}_y"])
    coordinates = np.column_stack([x, y]).astype(float) / _SCALE
    kind = shapely.GeometryType(int(arrays[f"{layer}_kind"]))
    offsets: list[Any] = []
    while (name := f"{layer}_offset{len(offsets)}") in arrays:
        offsets.append(np.concatenate([[0], np.cumsum(arrays[name])]))
    shapes = shapely.from_ragged_array(kind, coordinates, tuple(offsets))
    return shapes, arrays[f"{layer}_notes"], arrays[f"{layer}_bounds"]
