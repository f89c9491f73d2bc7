"""Labels that collide with nothing: each tries the places around its point, the weighty first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

# left, bottom, right, top in pixels
Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that wants a place.

    Attributes:
        text: the words.
        x: the point's place in pixels.
        y: the same, upwards.
        width: of the words in pixels.
        height: of the words in pixels.
        gap: pixels that the label keeps from the point.
        weight: the weightier are placed first.
        spots: centres it may stand on instead of beside its point, the best first: an area's name.
        look: how it is drawn, for the caller.
        dot: half the width of a dot that is drawn with it on the point; 0 draws none.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    gap: float = 3.0
    weight: float = 0.0
    spots: tuple[tuple[float, float], ...] = ()
    look: str = ""
    dot: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with the box it takes."""

    wanted: Wanted
    box: Box


def place_labels(wanted: Iterable[Wanted], taken: Sequence[Box], frame: Box) -> list[Placed]:
    """Place labels so that none overlaps another, a taken box, or the frame's edge.

    Args:
        wanted: labels; those for which no place is free are left out.
        taken: boxes of marks, insets and the like.
        frame: the box that labels stay within.

    Returns:
        The labels placed, the weightiest first.

    >>> here = Wanted("Konna", 50, 50, 30, 8)
    >>> [placed.box for placed in place_labels([here], [], (0, 0, 100, 100))]
    [(53.0, 46.0, 83.0, 54.0)]
    """
    boxes = list(taken)
    done = []
    for label in sorted(wanted, key=lambda one: (-one.weight, one.text, one.x)):
        dot = (label.x - label.dot, label.y - label.dot, label.x + label.dot, label.y + label.dot)
        if label.dot and any(overlap(dot, other) for other in boxes):
            continue
        for box in _candidates(label):
            if _inside(box, frame) and not any(overlap(box, other) for other in boxes):
                boxes += [box, dot] if label.dot else [box]
                done.append(Placed(label, box))
                break
    return done


def overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes share any area.

    >>> overlap((0, 0, 2, 2), (2, 0, 4, 2)), overlap((0, 0, 2, 2), (1, 1, 3, 3))
    (False, True)
    """
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _candidates(label: Wanted) -> list[Box]:
    width, height, gap = label.width, label.height, label.gap
    x, y = label.x, label.y
    if label.spots:
        lefts = [(left - width / 2, low - height / 2) for left, low in label.spots]
    else:
        near = gap * 0.75
        lefts = [
            (x + gap, y - height / 2),
            (x - gap - width, y - height / 2),
            (x - width / 2, y + gap),
            (x - width / 2, y - gap - height),
            (x + near, y + near),
            (x + near, y - near - height),
            (x - near - width, y + near),
            (x - near - width, y - near - height),
        ]
    return [(left, low, left + width, low + height) for left, low in lefts]
