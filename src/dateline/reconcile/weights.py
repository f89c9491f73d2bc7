"""How much each finding says: the m and u of the linkage, in one place.

m is how often two accounts of one event show a level, u how often two accounts of different
events do that come close enough in time and place to be compared at all. The weight is
log2(m / u) bits. The values are set by hand as informative priors, not fitted: an unsupervised
fit locks onto "same town" in hotspots (DESIGN.md, method notes; Fellegi and Sunter 1969;
Robertson, Doran and Cochrane on MELTT 2019 for the trap). Commonness of a place, an actor or a
number replaces u where a pool of mentions shows it.
"""

from math import log2

# Other accounts of its event that a mention has among those near it, on average. Divided by how
# many mentions are near, it is the odds before any comparison that a pair is one event: one
# candidate in an empty quarter is likelier the same than one of forty in a hotspot.
OTHER_ACCOUNTS = 1.5
PRIOR_RANGE = (-7.0, -1.5)  # bits
# No comparison can say more than this, so that one agreement never drowns the others.
MOST_BITS = 7.0

# comparison -> level -> (m, u)
LEVELS: dict[str, dict[str, tuple[float, float]]] = {
    "date": {
        "same day": (0.80, 0.14),
        "one day apart": (0.15, 0.28),
        "days apart": (0.03, 0.50),
        "overlap": (0.95, 0.55),
        "same day of another year": (0.60, 0.30),
        "apart": (0.004, 0.50),
    },
    "place": {
        "same place": (0.72, 0.03),
        "within precision": (0.20, 0.05),
        "same region": (0.90, 0.40),
        "other place near": (0.05, 0.15),
        "other place": (0.02, 0.60),
        "other region": (0.04, 0.60),
    },
    "perpetrator": {
        "same": (0.70, 0.30),
        "kin": (0.15, 0.10),
        "other way round": (0.05, 0.10),
        "different": (0.04, 0.40),
    },
    "target": {
        "same": (0.55, 0.30),
        "kin": (0.15, 0.12),
        "different": (0.10, 0.30),
    },
    "type": {
        "same sub-type": (0.68, 0.26),
        "same type": (0.12, 0.10),
        "neighbouring type": (0.18, 0.30),
        "different type": (0.01, 0.30),
    },
    "killed": {
        "same number": (0.50, 0.10),
        "close": (0.22, 0.14),
        "differ": (0.20, 0.36),
        "far apart": (0.06, 0.36),
    },
    "injured": {
        "same number": (0.50, 0.08),
        "close": (0.25, 0.15),
        "differ": (0.20, 0.45),
    },
    "weapon": {
        "shared": (0.70, 0.35),
        "different": (0.15, 0.45),
    },
    "words": {
        "nearly the same text": (0.30, 0.004),
        "several rare words": (0.30, 0.08),
        "a rare word": (0.30, 0.20),
        "no rare word": (0.45, 0.70),
    },
    "source": {
        "same source": (0.07, 0.16),
        "same document": (0.05, 0.40),
        "continues": (0.60, 0.06),
    },
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


def weigh_prior(near: float) -> float:
    """Bits before any comparison, for a pair whose mentions have `near` others near them.

    >>> weigh_prior(3.0), weigh_prior(48.0)
    (-1.5, -5.0)
    """
    low, high = PRIOR_RANGE
    return max(low, min(high, log2(OTHER_ACCOUNTS / max(near, OTHER_ACCOUNTS))))


def weigh(comparison: str, level: str, *, common: float | None = None) -> float:
    """Bits that a level speaks for one event (above 0) or against it.

    Args:
        comparison: a key of `LEVELS`.
        level: one of its levels.
        common: how common the agreeing value is among the mentions compared, 0 to 1, in the
            place of the table's u.

    >>> round(weigh("date", "same day"), 2)
    2.51
    """
    m, u = LEVELS[comparison][level]
    bits = log2(m / (u if common is None else min(max(common, 0.005), 0.5)))
    return max(-MOST_BITS, min(MOST_BITS, bits))
