"""The lexicon knows who is who, and when."""

from datetime import date
from pathlib import Path

import pytest

from dateline.errors import SettingsError
from dateline.lexicon import load_lexicon

LEXICON = load_lexicon()


def ids(text: str, language: str = "en") -> list[str | None]:
    return [span.actor.id for span in LEXICON.find_actors(text, language) if span.actor]


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("GSIM", "jnim"),
        ("Jama’at Nusrat al Islam wa al Muslimeen", "jnim"),
        ("MLF", "katiba-macina"),
        ("Daesh", "islamic-state"),
        ("داعش", "islamic-state"),
        ("قوات الدعم السريع", "rsf"),
        ("FAMa", "mali-army"),
        ("Malian Armed Forces", "mali-army"),
        ("l'armée", None),
        ("Shebab", "al-shabaab"),
        ("ISWAP-GS", "is-sahel"),
        ("Islamic State's Sahel branch", "is-sahel"),
        ("JEM", "jem"),
        ("JeM", "jaish-e-mohammed"),
        ("Three Brotherhood Alliance", "brotherhood-alliance"),
        ("Alliance Fleuve Congo", "afc"),
        ("حراس الدين", "hurras-al-din"),
        ("mali-army", "mali-army"),
    ],
)
def test_a_name_in_any_language_finds_its_actor(name: str, identity: str | None) -> None:
    actor = LEXICON.find_actor(name)
    assert (actor.id if actor else None) == identity


def test_offsets_are_exact_in_the_original() -> None:
    text = "Hier, les Forces armées maliennes ont affronté le GSIM près de Sévaré."
    spans = LEXICON.find_actors(text, "fr")
    assert [(span.text, text[span.start : span.end]) for span in spans] == [
        ("Forces armées maliennes", "Forces armées maliennes"),
        ("GSIM", "GSIM"),
    ]


def test_the_verb_is_does_not_name_the_islamic_state() -> None:
    assert ids("The road is closed, IS says.") == ["islamic-state"]


def test_a_community_is_never_an_armed_group() -> None:
    assert ids("Fulani herders and Dogon militiamen") == []


def test_subgroups_follow_their_dates() -> None:
    assert "katiba-macina" in LEXICON.with_subgroups("jnim")
    assert "katiba-macina" not in LEXICON.with_subgroups("jnim", date(2016, 1, 1))
    assert "katiba-macina" in LEXICON.with_subgroups("jnim", date(2023, 7, 1))


def test_who_rules_a_state_lends_it_its_men_while_it_does() -> None:
    assert LEXICON.ruler("AF", date(2021, 8, 14)) is None
    ruler = LEXICON.ruler("AF", date(2021, 8, 16))
    assert ruler is not None
    assert ruler.id == "taliban"
    assert LEXICON.ruler("ML", date(2021, 8, 16)) is None


def test_the_taliban_are_a_state_only_from_august_2021() -> None:
    assert "taliban" not in LEXICON.group("@state", date(2021, 8, 14))
    assert "taliban" in LEXICON.group("@state", date(2021, 8, 16))
    assert "mali-army" in LEXICON.group("@state", date(2016, 1, 1))


@pytest.mark.parametrize(
    ("identity", "last_day", "first_day_no_more"),
    [
        ("rsf", date(2023, 4, 14), date(2023, 4, 15)),
        ("hts", date(2025, 1, 29), date(2025, 1, 30)),
    ],
)
def test_a_force_may_stop_being_the_state(
    identity: str, last_day: date, first_day_no_more: date
) -> None:
    assert identity in LEXICON.group("@state", last_day)
    assert identity not in LEXICON.group("@state", first_day_no_more)


@pytest.mark.parametrize(
    ("part", "whole", "on", "holds"),
    [
        ("mnla", "cma", date(2016, 1, 1), True),
        ("mnla", "cma", date(2025, 1, 1), False),
        ("africa-corps", "russia-army", date(2024, 6, 1), True),
        ("jamaat-ul-ahrar", "ttp", date(2019, 1, 1), False),
        ("jamaat-ul-ahrar", "ttp", date(2023, 1, 1), True),
        ("kataib-hezbollah", "pmf", date(2020, 1, 1), True),
        ("tnla", "brotherhood-alliance", date(2023, 11, 1), True),
        ("m23", "afc", date(2022, 6, 1), False),
        ("m23", "afc", date(2025, 1, 28), True),
        ("upc-car", "cpc", date(2021, 1, 13), True),
        ("upc-car", "cpc", date(2022, 1, 1), False),
        ("donbas-separatists", "russia-army", date(2016, 1, 1), False),
    ],
)
def test_an_alliance_holds_while_it_lasts(part: str, whole: str, on: date, *, holds: bool) -> None:
    assert (part in LEXICON.with_subgroups(whole, on)) is holds


