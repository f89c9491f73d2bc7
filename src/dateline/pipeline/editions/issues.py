"""Editions on record: listed, verified, compared."""

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import CommandError, DeskError
from dateline.model.edition import Edition
from dateline.model.problem import Problem
from dateline.pipeline.keeping.opening import OpenDesk

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.ledger.redact import Redaction
    from dateline.publish.frozen import FrozenText

REDACTED = "redacted-edition"


@dataclass(frozen=True, slots=True)
class FrozenIssue:
    """An edition with when and by whom it was frozen."""

    edition: Edition
    frozen_at: str
    by: str


def find_issues(opened: OpenDesk) -> list[FrozenIssue]:
    """Every edition in the order they were frozen."""
    from dateline.ledger.payload import read_payload

    return [
        FrozenIssue(read_payload(Edition, entry.payload), entry.recorded_at, entry.author)
        for entry in opened.ledger.entries("edition", opened.clocks.as_of)
        if entry.payload is not None and "hash" in json.loads(entry.payload)
    ]


def find_editions(opened: OpenDesk) -> list[Edition]:
    """Every edition without the record around it."""
    return [issue.edition for issue in find_issues(opened)]


def last_issue(opened: OpenDesk, update: str) -> Edition | None:
    """The newest edition of an update."""
    found = [edition for edition in find_editions(opened) if edition.update == update]
    return found[-1] if found else None


def find_issue(opened: OpenDesk, name: str) -> FrozenIssue:
    """The edition of a name, or of the beginning of its hash.

    Raises:
        CommandError: there is none, or more than one.
    """
    issues = find_issues(opened)
    exact = [issue for issue in issues if issue.edition.id == name]
    alike = exact or [issue for issue in issues if name and issue.edition.hash.startswith(name)]
    if len(alike) == 1:
        return alike[0]
    known = ", ".join(issue.edition.id for issue in issues[-5:]) or "none is frozen yet"
    raise CommandError(f"There is no one edition '{name}'. Newest: {known}.")


def verify_edition(opened: OpenDesk, edition: Edition) -> list[Problem]:
    """Compare an edition's files with the digests that the ledger holds.

    A file whose words were redacted on record is a problem of the kind `REDACTED`: the edition
    can be sent no more, but nothing is wrong with the desk.
    """
    folder = opened.desk.editions / edition.id
    problems = []
    redactions = opened.ledger.redactions()
    for name, digest in edition.files.items():
        file = folder / name
        now = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
        if now == digest:
            continue
        shown = f"{edition.id}/{name}"
        path = file.relative_to(opened.desk.folder).as_posix()
        said = [one for one in redactions if path in one.files]
        if said and said[-1].files[path] == now:
            problems.append(_say_redacted(shown, said[-1], gone=now is None))
            continue
        what = "This file is not as it was frozen." if now else "This file of the edition is gone."
        advice = f"Put it back from a copy, or see `dateline edition rebuild {edition.id}`."
        problems.append(Problem("changed-edition", shown, what, advice, "error"))
    return problems


def _say_redacted(where: str, redaction: "Redaction", *, gone: bool) -> Problem:
    done = "was taken away" if gone else "has the mark in the place of words"
    what = f"This file {done}: redacted by {redaction.by} on {redaction.at[:10]}, {redaction.why}."
    return Problem(REDACTED, where, what, "Freeze a new issue with --correction.", "note")


def diff_editions(opened: OpenDesk, before: str, after: str) -> tuple[str, ...]:
    """What changed between two editions, each change in a sentence."""
    from dateline.publish.compare import compare_editions

    texts = [read_text(opened, find_issue(opened, name).edition) for name in (before, after)]
    return compare_editions(texts[0], texts[1])


def read_text(opened: OpenDesk, edition: Edition) -> "FrozenText":
    """What an edition says, from its record.

    Raises:
        DeskError: the record is gone or cannot be read.
    """
    from dateline.ledger.payload import read_payload
    from dateline.publish.frozen import FrozenText

    file: Path = opened.desk.editions / edition.id / "record" / "text.json"
    try:
        return read_payload(FrozenText, file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DeskError(
            f"{file} cannot be read ({error}). Put the folder `editions` back from a copy."
        ) from error
