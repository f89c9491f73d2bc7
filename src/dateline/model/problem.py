"""A fault in the material: stored, counted and shown, never raised."""

from dataclasses import dataclass

AWAY = ("llm-unreachable", "llm-refused")  # nobody answered: the same work may succeed later


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do about it.

    Attributes:
        kind: a stable name, such as `empty-file` or `unknown-encoding`.
        where: the file, address or document concerned.
        what: one sentence that says what was found.
        advice: one sentence that says the way out.
        severity: `error` when nothing could be used, `warning` when something was lost, `note`.
        start: offset in the document's text, where there is one.
        end: end of the passage concerned.
    """

    kind: str
    where: str
    what: str
    advice: str
    severity: str = "warning"
    start: int | None = None
    end: int | None = None
