"""The hash chain: every entry carries the hash of the one before."""

import hashlib
import json
from dataclasses import dataclass

_PLAIN = json.JSONEncoder(separators=(",", ":"))
FIRST = "0" * 64  # what the first entry names as its predecessor


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log.

    Attributes:
        seq: 1 for the first, without gaps.
        kind: one of `schema.KINDS`.
        key: what it is about, within its kind: a digest, a document's id, an event's id.
        recorded_at: when the desk recorded it, UTC.
        author: the person, or the machine's name and version.
        why: the reason given, empty where none is needed.
        supersedes: `seq` of the entry that this one replaces.
        payload: JSON text; None once redacted.
        salt: random text that keeps a redacted payload from being guessed.
        commitment: SHA-256 over salt and payload.
        previous: hash of the entry before.
        hash: SHA-256 over all of it but payload and salt.
    """

    seq: int
    kind: str
    key: str
    recorded_at: str
    author: str
    why: str
    supersedes: int | None
    payload: str | None
    salt: str | None
    commitment: str
    previous: str
    hash: str


def commit_to(salt: str, payload: str) -> str:
    """The digest that stands for a payload in the chain."""
    return hashlib.sha256(f"{salt}\n{payload}".encode()).hexdigest()


def hash_entry(entry: Entry) -> str:
    """The hash an entry must carry."""
    return hash_fields(
        entry.seq,
        entry.kind,
        entry.key,
        entry.recorded_at,
        entry.author,
        entry.why,
        entry.supersedes,
        entry.commitment,
        entry.previous,
    )


def hash_fields(*fields: str | int | None) -> str:
    """The hash over all of an entry but payload and salt, in the order of its fields."""
    return hashlib.sha256(_PLAIN.encode(fields).encode()).hexdigest()


def find_fault(entry: Entry, previous: str, seq: int) -> str | None:
    """What is wrong with an entry that should follow `previous` as number `seq`, if anything."""
    if entry.seq != seq:
        return f"entry {seq} is missing"
    if entry.previous != previous:
        return f"entry {seq} does not follow the one before it"
    if entry.payload is not None and commit_to(entry.salt or "", entry.payload) != entry.commitment:
        return f"the payload of entry {seq} was changed"
    if hash_entry(entry) != entry.hash:
        return f"entry {seq} was changed"
    return None
