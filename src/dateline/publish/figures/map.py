"""Event maps: one mark for each event, over the atlas's ground."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.atlas.basemap import Basemap, Layers
from dateline.model.event import Event
from dateline.model.place import GazetteerEntry
from dateline.publish.dates import say_days
from dateline.publish.edition import DrawnFigure, EditionFacts, FigureMatter
from dateline.publish.figures.ground import (
    Window,
    draw_ground,
    draw_locator,
    draw_scale,
    fit_window,
)
from dateline.publish.figures.labels import Box, Wanted, overlap, place_labels
from dateline.publish.figures.marks import (
    MOST_DOTS,
    Stand,
    category_of,
    pack_offsets,
    rank_categories,
    stand_marks,
)
from dateline.publish.figures.style import (
    AREA,
    CATEGORIES,
    FAINT,
    HALO,
    INK,
    PAPER,
    SOFT,
    WIDTH,
    Category,
    draw_in_style,
)
from dateline.publish.figures.table import events_csv

MAP_HEIGHT = 4.25  # inches
LEGEND_LINE = 0.2  # inches
ROUGH, WIDE = 2, 3  # ACLED's precision codes
SPACE = "\u2009"  # between the letters of an area's name
LOCATOR = (74.0, 66.0)  # points


@dataclass(slots=True)
class _Sheet:
    """What the steps of one drawing share."""

    window: Window
    stands: list[Stand]
    ranked: list[str]
    counts: dict[str, int]
    lost: int
    diameter: float
    facts: EditionFacts

    def style(self, category: str) -> Category:
        """How a category is marked."""
        return CATEGORIES[self.ranked.index(category)]


def draw_map(
    matter: FigureMatter,
    number: int,
    *,
    facts: EditionFacts,
    basemap: Basemap,
    towns: Sequence[GazetteerEntry] = (),
) -> DrawnFigure | None:
    """Draw a figure's events on a map.

    Args:
        matter: the figure with its events; `colour=against|by|type|subtype` says what the colours
            tell apart.
        number: the figure's number.
        facts: for the names of actors and admin units.
        basemap: the atlas's shapes.
        towns: places that may be labelled for orientation.

    Returns:
        The drawing with note, alternative text and data; None where no event has a place.
    """
    colour = matter.block.arguments.get("colour", "type")
    sheet = _lay_out(matter.events, colour, facts)
    if sheet is None:
        return None
    svg, png, width, height = draw_in_style(lambda: _draw(sheet, basemap, towns))
    return DrawnFigure(
        number,
        "map",
        svg,
        png,
        events_csv(matter.events, facts.actors),
        _note(matter, sheet),
        matter.credit,
        _alt(matter, sheet),
        width,
        height,
    )


def _lay_out(events: Sequence[Event], colour: str, facts: EditionFacts) -> _Sheet | None:
    def name(event: Event) -> str:
        return category_of(event, colour, dict(facts.actors))

    ranked = rank_categories(events, name, len(CATEGORIES))
    stands, lost = stand_marks(events, name, ranked)
    if not stands:
        return None
    points = [(stand.longitude, stand.latitude) for stand in stands]
    window = fit_window(points, WIDTH * 72, MAP_HEIGHT * 72)
    shown = [mark.category for stand in stands for mark in stand.marks]
    counts = {category: shown.count(category) for category in ranked if category in shown}
    crowd = len(shown)
    diameter = 6.8 if crowd <= 60 else 5.0 if crowd <= 160 else 3.8  # noqa: PLR2004 - crowding
    return _Sheet(window, stands, ranked, counts, lost, diameter, facts)


def _draw(sheet: _Sheet, basemap: Basemap, towns: Sequence[GazetteerEntry]) -> Any:  # noqa: ANN401
    from matplotlib.figure import Figure

    window = sheet.window
    legend = _legend_rows(sheet, window.width)
    tall = MAP_HEIGHT + LEGEND_LINE * len(legend) + 0.06
    figure = Figure(figsize=(WIDTH, tall), dpi=72, facecolor="none")
    share = MAP_HEIGHT / tall
    axes = figure.add_axes((0, 1 - share, 1, share))
    focus = _focus(sheet, basemap)
    layers = draw_ground(axes, window, basemap, focus)
    taken = _draw_marks(axes, sheet)
    corner = _free_corner(window, taken)
    across, up = LOCATOR[0] / window.width, LOCATOR[1] / window.height
    left = 0 if corner[0] == 0 else 1 - across
    low = 1 - share if corner[1] == 0 else 1 - up * share
    country = next((path[:2] for path in sorted(focus)), None)
    draw_locator(figure, (left, low, across, up * share), window, basemap, country)
    taken.append((*corner, corner[0] + LOCATOR[0], corner[1] + LOCATOR[1]))
    right = corner == (0.0, 0.0)
    taken.append(draw_scale(axes, window, right=right))
    _draw_labels(axes, sheet, layers, towns, taken)
    _draw_legend(figure, legend, tall)
    return figure


def _focus(sheet: _Sheet, basemap: Basemap) -> set[str]:
    """The first-level units that hold an event."""
    found = {basemap.admin1_at(stand.latitude, stand.longitude) for stand in sheet.stands}
    return {path for path in found if path}


def _draw_marks(axes: Any, sheet: _Sheet) -> list[Box]:  # noqa: ANN401 - matplotlib is untyped here
    """Draw every event's mark; returns the boxes they take, in points."""
    across, up = sheet.window.degrees_per_point
    boxes = []
    for stand in sheet.stands:
        x, y = sheet.window.place(stand.longitude, stand.latitude)
        if len(stand.marks) > MOST_DOTS:
            boxes.append(_draw_crowd(axes, sheet, stand))
            continue
        reach = 0.0
        for (dx, dy), mark in zip(pack_offsets(len(stand.marks)), stand.marks, strict=True):
            shift = dx * sheet.diameter, dy * sheet.diameter
            spot = mark.longitude + shift[0] * across, mark.latitude + shift[1] * up
            _draw_mark(axes, spot, sheet.style(mark.category), mark.precision, sheet.diameter)
            reach = max(reach, *(abs(part) + sheet.diameter / 2 for part in shift))
        boxes.append((x - reach, y - reach, x + reach, y + reach))
    return boxes


