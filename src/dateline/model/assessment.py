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
