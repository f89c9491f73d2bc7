import csv
import io
import itertools
import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.atlas.basemap import load_basemap
from dateline.model.binding import FigureBlock
from dateline.model.estimate import SeriesPoint
from dateline.model.event import Event
from dateline.model.place import GazetteerEntry
from dateline.publish.edition import DrawnFigure, FigureMatter, ResolvedUpdate
from dateline.publish.figures import DRAWERS, draw_figures
from dateline.publish.figures.bins import count_bins, cut_bins
from dateline.publish.figures.choropleth import class_floors, shade_of
from dateline.publish.figures.studio import Studio
from dateline.publish.figures.timeline import stack_dots
from dateline.publish.kinds import FIGURE_KINDS
from dateline.publish.phrases import find_words

NAMES = (
    "Civilians",
    "Malian army",
    "Dan Na Ambassagou",
    "قوات الأمن في وسط مالي",
    "Volunteers of Koro",
)
HERE = GazetteerEntry("desk:b", "Bandiagara", 14.35, -3.61, "ML")
KINDS = [kind for kind in FIGURE_KINDS if kind != "image"]
ARGUMENTS = {
    "bars": {"colour": "against"},
    "timeline": {"colour": "against"},
    "shares": {"by": "against"},
    "dumbbell": {"by": "against"},
    "multiples": {"by": "against"},
    "map": {"colour": "against"},
    "city": {"colour": "against", "centre": "Bandiagara"},
}


def spread(edition: ResolvedUpdate, seed: int, count: int = 60) -> tuple[Event, ...]:
    """Events at the places of the edition, on random days, against random targets."""
    chance = random.Random(seed)  # noqa: S311 - sample charts, not secrets
    known = edition.figures[0].events
    events = []
    for number in range(count):
        event = chance.choice(known)
        day = date(2023, 7, 1) + timedelta(days=chance.randrange(160))
        target = replace(event.actors[1], id=f"target-{chance.randrange(len(NAMES))}")
        who = chance.choice(("jnim", "mali-army", "dan-na-ambassagou"))
        actors = (replace(event.actors[0], id=who), target)
        events.append(replace(event, id=number, date_start=day, date_end=day, actors=actors))
    return tuple(events)


