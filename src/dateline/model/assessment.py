"""A judgement on record, to be tested and scored."""

from dataclasses import dataclass

# ICD 203: term, synonym, range in percent.
LIKELIHOOD_TERMS = (
    ("almost no chance", "remote", 1, 5),
    ("very unlikely", "highly improbable", 5, 20),
    ("unlikely", "improbable", 20, 45),
    ("roughly even chance", "roughly even odds", 45, 55),
    ("likely", "probable", 55, 80),
    ("very likely", "highly probable", 80, 95),
    ("almost certain", "nearly certain", 95, 99),
)
CONFIDENCES = ("low", "moderate", "high")


def find_term(probability: float) -> tuple[str, str, int, int] | None:
    """The row of the terms whose range holds a probability; at an edge, the one nearer to even.

    Args:
        probability: 0 to 1.

    Returns:
        Term, synonym and range in percent; None for what no term covers (below 1 and above 99).

    >>> find_term(.8)[0], find_term(.2)[0], find_term(.999)
    ('likely', 'unlikely', None)
    """
    percent = round(probability * 100, 6)
    fitting = [row for row in LIKELIHOOD_TERMS if row[2] <= percent <= row[3]]
    return min(fitting, key=lambda row: abs((row[2] + row[3]) / 2 - 50), default=None)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A judgement with probability, confidence, horizon and evidence.

    Attributes:
        key: the name by which an update binds it.
        statement: the judgement in a sentence.
        probability: 0 to 1.
        confidence: `low`, `moderate` or `high`: in the evidence, not the likelihood.
        made: ISO date.
        horizon: ISO date by which it can be scored.
        author: who judges.
        evidence: queries or citation keys that it rests on.
        indicators: queries that would show it coming true or not.
        outcome: True, False, or None while open.
    """

    key: str
    statement: str
    probability: float
    confidence: str
    made: str
    horizon: str | None = None
    author: str = ""
    evidence: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    outcome: bool | None = None
