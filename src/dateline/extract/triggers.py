"""Which words of a sentence report an event, and which of them report the same one."""

import re
from dataclasses import dataclass

from dateline.extract.scene import Scene
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
)  # fmt: skip
_SUBORDINATE_SENSES = frozenset({"kill"})

# Words after or before a trigger that make it something else.
_NOT_AFTER = re.compile(
    r"^[\s-]*(?:helicopters?|drones? (?:factory|maker)|plans?|planning|rifles?|dogs?|vehicles?|"
    r"power|age|song|crimes?|criminals?|veterans?|memorial|zones?|tactics|capabilit\w+|"
    r"season|film|game|insurance|survivors?|anniversary|commander|minister|effort|economy)\b",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:heart|panic|cyber|asthma|hunger|labou?r|general|rail|bus|teachers'?|doctors'?|post|"
    r"cold|trade|culture|civil|world|first|second|gulf|star|price|turf|no|without|any|possible|"
    r"potential|future|imminent|further|more|another|defend(?:ed)? against|risk of|threat of|"
    r"fear of|fears of|prevent|preventing|avoid|pr[ée]venir|risque d['e]|menace d['e])\s+$",
    re.IGNORECASE,
)
_STRONG_BREAK = re.compile(
    r";|[.!?]\s|\s[—–-]\s|\bwhile\b|\bmeanwhile\b|\bseparately\b|\bin another\b|\bin a separate\b|"
    r"\btandis que\b|\bpar ailleurs\b|\balors que\b|\bبينما\b|\bفيما\b|\bdays before\b|\bhours after\b",
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
        """What the group's words say."""
        return frozenset(word.value.sense for word in self.words)

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
    words = [word for word in scene.words if _stands(scene, word)]
    groups: list[list[Hit[EventWord]]] = []
    for word in words:
        home = next((group for group in reversed(groups) if _joins(scene, group, word)), None)
        if home is None:
            groups.append([word])
        else:
            home.append(word)
    found = [_make_group(group) for group in groups]
    strong = [group for group in found if any(_is_strong(scene, word) for word in group.words)]
    if strong:
        return strong
    return found[:1] if _has_harm(scene) else []


def _has_harm(scene: Scene) -> bool:
    return any(toll.measure in ("killed", "injured", "abducted") for toll in scene.tolls)


_FOES = frozenset({"gunmen", "named", "force", "soldiers", "security", "police", "militia",
                   "armed-site"})  # fmt: skip
_REACH = 60


def _is_strong(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether a word reports an event by itself, or by the armed people on both its sides."""
    if not word.value.weak:
        return True
    if word.value.sense not in ("clash", "attack", "strike", "kill"):
        return word.value.sense in ("seize", "retake")
    before = scene.parties_in(max(0, word.start - _REACH), word.start)
    after = scene.parties_in(word.end, word.end + _REACH)
    struck = _FOES | {"civil-site", "civilians"} if word.value.sense == "attack" else _FOES
    return any(party.party.kind in _FOES | {"country"} for party in before) and any(
        party.party.kind in struck for party in after
    )


def _stands(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether the word can report an event here: not a compound, not a mere possibility."""
    if _NOT_AFTER.match(scene.text[word.end : word.end + 24]):
        return False
    if _NOT_BEFORE.search(scene.text[max(0, word.start - 24) : word.start]):
        return False
    sense = word.value.sense
    if sense == "seize" or (word.value.weak and sense == "retake"):
        return _takes_ground(scene, word)
    return not (sense == "protest" and scene.text[word.start : word.end] == "March")


_GROUND = re.compile(
    r"^[\s\w,'’-]{0,48}?\b(?:control|towns?|villages?|city|cities|capital|base|camp|barracks|"
    r"districts?|area|territory|airport|headquarters|outposts?|positions?|posts?|province|region|"
    r"bridge|settlements?|neighbou?rhoods?|checkpoints?|port|ville|village|localit[ée]s?|camp|"
    r"poste|contr[oô]le|cercle|commune|r[ée]gion|hands of|aux mains|island|junction)\b",
    re.IGNORECASE,
)


def _takes_ground(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether the words after (or before, in the passive) say that ground was taken."""
    if scene.language not in ("en", "fr"):
        return True
    after = scene.text[word.end : word.end + 70]
    if _GROUND.match(after):
        return True
    people = [
        party
        for party in scene.parties_in(word.end, word.end + 45)
        if party.party.kind in PEOPLE_AND_ARMED
    ]
    if people:
        return False
    capital = re.match(r"\s+(?:the\s+|de\s+|d['’])?[A-ZÀ-Ý][\w'’-]+", after)
    return capital is not None and not re.match(r"\s+(?:on|in|by)\b", after, re.IGNORECASE)


PEOPLE_AND_ARMED = frozenset(
    {"civilians", "gunmen", "soldiers", "police", "protesters", "named", "force", "militia"}
)


def _joins(scene: Scene, group: list[Hit[EventWord]], word: Hit[EventWord]) -> bool:
    """Whether a word tells of the group's event."""
    senses = {known.value.sense for known in group}
    sense = word.value.sense
    if not any(senses | {sense} <= family for family in _FAMILIES):
        same_effect = sense in _SUBORDINATE_SENSES and not _break_between(scene, group, word)
        if not same_effect:
            return False
    if _break_between(scene, group, word):
        return False
    return not _own_places(scene, group, word)


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
