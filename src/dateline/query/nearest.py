"""The known names nearest to one that nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches


def find_nearest(text: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return the known names most like the text, best first; empty when none is like it.

    >>> find_nearest("agianst", ["by", "against", "party"])
    ['against']
    """
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(text.casefold(), by_folded, n=limit, cutoff=0.6)
    return [by_folded[name] for name in close]


def offer_nearest(text: str, known: Iterable[str], otherwise: str = "") -> str:
    """Say which names are near, or, where none is, list those that exist.

    >>> offer_nearest("agianst", ["by", "against"])
    'Did you mean against?'
    >>> offer_nearest("zzz", ["by", "in"], "The keys are")
    'The keys are: by, in.'
    """
    names = sorted(known)
    near = find_nearest(text, names)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"{otherwise}: {', '.join(names)}." if otherwise and names else ""
