"""ACLED's sub-event type, from what the words say, who did it, to whom, and with what."""

import re
from dataclasses import dataclass

from dateline.extract.scene import ARMED, STATE, Scene
from dateline.lexicon import ActorSpan
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord

_BY_SENSE = {
    "sexual": "Sexual violence",
    "abduct": "Abduction/forced disappearance",
    "agreement": "Agreement",
    "arrest": "Arrests",
    "change": "Change to group/activity",
    "disrupt": "Disrupted weapons use",
    "base": "Headquarters or base established",
    "loot": "Looting/property destruction",
    "transfer": "Non-violent transfer of territory",
    "displace": "Other",
    "other": "Other",
    "mob": "Mob violence",
}
_BY_WEAPON = {
    "air": "Air/drone strike",
    "suicide": "Suicide bomb",
    "shelling": "Shelling/artillery/missile attack",
    "ied": "Remote explosive/landmine/IED",
    "grenade": "Grenade",
    "chemical": "Chemical weapon",
}
_REMOTE_SENSES = ("chemical", "air", "suicide", "shelling", "grenade")
_BLASTS = frozenset({"shelling", "air", "strike", "bombard", "explosion", "ied"})
_FIGHT = frozenset({"attack", "kill", "clash", "ambush"})


_REGAINED = "Government regains territory"
# Words for killing those who cannot fight back: by whom they are done to civilians among others,
# and by which even a soldier is killed as a captive.
_MURDER = frozenset({"massacred", "massacre", "massacres"})
_EXECUTED = frozenset(
    {
        "execute", "executed", "executes", "executing", "execution", "executions", "behead",
        "beheaded", "beheads", "beheading", "beheadings",
    }
)  # fmt: skip
# Words for attacks that only the armed make on the armed.
_OFFENSIVES = frozenset(
    {
        "offensive", "offensives", "counter-offensive", "counteroffensive", "counter-attack",
        "counter-attacks", "counterattack", "counterattacks", "counterattacked",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of an event when its type is chosen.

    Attributes:
        senses: what its words say.
        head: the head's sense.
        perpetrators: kinds of the perpetrators.
        targets: kinds of those struck or harmed.
        weapons: the senses its weapons give.
        from_the_air: whether the perpetrator is a state that strikes from the air abroad.
        noun: whether the head is a noun.
        briefly: whether ground was taken and left again.
        words: the head's words, lower case.
        struck: kinds of those that the sentence names as struck, tolls aside.
        losers: kinds of those that ground was taken from.
    """

    senses: frozenset[str]
    head: str
    perpetrators: frozenset[str]
    targets: frozenset[str]
    weapons: frozenset[str] = frozenset()
    from_the_air: bool = False
    noun: bool = False
    briefly: bool = False
    words: str = ""
    struck: frozenset[str] = frozenset()
    losers: frozenset[str] = frozenset()


_FROM = re.compile(r"\b(?:from|des mains de|à)\s+(?:the\s+|la\s+|l['’])?$", re.IGNORECASE)
_REACH = 80


def find_losers(scene: Scene, head: Hit[EventWord]) -> list[ActorSpan]:
    """Give those that ground is taken from: "recaptured the town from the rebels"."""
    if head.value.sense not in ("seize", "retake"):
        return []
    return [
        party
        for party in scene.parties_in(head.end, head.end + _REACH)
        if party.party.kind in ARMED and _FROM.search(scene.text[head.end : party.start])
    ]


def choose_subtype(event: Weighed) -> str:
    """Choose the sub-event type, the hierarchy's highest where several apply."""
    if "disrupt" in event.senses:
        bomb = event.senses & {"ied", "explosion", "grenade", "suicide"}
        fought = "kill" in event.senses and bool(event.targets & ARMED)
        if bomb or (event.head == "disrupt" and not fought):
            return "Disrupted weapons use"
    for rule in (_crowd, _remote, _ground):
        chosen = rule(event)
        if chosen:
            return chosen
    fought = "kill" in event.senses and bool(event.targets & ARMED)
    if event.head in _BY_SENSE and not (event.head in ("loot", "disrupt") and fought):
        return _BY_SENSE[event.head]
    return _fight(event)


def _crowd(event: Weighed) -> str | None:  # noqa: PLR0911 - a ladder of rules
    if "rioters" in event.perpetrators and event.senses & {"loot", "attack", "kill", "mob"}:
        return "Mob violence"
    protest = bool(event.senses & {"protest", "riot", "disperse", "crackdown"})
    if not protest and "protesters" not in event.targets | event.perpetrators:
        return None
    if "crackdown" in event.senses:
        return "Excessive force against protesters"
    by_state = bool(event.perpetrators & STATE)
    struck = event.senses & {"attack", "kill"} and by_state
    if struck and "protesters" in event.targets:
        return "Excessive force against protesters"
    if struck and "protest" in event.senses and event.targets & {"civilians", "community"}:
        return "Excessive force against protesters"
    violent = event.senses & {"loot", "clash"} and "protesters" in event.perpetrators
    if "riot" in event.senses or violent:
        return "Violent demonstration"
    if "mob" in event.senses:
        return "Mob violence"
    if "disperse" in event.senses or ("arrest" in event.senses and protest):
        return "Protest with intervention"
    if "protest" in event.senses and event.head in ("protest", "kill", "loot"):
        return "Violent demonstration" if "loot" in event.senses else "Peaceful protest"
    return None


def _remote(event: Weighed) -> str | None:
    if "chemical" in event.weapons and event.senses & _BLASTS:
        return "Chemical weapon"
    for sense in _REMOTE_SENSES:
        if sense in event.senses:
            drones = sense == "shelling" and "air" in event.weapons
            return _BY_WEAPON["air" if drones else sense]
    if event.senses & {"bombard", "explosion", "ied"} or event.head == "strike":
        return _blast(event)
    if event.from_the_air and event.words in ("raid", "raids"):
        return "Air/drone strike"
    if event.head in _FIGHT:
        for sense in ("chemical", "suicide", "air", "ied", "grenade", "shelling"):
            stopped = sense == "suicide" and bool(event.perpetrators & STATE)
            if sense in event.weapons and "clash" not in event.senses and not stopped:
                return _BY_WEAPON[sense]
    return None


def _blast(event: Weighed) -> str | None:  # noqa: PLR0911 - a ladder of rules
    strike = event.head == "strike"
    if strike and "suicide" in event.weapons and not event.perpetrators & STATE:
        return _BY_WEAPON["suicide"]
    bombing = event.words.startswith("bomb") and bool(event.perpetrators & STATE)
    if bombing:
        return "Air/drone strike"
    for sense in ("chemical", "suicide", "shelling", "air", "grenade", "ied"):
        if sense in event.weapons and not (strike and sense in ("ied", "suicide", "grenade")):
            return _BY_WEAPON[sense]
    if event.senses & {"explosion", "ied"}:
        return "Remote explosive/landmine/IED"
    if event.from_the_air or (event.head == "strike" and event.noun):
        return "Air/drone strike"
    if "bombard" in event.senses:
        return "Shelling/artillery/missile attack"
    if event.perpetrators & {"gunmen", "named"}:
        return None
    return "Air/drone strike" if event.perpetrators & STATE else None


def _ground(event: Weighed) -> str | None:
    by_state = bool(event.perpetrators & STATE)
    from_state = bool(event.losers & STATE)
    if event.head == "retake":
        rebels = event.perpetrators & {"gunmen", "named", "militia"} and not by_state
        lost = from_state and not by_state
        return "Non-state actor overtakes territory" if rebels or lost else _REGAINED
    if event.head == "seize" and event.briefly:
        return "Armed clash"
    if event.head == "seize" or ("seize" in event.senses and event.head in _FIGHT):
        freed = bool(event.losers) and not event.perpetrators and not from_state
        return _REGAINED if by_state or freed else "Non-state actor overtakes territory"
    return None


def _fight(event: Weighed) -> str:
    armed_target = bool(event.targets & (ARMED | {"armed-site"}))
    soft_target = bool(event.targets & {"civilians", "civil-site", "community", "protesters"})
    if event.head == "clash":
        return "Armed clash"
    if event.words in _EXECUTED:
        return "Attack"
    if event.head == "attack" and not soft_target:
        massacre = event.words in _MURDER  # those killed did not fight, whatever clash is told of
        if event.words in _OFFENSIVES or ("clash" in event.senses and not massacre):
            return "Armed clash"
    if event.head == "ambush":
        return "Attack" if soft_target and event.struck and not armed_target else "Armed clash"
    if armed_target and not (event.words in _MURDER and "civilians" in event.targets):
        return "Armed clash"
    return "Attack"
