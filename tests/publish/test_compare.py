"""What changed between two editions, in words."""

from dataclasses import replace

from dateline.publish.compare import compare_editions
from dateline.publish.frozen import FrozenNumber, FrozenText

BEFORE = FrozenText(
    title="Calm",
    takeaways="",
    sentences=("The road is open.", "Sixteen raids were counted."),
    numbers=(
        FrozenNumber("count", "attack by:jnim", "sixteen raids", "16 attacks"),
        FrozenNumber("rate", "attack by:jnim per=week", "four a week", "4.1 attacks per week"),
    ),
    events={"7": "Attack at Koro on 2023-12-01", "9": "Attack at San on 2023-12-02"},
    countries=("ML",),
)


def test_an_edition_does_not_differ_from_itself() -> None:
    assert compare_editions(BEFORE, BEFORE) == ()


def test_each_change_is_a_sentence() -> None:
    after = replace(
        BEFORE,
        title="Storm",
        sentences=("The road is shut.", "Sixteen raids were counted.", "Talks began."),
        numbers=(FrozenNumber("count", "attack by:jnim", "seventeen raids", "17 attacks"),),
        events={"7": "Attack at Koro on 2023-11-30", "11": "Armed clash at Niono"},
    )
    assert compare_editions(BEFORE, after) == (
        "The title “Calm” is now “Storm”.",
        "“seventeen raids” (count attack by:jnim) rests on 17 attacks, it was 16 attacks.",
        "“sixteen raids” is now “seventeen raids”.",
        "A number is gone: “four a week” (rate attack by:jnim per=week).",
        "A sentence changed: “The road is open.” is now “The road is shut.”",
        "A sentence is new: “Talks began.”",
        "Event 11 is new: Armed clash at Niono.",
        "Event 9 no longer counts: Attack at San on 2023-12-02.",
        "Event 7 changed: Attack at Koro on 2023-12-01 is now Attack at Koro on 2023-11-30.",
    )


def test_a_query_that_is_bound_twice_is_compared_by_turn() -> None:
    number = BEFORE.numbers[0]
    twice = replace(BEFORE, numbers=(number, replace(number, words="so many raids")))
    assert compare_editions(replace(BEFORE, numbers=(number,)), twice) == (
        "A number is new: “so many raids” (count attack by:jnim), 16 attacks.",
    )
