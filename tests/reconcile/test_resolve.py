from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.actor import Participant
from dateline.model.event import Event, event_row
from dateline.model.link import Link
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.review import Review
from dateline.model.source import Source
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll, TollEstimate
from dateline.reconcile import (
    ResolveSettings,
    explain_choices,
    link_mentions,
    list_choices,
    resolve_event,
    resolve_events,
)

BAPHO = Place("Bapho", "Bapho", "desk:bapho", 13.60, -6.22, "ML/Segou", None, "ML", 1)
NEAR = Place("Segou", "near Segou", "geonames:2449067", 13.43, -6.26, "ML/Segou", None, "ML", 2)
SEGOU = Place("Segou", "Segou region", "admin:ML/Segou", 14.0, -5.8, "ML/Segou", None, "ML", 3)
JNIM = Participant("perpetrator", "JNIM", "JNIM", "jnim")
ARMY = Participant("target", "the army", "Malian army", "mali-army")
GUNMEN = Participant("perpetrator", "gunmen", "gunmen", None, "unidentified", "gunmen")
SOURCES = {
    "good": Source("good", reliability="B"),
    "poor": Source("poor", reliability="D"),
    "ministry": Source("ministry", reliability="C", affiliation="mali-army"),
    "channel": Source("channel", reliability="E", affiliation="jnim"),
}
JULY_4 = date(2023, 7, 4)


def dead(number: int, of: str = "side_b", **more: Any) -> Toll:  # noqa: ANN401 - fields of a toll
    return replace(Toll("killed", of, None, number, number, str(number)), **more)


def account(  # noqa: PLR0913 - what tests vary
    number: int,
    *tolls: Toll,
    source: str = "good",
    kind: str = "article",
    reported: str | None = "2023-07-05",
    place: Place | None = BAPHO,
    actors: tuple[Participant, ...] = (JNIM, ARMY),
    sub: tuple[str, str] = ("Battles", "Armed clash"),
    **more: Any,  # noqa: ANN401 - fields of a mention
) -> StoredMention:
    mention = Mention(f"d{number}", "s", 0, 1, *sub, JULY_4, JULY_4, 1, place, actors, tolls)
    return StoredMention(
        number, replace(mention, **more), kind, source, reported, f"2023-12-13T00:00:0{number}Z"
    )


def resolve(*mentions: StoredMention, reviews: tuple[Review, ...] = ()) -> Event:
    return resolve_event(1, mentions, reviews, sources=SOURCES)


def test_rival_tolls_stand_side_by_side() -> None:
    event = resolve(account(1, dead(12)), account(2, dead(40), source="poor"))
    assert [toll.low for toll in event.tolls] == [12, 40]
    assert event.killed == TollEstimate(low=12, best=12, high=40)


def test_the_dead_of_two_groups_add_up_whoever_counts_each() -> None:
    soldiers = dead(7, "side_b", speaker="a councillor", interest="third party")
    event = resolve(account(1, soldiers, dead(2, "civilians")))
    assert event.killed == TollEstimate(9, 9, 9)


def test_two_words_on_one_group_stay_apart() -> None:
    mayor = dead(7, "side_b", speaker="the mayor", interest="third party")
    doctor = dead(9, "side_b", speaker="a doctor", interest="third party")
    assert resolve(account(1, mayor, doctor)).killed == TollEstimate(7, 9, 9)


def test_a_figure_only_told_as_denied_is_no_floor() -> None:
    denied = dead(23, speaker="the general staff", interest="own side")
    event = resolve(account(1, dead(11)), account(2, denied, status="denied"))
    assert event.killed == TollEstimate(11, 11, 23)


def test_best_is_of_the_better_graded_source_then_of_the_later_report() -> None:
    later = account(3, dead(15), reported="2023-07-09")
    assert resolve(account(1, dead(12)), later).killed == TollEstimate(12, 15, 15)
    poor = account(2, dead(40), source="poor", reported="2023-07-10")
    assert resolve(account(1, dead(12)), poor, later).killed == TollEstimate(12, 15, 40)


