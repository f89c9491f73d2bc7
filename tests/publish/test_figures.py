import csv
import io
import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dateline.model.event import Event
from dateline.model.place import Place
from dateline.publish.edition import DrawnFigure, EditionFacts, FigureMatter, ResolvedUpdate
from dateline.publish.figures.bins import count_bins, week_of
from dateline.publish.figures.ground import fit_window
from dateline.publish.figures.labels import Wanted, overlap, place_labels
from dateline.publish.figures.marks import (
    category_of,
    pack_offsets,
    rank_categories,
    stand_marks,
)
from dateline.publish.figures.style import themed
from dateline.publish.figures.table import events_csv
from dateline.publish.render import render_html


def test_the_same_events_give_the_same_drawing(
    edition: ResolvedUpdate, drawn: tuple[DrawnFigure, ...]
) -> None:
    from dateline.atlas.basemap import load_basemap
    from dateline.publish.figures import draw_figures

    assert draw_figures(edition, load_basemap()) == drawn


def test_a_map_writes_its_words_as_text(drawn: tuple[DrawnFigure, ...]) -> None:
    shown = re.findall(r"<text[^>]*>([^<]+)</text>", drawn[0].svg)
    assert {"Bandiagara", "Sévaré", "Civilians (9)", "Malian army (5)", "50 km"} <= set(shown)


def test_a_map_says_in_words_what_it_shows(drawn: tuple[DrawnFigure, ...]) -> None:
    assert drawn[0].alt == (
        "Map of 16 events, 19 November to 12 December 2023. Civilians: 9; Malian army: 5; "
        "Dan Na Ambassagou: 2. Most at Bandiagara (5), Bankass (3), Djenné (1)."
    )


def test_a_drawing_bears_no_date_and_no_program(drawn: tuple[DrawnFigure, ...]) -> None:
    for figure in drawn:
        assert "metadata" not in figure.svg
        assert b"Matplotlib" not in figure.png


def test_two_drawings_on_one_page_share_no_id(drawn: tuple[DrawnFigure, ...]) -> None:
    ids = [set(re.findall(r'id="([^"]+)"', themed(one.svg, one.number))) for one in drawn]
    assert not ids[0] & ids[1]


def test_the_data_beside_a_figure_coarsens_a_camp(edition: ResolvedUpdate) -> None:
    event = edition.figures[0].events[0]
    assert event.place is not None
    camp = replace(event, place=replace(event.place, kind="camp", name="Camp 7"))
    row = next(csv.DictReader(io.StringIO(events_csv([camp], {}))))
    assert (row["place"], row["latitude"], row["longitude"]) == ("", "", "")
    assert row["admin2"] == "ML/Mopti/Bandiagara"


def test_a_spreadsheet_takes_no_cell_for_a_formula(edition: ResolvedUpdate) -> None:
    event = edition.figures[0].events[0]
    row = next(csv.DictReader(io.StringIO(events_csv([event], {"civilians": "=1+1"}))))
    assert row["target"] == "'=1+1"


def test_an_event_without_a_place_is_counted_and_not_drawn(edition: ResolvedUpdate) -> None:
    events = edition.figures[0].events
    nowhere = replace(events[0], place=None)
    stands, lost = stand_marks([nowhere, *events[1:]], lambda _: "All", ["All"])
    assert lost == 1
    assert sum(len(stand.marks) for stand in stands) == 15


def test_events_at_one_place_stand_together_and_none_is_hidden(edition: ResolvedUpdate) -> None:
    stands, _ = stand_marks(edition.figures[0].events, lambda _: "All", ["All"])
    assert {stand.name: len(stand.marks) for stand in stands}["Bandiagara"] == 5


@given(st.integers(1, 30))
def test_packed_marks_do_not_cover_one_another(count: int) -> None:
    spots = pack_offsets(count)
    assert len(spots) == count
    for at, (x, y) in enumerate(spots):
        for other_x, other_y in spots[at + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 > 0.85**2


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(8, 60)), min_size=1, max_size=40
    )
)
def test_labels_never_collide(points: list[tuple[float, float, float]]) -> None:
    wanted = [
        Wanted(f"town {at}", x, y, width, 7.0, weight=float(at), dot=1.0)
        for at, (x, y, width) in enumerate(points)
    ]
    placed = place_labels(wanted, [(0, 0, 80, 60)], (0, 0, 400, 300))
    boxes = [one.box for one in placed]
    for at, box in enumerate(boxes):
        assert not overlap(box, (0, 0, 80, 60))
        assert not any(overlap(box, other) for other in boxes[at + 1 :])


