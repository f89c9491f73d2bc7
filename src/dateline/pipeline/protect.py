"""Protecting people: taking a source's words out of all that the desk holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.errors import CommandError, DeskError
from dateline.model.capture import Capture
from dateline.pipeline.opening import OpenDesk, current_person, read_clock
from dateline.pipeline.reach import drop_staged, find_staged, move_staged, seek, stage
from dateline.pipeline.sealing import forget_kept

LEAST_DIGITS = 8  # of a digest, so that a slip of the hand names nothing


@dataclass(frozen=True, slots=True)
class Removal:
    """What was taken out.

    Attributes:
        capture: its digest.
        documents: ids of what was read from it.
        by: the person.
        why: the reason.
        files: files of the desk in which the mark stands in the place of its words.
        gone: files that were taken away, since their words cannot be replaced.
    """

    capture: str
    documents: tuple[str, ...]
    by: str
    why: str
    files: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def redact_material(
    opened: OpenDesk, name: str, *, why: str, by: str = "", words: Sequence[str] = ()
) -> Removal:
    """Take a capture's bytes and words out of all that the desk holds; the chain still verifies.

    Args:
        opened: the desk.
        name: a document's id, or the beginning of a capture's SHA-256.
        why: the reason, kept on record.
        by: the person; the system's user by default.
        words: further words to take out of editions and updates, such as a name.

    Raises:
        CommandError: no reason is given, or nothing goes by that name.
        DeskError: a file that holds the words cannot be written; nothing is redacted then.
    """
    if not why.strip():
        raise CommandError("Say why with --why: a redaction stays on record with its reason.")
    finished = _finish(opened)
    try:
        capture = _find_capture(opened, name)
    except CommandError:
        if finished is None:
            raise
        return finished
    documents = [one for one in opened.ledger.documents() if one.capture == capture.sha256]
    person = by or current_person()
    try:
        reached = stage(opened.desk, seek(documents, words))
    except OSError as fault:
        raise DeskError(
            f"{fault.filename} could not be written: {fault.strerror}. Nothing was redacted."
        ) from fault
    try:
        opened.ledger.redact(
            capture.sha256, by=person, why=why, at=read_clock(), files=reached.files
        )
    except BaseException:
        drop_staged(reached)
        raise
    move_staged(opened.desk)
    opened.archive.remove(capture.sha256)
    forget_kept(opened.desk)
    gone = tuple(file for file, digest in reached.files.items() if digest is None)
    kept = tuple(file for file in reached.files if file not in gone)
    return Removal(capture.sha256, tuple(one.id for one in documents), person, why, kept, gone)


def find_unfinished(opened: OpenDesk) -> list[str]:
    """Captures that are redacted on record, while some of it waits: a command was killed."""
    left = [one.capture for one in opened.ledger.redactions() if opened.archive.has(one.capture)]
    waiting = find_staged(opened.desk)
    return left or [one.capture for one in opened.ledger.redactions()[-1:] if waiting]


def _finish(opened: OpenDesk) -> Removal | None:
    """Do what a killed redaction left; say which it was, None where nothing was left."""
    left = find_unfinished(opened)
    move_staged(opened.desk)
    for capture in left:
        opened.archive.remove(capture)
    if not left:
        return None
    forget_kept(opened.desk)
    said = next(one for one in opened.ledger.redactions() if one.capture == left[-1])
    return Removal(said.capture, (), said.by, said.why, tuple(said.files))


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
