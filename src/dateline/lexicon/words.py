"""Event words and weapons, by language."""

from dataclasses import dataclass
from functools import cache

from dateline.lexicon.matcher import Phrase, PhraseMatcher, read_phrase
from dateline.lexicon.rows import expand_forms, read_field, read_rows, split_list

EVENT_LANGUAGES = ("en", "fr", "ar", "tr", "fa", "ps")
_SAME_WORDS = {"prs": "fa", "ckb": "ar"}


@dataclass(frozen=True, slots=True)
class EventWord:
    """What an event word says.

    Attributes:
        sense: the kind of happening (`attack`, `clash`, `air`...), typed later by who and whom.
        part: `n` for a noun, `v` for a verb.
        weak: counts only when somebody or something is hurt, struck or named beside it.
    """

    sense: str
    part: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Weapon:
    """A kind of weapon and the sense it gives a trigger (empty: none)."""

    name: str
    sense: str = ""


@cache
def load_event_words(language: str) -> PhraseMatcher[EventWord] | None:
    """Load one language's event words; None for a language without a list."""
    language = _SAME_WORDS.get(language, language)
    if language not in EVENT_LANGUAGES:
        return None
    phrases: list[Phrase[EventWord]] = []
    for row in read_rows(f"events.{language}.tsv"):
        for notation in split_list(read_field(row, 2)):
            weak = notation.endswith("?")
            word = EventWord(row[0], row[1], weak)
            phrases += (read_phrase(form, word) for form in expand_forms(notation.rstrip("?")))
    return PhraseMatcher(phrases)


@cache
def load_weapons() -> PhraseMatcher[Weapon]:
    """Load the words for weapons, every language together."""
    phrases: list[Phrase[Weapon]] = []
    for row in read_rows("weapons.tsv"):
        weapon = Weapon(row[0], row[1])
        phrases += (read_phrase(words, weapon) for words in split_list(read_field(row, 2)))
    return PhraseMatcher(phrases)


@cache
def load_sites(language: str) -> PhraseMatcher[str]:
    """Load one language's words for sites that a desk may have to blur, by their kind."""
    language = _SAME_WORDS.get(language, language)
    phrases: list[Phrase[str]] = []
    for row in read_rows("sites.tsv"):
        if row[1] == language:
            for notation in split_list(read_field(row, 2)):
                phrases += (read_phrase(form, row[0]) for form in expand_forms(notation))
    return PhraseMatcher(phrases)


@cache
def list_weapons() -> frozenset[str]:
    """List the names of weapons, whatever the words for them."""
    return frozenset(row[0] for row in read_rows("weapons.tsv"))
