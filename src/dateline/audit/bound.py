"""Bound words against the answer to what they are bound to: one finding for each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.audit.advice import propose_words
from dateline.audit.bound_words import (
    check_assessment,
    check_cited,
    check_figure,
    check_own,
    check_rank,
    check_seen,
)
from dateline.audit.nouns import Subject, find_wrong_noun, group_of, read_noun, read_period
from dateline.audit.phrases import read_claim
from dateline.audit.say import say_answer, say_figure, say_flip, say_interval, say_set
from dateline.audit.verdicts import Verdict, judge_bounds, judge_quantity, value_in_words
from dateline.errors import QueryError
from dateline.model.assessment import Assessment
from dateline.model.binding import Binding, UnboundNumber
from dateline.model.estimate import Comparison, Estimate, Standing, is_short
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNIFICANT = 0.05
MEASURED = ("count", "sum", "rate", "share", "change", "compare", "distance")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the pipeline found for one binding; what does not concern its kind is left out.

    Attributes:
        estimate: for everything that is measured; a `Comparison` for `change` and `compare`.
        standings: for `rank`.
        passage: for `cited`, the words of the cited passage, or of the document without one.
        language: of the passage, ISO 639-1.
        assessment: for `assessment`, the judgement on record.
        figure: for `figure`, the figure's number in the update.
        error: why the query could not be asked.
        subject: what the query counts; None holds no noun against it.
    """

    estimate: Estimate | None = None
    standings: tuple[Standing, ...] = ()
    passage: str | None = None
    language: str = "en"
    assessment: Assessment | None = None
    figure: int | None = None
    error: QueryError | None = None
    subject: Subject | None = None


def check_binding(
    binding: Binding, answer: Answer, *, anchor: date | None = None, language: str = "en"
) -> Finding:
    """Check one binding against its answer; nothing here raises on what the words say."""
    if answer.error is not None:
        return report_unreadable(binding, answer.error)
    checks: dict[str, Callable[[], Finding]] = {
        "first": lambda: check_seen(binding, answer.estimate, anchor, language),
        "last": lambda: check_seen(binding, answer.estimate, anchor, language),
        "rank": lambda: check_rank(binding, answer.standings),
        "cited": lambda: check_cited(binding, answer.passage, language, answer.language),
        "assessment": lambda: check_assessment(binding, answer.assessment),
        "figure": lambda: check_figure(binding, answer.figure, language),
        "own": lambda: check_own(binding),
    }
    if binding.kind in checks:
        return checks[binding.kind]()
    return check_number(binding, answer, language=language)


def join_periods(periods: Sequence[str], findings: Sequence[Finding]) -> tuple[int, Finding]:
    """One finding for words that must hold in each of several periods: the worst, with them all.

    Returns:
        The position of the worst, and the finding.
    """
    order = {"fails": 0, "unclear": 1, "holds": 2}
    worst = min(range(len(findings)), key=lambda at: order[findings[at].verdict])
    if len(findings) == 1:
        return worst, findings[worst]
    said = "; ".join(f"{name}: {one.found}" for name, one in zip(periods, findings, strict=True))
    return worst, replace(findings[worst], found=said)


def check_number(binding: Binding, answer: Answer, *, language: str = "en") -> Finding:
    """Check words that state a number against its estimate, and their noun against the query."""
    estimate = answer.estimate
    if estimate is None or estimate.value is None:
        why = estimate.method if estimate else "nothing was measured"
        return _finding(
            binding,
            Verdict("unclear", "no-data"),
            "",
            f"the ledger says nothing ({why})",
            "Check the query's names and days: there is nothing to estimate from.",
        )
    quantity = read_claim(binding.words, binding.kind, language)
    if quantity is None:
        return _finding(
            binding,
            Verdict("unclear", "no-rule"),
            "",
            f"the ledger says {say_answer(estimate, binding.kind)}",
            "No rule reads one quantity in these words; bind only the words that state it.",
        )
    wrong = _mismatch(binding, quantity, estimate, language)
    wrong = wrong or _check_noun(binding, quantity, answer, language)
    if wrong is not None:
        return wrong
    verdict = judge_quantity(quantity, estimate, binding.kind)
    found = f"the ledger says {say_answer(estimate, binding.kind)}"
    if verdict.verdict == "holds" and isinstance(estimate, Comparison):
        return _finding_on_change(binding, verdict, quantity, estimate)
    advice = _advise(verdict, quantity, estimate, binding, language)
    return _finding(binding, verdict, say_set(quantity), found, advice)