def test_an_unknown_grade_goes_behind_the_good_and_before_the_bad() -> None:
    unknown = account(2, dead(7), source="nobody", reported="2023-08-01")
    assert resolve(account(1, dead(12)), unknown).killed.best == 12
    assert resolve(account(1, dead(12), source="poor"), unknown).killed.best == 7


def test_a_belligerent_s_word_about_its_enemy_s_dead_sets_the_high_alone() -> None:
    claim = dead(60, "side_b", speaker="JNIM", interest="enemy")
    event = resolve(account(1, dead(12)), account(2, claim))
    assert event.killed == TollEstimate(low=12, best=12, high=60)
    assert resolve(account(1, claim)).killed == TollEstimate(None, None, 60)


def test_a_belligerent_s_word_about_its_own_dead_may_set_the_low() -> None:
    own = dead(3, "side_b", speaker="the army", interest="own side")
    assert resolve(account(1, dead(12)), account(2, own)).killed.low == 3


def test_an_outlet_that_speaks_for_a_side_is_taken_as_that_side() -> None:
    boast = account(2, dead(60, "side_b"), source="channel")
    assert resolve(account(1, dead(12)), boast).killed == TollEstimate(12, 12, 60)
    admission = account(2, dead(3, "side_b"), source="ministry")
    assert resolve(account(1, dead(12)), admission).killed.low == 3
    elsewhere = account(2, dead(3), source="channel", actors=(GUNMEN, ARMY))
    assert resolve(account(1, dead(12)), elsewhere).killed.low == 3


def test_one_speaker_s_numbers_add_up_and_enemies_among_them_count_to_the_high() -> None:
    mixed = account(
        1,
        dead(3, "side_b", speaker="the army", interest="own side"),
        dead(20, "side_a", speaker="the army", interest="enemy"),
    )
    assert resolve(mixed).killed == TollEstimate(low=3, best=3, high=23)


def test_a_number_goes_before_a_word() -> None:
    word = replace(dead(24), high=None, words="dozens", imputed=True)
    event = resolve(account(1, word), account(2, dead(31), source="poor"))
    assert event.killed == TollEstimate(low=24, best=31, high=31)


def test_not_stated_is_not_zero() -> None:
    assert resolve(account(1)).killed == TollEstimate(None, None, None)
    assert resolve(account(1, dead(0))).killed == TollEstimate(0, 0, 0)


def test_the_most_precise_date_stands_and_then_the_one_most_agree_on() -> None:
    week = account(1, date_start=date(2023, 7, 1), date_end=date(2023, 7, 7), time_precision=2)
    fifth = account(2, date_start=date(2023, 7, 5), date_end=date(2023, 7, 5))
    event = resolve(week, fifth, account(3), account(4))
    assert (event.date_start, event.date_end, event.time_precision) == (JULY_4, JULY_4, 1)
    undated = account(5, date_start=None, date_end=None, time_precision=None)
    assert resolve(undated, week).date_end == date(2023, 7, 7)
    assert resolve(undated).date_start is None


def test_a_denial_that_writes_no_day_sets_none() -> None:
    sixth, fifth = date(2023, 7, 6), date(2023, 7, 5)
    denial = account(1, date_start=sixth, date_end=sixth, time_precision=1, status="denied")
    night = account(2, date_start=fifth, date_end=fifth, time_precision=2)
    assert resolve(denial, night).date_start == fifth
    said = replace(denial, mention=replace(denial.mention, date_as_written="6 July"))
    assert resolve(said, night).date_start == sixth


def test_a_year_that_is_written_goes_before_one_that_was_inferred() -> None:
    guessed = account(1, date_start=date(2022, 7, 4), date_end=date(2022, 7, 4), year_inferred=True)
    assert resolve(guessed, account(2)).date_start == JULY_4


