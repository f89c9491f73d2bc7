"""Words that pass through a translation unchanged: note markers, addresses, names of the desk.

Each is taken out before the text is translated, a token such as `XN1X` stands in its place, and
what comes back gets it again, a known name as the lexicon or the desk writes it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.atlas import Gazetteer
from dateline.lexicon import Lexicon, fold_with_offsets
from dateline.model.document import KnownName
from dateline.prose.links import find_links
from dateline.prose.romanise import is_latin, romanise

_MARKER = re.compile(r"\[(?:\d{1,4}|[ivxlcdm]{1,8})\]")
_TOKEN = re.compile(r"X\s?N\s?(\d{1,4})\s?X", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w‌’'\-]*")
_LONGEST_NAME = 3  # words
_SHORTEST = 4  # letters
_GREAT = 100_000  # people: a smaller place's name may be any word
_COUNTRIES = ("country", "demonym")
_NAMED = ("named", "force")


@dataclass(frozen=True, slots=True)
class Slot:
    """What stood in a text where a token now stands.

    Attributes:
        start: offset in the original text.
        end: end of the words taken out.
        words: what is put in their place in the translation.
        is_name: whether they are a name, not a marker or an address.
    """

    start: int
    end: int
    words: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """A translation with its words put back.

    Attributes:
        text: the whole.
        places: where the words of each slot stand in it.
        lost: slots whose token did not come back.
    """

    text: str
    places: dict[int, int]
    lost: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The names that a desk knows; without words of its own it protects markers and addresses."""

    lexicon: Lexicon | None = None
    gazetteer: Gazetteer | None = None

    def slots(self, text: str, language: str) -> list[Slot]:
        """Give what must pass through a translation of a text, in order, none overlapping."""
        found = [Slot(match.start(), match.end(), match[0]) for match in _MARKER.finditer(text)]
        found += [Slot(link.start, link.end, text[link.start : link.end])
                  for link in find_links(text)]  # fmt: skip
        found += self._names(text, language)
        found += self._desk_places(text)
        return list(_apart(found))

    def latin_names(self, text: str, language: str) -> list[KnownName]:
        """Give the names that a text in another script holds, as lexicon and gazetteer know them.

        A person's or outlet's name that neither knows is not among them: nothing tells where it
        begins.
        """
        if is_latin(text):
            return []
        found: dict[str, KnownName] = {}
        for span in self.lexicon.find_actors(text, language) if self.lexicon else ():
            if span.actor and span.party.kind in _NAMED:
                found[span.text] = KnownName(span.text, span.actor.name, span.actor.id)
        taken = self._people(text, language)
        for start, end in self._runs(text):
            words = text[start:end]
            if words in found or self.gazetteer is None or len(words) < _SHORTEST:
                continue
            if any(start < last and first < end for first, last in taken):
                continue
            for entry in self.gazetteer.exact(words, limit=1):
                unit = entry.feature.startswith(("A.ADM1", "A.PCL"))
                if unit or entry.population >= _GREAT or entry.id.startswith("desk:"):
                    found[words] = KnownName(words, entry.name, entry.id)
        return list(found.values())

    def _people(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where a text speaks of parties: the men of "armed men" are no town of that name."""
        if self.lexicon is None:
            return []
        parties = self.lexicon.find_parties(fold_with_offsets(text), language)
        return [(party.start, party.end) for party in parties if party.party.kind not in _COUNTRIES]

    def _names(self, text: str, language: str) -> Iterator[Slot]:
        for span in self.lexicon.find_actors(text, language) if self.lexicon else ():
            if span.actor and span.party.kind == "named":
                words = span.text if is_latin(span.text) else span.actor.name
                yield Slot(span.start, span.end, words, is_name=True)

    def _desk_places(self, text: str) -> Iterator[Slot]:
        if self.gazetteer is None:
            return
        for start, end in self._runs(text):
            entry = next(iter(self.gazetteer.exact(text[start:end], limit=1)), None)
            if entry is not None and entry.id.startswith("desk:"):
                yield Slot(start, end, entry.name, is_name=True)

    def _runs(self, text: str) -> Iterator[tuple[int, int]]:
        """Runs of up to three words that the gazetteer knows, longest first."""
        words = list(_WORD.finditer(text))
        for length in range(_LONGEST_NAME, 0, -1):
            for at in range(len(words) - length + 1):
                start, end = words[at].start(), words[at + length - 1].end()
                if self.gazetteer is not None and self.gazetteer.knows(text[start:end]):
                    yield start, end


def protect(text: str, slots: Sequence[Slot]) -> str:
    """Put a token in the place of each slot's words.

    >>> protect("JNIM attacked [3].", [Slot(0, 4, "JNIM"), Slot(14, 17, "[3]")])
    'XN0X attacked XN1X.'
    """
    parts, at = [], 0
    for number, slot in enumerate(slots):
        parts += [text[at : slot.start], f"XN{number}X"]
        at = slot.end
    return "".join([*parts, text[at:]])


def restore(translated: str, slots: Sequence[Slot]) -> Restored:
    """Put the words back where the tokens came out.

    A marker whose token was lost goes to the end, so that its note stays linked; an address or a
    name that was lost is reported.

    >>> restore("xn0x saldırdı", [Slot(0, 4, "JNIM", is_name=True), Slot(14, 17, "[3]")]).text
    'JNIM saldırdı [3]'
    """
    parts: list[str] = []
    places: dict[int, int] = {}
    at = length = 0
    for match in _TOKEN.finditer(translated):
        number = int(match[1])
        if number >= len(slots):
            continue
        before = translated[at : match.start()]
        places.setdefault(number, length + len(before))
        parts += [before, slots[number].words]
        length += len(before) + len(slots[number].words)
        at = match.end()
    text = "".join([*parts, translated[at:]]).rstrip()
    lost = []
    for number, slot in enumerate(slots):
        if number in places:
            continue
        lost.append(slot)
        if _MARKER.fullmatch(slot.words):
            places[number] = len(text) + 1
            text += f" {slot.words}"
    return Restored(text, places, tuple(lost))


def in_latin(names: Iterable[str], language: str | None) -> list[KnownName]:
    """Give whole names, such as a byline's, in Latin letters one by one."""
    return [KnownName(name, romanise(name, language)) for name in names if not is_latin(name)]


def _apart(slots: Iterable[Slot]) -> Iterator[Slot]:
    """The slots in order; of two that overlap the longer stays."""
    kept: list[Slot] = []
    for slot in sorted(slots, key=lambda slot: slot.start - slot.end):
        if all(slot.end <= other.start or other.end <= slot.start for other in kept):
            kept.append(slot)
    yield from sorted(kept, key=lambda slot: slot.start)
