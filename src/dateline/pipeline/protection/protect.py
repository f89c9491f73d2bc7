"""Protecting people: taking a source's words out of all that the desk holds."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import CommandError, DeskError
from dateline.model.capture import Capture
from dateline.pipeline.keeping.coded import find_beside, find_notes, keep_free_words
from dateline.pipeline.keeping.opening import OpenDesk, current_person, read_clock
from dateline.pipeline.keeping.staged import drop_staged, find_recorded, find_waiting, move_staged
from dateline.pipeline.keeping.turns import take_turn
from dateline.pipeline.protection.backup import find_unfinished_copies
from dateline.pipeline.protection.blanking import blank, seek
from dateline.pipeline.protection.forgetting import forget_kept
from dateline.pipeline.protection.originals import find_originals
from dateline.pipeline.protection.reach import stage

if TYPE_CHECKING:
    from dateline.ledger.redact import Redaction

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
        left: files in which words that were named stand still, within a binding, a query, a key
            or a style, for a person to take out; and published pages that bear a key of it.
        said: what people said of events that quoted it, and is on record without the words now.
        quoting: what quotes it in the ledger where it cannot be taken out.
        shut: files that could not be searched, or not whole, and stay.
        originals: files in the desk's folder that it was added from; a person's, to be deleted.
    """

    capture: str
    documents: tuple[str, ...]
    by: str
    why: str
    files: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()
    shut: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()


def redact_material(
    opened: OpenDesk,
    name: str,
    *,
    why: str,
    by: str = "",
    words: Sequence[str] = (),
    tell: Callable[[str], None] | None = None,
) -> Removal:
    """Take a capture's bytes and words out of all that the desk holds; the chain still verifies.

    It works alone: another redaction, and what publishes, waits for its end. Notes that people
    coded from its documents go too. What was redacted before is reached again with `words`.

    Args:
        opened: the desk.
        name: a document's id, or the beginning of a capture's SHA-256.
        why: the reason, kept on record.
        by: the person; the system's user by default.
        words: further words to take out of editions, updates and what people said, such as a name.
        tell: is told where another command has to be waited for.

    Raises:
        CommandError: no reason is given, or nothing goes by that name.
        DeskError: a file that holds the words cannot be written; nothing is redacted then.
    """
    if not why.strip():
        raise CommandError("Say why with --why: a redaction stays on record with its reason.")
    with take_turn(opened.desk.folder, alone=True, tell=tell):
        finished = _finish(opened)
        try:
            capture = _find_capture(opened, name, again=bool(words))
        except CommandError:
            if finished is None:
                raise
            return finished
        return _redact(opened, capture, why, by or current_person(), words)


def _redact(
    opened: OpenDesk, capture: Capture, why: str, person: str, words: Sequence[str]
) -> Removal:
    """Stage the new files, record the redaction, and only then move them into place."""
    documents = [one for one in opened.ledger.documents() if one.capture == capture.sha256]
    notes = find_notes(opened, capture.sha256, documents)
    beside = {*find_beside(opened, capture, documents)}
    beside |= opened.ledger.captures_of([one.id for one in notes])
    sought = seek([*documents, *map(keep_free_words, notes)], words)
    try:
        reached = stage(opened.desk, capture.sha256, sought)
    except OSError as fault:
        raise DeskError(
            f"{fault.filename} could not be written anew: {fault.strerror}. Nothing was redacted."
        ) from fault
    try:
        for digest in sorted(beside):
            opened.ledger.redact(digest, by=person, why=why, at=read_clock())
            opened.archive.remove(digest)
        done = opened.ledger.redact(
            capture.sha256, by=person, why=why, at=read_clock(), files=reached.files,
            blank=lambda text: blank(text, sought),
        )  # fmt: skip
    except BaseException:
        drop_staged(reached.staged)
        raise
    _move(opened)
    forget_kept(opened.desk)
    opened.archive.remove(capture.sha256)  # last: while it is there, the next one finishes this
    for left in find_unfinished_copies(opened.desk):
        shutil.rmtree(left, ignore_errors=True)
    gone = tuple(file for file, digest in reached.files.items() if digest is None)
    kept = tuple(file for file in reached.files if file not in gone)
    told = tuple(one.id for one in (*documents, *notes))
    return Removal(
        capture.sha256, told, person, why, kept, gone, reached.left, done.said, done.kept,
        reached.shut,
        tuple(find_originals(opened.desk, [capture.sha256, *beside])),
    )  # fmt: skip


def find_unfinished(opened: OpenDesk) -> list[str]:
    """Captures that are redacted on record, while some of it waits: a command was killed."""
    redactions = opened.ledger.redactions()
    left = [one.capture for one in redactions if opened.archive.has(one.capture)]
    waiting = find_recorded(opened.desk, redactions)
    return left or [one.capture for one in redactions[-1:] if waiting]


def find_unrecorded(opened: OpenDesk) -> list[str]:
    """Files that a redaction wrote and did not live to record; they change nothing."""
    recorded = find_recorded(opened.desk, opened.ledger.redactions())
    return [
        path.relative_to(opened.desk.folder).as_posix()
        for path in find_waiting(opened.desk)
        if path not in recorded
    ]


def _move(opened: OpenDesk) -> None:
    try:
        move_staged(opened.desk, opened.ledger.redactions())
    except OSError as fault:
        raise DeskError(
            f"The redaction is on record, but {fault.filename or 'a file'} could not be written: "
            f"{fault.strerror}. Run `dateline redact` again, which finishes it."
        ) from fault


def _finish(opened: OpenDesk) -> Removal | None:
    """Do what a killed redaction left; say which it was, None where nothing was left."""
    left = find_unfinished(opened)
    _move(opened)
    if not left:
        return None
    forget_kept(opened.desk)
    for capture in left:
        opened.archive.remove(capture)
    said = next(one for one in opened.ledger.redactions() if one.capture == left[-1])
    return Removal(said.capture, (), said.by, said.why, tuple(said.files))


def _find_capture(opened: OpenDesk, name: str, *, again: bool) -> Capture:
    """What is to be redacted by that name; with `again` also what was redacted before."""
    captures = {capture.sha256: capture for capture in opened.ledger.captures()}
    for document in opened.ledger.documents():
        if document.id == name:
            return captures[document.capture]
    alike = [digest for digest in captures if len(name) >= LEAST_DIGITS and digest.startswith(name)]
    if len(alike) == 1:
        return captures[alike[0]]
    before = _find_redacted(opened, name)
    if before is None:
        raise CommandError(
            f"'{name}' is no document's id and no capture's digest. `dateline documents` lists "
            f"the documents; a digest needs {LEAST_DIGITS} figures or more."
        )
    if not again:
        raise CommandError(
            f"'{name}' is taken out already, by {before.by} on {before.at[:16]}: {before.why}. "
            "Give --words to take further words out of what the desk wrote."
        )
    return Capture(before.capture, "", before.at, "", 0)


def _find_redacted(opened: OpenDesk, name: str) -> "Redaction | None":
    """The first redaction of a document or capture of that name."""
    redactions = opened.ledger.redactions()
    if len(name) >= LEAST_DIGITS:
        for one in redactions:
            if one.capture.startswith(name):
                return one
    told = {entry.seq for entry in opened.ledger.entries("document") if entry.key == name}
    return next((one for one in redactions if not told.isdisjoint(one.entries)), None)