def test_the_most_precise_place_stands() -> None:
    assert resolve(account(1, place=SEGOU), account(2, place=NEAR), account(3)).place == BAPHO
    assert resolve(account(1, place=None), account(2, place=SEGOU)).place == SEGOU
    assert resolve(account(1, place=None)).place is None


def test_the_highest_type_in_acled_s_order_wins() -> None:
    raid = account(1, sub=("Violence against civilians", "Attack"))
    blast = account(2, sub=("Explosions/Remote violence", "Remote explosive/landmine/IED"))
    assert resolve(raid, blast).sub_event_type == "Remote explosive/landmine/IED"
    event = resolve(raid, blast, account(3))
    assert (event.event_type, event.sub_event_type) == ("Battles", "Armed clash")


def test_an_actor_stands_once_with_its_best_basis() -> None:
    claimed = replace(JNIM, basis="claimed")
    event = resolve(account(1), account(2, actors=(claimed, ARMY)))
    assert event.actors == (claimed, ARMY)


def test_somebody_unnamed_gives_way_to_somebody_known_and_leaves_their_description() -> None:
    event = resolve(account(1, actors=(GUNMEN,)), account(2))
    assert event.actors == (replace(JNIM, described_as="gunmen"), ARMY)
    assert resolve(account(1, actors=(GUNMEN,))).actors == (GUNMEN,)


def test_rival_perpetrators_stand_side_by_side_until_one_claims_it() -> None:
    isgs = Participant("perpetrator", "ISGS", "ISGS", "isgs")
    assert {part.id for part in resolve(account(1), account(2, actors=(isgs,))).actors} == {
        "jnim", "isgs", "mali-army",
    }  # fmt: skip
    claimed = replace(isgs, basis="claimed")
    assert {part.id for part in resolve(account(1), account(2, actors=(claimed,))).actors} == {
        "isgs", "mali-army",
    }  # fmt: skip


def test_the_status_is_that_of_the_strongest_account() -> None:
    assert resolve(account(1, status="denied"), account(2, status="claimed")).status == "claimed"
    assert resolve(account(1, status="denied"), account(2)).status == "asserted"


@pytest.mark.parametrize("kind", ["weekly-update", "digest-article"])
def test_an_analysis_alone_makes_no_countable_event(kind: str) -> None:
    event = resolve(account(1, dead(3), kind=kind))
    assert not event.countable
    assert event.killed.best == 3
    assert event_row(event)["countable"] is False


def test_an_analysis_supports_an_event_and_sets_none_of_its_fields() -> None:
    report = account(1, dead(12), place=SEGOU)
    retold = account(2, dead(99), kind="weekly-update", reported="2023-07-01")
    event = resolve(report, retold)
    assert event.countable
    assert (event.place, event.killed, event.reported_at) == (
        SEGOU, TollEstimate(12, 12, 12), "2023-07-05",
    )  # fmt: skip
    assert event.mentions == (1, 2)
    assert event.documents == ("d1", "d2")


def test_a_person_may_make_an_analysis_countable_and_take_it_back() -> None:
    told = account(1, kind="weekly-update")
    accepted = Review(1, "accepted", "Ada", "2023-12-14T00:00:00Z")
    back = Review(1, "unreviewed", "Ada", "2023-12-15T00:00:00Z")
    assert resolve(told, reviews=(accepted,)).countable
    assert not resolve(told, reviews=(accepted, back)).countable


def test_what_a_person_rejects_does_not_count() -> None:
    event = resolve(account(1), reviews=(Review(1, "rejected", "Ada", "2023-12-14T00:00:00Z"),))
    assert (event.review, event.countable) == ("rejected", False)