def test_rare_categories_become_other_and_the_unknown_stands_last(
    edition: ResolvedUpdate,
) -> None:
    events = edition.figures[0].events
    stranger = replace(events[0], actors=())

    def name(event: Event) -> str:
        return category_of(event, "against")

    ranked = rank_categories([*events, stranger], name, 3)
    assert ranked == ["civilians", "Other", "Not identified"]


def test_a_week_runs_from_saturday_to_friday() -> None:
    assert week_of(date(2023, 11, 18)) == date(2023, 11, 18)
    assert week_of(date(2023, 11, 24)) == date(2023, 11, 18)


def test_a_week_that_the_cutoff_cuts_says_how_many_days_it_covers(
    edition: ResolvedUpdate,
) -> None:
    weeks = count_bins(
        edition.figures[0], lambda _: "Events", ["Events"], cutoff="2023-12-13T10:00"
    )
    assert [(week.start, week.covered, week.total) for week in weeks] == [
        (date(2023, 11, 18), 6, 4),
        (date(2023, 11, 25), 7, 5),
        (date(2023, 12, 2), 7, 4),
        (date(2023, 12, 9), 5, 3),
    ]


def test_a_figure_without_events_draws_nothing(edition: ResolvedUpdate) -> None:
    from dateline.atlas.basemap import load_basemap
    from dateline.publish.figures import draw_figures

    empty = tuple(replace(matter, events=()) for matter in edition.figures[:1])
    told = replace(edition, figures=(*empty, edition.figures[1]))
    drawn = draw_figures(told, load_basemap())
    assert [figure.number for figure in drawn] == [2]
    page = render_html(told, drawn)
    assert "No event that can be shown matches this figure’s query." in page


def test_a_map_of_one_place_still_shows_its_surroundings() -> None:
    window = fit_window([(-3.6, 14.35)], 482, 306)
    assert window.west < -4.0 < -3.2 < window.east


def test_a_chart_of_no_dated_event_is_left_out() -> None:
    from dateline.atlas.basemap import load_basemap
    from dateline.model.binding import FigureBlock
    from dateline.publish.figures.bars import draw_bars
    from dateline.publish.figures.studio import Studio

    matter = FigureMatter(FigureBlock("bars", "attack", "", 0, 0), ())
    facts = EditionFacts("Desk", "s", "2023-12-15")
    assert draw_bars(matter, 1, Studio(facts, load_basemap())) is None


def test_a_place_that_nothing_resolved_is_not_named_on_a_map(edition: ResolvedUpdate) -> None:
    event = edition.figures[0].events[0]
    words = replace(event, place=Place("the well of the source", "w", None, 14.3, -3.6))
    stands, _ = stand_marks([words], lambda _: "All", ["All"])
    assert stands[0].name == ""


def test_a_pair_shows_both_periods_under_one_window(edition: ResolvedUpdate) -> None:
    from dateline.atlas.basemap import load_basemap
    from dateline.publish.figures.map import draw_map
    from dateline.publish.figures.studio import Studio

    matter = edition.figures[0]
    early, late = matter.events[:8], matter.events[8:]
    pair = replace(matter, events=late, before=early)
    drawing = draw_map(pair, 1, Studio(edition.facts, load_basemap()))
    assert drawing is not None
    assert "19 to 29 November 2023" in drawing.svg
    assert "1 to 12 December 2023" in drawing.svg
    assert len(drawing.csv.splitlines()) == 17


def test_places_that_would_hide_each_other_stand_together(edition: ResolvedUpdate) -> None:
    from dateline.publish.figures.sheet import lay_out

    far, near = edition.figures[0].events[0], edition.figures[0].events[2]
    assert near.place is not None
    assert far.place is not None
    beside = replace(near.place, latitude=14.36, longitude=-3.61, name="Songho")
    events = [far, replace(near, place=beside), *edition.figures[0].events[3:]]
    sheet = lay_out([events], "against", edition.facts, (482.0, 306.0))[0]
    assert "Bandiagara, Songho" in {stand.name for stand in sheet.stands}


def test_a_telephone_gets_a_map_of_its_own_width(
    edition: ResolvedUpdate, drawn: tuple[DrawnFigure, ...]
) -> None:
    across = re.search(r'width="([\d.]+)pt"', drawn[0].narrow)
    assert across is not None
    assert float(across[1]) == 324.0
    assert "Bandiagara" in drawn[0].narrow
    page = render_html(edition, drawn)
    assert page.count('class="drawing narrow-only"') == 1
    assert 'id="f1n-axes_1"' in page
