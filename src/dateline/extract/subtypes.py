"""ACLED's sub-event type, from what the words say, who did it, to whom, and with what."""


from dataclasses import dataclass

from dateline.extract.scene import ARMED, STATE

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
_REMOTE_SENSES = ("chemical", "suicide", "air", "shelling", "grenade")
_FIGHT = frozenset({"attack", "kill", "clash", "ambush"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of an event when its type is chosen.

    Attributes:
        senses: what its words say.
        head: the head's sense.
        perpetrators: kinds of the perpetrators.
        targets: kinds of those struck or harmed.
        weapons: the senses its weapons give.
        named_air_force: whether the perpetrator commonly strikes from the air.
    """

    senses: frozenset[str]
    head: str
    perpetrators: frozenset[str]
    targets: frozenset[str]
    weapons: frozenset[str] = frozenset()
    from_the_air: bool = False


def choose_subtype(event: Weighed) -> str:
    """Choose the sub-event type, the hierarchy's highest where several apply."""
    for rule in (_crowd, _remote, _ground):
        chosen = rule(event)
        if chosen:
            return chosen
    if event.head in _BY_SENSE:
        return _BY_SENSE[event.head]
    return _fight(event)


def _crowd(event: Weighed) -> str | None:
    protest = bool(event.senses & {"protest", "riot", "disperse", "crackdown"})
    if not protest and "protesters" not in event.targets | event.perpetrators:
        return None
    if "crackdown" in event.senses:
        return "Excessive force against protesters"
    by_state = bool(event.perpetrators & STATE)
    if event.senses & {"attack", "kill"} and "protesters" in event.targets and by_state:
        return "Excessive force against protesters"
    if "riot" in event.senses:
        return "Violent demonstration"
    if "mob" in event.senses:
        return "Mob violence"
    if "disperse" in event.senses or ("arrest" in event.senses and protest):
        return "Protest with intervention"
    if "protest" in event.senses and event.head in ("protest", "kill", "loot"):
        return "Violent demonstration" if "loot" in event.senses else "Peaceful protest"
    return None


def _remote(event: Weighed) -> str | None:
    for sense in _REMOTE_SENSES:
        if sense in event.senses:
            return _BY_WEAPON[sense]
    if event.senses & {"strike", "bombard", "explosion", "ied"}:
        return _blast(event)
    if event.head in _FIGHT | {"ambush"}:
        for sense in ("chemical", "suicide", "ied", "air", "grenade", "shelling"):
            if sense in event.weapons and "clash" not in event.senses:
                return _BY_WEAPON[sense]
    return None


def _blast(event: Weighed) -> str | None:
    for sense in ("chemical", "suicide", "shelling", "air", "grenade", "ied"):
        if sense in event.weapons:
            return _BY_WEAPON[sense]
    if event.senses & {"explosion", "ied"}:
        return "Remote explosive/landmine/IED"
    if event.from_the_air:
        return "Air/drone strike"
    if "bombard" in event.senses:
        return "Shelling/artillery/missile attack"
    if event.head == "strike" and event.perpetrators & {"gunmen", "named"}:
        return None
    return "Air/drone strike" if event.perpetrators & STATE else None


def _ground(event: Weighed) -> str | None:
    by_state = bool(event.perpetrators & STATE)
    if event.head == "retake":
        rebels = event.perpetrators & {"gunmen", "named", "militia"} and not by_state
        return "Non-state actor overtakes territory" if rebels else "Government regains territory"
    if event.head == "seize" or ("seize" in event.senses and event.head in _FIGHT):
        if by_state:
            return "Government regains territory"
        return "Non-state actor overtakes territory"
    return None


def _fight(event: Weighed) -> str:
    armed_target = bool(event.targets & (ARMED | {"armed-site"}))
    soft_target = bool(event.targets & {"civilians", "civil-site", "community", "protesters"})
    if event.head == "mob":
        return "Mob violence"
    if event.head in ("clash", "ambush"):
        return "Attack" if soft_target and not armed_target else "Armed clash"
    if armed_target:
        return "Armed clash"
    return "Attack"


