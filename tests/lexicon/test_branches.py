"""A group's name with its region is the name of its branch there."""

import pytest

from dateline.lexicon import load_lexicon

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "the Islamic State group's Khorasan branch said",
            "Islamic State group's Khorasan branch",
            "is-khorasan",
        ),
        (
            "men of the Sahelian branch of the Islamic State came",
            "the Sahelian branch of the Islamic State",
            "is-sahel",
        ),
        ("ISIS affiliate in the Sinai", "ISIS affiliate in the Sinai", "is-sinai"),
        ("al-Qaeda's Yemeni affiliate", "al-Qaeda's Yemeni affiliate", "aqap"),
        (
            "la branche sahélienne de l'Etat islamique",
            "branche sahélienne de l'Etat islamique",
            "is-sahel",
        ),
    ],
)
def test_region_and_parent_name_a_branch(text: str, words: str, actor: str) -> None:
    (found,) = [span for span in LEXICON.find_actors(text) if span.party.kind == "named"]
    assert found.actor is not None
    assert (found.text.endswith(words.rsplit(maxsplit=1)[-1]), found.actor.id) == (True, actor)


def test_a_group_without_a_region_stays_itself() -> None:
    (found,) = LEXICON.find_actors("the Islamic State said")
    assert found.actor is not None
    assert found.actor.id == "islamic-state"
