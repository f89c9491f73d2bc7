"""The small heads over spans: a trigger's type and status, and which arguments belong to it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_FAR: Final = 20.0


def pair_features(
    triggers: Sequence[tuple[int, int]], index: int, argument: tuple[int, int]
) -> list[float]:
    """Say how an argument stands to a trigger, in words.

    Args:
        triggers: first word and word after the last of every trigger of the text.
        index: which trigger is meant.
        argument: the argument's span in the same way.

    Returns:
        Signed distance (scaled, at most 2 either way), how many other triggers stand between,
        whether no other trigger is nearer, whether the trigger is the only one.

    >>> pair_features([(1, 2), (9, 10)], 0, (4, 6))
    [0.1, 0.0, 1.0, 0.0]
    """
    distances = [_distance(trigger, argument) for trigger in triggers]
    own = distances[index]
    between = sum(1 for other in distances if other * own > 0 and abs(other) < abs(own))
    nearest = all(abs(own) <= abs(other) for other in distances)
    scaled = max(-2.0, min(2.0, own / _FAR))
    return [scaled, float(between), float(nearest), float(len(triggers) == 1)]


def _distance(trigger: tuple[int, int], argument: tuple[int, int]) -> int:
    if argument[0] >= trigger[1]:
        return argument[0] - trigger[1]
    if trigger[0] >= argument[1]:
        return argument[1] - trigger[0]
    return 0


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads' weights, by the names training gives them (`types.weight`...)."""

    weights: Mapping[str, Array]

    def keys(self, hidden: Array) -> Array:
        """Give what triggers attend to in a text, from the vectors of its words."""
        return self._apply("key", hidden)

    def judge(self, hidden: Array, keys: Array, trigger: Array) -> tuple[Array, Array]:
        """Type one trigger.

        Args:
            hidden: the vectors of the text's words.
            keys: their `keys`.
            trigger: the trigger's own mean vector.

        Returns:
            Probabilities of the sub-event types and of the statuses.
        """
        scores = keys @ self._apply("ask", trigger)
        weights = softmax(scores / math.sqrt(self.weights["ask.weight"].shape[0]))
        mixed = np.concatenate([trigger, weights @ hidden, hidden.mean(axis=0)])
        mixed = _gelu(self._apply("mix", mixed))
        return softmax(self._apply("types", mixed)), softmax(self._apply("statuses", mixed))

    def link(self, trigger: Array, arguments: Array, kinds: Sequence[int], where: Array) -> Array:
        """Score how likely each argument belongs to a trigger.

        Args:
            trigger: the trigger's mean vector.
            arguments: one row an argument.
            kinds: the arguments' places in `LABELS`.
            where: one row of `pair_features` an argument.
        """
        left = np.broadcast_to(self._apply("trigger", trigger), (len(kinds), self._wide))
        right = self._apply("argument", arguments)
        kind = self.weights["kind.weight"][list(kinds)]
        joined = np.concatenate([left, right, left * right, kind, where], axis=1)
        scores = self._apply("linked", _gelu(self._apply("pair", joined)))[:, 0]
        return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)

    @property
    def _wide(self) -> int:
        return int(self.weights["trigger.bias"].shape[0])

    def _apply(self, name: str, rows: Array) -> Array:
        return apply_linear(self.weights, name, rows)


def apply_linear(weights: Mapping[str, Array], name: str, rows: Array) -> Array:
    """Multiply rows by a named matrix and add its bias, on one thread.

    The matrices are so small that a threaded product waits longer than it works.
    """
    product = np.einsum("...j,kj->...k", rows, weights[f"{name}.weight"])
    return np.asarray(product + weights[f"{name}.bias"], dtype=np.float32)


def softmax(scores: Array) -> Array:
    """Turn scores into probabilities along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


def _gelu(values: Array) -> Array:
    """The exact GELU, its error function by Abramowitz and Stegun 7.1.26 (error below 1.5e-7)."""
    scaled = np.abs(values) / math.sqrt(2.0)
    step = 1.0 / (1.0 + 0.3275911 * scaled)
    total = np.zeros_like(values)
    for factor in reversed(_ERF):
        total = np.asarray((total + factor) * step, dtype=np.float32)
    error = np.sign(values) * (1.0 - total * np.exp(-scaled * scaled))
    return np.asarray(0.5 * values * (1.0 + error), dtype=np.float32)