def test_a_person_s_correction_overrides_every_account() -> None:
    word = Review(
        1, "corrected", "Ada", "2023-12-14T00:00:00Z", "photographs",
        {
            "killed": {"low": 5, "best": 6, "high": 7},
            "date_start": "2023-07-06",
            "sub_event_type": "Air/drone strike",
            "place": {"name": "Niono", "text": "Niono"},
            "actors": [{"role": "perpetrator", "text": "", "name": "Wagner", "id": "wagner"}],
            "weapons": ["drone"],
            "mentions": [99],
        },
    )  # fmt: skip
    event = resolve(account(1, dead(12)), reviews=(word,))
    assert (event.review, event.killed) == ("corrected", TollEstimate(5, 6, 7))
    assert (event.date_start, event.date_end) == (date(2023, 7, 6), date(2023, 7, 6))
    assert (event.event_type, event.sub_event_type) == (
        "Explosions/Remote violence", "Air/drone strike",
    )  # fmt: skip
    assert event.place == Place("Niono", "Niono")
    assert event.actors == (Participant("perpetrator", "", "Wagner", "wagner"),)
    assert event.weapons == ("drone",)
    assert event.mentions == (1,)


def test_every_choice_says_by_which_rule_or_person_it_fell() -> None:
    word = Review(
        1, "corrected", "Ada", "2023-12-14T00:00:00Z", "photographs", {"status": "claimed"}
    )
    mentions = [account(1, dead(12)), account(2, dead(40), source="poor", place=SEGOU)]
    choices = list_choices(1, mentions, (word,), sources=SOURCES, confirmed=(1, 2))
    assert explain_choices(choices) == [
        "sub_event_type: Armed clash (all accounts agree; rule: highest; graded B1, D1)",
        (
            "date: 2023-07-04 (the most precise date, by 2 accounts (mentions 1, 2); "
            "rule: most-precise, most-agreed, earliest; graded B1, D1)"
        ),
        (
            "place: Bapho (the most precise place, by mention 1; "
            "rule: most-precise, most-agreed, earliest; graded B1)"
        ),
        "perpetrator: jnim (attributed, by 2 accounts (mentions 1, 2))",
        "target: mali-army (attributed, by 2 accounts (mentions 1, 2))",
        (
            "killed: low 12, best 12, high 40 (best from good (B1), among 2 accounts; "
            "rule: number, best-grade, latest, largest)"
        ),
        (
            "status: asserted (the strongest account, by 2 accounts (mentions 1, 2); "
            "rule: strongest; graded B1, D1)"
        ),
        "countable: yes (reported outside analyses)",
        "review: corrected (Ada on 2023-12-14: photographs)",
        "status: claimed (set by Ada on 2023-12-14: photographs)",
    ]
    assert choices[5].mentions == (1,)


def chosen(*mentions: StoredMention, reviews: tuple[Review, ...] = (), **rules: Any) -> Event:  # noqa: ANN401 - policies
    policies = ResolveSettings(**rules)
    return resolve_event(1, mentions, reviews, sources=SOURCES, policies=policies)


SEVARE = Place("Sevare", "Sevare", "s", 14.5, -4.1, "ML/Mopti", None, "ML", 1)
FIFTH = {"date_start": date(2023, 7, 5), "date_end": date(2023, 7, 5)}


def test_a_desk_declares_which_account_goes_first() -> None:
    early = account(1, dead(9), source="poor", reported="2023-07-04", place=SEVARE, **FIFTH)
    late = account(2, dead(4), reported="2023-07-08")
    assert chosen(early, late, place=("earliest",)).place == SEVARE
    assert chosen(early, late, place=("latest",)).place == BAPHO
    assert chosen(early, late, place=("best-grade", "earliest")).place == BAPHO
    assert chosen(early, late, place=("source:poor", "latest")).place == SEVARE
    assert chosen(early, late, date=("earliest",)).date_start == date(2023, 7, 5)
    assert chosen(early, late, date=("best-grade",)).date_start == JULY_4
    assert chosen(early, late, tolls=("largest",)).killed == TollEstimate(4, 9, 9)
    assert chosen(early, late, tolls=("lowest",)).killed == TollEstimate(4, 4, 9)
    assert chosen(early, late, tolls=("source:poor",)).killed == TollEstimate(4, 9, 9)


