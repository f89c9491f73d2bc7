"""How much each finding says: the m and u of the linkage, in one place.

m is how often two accounts of one event show a level, u how often two accounts of different
events do that come close enough in time and place to be compared at all. The weight is
log2(m / u) bits (Fellegi and Sunter 1969). The values here are the priors that `fit` starts from
and is held to: an unsupervised fit alone locks onto "same town" in hotspots (DESIGN.md, method
notes; Robertson, Doran and Cochrane on MELTT 2019 for the trap). Commonness of a place, an actor
or a number replaces u where the mentions show it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dateline.reconcile.columns import Array

# No comparison can say more than this, so that one agreement never drowns the others.
MOST_BITS = 7.0
PRIOR_RANGE = (-7.0, -1.5)  # bits
_COMMON_RANGE = (0.005, 0.5)
_LEAST_SAME_ACTOR = 0.3  # bits: one actor named twice never speaks against a pair

# comparison -> group of levels that rule each other out -> level -> (m, u)
LEVELS: dict[str, dict[str, dict[str, tuple[float, float]]]] = {
    "date": {
        "days": {
            "same day": (0.78, 0.12),
            "one day apart": (0.19, 0.28),
            "days apart": (0.015, 0.53),
        },
        "intervals": {"overlap": (0.95, 0.55), "apart": (0.004, 0.50)},
        "years": {"same day of another year": (0.60, 0.30)},
    },
    "place": {
        "points": {
            "same place": (0.72, 0.03),
            "within precision": (0.20, 0.05),
            "other place near": (0.02, 0.25),
            "other place": (0.01, 0.50),
        },
        "areas": {"same region": (0.90, 0.40), "other region": (0.03, 0.50)},
    },
    "perpetrator": {
        "named": {
            "same": (0.70, 0.30),
            "kin": (0.10, 0.06),
            "other way round": (0.04, 0.12),
            "different": (0.04, 0.40),
        },
    },
    "target": {
        "named": {"same": (0.55, 0.30), "kin": (0.15, 0.12), "different": (0.10, 0.30)},
    },
    "sides": {
        "sides": {
            "both sides": (0.45, 0.12),
            "a side": (0.40, 0.33),
            "other sides": (0.12, 0.40),
        },
    },
    "type": {
        "types": {
            "same sub-type": (0.68, 0.26),
            "same type": (0.12, 0.10),
            "neighbouring type": (0.18, 0.30),
            "different type": (0.01, 0.30),
        },
    },
    "killed": {
        "figures": {
            "same number": (0.58, 0.10),
            "close": (0.18, 0.16),
            "differ": (0.19, 0.37),
            "far apart": (0.04, 0.34),
        },
    },
    "retold": {"days and dead": {"both differ": (0.02, 0.40)}},
    "injured": {
        "figures": {"same number": (0.62, 0.08), "close": (0.20, 0.14), "differ": (0.14, 0.47)},
    },
    "weapon": {"weapons": {"shared": (0.75, 0.34), "different": (0.08, 0.46)}},
    "words": {
        "words": {
            "nearly the same text": (0.30, 0.004),
            "several rare words": (0.30, 0.08),
            "a rare word": (0.30, 0.20),
            "no rare word": (0.45, 0.70),
        },
    },
    "meaning": {
        "sentences": {
            "very alike": (0.20, 0.004),
            "alike": (0.28, 0.02),
            "somewhat alike": (0.27, 0.09),
            "unlike": (0.25, 0.88),
        },
    },
    "source": {
        "outlets": {"same source": (0.07, 0.16)},
        "documents": {"same document": (0.05, 0.40)},
        "passages": {"continues": (0.60, 0.06)},
    },
}

LEVEL_NAMES: dict[str, tuple[str, ...]] = {
    comparison: tuple(level for group in groups.values() for level in group)
    for comparison, groups in LEVELS.items()
}

# Types between which two reporters of one event often differ.
NEIGHBOURS = frozenset(
    frozenset(pair)
    for pair in (
        ("Battles", "Violence against civilians"),
        ("Battles", "Explosions/Remote violence"),
        ("Violence against civilians", "Explosions/Remote violence"),
        ("Protests", "Riots"),
        ("Protests", "Violence against civilians"),
        ("Riots", "Violence against civilians"),
        ("Battles", "Strategic developments"),
        ("Violence against civilians", "Strategic developments"),
    )
)


@dataclass(frozen=True, slots=True)
class Weights:
    """m and u of every level, and how many other accounts of its event a mention has.

    Attributes:
        m: by comparison, in the order of `LEVEL_NAMES`.
        u: the same.
        others: other accounts of its event that a mention has among those near it, on average.
            Divided by how many mentions are near, it is the odds before any comparison that a
            pair is one event: one candidate in an empty quarter is likelier the same than one of
            forty in a hotspot.
        pairs: how many pairs it was fitted on; 0 for the priors.
    """

    m: Mapping[str, Array]
    u: Mapping[str, Array]
    others: float = 1.5
    pairs: int = 0

    def prior(self, near: Array) -> Array:
        """Bits before any comparison, for pairs whose mentions have `near` others near them.

        >>> PRIOR.prior(np.array([3.0, 48.0])).tolist()
        [-1.5, -5.0]
        """
        bits = np.log2(self.others / np.maximum(near, self.others))
        return np.asarray(np.clip(bits, *PRIOR_RANGE))

    def bits(self, comparison: str, levels: Array, common: Array | None = None) -> Array:
        """Bits that levels speak for one event (above 0) or against it; 0 where one is silent.

        Args:
            comparison: a key of `LEVELS`.
            levels: numbers of levels in the order of `LEVEL_NAMES`, -1 where nothing was found.
            common: how common the agreeing value is among the mentions compared, 0 to 1, in the
                place of the level's u; nan where the level's u holds.

        >>> PRIOR.bits("date", np.array([0, -1])).round(2).tolist()
        [2.7, 0.0]
        """
        m, u = self.m[comparison][levels], self.u[comparison][levels]
        if common is not None:
            u = np.where(np.isnan(common), u, np.clip(common, *_COMMON_RANGE))
        bits = np.clip(np.log2(m / u), -MOST_BITS, MOST_BITS)
        if comparison in ("perpetrator", "target") and common is not None:
            bits = np.where(levels == 0, np.maximum(bits, _LEAST_SAME_ACTOR), bits)
        return np.asarray(np.where(levels < 0, 0.0, bits))


def _column(comparison: str, which: int) -> Array:
    pairs = [pair for group in LEVELS[comparison].values() for pair in group.values()]
    return np.array([pair[which] for pair in pairs])


PRIOR = Weights(
    {comparison: _column(comparison, 0) for comparison in LEVELS},
    {comparison: _column(comparison, 1) for comparison in LEVELS},
)
