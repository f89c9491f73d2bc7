"""Signatures: who says that an update may go out, over which words and which state."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.errors import CommandError, PublishRefused
from dateline.model.edition import Signature
from dateline.pipeline.counting.check import UpdateCheck, check_update
from dateline.pipeline.counting.images import REGISTER, read_register
from dateline.pipeline.keeping.opening import OpenDesk, current_person, read_clock

RELEASE_KINDS = ("signature", "edition", "delivery")  # say nothing of events: no new state
SETTINGS_FILES = ("desk.toml", "lexicon/actors.toml", "lexicon/places.tsv")


@dataclass(frozen=True, slots=True)
class Standing:
    """A signature and what has changed since it was given; empty where it still counts."""

    signature: Signature
    changed: str = ""


def sign_update(
    opened: OpenDesk, path: Path, *, role: str, by: str = "", because: str = ""
) -> Signature:
    """Record that a person lets an update go out as it stands.

    Args:
        opened: the desk.
        path: the update's Markdown.
        role: of the desk's `roles`.
        by: who signs; the system's user by default.
        because: why what does not hold may stand.

    Raises:
        CommandError: the desk has no such role, or the person signed in another role.
        PublishRefused: something does not hold, and nobody says why it may stand.
    """
    because = because.strip()
    roles = opened.desk.publish.roles
    if role not in roles:
        raise CommandError(f"'{role}' is no role of this desk. Choose among {', '.join(roles)}.")
    check = check_pinned(opened, path)
    if check.errors and not because:
        first = check.errors[0]
        raise PublishRefused(
            f"{path.name} is not signed: {len(check.errors)} things do not hold, the first "
            f"“{first.text}” ({first.found}). Mend them (`dateline check {path}`), or say with "
            "--because why they may stand; the reason is printed with the numbers."
        )
    name = by or current_person()
    for other in find_signatures(opened, path.stem):
        if other.role != role and other.name.casefold() == name.casefold():
            raise CommandError(
                f"{name} signed {path.name} as {other.role}: the {role} must be another person. "
                "A desk of one person names one role under [publish] in desk.toml."
            )
    at = read_clock()
    signature = Signature(
        update=path.stem,
        role=role,
        name=name,
        at=at,
        sha256=digest_source(check),
        state=check.asker.state.hash,
        settings=digest_settings(opened.desk.folder),
        because=because if check.errors else "",
    )
    known = {one.role: one for one in find_signatures(opened, path.stem)}.get(role)
    if known is not None and replace(known, at=at) == signature:
        return known
    opened.ledger.append_edition(
        f"{path.stem}:{role}", signature, at=at, author=name, kind="signature"
    )
    return signature


def check_pinned(opened: OpenDesk, path: Path) -> UpdateCheck:
    """Check an update on the newest state that says something of events.

    Signatures, editions and deliveries are entries too, but nothing that a number rests on: the
    state is the one before them, so that signing leaves it as it is.
    """
    state = release_state(opened)
    return check_update(replace(opened, clocks=replace(opened.clocks, as_of=state)), path)


def release_state(opened: OpenDesk) -> str:
    """Hash of the newest entry that is no signature, edition or delivery."""
    state = opened.ledger.state_hash(opened.clocks.as_of)
    before = {
        entry.hash: entry.previous
        for kind in RELEASE_KINDS
        for entry in opened.ledger.entries(kind)
    }
    while state in before:
        state = before[state]
    return state


def find_signatures(opened: OpenDesk, update: str) -> list[Signature]:
    """The newest signature in each role, in the order they were given."""
    from dateline.ledger.payload import read_payload

    newest: dict[str, Signature] = {}
    for entry in opened.ledger.entries("signature"):
        if entry.payload is not None and entry.key.rpartition(":")[0] == update:
            signature = read_payload(Signature, entry.payload)
            newest.pop(signature.role, None)
            newest[signature.role] = signature
    return list(newest.values())


def weigh_signatures(opened: OpenDesk, check: UpdateCheck) -> list[Standing]:
    """Each signature of an update, with what changed since it was given."""
    now = (
        digest_source(check),
        check.asker.state.hash,
        digest_settings(opened.desk.folder),
    )
    update = Path(check.update.path).stem
    return [Standing(one, _say_changed(one, now)) for one in find_signatures(opened, update)]


def require_signatures(opened: OpenDesk, check: UpdateCheck) -> tuple[Signature, ...]:
    """The signatures an edition needs, each over what lies there now.

    Raises:
        PublishRefused: a role has not signed, or something changed since it did.
    """
    path = Path(check.update.path)
    standing = {one.signature.role: one for one in weigh_signatures(opened, check)}
    wanting = []
    for role in opened.desk.publish.roles:
        found = standing.get(role)
        if found is None:
            wanting.append(f"no {role} has signed it")
        elif found.changed:
            signature = found.signature
            wanting.append(f"{found.changed} since {signature.name} signed as {role}")
    if wanting:
        raise PublishRefused(
            f"{path.name} is not frozen: {'; '.join(wanting)}. Read it again and sign: "
            f"`dateline sign {path} --role ROLE`."
        )
    return tuple(standing[role].signature for role in opened.desk.publish.roles)


def _say_changed(signature: Signature, now: tuple[str, str, str]) -> str:
    if signature.sha256 != now[0]:
        return "the text changed"
    if signature.state != now[1]:
        return "the ledger's state changed"
    return (
        "desk.toml, the lexicon, a template or an image changed"
        if signature.settings != now[2]
        else ""
    )


def digest_source(check: UpdateCheck) -> str:
    """SHA-256 of an update's text."""
    return hashlib.sha256(check.update.source.encode()).hexdigest()


def digest_settings(folder: Path) -> str:
    """SHA-256 over what a desk says of definitions, sources, actors, places and looks."""
    digest = hashlib.sha256()
    for name in list_settings(folder):
        file = folder / name
        digest.update(f"{name}\n".encode())
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


def list_settings(folder: Path) -> tuple[str, ...]:
    """The files, by path in the desk, that an edition is made by besides the update's text.

    They are desk.toml and the lexicon, the desk's templates, and the images of its register.
    """
    own = folder / "templates"
    found = [path for path in sorted(own.rglob("*")) if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in found]
    images = (REGISTER, *read_register(folder)) if (folder / REGISTER).is_file() else ()
    inside = (name for name in images if (folder / name).is_file())
    return (*SETTINGS_FILES, *names, *sorted(inside))
