"""Who did it, to whom, who claims and who denies."""

from datetime import date

import pytest

from dateline.extract.roles import Roles, find_roles
from dateline.extract.scene import read_scene
from dateline.extract.triggers import find_groups
from dateline.lexicon import load_lexicon

LEXICON = load_lexicon()


def roles(text: str, language: str = "en") -> Roles:
    scene = read_scene(text, 0, language=language, lexicon=LEXICON, anchor=date(2023, 12, 15))
    assert scene is not None
    return find_roles(scene, find_groups(scene)[0], (0, len(text)))


@pytest.mark.parametrize(
    ("text", "language", "doer"),
    [
        ("Gunmen killed six villagers near Koro.", "en", "Gunmen"),
        ("Six villagers were killed by JNIM fighters near Koro.", "en", "JNIM fighters"),
        ("A JNIM attack on the camp left two soldiers dead.", "en", "JNIM"),
        ("Israeli airstrikes hit the town of Tyre.", "en", "Israeli"),
        ("Israel strikes a village in south Lebanon.", "en", "Israel"),
        ("Six civils ont été tués par des hommes armés à Koro.", "fr", "des hommes armés"),
        ("Une attaque jihadiste contre le camp de Konna a fait deux morts.", "fr", "jihadiste"),
        ("هاجم مسلحون قرية قرب موبتي.", "ar", "مسلحون"),
        (
            "هاجم مسلحون من تنظيم الدولة الإسلامية قرية قرب ميناكا.",
            "ar",
            "مسلحون من تنظيم الدولة الإسلامية",
        ),
        ("قتل مسلحون من داعش ثلاثة جنود في دير الزور.", "ar", "مسلحون من داعش"),
        ("أطلق مسلحون من داعش النار على قافلة.", "ar", "مسلحون من داعش"),
    ],
)
def test_the_perpetrator_is_found_by_where_it_stands(text: str, language: str, doer: str) -> None:
    assert [party.text for party in roles(text, language).perpetrators] == [doer]


@pytest.mark.parametrize("verb", ["قتل", "قُتل"])
def test_the_subject_of_a_passive_arabic_verb_was_killed(verb: str) -> None:
    found = roles(f"{verb} مسلحون من داعش في اشتباك قرب دير الزور.", "ar")
    assert found.perpetrators == []


def test_a_country_before_a_noun_is_a_place_not_a_perpetrator() -> None:
    assert roles("Ten soldiers killed in Niger attack.").perpetrators == []


def test_the_sides_of_a_clash_have_no_perpetrator() -> None:
    found = roles("Clashes between the Malian army and JNIM broke out near Gossi.")
    assert [side.text for side in found.sides] == ["Malian army", "JNIM"]
    assert found.perpetrators == []


def test_a_claim_makes_the_claimant_the_perpetrator() -> None:
    found = roles("JNIM claimed responsibility for the ambush near Boni.")
    assert [party.text for party in found.claimants] == ["JNIM"]
    assert [party.text for party in found.perpetrators] == ["JNIM"]


def test_who_only_speaks_did_nothing() -> None:
    found = roles("The Malian army says six villagers were killed in an attack near Koro.")
    assert found.perpetrators == []


def test_a_denial_is_no_deed() -> None:
    found = roles("The army denied the killings in Moura.")
    assert [party.text for party in found.deniers] == ["The army"] or [
        party.text for party in found.deniers
    ] == ["army"]
