"""Which gold lines may be looked at, and which are only scored."""

from collections.abc import Mapping, Sequence
from hashlib import sha256


def only_scored(identity: str) -> bool:
    """Whether the line with this id (or document id) is held out: its SHA-256 is odd.

    >>> only_scored("S2-E01"), only_scored("S2-E02")
    (False, True)
    """
    return int(sha256(identity.encode()).hexdigest(), 16) % 2 == 1


def share_figures(
    prefix: str, rights: Mapping[tuple[str, str], Sequence[bool]]
) -> dict[str, float]:
    """The share of right answers by half and figure, and of how many (`_n`).

    >>> share_figures("when", {("look", "date"): [True, False]})
    {'when.look.date': 0.5, 'when.look.date_n': 2}
    """
    figures: dict[str, float] = {}
    for (half, name), held in rights.items():
        figures[f"{prefix}.{half}.{name}"] = round(sum(held) / len(held), 4)
        figures[f"{prefix}.{half}.{name}_n"] = len(held)
    return figures
