"""A bound number in words: what it says, how sure, what it counts, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.model.assessment import LIKELIHOOD_TERMS, Assessment
from dateline.model.estimate import Comparison, Estimate, seen_on
from dateline.publish.dates import say_date, say_days
from dateline.publish.edition import Bound, ResolvedUpdate
from dateline.publish.policy import is_withheld, name_of, redact

VERDICT_WORDS = {"holds": "Holds", "fails": "Fails", "unclear": "Unclear"}
BASIS_ORDER = ("claimed", "admitted", "attributed", "inferred")
SOURCES_SHOWN = 6
WHOLE_FROM = 100  # from here on, decimals say nothing


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands behind bound words, ready to print.

    Attributes:
        words: the bound words.
        value: the number with its unit, the source's name, or the likelihood.
        interval: "95 % 2.6 to 7.4"; empty where there is none.
        basis: "16 events over 24.4 days"; empty where there is none.
        query: the query line; empty where there is none.
        says: sentences of the definitions.
        split: "5 claimed, 9 attributed; 6 more unattributed".
        caveats: sentences on review, edges and floors.
        sources: labels of the sources behind it; withheld ones are only counted.
        more: how many sources are not listed.
        verdict: `holds`, `fails`, `unclear`, or empty where nothing was checked.
        ruling: the verdict in words, with why it stands.
        method: name of the interval's method.
    """

    words: str
    value: str
    interval: str = ""
    basis: str = ""
    query: str = ""
    says: tuple[str, ...] = ()
    split: str = ""
    caveats: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    more: int = 0
    verdict: str = ""
    ruling: str = ""
    method: str = ""


def make_receipt(edition: ResolvedUpdate, bound: Bound, secrets: frozenset[str]) -> Receipt:
    """Put what stands behind bound words into words.

    Args:
        edition: for the works and their policy.
        bound: the phrase with its answer.
        secrets: words of withheld sources, which are taken out of everything printed.
    """
    binding, finding, estimate = bound.binding, bound.finding, bound.estimate
    sources, more = _source_labels(edition, bound)
    receipt = Receipt(
        binding.words,
        "",
        says=tuple(redact(sentence, secrets) for sentence in bound.says),
        sources=sources,
        more=more,
        verdict=finding.verdict if finding else "",
        ruling=_ruling(bound),
    )
    if binding.kind == "assessment" and bound.assessment:
        basis = _assessment_basis(bound.assessment)
        return replace(receipt, value=say_likelihood(bound.assessment), basis=basis)
    if binding.kind == "own":
        return replace(receipt, value=redact(binding.query, secrets))
    if estimate is None:
        return replace(receipt, value=_taken_from(edition, bound))
    return replace(
        receipt,
        value=say_value(estimate, binding.kind),
        interval=say_interval(estimate, binding.kind),
        basis=say_basis(estimate),
        query=redact(estimate.query or binding.query, secrets),
        split=say_split(estimate),
        caveats=_caveats(estimate),
        method=estimate.method,
    )


def say_number(value: float | None) -> str:
    """Write a number with as many digits as a reader can use.

    >>> say_number(4.5673), say_number(16.0), say_number(0.4123), say_number(1204.2)
    ('4.6', '16', '0.41', '1,204')
    """
    if value is None:
        return "no data"
    if float(value).is_integer() or abs(value) >= WHOLE_FROM:
        return f"{round(value):,}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"


def say_value(estimate: Estimate, kind: str) -> str:
    """Write an estimate's value with its unit.

    >>> say_value(Estimate(.6875, None, None, .95, 16, None, "share of attacks", "", ""), "share")
    '69 % of attacks'
    """
    if estimate.value is None:
        return "no data"
    if kind in ("first", "last"):
        return f"{kind} seen {_say_seen(estimate)}"
    floor = "at least " if estimate.lower_bound else ""
    if kind == "share":
        unit = estimate.unit.removeprefix("share ")
        return f"{floor}{estimate.value * 100:.0f} % {unit}".strip()
    if isinstance(estimate, Comparison) or kind in ("change", "compare"):
        return f"{floor}ratio {say_number(estimate.value)}"
    return f"{floor}{say_number(estimate.value)} {estimate.unit}".strip()


def say_interval(estimate: Estimate, kind: str) -> str:
    """Write an estimate's interval: '95 % 2.6 to 7.4'; empty where there is none.

    An enumeration has no chance in it, and so no level: '11 to 12'.
    """
    low, high = estimate.low, estimate.high
    if kind in ("first", "last"):
        return ""
    if isinstance(estimate, Comparison) and estimate.ratio_low is not None:
        low, high = estimate.ratio_low, estimate.ratio_high
    if low is None or high is None or (low == high == estimate.value):
        return ""
    level = f"{estimate.level * 100:.0f} % " if estimate.level < 1 else ""
    if kind == "share":
        return f"{level}{low * 100:.0f} to {high * 100:.0f} %"
    return f"{level}{say_number(low)} to {say_number(high)}"