def matter_of(kind: str, events: tuple[Event, ...], **more: object) -> FigureMatter:
    """A figure of a kind over events of the second half of 2023."""
    middle = date(2023, 10, 1)
    pair = kind in ("pair", "dumbbell")
    matter = FigureMatter(
        FigureBlock(kind, "attack", "Title", 0, 0, ARGUMENTS.get(kind, {})),
        tuple(one for one in events if not pair or (one.date_start or middle) >= middle),
        tuple(one for one in events if pair and (one.date_start or middle) < middle),
        since=middle if pair else date(2023, 7, 1),
        until=date(2023, 12, 13),
        earlier=(date(2023, 7, 1), date(2023, 9, 30)),
        centre=HERE,
    )
    return replace(matter, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def studio(edition: ResolvedUpdate) -> Studio:
    named = {f"target-{at}": name for at, name in enumerate(NAMES)}
    facts = replace(edition.facts, actors={**edition.facts.actors, **named})
    return Studio(facts, load_basemap(), (), "2023-12-13T10:00", lambda _part, _whole: (0.1, 0.9))


def draw(kind: str, events: tuple[Event, ...], studio: Studio, **more: object) -> DrawnFigure:
    drawn = DRAWERS[kind](matter_of(kind, events, **more), 1, studio)
    assert drawn is not None
    return drawn


def test_every_kind_of_figure_has_its_drawer() -> None:
    assert set(DRAWERS) == set(FIGURE_KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_with_data_words_and_a_picture(
    kind: str, edition: ResolvedUpdate, studio: Studio
) -> None:
    drawn = draw(kind, spread(edition, 1), studio)
    assert drawn.kind == kind
    assert drawn.svg.rstrip().endswith("</svg>")
    assert drawn.png.startswith(b"\x89PNG")
    assert len(drawn.csv.splitlines()) >= 2
    assert drawn.alt.endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_no_events_make_no_picture(kind: str, studio: Studio) -> None:
    drawn = DRAWERS[kind](matter_of(kind, ()), 1, studio)
    assert drawn is None or (kind == "bars" and "0 events" in drawn.alt)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("seed", "language"), [(3, "en"), (4, "en"), (3, "ar"), (4, "fr")])
def test_no_words_of_a_figure_collide(
    kind: str,
    seed: int,
    language: str,
    edition: ResolvedUpdate,
    studio: Studio,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawings: list[list[tuple[str, Any]]] = []

    def measure(
        make: Callable[[], object], *, for_print: bool = True
    ) -> tuple[str, bytes, float, float]:
        del for_print  # both are drawn alike
        import matplotlib as mpl

        from dateline.publish.figures.style import SETTINGS, _register_fonts

        _register_fonts()
        with mpl.rc_context(dict(SETTINGS)):
            figure = make()
            figure.set_dpi(288)  # type: ignore[attr-defined]
            figure.canvas.draw()  # type: ignore[attr-defined]
            drawings.append(
                [
                    (text.get_text(), text.get_window_extent())
                    for text in figure.findobj(mpl.text.Text)  # type: ignore[attr-defined]
                    if text.get_text().strip() and text.get_visible()
                ]
            )
        return "", b"", 1.0, 1.0

    module = {"pair": "map"}.get(kind, kind)
    monkeypatch.setattr(f"dateline.publish.figures.{module}.draw_in_style", measure)
    draw(kind, spread(edition, seed), replace(studio, say=find_words(language)))
    assert len(drawings[0]) >= 5
    pairs = [pair for boxes in drawings for pair in itertools.combinations(boxes, 2)]
    for (one, box), (other, another) in pairs:
        wide = min(box.x1, another.x1) - max(box.x0, another.x0)
        tall = min(box.y1, another.y1) - max(box.y0, another.y0)
        assert min(wide, tall) <= 3, (one, other)


def words_of(drawn: DrawnFigure) -> list[str]:
    """What an SVG says, without the marks of direction that hold its order."""
    told = re.findall(r">([^<>]+)</text>", drawn.svg)
    return [word.strip("\u200f") for word in told]


@pytest.mark.parametrize(
    ("language", "kind", "said", "note", "alt"),
    [
        ("fr", "map", "Non identifié", "Chaque marque est un événement", "Carte : 60 événements, "),
        ("fr", "shares", "sur 60)", "Wilson", "Parts : 60 événements."),
        ("fr", "timeline", "juil.", "Chaque point est un événement.", "Chronologie : "),
        ("ar", "bars", "عدد الأحداث في الأسبوع", "يبدأ الأسبوع بالسبت", "أعمدة بحسب الأسبوع"),
        ("ar", "city", "50 كم", "المسافات خط مستقيم", "خريطة ما حول"),
        ("fa", "choropleth", "هیچ", "به تفکیک واحدهای سطح نخست", "نقشه به تفکیک منطقه"),
        ("tr", "dumbbell", "Ayda (olay)", "30,4 günlük", "Aylık olay sayısı"),
        ("es", "areas", "50 km", "no dicen qué controla", "Mapa de dónde se vio actuar"),
    ],
)
def test_a_figure_speaks_the_language_of_its_edition(  # noqa: PLR0913, PLR0917 - a table's columns
    language: str,
    kind: str,
    said: str,
    note: str,
    alt: str,
    edition: ResolvedUpdate,
    studio: Studio,
) -> None:
    events = spread(edition, 1)
    unknown = replace(events[0], actors=events[0].actors[:1])
    drawn = draw(kind, (unknown, *events[1:]), replace(studio, say=find_words(language)))
    plain = [text.replace("\xa0", " ") for text in (*words_of(drawn), drawn.note, drawn.alt)]
    assert any(said in text for text in plain[:-2]), plain[:-2]
    assert note in plain[-2]
    assert alt in plain[-1]
    assert drawn.csv.partition(",")[0].isascii()  # the data are the same in every language


def test_a_desks_own_words_stand_in_its_figures(
    edition: ResolvedUpdate, studio: Studio, tmp_path: Path
) -> None:
    (tmp_path / "words").mkdir()
    own = '[drawing]\nper-week = "Sigacts a week"\n'
    (tmp_path / "words" / "en.toml").write_text(own, "utf-8")
    say = find_words("en", str(tmp_path))
    assert "Sigacts a week" in words_of(draw("bars", spread(edition, 1), replace(studio, say=say)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_camp_is_shown_by_no_figure_more_precisely_than_its_district(
    kind: str, edition: ResolvedUpdate, studio: Studio
) -> None:
    events = spread(edition, 5)
    place = events[0].place
    assert place is not None
    camp = replace(place, kind="camp", name="Quarzcamp", text="Quarzcamp", latitude=14.123456,
                   longitude=-3.654321)  # fmt: skip
    drawn = draw(kind, (replace(events[0], place=camp), *events[1:]), studio)
    told = f"{drawn.svg}{drawn.csv}{drawn.note}{drawn.alt}".encode() + drawn.png
    for secret in (b"Quarzcamp", b"14.1234", b"-3.6543"):
        assert secret not in told


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_nothing_of_a_source_stands_in_any_figure(data: st.DataObject) -> None:
    from tests.publish.conftest import make_edition

    edition = make_edition()
    marker = f"Marke{data.draw(st.integers(10**6, 10**7))}"
    kind = data.draw(st.sampled_from(["timeline", "shares", "bars", "multiples"]))
    event = replace(edition.figures[0].events[0], documents=(marker,), sources=(marker,),
                    weapons=(marker,), claimed_by=(marker,))  # fmt: skip
    place = event.place
    assert place is not None
    event = replace(event, place=replace(place, text=marker))
    event = replace(event, actors=tuple(replace(one, text=marker) for one in event.actors))
    studio = Studio(edition.facts, load_basemap(), (), "2023-12-13T10:00")
    drawn = draw(kind, (event, *edition.figures[0].events[1:]), studio)
    told = f"{drawn.svg}{drawn.csv}{drawn.note}{drawn.alt}".encode() + drawn.png
    assert marker.encode() not in told


def test_bars_by_month_count_calendar_months(edition: ResolvedUpdate) -> None:
    bins = count_bins(edition.figures[0], lambda _: "Events", ["Events"],
                      cutoff="2023-12-13T10:00", per="month")  # fmt: skip
    assert [(one.start, one.covered, one.total) for one in bins] == [
        (date(2023, 11, 1), 12, 8),
        (date(2023, 12, 1), 13, 8),
    ]


def test_months_cross_the_year() -> None:
    assert cut_bins(date(2023, 12, 5), date(2024, 1, 2), "month") == [
        (date(2023, 12, 1), date(2023, 12, 31)),
        (date(2024, 1, 1), date(2024, 1, 31)),
    ]


def test_a_week_that_still_fills_says_what_it_is_expected_to_come_to(
    edition: ResolvedUpdate, studio: Studio
) -> None:
    late = SeriesPoint(date(2023, 12, 2), date(2023, 12, 8), 4, (), complete=False, filled=0.6,
                       expected=6.5, low=4.0, high=11.0)  # fmt: skip
    drawn = draw("bars", edition.figures[0].events, studio, since=date(2023, 11, 19),
                 filling=(late,), block=FigureBlock("bars", "q", "T", 0, 0, {}))  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(drawn.csv)))
    assert [row["events"] for row in rows] == ["4", "5", "4", "3"]
    assert [row["expected"] for row in rows] == ["", "", "6.5", ""]
    assert (rows[2]["expected_low"], rows[2]["expected_high"]) == ("4.0", "11.0")
    assert "still come in" in drawn.note


def test_a_week_that_grows_by_less_than_half_an_event_is_full(
    edition: ResolvedUpdate, studio: Studio
) -> None:
    late = SeriesPoint(date(2023, 12, 2), date(2023, 12, 8), 4, (), complete=False, filled=0.94,
                       expected=4.2, low=4.0, high=4.4)  # fmt: skip
    drawn = draw("bars", edition.figures[0].events, studio, since=date(2023, 11, 18),
                 until=date(2023, 12, 8), filling=(late,),
                 block=FigureBlock("bars", "q", "T", 0, 0, {}))  # fmt: skip
    assert drawn.note == "Weeks run from Saturday to Friday."


def test_a_figure_says_why_it_shows_more_events_than_the_text_counts(
    edition: ResolvedUpdate,
) -> None:
    matter = replace(
        edition.figures[0], events=edition.figures[0].events[:5], unshown=1, unit="place-day",
        counted=5,
    )  # fmt: skip
    drawn = draw_figures(replace(edition, figures=(matter,)), load_basemap())[0]
    assert (
        "The query has 6 events; the text counts one a place and day, which makes 5. "
        "1 more event rests on sources that are withheld."
    ) in drawn.note
    alike = replace(edition, figures=(replace(matter, counted=6),))
    assert "the text counts" not in draw_figures(alike, load_basemap())[0].note


def test_a_dumbbell_compares_by_month_of_each_period(
    edition: ResolvedUpdate, studio: Studio
) -> None:
    events = edition.figures[0].events
    drawn = draw("dumbbell", events, studio, before=events[:6], since=date(2023, 11, 13),
                 earlier=(date(2023, 9, 1), date(2023, 10, 31)))  # fmt: skip
    row = next(csv.DictReader(io.StringIO(drawn.csv)))
    assert row["group"] == "Civilians"
    # 61 days before and 31 after, a month being 30.4375 days
    assert (row["group"], row["events_before"], row["per_month_before"]) == (
        "Civilians",
        "4",
        "2.00",
    )
    assert (row["events_after"], row["per_month_after"]) == ("9", "8.84")


def test_a_city_map_says_how_far_and_which_way(edition: ResolvedUpdate, studio: Studio) -> None:
    drawn = draw("city", edition.figures[0].events, studio)
    assert "Bankass 32 km S (3)" in drawn.alt
    assert "Bandiagara itself (4)" in drawn.alt  # the fifth is only somewhere in the area
    rows = list(csv.DictReader(io.StringIO(drawn.csv)))
    assert {row["place"]: row["km_from_centre"] for row in rows}["Konna"] == "73"


def test_a_town_without_an_event_of_its_own_is_named_all_the_same(
    edition: ResolvedUpdate, studio: Studio
) -> None:
    elsewhere = replace(HERE, name="Ningari", latitude=14.7)
    drawn = draw("city", edition.figures[0].events, studio, centre=elsewhere)
    assert ">Ningari<" in drawn.svg
    assert "Ningari" not in drawn.csv


def test_names_that_do_not_fit_in_a_row_are_cut() -> None:
    from dateline.publish.figures.style import cut_name

    assert cut_name("Volunteers for the Defence of the Homeland", 7.2, 60.0).endswith("…")
    assert cut_name("Koro", 7.2, 60.0) == "Koro"


def test_shades_grow_with_the_count() -> None:
    assert [shade_of(count, class_floors(16)) for count in (1, 2, 4, 9, 16)] == [0, 1, 2, 3, 4]


def test_dots_of_a_timeline_never_cover_one_another(edition: ResolvedUpdate) -> None:
    days = date(2023, 7, 1), date(2023, 12, 13)
    dots = stack_dots(spread(edition, 9, 90), days, 300.0, 5.0)
    for (_, _, one, level), (_, other, _, another) in itertools.combinations(dots, 2):
        assert level != another or abs(one - other) >= 5.0


def test_what_only_withheld_sources_tell_is_said(edition: ResolvedUpdate) -> None:
    told = replace(edition, figures=(replace(edition.figures[1], unshown=2),))
    drawn = draw_figures(told, load_basemap())[0]
    assert drawn.note.endswith("2 more events rest on sources that are withheld.")


def test_each_of_a_few_weeks_bears_its_first_day(edition: ResolvedUpdate, studio: Studio) -> None:
    days = {"since": date(2023, 11, 19), "until": date(2023, 12, 8)}
    drawn = draw("bars", spread(edition, 1), studio, **days)
    told = [word for word in words_of(drawn) if word[-3:] in ("Nov", "Dec")]
    assert told == ["18 Nov", "25 Nov", "2 Dec"]
