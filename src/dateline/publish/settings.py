"""What a desk may set about publishing: what never leaves, who signs, where it is found."""

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


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """Who signs, and where readers find the editions.

    Attributes:
        roles: who must sign before an edition is frozen, each role another person.
        address: address of the published site, such as `https://desk.example/updates/`; feeds
            need it for links that work everywhere. Empty writes links from the feed's own place.
        says: one sentence about the desk, for feeds and the site's front page.
    """

    roles: tuple[str, ...] = ("author", "editor")
    address: str = ""
    says: str = ""
