"""Bound words that state a day, a standing, a source's fact, a judgement or a figure's number."""

import re
import unicodedata
from datetime import date

from dateline.audit.say import say_set
from dateline.model.assessment import Assessment
from dateline.model.binding import Binding
from dateline.model.estimate import Estimate, Standing
from dateline.model.finding import Finding
from dateline.model.quantity import Quantity
from dateline.prose.dates import read_dates
from dateline.prose.folding import fold_text
from dateline.prose.likelihood import find_likelihood, name_likelihood, say_likelihood
from dateline.prose.numbers import read_quantities

_PERCENT = 100.0
_FIRST_SINCE = re.compile(r"\bfirst\b.*\bsince\b|\bpremi[eè]re?\b.*\bdepuis\b", re.IGNORECASE)
# Nouns that take in every other group of people: "17 people" holds for 17 soldiers.
_ANYBODY = frozenset({"people", "person", "persons", "individual", "dead", "death", "casualty"})


def check_seen(
    binding: Binding, estimate: Estimate | None, anchor: date | None, language: str = "en"
) -> Finding:
    """Check a date in words against the day something was first or last seen."""
    dates = read_dates(binding.words, anchor=anchor, language=language)
    if estimate is None or estimate.value is None:
        why = estimate.method if estimate else "nothing was measured"
        return make_finding(binding, ("unclear", "no-data"), f"the ledger says nothing ({why})")
    first = date.fromordinal(int(estimate.low or estimate.value))
    last = date.fromordinal(int(estimate.high or estimate.value))
    day = str(first) if first == last else f"between {first} and {last}"
    found = f"the ledger has it {estimate.unit} {day}"
    if not dates:
        advice = "No rule reads a date in these words; bind only the words that state it."
        return make_finding(binding, ("unclear", "no-rule"), found, advice)
    start, end = dates[0].when.start, dates[0].when.end
    if dates[0].relation == "since" and dates[0].stated_end and _FIRST_SINCE.search(binding.words):
        end = dates[0].stated_end  # the day named is that of the one before
    says = f"{start}" if start == end else f"{start} to {end}"
    if start <= first and last <= end:
        return make_finding(binding, ("holds", ""), found, says=says)
    if first <= end and start <= last:
        advice = "The event's own date is not precise enough; widen the words."
        return make_finding(binding, ("unclear", "possible"), found, advice, says=says)
    return make_finding(
        binding, ("fails", "wrong-date"), found, f"“{_say_day(first)}” would hold.", says=says
    )


def check_rank(binding: Binding, standings: tuple[Standing, ...]) -> Finding:
    """Check a name in words against who stands at the place asked for."""
    asked = binding.arguments.get("place") or "1"
    if not asked.isdecimal():
        found = f"“{asked}” is no place in a ranking"
        return make_finding(binding, ("fails", "unreadable-query"), found, "Write place=1.")
    place = int(asked)
    if not standings:
        advice = "No event meets the query: check its names and dates."
        return make_finding(binding, ("unclear", "no-data"), "the ledger ranks nothing", advice)
    words = _bare(binding.words)
    there = [one for one in standings if one.place == place]
    order = ", ".join(f"{_last_name(one)} {one.estimate.n}" for one in standings[:4])
    found = f"the ledger ranks {order}"
    named = [one for one in standings if _bare(_last_name(one)) in words]
    if not named:
        advice = "The words name none of the groups; bind the words that do."
        return make_finding(binding, ("unclear", "no-rule"), found, advice)
    if named[0] in there and len(there) == 1:
        return make_finding(binding, ("holds", ""), found)
    if named[0] in there:
        others = " and ".join(_last_name(one) for one in there if one is not named[0])
        return make_finding(
            binding, ("unclear", "tie"), found, f"It shares the place with {others}: say so."
        )
    advice = f"“{_last_name(there[0])}” would hold." if there else f"Nobody stands at {place}."
    return make_finding(binding, ("fails", "wrong-order"), found, advice)


def check_cited(
    binding: Binding, passage: str | None, language: str = "en", passage_language: str = "en"
) -> Finding:
    """Check words against the passage they are taken from.

    The words hold when they allow everything the passage allows: a hedge may be added, never
    dropped ("60" fails against "more than 60"), and people may not be renamed ("17 soldiers"
    fails against "17 security forces").
    """
    if passage is None:
        return make_finding(
            binding,
            ("fails", "no-data"),
            f"nothing is found at {binding.query}",
            "Add the document, or correct the key and the passage behind “#”.",
        )
    claims = read_quantities(binding.words, language)
    stated = read_quantities(passage, passage_language)
    same_language = language == passage_language
    for claim in claims:
        alike = [one for one in stated if one.kind == claim.kind]
        covered = [one for one in alike if covers(claim, one)]
        if any(not same_language or _same_noun(claim, one) for one in covered):
            continue
        if covered:
            return _renamed(binding, claim, covered[0])
        return _not_covered(binding, claim, alike)
    conflict = _conflicting_date(binding, passage, (language, passage_language))
    if conflict:
        return make_finding(
            binding, ("fails", "date-conflict"), conflict, "Give the date as the source does."
        )
    what = "the passage says so" if claims else "the passage is there; the words state no number"
    return make_finding(binding, ("holds", ""), what)


def covers(claim: Quantity, stated: Quantity) -> bool:
    """Whether a claim allows everything that the source's words allow.

    >>> sixty = Quantity("60", 0, 2, 60, 60, 60)
    >>> more = Quantity("more than 60", 0, 12, 60, 60, None, True)
    >>> covers(sixty, more), covers(more, more), covers(sixty, sixty)
    (False, True, True)
    """
    if claim.low is not None:
        if stated.low is None or stated.low < claim.low:
            return False
        if stated.low == claim.low and claim.low_open and not stated.low_open:
            return False
    if claim.high is not None:
        if stated.high is None or stated.high > claim.high:
            return False
        if stated.high == claim.high and claim.high_open and not stated.high_open:
            return False
    return True


