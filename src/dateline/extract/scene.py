"""One sentence with everything the floors can say of its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.extract.tolls import TollSpan, find_tolls
from dateline.lexicon import ActorSpan, Folded, Lexicon, fold_with_offsets
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord, Weapon
from dateline.prose.dates import DateMention, read_dates

ARMED = frozenset({"gunmen", "soldiers", "police", "security", "militia", "named", "force"})
STATE = frozenset({"soldiers", "police", "security", "force"})
PEOPLE = frozenset({"civilians", "protesters", "rioters"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence as read; every offset counts from the sentence's first character.

    Attributes:
        text: the sentence.
        start: its offset in the document.
        language: ISO 639-1.
        folded: the text made plain for matching.
        parties: actors, classes of people, communities, countries and sites.
        words: event words, weak ones included.
        weapons: words for weapons.
        tolls: who was harmed, and how many.
        dates: dates as written.
    """

    text: str
    start: int
    language: str
    folded: Folded
    parties: tuple[ActorSpan, ...]
    words: tuple[Hit[EventWord], ...]
    weapons: tuple[Hit[Weapon], ...]
    tolls: tuple[TollSpan, ...]
    dates: tuple[DateMention, ...]

    def parties_in(self, start: int, end: int) -> list[ActorSpan]:
        """Give the parties that stand wholly between two offsets."""
        return [party for party in self.parties if start <= party.start and party.end <= end]


def read_scene(
    text: str, start: int, *, language: str, lexicon: Lexicon, anchor: date | None
) -> Scene | None:
    """Read a sentence; None when it holds no event word, the cheap way past most sentences."""
    folded = fold_with_offsets(text)
    matcher = lexicon.event_words(language)
    words: Sequence[Hit[EventWord]] = matcher.find(folded) if matcher else ()
    if not words:
        return None
    return Scene(
        text,
        start,
        language,
        folded,
        tuple(lexicon.find_parties(folded, language)),
        tuple(words),
        tuple(lexicon.weapons().find(folded)),
        tuple(find_tolls(text, language=language)),
        tuple(read_dates(text, anchor=anchor, language=language)),
    )
