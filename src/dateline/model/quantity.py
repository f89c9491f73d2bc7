"""A number as prose states it: the set of values its words allow."""

from dataclasses import dataclass

QUANTITY_KINDS = ("count", "rate", "share", "ratio", "points", "ordinal", "duration", "distance")


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a phrase allows: an interval, open or closed at each end.

    Attributes:
        text: the words.
        start: offset in the text read.
        end: end of the words.
        value: the number named (5 in "nearly five"); None for a bare word such as "dozens".
        low: lower bound of what the words allow; None is unbounded.
        high: upper bound; None is unbounded.
        low_open: whether the lower bound itself is excluded.
        high_open: whether the upper bound itself is excluded.
        kind: one of `QUANTITY_KINDS`.
        unit: the counted noun or measure as written ("attacks", "percent", "km"), where read.
        per: `day`, `week`, `month` or `year` for a rate.
        hedge: the approximator as written ("nearly", "at least"), empty where none.
        imputed: whether the number stands for a word ("dozens", "several").
    """

    text: str
    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    kind: str = "count"
    unit: str | None = None
    per: str | None = None
    hedge: str = ""
    imputed: bool = False

    def allows(self, number: float) -> bool:
        """Whether a number lies in the set.

        >>> nearly_five = Quantity("nearly five", 0, 11, 5, 4.4, 5, True, True, hedge="nearly")
        >>> nearly_five.allows(4.6), nearly_five.allows(5.0)
        (True, False)
        """
        if self.low is not None and (number < self.low or (self.low_open and number == self.low)):
            return False
        return not (
            self.high is not None
            and (number > self.high or (self.high_open and number == self.high))
        )
