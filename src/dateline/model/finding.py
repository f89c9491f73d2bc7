"""What a check or an audit says of one thing it looked at."""

from dataclasses import dataclass

VERDICTS = ("holds", "fails", "unclear")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, with its verdict.

    Attributes:
        rule: stable name, such as `bound-number`.
        verdict: `holds`, `fails` or `unclear`.
        why: `rounding`, `too-strong`, `wrong-direction`, `within-chance`, `no-data`, `unbound`...
            empty for what plainly holds.
        text: the words concerned.
        start: offset in the text checked.
        end: end of the words.
        says: what the words claim, in a sentence.
        found: what the ledger or document says.
        advice: what to do; the words that would hold.
        severity: `error`, `warning` or `note`.
        document: id of the document audited; None for an update.
    """

    rule: str
    verdict: str
    why: str
    text: str
    start: int
    end: int
    says: str
    found: str
    advice: str
    severity: str
    document: str | None = None
