"""What a person enters, that person has looked at: it is accepted as it is recorded.

The verdict is a review like any other: on record with its author, and taken back by
`review ID unreviewed`. An event on which somebody has said something stays as that person left it.
"""

from collections.abc import Mapping

from dateline.errors import CommandError
from dateline.model.review import Review
from dateline.pipeline.keeping.opening import OpenDesk, read_clock

ACCEPTED, UNREVIEWED, REJECTED = "accepted", "unreviewed", "rejected"
_WORDS = {
    ACCEPTED: ("accepted", "yes", "y", "true", "1", "x", "verified", "confirmed", "reviewed"),
    UNREVIEWED: ("unreviewed", "no", "n", "false", "0", "pending", "open", "draft", "to review"),
    REJECTED: ("rejected",),
}


def read_verdict(text: str) -> str:
    """What a sheet says of a row's review, as a verdict.

    >>> read_verdict("Verified"), read_verdict("no")
    ('accepted', 'unreviewed')

    Raises:
        CommandError: it says something else.
    """
    if verdict := _find_verdict(text):
        return verdict
    raise CommandError(
        f"'{text}' says nothing of a review; write accepted, rejected or unreviewed, or leave the "
        "column out with --map 'COLUMN='."
    )


def says_verdict(text: str) -> bool:
    """Whether a cell says anything of a review.

    >>> says_verdict(" Yes "), says_verdict("two sources")
    (True, False)
    """
    return bool(_find_verdict(text))


def _find_verdict(text: str) -> str:
    word = " ".join(text.casefold().split())
    return next((verdict for verdict, words in _WORDS.items() if word in words), "")


def record_verdicts(
    opened: OpenDesk, verdicts: Mapping[int, str], who: str, why: str
) -> tuple[int, ...]:
    """Record verdicts on the events that entered accounts stand in.

    Args:
        opened: the desk.
        verdicts: of mentions by their numbers; `unreviewed` and nothing record nothing.
        who: entered them.
        why: the reason, as it stands on record.

    Returns:
        The events that are accepted since. Where accounts of one event differ, accepted goes
        before rejected.
    """
    told = {number: said for number, said in verdicts.items() if said in (ACCEPTED, REJECTED)}
    wanted: dict[int, str] = {}
    for link in opened.ledger.links(mentions=list(told)) if told else ():
        if wanted.get(link.event) != ACCEPTED:
            wanted[link.event] = told[link.mention]
    at = read_clock()
    reviews = [Review(event, said, who, at, why) for event, said in sorted(wanted.items())]
    recorded = opened.ledger.append_reviews(reviews, at=at) if reviews else []
    return tuple(one.event for one in recorded if one.verdict == ACCEPTED)
