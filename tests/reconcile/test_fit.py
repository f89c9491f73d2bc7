import numpy as np
from evals.worlds import ROOTS, WorldSettings, make_world

from dateline.reconcile.linkage import Linker
from dateline.reconcile.weights import LEVEL_NAMES, PRIOR


def test_few_pairs_leave_the_priors_as_they_stand() -> None:
    linker = Linker(roots=ROOTS)
    linker.link(make_world(1, WorldSettings(events=8)).mentions, next_event=1)
    assert linker.weights is PRIOR


def test_a_fit_moves_the_weights_and_stays_near_the_priors() -> None:
    linker = Linker(roots=ROOTS)
    linker.link(make_world(1).mentions, next_event=1)
    fitted = linker.weights
    assert fitted.pairs > 1000
    same = LEVEL_NAMES["place"].index("same place")
    assert fitted.u["place"][same] > PRIOR.u["place"][same]
    assert all(0 < value < 1.1 for m in fitted.m.values() for value in m)


def test_bits_of_a_level_are_capped_and_silence_weighs_nothing() -> None:
    bits = PRIOR.bits("place", np.array([0, 0, -1]), np.array([1e-9, 0.5, np.nan]))
    assert bits.round(2).tolist() == [7.0, 0.53, 0.0]
