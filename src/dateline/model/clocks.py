"""The two clocks a reader may set back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clocks:
    """`as_of`: what the desk had recorded by then; `as_reported`: what the world had published.

    Both are ISO 8601; None is now.
    """

    as_of: str | None = None
    as_reported: str | None = None
