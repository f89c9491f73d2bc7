"""An editor's Word file back into the update that it was made of."""

from dataclasses import dataclass
from pathlib import Path

from dateline.errors import CommandError, DeskError
from dateline.model.finding import Finding
from dateline.pipeline.counting.check import UpdateCheck, check_update
from dateline.pipeline.editions.edition import resolve_edition
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.turns import beside_others
from dateline.pipeline.keeping.whole import rewrite_text


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in from a Word file.

    Attributes:
        update: the update's file.
        changes: what was taken out and what was put in, a line of the source each.
        remarks: comments, each as the source holds it: author, day, words and text.
        held: changes that were not made, each with its reason.
        findings: what the check says of the lines that changed.
        check: the check of the whole update after the changes.
    """

    update: Path
    changes: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    held: tuple[str, ...]
    findings: tuple[Finding, ...]
    check: UpdateCheck


@beside_others
def import_edits(
    opened: OpenDesk, file: Path, update: Path | None = None, *, write: bool = True
) -> Imported:
    """Bring tracked changes and comments of a Word file into an update, and check it again.

    Args:
        opened: the desk.
        file: the edited review file.
        update: the update's Markdown; by default the one in `updates/` that bears the file's name.
        write: whether the update is written; otherwise the changes are only told.

    Raises:
        CommandError: the file is no review file, or its update cannot be found.
        DeskError: the update cannot be written.
    """
    from dateline.publish.edits import merge_edits
    from dateline.publish.manuscript import read_manuscript
    from dateline.publish.policy import redact, secrets_of
    from dateline.publish.review import fingerprint
    from dateline.publish.tracked import name_controls, read_review

    path = update or _find_update(opened, file)
    review = read_review(_bytes(file))
    check = check_update(opened, path)
    secrets = secrets_of(resolve_edition(check))
    bindings = [item.binding for item in check.checked]
    source = check.update.source
    lines = read_manuscript(check.update, bindings, lambda text: redact(text, secrets))
    known: dict[str, str] = {}
    for piece in (piece for line in lines for piece in line.pieces if piece.control):
        known[piece.control] = known.get(piece.control, "") + piece.text
    review = name_controls(review, known)
    merge = merge_edits(source, lines, review, same_source=fingerprint(lines) == review.made_of)
    if merge.source != source:
        check = _replace(opened, check, merge.source, write=write)
    changed = [new.strip() for _, new in merge.changes if new.strip()]
    return Imported(
        path,
        tuple(merge.changes),
        tuple(f"{one.author}, {one.day}: {one.text}" for one in merge.remarks),
        tuple(merge.held),
        tuple(_within(check, changed)),
        check,
    )


def _replace(opened: OpenDesk, before: UpdateCheck, source: str, *, write: bool) -> UpdateCheck:
    """Put a new text in an update's place once it is known that no binding is lost."""
    path = Path(before.update.path)
    trial = path.with_name(f".{path.name}.partial")
    try:
        trial.write_text(source, encoding="utf-8")
        after = check_update(opened, trial)
        lost = _lost(before, after)
        if write and not lost:
            rewrite_text(opened.desk.folder, path, before.update.source, source)
    except OSError as error:
        raise DeskError(
            f"{path} could not be written: {error.strerror}. Make it writable."
        ) from error
    finally:
        trial.unlink(missing_ok=True)
    if lost:
        raise CommandError(
            f"{path.name} stays as it was: the changes would lose the binding of "
            f"{', '.join(lost)}. Make them in the Markdown."
        )
    return after


def _find_update(opened: OpenDesk, file: Path) -> Path:
    stem = file.name.removesuffix(".docx").removesuffix(".review")
    path = opened.desk.updates / f"{stem}.md"
    if path.is_file():
        return path
    raise CommandError(
        f"No update {path} bears this file's name. Name the update that it was made of: "
        f"`dateline import-edits {file} --into UPDATE`."
    )


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(
            f"{file} could not be read: {error.strerror}. Check its name."
        ) from error


def _lost(before: UpdateCheck, after: UpdateCheck) -> list[str]:
    """Bindings that a text had and has no more, by their words."""
    kept = [(one.kind, one.query, one.id) for one in after.prose.bindings]
    lost = []
    for one in before.prose.bindings:
        key = (one.kind, one.query, one.id)
        if key in kept:
            kept.remove(key)
        else:
            lost.append(f"“{one.words}”")
    return lost


def _within(check: UpdateCheck, changed: list[str]) -> list[Finding]:
    """Findings in the lines that changed."""
    source = check.update.source
    spans = [(at, at + len(text)) for text in changed if (at := source.find(text)) >= 0]
    return [
        finding
        for finding in check.findings
        if any(start <= finding.start < end for start, end in spans)
    ]
