"""The keys of the query language: one table for parsing, completing and documenting."""

from dataclasses import dataclass

from dateline.model.actor import BASES
from dateline.model.event import REVIEWS
from dateline.model.mention import EVENT_TYPE_OF, EVENT_TYPES, STATUSES


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what its values are, what it asks, and an example.

    Attributes:
        name: as written before the colon.
        kind: of value: `actor`, `pair`, `place`, `reach`, `period`, `day`, `moment`, `number`,
            `choice`, `weapon`, `source` or `dataset`.
        says: one sentence for the reference.
        example: a term that parses.
        choices: the values a `choice` takes.
    """

    name: str
    kind: str
    says: str
    example: str
    choices: tuple[str, ...] = ()


_TABLE = (
    Key("by", "actor", "Who did it: an actor with its subgroups, or a group.", "by:jnim"),
    Key("against", "actor", "Whom it was done to.", "against:@civilians"),
    Key("party", "actor", "An actor on either side.", "party:wagner"),
    Key("between", "pair", "Two actors, parted by a comma, one on each side.",
        "between:jnim,isgs"),
    Key("basis", "choice", "On what the perpetrator stands.", "basis:claimed|admitted", BASES),
    Key("in", "place", "A region, a country code, an admin unit or a place.", "in:ML/Mopti"),
    Key("near", "reach", "Within a distance of a place, a town before a region; 10 km by default.",
        'near:"Al Sina\'a prison"~5km'),
    Key("along", "reach", "Within a distance of the straight lines between places.",
        "along:Mopti..Gao~15km"),
    Key("since", "day", "From this day on, the day included.", "since:2023-11-19"),
    Key("until", "day", "Up to this day, the day included.", "until:2023-12-13"),
    Key("on", "period", "On this day.", "on:2023-07-05"),
    Key("during", "period", "In a period: a year, a month, a span or a named one.",
        "during:2022-10..2023-03"),
    Key("last", "period", "In the days, weeks, months or years before the cutoff.",
        "last:3weeks"),
    Key("type", "choice", "ACLED event type, or a sub-event type.", "type:Battles",
        (*EVENT_TYPES, *EVENT_TYPE_OF)),
    Key("subtype", "choice", "ACLED sub-event type.", 'subtype:"Suicide bomb"',
        tuple(EVENT_TYPE_OF)),
    Key("weapon", "weapon", "A weapon by its name in the lexicon.", "weapon:drone"),
    Key("killed", "number", "How many were killed, by the best figure.", "killed:>=3"),
    Key("injured", "number", "How many were injured, by the best figure.", "injured:1..10"),
    Key("claimed-by", "actor", "Who claims it.", "claimed-by:jnim"),
    Key("status", "choice", "How the accounts present it.", "status:planned|foiled", STATUSES),
    Key("review", "choice", "Whether a person has looked.", "review:accepted", REVIEWS),
    Key("precision", "choice", "How precisely the place is known.", "precision:1",
        ("1", "2", "3")),
    Key("source", "source", "A source's key.", "source:studiotamani.org"),
    Key("dataset", "dataset", "Ask a pinned dataset instead of the ledger, the version taken last "
        "unless one is named.", "dataset:ucdp-ged@25.1"),
    Key("as-of", "moment", "What the desk had recorded by then.", "as-of:2023-12-13T10:00"),
    Key("as-reported", "moment", "What the world had published by then.",
        "as-reported:2023-04-05T10:00"),
)  # fmt: skip
KEYS: dict[str, Key] = {key.name: key for key in _TABLE}
