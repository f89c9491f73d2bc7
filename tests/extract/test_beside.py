"""Where a party stands beside an event word says what part it took."""

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
    "text",
    [
        "Death count of Chad ambushes climbs to 31.",
        "Kenya has endured a string of bombings this spring.",
        "Two die in shooting reported by police in Arusha.",
        "The Secretary-General deplores the bombing of the market.",
    ],
)
def test_who_only_suffers_reports_or_lies_nearby_did_nothing(text: str) -> None:
    assert roles(text).perpetrators == []


def test_a_country_that_owns_an_attack_did_it() -> None:
    found = roles("Nine herders died in Chad's attack on Doro.")
    assert [party.text for party in found.perpetrators] == ["Chad"]


def test_a_country_before_a_group_only_says_whose_it_is() -> None:
    found = roles("Uganda condemned the shelling of the clinic by Sudan's RSF.")
    assert [(who.text, who.party.actor) for who in found.perpetrators] == [("Sudan's RSF", "rsf")]


def test_who_lost_was_struck() -> None:
    found = roles("The defeat of the column near Anefis: Wagner losses in the battle mount.")
    assert [party.text for party in found.perpetrators] == []


def test_people_without_arms_do_what_by_says() -> None:
    found = roles("The thief was beaten to death by traders in Kisumu.")
    assert [party.text for party in found.perpetrators] == ["traders"]


def test_the_arabic_article_melts_into_to() -> None:
    parties = LEXICON.find_actors("هجوم للجيش السوداني على الفاشر", "ar")
    assert [party.actor.id for party in parties if party.actor] == ["sudan-army"]


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("د پاکستان پوځ برید وکړ", "ps", "pakistan-army"),
        ("جنگنده‌های پاکستانی بر خوست بمب ریختند", "fa", "pakistan-army"),
        ("Türk savaş uçakları dağı vurdu", "tr", "turkey-army"),
        ("الطيران الإسرائيلي قصف البلدة", "ar", "israel-army"),
    ],
)
def test_forces_are_known_in_the_languages_of_their_neighbours(
    text: str, language: str, country: str
) -> None:
    assert country in [
        party.actor.id for party in LEXICON.find_actors(text, language) if party.actor
    ]


def test_who_backs_the_doers_and_who_held_the_town_are_no_doers() -> None:
    found = roles("Libyan forces backed by US jets retook a district held by Islamic State.")
    assert [party.text for party in found.perpetrators] == ["Libyan forces"]


def test_what_is_retaken_from_a_group_the_group_did_not_take() -> None:
    found = roles("Somali troops backed by clan militia retook Bariire from al-Shabaab.")
    assert [party.text for party in found.perpetrators] == ["Somali troops"]
    assert [party.text for party in found.targets] == ["al-Shabaab"]


def test_at_least_so_many_are_no_place_of_a_passive() -> None:
    found = roles("Malian soldiers and Wagner fighters executed at least 32 civilians.")
    doers = [party.text for party in found.perpetrators]
    assert doers == ["Malian soldiers", "Wagner fighters"]


@pytest.mark.parametrize(
    "text",
    [
        "Sake in hands of M23 rebels, residents say.",
        "The town of Sake fell into the hands of the M23 on Friday.",
        "Sake is now in the hands of the M23, an elder said.",
    ],
)
def test_in_whose_hands_a_town_is_took_it(text: str) -> None:
    found = roles(text)
    assert [party.actor.id for party in found.perpetrators if party.actor] == ["m23"]
    assert found.targets == []