@pytest.mark.parametrize(
    ("identity", "other"),
    [
        ("africa-corps", "wagner"), ("csp", "cma"), ("fla", "csp"), ("hts", "nusra"),
        ("islamic-state", "aqi"), ("m23", "cndp"),
    ],
)  # fmt: skip
def test_a_successor_is_known_by_what_it_follows(identity: str, other: str) -> None:
    actor = LEXICON.actor(identity)
    assert actor is not None
    assert ("successor-of", other) in [(tie.kind, tie.other) for tie in actor.relations]


def test_every_relation_has_a_source_and_a_known_kind() -> None:
    kinds = {"parent", "split-from", "successor-of", "alias-of", "member-of", "rules"}
    for actor in LEXICON.actors.values():
        for tie in actor.relations:
            within_a_state = actor.inter == 1 and tie.kind == "parent"
            assert tie.source or within_a_state, (actor.id, tie.other)
            assert tie.kind in kinds, (actor.id, tie.kind)


def test_an_unknown_name_is_offered_its_nearest() -> None:
    assert LEXICON.nearest("jnm")[0] == "jnim"


def test_a_desk_adds_actors_and_aliases(tmp_path: Path) -> None:
    file = tmp_path / "actors.toml"
    file.write_text(
        '[actors.bapho-watch]\nname = "Bapho Watch"\ninter = 4\ncountry = "ML"\n'
        'aliases = ["Gardiens de Bapho"]\n[aliases]\njnim = ["les gens de la brousse"]\n'
    )
    lexicon = load_lexicon(file)
    watch, group = lexicon.find_actor("gardiens de bapho"), lexicon.find_actor("gens de la brousse")
    assert watch is not None
    assert watch.id == "bapho-watch"
    assert group is None
    bush = lexicon.find_actor("Les gens de la brousse")
    assert bush is not None
    assert bush.id == "jnim"


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[actors.x]\nname='X'\ninter=9\n", "inter code from 1 to 8"),
        ("[actors.x]\nname='X'\ninter=2\ncolour='red'\n", "unknown key 'colour'"),
        ("[aliases]\njnimm=['x']\n", "near: jnim"),
        ("[actors", "is not TOML"),
    ],
)
def test_a_faulty_desk_file_says_what_is_wrong(tmp_path: Path, toml: str, says: str) -> None:
    file = tmp_path / "actors.toml"
    file.write_text(toml)
    with pytest.raises(SettingsError, match=says):
        load_lexicon(file)


def test_every_relation_names_known_actors() -> None:
    for actor in LEXICON.actors.values():
        for tie in actor.relations:
            assert tie.other.startswith("@") or tie.other in LEXICON.actors, (actor.id, tie.other)


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Los Choneros", "los-choneros"),
        ("Patriotic Union of Kurdistan", "puk-iq"),
        ("West Papua National Liberation Army", "wpnla"),
        ("Popular Front for the Liberation of Palestine", "pflp-ps"),
        ("Royal Air Force", "united-kingdom-army"),
        ("The AFC", "afc"),
        ("The TIP", "tip"),
        ("The BRA", "bra"),
        ("The BRAS", "bras"),
        ("Al-Nusra", "nusra"),
        ("Badr militia", "badr"),
        ("The Maute", "maute-group"),
        ("The TAK", "tak-turkey"),
    ],
)
def test_groups_of_the_wide_list_are_known_by_their_names(name: str, identity: str) -> None:
    assert ids(f"{name} attacked a convoy.") == [identity]


@pytest.mark.parametrize(
    "text",
    [
        "Abdul Fatah Popal met the governor.",
        "The ship sank off the northern tip of the island.",
        "An imp, an elf and a gam met.",
    ],
)
def test_words_that_look_like_an_id_name_nobody(text: str) -> None:
    assert ids(text) == []


def test_an_id_is_looked_up_as_such() -> None:
    found = LEXICON.find_actor("rsf")
    assert found is not None
    assert found.id == "rsf"
