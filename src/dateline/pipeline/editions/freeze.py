"""Freezing: a signed update becomes an edition that can be made again byte by byte."""

import hashlib
import json
import platform
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dateline
from dateline.desk import Desk, load_desk
from dateline.errors import CommandError, DeskError, PublishRefused
from dateline.model.edition import Correction, Edition, Signature
from dateline.model.record import to_record
from dateline.pipeline.counting.check import UpdateCheck
from dateline.pipeline.editions.edition import publication_day, resolve_edition
from dateline.pipeline.editions.issues import last_issue
from dateline.pipeline.editions.publish import render_files, write_files
from dateline.pipeline.editions.sign import (
    check_pinned,
    digest_source,
    list_settings,
    require_signatures,
)
from dateline.pipeline.keeping.opening import OpenDesk, read_clock
from dateline.pipeline.keeping.turns import beside_others

if TYPE_CHECKING:
    from dateline.publish.edition import ResolvedUpdate

OUT, RECORD = "out", "record"  # what goes out, and what stays with the desk
PARTS = ("typst", "pypandoc-binary", "matplotlib", "python-docx", "lxml", "jinja2")


@dataclass(frozen=True, slots=True)
class Issue:
    """What sets one issue of an update apart: its name, day and corrections."""

    id: str
    published: str
    corrects: str | None = None
    corrections: tuple[Correction, ...] = ()


@beside_others
def freeze_update(opened: OpenDesk, path: Path, *, correction: str = "") -> tuple[Edition, bool]:
    """Keep an update as an edition: source, resolved tree, figures, outputs, state and hash.

    Args:
        opened: the desk.
        path: the update's Markdown.
        correction: what the issue puts right, in the words readers see; needed where an
            edition of the update is frozen already.

    Returns:
        The edition, and whether it is new; what is frozen already in the same words on the same
        state is left as it is.

    Raises:
        PublishRefused: something does not hold and no signature says why, a role has not
            signed, or an edition is frozen already and no correction is named.
        DeskError: the edition cannot be written.
    """
    check = check_pinned(opened, path)
    before = last_issue(opened, path.stem)
    if before is not None and _is_same(before, check) and not correction.strip():
        return before, False
    signatures = require_signatures(opened, check)
    because = next((one.because for one in signatures if one.because.strip()), "")
    if check.errors and not because:
        first = check.errors[0]
        raise PublishRefused(
            f"{path.name} is not frozen: “{first.text}” {first.verdict}: {first.found}. "
            f"See `dateline check {path}`."
        )
    issue = _number_issue(before, check, correction)
    edition = _resolve(check, issue, because)
    payload = _files(opened, check, edition)
    frozen = _describe(check, issue, signatures, payload)
    _keep(opened.desk, issue.id, payload)
    opened.ledger.append_edition(frozen.id, frozen, at=read_clock(), author=signatures[-1].name)
    return frozen, True


def rebuild_edition(opened: OpenDesk, edition: Edition) -> tuple[str, ...]:
    """Make an edition again from its own source and settings on its own state.

    Returns:
        The files that differ from the frozen ones; none where every byte is the same.

    Raises:
        DeskError: the edition's record is gone from the desk.
    """
    record = opened.desk.editions / edition.id / RECORD
    if not (record / edition.source).is_file():
        raise DeskError(f"{record} is gone. Put the folder `editions` back from a copy.")
    with tempfile.TemporaryDirectory(prefix="dateline-") as name:
        folder = Path(name)
        shutil.copytree(record, folder, dirs_exist_ok=True)
        datasets = opened.desk.folder / "datasets"
        if datasets.is_dir():
            (folder / "datasets").symlink_to(datasets.resolve(), target_is_directory=True)
        clocks = replace(opened.clocks, as_of=edition.state, as_reported=edition.as_reported)
        under = replace(opened, desk=load_desk(folder), clocks=clocks, asked=clocks)
        check = check_pinned(under, folder / edition.source)
        because = next((one.because for one in edition.signatures if one.because), "")
        issue = Issue(edition.id, edition.published, edition.corrects, edition.corrections)
        made = _files(under, check, _resolve(check, issue, because))
    digests = {name: _digest(payload) for name, payload in made.items()}
    names = sorted({*digests, *edition.files})
    return tuple(name for name in names if digests.get(name) != edition.files.get(name))


