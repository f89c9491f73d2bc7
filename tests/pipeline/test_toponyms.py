"""Which place a person means by a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError, QueryError
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.opening import OpenDesk, open_desk
from dateline.pipeline.record.coding import code_place
from dateline.pipeline.record.entries import enter_event

KORO, MOPTI_TOWN, MOPTI = "geonames:2454674", "geonames:2453348", "admin:ML/Mopti"
NO_HOMES: frozenset[str] = frozenset()
MALI = frozenset({"ML"})


@pytest.fixture
def opened(bare_desk: Path) -> Iterator[OpenDesk]:
    with open_desk(bare_desk, create=True) as found:
        yield found


@pytest.mark.parametrize(
    ("text", "homes", "identity"),
    [
        ("Koro", MALI, KORO),
        ("Koro, Mali", NO_HOMES, KORO),
        ("Koro, Mopti", MALI, KORO),
        ("Koro, Mopti, Mali", NO_HOMES, KORO),
        ("ML/Mopti/Koro", NO_HOMES, KORO),
        (KORO, NO_HOMES, KORO),
        ("Mopti", NO_HOMES, MOPTI_TOWN),
        ("ML/Mopti", NO_HOMES, MOPTI),
        ("Kabul", NO_HOMES, "geonames:1138958"),
        ("Bol, Chad", NO_HOMES, "geonames:2434979"),
        ("ML", NO_HOMES, "country:ML"),
    ],
)
def test_a_name_is_read_with_the_desks_countries_first(
    opened: OpenDesk, text: str, homes: frozenset[str], identity: str
) -> None:
    assert code_place(opened, text, homes=homes).gazetteer_id == identity


def test_a_name_that_several_places_bear_is_refused_with_each_of_them(opened: OpenDesk) -> None:
    with pytest.raises(CommandError) as refused:
        code_place(opened, "Koro", homes=NO_HOMES)
    assert "Koro, a town in ML/Mopti: `geonames:2454674`" in str(refused.value)
    assert "CI/Woroba" in str(refused.value)
    assert "VE" not in str(refused.value)


def test_a_point_decides_among_namesakes_and_stands_alone_far_from_all(opened: OpenDesk) -> None:
    assert code_place(opened, "Koro", point=(14.07, -3.08)).gazetteer_id == KORO
    far = code_place(opened, "Koro", point=(16.27, -0.04))
    assert (far.gazetteer_id, far.country, far.admin1) == (None, "ML", "ML/Gao")


def test_a_desk_without_regions_goes_by_where_its_events_lie(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text('[desk]\nname = "No regions"\n', encoding="utf-8")
    typed = {"date": "2023-07-04", "type": "Attack", "place": "Koro, Mali"}
    with open_desk(tmp_path, create=True) as opened:
        with pytest.raises(CommandError, match="may be any of these"):
            code_place(opened, "Koro")
        enter_event(opened, typed, by="Aminata")
        assert code_place(opened, "Koro").gazetteer_id == KORO


def test_the_place_is_told_before_anything_is_written(opened: OpenDesk) -> None:
    told: list[str] = []
    typed = {"date": "2023-07-04", "type": "Attack", "place": "Mopti"}

    def tell(line: str) -> None:
        told.append(line)
        assert opened.ledger.mentions() == []

    enter_event(opened, typed, by="Aminata", tell=tell)
    assert told == ["Mopti is Mopti, a town in ML/Mopti (geonames:2453348, 14.4843, -4.1830)."]


def test_near_means_the_town_unless_the_region_is_written(
    bare_desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_desk(bare_desk, create=True) as opened:
        typed = {"date": "2023-07-04", "type": "Attack", "place": MOPTI_TOWN}
        enter_event(opened, typed, by="Aminata")
        asker = make_asker(opened, counts="all")
        town, region = asker.count("near:Mopti~5km"), asker.count("near:ML/Mopti~5km")
    assert (town.value, region.value) == (1, 0)
    assert town.method.endswith("; near Mopti, a town in ML/Mopti (geonames:2453348)")
    assert region.method.endswith("; near Mopti, a region in ML (admin:ML/Mopti)")
    assert run(["--desk", str(bare_desk), "events", "near:Mopti~5km"]) == 0
    assert "near Mopti, a town in ML/Mopti" in capsys.readouterr().err


def test_a_place_that_only_the_desks_events_know_is_found_by_its_name(opened: OpenDesk) -> None:
    for day, place in (("2023-07-04", "Koulogon"), ("2023-07-05", "Koro, Mali")):
        at = {"latitude": "13.95", "longitude": "-3.4"} if place == "Koulogon" else {}
        enter_event(opened, {"date": day, "type": "Attack", "place": place, **at}, by="Aminata")
    asker = make_asker(opened, counts="all")
    assert asker.count("in:Koulogon").value == 1
    assert asker.count("in:koulogon").value == 1
    assert asker.count("near:Koulogon~5km").value == 1


def test_a_name_that_neither_gazetteer_nor_event_knows_is_refused(opened: OpenDesk) -> None:
    with pytest.raises(QueryError, match="no region of this desk"):
        make_asker(opened, counts="all").count("in:Koulogon")
