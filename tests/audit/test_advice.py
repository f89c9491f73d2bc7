"""The words that a finding proposes hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.audit.bound import Answer, check_binding, propose_fix
from dateline.model.binding import Binding
from dateline.model.estimate import Comparison, Estimate

DAYS = 24 + 10 / 24
WORDS = {
    "count": ("at least 16 attacks", "16", "nearly 20 attacks", "dozens of attacks", "no attacks",
              "up to ten attacks", "more than a dozen", "three more"),
    "rate": ("nearly five attacks per week", "about three attacks per week", "4.6",
             "between four and six attacks per week", "less than one attack per week"),
    "share": ("roughly 69 percent", "more than half", "most", "a third", "11 of the 16 attacks",
              "62 percent"),
    "change": ("more than halved", "nearly doubled", "fell by a third", "increased", "tripled",
               "rose by 40 percent", "remained steady"),
}  # fmt: skip


def measured(kind: str, n: int, whole: int) -> Estimate:
    if kind == "count":
        return Estimate(float(n), n, n, 1.0, n, DAYS, "attacks", "m", "q")
    if kind == "rate":
        return Estimate(n * 7 / DAYS, None, None, 0.95, n, DAYS, "attacks per week", "m", "q")
    if kind == "share":
        part = min(n, whole)
        unit = "share of attacks"
        return Estimate(part / whole, None, None, 0.95, part, float(whole), unit, "m", "q")
    ratio = max(n, 1) / whole
    return Comparison(
        ratio, 0.1, 9.0, 0.95, n, None, "r", "m", "q", ratio=ratio, ratio_low=0.1, ratio_high=9.0,
        p=0.001,
    )  # fmt: skip


def ask(words: str, kind: str, estimate: Estimate) -> tuple[str, str]:
    binding = Binding(kind, "q", words, 0, 0, 0, len(words))
    found = check_binding(binding, Answer(estimate))
    proposed = re.match(r"“(.*)” would hold\.", found.advice)
    return found.verdict, proposed.group(1) if proposed else ""


@given(
    st.sampled_from([(kind, words) for kind, several in WORDS.items() for words in several]),
    st.integers(0, 60),
    st.integers(1, 40),
)
def test_what_is_proposed_holds(case: tuple[str, str], n: int, whole: int) -> None:
    kind, words = case
    estimate = measured(kind, n, whole)
    verdict, proposed = ask(words, kind, estimate)
    if verdict == "fails":
        assert proposed
        assert ask(proposed, kind, estimate)[0] == "holds", (words, estimate, proposed)


@pytest.mark.parametrize(
    ("words", "kind", "n", "whole", "proposed"),
    [
        ("at least 16 attacks", "count", 12, 1, "at least 12 attacks"),
        ("dozens of attacks", "count", 13, 1, "13 attacks"),
        ("11 of the 16 attacks", "share", 10, 16, "10 of the 16 attacks"),
        ("more than half of them", "share", 4, 12, "about 33 percent of them"),
        ("tripled", "change", 40, 10, "quadrupled"),
        ("fell by a third", "change", 6, 10, "fell by 40 percent"),
    ],
)
def test_a_proposal_keeps_the_writer_s_own_words(
    words: str, kind: str, n: int, whole: int, proposed: str
) -> None:
    assert ask(words, kind, measured(kind, n, whole)) == ("fails", proposed)


def test_a_fix_is_proposed_only_for_words_that_fail() -> None:
    twelve = Answer(measured("count", 12, 1))
    binding = Binding("count", "q", "at least 16 attacks", 0, 0, 0, 19)
    assert propose_fix(binding, twelve) == "at least 12 attacks"
    assert propose_fix(binding, Answer(measured("count", 16, 1))) is None
    assert propose_fix(binding, Answer()) is None
    cited = Binding("cited", "@note", "at least 16 attacks", 0, 0, 0, 19)
    assert propose_fix(cited, twelve) is None


@pytest.mark.parametrize(
    ("words", "ratio", "said"),
    [
        ("ont doublé", 3.1, "ont triplé"),
        ("a doublé", 1.4, "a augmenté de 40 pour cent"),
        ("a presque réduit de moitié", 0.7, "a baissé de 30 pour cent"),
    ],
)
def test_a_change_in_french_is_fixed_in_french(words: str, ratio: float, said: str) -> None:
    compared = Comparison(
        ratio, ratio, ratio, 0.95, 40, None, "ratio", "quasi-Poisson", "q", ratio=ratio
    )
    binding = Binding("change", "attack", words, 0, 9, 1, 1 + len(words))
    assert propose_fix(binding, Answer(compared), language="fr") == said
