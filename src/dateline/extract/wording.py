"""Whether an event word reports an event where it stands, and what it means there."""

import re
from dataclasses import replace

from dateline.extract.namesakes import is_namesake
from dateline.extract.objects import frees_people, has_object, strikes_people
from dateline.extract.scene import STATE, Scene
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord

_NOT_AFTER = re.compile(
    r"^[\s-]*(?:helicopters?|drones? (?:factory|maker)|plans?|planning|rifles?|dogs?|vehicles?|"
    r"power|age|song|crimes?|criminals?|veterans?|memorial|zones?|tactics|capabilit\w+|"
    r"season|film|game|insurance|survivors?|anniversary|commander|minister|effort|economy)\b",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?<!\w)(?:heart|panic|cyber|asthma|"
    r"cold|trade|culture|civil|world|first|second|gulf|star|turf|no|without|any|possible|"
    r"potential|future|imminent|further|more|another|defend(?:ed)? against|risk of|threat of|"
    r"refused to|refuses to|account of the|fear of|fears of|anti-|prevent|preventing|"
    r"memory of|memory of the|hono[u]?r of|tribute to|justice for|"
    r"avoid|pr[ée]venir|risque d['e]|menace d['e])\s+$",
    re.IGNORECASE,
)
# "A second exploded" tells of a device; "second strike" of nothing.
_COUNTED = re.compile(r"(?:first|second|another|further|more)\s+", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:no one|nobody|none|no-one|no casualties|personne n)\b[\w\s’']*$", re.IGNORECASE
)
_NO_STRIKE = re.compile(
    r"(?:hunger|labou?r|general|rail|bus|teachers['’]?|doctors['’]?|workers['’]?|late|second|"
    r"half|pre-emptive|on|nationwide|indefinite|solidarity|\w+-day|\w+-hour)\s+$",
    re.IGNORECASE,
)
_MISHAPS = frozenset({"kill", "explosion", "attack", "strike", "clash", "change", "loot", "protest",
                      "abduct", "seize", "ambush", "grenade", "ied", "agreement", "other", "air",
                      "bombard"})  # fmt: skip


def tells_violence(scene: Scene, words: list[Hit[EventWord]]) -> bool:
    """Whether a sentence that speaks of an accident, a match or a film tells of violence too."""
    if any(party.party.kind in ("gunmen", "named", "militia") for party in scene.parties):
        return True
    return bool(scene.weapons) or any(word.value.sense not in _MISHAPS for word in words)


# Senses whose weak words may join another's group without changing its type.
HARMLESS = frozenset({"kill", "attack", "clash", "strike", "protest", "arrest"})
_ARMS = re.compile(
    r"^[\s\w,'’-]{0,45}\b(?:weapons?|arms|ammunition|explosives?|grenades?|rifles?|detonators?|"
    r"mortars?|rockets?|bombs?|missiles?|munitions|drones?|IEDs?|nitrate|vests?|armes|munitions|"
    r"explosifs?|grenades?)\b",
    re.IGNORECASE,
)


def meant_word(scene: Scene, word: Hit[EventWord]) -> Hit[EventWord]:
    """A word for taking, by what is taken: people are abducted, arms disrupted, ground seized."""
    value = word.value
    by_object = _meant_by_object(scene, word)
    if by_object is not None:
        return by_object
    if value.sense not in ("seize", "disrupt") or value.part != "v" or scene.language != "en":
        return word
    after = scene.text[word.end : word.end + 60]
    if _ARMS.match(after):
        return replace(word, value=EventWord("disrupt", "v"))
    if value.sense == "disrupt" or scene.text[word.start : word.end].lower().startswith("enter"):
        return word
    near = scene.parties_in(word.end, word.end + TAKEN)
    if near and near[0].party.kind == "civilians" and not re.search(r"\bfrom\b|\bof\b", after[:8]):
        armed = scene.parties_in(max(0, word.start - _REACH), word.start)
        if any(party.party.kind in _FOES for party in armed):
            return replace(word, value=EventWord("abduct", "v"))
    return word


_CROWD_STRUCK = re.compile(
    r"\s+(?:on |at |on unarmed )?(?:\w+ ){0,2}?(?:protest\w*|demonstrat\w*|marchers|crowds?|"
    r"strikers|"
    r"a vote protest|students['’]? barricade|unarmed students|worshippers protesting|rally|"
    r"manifestants|le cortège|la foule)\b",
    re.IGNORECASE,
)
_AIRCRAFT = re.compile(
    r"\b(?:helicopters?|fighter jets?|warplanes?|planes?|aircraft|hélicoptère)\b"
)


