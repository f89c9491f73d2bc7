"""Settings of publishing: what never leaves, besides withheld sources."""

from dataclasses import dataclass

WITHHELD_FIELDS = ("date", "place", "coordinates", "actors", "tolls", "weapons", "claimed_by")


@dataclass(frozen=True, slots=True)
class WithholdSettings:
    """What is withheld besides whole sources, which `links = "withhold"` of a source does.

    Attributes:
        documents: ids of documents of which nothing leaves.
        captures: SHA-256, or its first eight figures or more, of captures of which nothing leaves.
        speakers: names of speakers whose accounts do not leave.
        fields: fields that leave for no event: `date`, `place`, `coordinates`, `actors`, `tolls`,
            `weapons`, `claimed_by`.
    """

    documents: tuple[str, ...] = ()
    captures: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
