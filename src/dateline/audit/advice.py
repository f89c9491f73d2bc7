"""Words that would hold, in place of those that do not."""

import re

from dateline.audit.phrases import read_claim
from dateline.model.binding import Binding
from dateline.model.estimate import Estimate
from dateline.model.quantity import Quantity
from dateline.prose.numbers import say_number

_CHANGES = (
    "nearly halved", "halved", "nearly doubled", "doubled", "nearly tripled", "tripled",
    "quadrupled", "more than quadrupled", "more than tripled", "more than doubled",
    "more than halved",
)  # fmt: skip
_CHANGES_FR = (
    "presque réduit de moitié", "réduit de moitié", "presque doublé", "doublé", "presque triplé",
    "triplé", "quadruplé", "plus que quadruplé", "plus que triplé", "plus que doublé",
)  # fmt: skip
_SLIGHT = 0.1
_PERCENT = 100.0


def propose_words(
    binding: Binding, quantity: Quantity, estimate: Estimate, language: str = "en"
) -> str:
    """Put words that hold in place of a claim; the rest stays as the writer has it.

    Args:
        binding: the bound words.
        quantity: the claim read from them; its offsets index the words.
        estimate: what the ledger says; it has a value.
        language: ISO 639-1 of the words.
    """
    value = estimate.value or 0.0
    before, after = binding.words[: quantity.start], binding.words[quantity.end :]
    if binding.kind == "share":
        return before + _say_share(quantity, estimate, language) + after
    if quantity.kind == "ratio" and language == "en":
        return _say_change(value)
    if quantity.kind == "ratio" and language == "fr":
        return _say_change_fr(value, binding.words)
    said = say_number(value, quantity, language)
    if quantity.imputed:  # "dozens of attacks" becomes "13 attacks"
        after = re.sub(r"^\s+(?:of|de|d')\s*", " ", after)
    return before + said + after


def _say_share(quantity: Quantity, estimate: Estimate, language: str) -> str:
    percent = (estimate.value or 0.0) * _PERCENT
    if quantity.unit is not None and quantity.unit.startswith("of "):
        whole = round(estimate.exposure or 0)
        return re.sub(r"\d+$", str(whole), re.sub(r"^\S+", str(estimate.n), quantity.text))
    if re.search(r"\d", quantity.text):
        return say_number(percent, quantity, language)
    return f"{'environ' if language == 'fr' else 'about'} {percent:.0f} " + (
        "pour cent" if language == "fr" else "percent"
    )


def _say_change(ratio: float) -> str:
    """Say a ratio by the narrowest word that allows it, else in percent.

    >>> _say_change(4.1), _say_change(0.6), _say_change(9.0)
    ('quadrupled', 'fell by 40 percent', 'more than quadrupled')
    """
    fitting = _fitting(ratio, _CHANGES, "en")
    percent = round(abs(ratio - 1) * _PERCENT)
    if not fitting or (percent < _PERCENT and min(fitting)[0] > _SLIGHT * 5):
        return f"{'rose' if ratio > 1 else 'fell'} by {percent} percent"
    best = min(reach for reach, _ in fitting)
    return next(words for reach, words in fitting if reach == best)


def _say_change_fr(ratio: float, words: str) -> str:
    """Say a ratio in French, with the auxiliary that the writer has.

    >>> _say_change_fr(2.0, "ont triplé"), _say_change_fr(0.7, "a doublé")
    ('ont doublé', 'a baissé de 30 pour cent')
    """
    auxiliary = "ont " if words.startswith("ont ") else "a " if words.startswith("a ") else ""
    fitting = _fitting(ratio, _CHANGES_FR, "fr")
    percent = round(abs(ratio - 1) * _PERCENT)
    if not fitting or (percent < _PERCENT and min(fitting)[0] > _SLIGHT * 5):
        return f"{auxiliary}{'augmenté' if ratio > 1 else 'baissé'} de {percent} pour cent"
    best = min(reach for reach, _ in fitting)
    return auxiliary + next(said for reach, said in fitting if reach == best)


def _fitting(ratio: float, changes: tuple[str, ...], language: str) -> list[tuple[float, str]]:
    """The words of change that allow a ratio, each with how wide its set is."""
    fitting = []
    for words in changes:
        claim = read_claim(words, "change", language)
        if claim is not None and claim.allows(ratio):
            reach = (claim.high if claim.high is not None else float("inf")) - (claim.low or 0)
            fitting.append((reach, words))
    return fitting