def test_a_reprint_outvotes_nobody() -> None:
    words = "fighters raided the garrison town before dawn on tuesday residents said"
    copies = [
        account(number, source=f"copy{number}", reported="2023-07-06", sentence=words, **FIFTH)
        for number in (1, 2, 3)
    ]
    others = [account(number, source=f"own{number}", sentence=f"s{number}") for number in (4, 5)]
    assert chosen(*copies, *others).date_start == JULY_4


def test_a_persons_grade_stands_before_the_computed_one() -> None:
    good, poor = account(1, dead(4)), account(2, dead(9), source="poor")
    word = Review(1, "graded", "Ada", "2023-12-14T00:00:00Z", "saw it", {"grade:2": "A2"})
    assert chosen(good, poor).killed.best == 4
    event = chosen(good, poor, reviews=(word,))
    assert (event.killed.best, event.review) == (9, "unreviewed")
    choices = list_choices(1, [good, poor], (word,), sources=SOURCES)
    told = {choice.field: choice for choice in choices}
    assert told["killed"].grades == ("A2",)
    assert told["grade of mention 2"].why == "set by Ada on 2023-12-14: saw it"


def test_an_event_is_as_old_as_its_earliest_report() -> None:
    event = resolve(account(1, reported="2023-07-09"), account(2, reported=None), account(3))
    assert (event.reported_at, event.recorded_at) == ("2023-07-05", "2023-12-13T00:00:01Z")
    assert event.revision == 3


def test_events_are_made_of_the_links_in_force() -> None:
    mentions = [account(1), account(2), account(3)]
    links = [Link(1, 4, "m/1", ""), Link(2, 4, "m/1", ""), Link(9, 4, "m/1", "")]
    (event,) = resolve_events(mentions, links, sources={}, births={4: "2023-12-13", 5: "x"})
    assert (event.id, event.mentions, event.recorded_at) == (4, (1, 2), "2023-12-13")


@given(order=st.permutations(range(6)))
@settings(max_examples=30, deadline=None)
def test_the_order_of_accounts_changes_nothing(order: list[int]) -> None:
    accounts = [
        account(1, dead(12)), account(2, dead(40), source="poor"), account(3, place=SEGOU),
        account(4, actors=(GUNMEN,)), account(5, dead(2), kind="weekly-update"),
        account(6, status="claimed", sub=("Violence against civilians", "Attack")),
    ]  # fmt: skip
    assert resolve(*(accounts[number] for number in order)) == resolve(*accounts)


@pytest.mark.parametrize("seed", [1, 101])
def test_adding_an_analysis_never_raises_a_count(make_world: Callable[..., Any], seed: int) -> None:
    world = make_world(seed, events=60)
    reports = list(world.mentions)
    retold = [
        replace(one, id=1000 + one.id, kind="weekly-update", source="analysts",
                mention=replace(one.mention, document="update", sentence=f"retold {one.id}"))
        for one in reports[::3]
    ]  # fmt: skip

    def countable(mentions: list[StoredMention]) -> list[tuple[Any, ...]]:
        links = link_mentions(mentions, [], next_event=1)
        births = {link.event: "2023-12-13" for link in links}
        events = resolve_events(mentions, links, sources={}, births=births)
        return [
            (event.date_start, event.place, event.killed, event.sub_event_type)
            for event in events
            if event.countable
        ]

    assert countable(reports + retold) == countable(reports)


def test_a_proposal_tells_what_it_would_set() -> None:
    word = Review(
        1, "proposed", "Cle", "2023-12-14T00:00:00Z", "the mayor",
        {"killed": {"low": 9, "best": 9, "high": 9}, "status": "claimed"},
    )  # fmt: skip
    choices = list_choices(1, [account(1, dead(4))], (word,), sources=SOURCES)
    assert explain_choices(choices)[-1] == (
        "proposed: killed low 9, best 9, high 9, status claimed (Cle on 2023-12-14: the mayor)"
    )
    assert resolve(account(1, dead(4)), reviews=(word,)).killed.best == 4
