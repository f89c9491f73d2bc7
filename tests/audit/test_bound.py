"""Bound words hold, fail or are unclear, and the finding says why and what would hold."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.audit.bound import Answer, check_binding, propose_fix, report_unbound
from dateline.audit.nouns import Subject, bound_group
from dateline.errors import QueryError
from dateline.model.assessment import Assessment
from dateline.model.binding import Binding, UnboundNumber
from dateline.model.estimate import Comparison, Estimate, Standing
from dateline.model.finding import Finding
from dateline.model.toll import Toll

DAYS = 24 + 10 / 24


def bind(words: str, kind: str, query: str = "attack", **arguments: str) -> Binding:
    return Binding(kind, query, words, 10, 90, 11, 11 + len(words), arguments)


def rate(n: int, **differing: object) -> Estimate:
    found = Estimate(n * 7 / DAYS, None, None, 0.95, n, DAYS, "attacks per week", "gamma", "attack")
    return replace(found, **differing)


def count(n: int, **differing: object) -> Estimate:
    found = Estimate(float(n), n, n, 1.0, n, DAYS, "attacks", "enumeration", "attack")
    return replace(found, **differing)


def share(part: int, whole: int, **differing: object) -> Estimate:
    found = Estimate(
        part / whole, None, None, 0.95, part, float(whole), "share of attacks", "Wilson", "q"
    )
    return replace(found, **differing)


def change(before: int, after: int, bounds: tuple[float, float], p: float) -> Comparison:
    ratio = after / before
    return Comparison(
        ratio, *bounds, 0.95, before + after, None, "ratio of attacks per month",
        "quasi-Poisson", "q", ratio=ratio, ratio_low=bounds[0], ratio_high=bounds[1], p=p,
        dispersion=1.4, minimum_detectable_ratio=2.4, before=count(before), after=count(after),
    )  # fmt: skip


def check(words: str, kind: str, answer: Answer, **arguments: str) -> Finding:
    return check_binding(bind(words, kind, **arguments), answer, anchor=date(2023, 12, 13))


@pytest.mark.parametrize(
    ("words", "kind", "estimate", "verdict", "why"),
    [
        ("nearly five attacks per week", "rate", rate(16), "holds", ""),
        ("nearly five attacks per week", "rate", rate(15), "fails", "rounding"),
        ("nearly five attacks per week", "rate", rate(11), "fails", "too-strong"),
        ("nearly five attacks per week", "rate", rate(24), "fails", "too-weak"),
        ("4.6", "rate", rate(16), "holds", ""),
        ("4.5", "rate", rate(16), "fails", "rounding"),
        ("five", "rate", rate(16), "holds", ""),
        ("at least 16 attacks", "count", count(16), "holds", ""),
        ("at least 17 attacks", "count", count(16), "fails", "too-strong"),
        ("16", "count", count(15), "fails", "too-strong"),
        ("no attacks", "count", count(0), "holds", ""),
        ("16 attacks", "count", count(0), "fails", "no-data"),
        ("roughly 69 percent", "share", share(11, 16), "holds", ""),
        ("11 of the 16 attacks", "share", share(11, 16), "holds", ""),
        ("0 of the 16 attacks", "share", share(0, 16), "holds", ""),
        ("11 of the 16 attacks", "share", share(22, 32), "fails", "wrong-denominator"),
        ("62 percent", "share", share(10, 16), "holds", ""),
        ("63 percent", "share", share(10, 16), "holds", ""),
        ("61 percent", "share", share(10, 16), "fails", "rounding"),
        ("most", "share", share(7, 16), "fails", "too-strong"),
        ("a good deal", "rate", rate(2), "unclear", "no-rule"),
        ("five or six, or eight", "count", count(5), "unclear", "no-rule"),
    ],
)
def test_numbers_are_held_to_the_set_their_words_allow(
    words: str, kind: str, estimate: Estimate, verdict: str, why: str
) -> None:
    found = check(words, kind, Answer(estimate))
    assert (found.verdict, found.why) == (verdict, why)
    assert found.rule == "bound-number"
    assert (found.start, found.end) == (11, 11 + len(words))
    assert found.severity == ("note" if verdict == "holds" else "error")


def test_a_failing_number_says_what_the_ledger_has_and_what_would_hold() -> None:
    found = check("nearly five attacks per week", "rate", Answer(rate(11)), per="week")
    assert found.says == "above 4.4 and below 5"
    assert found.found.startswith("the ledger says 3.2 attacks per week (11 over 24.4 days)")
    assert found.advice == "“about three attacks per week” would hold."


def test_a_finding_says_how_few_events_would_turn_it() -> None:
    assert check("at least 16", "count", Answer(count(18))).found.endswith(
        "; 3 events more, fewer or moved would turn it"
    )
    assert "; 1 event more" in check("roughly 69 percent", "share", Answer(share(11, 16))).found


def test_events_awaiting_review_or_on_an_edge_make_a_verdict_unclear() -> None:
    found = check("nearly five attacks per week", "rate", Answer(rate(16, awaiting_review=2)))
    assert (found.verdict, found.why) == ("unclear", "awaiting-review")
    assert "Review the 2 events" in found.advice
    found = check("16 attacks", "count", Answer(count(15, possible=1)))
    assert (found.verdict, found.why) == ("unclear", "possible")
    found = check("at least 16", "count", Answer(count(16, awaiting_review=4)))
    assert found.verdict == "holds"
    assert "up to 4 awaiting review" in found.found


def test_a_floor_cannot_hold_under_a_ceiling() -> None:
    killed = count(30, unit="people killed", lower_bound=True)
    assert check("at least 30 dead", "sum", Answer(killed), of="killed").verdict == "holds"
    found = check("up to 40 dead", "sum", Answer(killed), of="killed")
    assert (found.verdict, found.why) == ("unclear", "floor")


@pytest.mark.parametrize(
    ("estimate", "method"),
    [
        (rate(0, value=None, exposure=0.0, method="no exposure: x"), "no exposure"),
        (share(1, 1, value=None, n=0, method="no data: the whole is empty"), "whole is empty"),
    ],
)
def test_nothing_to_estimate_from_is_unclear_and_says_why(estimate: Estimate, method: str) -> None:
    kind = "share" if "share" in estimate.unit else "rate"
    found = check("a third", kind, Answer(estimate))
    assert (found.verdict, found.why, found.severity) == ("unclear", "no-data", "error")
    assert method in found.found


def test_another_unit_of_time_fails() -> None:
    found = check("nearly five attacks per week", "rate", Answer(rate(16)), per="month")
    assert (found.verdict, found.why) == ("fails", "wrong-unit")


def test_a_change_within_chance_holds_with_a_warning() -> None:
    small = change(13, 7, (0.22, 1.3), 0.16)
    found = check("nearly halved", "change", Answer(small))
    assert (found.verdict, found.why, found.severity) == ("holds", "within-chance", "warning")
    assert found.found.startswith(
        "holds, but the change is within chance (ratio .54, 95 % .22 to 1.3)"
    )
    assert "a factor of 2.4" in found.advice


@pytest.mark.parametrize(
    ("words", "comparison", "verdict", "why"),
    [
        ("more than halved", change(100, 40, (0.28, 0.57), 0.001), "holds", ""),
        ("more than halved", change(100, 60, (0.4, 0.9), 0.01), "fails", "too-strong"),
        ("fell by a third", change(90, 60, (0.5, 0.9), 0.01), "holds", ""),
        ("increased", change(100, 60, (0.4, 0.9), 0.01), "fails", "wrong-direction"),
        ("doubled", change(50, 98, (1.4, 2.8), 0.001), "holds", ""),
        ("remained steady", change(50, 48, (0.6, 1.5), 0.8), "holds", ""),
    ],
)
def test_words_of_change_are_held_to_the_ratio(
    words: str, comparison: Comparison, verdict: str, why: str
) -> None:
    found = check(words, "change", Answer(comparison))
    assert (found.verdict, found.why) == (verdict, why)


def test_a_change_that_shared_sources_do_not_show_is_unclear() -> None:
    fall = replace(change(100, 40, (0.28, 0.57), 0.001), sources=(12, 5, 4), shared_ratio=0.98)
    found = check("more than halved", "change", Answer(fall))
    assert (found.verdict, found.why) == ("unclear", "coverage-changed")
    assert "12 sources were active before, 5 after, 4 in both" in found.found
    near = replace(fall, shared_ratio=0.45)
    assert check("more than halved", "change", Answer(near)).verdict == "holds"


def test_a_query_that_cannot_be_asked_fails_with_its_advice() -> None:
    error = QueryError("No actor is known as “jnin”. Did you mean jnim?", 10, 14)
    binding = bind("16", "count", "attack by:jnin")
    found = check_binding(binding, Answer(error=error))
    assert (found.verdict, found.why) == ("fails", "unreadable-query")
    assert found.found == "the query cannot be asked (at “jnin”)"
    assert "Did you mean jnim?" in found.advice


@pytest.mark.parametrize(
    ("words", "ends", "verdict", "why"),
    [
        ("19 November", ("2023-11-19", "2023-11-19"), "holds", ""),
        ("in November", ("2023-11-19", "2023-11-20"), "holds", ""),
        ("20 November", ("2023-11-19", "2023-11-19"), "fails", "wrong-date"),
        ("20 November", ("2023-11-19", "2023-11-21"), "unclear", "possible"),
        ("some time ago", ("2023-11-19", "2023-11-19"), "unclear", "no-rule"),
    ],
)
def test_dates_in_words_are_held_to_the_day_seen(
    words: str, ends: tuple[str, str], verdict: str, why: str
) -> None:
    low, high = (float(date.fromisoformat(day).toordinal()) for day in ends)
    seen = Estimate(low, low, high, 1.0, 4, None, "first seen", "m", "q")
    found = check(words, "first", Answer(seen))
    assert (found.verdict, found.why) == (verdict, why)


def test_nothing_seen_is_unclear() -> None:
    seen = Estimate(None, None, None, 1.0, 0, None, "first seen", "no data: nothing seen", "q")
    assert check("19 November", "first", Answer(seen)).why == "no-data"


def standings(*sizes: tuple[str, int]) -> tuple[Standing, ...]:
    order = sorted((n for _, n in sizes), reverse=True)
    return tuple(Standing(order.index(n) + 1, name, count(n)) for name, n in sizes)


def test_a_standing_in_words_is_held_to_the_ranking() -> None:
    ranked = standings(("ML/Mopti", 11), ("ML/Segou", 5))
    assert check("Mopti", "rank", Answer(standings=ranked), by="admin1").verdict == "holds"
    found = check("the Ségou region", "rank", Answer(standings=ranked), by="admin1")
    assert (found.verdict, found.why, found.advice) == (
        "fails", "wrong-order", "“Mopti” would hold.",
    )  # fmt: skip
    assert found.found == "the ledger ranks Mopti 11, Segou 5"
    tied = standings(("ML/Mopti", 5), ("ML/Segou", 5))
    assert check("Mopti", "rank", Answer(standings=tied), by="admin1").why == "tie"
    assert check("Mopti", "rank", Answer(), by="admin1").why == "no-data"
    assert check("Mopti", "rank", Answer(), place="first").why == "unreadable-query"


@pytest.mark.parametrize(
    ("words", "passage", "verdict", "why"),
    [
        ("17 security forces", "They said 17 security forces were killed.", "holds", ""),
        ("17 soldiers", "They said 17 security forces were killed.", "fails", "wrong-unit"),
        ("17 people", "They said 17 soldiers were killed.", "holds", ""),
        ("60 fighters", "The camp holds more than 60 fighters.", "fails", "too-strong"),
        ("about 60 fighters", "The camp holds 60 fighters.", "holds", ""),
        ("3,500 fighters", "It holds 3,500 fighters.", "holds", ""),
        ("3,500 fighters", "It holds 5,300 fighters.", "fails", "wrong-number"),
        ("3,500 fighters", "It holds a good part of them.", "fails", "beyond-source"),
        ("up to 300 prisoners", "It freed 300 prisoners.", "holds", ""),
        ("300 prisoners", "It freed up to 300 prisoners.", "fails", "too-strong"),
        ("on 4 January 2024", "The blasts of 3 January 2024.", "fails", "date-conflict"),
        ("the ministry agreed", "The ministry agreed.", "holds", ""),
    ],
)
def test_a_cited_fact_is_held_to_its_passage(
    words: str, passage: str, verdict: str, why: str
) -> None:
    found = check(words, "cited", Answer(passage=passage), query="@note#q1")
    assert (found.verdict, found.why) == (verdict, why)


def test_a_number_cited_across_languages_is_compared_without_its_noun() -> None:
    answer = Answer(passage="L'attaque a fait 17 morts parmi les soldats.", language="fr")
    assert check("17 soldiers", "cited", answer).verdict == "holds"


def test_a_passage_that_is_not_there_fails() -> None:
    found = check("17", "cited", Answer(), query="@none#q1")
    assert (found.verdict, found.why) == ("fails", "no-data")


@pytest.mark.parametrize(
    ("words", "probability", "verdict", "why"),
    [
        ("will likely fail", 0.7, "holds", ""),
        ("will very likely fail", 0.7, "fails", "too-strong"),
        ("will unlikely fail", 0.7, "fails", "wrong-direction"),
        ("is unlikely to", 0.1, "fails", "too-weak"),
        ("is very unlikely to", 0.3, "fails", "too-strong"),
        ("will fail", 0.7, "unclear", "no-rule"),
    ],
)
def test_a_word_of_likelihood_is_held_to_the_judgement(
    words: str, probability: float, verdict: str, why: str
) -> None:
    judgement = Assessment("k", "s", probability, "moderate", "2023-12-15", "2024-03-01")
    found = check(words, "assessment", Answer(assessment=judgement))
    assert (found.rule, found.verdict, found.why) == ("bound-judgement", verdict, why)


def test_a_figure_s_number_is_its_own() -> None:
    assert check("Figure 2", "figure", Answer(figure=2)).verdict == "holds"
    assert check("Figure 2", "figure", Answer(figure=1)).advice == "Write “Figure 1”."
    assert check("Figure 2", "figure", Answer()).rule == "missing-figure"


def test_desk_research_stands_when_it_says_whose() -> None:
    assert check_binding(bind("3,000", "own", "Author's research"), Answer()).verdict == "holds"
    assert check_binding(bind("3,000", "own", ""), Answer()).why == "unsourced"


def test_a_number_that_nothing_binds_is_a_warning_and_an_error_where_the_desk_is_strict() -> None:
    found = report_unbound(UnboundNumber("40", 60, 62))
    assert (found.rule, found.why, found.severity) == ("unbound-number", "unbound", "warning")
    assert (found.start, found.end) == (60, 62)
    assert report_unbound(UnboundNumber("40", 60, 62), strict=True).severity == "error"


@given(
    st.text(max_size=60),
    st.sampled_from(["count", "sum", "rate", "share", "change", "first", "rank", "cited",
                     "assessment", "figure", "own"]),
    st.integers(0, 40),
)  # fmt: skip
def test_no_words_break_the_check(words: str, kind: str, n: int) -> None:
    day = 738_000 + n  # what first and last seen count: days, never nought
    estimate = count(day if kind == "first" else n)
    answer = Answer(estimate=estimate, passage=words, standings=standings(("ML/Mopti", n)))
    found = check_binding(bind(words, kind), answer, anchor=date(2023, 12, 13))
    assert found.verdict in ("holds", "fails", "unclear")


IDS = {"ISGS": frozenset({"isgs"}), "JNIM": frozenset({"jnim"})}
ATTACKS = Subject(("attack",), actors=frozenset({"jnim"}), find_actors=IDS.get)


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("16 bombings", "bombings"),
        ("16 villages", "villages"),
        ("16 civilians", "civilians"),
        ("16 ISGS attacks", "ISGS attacks"),
        ("16 drone strikes", "drone strikes"),
    ],
)
def test_a_noun_that_the_query_does_not_count_fails(words: str, noun: str) -> None:
    found = check(words, "count", Answer(count(16), subject=ATTACKS))
    assert (found.verdict, found.why) == ("fails", "wrong-noun")
    assert found.found.startswith(f"the words say “{noun}”, the query ")


@pytest.mark.parametrize("words", ["16 attacks", "16 JNIM raids", "at least 16", "16 SIGACTs"])
def test_a_noun_that_the_query_counts_holds(words: str) -> None:
    assert check(words, "count", Answer(count(16), subject=ATTACKS)).verdict == "holds"


def test_a_noun_behind_the_bound_words_is_read() -> None:
    binding = replace(bind("16", "count"), after=" civilians in Mopti.")
    assert check_binding(binding, Answer(count(16), subject=ATTACKS)).why == "wrong-noun"
    binding = replace(
        bind("nearly five", "rate", per="week"), after=" attacks per month since May."
    )
    assert check_binding(binding, Answer(rate(16))).why == "wrong-unit"


@pytest.mark.parametrize(
    ("words", "verdict", "why"),
    [
        ("seven people", "holds", ""),
        ("five civilians", "holds", ""),
        ("seven civilians", "fails", "wrong-noun"),
        ("two soldiers", "holds", ""),
        ("two security forces", "holds", ""),
        ("seven wounded", "fails", "wrong-noun"),
        ("seven attacks", "fails", "wrong-noun"),
        ("cinq civils", "holds", ""),
    ],
)
def test_a_group_of_the_dead_is_held_against_who_died(words: str, verdict: str, why: str) -> None:
    tolls = (
        Toll("killed", "civilians", "farmers", 5, 5, "five farmers"),
        Toll("killed", "side_b", "soldiers", 2, 2, "two soldiers"),
    )
    dead = Subject(people=lambda group: bound_group([tolls], "killed", group))
    killed = replace(count(1), value=7.0, low=7.0, high=7.0, unit="people killed")
    language = "fr" if "civils" in words else "en"
    binding = bind(words, "sum", of="killed")
    found = check_binding(binding, Answer(killed, subject=dead), language=language)
    assert (found.verdict, found.why) == (verdict, why)


def test_dead_whom_nobody_describes_leave_a_group_unclear() -> None:
    tolls = (Toll("killed", "unknown", None, 7, 7, "seven dead"),)
    dead = Subject(people=lambda group: bound_group([tolls], "killed", group))
    killed = replace(count(1), value=7.0, low=7.0, high=7.0, unit="people killed")
    found = check("seven civilians", "sum", Answer(killed, subject=dead), of="killed")
    assert (found.verdict, found.why) == ("unclear", "described")
    assert (
        found.found
        == "the ledger says 7 people killed; the reports allow 0 to 7 civilians among them"
    )


def test_a_group_is_a_floor_where_an_event_states_no_dead() -> None:
    tolls = (Toll("killed", "side_b", "soldiers", 3, 3, "three soldiers"),)
    dead = Subject(people=lambda group: bound_group([tolls], "killed", group))
    killed = replace(count(1), value=8.0, low=8.0, high=8.0, unit="people killed", lower_bound=True)
    found = check("up to three soldiers", "sum", Answer(killed, subject=dead), of="killed")
    assert (found.verdict, found.why) == ("unclear", "floor")
    found = check("at least three soldiers", "sum", Answer(killed, subject=dead), of="killed")
    assert found.verdict == "holds"


def test_the_first_time_since_names_when_it_was_last_seen() -> None:
    july = Estimate(
        float(date(2023, 7, 24).toordinal()), None, None, 1.0, 1, None, "last seen", "", "q"
    )
    words = "for the first time since July"
    assert check(words, "last", Answer(july)).verdict == "holds"
    august = replace(july, value=float(date(2023, 8, 3).toordinal()))
    found = check(words, "last", Answer(august))
    assert (found.verdict, found.why) == ("fails", "wrong-date")
    binding = bind("pour la première fois depuis juillet", "last")
    anchor = date(2023, 12, 13)
    assert check_binding(binding, Answer(july), anchor=anchor, language="fr").verdict == "holds"


def total_of(value: int, people: tuple[int, int | None]) -> Answer:
    estimate = count(value, unit="people killed", lower_bound=True)
    return Answer(estimate=estimate, subject=Subject(people=lambda _group: people))


def test_a_number_above_all_the_dead_fails_whoever_they_were() -> None:
    answer = total_of(81, (12, None))
    finding = check("more than 500 civilians", "sum", answer)
    assert (finding.verdict, finding.why) == ("fails", "too-strong")
    assert "81" in finding.found
    assert "Say “people”" not in finding.advice
    assert propose_fix(bind("more than 500 civilians", "sum"), answer) is None
    unsure = check("more than 50 civilians", "sum", answer)
    assert (unsure.verdict, unsure.why) == ("unclear", "described")
    assert unsure.advice.startswith("Say “people”")


def test_beside_a_wrong_noun_stands_the_ledgers_number() -> None:
    finding = check(
        "14 bombings", "count", Answer(estimate=count(10), subject=Subject(("attack",)))
    )
    assert finding.why == "wrong-noun"
    assert "the ledger says 10 attacks" in finding.found


def test_a_change_that_few_weeks_cannot_tell_from_memory_says_so() -> None:
    short = replace(change(20, 9, (0.25, 0.8), 0.01), p_remembering=0.2)
    found = check("more than halved", "change", Answer(short))
    assert (found.verdict, found.why, found.severity) == ("holds", "short-record", "warning")
    assert found.found.startswith(
        "holds, but the record is too short to tell it from chance (ratio .45, 95 % .25 to .80)"
    )