def _meant_by_object(  # noqa: PLR0911 - a ladder of rules
    scene: Scene, word: Hit[EventWord]
) -> Hit[EventWord] | None:
    """A word by what it is done to: a crowd fired on, an aircraft shot down, arms sent."""
    if word.value.sense == "strike" and word.value.part == "v":
        mine = any(
            weapon.value.sense == "ied"
            and (0 <= weapon.start - word.end <= _OBJECT or 0 <= word.start - weapon.end <= _BEFORE)
            for weapon in scene.weapons
        )
        return replace(word, value=EventWord("ied", "v")) if mine else None
    if word.value.sense == "change" and _flees(scene, word):
        return replace(word, value=EventWord("displace", "v", weak=True))
    if word.value.weak and word.value.sense == "change":
        other = has_object("other", scene.text, word.end)
        other = other and not has_object("change", scene.text, word.end)
        return replace(word, value=replace(word.value, sense="other")) if other else None
    if word.value.weak and word.value.sense == "chemical":
        return _let_go(scene, word)
    if word.value.sense == "loot" and _destroys_arms(scene, word):
        return replace(word, value=EventWord("disrupt", "v"))
    if word.value.sense in ("attack", "kill") and _fires_on_crowd(scene, word):
        return replace(word, value=EventWord("crackdown", word.value.part))
    if word.value.sense == "disrupt" and _is_aircraft(scene, word):
        return replace(word, value=EventWord("clash", word.value.part))
    return None


_ARMS_STORE = re.compile(
    r"^[\s\w,'’-]{0,30}\b(?:(?:arms|weapons?|ammunition|explosives?|rockets?) (?:caches?|depots?|"
    r"stores?|stockpiles?|dumps?)|explosives|explosive devices?|(?:land)?mines|IEDs?)\b",
    re.IGNORECASE,
)


_BLASTS = frozenset({"air", "shelling", "strike", "bombard", "explosion", "clash"})


def _destroys_arms(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether what is destroyed is a store of arms, and not by a strike on it."""
    if any(other.value.sense in _BLASTS for other in scene.words):
        return False
    return _ARMS_STORE.match(scene.text[word.end : word.end + 60]) is not None


def _let_go(scene: Scene, word: Hit[EventWord]) -> Hit[EventWord] | None:
    """A word for letting something go where no gas is spoken of: captives released."""
    gas = any(weapon.value.sense == "chemical" for weapon in scene.weapons)
    if gas or scene.text[word.start : word.end].lower() != "released":
        return None
    freed = has_object("other", scene.text, word.end) or frees_people(scene.text, word.end)
    return replace(word, value=EventWord("other", "v")) if freed else None


def _flees(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether those who fled are no fighters."""
    if scene.text[word.start : word.end].lower() != "fled":
        return False
    before = scene.parties_in(max(0, word.start - _OBJECT), word.start)
    return bool(before) and before[-1].party.kind in ("civilians", "community")


def _fires_on_crowd(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether those struck are a crowd, and those who strike may be the state's."""
    if not _CROWD_STRUCK.match(scene.text[word.end : word.end + 50]):
        return False
    before = scene.parties_in(0, word.start)
    return any(party.party.kind in STATE | {"militia"} for party in before)


def _is_aircraft(scene: Scene, word: Hit[EventWord]) -> bool:
    """Whether what was shot down carries people: that is fighting, and no weapon disrupted."""
    words = scene.text[word.start : word.end].lower()
    beside = scene.text[max(0, word.start - 40) : word.end + 40]
    return "down" in words and _AIRCRAFT.search(beside) is not None


_FOES = frozenset({"gunmen", "named", "force", "soldiers", "security", "police", "militia",
                   "armed-site"})  # fmt: skip
_REACH = 60
TAKEN = 34
_OBJECT = 14
_BEFORE = 3
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


def is_strong(scene: Scene, word: Hit[EventWord]) -> bool:  # noqa: PLR0911 - a ladder of rules
    """Whether a word reports an event by itself, or by the armed people on both its sides."""
    if not word.value.weak:
        return True
    sense, after_text = word.value.sense, scene.text[word.end : word.end + 60]
    if has_object(sense, scene.text, word.end):
        return True
    if sense == "agreement":
        pact = any(other.value.sense == sense and other.value.part == "n" for other in scene.words)
        return pact and bool(_SETTLED.search(scene.text))
    if sense == "attack" and strikes_people(scene.text, word.end):
        return True
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


def stands(scene: Scene, word: Hit[EventWord]) -> bool:  # noqa: PLR0911 - a ladder of rules
    """Whether the word can report an event here: not a compound, not a mere possibility."""
    if _NOT_AFTER.match(scene.text[word.end : word.end + 24]):
        return False
    barred = _NOT_BEFORE.search(scene.text[max(0, word.start - 24) : word.start])
    if barred and not (word.value.part == "v" and _COUNTED.fullmatch(barred[0])):
        return False
    sense = word.value.sense
    if sense == "protest" and is_namesake(scene, word):
        return False
    if sense == "kill" and _VERDICT.search(scene.text[: word.start]):
        return False
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


# "Sentenced five men to death" kills nobody yet.
_VERDICT = re.compile(
    r"\b(?:sentenc\w+|condemn\w+|condamn\w+)\b[^.;]{0,40}\b(?:to|à)\s+(?:la\s+)?$", re.IGNORECASE
)
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
