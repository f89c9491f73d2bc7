"""Verbs joined by "and" share their subject."""

from datetime import date

import pytest

from dateline.extract.roles import find_roles
from dateline.extract.scene import Scene, read_scene
from dateline.extract.subjects import acting_party, unnamed_subject
from dateline.extract.triggers import find_groups
from dateline.lexicon import load_lexicon

LEXICON = load_lexicon()


def scene(text: str, language: str) -> Scene:
    read = read_scene(
        text, 0, language=language, lexicon=LEXICON, anchor=date(2024, 3, 1), wordless=True
    )
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("text", "language", "doer"),
    [
        (
            (
                "Boko Haram fighters halted four lorries on the old lake road between Kukawa and "
                "Baga, in Borno state, early on Friday and abducted the drivers."
            ),
            "en", "Boko Haram fighters",
        ),
        (
            (
                "Mardi soir, des hommes armés ont arrêté deux pirogues parties de Mopti en "
                "direction du lac Débo, à hauteur de Kotaka, et enlevé quatre pêcheurs."
            ),
            "fr", "des hommes armés",
        ),
    ],
)  # fmt: skip
def test_coordinated_verbs_share_their_subject(text: str, language: str, doer: str) -> None:
    read = scene(text, language)
    groups = [group for group in find_groups(read) if "abduct" in group.senses]
    found = find_roles(read, groups[0], (0, len(text)))
    assert [party.text for party in found.perpetrators] == [doer]


def test_a_passive_verb_after_and_has_another_subject() -> None:
    read = scene("Gunmen stormed the market in Baga and two traders were abducted.", "en")
    group = next(group for group in find_groups(read) if "abduct" in group.senses)
    assert find_roles(read, group, (40, len(read.text))).perpetrators == []


def test_who_meets_a_mine_is_its_target_and_who_laid_it_did_it() -> None:
    text = "A lorry of the Nigerian army struck a landmine planted by Boko Haram near Banki."
    read = scene(text, "en")
    found = find_roles(read, find_groups(read)[0], (0, len(text)))
    assert [party.text for party in found.perpetrators] == ["Boko Haram"]
    assert [party.text for party in found.targets] == ["Nigerian army"]


def test_a_verb_of_force_shows_who_acts_on_the_scene() -> None:
    acting = acting_party(scene("Bandits seized a ferry this morning near Yelwa.", "en"))
    assert acting is not None
    assert acting[0].text == "Bandits"
    assert acting_party(scene("Bandits demanded a ransom this morning.", "en")) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The road outside Ruse was blocked in protest on Friday by tulip growers.",
            "tulip growers",
        ),
        ("Two deserters were tortured by interrogators at a mill near Kessab.", "interrogators"),
    ],
)
def test_people_after_by_did_it_though_no_list_knows_them(text: str, who: str) -> None:
    read = scene(text, "en")
    found = unnamed_subject(read, find_groups(read)[0])
    assert found is not None
    assert found.text == who


def test_who_only_reported_a_deed_did_not_do_it() -> None:
    read = scene("The school was attacked, as reported by residents of Kaya.", "en")
    assert unnamed_subject(read, find_groups(read)[0]) is None
