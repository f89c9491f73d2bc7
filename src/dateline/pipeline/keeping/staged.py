"""Files that a redaction has written beside those they replace, until it is on record.

Each waits whole, under a name of its own. Only what a recorded redaction names, with the digest
it names, is moved into place; the rest is left of a command that was killed before it recorded
anything, changes nothing and is dropped.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.desk import Desk
from dateline.pipeline.keeping.walking import walk_files

if TYPE_CHECKING:
    from dateline.ledger.redact import Redaction

STAGED = ".redacted-"  # begins the name of a file that waits to be moved into place
PARTIAL = ".redacting-"  # and of one that is not whole yet
FOLDERS = ("editions", "out", "updates")


def write_staged(path: Path, content: bytes | None, capture: str) -> Path:
    """Write what is to stand in the place of a file beside it, whole or not at all.

    Args:
        path: the file.
        content: its new bytes; None where it is to be taken away.
        capture: whose redaction that is, which a file that takes another away says.

    Raises:
        OSError: it cannot be written; nothing is left of it then.
    """
    partial = path.with_name(f"{PARTIAL}{path.name}")
    staged = path.with_name(f"{STAGED}{path.name}")
    try:
        with partial.open("wb") as file:
            file.write(capture.encode() if content is None else content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(staged)
    except OSError as fault:
        partial.unlink(missing_ok=True)
        raise OSError(fault.errno, fault.strerror, str(path)) from fault
    return staged


def move_staged(desk: Desk, redactions: Iterable["Redaction"]) -> int:
    """Move what redactions on record name into place, the old bytes overwritten; drop the rest.

    Returns:
        How many files were moved.

    Raises:
        OSError: a file cannot be written; it waits still.
    """
    recorded = find_recorded(desk, redactions)
    for staged, gone in recorded.items():
        target = staged.with_name(staged.name.removeprefix(STAGED))
        if target.exists():
            with target.open("r+b") as file:
                file.write(b"\0" * target.stat().st_size)
                file.flush()
                os.fsync(file.fileno())
        if gone:
            target.unlink(missing_ok=True)
            staged.unlink()
        else:
            staged.replace(target)
    drop_staged(find_waiting(desk))
    return len(recorded)


def find_recorded(desk: Desk, redactions: Iterable["Redaction"]) -> Mapping[Path, bool]:
    """Files that wait since a command was killed before it could move them, as it recorded.

    Each with whether it takes the other away.
    """
    last = {file: (one.capture, one.files[file]) for one in redactions for file in one.files}
    found = {}
    for staged in find_waiting(desk):
        target = staged.with_name(staged.name.removeprefix(STAGED))
        name = target.relative_to(desk.folder).as_posix()
        if not staged.name.startswith(STAGED) or name not in last:
            continue
        capture, digest = last[name]
        content = staged.read_bytes()
        if digest is None and content == capture.encode():
            found[staged] = True
        elif digest is not None and hashlib.sha256(content).hexdigest() == digest:
            found[staged] = False
    return found


def find_waiting(desk: Desk) -> list[Path]:
    """Every file that waits or is half written, on record or not."""
    return [path for name in FOLDERS for path in walk_files(desk.folder / name) if is_staged(path)]


def is_staged(path: Path) -> bool:
    """Whether a file is one of these, and none of the desk's own."""
    return path.name.startswith((STAGED, PARTIAL))


def drop_staged(staged: Iterable[Path]) -> None:
    """Take back what was written beside, where the redaction was not recorded."""
    for path in staged:
        path.unlink(missing_ok=True)
