"""Which words of a sentence report an event, and which of them report the same one."""

import re
from dataclasses import dataclass, replace

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
_CROWD = frozenset({"protest", "riot", "disperse", "crackdown", "kill", "arrest", "mob", "loot"})
_SUBORDINATE_SENSES = frozenset({"kill"})

# Words after or before a trigger that make it something else.
_NOT_AFTER = re.compile(
    r"^[\s-]*(?:helicopters?|drones? (?:factory|maker)|plans?|planning|rifles?|dogs?|vehicles?|"
    r"power|age|song|crimes?|criminals?|veterans?|memorial|zones?|tactics|capabilit\w+|"
    r"season|film|game|insurance|survivors?|anniversary|commander|minister|effort|economy)\b",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:heart|panic|cyber|asthma|"
    r"cold|trade|culture|civil|world|first|second|gulf|star|price|turf|no|without|any|possible|"
    r"potential|future|imminent|further|more|another|defend(?:ed)? against|risk of|threat of|"
    r"refused to|refuses to|account of the|fear of|fears of|anti-|prevent|preventing|"
    r"avoid|pr[ée]venir|risque d['e]|menace d['e])\s+$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:no one|nobody|none|no-one|no casualties|personne n)\b[\w\s’']*$", re.IGNORECASE
)
_NO_STRIKE = re.compile(
    r"(?:hunger|labou?r|general|rail|bus|teachers['’]?|doctors['’]?|workers['’]?|late|second|"
    r"half|pre-emptive)\s+$",
    re.IGNORECASE,
)
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
        if word.value.sense != "nothing" and _stands(scene, meant := _meant(scene, word))
    ]
    if nothing and not _is_violent(scene, words):
        return []
    words = [word for word in words if word.value.sense in _HARMLESS or _is_strong(scene, word)]
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


_MISHAPS = frozenset({"kill", "explosion", "attack", "strike", "clash", "change", "loot", "protest",
                      "abduct", "seize", "ambush", "grenade", "ied", "agreement", "other", "air",
                      "bombard"})  # fmt: skip


def _is_violent(scene: Scene, words: list[Hit[EventWord]]) -> bool:
    """Whether a sentence that speaks of an accident, a match or a film tells of violence too."""
    if any(party.party.kind in ("gunmen", "named", "militia") for party in scene.parties):
        return True
    return bool(scene.weapons) or any(word.value.sense not in _MISHAPS for word in words)


# Senses whose weak words may join another's group without changing its type.
_HARMLESS = frozenset({"kill", "attack", "clash", "strike", "protest", "arrest"})
_ARMS = re.compile(
    r"^[\s\w,'’-]{0,45}\b(?:weapons?|arms|ammunition|explosives?|grenades?|rifles?|detonators?|"
    r"mortars?|rockets?|bombs?|missiles?|munitions|drones?|IEDs?|nitrate|vests?|armes|munitions|"
    r"explosifs?|grenades?)\b",
    re.IGNORECASE,
)


def _meant(scene: Scene, word: Hit[EventWord]) -> Hit[EventWord]:
    """A word for taking, by what is taken: people are abducted, arms disrupted, ground seized."""
    value = word.value
    if value.sense == "strike" and value.part == "v":
        mine = any(
            0 <= weapon.start - word.end <= _OBJECT and weapon.value.sense == "ied"
            for weapon in scene.weapons
        )
        return replace(word, value=EventWord("ied", "v")) if mine else word
    if value.sense not in ("seize", "disrupt") or value.part != "v" or scene.language != "en":
        return word
    after = scene.text[word.end : word.end + 60]
    if _ARMS.match(after):
        return replace(word, value=EventWord("disrupt", "v"))
    if value.sense == "disrupt" or scene.text[word.start : word.end].lower().startswith("enter"):
        return word
    near = scene.parties_in(word.end, word.end + _TAKEN)
    if near and near[0].party.kind == "civilians" and not re.search(r"\bfrom\b|\bof\b", after[:8]):
        armed = scene.parties_in(max(0, word.start - _REACH), word.start)
        if any(party.party.kind in _FOES for party in armed):
            return replace(word, value=EventWord("abduct", "v"))
    return word


def _has_harm(scene: Scene) -> bool:
    return any(toll.measure in ("killed", "injured", "abducted") for toll in scene.tolls)


_FOES = frozenset({"gunmen", "named", "force", "soldiers", "security", "police", "militia",
                   "armed-site"})  # fmt: skip
_REACH = 60
_TAKEN = 34
_OBJECT = 14
_BASE = re.compile(
    r"^[\s\w,'’-]{0,40}\b(?:bases?|camps?|command posts?|headquarters|outposts?|barracks|airfield|"
    r"training camp|checkpoints?|campements?|quartier général)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:reach\w*|sign\w*|announc\w*|agree\w*|broker\w*|declar\w*|conclu\w*|initial\w*|"
    r"extend\w*|took effect|takes effect|came into (?:force|effect)|put their names|struck|"
    r"paraph\w*|"
    r"annonc\w*|mediat\w*|واف\w*|توصل\w*|imzala\w*|vardı|varıldı|امضا|رسید\w*|لاسلیک\w*)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"^\s*(?:of\s+)?(?:its |a |the |prominent |senior |top |their )*(?:IS |al-Qaeda |Taliban )?"
    r"(?:Lt|Col|Gen|Maj|Capt|commander|leader|operative|fighter|member|soldier|militant|emir)",
    re.IGNORECASE,
)