def say_basis(estimate: Estimate) -> str:
    """Write what an estimate rests on: how many events, over what.

    A count is its own number of events, and they are not said twice.
    """
    if isinstance(estimate, Comparison) and estimate.before and estimate.after:
        first, second = estimate.before, estimate.after
        values = f"{say_number(second.value)} against {say_number(first.value)} {first.unit}"
        return f"{values}; {second.n} and {first.n} events"
    if estimate.exposure is None:
        return "" if estimate.value == estimate.n else _events(estimate.n)
    if estimate.unit.startswith("share"):
        return f"{say_number(estimate.n)} of {say_number(estimate.exposure)}"
    over = f"over {say_number(estimate.exposure)} days"
    return over if estimate.value == estimate.n else f"{_events(estimate.n)} {over}"


def say_split(estimate: Estimate) -> str:
    """Write on what the perpetrators stand: '5 claimed, 9 attributed; 6 more unattributed'."""
    known = [name for name in BASIS_ORDER if estimate.by_basis.get(name)]
    split = ", ".join(f"{estimate.by_basis[name]} {name}" for name in known)
    if estimate.unattributed:
        more = f"{estimate.unattributed} more unattributed"
        return f"{split}; {more}" if split else more
    return split


def say_likelihood(assessment: Assessment) -> str:
    """Write a judgement's probability with the range its term stands for.

    >>> say_likelihood(Assessment("k", "s", .7, "moderate", "2023-12-15"))
    'likely (55–80 %)'
    """
    percent = assessment.probability * 100
    for term, _, low, high in LIKELIHOOD_TERMS:
        if percent <= high:
            return f"{term} ({low}–{high} %)"
    return f"{percent:.0f} %"


def say_range(assessment: Assessment) -> str:
    """Write the range that a judgement's term stands for, to stand beside the word.

    >>> say_range(Assessment("k", "s", .7, "moderate", "2023-12-15"))
    '(55–80 %)'
    """
    return "(" + say_likelihood(assessment).rpartition("(")[2].rstrip(")") + ")"


def _say_seen(estimate: Estimate) -> str:
    day = seen_on(estimate)
    if day is None:
        return "no data"
    first = date.fromordinal(int(estimate.low)) if estimate.low else day
    last = date.fromordinal(int(estimate.high)) if estimate.high else day
    return say_days(first, last)


def _events(count: int) -> str:
    return f"{count:,} event" if count == 1 else f"{count:,} events"


def _assessment_basis(assessment: Assessment) -> str:
    horizon = f", to be scored by {say_date(assessment.horizon)}" if assessment.horizon else ""
    return f"{assessment.confidence} confidence in the evidence{horizon}"


def _caveats(estimate: Estimate) -> tuple[str, ...]:
    lines = []
    if estimate.awaiting_review:
        lines.append(f"Up to {estimate.awaiting_review} more await review.")
    if estimate.possible:
        lines.append(f"{_events(estimate.possible)} only may fall inside.")
    if isinstance(estimate, Comparison) and estimate.minimum_detectable_ratio is not None:
        seen = say_number(estimate.minimum_detectable_ratio)
        lines.append(f"The smallest change that could be seen is a ratio of {seen}.")
    if estimate.flips_at is not None:
        lines.append(f"{_events(estimate.flips_at)} would have to change to flip the verdict.")
    return tuple(lines)


def _ruling(bound: Bound) -> str:
    finding = bound.finding
    if finding is None:
        return ""
    words = VERDICT_WORDS[finding.verdict]
    why = f": {finding.why.replace('-', ' ')}" if finding.why else ""
    signed = f". Signed: {bound.signed}" if bound.signed else ""
    return f"{words}{why}{signed}"


def _taken_from(edition: ResolvedUpdate, bound: Bound) -> str:
    key = bound.binding.query.removeprefix("@").partition("#")[0]
    labels, withheld = _labels(edition, (key,))
    if withheld:
        return "as stated by a source that is withheld"
    return f"as stated by {labels[0]}" if labels else "cited"


def _source_labels(edition: ResolvedUpdate, bound: Bound) -> tuple[tuple[str, ...], int]:
    labels, withheld = _labels(edition, bound.documents)
    shown = labels[:SOURCES_SHOWN]
    if withheld:
        shown.append("one source withheld" if withheld == 1 else f"{withheld} sources withheld")
    return tuple(shown), max(len(labels) - SOURCES_SHOWN, 0)


def _labels(edition: ResolvedUpdate, keys: Sequence[str]) -> tuple[list[str], int]:
    labels: dict[str, int] = {}
    withheld = 0
    for key in keys:
        work = edition.works.get(key)
        if work is None:
            continue
        if is_withheld(work):
            withheld += 1
            continue
        name = name_of(work)
        labels[name] = labels.get(name, 0) + 1
    return [f"{name} ({count})" if count > 1 else name for name, count in labels.items()], withheld
