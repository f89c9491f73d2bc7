"""A bound number in words: what it says, how sure, what it counts, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.model.assessment import Assessment, find_term
from dateline.model.estimate import Comparison, Estimate, seen_on
from dateline.publish.edition import Bound, ResolvedUpdate
from dateline.publish.phrases import Words
from dateline.publish.policy import is_withheld, name_of, redact

BASIS_ORDER = ("claimed", "admitted", "attributed", "inferred")
SOURCES_SHOWN = 6


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
        ruling: the verdict in words.
        signed: why it stands although it does not hold; empty where it holds.
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
    signed: str = ""
    method: str = ""


def make_receipt(edition: ResolvedUpdate, bound: Bound, secrets: frozenset[str]) -> Receipt:
    """Put what stands behind bound words into words of the update's language.

    Args:
        edition: for the works and their policy.
        bound: the phrase with its answer.
        secrets: words of withheld sources, which are taken out of everything printed.
    """
    binding, finding, estimate, say = bound.binding, bound.finding, bound.estimate, edition.say
    sources, more = _source_labels(edition, bound)
    receipt = Receipt(
        binding.words,
        "",
        says=tuple(redact(sentence, secrets) for sentence in bound.says),
        sources=sources,
        more=more,
        verdict=finding.verdict if finding else "",
        ruling=say_ruling(bound, say),
        signed=redact(bound.signed, secrets),
    )
    if binding.kind == "assessment" and bound.assessment:
        basis = _assessment_basis(bound.assessment, say)
        return replace(receipt, value=say_likelihood(bound.assessment, say), basis=basis)
    if binding.kind == "own":
        return replace(receipt, value=redact(binding.query, secrets))
    if estimate is None:
        return replace(receipt, value=_taken_from(edition, bound))
    return replace(
        receipt,
        value=say_value(estimate, binding.kind, say),
        interval=say_interval(estimate, binding.kind, say),
        basis=say_basis(estimate, say),
        query=redact(say_query(edition, bound), secrets),
        split=say_split(estimate, say),
        caveats=_caveats(estimate, say),
        method=estimate.method,
    )


def say_value(estimate: Estimate, kind: str, say: Words) -> str:
    """Write an estimate's value with its unit.

    >>> from dateline.publish.phrases import find_words
    >>> share = Estimate(.6875, None, None, .95, 16, None, "share of attacks", "", "")
    >>> say_value(share, "share", find_words("en"))
    '69 % of attacks'
    """
    if estimate.value is None:
        return say("no-data")
    if kind in ("first", "last"):
        return say(f"{kind}-seen", day=_say_seen(estimate, say))
    if kind == "share":
        part = say("percent", number=f"{estimate.value * 100:.0f}")
        whole = estimate.unit.removeprefix("share").strip().removeprefix("of ")
        value = f"{part} {say('share-of', what=say_unit(whole, say))}" if whole else part
    elif isinstance(estimate, Comparison) or kind in ("change", "compare"):
        value = say("ratio", number=say.number(estimate.value))
    else:
        value = f"{say.number(estimate.value)} {say_unit(estimate.unit, say)}".strip()
    return say("at-least", value=value) if estimate.lower_bound else value


def say_unit(unit: str, say: Words) -> str:
    """Write a unit: 'attacks per week'."""
    what, per, span = unit.partition(" per ")
    if not per:
        return say.name("unit", unit)
    return say("per", what=say.name("unit", what), span=say.name("unit", span))


def say_interval(estimate: Estimate, kind: str, say: Words) -> str:
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
    if kind == "share":
        upper = say("percent", number=f"{high * 100:.0f}")
        told = say("interval", low=f"{low * 100:.0f}", high=upper)
    else:
        told = say("interval", low=say.number(low), high=say.number(high))
    if estimate.level >= 1:
        return told
    level = say("percent", number=f"{estimate.level * 100:.0f}")
    return say("at-level", level=level, interval=told)


def say_basis(estimate: Estimate, say: Words) -> str:
    """Write what an estimate rests on: how many events, over what.

    A count is its own number of events, and they are not said twice.
    """
    if isinstance(estimate, Comparison) and estimate.before and estimate.after:
        first, second = estimate.before, estimate.after
        return say(
            "against",
            after=say.number(second.value),
            before=say.number(first.value),
            unit=say_unit(first.unit, say),
            second=second.n,
            first=first.n,
        )
    if estimate.exposure is None:
        return "" if estimate.value == estimate.n else say.count(estimate.n)
    if estimate.unit.startswith("share"):
        whole = say.number(estimate.exposure)
        return say("part-of", part=say.number(estimate.n), whole=whole)
    over = say("over-days", days=say.number(estimate.exposure))
    return over if estimate.value == estimate.n else f"{say.count(estimate.n)} {over}"


def say_split(estimate: Estimate, say: Words) -> str:
    """Write on what the perpetrators stand: '5 claimed, 9 attributed; 6 more unattributed'."""
    known = [name for name in BASIS_ORDER if estimate.by_basis.get(name)]
    split = say("comma").join(say(name, count=estimate.by_basis[name]) for name in known)
    if estimate.unattributed:
        more = say("unattributed", count=estimate.unattributed)
        return f"{split}{say('semicolon')}{more}" if split else more
    return split


def say_likelihood(assessment: Assessment, say: Words) -> str:
    """Write a judgement's probability with the range its term stands for.

    >>> from dateline.publish.phrases import find_words
    >>> judgement = Assessment("k", "s", .7, "moderate", "2023-12-15")
    >>> say_likelihood(judgement, find_words("en"))
    'likely (55–80 %)'
    """
    row = find_term(assessment.probability)
    if row is None:
        return say("percent", number=f"{assessment.probability * 100:.0f}")
    named = say.table[f"likelihood.{row[0].replace(' ', '-')}"]
    return f"{named} {say_range(assessment, say)}"


def say_range(assessment: Assessment, say: Words) -> str:
    """Write the range that a judgement's term stands for, to stand beside the word.

    >>> from dateline.publish.phrases import find_words
    >>> say_range(Assessment("k", "s", .7, "moderate", "2023-12-15"), find_words("en"))
    '(55–80 %)'
    """
    row = find_term(assessment.probability)
    number = f"{assessment.probability * 100:.0f}" if row is None else f"{row[2]}–{row[3]}"
    return f"({say('percent', number=number)})"


def say_query(edition: ResolvedUpdate, bound: Bound) -> str:
    """Write the line that a number answers, with the days in place of the names of periods."""
    binding = bound.binding
    line = (bound.estimate.query if bound.estimate else "") or binding.query
    periods = [binding.arguments.get(end, "") for end in ("from", "to")]
    if binding.kind == "change" and all(periods):
        line = f"{binding.query} from {periods[0]} to {periods[1]}"
    for name in sorted(edition.update.periods, key=len, reverse=True):
        line = line.replace(f"${name}", edition.update.periods[name])
    return line


def say_ruling(bound: Bound, say: Words) -> str:
    """Write what the check said of bound words; empty where nothing was checked."""
    finding = bound.finding
    if finding is None:
        return ""
    why = f"{say('colon')}{say.name('why', finding.why).replace('-', ' ')}" if finding.why else ""
    return f"{say(finding.verdict)}{why}"


def _say_seen(estimate: Estimate, say: Words) -> str:
    day = seen_on(estimate)
    if day is None:
        return say("no-data")
    first = date.fromordinal(int(estimate.low)) if estimate.low else day
    last = date.fromordinal(int(estimate.high)) if estimate.high else day
    return say.days(first, last)


def _assessment_basis(assessment: Assessment, say: Words) -> str:
    level = say.name("level", assessment.confidence)
    told = say("confidence", level=level)
    if not assessment.horizon:
        return told
    return f"{told}{say('comma')}{say('scored-by', day=say.date(assessment.horizon))}"


def _caveats(estimate: Estimate, say: Words) -> tuple[str, ...]:
    lines = []
    if estimate.awaiting_review:
        lines.append(say("awaiting", count=estimate.awaiting_review))
    if estimate.possible:
        lines.append(say("may-fall-inside", events=say.count(estimate.possible)))
    if isinstance(estimate, Comparison) and estimate.minimum_detectable_ratio is not None:
        seen = say.number(estimate.minimum_detectable_ratio)
        lines.append(say("smallest-change", ratio=seen))
    if estimate.flips_at is not None:
        lines.append(say("would-flip", events=say.count(estimate.flips_at)))
    return tuple(lines)


def _taken_from(edition: ResolvedUpdate, bound: Bound) -> str:
    key = bound.binding.query.removeprefix("@").partition("#")[0]
    labels, withheld = count_sources(edition, (key,))
    if withheld:
        return edition.say("stated-by-withheld")
    return edition.say("stated-by", source=labels[0]) if labels else edition.say("cited")


def _source_labels(edition: ResolvedUpdate, bound: Bound) -> tuple[tuple[str, ...], int]:
    labels, withheld = count_sources(edition, bound.documents)
    shown = labels[:SOURCES_SHOWN]
    if withheld:
        shown.append(say_withheld(edition.say, withheld))
    return tuple(shown), max(len(labels) - SOURCES_SHOWN, 0)


def say_withheld(say: Words, count: int) -> str:
    """Write how many sources are withheld."""
    return say("one-withheld") if count == 1 else say("withheld", count=count)


def count_sources(edition: ResolvedUpdate, keys: Sequence[str]) -> tuple[list[str], int]:
    """The outlets of works, each with its number of reports, and how many works are withheld."""
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
    ordered = sorted(labels.items(), key=lambda item: -item[1])
    return [f"{name} ({count})" if count > 1 else name for name, count in ordered], withheld
