"""Armed groups, forces and people as parties to events."""

from dataclasses import dataclass

ACTOR_ROLES = ("perpetrator", "target", "party")
BASES = ("claimed", "admitted", "attributed", "inferred", "unidentified")
INTER_CODES = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}


@dataclass(frozen=True, slots=True)
class ActorRelation:
    """A dated, sourced tie between two actors.

    Attributes:
        kind: `parent`, `split-from`, `successor-of`, `alias-of`, `member-of` or `rules`.
        other: the other actor's id.
        since: ISO date, where known.
        until: ISO date, where known.
        source: who says so.
    """

    kind: str
    other: str
    since: str | None = None
    until: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation or class of people that a lexicon knows.

    Attributes:
        id: short and stable, such as `jnim` or `mali-army`.
        name: the full name in English.
        inter: ACLED's kind of actor, a key of `INTER_CODES`.
        country: ISO alpha-2 of the state it belongs to, where one.
        aliases: other names, acronyms and names in other languages and scripts.
        groups: groups of actors it belongs to (`@state`, `@civilians`, `@islamic-state`).
        relations: parents, splits, successors.
    """

    id: str
    name: str
    inter: int
    country: str | None = None
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    relations: tuple[ActorRelation, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor's part in one mention or event.

    Attributes:
        role: one of `ACTOR_ROLES`.
        text: the words in the document; empty when a person coded it without words.
        name: the lexicon's name, or the words.
        id: the actor's id; None when no actor is known by those words.
        basis: one of `BASES`: on what the actor stands in the role.
        described_as: how the words describe somebody unidentified ("suspected jihadists").
    """

    role: str
    text: str
    name: str
    id: str | None = None
    basis: str = "attributed"
    described_as: str | None = None
