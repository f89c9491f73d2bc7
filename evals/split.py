"""Which gold lines may be looked at, and which are only scored."""

from hashlib import sha256


def only_scored(identity: str) -> bool:
    """Whether the line with this id (or document id) is held out: its SHA-256 is odd.

    >>> only_scored("S2-E01"), only_scored("S2-E02")
    (False, True)
    """
    return int(sha256(identity.encode()).hexdigest(), 16) % 2 == 1
