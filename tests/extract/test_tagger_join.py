"""Two readings of a sentence are paired event by event."""

from dataclasses import replace
from datetime import date

from dateline.encoder import TaggedEvent, TaggedSpan
from dateline.encoder.labels import STATUS_NAMES, SUBTYPES
from dateline.extract.fields import Draft
from dateline.extract.passages import Passage
from dateline.extract.roles import Roles
from dateline.extract.scene import read_scene
from dateline.extract.tagger_join import pair_readings
from dateline.extract.tagger_read import Told
from dateline.extract.triggers import find_groups
from dateline.lexicon import load_lexicon

TEXT = "Soldiers killed ten fighters after an attack on a market in Gao."


def ruled() -> Draft:
    scene = read_scene(TEXT, 0, language="en", lexicon=load_lexicon(), anchor=date(2024, 3, 6))
    assert scene is not None
    group = find_groups(scene)[0]
    return Draft(Passage(scene, 0), group, Roles(), (0, len(TEXT)), "Armed clash")


def told(word: str, kind: str, asked: int | None = None) -> Told:
    start = TEXT.index(word)
    types = tuple(float(name == kind) for name in SUBTYPES)
    statuses = tuple(float(name == "asserted") for name in STATUS_NAMES)
    trigger = TaggedSpan("ev", start, start + len(word), word, 0.9)
    return Told(TaggedEvent(trigger, types, statuses, (), asked))


def test_of_two_tagged_events_in_one_group_the_one_of_its_type_is_its_pair() -> None:
    draft, fight, raid = ruled(), told("killed", "Armed clash"), told("attack", "Attack")
    assert {TEXT[word.start : word.end] for word in draft.group.words} == {"killed", "attack"}
    first, second = pair_readings([draft], [raid, fight])
    assert (first.told, first.ruled) == (fight, draft)
    assert (second.told, second.ruled, second.inside) == (raid, None, True)


def test_an_event_that_the_tagger_did_not_mark_goes_with_its_judgement_of_the_word() -> None:
    draft, asked = ruled(), told("attack", "Attack", asked=0)
    (reading,) = pair_readings([draft], [asked])
    assert (reading.told, reading.marked) == (asked, False)


def test_an_event_with_nothing_of_its_own_is_the_one_beside_it_told_again() -> None:
    place = TaggedSpan("place", TEXT.index("Gao"), len(TEXT) - 1, "Gao", 0.9)
    fight, again = told("killed", "Armed clash"), told("attack", "Armed clash")
    first = Told(replace(fight.event, arguments=(place,)))
    second = Told(replace(again.event, arguments=(place,)))
    assert len(pair_readings([ruled()], [first, second])) == 1


def test_what_only_the_tagger_sees_stands_by_itself() -> None:
    (reading,) = pair_readings([], [told("attack", "Attack")])
    assert (reading.ruled, reading.marked, reading.alone) == (None, True, True)


def test_events_of_one_type_pair_without_a_common_word() -> None:
    draft, far = ruled(), told("Soldiers", "Armed clash")
    (reading,) = pair_readings([replace(draft, sub_event_type="Armed clash")], [far])
    assert reading.told is far


def test_what_is_tagged_at_the_word_of_an_event_of_its_type_is_that_event() -> None:
    draft, head, beside = ruled(), told("attack", "Attack"), told("killed", "Armed clash")
    assert TEXT[draft.group.head.start : draft.group.head.end] == "attack"
    unsure = tuple({"Attack": 0.6, "Armed clash": 0.4}.get(name, 0.0) for name in SUBTYPES)
    perhaps = Told(replace(head.event, types=unsure))
    (reading,) = pair_readings([draft], [perhaps, beside])
    assert reading.told is beside


def test_one_crowd_is_one_event_whatever_its_words() -> None:
    draft = replace(ruled(), sub_event_type="Protest with intervention")
    first, second = told("attack", "Protest with intervention"), told("killed", "Peaceful protest")
    assert len(pair_readings([draft], [first, second])) == 1
