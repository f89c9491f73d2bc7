"""An outlet or author, as the desk describes it."""

from dataclasses import dataclass

RELIABILITY = {
    "A": "Completely reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}
LINK_POLICIES = ("live", "defang", "withhold")
MEDIA_POLICIES = ("show", "never")
ARCHIVE_POLICIES = ("share", "hold")
ACCESS = ("open", "subscription", "on_request", "own_research")


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet or author with its grade and what may be shown of it.

    Attributes:
        key: the outlet's domain or the author's handle (`studiotamani.org`).
        says: how the desk introduces it to readers.
        reliability: Admiralty letter A to F; F means unknown, not middling.
        links: `live`, `defang` or `withhold`.
        language: ISO 639-1 code of what it publishes, where known.
        country: ISO alpha-2 of its home, where known.
        affiliation: a belligerent or owner it speaks for, as an actor id, where known.
        name: how readers know it (`Studio Tamani`); the key where it is empty.
        quotation: how many words in a row of it may be quoted; 0 is paraphrase only, None any.
        media: `show` or `never`: whether an image of it may be shown.
        archive: `share` or `hold`: whether readers are told of the archived copy.
        access: `open`, `subscription`, `on_request` or `own_research`.
    """

    key: str
    says: str = ""
    reliability: str = "F"
    links: str = "live"
    language: str | None = None
    country: str | None = None
    affiliation: str | None = None
    name: str = ""
    quotation: int | None = None
    media: str = "show"
    archive: str = "hold"
    access: str = "open"
