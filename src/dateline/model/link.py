"""A judgement that a mention belongs to an event; never erased."""

import re
from dataclasses import dataclass

_VERSION = re.compile(r"\s\d+\.\d+(?:\s|$)")  # behind the name of an extractor


@dataclass(frozen=True, slots=True)
class Link:
    """Who judged that a mention belongs to an event, why, and how sure.

    Attributes:
        mention: the mention's id in the ledger.
        event: the event's id.
        by: a person, or the linker's name and version.
        why: the evidence in a sentence.
        probability: posterior that the mention belongs, 0 to 1; 1 for a person's word.
    """

    mention: int
    event: int
    by: str
    why: str
    probability: float = 1.0


def is_person(author: str) -> bool:
    """Whether an author is a person: a machine signs with its name and version.

    >>> is_person("Aminata"), is_person("dateline-linker/1")
    (True, False)
    """
    return "/" not in author


def is_by_hand(extractor: str) -> bool:
    """Whether a mention was coded by a person: an extractor signs with its name and version.

    >>> is_by_hand("Aminata"), is_by_hand("tagger 0.2"), is_by_hand("llm 0.1 small")
    (True, False, False)
    """
    return is_person(extractor) and not _VERSION.search(extractor)