def _is_strong(scene: Scene, word: Hit[EventWord]) -> bool:  # noqa: PLR0911 - a ladder of rules
    """Whether a word reports an event by itself, or by the armed people on both its sides."""
    if not word.value.weak:
        return True
    sense, after_text = word.value.sense, scene.text[word.end : word.end + 60]
    if sense == "base":
        return bool(_BASE.match(after_text))
    if sense == "agreement":
        pact = any(other.value.sense == sense and other.value.part == "n" for other in scene.words)
        return pact and bool(_SETTLED.search(scene.text))
    if sense == "chemical":
        return any(weapon.value.sense == "chemical" for weapon in scene.weapons)
    if sense == "disrupt":
        return bool(_ARMS.match(after_text))
    if sense == "kill" and word.value.part == "n" and _RANK.match(after_text):
        return True
    if sense not in ("clash", "attack", "strike", "kill"):
        return sense in ("seize", "retake", "shelling")
    before = scene.parties_in(max(0, word.start - _REACH), word.start)
    after = scene.parties_in(word.end, word.end + _REACH)
    struck = _FOES | {"civil-site", "civilians"} if word.value.sense == "attack" else _FOES
    return any(party.party.kind in _FOES | {"country"} for party in before) and any(
        party.party.kind in struck for party in after
    )


def _stands(scene: Scene, word: Hit[EventWord]) -> bool:  # noqa: PLR0911 - a ladder of rules
    """Whether the word can report an event here: not a compound, not a mere possibility."""
    if _NOT_AFTER.match(scene.text[word.end : word.end + 24]):
        return False
    if _NOT_BEFORE.search(scene.text[max(0, word.start - 24) : word.start]):
        return False
    sense = word.value.sense
    if sense == "strike" and _NO_STRIKE.search(scene.text[max(0, word.start - 16) : word.start]):
        return False
    if sense == "kill" and _NOBODY.search(scene.text[max(0, word.start - 30) : word.start]):
        return False
    if re.match(r"\s+places?\b", scene.text[word.end : word.end + 8]):
        return False
    if sense == "change" and _LEAVING.match(scene.text[word.start : word.end]):
        return bool(_LEFT.match(scene.text[word.end : word.end + 60]))
    if sense == "seize" or (word.value.weak and sense == "retake"):
        return _takes_ground(scene, word)
    return not (sense == "protest" and scene.text[word.start : word.end] == "March")


_LEAVING = re.compile(r"withdr[ae]w|retreat|fled|abandon", re.IGNORECASE)
_LEFT = re.compile(
    r"\s+(?:[\w'’-]+\s+){0,4}?(?:from|out|troops|forces|its|their|base|camp|town|village|posts?|to)\b"
    r"|(?:al|als|s)?\s+of\b|ing\s+from\b|\s+[A-Z]",
)
_GROUND = re.compile(
    r"^[\s\w,'’-]{0,48}?\b(?:control|towns?|villages?|city|cities|capital|base|camp|barracks|"
    r"districts?|areas?|parts|road|valley|islands?|desert|territory|airport|"
    r"headquarters|outposts?|positions?|posts?|province|region|"
    r"bridge|settlements?|neighbou?rhoods?|checkpoints?|port|ville|village|localit[ée]s?|camp|"
    r"poste|contr[oô]le|cercle|commune|r[ée]gion|hands of|aux mains|island|junction)\b",
    re.IGNORECASE,
)


def _takes_ground(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether the words after (or before, in the passive) say that ground was taken."""
    if scene.language not in ("en", "fr"):
        return True
    taken = scene.text[word.start : word.end].lower()
    after = scene.text[word.end : word.end + 70]
    if re.match(r"\s+(?:on|in|by)\b", after) and not taken.startswith("advanc"):
        return False
    if any(part in taken for part in ("control", "contrôle", "hands", "mains", "advanc")):
        return _GROUND.match(after) is not None or bool(_PROPER.match(after))
    if _GROUND.match(after):
        return True
    proper = _PROPER.match(after)
    if not proper:
        return False
    begin = word.end + proper.start("name")
    return not any(
        party.start <= begin < party.end and party.party.kind not in ("country", "demonym")
        for party in scene.parties
    )


_PROPER = re.compile(
    r"\s+(?:of\s+|over\s+|to\s+within\s+|in\s+|into\s+|the\s+|de\s+|la\s+|d['’]|l['’]|to\s+)*"
    r"(?P<name>[A-ZÀ-Ý][\w'’-]+|[\d.]+ k)"
)


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
    return last.startswith(("foil", "thwart", "déjou")) and len(between) < _TAKEN


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
