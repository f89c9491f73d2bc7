"""Protecting people: taking a source's words out of all that the desk holds."""

from dataclasses import dataclass

from dateline.errors import CommandError
from dateline.model.capture import Capture
from dateline.pipeline.opening import OpenDesk, current_person, read_clock
from dateline.pipeline.sealing import forget_kept

LEAST_DIGITS = 8  # of a digest, so that a slip of the hand names nothing


@dataclass(frozen=True, slots=True)
class Removal:
    """What was taken out: the capture's digest, its documents, by whom and why."""

    capture: str
    documents: tuple[str, ...]
    by: str
    why: str


def redact_material(opened: OpenDesk, name: str, *, why: str, by: str = "") -> Removal:
    """Take a capture's bytes and words out of archive and ledger; the chain still verifies.

    Args:
        opened: the desk.
        name: a document's id, or the beginning of a capture's SHA-256.
        why: the reason, kept on record.
        by: the person; the system's user by default.

    Raises:
        CommandError: no reason is given, or nothing goes by that name.
    """
    if not why.strip():
        raise CommandError("Say why with --why: a redaction stays on record with its reason.")
    capture = _find_capture(opened, name)
    documents = tuple(
        document.id for document in opened.ledger.documents() if document.capture == capture.sha256
    )
    person = by or current_person()
    opened.ledger.redact(capture.sha256, by=person, why=why, at=read_clock())
    opened.archive.remove(capture.sha256)
    forget_kept(opened.desk)
    return Removal(capture.sha256, documents, person, why)


def _find_capture(opened: OpenDesk, name: str) -> Capture:
    captures = {capture.sha256: capture for capture in opened.ledger.captures()}
    for document in opened.ledger.documents():
        if document.id == name:
            return captures[document.capture]
    alike = [digest for digest in captures if len(name) >= LEAST_DIGITS and digest.startswith(name)]
    if len(alike) != 1:
        raise CommandError(
            f"'{name}' is no document's id and no capture's digest. `dateline documents` lists "
            f"the documents; a digest needs {LEAST_DIGITS} figures or more."
        )
    return captures[alike[0]]
