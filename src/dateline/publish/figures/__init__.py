"""Figures from events: maps and charts, as SVG, PNG and CSV."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeAlias

from dateline.atlas.basemap import Basemap
from dateline.model.place import GazetteerEntry
from dateline.publish.edition import DrawnFigure, FigureMatter, ResolvedUpdate
from dateline.publish.figures.areas import draw_actor_areas
from dateline.publish.figures.bars import draw_bars
from dateline.publish.figures.choropleth import draw_choropleth
from dateline.publish.figures.city import draw_city
from dateline.publish.figures.dumbbell import draw_dumbbell
from dateline.publish.figures.image import draw_image
from dateline.publish.figures.map import draw_map
from dateline.publish.figures.multiples import draw_multiples
from dateline.publish.figures.shares import draw_shares
from dateline.publish.figures.studio import ShareBounds, Studio
from dateline.publish.figures.timeline import draw_timeline
from dateline.publish.phrases import Words
from dateline.publish.policy import refuse_leaks, secrets_of

UNITS = ("place-day", "operation")  # one that a text counts may be several events
Drawer: TypeAlias = Callable[[FigureMatter, int, Studio], DrawnFigure | None]
DRAWERS: Mapping[str, Drawer] = {
    "map": draw_map,
    "pair": draw_map,
    "choropleth": draw_choropleth,
    "city": draw_city,
    "areas": draw_actor_areas,
    "bars": draw_bars,
    "timeline": draw_timeline,
    "shares": draw_shares,
    "dumbbell": draw_dumbbell,
    "multiples": draw_multiples,
    "image": draw_image,
}


class Shelf(Protocol):
    """Where drawings are kept, by what they are drawn from."""

    def find(self, matter: FigureMatter, number: int) -> DrawnFigure | None:
        """The drawing of a figure, where one is kept."""

    def keep(self, matter: FigureMatter, drawn: DrawnFigure) -> None:
        """Keep a drawing."""


def draw_figures(
    edition: ResolvedUpdate,
    basemap: Basemap,
    towns: Sequence[GazetteerEntry] = (),
    *,
    bound_share: ShareBounds | None = None,
    shelf: Shelf | None = None,
) -> tuple[DrawnFigure, ...]:
    """Draw every figure of an update.

    Args:
        edition: the update with its figures' events.
        basemap: the atlas's shapes, for maps.
        towns: places that maps may label for orientation.
        bound_share: the interval of a share, from its part and its whole.
        shelf: drawings made before; without it each is drawn anew.

    Returns:
        The drawings in order; a figure that has nothing to show is left out.

    Raises:
        PublishRefused: when a drawing or its data would name a withheld source.
    """
    secrets = secrets_of(edition)
    studio = Studio(edition.facts, basemap, towns, edition.update.cutoff, bound_share, edition.say)
    drawn = []
    for number, matter in enumerate(edition.figures, start=1):
        figure = shelf.find(matter, number) if shelf else None
        if figure is None:
            spoken = replace(matter, says=tuple(studio.say.apart(one) for one in matter.says))
            figure = DRAWERS[matter.block.kind](spoken, number, studio)
            if figure and shelf:
                shelf.keep(matter, figure)
        if figure:
            figure = _tell(figure, matter, studio.say)
            told = (figure.svg, figure.narrow, figure.csv, figure.note, figure.credit, figure.alt)
            refuse_leaks("\n".join(told), secrets, f"figure {number}")
            drawn.append(figure)
    return tuple(drawn)


def _tell(figure: DrawnFigure, matter: FigureMatter, say: Words) -> DrawnFigure:
    """Put the editor's own alternative text and what is not shown beside a drawing."""
    alt = matter.block.arguments.get("alt") or figure.alt
    told = [figure.note, _say_unit(matter, say)]
    if matter.unshown:
        key = "drawing.one-unshown" if matter.unshown == 1 else "drawing.unshown"
        told.append(say(key, count=say.number(matter.unshown)))
    return replace(figure, alt=alt, note=" ".join(filter(None, told)))


def _say_unit(matter: FigureMatter, say: Words) -> str:
    """Why a figure's events are not as many as the text counts; empty where they are."""
    if matter.unit not in UNITS or matter.dataset:
        return ""
    if matter.counted is None:
        return say(f"drawing.shows-events-{matter.unit}")
    events = len(matter.events) + matter.unshown
    if events == matter.counted:
        return ""
    told = {"events": say.count(events), "counted": say.number(matter.counted)}
    return say(f"drawing.query-has-{matter.unit}", **told)
