"""The memories of a series, against the same written out as whole matrices."""

import numpy as np
import pytest

from dateline.measure.memory import weigh_memories

SHARES, FADES = (0.3, 0.5, 0.7, 0.9), (0.4, 0.6, 0.75, 0.9)


@pytest.mark.parametrize(
    "places",
    [
        tuple(float(week) for week in range(12)),
        (0.0, 1.0, 2.0, 3.5, 4.0, 1e6, 1e6 + 1, 1e6 + 2),
        (4.0, 5.0, 6.0, 0.0, 1.0, 2.0, 3.0, 7.5),
    ],
)
def test_banded_solves_give_what_whole_matrices_give(places: tuple[float, ...]) -> None:
    chance = np.random.default_rng(3)
    size = len(places)
    residuals, loadings = chance.normal(size=size), chance.normal(size=size)
    design = np.column_stack([np.arange(size) < size // 2, np.arange(size) >= size // 2]) * 1.0
    found = weigh_memories(residuals, design, places)
    lags = np.abs(np.subtract.outer(np.array(places), np.array(places)))
    logs, scales, variances = [], [], []
    for share, fade in ((0.0, 0.5), *((share, fade) for share in SHARES for fade in FADES)):
        whole = (1 - share) * np.eye(size) + share * fade**lags
        inverse = np.linalg.inv(whole)
        crossed = design.T @ inverse @ design
        left = inverse - inverse @ design @ np.linalg.inv(crossed) @ design.T @ inverse
        squares = residuals @ left @ residuals
        prior = 0.7 if not share else 0.3 / 16
        logs.append(
            -0.5 * np.linalg.slogdet(whole)[1] - 0.5 * np.linalg.slogdet(crossed)[1]
            - 0.5 * (size - 2) * np.log(squares) + np.log(prior)
        )  # fmt: skip
        scales.append(max(squares / (size - 2), 0.5))
        variances.append(loadings @ whole @ loadings)
    weights = np.exp(np.array(logs) - max(logs))
    assert found.weights == pytest.approx(weights / weights.sum(), rel=1e-6)
    assert found.scales == pytest.approx(np.array(scales), rel=1e-6)
    assert found.doubt(loadings).spreads == pytest.approx(
        np.sqrt(np.array(scales) * np.array(variances)), rel=1e-6
    )
