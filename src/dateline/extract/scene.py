"""One sentence with everything the floors can say of its words."""

import re
from dataclasses import dataclass
from datetime import date

from dateline.extract.parties import join_parties
from dateline.extract.tolls import TollSpan, find_tolls
from dateline.lexicon import ActorSpan, Folded, Lexicon, fold_with_offsets
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord, Weapon
from dateline.prose.dates import DateMention, read_dates

ARMED = frozenset({"gunmen", "soldiers", "police", "security", "militia", "named", "force"})
STATE = frozenset({"soldiers", "police", "security", "force"})
PEOPLE = frozenset({"civilians", "protesters", "rioters"})
# States that often act abroad: their soldiers say little about where.
ABROAD = frozenset({"US", "FR", "RU", "GB", "DE", "IT", "IL", "TR", "SA", "AE", "BE", "ES"})


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
        before: the party that the sentences before were about last.
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
    before: ActorSpan | None = None

    def parties_in(self, start: int, end: int) -> list[ActorSpan]:
        """Give the parties that stand wholly between two offsets."""
        return [party for party in self.parties if start <= party.start and party.end <= end]


# Where a headline ends and the credit of its source begins.
_CREDIT = re.compile(r"\s(?:CR )?Source: |\sCR [A-Z]")
_SHORTEST = 20


def _inside(word: Hit[EventWord], parties: tuple[ActorSpan, ...]) -> bool:
    """Whether an event word is part of a longer name ("fighting positions")."""
    return any(
        party.start <= word.start
        and word.end <= party.end
        and party.end - party.start > word.end - word.start
        for party in parties
    )


def read_scene(
    text: str,
    start: int,
    *,
    language: str,
    lexicon: Lexicon,
    anchor: date | None,
    wordless: bool = False,
) -> Scene | None:
    """Read a sentence; None when it holds no event word, the cheap way past most sentences.

    Args:
        text: the sentence, or a short passage.
        start: its offset in the document.
        language: ISO 639-1.
        lexicon: what its words may mean.
        anchor: the day that dates are resolved against.
        wordless: read it even without an event word.
    """
    credit = _CREDIT.search(text)
    told = text[: credit.start()] if credit and credit.start() > _SHORTEST else text
    folded = fold_with_offsets(told)
    matcher = lexicon.event_words(language)
    found = matcher.find(folded) if matcher else []
    if not found and not wordless:
        return None
    parties = join_parties(text, lexicon.find_parties(folded, language))
    words = [word for word in found if not _inside(word, parties)]
    return Scene(
        text,
        start,
        language,
        folded,
        parties,
        tuple(words),
        tuple(lexicon.weapons().find(folded)),
        tuple(find_tolls(told, language=language)),
        tuple(read_dates(told, anchor=anchor, language=language)),
    )
