"""Estimates and claims in the words of a finding."""

from dateline.model.estimate import Comparison, Estimate
from dateline.model.quantity import Quantity
from dateline.prose.numbers_say import say_one

_PERCENT = 100.0
_WHOLE = 1e-9
_LARGE = 100


def say_figure(value: float) -> str:
    """Write a number with the digits a reader can use.

    >>> say_figure(16.0), say_figure(4.587), say_figure(0.541), say_figure(1204.4)
    ('16', '4.6', '0.54', '1,204')
    """
    if abs(value - round(value)) < _WHOLE or abs(value) >= _LARGE:
        return f"{round(value):,}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"


def say_answer(estimate: Estimate, kind: str) -> str:
    """Write what the ledger says: "4.6 attacks per week (16 over 24.4 days)"."""
    if estimate.value is None:
        return f"nothing ({estimate.method})"
    if isinstance(estimate, Comparison):
        return say_interval(estimate)
    if kind == "share":
        whole = round(estimate.exposure or 0)
        share = f"{estimate.value * _PERCENT:.1f} percent ({estimate.n} of {whole})"
        return f"{share}{_say_doubt(estimate)}"
    floor = "at least " if estimate.lower_bound else ""
    basis = ""
    if kind == "rate" and estimate.exposure is not None:
        basis = f" ({estimate.n} over {estimate.exposure:.1f} days)"
    unit = say_one(estimate.unit) if estimate.value == 1 else estimate.unit
    return f"{floor}{say_figure(estimate.value)} {unit}{basis}{_say_doubt(estimate)}"


def say_interval(estimate: Comparison) -> str:
    """Write a ratio with its interval: "ratio .54, 95 % .22 to 1.3"."""
    ratio = "no ratio" if estimate.ratio is None else f"ratio {_short(estimate.ratio)}"
    if estimate.ratio_low is None or estimate.ratio_high is None:
        return ratio
    bounds = f"{_short(estimate.ratio_low)} to {_short(estimate.ratio_high)}"
    return f"{ratio}, {estimate.level * _PERCENT:.0f} % {bounds}"


def say_set(quantity: Quantity) -> str:
    """Write what words allow: "above 4.4 and below 5".

    >>> say_set(Quantity("nearly five", 0, 11, 5, 4.4, 5, True, True))
    'above 4.4 and below 5'
    """
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        return say_figure(low)
    parts = []
    if low is not None and not (low == 0 and high is not None):
        parts.append(f"{'above' if quantity.low_open else 'at least'} {say_figure(low)}")
    if high is not None:
        parts.append(f"{'below' if quantity.high_open else 'at most'} {say_figure(high)}")
    return " and ".join(parts) or "any number"


def say_flip(events: int | None, verdict: str) -> str:
    """Write how few events would turn a verdict; empty where none would."""
    if events is None or verdict == "unclear":
        return ""
    noun = "1 event" if events == 1 else f"{events} events"
    return f"; {noun} more, fewer or moved would turn it"


def _say_doubt(estimate: Estimate) -> str:
    parts = []
    if estimate.awaiting_review:
        parts.append(f"up to {estimate.awaiting_review} awaiting review")
    if estimate.possible:
        parts.append(f"{estimate.possible} that may fall inside")
    if estimate.unattributed:
        parts.append(f"{estimate.unattributed} more unattributed")
    return f", and {' and '.join(parts)}" if parts else ""


def _short(value: float) -> str:
    return f"{value:.2f}".removeprefix("0") if value < 1 else say_figure(value)
