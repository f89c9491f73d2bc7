"""Which words of a sentence report an event, and which of them report the same one."""

import re
from dataclasses import dataclass

from dateline.extract.scene import Scene
from dateline.extract.wording import (
    HARMLESS,
    TAKEN,
    is_strong,
    meant_word,
    stands,
    tells_violence,
)
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord

# How good a head each sense makes: the word that names the event before the word for its effect.
HEAD_RANK = {
    "suicide": 90, "chemical": 88, "grenade": 86, "air": 84, "shelling": 82, "sexual": 82,
    "crackdown": 80, "disperse": 79, "ied": 78, "explosion": 74, "retake": 72, "transfer": 72,
    "ambush": 71, "abduct": 70, "attack": 68, "clash": 66, "seize": 65, "strike": 64,
    "bombard": 64, "mob": 62, "riot": 61, "protest": 60, "agreement": 56, "disrupt": 55,
    "base": 54, "arrest": 50, "change": 48, "displace": 44, "loot": 42, "kill": 30, "other": 20,
}  # fmt: skip
_FAMILIES = (
    frozenset({"explosion", "ied", "suicide", "grenade", "chemical", "attack", "ambush", "strike",
               "bombard", "kill", "shelling"}),
    frozenset({"air", "strike", "bombard", "attack", "shelling", "explosion", "kill"}),
    frozenset({"attack", "ambush", "clash", "seize", "kill", "loot", "abduct", "strike",
               "suicide"}),
    frozenset({"protest", "riot", "disperse", "crackdown", "kill", "attack", "mob", "clash",
               "loot", "arrest"}),
    frozenset({"retake", "kill", "seize"}),
    frozenset({"transfer", "change", "seize", "retake"}),
    frozenset({"sexual", "attack", "kill", "abduct", "loot"}),
    frozenset({"mob", "riot", "loot", "kill", "attack", "clash"}),
    frozenset({"base", "seize"}),
    frozenset({"air", "strike", "bombard", "shelling", "explosion", "ied", "suicide", "kill",
               "attack", "loot"}),
)  # fmt: skip
_CROWD = frozenset({"protest", "riot", "disperse", "crackdown", "kill", "arrest", "mob", "loot"})
_SUBORDINATE_SENSES = frozenset({"kill"})

# Words after or before a trigger that make it something else.
_STRONG_BREAK = re.compile(
    r";|[.!?]\s|\s[—–-]\s|\bwhile\b|\bmeanwhile\b|\bseparately\b|\bin another\b|\bin a separate\b|"
    r"\btandis que\b|\bpar ailleurs\b|\balors que\b|\bبينما\b|\bفيما\b|"
    r"\bdays before\b|\bhours after\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EventGroup:
    """The event words of one event: the head names it, the others tell of the same.

    Attributes:
        head: the word given as the mention's trigger.
        words: every word of the group, in order.
        senses: what the words say.
    """

    head: Hit[EventWord]
    words: tuple[Hit[EventWord], ...]

    @property
    def senses(self) -> frozenset[str]:
        """What the group's words say; a weak word for taking says little beside another."""
        return frozenset(
            word.value.sense
            for word in self.words
            if word is self.head
            or not (word.value.weak and word.value.sense in ("seize", "retake"))
        )

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.words[-1].end


def find_groups(scene: Scene) -> list[EventGroup]:
    """Choose a sentence's event words and join those that tell of the same event."""
    nothing = any(word.value.sense == "nothing" for word in scene.words)
    words = [
        meant
        for word in scene.words
        if word.value.sense != "nothing" and stands(scene, meant := meant_word(scene, word))
    ]
    if nothing and not tells_violence(scene, words):
        return []
    words = [word for word in words if word.value.sense in HARMLESS or is_strong(scene, word)]
    groups: list[list[Hit[EventWord]]] = []
    for word in words:
        home = next((group for group in reversed(groups) if _joins(scene, group, word)), None)
        if home is None:
            groups.append([word])
        else:
            home.append(word)
    found = [_make_group(group) for group in groups]
    strong = [group for group in found if any(is_strong(scene, word) for word in group.words)]
    if strong:
        return strong
    return found[:1] if _has_harm(scene) else []


def _has_harm(scene: Scene) -> bool:
    return any(toll.measure in ("killed", "injured", "abducted") for toll in scene.tolls)


def _joins(scene: Scene, group: list[Hit[EventWord]], word: Hit[EventWord]) -> bool:
    """Whether a word tells of the group's event."""
    senses = {known.value.sense for known in group}
    sense = word.value.sense
    if _foils(scene, group, word):
        return True
    if sense not in senses and not any(senses | {sense} <= family for family in _FAMILIES):
        same_effect = sense in _SUBORDINATE_SENSES and not _break_between(scene, group, word)
        if not same_effect:
            return False
    crowd = (senses | {sense}) <= _CROWD and senses & {"protest", "riot", "disperse", "mob"}
    if _break_between(scene, group, word) and not crowd:
        return False
    return not _own_places(scene, group, word)


def _foils(scene: Scene, group: list[Hit[EventWord]], word: Hit[EventWord]) -> bool:
    """Whether the group's last word says that this one was foiled ("foiled a bomb attack")."""
    last = scene.text[group[-1].start : group[-1].end].lower()
    between = scene.text[group[-1].end : word.start]
    return last.startswith(("foil", "thwart", "déjou")) and len(between) < TAKEN


def _break_between(scene: Scene, group: list[Hit[EventWord]], word: Hit[EventWord]) -> bool:
    return _STRONG_BREAK.search(scene.text[group[-1].end : word.start]) is not None


_OWN_PLACE = re.compile(r"^\s+(?:in|at|near|à|au|dans|près de)\s+[A-ZÀ-Ý]")


def _own_places(scene: Scene, group: list[Hit[EventWord]], word: Hit[EventWord]) -> bool:
    """Whether both name a place of their own right after ("clashes in A and shelling in B")."""
    if word.value.sense == "kill" or group[-1].value.sense == "kill":
        return False
    return bool(
        _OWN_PLACE.match(scene.text[group[-1].end : group[-1].end + 20])
        and _OWN_PLACE.match(scene.text[word.end : word.end + 20])
    )


def _make_group(words: list[Hit[EventWord]]) -> EventGroup:
    def rank(word: Hit[EventWord]) -> tuple[float, int]:
        score = HEAD_RANK.get(word.value.sense, 10) - 40 * word.value.weak
        return (-score - 1.5 * (word.value.part == "n"), word.start)

    return EventGroup(min(words, key=rank), tuple(words))
