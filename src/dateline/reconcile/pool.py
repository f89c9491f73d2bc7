"""How common places, actors and words are among the mentions being linked."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.model.stored import StoredMention

_WORD = re.compile(r"[^\W\d_]{4,}")
_SMALL = 40  # mentions that the base share counts for


@dataclass(frozen=True, slots=True)
class Pool:
    """How common places, actors and words are among the mentions being linked.

    Attributes:
        size: how many mentions.
        places: mentions by gazetteer id.
        actors: mentions by actor id.
        words: mentions by word.
        roots: actor id to the organisation at the top of its family, from the lexicon.
    """

    size: int = 0
    places: Mapping[str, int] = field(default_factory=dict)
    actors: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)

    def share(self, counts: Mapping[str, int], key: str, base: float) -> float:
        """How common a value is, drawn towards `base` while the pool is small."""
        return (counts.get(key, 0) + _SMALL * base) / (self.size + _SMALL)

    def root(self, actor: str) -> str:
        """The organisation an actor belongs to, itself where none is known."""
        return self.roots.get(actor, actor)


def build_pool(mentions: Iterable[StoredMention], roots: Mapping[str, str]) -> Pool:
    """Count what is common among mentions."""
    places: Counter[str] = Counter()
    actors: Counter[str] = Counter()
    words: Counter[str] = Counter()
    size = 0
    for stored in mentions:
        size += 1
        mention = stored.mention
        if mention.place and mention.place.gazetteer_id:
            places[mention.place.gazetteer_id] += 1
        actors.update({part.id for part in mention.actors if part.id})
        words.update(split_words(mention.sentence))
    return Pool(size, places, actors, words, roots)


@lru_cache(maxsize=200_000)
def split_words(text: str) -> frozenset[str]:
    """The words of a passage that can tell it from others: four letters and more."""
    return frozenset(_WORD.findall(text.casefold()))
