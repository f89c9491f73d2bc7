"""The desk's events in others' formats, from fields written out here."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import shapely

from dateline.atlas.countries import load_countries
from dateline.datasets.acled import ACLED
from dateline.datasets.acled_rows import acled_row, disorder_type, fatalities, write_acled
from dateline.datasets.geojson import feature, write_geojson
from dateline.datasets.hxl import COLUMNS, write_hxl
from dateline.datasets.outgoing import Outgoing, Reference, describe_event
from dateline.datasets.stix import write_stix
from dateline.model.actor import Actor, Participant
from dateline.model.event import Event
from dateline.model.place import Place
from dateline.model.toll import Toll, TollEstimate

JNIM = Actor("jnim", "Jama'at Nusrat al-Islam wal-Muslimin", 2)
ARMY = Actor("mali-army", "Military Forces of Mali", 1, "ML")
POLICE = Actor("mali-police", "Police Forces of Mali", 1, "ML")
CIVILIANS = Actor("civilians", "Civilians", 7)
KORO = Place(
    "Koro", "", "geonames:1", 14.06961, -3.07583, "ML/Mopti", "ML/Mopti/Koro", "ML", 1
)  # fmt: skip
NOTHING = TollEstimate(None, None, None)
EVENT = Event(
    id=7,
    event_type="Battles",
    sub_event_type="Armed clash",
    date_start=date(2024, 3, 1),
    date_end=date(2024, 3, 1),
    time_precision=1,
    place=KORO,
    actors=(
        Participant("perpetrator", "", JNIM.name, "jnim"),
        Participant("target", "", ARMY.name, "mali-army"),
        Participant("target", "", POLICE.name, "mali-police"),
    ),
    tolls=(Toll("killed", "side_b", None, 3, 5, "three to five soldiers"),),
    killed=TollEstimate(3, 4, 5),
    injured=NOTHING,
    abducted=NOTHING,
    status="asserted",
    review="accepted",
    mentions=(1, 2),
    documents=("one", "two"),
    sources=("radio.example", "press.example"),
    reported_at="2024-03-02",
    recorded_at="2024-03-03T10:00:00.123456+00:00",
)
# A square around Mopti, drawn clockwise, so that writing must turn it round.
SQUARE = shapely.Polygon([(-5, 14), (-5, 16), (-2, 16), (-2, 14), (-5, 14)])


def outgoing(*events: Event) -> Outgoing:
    return Outgoing(
        desk="Test desk",
        query="attack",
        state="ab12",
        events=events,
        actors={one.id: one for one in (JNIM, ARMY, POLICE, CIVILIANS)},
        countries=load_countries(),
        references={7: (Reference("Radio", "https://radio.example/one"), Reference("The Press"))},
        points={"ML/Mopti": (14.5, -4.2), "ML": (17.5, -3.0)},
        area=lambda path: SQUARE if path == "ML/Mopti" else None,
    )


def row_of(event: Event) -> dict[str, str]:
    return acled_row(event, outgoing(event))


def killed(words: str, low: int | None, *, imputed: bool = False) -> Toll:
    return Toll("killed", "unknown", None, low, low, words, imputed=imputed)


def with_tolls(low: int | None, best: int | None, *tolls: Toll) -> Event:
    return replace(EVENT, tolls=tolls, killed=TollEstimate(low, best, best))


def test_a_row_has_acleds_columns_and_rules() -> None:
    (row,) = csv.DictReader(io.StringIO(write_acled(outgoing(EVENT)).decode()))
    assert list(row) == list(ACLED.columns)
    assert row == {
        "event_id_cnty": "MLI7",
        "event_date": "2024-03-01",
        "year": "2024",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Jama'at Nusrat al-Islam wal-Muslimin",
        "assoc_actor_1": "",
        "inter1": "Rebel group",
        "actor2": "Military Forces of Mali",
        "assoc_actor_2": "Police Forces of Mali",
        "inter2": "State forces",
        "interaction": "State forces-Rebel group",
        "civilian_targeting": "",
        "iso": "466",
        "region": "Western Africa",
        "country": "Mali",
        "admin1": "Mopti",
        "admin2": "Koro",
        "admin3": "",
        "location": "Koro",
        "latitude": "14.0696",
        "longitude": "-3.0758",
        "geo_precision": "1",
        "source": "Radio; The Press",
        "source_scale": "",
        "notes": (
            "Armed clash by Jama'at Nusrat al-Islam wal-Muslimin against Military Forces of Mali "
            "and Police Forces of Mali in Koro, Mopti, Mali on 2024-03-01. Toll: killed 3 to 5."
        ),
        "fatalities": "3",
        "tags": "",
        "timestamp": "1709460000",
    }


@pytest.mark.parametrize(
    ("event", "dead"),
    [
        (with_tolls(None, None), 0),
        (with_tolls(2, 2, killed("several soldiers", 2, imputed=True)), 3),
        (with_tolls(24, 24, killed("dozens of people", 24, imputed=True)), 12),
        (with_tolls(200, 200, killed("des centaines", 200, imputed=True)), 100),
        (with_tolls(12, 40, killed("12", 12), killed("40", 40)), 12),
        (with_tolls(2, 40, killed("many", 2, imputed=True), killed("40 killed", 40)), 40),
        (with_tolls(0, 0, killed("nobody was killed", 0)), 0),
    ],
)
def test_the_dead_are_counted_by_acleds_rule(event: Event, dead: int) -> None:
    assert fatalities(event) == dead


def test_the_middle_of_an_interval_stands_for_it() -> None:
    week = replace(EVENT, date_start=date(2024, 3, 1), date_end=date(2024, 3, 7), time_precision=2)
    assert (row_of(week)["event_date"], row_of(week)["time_precision"]) == ("2024-03-04", "2")


def test_nobody_named_is_an_unidentified_group_and_no_second_actor_is_blank() -> None:
    row = row_of(replace(EVENT, actors=()))
    assert (row["actor1"], row["inter1"]) == (
        "Unidentified Armed Group (Mali)",
        "Political militia",
    )
    assert (row["actor2"], row["inter2"]) == ("", "")
    assert row["interaction"] == "Political militia only"


def test_civilians_bear_their_country_and_are_marked_as_targets() -> None:
    row = row_of(
        replace(
            EVENT,
            event_type="Violence against civilians",
            sub_event_type="Attack",
            actors=(Participant("target", "", "Civilians", "civilians"),),
        )
    )
    assert (row["actor2"], row["civilian_targeting"]) == ("Civilians (Mali)", "Civilians targeted")
    assert row["interaction"] == "Political militia-Civilians"


@pytest.mark.parametrize(
    ("kind", "sub", "disorder"),
    [
        ("Protests", "Excessive force against protesters", "Political violence; Demonstrations"),
        ("Protests", "Peaceful protest", "Demonstrations"),
        ("Riots", "Violent demonstration", "Demonstrations"),
        ("Riots", "Mob violence", "Political violence"),
        ("Strategic developments", "Arrests", "Strategic developments"),
    ],
)
def test_disorder_follows_from_the_sub_type(kind: str, sub: str, disorder: str) -> None:
    assert disorder_type(replace(EVENT, event_type=kind, sub_event_type=sub)) == disorder


def test_a_region_alone_is_coded_to_its_middle_with_precision_3() -> None:
    region = Place("Mopti", "", None, admin1="ML/Mopti", country="ML", geo_precision=3)
    row = row_of(replace(EVENT, place=region))
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("14.5000", "-4.2000", "3")


def test_an_event_without_a_day_has_no_row() -> None:
    assert write_acled(outgoing(replace(EVENT, date_start=None))).count(b"\n") == 1


def test_a_name_that_a_spreadsheet_would_run_is_quoted() -> None:
    out = replace(outgoing(EVENT), references={7: (Reference("=HYPERLINK(1)"),)})
    assert b"'=HYPERLINK(1)" in write_acled(out)
    assert b"'=HYPERLINK(1)" in write_hxl(out)


def test_a_precise_event_is_a_point_longitude_first() -> None:
    collection: dict[str, Any] = json.loads(write_geojson(outgoing(EVENT)))
    assert collection["type"] == "FeatureCollection"
    (found,) = collection["features"]
    assert found["geometry"] == {"type": "Point", "coordinates": [-3.0758, 14.0696]}
    facts = found["properties"]
    assert (facts["geo_precision"], facts["where_prec"], facts["uncertainty_m"]) == (1, 1, 0)
    assert (facts["gazetteer_id"], facts["mark"]) == ("geonames:1", "point")
    assert facts["injured_best"] is None


def test_an_imprecise_event_is_an_area_with_its_ring_counter_clockwise() -> None:
    vague = replace(KORO, name="Mopti", admin2=None, geo_precision=3)
    found = feature(replace(EVENT, place=vague), outgoing(EVENT))
    assert found["geometry"]["type"] == "Polygon"
    ring = shapely.LinearRing(found["geometry"]["coordinates"][0])
    assert ring.is_ccw
    assert (found["properties"]["mark"], found["properties"]["where_prec"]) == ("area", 4)


def test_an_imprecise_event_without_an_area_is_a_hollow_point() -> None:
    country = Place("Mali", "", "country:ML", 17.5, -3.0, country="ML", geo_precision=3)
    found = feature(replace(EVENT, place=country), outgoing(EVENT))
    assert found["geometry"] == {"type": "Point", "coordinates": [-3.0, 17.5]}
    assert (found["properties"]["mark"], found["properties"]["where_prec"]) == ("hollow", 6)


def test_an_event_nobody_can_place_has_no_geometry() -> None:
    assert feature(replace(EVENT, place=None), outgoing(EVENT))["geometry"] is None


def test_hashtags_stand_in_the_published_order() -> None:
    header, tags, row = csv.reader(io.StringIO(write_hxl(outgoing(EVENT)).decode()))
    published = (
        "#date+occurred #description #country+code #adm1 #adm2 #loc #geo+lat #geo+lon "
        "#geo+precision #event+id #event+type #group+perp #group+perp+name #weapons "
        "#affected+killed #affected+injured #affected+kidnapped #affected+arrested #meta+source "
        "#meta+url"
    )
    assert " ".join(tags) == published
    assert len(header) == len(row) == len(COLUMNS)
    named = dict(zip(tags, row, strict=True))
    assert (named["#affected+killed"], named["#affected+injured"]) == ("4", "")
    assert (named["#country+code"], named["#meta+url"]) == ("MLI", "https://radio.example/one")


def test_a_bundle_has_a_report_that_refers_to_what_is_in_it() -> None:
    bundle = json.loads(write_stix(outgoing(EVENT)))
    objects = {one["id"]: one for one in bundle["objects"]}
    kinds = [one["type"] for one in bundle["objects"]]
    assert kinds == ["identity", "report", "incident", "location", "relationship", "note"]
    report = bundle["objects"][1]
    assert set(report["object_refs"]) == set(objects) - {report["id"], bundle["objects"][0]["id"]}
    assert {one["spec_version"] for one in bundle["objects"]} == {"2.1"}
    assert objects[report["object_refs"][0]]["created"] == "2024-03-03T10:00:00.123Z"
    location = bundle["objects"][3]
    assert (location["latitude"], location["longitude"], location["country"]) == (
        14.0696,
        -3.0758,
        "ML",
    )
    assert bundle["objects"][2]["external_references"] == [
        {"source_name": "Radio", "url": "https://radio.example/one"},
        {"source_name": "The Press", "description": "Its address is not passed on."},
    ]


def test_the_same_events_have_the_same_ids_in_every_export() -> None:
    assert write_stix(outgoing(EVENT)) == write_stix(outgoing(EVENT))


def test_an_imprecise_place_has_no_coordinates_in_stix() -> None:
    vague = replace(EVENT, place=replace(KORO, geo_precision=3))
    location = json.loads(write_stix(outgoing(vague)))["objects"][3]
    assert "latitude" not in location
    assert location["administrative_area"] == "Mopti"


def test_no_events_make_no_report() -> None:
    kinds = [one["type"] for one in json.loads(write_stix(outgoing()))["objects"]]
    assert kinds == ["identity"]


def test_what_is_claimed_is_said_to_be() -> None:
    told = describe_event(replace(EVENT, status="claimed"), outgoing(EVENT))
    assert "2024-03-01. Claimed. Toll:" in told
