"""The example desk's material is whole, marked as an example, and in our own words."""

import csv
import re
from pathlib import Path

import pytest
import yaml

from dateline.atlas import open_gazetteer
from dateline.desk import load_desk
from dateline.lexicon import load_lexicon
from dateline.model.mention import EVENT_TYPES, STATUSES

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "central-mali"
NOTES = sorted((EXAMPLE / "notes").glob("*.md"))
MARKS = {
    "en": "Example note written for Dateline",
    "fr": "Note d'exemple rédigée pour Dateline",
    "ar": "ملاحظة نموذجية كُتبت من أجل Dateline",
}
KEYS = {"key", "source", "url", "published", "language", "title", "example", "record"}
COLUMNS = (
    "id", "name", "latitude", "longitude", "country", "admin1", "admin2", "feature", "population",
    "names", "source",
)  # fmt: skip
COUNTED = {"Battles", "Explosions/Remote violence", "Violence against civilians"}
RUN = 12


def read_note(path: Path) -> tuple[dict[str, object], str]:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def read_expected() -> list[dict[str, str]]:
    with (EXAMPLE / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def word_runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def attacks(since: str, until: str, *, by: str = "", admin1: str = "") -> set[str]:
    """Labels of the attacks that the table has in a span of days, by an actor in any telling."""
    return {
        row["event"]
        for row in read_expected()
        if row["event_type"] in COUNTED
        and row["status"] in {"asserted", "claimed"}
        and since <= row["date_start"] <= until
        and by in row["perpetrator"]
        and admin1 in row["admin1"]
    }


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_a_note_is_whole_and_marked_as_an_example(path: Path) -> None:
    front, body = read_note(path)
    assert set(front) == KEYS
    assert front["key"] == path.stem
    assert front["example"] is True
    assert MARKS[str(front["language"])] in body
    assert len(body.split()) >= 60
    assert len(body.split()) <= 180


def test_a_note_links_to_a_home_or_section_page_only() -> None:
    for path in NOTES:
        url = str(read_note(path)[0]["url"])
        assert re.fullmatch(r"https://[\w.-]+(/[\w-]+){0,2}/?", url), (path.name, url)


def test_every_source_of_a_note_stands_in_the_desks_settings_and_is_used() -> None:
    desk = load_desk(EXAMPLE)
    assert {read_note(path)[0]["source"] for path in NOTES} == set(desk.sources)


def test_the_desk_counts_everything_and_withholds_one_source() -> None:
    desk = load_desk(EXAMPLE)
    assert desk.settings.counts == "all"
    assert desk.settings.cutoff == "2023-12-13T10:00"
    assert desk.regions["central-mali"].admin1 == ("ML/Mopti", "ML/Segou")
    withheld = [key for key, source in desk.sources.items() if source.links == "withhold"]
    assert withheld == ["bandiagara-contacts"]


def test_the_notes_are_in_three_languages() -> None:
    languages = [str(read_note(path)[0]["language"]) for path in NOTES]
    assert languages.count("fr") >= 8
    assert languages.count("ar") >= 3
    assert languages.count("en") > len(NOTES) / 2


def test_the_readme_names_every_note_that_is_not_wholly_on_record() -> None:
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    for path in NOTES:
        if "illustrative" in str(read_note(path)[0]["record"]):
            assert f"- `{path.stem}`" in readme


def test_an_incident_made_up_for_the_example_is_put_into_no_real_outlets_mouth() -> None:
    for path in NOTES:
        front, _ = read_note(path)
        if front["record"] == "illustrative":
            assert str(front["url"]).endswith(".example/")


def test_the_table_names_notes_and_event_types_that_exist() -> None:
    rows = read_expected()
    assert {row["note"] for row in rows} == {path.stem for path in NOTES}
    for row in rows:
        assert row["sub_event_type"] in EVENT_TYPES[row["event_type"]], row
        assert row["status"] in STATUSES, row
        assert row["admin1"] in {"ML/Mopti", "ML/Segou", ""}, row
        assert row["date_start"] <= row["date_end"], row


def test_one_label_means_one_kind_of_place() -> None:
    regions: dict[str, set[str]] = {}
    for row in read_expected():
        regions.setdefault(row["event"], set()).add(row["admin1"])
    assert all(len(found) == 1 for found in regions.values())


def test_the_notes_hold_the_two_offensives_and_the_lull_between() -> None:
    assert len(attacks("2023-11-19", "2023-12-13")) == 19
    assert len(attacks("2023-11-19", "2023-12-13", by="jnim")) == 16
    assert len(attacks("2023-11-19", "2023-12-13", by="jnim", admin1="ML/Mopti")) == 11
    assert len(attacks("2023-07-01", "2023-07-31", by="jnim")) == 13
    assert len(attacks("2023-10-01", "2023-11-18", by="jnim")) == 5


def test_several_events_are_told_more_than_once() -> None:
    tellings: dict[str, set[str]] = {}
    for row in read_expected():
        tellings.setdefault(row["event"], set()).add(row["note"])
    assert sum(len(notes) > 1 for notes in tellings.values()) >= 8
    assert len(tellings["farabougou-1212"]) == 4


def test_every_place_of_the_desk_has_a_point_in_its_region_and_a_source() -> None:
    lines = (EXAMPLE / "lexicon" / "places.tsv").read_text(encoding="utf-8").splitlines()
    assert tuple(lines[0].split("\t")) == COLUMNS
    for line in lines[1:]:
        row = dict(zip(COLUMNS, line.split("\t"), strict=True))
        assert row["id"].startswith("desk:")
        assert row["admin1"] in {"ML/Mopti", "ML/Segou"}
        assert 12.5 < float(row["latitude"]) < 16.5
        assert -7.0 < float(row["longitude"]) < -1.0
        assert re.match(r"(UCDP GED|Who's On First) \d+", row["source"]), row
    assert len({line.split("\t")[0] for line in lines}) == len(lines)


def test_every_place_and_actor_of_the_table_is_known_to_the_desk() -> None:
    gazetteer = open_gazetteer(EXAMPLE / "lexicon" / "places.tsv")
    lexicon = load_lexicon(EXAMPLE / "lexicon" / "actors.toml")
    for row in read_expected():
        if row["place"]:
            found = gazetteer.find(row["place"], country="ML", limit=1)
            assert [entry.admin1 for entry in found] == [row["admin1"]], row
        for actor in filter(None, row["perpetrator"].split(";")):
            assert actor == "unidentified" or lexicon.actor(actor) is not None, row


def test_the_update_cites_notes_that_exist() -> None:
    update = (EXAMPLE / "updates" / "2023-12-15.md").read_text(encoding="utf-8")
    cited = set(re.findall(r"@([a-z][\w-]+)", re.sub(r"against:\S+", "", update)))
    assert cited <= {path.stem for path in NOTES}
    assert len(cited) >= 25


def test_no_file_repeats_the_words_of_the_seeds(shared: Path) -> None:
    seeds: set[tuple[str, ...]] = set()
    for seed in sorted((shared / "seeds").glob("*.txt")):
        seeds |= word_runs(seed.read_text(encoding="utf-8"))
    for path in sorted(EXAMPLE.rglob("*")):
        if path.is_file():
            assert not word_runs(path.read_text(encoding="utf-8")) & seeds, path
