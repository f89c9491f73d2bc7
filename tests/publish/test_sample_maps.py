import itertools
import random
from dataclasses import replace
from datetime import date

import pytest

from dateline.atlas import open_gazetteer
from dateline.atlas.basemap import load_basemap
from dateline.model.event import Event
from dateline.model.place import GazetteerEntry, Place
from dateline.publish.edition import EditionFacts, ResolvedUpdate
from dateline.publish.figures.map import draw_sheets
from dateline.publish.figures.map_labels import LOOKS
from dateline.publish.figures.sheet import lay_out
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.style import draw_in_style

REGIONS = (
    (-7.0, 12.5, -2.0, 16.0), (42.0, 34.0, 46.0, 37.5), (66.0, 31.0, 72.0, 36.0),
    (35.5, 33.0, 42.0, 37.5), (11.0, 9.5, 16.0, 14.0), (42.0, 0.0, 48.0, 6.0),
    (28.0, -4.0, 31.5, 2.0), (-2.0, 11.0, 4.0, 15.0), (43.0, 12.5, 50.0, 17.5),
    (34.0, 47.0, 39.0, 50.0),
)  # fmt: skip


FINE = 4  # letters are measured so many times finer than a point


def _events(event: Event, towns: list[GazetteerEntry], seed: int) -> list[Event]:
    """Events at random towns, some towns much more often than others."""
    chance = random.Random(seed)  # noqa: S311 - sample maps, not secrets
    chosen = chance.sample(towns, min(12, len(towns)))
    events = []
    for number in range(30):
        town = chance.choice(chosen[: 1 + number % len(chosen)])
        place = Place(town.name, town.name, town.id, town.latitude, town.longitude,
                      geo_precision=chance.choice((1, 1, 2, 3)))  # fmt: skip
        kind = chance.choice(("Attack", "Armed clash", "Air/drone strike"))
        day = date(2023, 1 + number % 12, 1)
        events.append(replace(event, id=number, place=place, sub_event_type=kind, date_start=day))
    return events


@pytest.mark.parametrize("sample", range(20))
def test_no_label_of_a_sample_map_collides_with_another(
    edition: ResolvedUpdate, sample: int
) -> None:
    bounds = REGIONS[sample % len(REGIONS)]
    towns = open_gazetteer().towns_within(bounds)
    events = _events(edition.figures[0].events[0], towns, sample)
    facts = EditionFacts("Desk", "s", "2023-12-15", admin={"ML": "Mali", "IQ": "Iraq"})
    sheets = lay_out([events], "subtype", facts, (482.0, 306.0))
    found: list[object] = []

    def draw() -> object:
        figure = draw_sheets(sheets, [""], Studio(facts, load_basemap(), towns))
        figure.set_dpi(FINE * 72)
        figure.canvas.draw()
        sizes = {look["fontsize"] for look in LOOKS.values()}
        axes = figure.axes[0]
        found.extend(
            text.get_window_extent() for text in axes.texts if text.get_fontsize() in sizes
        )
        figure.set_dpi(72)
        return figure

    draw_in_style(draw)
    assert len(found) >= 5
    for one, other in itertools.combinations(found, 2):
        wide = min(one.x1, other.x1) - max(one.x0, other.x0)  # type: ignore[attr-defined]
        tall = min(one.y1, other.y1) - max(one.y0, other.y0)  # type: ignore[attr-defined]
        assert min(wide, tall) <= 0.5 * FINE
