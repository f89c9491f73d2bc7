"""Words that name one party are one party."""

import pytest

from dateline.extract.parties import join_parties, name_parents
from dateline.lexicon import fold_with_offsets, load_lexicon

LEXICON = load_lexicon()


def parties(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    found = join_parties(text, LEXICON.find_parties(fold_with_offsets(text), language))
    return [(party.text, party.actor.id if party.actor else None) for party in found]


@pytest.mark.parametrize(
    ("text", "language", "words", "actor"),
    [
        ("JNIM fighters came at dawn.", "en", "JNIM fighters", "jnim"),
        ("JNIM's fighters came at dawn.", "en", "JNIM's fighters", "jnim"),
        ("Some militants of JNIM came at dawn.", "en", "militants of JNIM", "jnim"),
        ("Des combattants du JNIM sont venus.", "fr", "combattants du JNIM", "jnim"),
        ("Boko Haram gunmen came at dawn.", "en", "Boko Haram gunmen", "boko-haram"),
    ],
)
def test_a_group_and_its_fighters_are_one_party(
    text: str, language: str, words: str, actor: str
) -> None:
    assert parties(text, language) == [(words, actor)]


def test_two_groups_beside_each_other_stay_two() -> None:
    assert [actor for _words, actor in parties("JNIM and Boko Haram met.")] == [
        "jnim", "boko-haram",
    ]  # fmt: skip


def test_a_name_after_a_part_of_only_tells_the_parent() -> None:
    text = "Katiba Macina, a part of JNIM, came at dawn."
    found = LEXICON.find_parties(fold_with_offsets(text), "en")
    assert [party.text for party in name_parents(text, found)] == ["JNIM"]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Houthi forces came at dawn.", "Houthi forces", "houthis"),
        ("U.S. Central Command forces came.", "U.S. Central Command forces", "united-states-army"),
        ("Los Choneros post a video of it.", "Los Choneros", "los-choneros"),
        ("Chad rebels came at dawn.", "Chad rebels", "unidentified-armed-group"),
        ("Niger military camp attack kills ten.", "Niger military camp", "niger-army"),
    ],
)
def test_a_name_takes_in_its_men_and_sites(text: str, words: str, actor: str) -> None:
    assert parties(text)[0] == (words, actor)


@pytest.mark.parametrize(
    "text",
    [
        "The ADF, an Islamic State affiliate, came at dawn.",
        "Islamic State-linked ADF came at dawn.",
    ],
)
def test_an_affiliate_is_named_and_its_parent_did_nothing(text: str) -> None:
    found = LEXICON.find_parties(fold_with_offsets(text), "en")
    assert [party.text for party in name_parents(text, found)] == ["Islamic State"]