def _is_same(before: Edition, check: UpdateCheck) -> bool:
    source = before.files.get(f"{RECORD}/{before.source}")
    return source == digest_source(check) and before.state == check.asker.state.hash


def _number_issue(before: Edition | None, check: UpdateCheck, correction: str) -> Issue:
    """The name and day of the next issue of an update."""
    stem = Path(check.update.path).stem
    if before is None:
        if correction.strip():
            raise CommandError(f"{stem} has no edition to correct: leave --correction out.")
        return Issue(stem, publication_day(check))
    if not correction.strip():
        raise PublishRefused(
            f"{before.id} is frozen already, and readers may have it. Say with --correction what "
            "the new issue puts right, in the words that they will see."
        )
    _, _, number = before.id.removeprefix(stem).partition(".")
    said = Correction(read_clock()[:10], " ".join(correction.split()))
    return Issue(
        f"{stem}.{int(number or 1) + 1}",
        before.published,
        before.id,
        (*before.corrections, said),
    )


def _resolve(check: UpdateCheck, issue: Issue, because: str) -> "ResolvedUpdate":
    return resolve_edition(
        check, signed=because, published=issue.published, corrections=issue.corrections
    )


def _files(opened: OpenDesk, check: UpdateCheck, edition: "ResolvedUpdate") -> dict[str, bytes]:
    """Every file of an edition by its path: what goes out, and the record it was made from."""
    from dateline.pipeline.protection.withhold import tell_openly
    from dateline.publish.frozen import freeze_text, freeze_tree

    stem = Path(check.update.path).stem
    rendered = render_files(opened, edition, stem, anew=True)
    files = {f"{OUT}/{name}": payload for name, payload in rendered.items()}
    numbers = {
        number for bound in edition.bound if bound.estimate for number in bound.estimate.events
    }
    numbers |= {number for figure in edition.figures for number in figure.desk_events()}
    text = freeze_text(edition, tell_openly(opened, check.asker.state, numbers))
    files[f"{RECORD}/{Path(check.update.path).name}"] = check.update.source.encode()
    files[f"{RECORD}/text.json"] = _write_json(to_record(text))
    files[f"{RECORD}/tree.json"] = _write_json(freeze_tree(edition))
    for name in list_settings(opened.desk.folder):
        file = opened.desk.folder / name
        if file.is_file():
            files[f"{RECORD}/{name}"] = file.read_bytes()
    return files


def _describe(
    check: UpdateCheck,
    issue: Issue,
    signatures: tuple[Signature, ...],
    payload: Mapping[str, bytes],
) -> Edition:
    files = {name: _digest(part) for name, part in sorted(payload.items())}
    return Edition(
        id=issue.id,
        update=Path(check.update.path).stem,
        title=check.update.title,
        published=issue.published,
        state=check.asker.state.hash,
        hash=hash_files(files),
        files=files,
        signatures=signatures,
        versions=_versions(),
        as_reported=check.asker.opened.clocks.as_reported,
        source=Path(check.update.path).name,
        corrects=issue.corrects,
        corrections=issue.corrections,
    )


def hash_files(files: Mapping[str, str]) -> str:
    """The hash that names an edition: SHA-256 over its files' digests, as `sha256sum` lists them.

    >>> hash_files({})[:8]
    'e3b0c442'
    """
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(listed.encode()).hexdigest()


def _keep(desk: Desk, name: str, payload: Mapping[str, bytes]) -> None:
    """Put an edition's folder in its place whole; one without a record in the ledger goes."""
    target = desk.editions / name
    partial = desk.editions / f".{name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    write_files(partial, dict(payload))
    listed = {name: _digest(part) for name, part in payload.items()}
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(listed.items()))
    write_files(partial, {"SHA256SUMS": sums.encode()})
    try:
        if target.exists():
            shutil.rmtree(target)
        partial.replace(target)
    except OSError as error:
        raise DeskError(f"{target} could not be written: {error.strerror}.") from error


def _versions() -> dict[str, str]:
    found = {"dateline": dateline.__version__, "python": platform.python_version()}
    for name in PARTS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _write_json(record: Any) -> bytes:  # noqa: ANN401 - any plain record
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def _digest(payload: bytes) -> str:
    return hashlib.sha256(payload).hexdigest()
