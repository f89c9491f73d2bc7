"""The shipped basemap."""

import pytest

from dateline.atlas.basemap import Basemap, load_basemap


@pytest.fixture(scope="module")
def basemap() -> Basemap:
    return load_basemap()


@pytest.mark.parametrize(
    ("latitude", "longitude", "path"),
    [
        (14.4843, -4.1830, "ML/Mopti"),
        (14.3500, -3.6103, "ML/Mopti"),
        (13.4403, -6.2595, "ML/Segou"),
        (12.6500, -8.0000, "ML/Bamako"),
        (36.2021, 37.1343, "SY/Aleppo"),
        (0.0, 0.0, None),
    ],
)
def test_a_point_lies_in_its_first_level_unit(
    basemap: Basemap, latitude: float, longitude: float, path: str | None
) -> None:
    assert basemap.admin1_at(latitude, longitude) == path


def test_a_unit_has_its_polygon(basemap: Basemap) -> None:
    west, south, east, north = basemap.admin1_polygon("ML/Mopti").bounds
    assert (round(west), round(south), round(east), round(north)) == (-6, 13, -1, 16)
    assert basemap.admin1_polygon("ML/Atlantis") is None


def test_a_map_of_central_mali_shows_its_neighbours(basemap: Basemap) -> None:
    layers = basemap.layers_in((-6.5, 13.0, -1.0, 16.0))
    assert len(layers.land) >= 1
    assert len(layers.borders) >= 1
    assert {"ML/Mopti", "ML/Segou", "BF/Nord"} <= set(layers.admin1_paths)
    west, south, east, north = layers.admin1[0].bounds
    assert (west >= -6.5, south >= 13.0, east <= -1.0, north <= 16.0) == (True, True, True, True)


def test_the_niger_runs_through_central_mali(basemap: Basemap) -> None:
    rivers = basemap.layers_in((-6.5, 13.0, -1.0, 17.0)).rivers
    assert sum(line.length for line in rivers) > 5.0


def test_many_points_are_placed_at_once(basemap: Basemap) -> None:
    assert basemap.admin1_of([(14.48, -4.18), (0.0, 0.0)]) == ["ML/Mopti", None]
    assert basemap.admin1_of([]) == []


def test_a_country_is_the_union_of_its_units(basemap: Basemap) -> None:
    mali = basemap.country_polygon("ML")
    assert 95 < mali.area < 110  # square degrees
    assert basemap.country_polygon("ZZ") is None


def test_a_map_of_the_world_is_drawn_from_fewer_points(basemap: Basemap) -> None:
    import shapely

    world = basemap.layers_in((-180.0, -60.0, 180.0, 85.0))
    assert shapely.get_num_coordinates(world.land).sum() < 60_000


def test_an_empty_sea_has_no_land(basemap: Basemap) -> None:
    layers = basemap.layers_in((-30.0, -5.0, -25.0, 0.0))
    assert (len(layers.land), len(layers.borders), layers.admin1_paths) == (0, 0, ())