def _mismatch(
    binding: Binding, quantity: Quantity, estimate: Estimate, language: str
) -> Finding | None:
    """Words over another whole, or per another time, than the binding's."""
    whole = (quantity.unit or "").removeprefix("of ")
    sized = binding.kind == "share" and whole.isdecimal()
    if sized and int(whole) != round(estimate.exposure or 0):
        return _finding(
            binding,
            Verdict("fails", "wrong-denominator"),
            f"a whole of {whole}",
            f"the ledger says {say_answer(estimate, binding.kind)}",
            f"“{propose_words(binding, quantity, estimate, language)}” would hold.",
        )
    said, per = read_period(binding, quantity, language), binding.arguments.get("per")
    if said is None or per is None or said == per or binding.kind != "rate":
        return None
    return _finding(
        binding,
        Verdict("fails", "wrong-unit"),
        say_set(quantity),
        f"the words say per {said}, the binding measures per {per}",
        f"Write per {per}, or bind with per={said}.",
    )


def _check_noun(
    binding: Binding, quantity: Quantity, answer: Answer, language: str
) -> Finding | None:
    """A noun that the query does not count, or a group that is held against its own dead."""
    if answer.subject is None:
        return None
    wrong = find_wrong_noun(binding, quantity, answer.subject, language)
    if wrong is not None:
        return _finding_on_noun(binding, quantity, answer.estimate, wrong)
    return _check_harmed(binding, quantity, answer, language)


def _finding_on_noun(
    binding: Binding, quantity: Quantity, estimate: Estimate | None, wrong: tuple[str, str]
) -> Finding:
    noun, counted = wrong
    answer = f"; the ledger says {say_answer(estimate, binding.kind)}" if estimate else ""
    return _finding(
        binding,
        Verdict("fails", "wrong-noun"),
        say_set(quantity),
        f"the words say “{noun}”, {counted}{answer}",
        "Name what the query counts, or narrow the query to what the words name.",
    )


def _check_harmed(
    binding: Binding, quantity: Quantity, answer: Answer, language: str
) -> Finding | None:
    """A sum whose noun names one group is held against that group's own dead."""
    group = group_of(read_noun(binding, quantity, language)) if binding.kind == "sum" else ""
    estimate, subject = answer.estimate, answer.subject
    if group in ("", "people") or estimate is None or subject is None or subject.people is None:
        return None
    bounds = subject.people(group)
    if bounds is None:
        return None
    low, high = bounds
    verdict = judge_bounds(quantity, low, high)
    why = {"holds": "", "fails": "wrong-noun", "unclear": "described"}[verdict]
    whole = judge_quantity(quantity, estimate, "sum")
    if verdict == "unclear" and whole.verdict == "fails":
        verdict, why = _judge_beyond(quantity, estimate, whole)
    people = "Say “people”, or name" if whole.verdict == "holds" else "Correct the number; name"
    advice = "" if verdict == "holds" else f"{people} those whom the reports name."
    capped = quantity.high is not None and quantity.low in (None, 0)
    if verdict == "holds" and estimate.lower_bound and capped:
        verdict, why, advice = "unclear", "floor", "The number is a floor: write “at least”."
    many = f"{low} or more" if high is None else f"{low}" if high == low else f"{low} to {high}"
    found = f"the ledger says {say_answer(estimate, 'sum')}; the reports allow {many} {group}"
    return _finding(
        binding, Verdict(verdict, why), say_set(quantity), f"{found} among them", advice
    )


def _judge_beyond(quantity: Quantity, estimate: Estimate, whole: Verdict) -> tuple[str, str]:
    """A number above all those harmed fails, whoever they were; one below them may still hold."""
    above = quantity.low is not None and quantity.low >= (estimate.value or 0.0)
    return ("fails", whole.why) if above else ("unclear", "described")


def propose_fix(binding: Binding, answer: Answer, *, language: str = "en") -> str | None:
    """Give the words that `check --fix` puts in place of bound words whose number fails.

    Returns:
        The whole of the bound words, the writer's own but for the claim; None where the words
        hold, are unclear, or state no number.
    """
    estimate = answer.estimate
    if binding.kind not in MEASURED or estimate is None or estimate.value is None:
        return None
    finding = check_number(binding, answer, language=language)
    if finding.verdict != "fails" or finding.why == "wrong-noun":
        return None
    quantity = read_claim(binding.words, binding.kind, language)
    if quantity is None or _check_harmed(binding, quantity, answer, language) is not None:
        return None
    return propose_words(binding, quantity, estimate, language)