def _draw_mark(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    spot: tuple[float, float],
    style: Category,
    precision: int,
    diameter: float,
) -> None:
    """A full mark for a named place, a hollow one near it, a hollow one with a dot for an area."""
    hollow = precision >= ROUGH
    size = diameter * (0.86 if style.marker in "sD" else 1.0)
    axes.plot(*spot, marker=style.marker, markersize=size - (1.2 if hollow else 0.2),
              markerfacecolor=PAPER if hollow else style.colour,
              markeredgecolor=style.colour if hollow else PAPER, clip_on=False,
              markeredgewidth=1.3 if hollow else 0.5, linestyle="none", zorder=6)  # fmt: skip
    if precision >= WIDE:
        axes.plot(*spot, marker="o", markersize=diameter * 0.28, color=style.colour,
                  markeredgewidth=0, linestyle="none", zorder=6.1)  # fmt: skip


def _draw_crowd(axes: Any, sheet: _Sheet, stand: Stand) -> Box:  # noqa: ANN401 - matplotlib
    """Many events at one place: one mark whose area grows with their count, and the count."""
    count = len(stand.marks)
    names = [mark.category for mark in stand.marks]
    style = sheet.style(max(sheet.counts, key=names.count))
    across = sheet.diameter * count**0.5
    axes.plot(stand.longitude, stand.latitude, marker="o", markersize=across, zorder=6,
              markerfacecolor=style.colour, markeredgecolor=PAPER, markeredgewidth=0.8)  # fmt: skip
    axes.text(stand.longitude, stand.latitude, str(count), color=PAPER, ha="center", zorder=7,
              va="center_baseline", fontweight="bold", fontsize=min(across * 0.42, 11))  # fmt: skip
    x, y = sheet.window.place(stand.longitude, stand.latitude)
    return x - across / 2, y - across / 2, x + across / 2, y + across / 2


def _free_corner(window: Window, taken: Sequence[Box]) -> tuple[float, float]:
    """The corner where an inset covers the fewest marks."""
    right, top = window.width - LOCATOR[0], window.height - LOCATOR[1]
    corners = ((right, top), (0.0, top), (right, 0.0), (0.0, 0.0))

    def covered(corner: tuple[float, float]) -> int:
        box = (*corner, corner[0] + LOCATOR[0], corner[1] + LOCATOR[1])
        return sum(overlap(box, other) for other in taken)

    return min(corners, key=covered)