def check_assessment(binding: Binding, assessment: Assessment | None) -> Finding:
    """Check a word of likelihood against the probability on record."""
    rule = "bound-judgement"
    if assessment is None:
        return make_finding(
            binding,
            ("fails", "no-data"),
            f"no judgement is on record as “{binding.query}”",
            "Record it with `dateline assess add`, or correct the key.",
            rule=rule,
        )
    percent = assessment.probability * _PERCENT
    found = f"the judgement on record is {percent:.0f} percent, {say_likelihood(percent / 100)}"
    terms = find_likelihood(binding.words)
    if not terms:
        advice = "The words hold no term of likelihood; bind the words that do."
        return make_finding(binding, ("unclear", "no-rule"), found, advice, rule=rule)
    term = terms[0]
    says = f"{term.low} to {term.high} percent"
    if term.low <= round(percent, 6) <= term.high:
        return make_finding(binding, ("holds", ""), found, says=says, rule=rule)
    why = _why_not_likely((term.low + term.high) / 2, percent)
    fitting = name_likelihood(assessment.probability, column=term.column)
    return make_finding(
        binding, ("fails", why), found, f"“{fitting}” would hold.", says=says, rule=rule
    )


def _why_not_likely(claimed: float, percent: float) -> str:
    """Wrong on the other side of even, too strong when farther from even than the record."""
    even = _PERCENT / 2
    if (claimed - even) * (percent - even) < 0:
        return "wrong-direction"
    return "too-strong" if abs(claimed - even) > abs(percent - even) else "too-weak"


def check_figure(binding: Binding, number: int | None, language: str = "en") -> Finding:
    """Check a figure's number in words against its place in the update."""
    if number is None:
        advice = "Give the figure block that name: `::: {.map #name query=...}`."
        return make_finding(
            binding,
            ("fails", "no-data"),
            f"no figure is named “{binding.query}”",
            advice,
            rule="missing-figure",
        )
    written = re.search(r"\d+", binding.words)
    read = read_quantities(binding.words, language)
    stated = int(written.group()) if written else int(read[0].value or 0) if read else None
    found = f"it is figure {number}"
    if stated is None or stated == number:
        return make_finding(binding, ("holds", ""), found)
    return make_finding(binding, ("fails", "wrong-number"), found, f"Write “Figure {number}”.")


def check_own(binding: Binding) -> Finding:
    """Let desk research stand; it is marked as such in print."""
    if not binding.query.strip():
        advice = 'Say whose research it is: {own="Author\'s research"}.'
        return make_finding(binding, ("unclear", "unsourced"), "nobody is named for it", advice)
    return make_finding(binding, ("holds", ""), f"stands on {binding.query}")


def make_finding(
    binding: Binding,
    verdict: tuple[str, str],
    found: str,
    advice: str = "",
    *,
    says: str = "",
    rule: str = "bound-number",
) -> Finding:
    """Make a finding at a binding's words; what does not hold is an error."""
    severity = "note" if verdict[0] == "holds" else "error"
    return Finding(
        rule, *verdict, binding.words, binding.words_start, binding.words_end, says, found,
        advice, severity,
    )  # fmt: skip


def _renamed(binding: Binding, claim: Quantity, stated: Quantity) -> Finding:
    return make_finding(
        binding,
        ("fails", "wrong-unit"),
        f"the passage says “{stated.text} {stated.unit}”",
        f"Write “{stated.unit}” instead of “{claim.unit}”.",
        says=say_set(claim),
    )


def _not_covered(binding: Binding, claim: Quantity, alike: list[Quantity]) -> Finding:
    if not alike:
        return make_finding(
            binding,
            ("fails", "beyond-source"),
            "the passage states no such number",
            "Cite the passage that does.",
            says=say_set(claim),
        )
    wanted = claim.value if claim.value is not None else claim.low or 0.0
    nearest = min(alike, key=lambda one: abs((one.value or one.low or 0.0) - wanted))
    why = "too-strong" if nearest.value == claim.value else "wrong-number"
    return make_finding(
        binding,
        ("fails", why),
        f"the passage says “{nearest.text}”",
        f"“{nearest.text}” would hold.",
        says=say_set(claim),
    )


def _same_noun(claim: Quantity, stated: Quantity) -> bool:
    if claim.unit is None or stated.unit is None:
        return True
    nouns = [_singular(one.unit or "") for one in (claim, stated)]
    return nouns[0] == nouns[1] or nouns[0] in _ANYBODY or nouns[0] in nouns[1].split()


def _singular(noun: str) -> str:
    folded = fold_text(noun).strip()
    if folded in _ANYBODY:
        return folded
    return folded[:-1] if folded.endswith("s") and not folded.endswith("ss") else folded


def _conflicting_date(binding: Binding, passage: str, languages: tuple[str, str]) -> str:
    claimed = read_dates(binding.words, anchor=None, language=languages[0])
    stated = read_dates(passage, anchor=None, language=languages[1])
    for one in claimed:
        if stated and not any(
            one.when.start <= other.when.end and other.when.start <= one.when.end
            for other in stated
        ):
            return f"the passage says “{stated[0].text}”"
    return ""


def _bare(name: str) -> str:
    """A name folded and without its accents."""
    parted = unicodedata.normalize("NFKD", fold_text(name))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def _last_name(standing: Standing) -> str:
    return standing.name.rsplit("/", 1)[-1]


def _say_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
