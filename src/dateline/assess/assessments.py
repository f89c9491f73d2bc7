"""Judgements on record: what makes one sound enough to be kept and scored."""

from datetime import date

from dateline.errors import CommandError
from dateline.model.assessment import CONFIDENCES, Assessment
from dateline.prose.likelihood import find_likelihood, name_likelihood

MIN_PROBABILITY, MAX_PROBABILITY = 0.01, 0.99


def check_assessment(assessment: Assessment) -> Assessment:
    """Return the judgement when it can be kept and later scored.

    Raises:
        CommandError: with every fault: a probability outside 1 to 99 percent, an unknown
            confidence, a horizon that is no date or not after the day it was made, a statement
            whose word of likelihood does not hold the probability, or a confidence in the same
            sentence as a likelihood.
    """
    faults = list_faults(assessment)
    if faults:
        raise CommandError(f"The assessment “{assessment.key}” cannot be kept: {' '.join(faults)}")
    return assessment


def list_faults(assessment: Assessment) -> list[str]:
    """Say everything that is wrong with a judgement, one sentence each."""
    faults = []
    if not assessment.key or any(letter.isspace() for letter in assessment.key):
        faults.append("Its key must be one word, such as mali-protection.")
    if not assessment.statement.strip():
        faults.append("It states nothing.")
    if not MIN_PROBABILITY <= assessment.probability <= MAX_PROBABILITY:
        faults.append(
            f"Its probability is {assessment.probability}; give one from {MIN_PROBABILITY} to "
            f"{MAX_PROBABILITY}."
        )
    if assessment.confidence not in CONFIDENCES:
        faults.append(
            f"Its confidence is “{assessment.confidence}”; it is {', '.join(CONFIDENCES)}."
        )
    faults += _date_faults(assessment)
    faults += _word_faults(assessment)
    return faults


def _date_faults(assessment: Assessment) -> list[str]:
    made = _read_day(assessment.made)
    if made is None:
        return [f"The day it was made, “{assessment.made}”, is no date such as 2023-12-15."]
    if assessment.horizon is None:
        return ["It has no horizon: say by which day it can be scored (--horizon 2024-03-15)."]
    horizon = _read_day(assessment.horizon)
    if horizon is None:
        return [f"Its horizon, “{assessment.horizon}”, is no date such as 2024-03-15."]
    if horizon <= made:
        return [f"Its horizon {horizon} does not lie after the day it was made, {made}."]
    return []


def _word_faults(assessment: Assessment) -> list[str]:
    terms = find_likelihood(assessment.statement)
    percent = assessment.probability * 100
    faults = [
        f"It says “{term.text}”, which stands for {term.low} to {term.high} percent, but its "
        f"probability is {percent:.0f} percent; {name_likelihood(assessment.probability)} would "
        "hold."
        for term in terms
        if not term.low <= round(percent, 6) <= term.high
    ]
    if len({term.column for term in terms}) > 1:
        faults.append("It mixes the two columns of likelihood words; keep to one.")
    if terms and "confidence" in assessment.statement.casefold():
        faults.append("It puts a confidence into the sentence of a likelihood; keep them apart.")
    return faults


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
