"""Signs of a printed line to the order of reading."""

import pytest

from dateline.read.pdf_order import Sign, read_signs


def printed(visual: str, *, wide: float = 5.0) -> list[Sign]:
    """Signs as they stand on the page, from left to right."""
    return [
        Sign(letter, place * wide, (place + 1) * wide)
        for place, letter in enumerate(visual)
        if letter != " "
    ]


@pytest.mark.parametrize(
    ("visual", "rightward", "read"),
    [
        ("in لاق today", True, "in قال today"),
        ("in دلب لاق today", True, "in قال بلد today"),
        ("2024 لاق", False, "قال 2024"),
        ("News AFP لاق", False, "قال News AFP"),
        ("he said )لاق(", True, "he said (قال)"),
        ("۱۲ لاق x", True, "قال ۱۲ x"),
        ("only Latin words", True, "only Latin words"),
    ],
)
def test_runs_are_turned_round_and_numbers_are_not(
    visual: str, *, rightward: bool, read: str
) -> None:
    assert read_signs(printed(visual), size=10.0, rightward=rightward) == read


def test_vowel_signs_stay_on_their_letters() -> None:
    signs = [Sign("ل", 0, 5), Sign("ا", 5, 10), Sign("ق", 10, 15), Sign("\u064e", 12, 13)]
    assert read_signs(signs, size=10.0, rightward=False) == "ق\u064eال"
