"""Who claims, denies or is blamed anywhere in a sentence, also by names that no lexicon holds."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.extract.avowals import avowing_party
from dateline.extract.pronouns import stand_for
from dateline.extract.scene import Scene
from dateline.lexicon import ActorSpan, Party

_NOBODY = re.compile(
    r"(?:no one|nobody|no group|none|personne|aucun\w*(?: groupe)?|there|which|that|and|but|it|"
    r"hour)\b|(?:أي|أية|أحد|أحدا|جهة|هيچ|هیچ|کسی|هېڅ|هیڅ)\b|(?:hiçbir|henüz|kimse)\b|(?:saldırı|patlama|eylem|olay|bomba)\w*",
    re.IGNORECASE,
)
# A verb in the negative before an Arabic subject: nobody claimed.
_NOT_YET = re.compile(r"\b[وف]?(?:لم|لا|ما)\s+$")
_ARTICLE = re.compile(r"[\s\"“«]*(?:(?:the|an?|les?|la|une?|des)\s+|l['’])?", re.IGNORECASE)
_NO_ARMED = frozenset({"civilians", "civil-site", "armed-site"})
_SAME_WORDS = {"prs": "fa", "ckb": "ar"}
_WESTERN = ("en", "fr")
_CAPITAL = re.compile(r"\b[A-ZÀ-Ý]")
_LONGEST = 4_000
_SHORTEST = 2

Patterns = dict[str, tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True)
class Voices:
    """Parties by what the sentence says they say, or is said of them; offsets count from it."""

    claimants: tuple[ActorSpan, ...] = ()
    deniers: tuple[ActorSpan, ...] = ()
    blamed: tuple[ActorSpan, ...] = ()


def find_voices(scene: Scene) -> Voices:
    """Find who claims, who denies and who is blamed in a sentence.

    A subject that no lexicon knows ("the Creek Lions", "Kigali") is given by its words.
    """
    return Voices(
        tuple(_parties(scene, "claimant")),
        tuple(_parties(scene, "denier")),
        tuple(_parties(scene, "blamed")),
    )


def is_avowed(scene: Scene) -> bool:
    """Whether the sentence rests on the word of the side that did it, or of an accuser alone."""
    if avowing_party(scene) is not None:
        return True
    text = scene.text[:_LONGEST]
    return any(pattern.search(text) for pattern in load_patterns(scene.language).get("avowed", ()))


@cache
def load_patterns(language: str) -> Patterns:
    """Read one language's patterns of `data/voices.toml`; none for a language without them."""
    file = resources.files("dateline.extract").joinpath("data", "voices.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    language = _SAME_WORDS.get(language, language)
    kinds = table.get(language, {}) | (table["western"] if language in _WESTERN else {})
    patterns: Patterns = {}
    for kind, rows in kinds.items():
        whole = list(rows)
        for name, part in table["parts"].items():
            whole = [row.replace(f"{{{name}}}", part) for row in whole]
        patterns[kind] = tuple(re.compile(row) for row in whole)
    return patterns


def _parties(scene: Scene, kind: str) -> Iterator[ActorSpan]:
    taken: list[tuple[int, int]] = []
    for pattern in load_patterns(scene.language).get(kind, ()):
        for match in pattern.finditer(scene.text[:_LONGEST]):
            start, end = _trimmed(scene.text, *match.span("who"))
            if end - start < _SHORTEST or any(start < b and a < end for a, b in taken):
                continue
            if kind != "denier" and _is_nobody(scene.text, match.start(), start, end):
                continue
            taken.append((start, end))
            yield _as_party(scene, start, end)


def _is_nobody(text: str, verb: int, start: int, end: int) -> bool:
    """Whether the words say that nobody claims or is blamed ("no group", "لم تتبن أي جهة")."""
    return bool(_NOBODY.match(text[start:end]) or _NOT_YET.search(text[max(0, verb - 8) : verb]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A subject without its article and quotation marks."""
    article = _ARTICLE.match(text[start:end])
    start += article.end() if article else 0
    while end > start and text[end - 1] in " \"”»'’,":
        end -= 1
    return start, end


def _is_part(scene: Scene, party: ActorSpan, start: int, end: int) -> bool:
    """Whether a class of people is only a part of a name ("Sahel Shield brigade")."""
    rest = scene.text[start : max(start, party.start)] + scene.text[party.end : end]
    return party.actor is None and _CAPITAL.search(rest) is not None


def _as_party(scene: Scene, start: int, end: int) -> ActorSpan:
    """The sentence's party within the words, else the words themselves."""
    for party in scene.parties:
        inside = party.start < end and start < party.end
        if inside and party.party.kind not in _NO_ARMED and not _is_part(scene, party, start, end):
            return party
    return stand_for(scene, ActorSpan(start, end, scene.text[start:end], Party("voice")))
