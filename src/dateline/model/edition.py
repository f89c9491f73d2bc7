"""A frozen issue of an update, who signed it, and what was corrected."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's word that an update may go out.

    Attributes:
        update: the update's file name without its ending.
        role: `author`, `editor` or another role of the desk.
        name: who signed.
        at: when, ISO 8601, UTC.
        sha256: of the update's file as signed.
        state: hash of the ledger's state as signed.
        settings: SHA-256 over desk.toml and lexicon as signed.
        because: why what does not hold may stand; empty where everything holds.
    """

    update: str
    role: str
    name: str
    at: str
    sha256: str
    state: str
    settings: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What an edition says it puts right: the day, and the words that readers see."""

    day: str
    says: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A frozen issue, as the ledger records it.

    Attributes:
        id: the update's name, with `.2` and so on for a correction.
        update: the update's file name without its ending.
        title: as printed.
        published: ISO date that every output bears.
        state: hash of the ledger's state it rests on.
        hash: SHA-256 over the list of its files; names the edition for good.
        files: path within the edition's folder to SHA-256.
        signatures: who signed, by role.
        versions: what made it, by name.
        as_reported: publication clock, where one was in force.
        source: name of the update's file.
        corrects: id of the edition before, where this is a correction.
        corrections: everything corrected so far, in order.
    """

    id: str
    update: str
    title: str
    published: str
    state: str
    hash: str
    files: dict[str, str]
    signatures: tuple[Signature, ...]
    versions: dict[str, str] = field(default_factory=dict)
    as_reported: str | None = None
    source: str = ""
    corrects: str | None = None
    corrections: tuple[Correction, ...] = ()
