"""Files given to the desk: their bytes, or the problem that keeps them out."""

import errno
import hashlib
import mimetypes
import os
import stat
from pathlib import Path

from dateline.model.capture import Capture
from dateline.model.problem import Problem

# What the standard library's table lacks, or gives differently on different machines.
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".htm": "text/html",
    ".html": "text/html",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".xhtml": "application/xhtml+xml",
}


def take_file(path: Path, *, now: str, max_bytes: int) -> tuple[Capture, bytes] | Problem:
    """Take a file as a capture.

    Args:
        path: the file.
        now: when it is taken, ISO 8601 with zone.
        max_bytes: the largest file taken; no more than this is ever read.

    Returns:
        The capture and its bytes, or what is wrong with the file.
    """
    path = Path(path)
    try:
        state = path.stat()
        if fault := _find_fault(path, state.st_mode, state.st_size, max_bytes):
            return fault
        with path.open("rb") as file:
            payload = file.read(max_bytes + 1)
    except OSError as fault:
        return _explain(path, fault)
    if len(payload) > max_bytes:
        return _too_large(path, len(payload), max_bytes)
    if not payload:
        return _empty(path)
    return describe_capture(
        payload, address=say_name(path.name), media_type=guess_media_type(path.name), now=now
    )


def say_name(name: str) -> str:
    r"""A file's name as text that can be stored and shown, whatever bytes the disk has for it.

    >>> say_name("caf\udce9.txt") == "caf\ufffd.txt"
    True
    """
    return os.fsencode(name).decode("utf-8", "replace")


def describe_capture(
    payload: bytes, *, address: str, media_type: str, now: str, how: str = "given"
) -> tuple[Capture, bytes]:
    """A capture of bytes in hand."""
    digest = hashlib.sha256(payload).hexdigest()
    return Capture(digest, address, now, media_type, len(payload), how), payload


def guess_media_type(name: str) -> str:
    """The media type that a file's name suggests.

    >>> guess_media_type("update.MD"), guess_media_type("strange.xyzzy")
    ('text/markdown', 'application/octet-stream')
    """
    suffix = Path(name).suffix.lower()
    known = _MEDIA_TYPES.get(suffix) or mimetypes.guess_type(f"x{suffix}")[0]
    return known or "application/octet-stream"


def _find_fault(path: Path, mode: int, size: int, max_bytes: int) -> Problem | None:
    if stat.S_ISDIR(mode):
        return Problem(
            kind="not-a-file",
            where=say_name(str(path)),
            what="It is a folder.",
            advice="Name the files in it, as in `dateline add folder/*.md`.",
            severity="error",
        )
    if not stat.S_ISREG(mode):
        return Problem(
            kind="not-a-file",
            where=say_name(str(path)),
            what="It is a device or a pipe, not a file.",
            advice="Save its content to a file and add that.",
            severity="error",
        )
    if size > max_bytes:
        return _too_large(path, size, max_bytes)
    return _empty(path) if size == 0 else None


def _empty(path: Path) -> Problem:
    return Problem(
        kind="empty-file",
        where=say_name(str(path)),
        what="The file is empty.",
        advice="See whether its download or export was cut short, and add it again.",
        severity="error",
    )


def _too_large(path: Path, size: int, max_bytes: int) -> Problem:
    return Problem(
        kind="too-large",
        where=say_name(str(path)),
        what=f"The file has {size / 1e6:.0f} MB or more; this desk takes {max_bytes / 1e6:.0f} MB.",
        advice="Split it, or raise `max_bytes` under [collect] in desk.toml.",
        severity="error",
    )


def _explain(path: Path, fault: OSError) -> Problem:
    if isinstance(fault, FileNotFoundError):
        kind, what = "missing-file", "There is no such file."
        advice = "See whether its name and folder are spelled as on the disk."
    elif isinstance(fault, PermissionError):
        kind, what = "unreadable-file", "The file may not be read by this user."
        advice = "Change its permissions, or copy it to a folder of yours."
    elif fault.errno == errno.ENAMETOOLONG:
        kind, what = "missing-file", "The name is longer than the disk allows."
        advice = "See whether text was given in the place of a file's name."
    else:
        kind, what = "unreadable-file", f"The disk could not read it ({fault.strerror})."
        advice = "Copy the file to another disk and add the copy."
    return Problem(kind=kind, where=say_name(str(path)), what=what, advice=advice, severity="error")
