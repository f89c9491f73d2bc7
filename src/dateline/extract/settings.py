"""What can be set in extraction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExtractSettings:
    """How mentions are found.

    Attributes:
        roles: roles of blocks that tell what happened; titles and captions repeat them.
        lowest_confidence: a mention less sure than this is not given.
        longest_sentence: characters; a longer sentence is read in pieces of this length.
        most_mentions: of one sentence; a list of towns gives one mention each up to this many.
        homes: alpha-2 of the countries that the desk watches; they support doubtful places.
    """

    roles: tuple[str, ...] = ("paragraph", "takeaway", "list_item", "quote", "excerpt")
    lowest_confidence: float = 0.35
    longest_sentence: int = 4_000
    most_mentions: int = 12
    homes: tuple[str, ...] = ()
