"""Words of likelihood are read and said as ICD 203 has them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.assessment import LIKELIHOOD_TERMS
from dateline.prose.likelihood import find_likelihood, name_likelihood, say_likelihood


@pytest.mark.parametrize(
    ("text", "term", "column", "ends"),
    [
        ("It is almost certainly over.", "almost certain", 1, (95, 99)),
        ("It is highly probable.", "highly probable", 2, (80, 95)),
        ("It will probably rain.", "probable", 2, (55, 80)),
        ("There is a remote chance.", "remote", 2, (1, 5)),
        ("They are highly unlikely to win.", "very unlikely", 1, (5, 20)),
        ("That is not likely.", "unlikely", 1, (20, 45)),
        ("There is a roughly even chance.", "roughly even chance", 1, (45, 55)),
    ],
)
def test_a_term_is_found_in_either_column(
    text: str, term: str, column: int, ends: tuple[int, int]
) -> None:
    (found,) = find_likelihood(text)
    assert (found.term, found.column, (found.low, found.high)) == (term, column, ends)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", ["in remote areas", "a remotely detonated bomb", "unlikelihood"])
def test_other_uses_of_a_word_are_no_judgement(text: str) -> None:
    assert find_likelihood(text) == []


@given(st.floats(0.01, 0.99), st.sampled_from([1, 2]))
def test_a_probability_s_name_is_read_back_to_a_range_that_holds_it(
    probability: float, column: int
) -> None:
    (found,) = find_likelihood(f"it is {name_likelihood(probability, column=column)} to end")
    assert found.low <= round(probability * 100, 6) <= found.high
    assert found.column == column


def test_ranges_meet_without_a_gap() -> None:
    ends = [(low, high) for _, _, low, high in LIKELIHOOD_TERMS]
    assert all(one[1] == other[0] for one, other in pairwise(ends))


def test_a_term_is_printed_with_its_range() -> None:
    assert say_likelihood(0.7, column=2) == "probable [55-80 %]"
    assert say_likelihood(0.999) == "100 %"