def _draw_labels(
    axes: Any,  # noqa: ANN401 - matplotlib is untyped here
    sheet: _Sheet,
    layers: Layers,
    towns: Sequence[GazetteerEntry],
    taken: Sequence[Box],
) -> None:
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
    sheet: _Sheet, layers: Layers, towns: Sequence[GazetteerEntry]
) -> tuple[list[Wanted], dict[str, dict[str, Any]]]:
    """Every label that wants a place, and how each looks: events' places, towns, areas."""
    measure = _measurer()
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


def _areas_named(sheet: _Sheet, layers: Layers) -> list[tuple[str, Any, float]]:
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


def _measurer() -> Callable[[str, float, str], tuple[float, float]]:
    """A function that says how wide and tall words are, in points."""
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.font_manager import FontProperties

    fine = 4
    renderer = RendererAgg(8, 8, 72 * fine)

    def measure(text: str, size: float, weight: str) -> tuple[float, float]:
        font = FontProperties(["Dateline Sans", "Dateline Naskh"], size=size, weight=weight)
        width, _, _ = renderer.get_text_width_height_descent(text, font, ismath=False)
        return width / fine + 1.5, size * 1.05

    return measure


def _legend_rows(sheet: _Sheet, width: float) -> list[list[tuple[float, Any, str]]]:
    """Lay the legend out: rows of (left in points, mark, words)."""
    entries: list[tuple[Any, str]] = [
        (sheet.style(category), f"{category} ({count})")
        for category, count in sorted(sheet.counts.items(), key=lambda item: -item[1])
    ]
    worst = max(mark.precision for stand in sheet.stands for mark in stand.marks)
    if worst >= ROUGH:
        entries.append((ROUGH, "near the place"))
    if worst >= WIDE:
        entries.append((WIDE, "somewhere in the area"))
    measure = _measurer()
    rows: list[list[tuple[float, Any, str]]] = [[]]
    left = 0.0
    for mark, text in entries:
        wide = measure(text, 7.2, "normal")[0] + 26
        if left and left + wide > width:
            rows.append([])
            left = 0.0
        rows[-1].append((left, mark, text))
        left += wide
    return rows


def _draw_legend(
    figure: Any, rows: Sequence[Sequence[tuple[float, Any, str]]], tall: float
) -> None:  # noqa: ANN401
    strip = figure.add_axes((0, 0, 1, LEGEND_LINE * len(rows) / tall))
    strip.set_xlim(0, WIDTH * 72)
    strip.set_ylim(0, len(rows))
    strip.axis("off")
    for line, row in enumerate(rows):
        y = len(rows) - line - 0.55
        for left, mark, text in row:
            known = isinstance(mark, Category)
            style, precision = (mark, 1) if known else (Category(SOFT, "o"), mark)
            _draw_mark(strip, (left + 4, y), style, precision, 6.8)
            strip.text(left + 11, y, text, va="center_baseline", fontsize=7.2)


def _note(matter: FigureMatter, sheet: _Sheet) -> str:
    if matter.note:
        return matter.note
    parts = list(matter.says)
    shown = sum(len(stand.marks) for stand in sheet.stands)
    parts.append(f"Each mark is one event; {shown} are shown.")
    if any(len(stand.marks) > MOST_DOTS for stand in sheet.stands):
        parts.append("Large marks stand for as many events as they say.")
    if sheet.lost:
        parts.append(f"{sheet.lost} more have no place that can be shown.")
    return " ".join(parts)


def _alt(matter: FigureMatter, sheet: _Sheet) -> str:
    days = [event.date_start for event in matter.events if event.date_start]
    when = f", {say_days(min(days), max(days))}" if days else ""
    told = "; ".join(f"{category}: {count}" for category, count in sheet.counts.items())
    busiest = sorted(sheet.stands, key=lambda stand: -len(stand.marks))[:3]
    where = ", ".join(f"{stand.name} ({len(stand.marks)})" for stand in busiest if stand.name)
    tail = f" Most at {where}." if where else ""
    return f"Map of {len(matter.events)} events{when}. {told}.{tail}"