def _finding_on_change(
    binding: Binding, verdict: Verdict, quantity: Quantity, estimate: Comparison
) -> Finding:
    """A change that holds is still within chance when no change would fit the counts too.

    Where the record is too short to tell, so is whether it is chance.
    """
    said = say_set(quantity)
    if _coverage_turns(quantity, estimate):
        return _finding_on_coverage(binding, estimate, said)
    claims_change = not quantity.allows(1.0)
    by_chance = estimate.p is not None and estimate.p >= SIGNIFICANT
    short = is_short(estimate, SIGNIFICANT)
    if not (claims_change and (by_chance or short)):
        found = f"the ledger says {say_answer(estimate, binding.kind)}"
        return _finding(binding, verdict, said, found, "")
    smallest = estimate.minimum_detectable_ratio
    seen = f" Only a change by a factor of {smallest:.1f} or more would show." if smallest else ""
    return _finding(
        binding,
        Verdict("holds", "short-record" if short else "within-chance", verdict.flips_at),
        said,
        f"holds, but the record is too short to tell it from chance ({say_interval(estimate)})"
        if short
        else f"holds, but the change is within chance ({say_interval(estimate)})",
        f"Say that it may be chance, or compare longer periods.{seen}",
        severity="warning",
    )


def _coverage_turns(quantity: Quantity, estimate: Comparison) -> bool:
    """Whether sources active in both periods tell another story, farther off than chance."""
    shared, low, high = estimate.shared_ratio, estimate.ratio_low, estimate.ratio_high
    if shared is None or low is None or high is None:
        return False
    return not low <= shared <= high and not quantity.allows(shared)


def _finding_on_coverage(binding: Binding, estimate: Comparison, said: str) -> Finding:
    before, after, both = estimate.sources
    return _finding(
        binding,
        Verdict("unclear", "coverage-changed"),
        said,
        f"coverage changed: {before} sources were active before, {after} after, {both} in both; "
        f"on those the ratio is {say_figure(estimate.shared_ratio or 0.0)}",
        "Say so, or compare only what sources active in both periods report.",
    )


def report_unreadable(binding: Binding, error: QueryError) -> Finding:
    """Report a binding whose query cannot be asked; the others are still checked."""
    part = error_part(binding, error)
    return _finding(
        binding,
        Verdict("fails", "unreadable-query"),
        "",
        f"the query cannot be asked{part}",
        str(error),
    )


def error_part(binding: Binding, error: QueryError) -> str:
    """The part of the query that an error points at, quoted."""
    queries = (binding.query, *binding.arguments.values())
    for query in queries:
        if 0 <= error.start < error.end <= len(query):
            return f" (at “{query[error.start : error.end]}”)"
    return ""


def report_unbound(number: UnboundNumber, *, strict: bool = False) -> Finding:
    """Report a number that nothing binds."""
    return Finding(
        "unbound-number",
        "unclear",
        "unbound",
        number.text,
        number.start,
        number.end,
        f"“{number.text}”",
        "nothing binds this number",
        'Bind it to a query, to a source by {cited="@key"}, or mark desk research by {own="..."}.',
        "error" if strict else "warning",
    )


def _advise(
    verdict: Verdict, quantity: Quantity, estimate: Estimate, binding: Binding, language: str
) -> str:
    value = value_in_words(estimate, binding.kind)
    if value is None or verdict.verdict == "holds":
        return ""
    if verdict.verdict == "unclear" and verdict.why in ("awaiting-review", "possible"):
        parts = []
        if estimate.awaiting_review:
            waits = estimate.awaiting_review
            await_it = "event that awaits" if waits == 1 else "events that await"
            parts.append(f"Review the {waits} {await_it} it.")
        if estimate.possible:
            one = estimate.possible == 1
            parts.append(
                f"{estimate.possible} event{'' if one else 's'} may or may not fall inside: make "
                f"{'its date or place' if one else 'their dates or places'} more precise, or "
                "choose words that hold either way."
            )
        return " ".join(parts)
    if verdict.why == "floor":
        return "The number is a floor: write “at least”."
    words = propose_words(binding, quantity, estimate, language)
    nothing = " No event meets the query: check its names and dates." if value == 0 else ""
    return f"“{words}” would hold.{nothing}"


def _finding(
    binding: Binding,
    verdict: Verdict,
    says: str,
    found: str,
    advice: str,
    *,
    severity: str | None = None,
) -> Finding:
    flip = say_flip(verdict.flips_at, verdict.verdict)
    return Finding(
        "bound-number",
        verdict.verdict,
        verdict.why,
        binding.words,
        binding.words_start,
        binding.words_end,
        says,
        f"{found}{flip}",
        advice,
        severity or ("note" if verdict.verdict == "holds" else "error"),
    )
