"""What desk.toml may hold, and what its faults are told as."""

from pathlib import Path

import pytest

from dateline.desk import create_desk, load_desk
from dateline.errors import SettingsError


def write(folder: Path, text: str) -> Path:
    (folder / "desk.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[definitions.attack]\nunit = "incident"', "'says' is missing. Add a line `says = ...`"),
        (
            '[definitions.a]\nsays = "x"\nevent_types = "Battles"',
            "'event_types' is 'Battles', but should be a list of texts",
        ),
        (
            '[definitions.a]\nsays = "x"\nevent_types = ["Battle"]',
            "event_types is 'Battle', but should be one of Battles, Protests",
        ),
        (
            '[definitions.a]\nsays = "x"\nsub_event_types = ["Ambush"]',
            "sub_event_types is 'Ambush', but should be one of",
        ),
        (
            '[definitions.a]\nsays = "x"\nunit = "day"',
            "unit is 'day', but should be one of place-day, operation, incident",
        ),
        ('desk = "x"', "[desk] is 'x', but should be a table"),
        ("definitions = 3", "'definitions' holds something that is no table"),
        ('[sources]\n"a.example" = "x"', "'sources' holds something that is no table"),
        ('[groups]\nmine = ["jnim"]', "'groups' holds something that is no table"),
        ('[groups.mine]\nactor = ["jnim"]', "unknown key 'actor'. Did you mean 'actors'?"),
        ('[groups.mine]\nactors = "jnim"', "'actors' is 'jnim', but should be a list of texts"),
        ("[periods]\nbefore = [1]", "[periods] should hold lines such as"),
        ('[desk]\ncutoff = "soon"', "[desk] cutoff is 'soon', which is no time"),
        ('[desk]\nledger = "mysql://a/b"', "a ledger is a file or a PostgreSQL database"),
        ('[desk]\nstrict = "yes"', "'strict' is 'yes', but should be true or false"),
        ('[sources."a.example"]\nlanguage = 5', "'language' is 5, but should be text in quotes"),
    ],
)
def test_a_fault_in_the_settings_is_named_with_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load_desk(write(tmp_path, text))
    assert said in str(caught.value)
    assert "desk.toml" in str(caught.value)


def test_a_whole_number_is_a_number_and_a_day_without_quotes_is_text(tmp_path: Path) -> None:
    desk = load_desk(
        write(
            tmp_path,
            "[desk]\ncutoff = 2023-12-13T10:00:00\n[collect]\npause = 1\n"
            "[periods]\nspring = 2023-03-01\n[groups.mine]\nactors = ['jnim', 'dozos']\n",
        )
    )
    assert desk.settings.cutoff == "2023-12-13T10:00:00"
    assert desk.collect.pause == 1.0
    assert desk.periods == {"spring": "2023-03-01"}
    assert desk.groups == {"mine": ("jnim", "dozos")}


@pytest.mark.parametrize("name", ["new", "Ségou 'north'", 'the "old" desk', "مكتب"])
def test_a_new_desk_can_be_read_at_once(tmp_path: Path, name: str) -> None:
    desk = create_desk(tmp_path / name)
    assert desk.settings.name == name
    assert list(desk.definitions) == ["attack"]


def test_the_countries_of_a_desk_are_those_it_names_and_those_of_its_regions(
    tmp_path: Path,
) -> None:
    (tmp_path / "desk.toml").write_text(
        '[desk]\ncountries = ["NE"]\n'
        '[regions.mid]\nsays = "Middle"\nadmin1 = ["ML/Mopti"]\ncountries = ["BF"]\n',
        encoding="utf-8",
    )
    assert load_desk(tmp_path).homes == {"NE", "ML", "BF"}


def test_a_country_that_is_no_code_is_refused(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text('[desk]\ncountries = ["Niger"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="'Niger', which is no code"):
        load_desk(tmp_path)
