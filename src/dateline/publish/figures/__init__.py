"""Figures from events: maps and bars, as SVG, PNG and CSV."""

from collections.abc import Sequence

from dateline.atlas.basemap import Basemap
from dateline.model.place import GazetteerEntry
from dateline.publish.edition import DrawnFigure, ResolvedUpdate
from dateline.publish.figures.bars import draw_bars
from dateline.publish.figures.map import draw_map
from dateline.publish.policy import refuse_leaks, secrets_of


def draw_figures(
    edition: ResolvedUpdate, basemap: Basemap, towns: Sequence[GazetteerEntry] = ()
) -> tuple[DrawnFigure, ...]:
    """Draw every figure of an update.

    Args:
        edition: the update with its figures' events.
        basemap: the atlas's shapes, for maps.
        towns: places that maps may label for orientation.

    Returns:
        The drawings in order; a figure that has nothing to show is left out.

    Raises:
        PublishRefused: when a drawing or its data would name a withheld source.
    """
    secrets = secrets_of(edition)
    drawn = []
    for number, matter in enumerate(edition.figures, start=1):
        figure = None
        if matter.block.kind in ("map", "pair"):
            figure = draw_map(matter, number, facts=edition.facts, basemap=basemap, towns=towns)
        elif matter.block.kind == "bars":
            cutoff = edition.update.cutoff
            figure = draw_bars(matter, number, facts=edition.facts, cutoff=cutoff)
        if figure:
            told = f"{figure.svg}\n{figure.csv}\n{figure.note}\n{figure.credit}\n{figure.alt}"
            refuse_leaks(told, secrets, f"figure {number}")
            drawn.append(figure)
    return tuple(drawn)
